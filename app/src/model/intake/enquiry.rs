//! The report of an enquiry: what it tells is heard, its room is noted, and its visitor becomes a contact's.
use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    enquiry::{Enquiry, emails, with_proof},
    known_fields::{Novelty, Told},
    obstacle::Obstacle,
    permit::{EnquiryAction, Relation, permit},
};
use serde_json::Value;
use sqlx::{Executor, PgConnection, types::Json};
use uuid::Uuid;

use super::{
    device,
    mapping::{self, Fits},
    report::{TRIES, judged},
};
use crate::{
    error::Error,
    model::{Asker, contacts, events, log::Author},
    who::Action,
    wire::intake::{EnquiryReport, HeardEnquiry, Hearing},
};

/// Where a try begins, and is taken back to. Whoever follows what happens is not woken for it, also where it writes to a
/// contact (migration 0092): they look twice a second anyway.
const BEGIN: &str = "set local external_contacts.wakes_nobody = 'yes'; savepoint locked";

/// An enquiry as it stands in the table.
struct StoredEnquiry {
    id: Uuid,
    contact_id: Option<Uuid>,
    told: Json<Told>,
    first_seen_at: Option<DateTime<Utc>>,
    newcomer_made: bool,
    erased: bool,
    /// Where it was routed to; empty before anything is known of it.
    destination: String,
}

/// Hears the report of an enquiry.
pub async fn enquiry(
    asker: &Asker,
    external_id: &str,
    report: EnquiryReport,
) -> Result<HeardEnquiry, Error> {
    let fields = judged(
        ("external_id", external_id),
        report.event_at,
        &report,
        &["channel", "status", "opened_at"],
    )?;
    let report = JudgedReport {
        external_id,
        at: report.event_at,
        fields: with_proof(fields),
    };
    asker.reports(1)?;
    asker
        .write(Action::Ingest, async |transaction| {
            report.hear(transaction, asker).await
        })
        .await
}

/// A report that has been judged.
struct JudgedReport<'r> {
    external_id: &'r str,
    at: DateTime<Utc>,
    fields: Vec<(String, Value)>,
}

