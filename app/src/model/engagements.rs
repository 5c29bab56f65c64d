//! Calls and text messages that staff begin here: an entry of the contact's activity each, which the contact centre
//! completes once it reports the call (`intake::engagements`).
use contact::{ContactId, enquiry, obstacle::Obstacle};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Asker, contacts::read},
    who::Action,
    wire::intake::EngagementKind,
};

/// Writes down that whoever asks calls or texts a contact now. A call that the contact centre has reported already, within
/// two minutes and for no other press, is that one; pressed twice at once it is one, too.
pub async fn press(
    asker: &Asker,
    contact: ContactId,
    kind: EngagementKind,
    number: &str,
) -> Result<(), Error> {
    let number = enquiry::number(number).ok_or(Obstacle::NotANumber)?;
    asker
        .write(Action::WriteContacts, async |transaction| {
            // It may have become part of another one since its page was read.
            let contact = read::end(transaction, contact).await?;
            read::lock(transaction, contact).await?;
            let press = Press {
                contact: contact.0,
                kind: kind.as_str(),
                number: &number,
                staff: asker.who.staff_id(),
            };
            if press.is_a_double(transaction).await? || press.joins_a_report(transaction).await? {
                return Ok(());
            }
            press.write(transaction, asker.who.name()).await
        })
        .await
}

/// What is pressed, on a contact that is locked, and by whom.
struct Press<'p> {
    contact: Uuid,
    kind: &'static str,
    number: &'p str,
    staff: Option<Uuid>,
}

impl Press<'_> {
    /// Tells whether the same was pressed a moment ago, whether or not its report has come in since: a double click.
    async fn is_a_double(&self, transaction: &mut PgConnection) -> Result<bool, Error> {
        let same = sqlx::query!(
            "select id from engagement
             where contact_id = $1 and kind = $2 and number = $3
               and pressed_at between now() - interval '2 seconds' and now() + interval '2 seconds'
               and (staff = $4 or staff is null and actor = (select lower(email) from staff where staff.id = $4))
             limit 1",
            self.contact,
            self.kind,
            self.number,
            self.staff
        );
        Ok(same.fetch_optional(transaction).await?.is_some())
    }

    /// Joins the report that tells of it already: one of the contact, or one that waits because several have the number.
    async fn joins_a_report(&self, transaction: &mut PgConnection) -> Result<bool, Error> {
        let joined = sqlx::query!(
            "update engagement set contact_id = $1, pressed_at = now()
             where id = (
               select told.id from engagement as told join staff on staff.id = $4 and lower(staff.email) = told.actor
               where told.external_id is not null and told.pressed_at is null
                 and (told.contact_id = $1 or told.contact_id is null) and told.kind = $2 and told.number = $3
                 and told.at between now() - interval '2 minutes' and now() + interval '2 minutes'
               order by abs(extract(epoch from told.at - now())) limit 1 for update of told)",
            self.contact,
            self.kind,
            self.number,
            self.staff
        );
        Ok(joined.execute(transaction).await?.rows_affected() > 0)
    }

    async fn write(&self, transaction: &mut PgConnection, name: &str) -> Result<(), Error> {
        sqlx::query!(
            "insert into engagement (id, contact_id, kind, number, staff, actor, at, pressed_at)
             values ($1, $2, $3, $4, $5, $6, now(), now())",
            Uuid::now_v7(),
            self.contact,
            self.kind,
            self.number,
            self.staff,
            name
        )
        .execute(transaction)
        .await?;
        Ok(())
    }
}
