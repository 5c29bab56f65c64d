//! New contacts as COPY text, one buffer a table: the fastest way into Postgres. It is the second writer of the contact
//! tables beside `model::contacts`, and writes the same columns.

use std::io::Write;

use contact::{ContactId, CustomValue, Draft, search::Keys};
use sqlx::{Executor, PgConnection};
use uuid::Uuid;

use super::chunk::{Outcome, Ready};

/// The rows of one chunk, ready to be sent.
#[derive(Debug, Default)]
pub struct Copy {
    contacts: Table,
    rewritten: Table,
    changed: Vec<Uuid>,
    phones: Table,
    emails: Table,
    socials: Table,
    changes: Table,
    records: Table,
}

/// What every row of an import has in common.
#[derive(Clone, Debug)]
pub struct Origin {
    pub import: Uuid,
    pub staff: Option<Uuid>,
    pub actor: String,
}

/// A contact as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    pub version: i64,
    pub draft: Draft,
    /// The labels of the draft, by id.
    pub labels: Vec<Uuid>,
    /// What merges brought along.
    pub other_names: Vec<String>,
    /// The import that created it.
    pub import: Option<Uuid>,
}

impl Stored {
    /// Makes what an accepted record becomes as a new contact.
    pub fn new(ready: Ready) -> Self {
        Self {
            version: 1,
            draft: ready.draft,
            labels: ready.labels,
            other_names: Vec::new(),
            import: None,
        }
    }
}

impl Copy {
    /// Adds a new contact with its lists.
    pub fn created(&mut self, id: ContactId, contact: &Stored, origin: &Origin) {
        self.contacts.contact(id, contact, Some(origin));
        self.lists(id, &contact.draft);
    }

    /// Adds the new state of a contact that exists already, with its lists.
    pub fn changed(&mut self, id: ContactId, contact: &Stored) {
        self.changed.push(id.0);
        self.rewritten.contact(id, contact, None);
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

    /// Adds an entry of the change log.
    pub fn change(&mut self, id: ContactId, origin: &Origin, action: &str, lines: &str) {
        let row = &mut self.changes;
        row.uuid(id.0);
        row.shown(origin.staff);
        row.text(&origin.actor);
        row.text(action);
        row.text("import");
        row.uuid(origin.import);
        row.text(lines);
        row.end();
    }

    /// Adds the outcome of a record.
    pub fn record(&mut self, import: Uuid, record: u32, outcome: &Outcome) {
        let row = &mut self.records;
        row.uuid(import);
        row.shown(Some(record));
        row.text(outcome.as_str());
        row.shown(outcome.contact());
        match outcome {
            Outcome::Failed(error) => row.text(error),
            _ => row.null(),
        }
        row.end();
    }

    /// Sends all tables.
    pub async fn write(&self, db: &mut PgConnection) -> Result<(), sqlx::Error> {
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
        self.changes
            .send(db, "copy change (contact_id, staff, actor, action, source, import_id, lines) from stdin")
            .await?;
        self.records
            .send(
                db,
                "copy import_record (import_id, record, outcome, contact_id, error) from stdin",
            )
            .await
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

/// The columns of a contact, in the order in which `Table::contact` writes them.
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

/// Rows of one table in the text format of COPY.
#[derive(Debug, Default)]
pub struct Table {
    bytes: Vec<u8>,
    within: bool,
}

impl Table {
    /// Sends the rows; nothing is sent where there are none.
    pub async fn send(
        &self,
        db: &mut PgConnection,
        statement: &'static str,
    ) -> Result<(), sqlx::Error> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let mut copy = db.copy_in_raw(statement).await?;
        copy.send(self.bytes.as_slice()).await?;
        copy.finish().await?;
        Ok(())
    }

    fn contact(&mut self, id: ContactId, contact: &Stored, origin: Option<&Origin>) {
        let Stored {
            version,
            draft,
            labels,
            other_names,
            import,
        } = contact;
        let import = origin.map(|origin| origin.import).or(*import);
        let other_names: Vec<&str> = other_names.iter().map(String::as_str).collect();
        let keys = Keys::of(draft, &other_names, labels, import);
        self.uuid(id.0);
        self.shown(Some(version));
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
            self.text(text);
        }
        self.text(draft.kind.as_str());
        self.text(draft.level.as_str());
        self.shown(draft.birth_date);
        self.list(labels.iter().map(|id| id.as_hyphenated()));
        self.json(&draft.custom);
        self.text(&keys.search);
        self.list(keys.terms.iter());
        self.text(&keys.sort_name);
        self.text(&keys.sort_company);
        self.shown(origin.and_then(|origin| origin.staff));
        self.shown(import);
        self.end();
    }

    /// Ends a row.
    pub fn end(&mut self) {
        self.bytes.push(b'\n');
        self.within = false;
    }

    /// Adds text, with the four characters escaped that mean something to COPY.
    pub fn text(&mut self, text: &str) {
        self.next();
        let mut rest = text.as_bytes();
        while let Some(at) = rest
            .iter()
            .position(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r'))
        {
            self.bytes.extend_from_slice(&rest[..at]);
            self.bytes.push(b'\\');
            self.bytes.push(match rest[at] {
                b'\t' => b't',
                b'\n' => b'n',
                b'\r' => b'r',
                other => other,
            });
            rest = &rest[at + 1..];
        }
        self.bytes.extend_from_slice(rest);
    }

    /// Adds an id.
    pub fn uuid(&mut self, id: Uuid) {
        self.next();
        let mut text = Uuid::encode_buffer();
        self.bytes
            .extend_from_slice(id.as_hyphenated().encode_lower(&mut text).as_bytes());
    }

    /// Adds a number, date or id, which never needs escaping; null if there is none.
    pub fn shown(&mut self, value: Option<impl std::fmt::Display>) {
        match value {
            Some(value) => {
                self.next();
                self.put(value);
            }
            None => self.null(),
        }
    }

    /// Adds an array of numbers or ids.
    pub fn list(&mut self, values: impl Iterator<Item = impl std::fmt::Display>) {
        self.next();
        self.bytes.push(b'{');
        for (place, value) in values.enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            self.put(value);
        }
        self.bytes.push(b'}');
    }

    /// Adds the values of custom fields.
    pub fn json(&mut self, custom: &std::collections::BTreeMap<String, CustomValue>) {
        if custom.is_empty() {
            return self.text("{}");
        }
        self.text(&serde_json::to_string(custom).unwrap_or_else(|_| "{}".to_owned()));
    }

    fn null(&mut self) {
        self.next();
        self.bytes.extend_from_slice(b"\\N");
    }

    fn next(&mut self) {
        if self.within {
            self.bytes.push(b'\t');
        }
        self.within = true;
    }

    fn put(&mut self, value: impl std::fmt::Display) {
        // Writing into memory cannot fail.
        let _ = write!(self.bytes, "{value}");
    }
}