impl JudgedReport<'_> {
    /// Looks whose the enquiry will be, locks that contact and then the enquiry, and hears the report if it still is.
    async fn hear(
        &self,
        transaction: &mut PgConnection,
        asker: &Asker,
    ) -> Result<HeardEnquiry, Error> {
        for _ in 0..TRIES {
            let before = self.look(transaction).await?;
            let owner = match &before {
                Some(row) => self.owner(transaction, row).await?,
                None => self.owner(transaction, &StoredEnquiry::unknown()).await?,
            };
            transaction.execute(BEGIN).await?;
            lock_contact(transaction, owner.contact()).await?;
            let is_new = self.begin(transaction).await?;
            let row = self.lock(transaction).await?;
            if asker.shared.installation.now().auto_create
                && owner == Ownership::Fitting(Fits::Nobody)
            {
                self.take_turns(transaction, &row).await?;
            }
            if self.owner(transaction, &row).await? == owner {
                return self.write(transaction, asker, row, owner, is_new).await;
            }
            // Mapped, merged or told otherwise while we waited: the contact must be locked before the enquiry.
            transaction.execute("rollback to savepoint locked").await?;
        }
        Err(Obstacle::BeingWritten.into())
    }

    /// Lets those reports come one after the other that may make a contact of the same visitor: whoever comes second fits
    /// the contact that the first one made. Only by a number does anybody fit, so that there is nothing else to wait for.
    async fn take_turns(
        &self,
        transaction: &mut PgConnection,
        row: &StoredEnquiry,
    ) -> Result<(), Error> {
        let known = self.known(row).3;
        if let Some(number) = known.as_ref().and_then(mapping::sought) {
            sqlx::query!(
                "select pg_advisory_xact_lock(hashtextextended('visitor ' || $1::text, 0))",
                number
            )
            .execute(transaction)
            .await?;
        }
        Ok(())
    }

    async fn look(&self, transaction: &mut PgConnection) -> Result<Option<StoredEnquiry>, Error> {
        let row = sqlx::query_as!(
            StoredEnquiry,
            r#"select id, contact_id, told as "told: Json<Told>", first_seen_at, newcomer_made, erased, destination
               from enquiry where external_id = $1"#,
            self.external_id
        );
        Ok(row.fetch_optional(transaction).await?)
    }

    async fn lock(&self, transaction: &mut PgConnection) -> Result<StoredEnquiry, Error> {
        let row = sqlx::query_as!(
            StoredEnquiry,
            r#"select id, contact_id, told as "told: Json<Told>", first_seen_at, newcomer_made, erased, destination
               from enquiry where external_id = $1 for update"#,
            self.external_id
        );
        Ok(row.fetch_one(transaction).await?)
    }

    /// Makes the row where there is none; tells whether it did.
    async fn begin(&self, transaction: &mut PgConnection) -> Result<bool, Error> {
        let made = sqlx::query!(
            "insert into enquiry (id, external_id) values ($1, $2) on conflict do nothing",
            Uuid::now_v7(),
            self.external_id
        );
        Ok(made.execute(transaction).await?.rows_affected() == 1)
    }

    /// What is known once this report is heard.
    fn known(&self, row: &StoredEnquiry) -> (Told, Novelty, DateTime<Utc>, Option<Enquiry>) {
        let mut told = row.told.0.clone();
        let news = told.hear(self.at, self.fields.clone());
        let first = row
            .first_seen_at
            .map_or(self.at, |first| first.min(self.at));
        let enquiry = Enquiry::of(&told, first);
        (told, news, first, enquiry)
    }

    /// Whose it is, or will be.
    async fn owner(
        &self,
        transaction: &mut PgConnection,
        row: &StoredEnquiry,
    ) -> Result<Ownership, Error> {
        if row.erased {
            return Err(Error::Erased);
        }
        // The first mapping stands, whatever number is told later or turns out to have been told before (R120: only while
        // there is no contact). It is no function of what was told alone: who fits is asked of the list as it is at that
        // moment, and by now staff may have seen this contact in the room, edited it and noted what they heard, and its log
        // says what the channel proved. Whose another number is, the room suggests (R104), and a person decides.
        if let Some(contact) = row.contact_id {
            return Ok(Ownership::Mapped(ContactId(contact)));
        }
        match self.known(row).3 {
            Some(enquiry) => Ok(Ownership::Fitting(
                mapping::fits(transaction, &enquiry).await?,
            )),
            None => Ok(Ownership::Fitting(Fits::Nobody)),
        }
    }

    async fn write(
        &self,
        transaction: &mut PgConnection,
        asker: &Asker,
        row: StoredEnquiry,
        owner: Ownership,
        is_new: bool,
    ) -> Result<HeardEnquiry, Error> {
        let (told, news, first, enquiry) = self.known(&row);
        let known = enquiry.as_ref();
        sqlx::query!(
            "update enquiry set told = $2, first_seen_at = $3, channel = $4, status = $5, subject = $6, destination = $7,
                    opened_at = $8, closed_at = $9, visitor = $10, updated_at = now()
             where id = $1",
            row.id,
            Json(&told) as _,
            first,
            known.map(|enquiry| <&str>::from(enquiry.channel)),
            known.map(|enquiry| <&str>::from(enquiry.status)),
            known.map(|enquiry| enquiry.subject.as_str()).unwrap_or_default(),
            known.map(|enquiry| enquiry.destination.as_str()).unwrap_or_default(),
            known.map(|enquiry| enquiry.opened_at),
            known.and_then(|enquiry| enquiry.closed_at),
            Json(known.map(|enquiry| enquiry.visitor.clone()).unwrap_or_default()) as _
        )
        .execute(&mut *transaction)
        .await?;
        self.note_room(transaction, row.id, &told).await?;
        note_standing(transaction, row.id, known).await?;
        let mut contact = owner.contact();
        if let Some(enquiry) = known {
            if contact.is_none() && owner == Ownership::Fitting(Fits::Nobody) && !row.newcomer_made
            {
                contact = newcomer(transaction, asker, row.id, enquiry).await?;
            }
            if let Some(contact) = contact {
                if row.contact_id.is_none() {
                    mapping::map(transaction, row.id, contact).await?;
                }
                let proven = enquiry.visitor.proven(enquiry.channel);
                contacts::prove(transaction, &asker.who, contact, &proven).await?;
                let device = &enquiry.visitor.device;
                device::note(transaction, (row.id, contact), &told, device).await?;
            }
            // Nobody sees an enquiry before it is told whole.
            let is_mapped = contact.is_some() && row.contact_id.is_none();
            if is_new || is_mapped || news != Novelty::Known {
                let before = Some(row.destination.as_str());
                let left = before.filter(|before| *before != enquiry.destination);
                let author = Author::reporting(&asker.who);
                let given = contact.filter(|_| is_mapped);
                let given = given.map(|contact| (contact, &author));
                events::record_enquiry(transaction, row.id, left, given).await?;
            }
        }
        Ok(HeardEnquiry {
            id: row.id,
            external_id: self.external_id.to_owned(),
            contact,
            status: known.map(|enquiry| enquiry.status),
            outcome: match is_new {
                true => Hearing::Created,
                false => news.into(),
            },
        })
    }

    /// Notes who is in the room now, and whoever was by this report, however old it is.
    async fn note_room(
        &self,
        transaction: &mut PgConnection,
        id: Uuid,
        told: &Told,
    ) -> Result<(), Error> {
        let Some((_, staff)) = self.fields.iter().find(|(field, _)| field == "staff") else {
            return Ok(());
        };
        let (present, named) = (emails(told.get("staff")), emails(Some(staff)));
        sqlx::query!(
            "insert into enquiry_staff (enquiry_id, email) select $1, email from unnest($2::text[]) as named (email)
             on conflict do nothing",
            id,
            &named
        )
        .execute(&mut *transaction)
        .await?;
        sqlx::query!(
            "update enquiry_staff set place = present.place
             from enquiry_staff as noted
               left join unnest($2::text[]) with ordinality as present (email, place) on present.email = noted.email
             where enquiry_staff.enquiry_id = $1 and noted.enquiry_id = $1 and noted.email = enquiry_staff.email
               and enquiry_staff.place is distinct from present.place",
            id,
            &present
        )
        .execute(transaction)
        .await?;
        Ok(())
    }
}

