//! Whether somebody can take an enquiry just now: they say so themselves, and the contact centre reports it. What was said
//! last counts, so that a report that comes late changes nothing.
use chrono::Utc;
use contact::known_fields::Told;
use sqlx::types::Json;

use crate::{error::Error, model::Asker, who::Action, wire::staff::Availability};

/// Sets one's own.
pub async fn set(asker: &Asker, availability: Availability) -> Result<(), Error> {
    let id = asker.who.staff_id().ok_or(Error::Forbidden)?;
    asker
        .write(Action::ManageOwnAccount, async |transaction| {
            let mut told = sqlx::query_scalar!(
                r#"select told as "told: Json<Told>" from staff where id = $1 and active for update"#,
                id
            )
            .fetch_optional(&mut *transaction)
            .await?
            .ok_or(Error::SignedOut)?;
            let word = availability.as_str();
            told.hear(Utc::now(), [("availability".to_owned(), word.into())]);
            sqlx::query!(
                "update staff set availability = $2, told = $3, updated_at = now() where id = $1",
                id,
                word,
                told as _
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
        .await
}
