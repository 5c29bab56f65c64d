//! Many contacts on their way in by COPY, one buffer a table, each with its entry in the log. It writes the same columns as
//! `write`, which writes one.
use contact::{ContactId, Draft, search::Keys};
use sqlx::{Executor, PgConnection};
use uuid::Uuid;

use super::stored::Stored;
use crate::model::{
    copy_text::CopyText,
    log::{Author, ChangeKind, Entries},
};

/// The rows of one chunk, ready to be sent.
#[derive(Debug, Default)]
pub struct Copy {
    contacts: CopyText,
    rewritten: CopyText,
    changed: Vec<Uuid>,
    phones: CopyText,
    emails: CopyText,
    socials: CopyText,
    entries: Entries,
}

impl Copy {
    /// Adds a new contact with its lists.
    pub fn created(&mut self, id: ContactId, contact: &Stored, author: &Author) {
        row(&mut self.contacts, id, contact, Some(author));
        self.lists(id, &contact.draft);
    }

    /// Adds the new state of a contact that exists already, with its lists.
    pub fn changed(&mut self, id: ContactId, contact: &Stored) {
        self.changed.push(id.0);
        row(&mut self.rewritten, id, contact, None);
        self.lists(id, &contact.draft);
    }

    /// Adds the phones, emails and social IDs of a contact.
    fn lists(&mut self, id: ContactId, draft: &Draft) {
        for (position, phone) in draft.phones.iter().enumerate() {
            let row = &mut self.phones;
            row.uuid(id.0);
            row.shown(Some(position));
            row.text(phone.kind.as_str());
            row.text(&phone.number);
            row.shown(Some(phone.verified));
            row.end();
        }
        for (position, email) in draft.emails.iter().enumerate() {
            let row = &mut self.emails;
            row.uuid(id.0);
            row.shown(Some(position));
            row.text(email.kind.as_str());
            row.text(&email.address);
            row.end();
        }
        for (position, social) in draft.socials.iter().enumerate() {
            let row = &mut self.socials;
            row.uuid(id.0);
            row.shown(Some(position));
            row.text(social.network.as_str());
            row.text(&social.id);
            row.shown(Some(social.verified));
            row.end();
        }
    }

    /// Adds an entry of the log; the lines are written out as JSON.
    pub fn entry(&mut self, id: ContactId, author: &Author, kind: ChangeKind, lines: &str) {
        self.entries.add(id, author, kind, lines);
    }

    /// Sends all tables.
    pub async fn send(&self, db: &mut PgConnection) -> Result<(), sqlx::Error> {
        self.contacts.send(db, CONTACT).await?;
        self.rewrite(db).await?;
        self.phones
            .send(
                db,
                "copy contact_phone (contact_id, position, kind, number, verified) from stdin",
            )
            .await?;
        self.emails
            .send(
                db,
                "copy contact_email (contact_id, position, kind, address) from stdin",
            )
            .await?;
        self.socials
            .send(
                db,
                "copy contact_social (contact_id, position, network, account, verified) from stdin",
            )
            .await?;
        self.entries.send(db).await
    }

    /// Brings the new states of existing contacts in by way of a temporary table, and clears their lists for the new ones.
    async fn rewrite(&self, db: &mut PgConnection) -> Result<(), sqlx::Error> {
        if self.changed.is_empty() {
            return Ok(());
        }
        for statement in [
            "delete from contact_phone where contact_id = any($1)",
            "delete from contact_email where contact_id = any($1)",
            "delete from contact_social where contact_id = any($1)",
        ] {
            sqlx::query(statement)
                .bind(&self.changed)
                .execute(&mut *db)
                .await?;
        }
        db.execute("create temp table if not exists rewritten (like contact including defaults) on commit delete rows").await?;
        self.rewritten.send(db, REWRITTEN).await?;
        db.execute(
            "update contact set version = r.version, first_name = r.first_name, last_name = r.last_name,
                 company = r.company, job_title = r.job_title, team = r.team, group_name = r.group_name,
                 language = r.language, street = r.street, city = r.city, state = r.state, zip = r.zip,
                 country = r.country, kind = r.kind, level = r.level, birth_date = r.birth_date, labels = r.labels,
                 custom = r.custom, search = r.search, terms = r.terms, sort_name = r.sort_name,
                 sort_company = r.sort_company, updated_at = now()
             from rewritten r where contact.id = r.id",
        )
        .await?;
        Ok(())
    }
}

/// The columns of a contact, in the order in which `row` writes them.
macro_rules! copy_contact {
    ($table:literal) => {
        concat!(
            "copy ",
            $table,
            " (id, version, first_name, last_name, company, job_title, team, group_name, language, street, city, state,
             zip, country, kind, level, birth_date, labels, custom, search, terms, sort_name, sort_company, created_by,
             import_id) from stdin"
        )
    };
}

const CONTACT: &str = copy_contact!("contact");
const REWRITTEN: &str = copy_contact!("rewritten");

/// Adds the row of a contact.
fn row(to: &mut CopyText, id: ContactId, contact: &Stored, creator: Option<&Author>) {
    let Stored {
        version,
        labels,
        other_names,
        import,
        ..
    } = contact;
    let whole = contact.whole();
    let draft: &Draft = &whole;
    let import = creator.and_then(|creator| creator.import).or(*import);
    let other_names: Vec<&str> = other_names.iter().map(String::as_str).collect();
    let keys = Keys::of(draft, &other_names, labels, import);
    to.uuid(id.0);
    to.shown(Some(version));
    for text in [
        &draft.first_name,
        &draft.last_name,
        &draft.company,
        &draft.job_title,
        &draft.team,
        &draft.group,
        &draft.language,
        &draft.address.street,
        &draft.address.city,
        &draft.address.state,
        &draft.address.zip,
        &draft.address.country,
    ] {
        to.text(text);
    }
    to.text(draft.kind.as_str());
    to.text(draft.level.as_str());
    to.shown(draft.birth_date);
    to.list(labels.iter().map(|id| id.as_hyphenated()));
    to.json(&draft.custom);
    to.text(&keys.search);
    to.list(keys.terms.iter());
    to.text(&keys.sort_name);
    to.text(&keys.sort_company);
    to.shown(creator.and_then(|creator| creator.staff));
    to.shown(import);
    to.end();
}