/// Notes with everybody who is or was in the room how the enquiry stands, so that their own are found in order, and with
/// those who are in it whether they can edit from there.
async fn note_standing(
    transaction: &mut PgConnection,
    id: Uuid,
    known: Option<&Enquiry>,
) -> Result<(), Error> {
    let can_edit = known.is_some_and(|enquiry| {
        permit(enquiry.status, Relation::InRoom, EnquiryAction::Edit).is_ok()
    });
    sqlx::query!(
        "update enquiry_staff set status = $2, opened_at = $3, channel = $4, destination = $5,
           could_edit = could_edit or ($6 and place is not null)
         where enquiry_id = $1 and ((status, opened_at, channel, destination) is distinct from ($2, $3, $4, $5)
           or ($6 and place is not null and not could_edit))",
        id,
        known.map(|enquiry| <&str>::from(enquiry.status)),
        known.map(|enquiry| enquiry.opened_at),
        known.map(|enquiry| <&str>::from(enquiry.channel)),
        known.map(|enquiry| enquiry.destination.as_str()),
        can_edit
    )
    .execute(transaction)
    .await?;
    Ok(())
}

impl StoredEnquiry {
    /// Nothing is known yet.
    fn unknown() -> Self {
        Self {
            id: Uuid::nil(),
            contact_id: None,
            told: Json(Told::default()),
            first_seen_at: None,
            newcomer_made: false,
            erased: false,
            destination: String::new(),
        }
    }
}

/// Whose an enquiry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ownership {
    Mapped(ContactId),
    /// Nobody's yet, and whom it fits.
    Fitting(Fits),
}

impl Ownership {
    fn contact(self) -> Option<ContactId> {
        match self {
            Self::Mapped(contact) => Some(contact),
            Self::Fitting(fits) => fits.one(),
        }
    }
}

/// Locks a contact, also one in the bin. A merge moves its enquiries in the same transaction, so that an enquiry of a
/// contact that is locked is nobody else's.
async fn lock_contact(
    transaction: &mut PgConnection,
    contact: Option<ContactId>,
) -> Result<(), Error> {
    if let Some(contact) = contact {
        sqlx::query!("select id from contact where id = $1 for update", contact.0)
            .fetch_optional(transaction)
            .await?;
    }
    Ok(())
}

/// Makes a contact of a visitor whom nobody knows, where this is wanted: once for an enquiry, so that deleting it is its
/// undo.
async fn newcomer(
    transaction: &mut PgConnection,
    asker: &Asker,
    id: Uuid,
    enquiry: &Enquiry,
) -> Result<Option<ContactId>, Error> {
    if !asker.shared.installation.now().auto_create {
        return Ok(None);
    }
    let rules = contacts::rules(transaction).await?;
    let Some(draft) = enquiry.visitor.newcomer(enquiry.channel, &rules) else {
        return Ok(None);
    };
    let contact = contacts::welcome(transaction, &asker.who, &draft).await?;
    sqlx::query!("update enquiry set newcomer_made = true where id = $1", id)
        .execute(transaction)
        .await?;
    Ok(Some(contact))
}
