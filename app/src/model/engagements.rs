//! Calls and text messages that staff begin here: an entry of the contact's activity each, which the contact centre
//! completes once it reports the call (`intake::engagements`).
use contact::{ContactId, enquiry};
use uuid::Uuid;

use crate::{
    error::{Error, FieldProblem},
    model::{Asker, contacts::read},
    who::Action,
    wire::intake::EngagementKind,
};

/// Writes down that whoever asks calls or texts a contact now. A call that the contact centre has reported already, within
/// two minutes, is that one.
pub async fn press(
    asker: &Asker,
    contact: ContactId,
    kind: EngagementKind,
    number: &str,
) -> Result<(), Error> {
    let number = enquiry::number(number).ok_or_else(|| {
        let message = "Number: this is not a phone number with its country code.";
        Error::Invalid(vec![FieldProblem::new("phone", "number", message)])
    })?;
    asker
        .write(Action::WriteContacts, async |transaction| {
            // It may have become part of another one since its page was read.
            let contact = read::end(transaction, contact).await?;
            read::lock(transaction, contact).await?;
            sqlx::query!(
                "insert into engagement (id, contact_id, kind, number, staff, actor, at)
                 select $1::uuid, $2::uuid, $3::text, $4::text, $5::uuid, $6::text, now()
                 where not exists (
                   select from engagement as told join staff on staff.id = $5 and lower(staff.email) = told.actor
                   where told.contact_id = $2 and told.staff is null and told.kind = $3 and told.number = $4
                     and told.at between now() - interval '2 minutes' and now() + interval '2 minutes')",
                Uuid::now_v7(),
                contact.0,
                kind.as_str(),
                number,
                asker.who.staff_id(),
                asker.who.name()
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
        .await
}
