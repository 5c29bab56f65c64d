//! The search keys of contacts, written anew without touching the contacts: no version, no entry in the log.
use contact::search::Keys;
use sqlx::PgConnection;
use uuid::Uuid;

use super::stored;
use crate::{error::Error, model::copy_text::array};

/// Writes the keys of those contacts whose keys are others now.
pub(in crate::model) async fn rewrite(
    transaction: &mut PgConnection,
    ids: &[Uuid],
) -> Result<(), Error> {
    let (mut contacts, mut keys) = (Vec::new(), Vec::new());
    for (id, stored) in stored::lock_also_deleted(transaction, ids).await? {
        let others: Vec<&str> = stored.other_names.iter().map(String::as_str).collect();
        contacts.push(id.0);
        let whole = stored.whole();
        keys.push(Keys::of(&whole, &others, &stored.labels, stored.import));
    }
    let column = |of: fn(&Keys) -> String| keys.iter().map(of).collect::<Vec<String>>();
    sqlx::query!(
        "update contact set search = made.search, terms = made.terms::integer[], sort_name = made.sort_name,
             sort_company = made.sort_company
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
              as made (id, search, terms, sort_name, sort_company)
         where contact.id = made.id and (contact.search <> made.search or contact.terms <> made.terms::integer[]
             or contact.sort_name <> made.sort_name or contact.sort_company <> made.sort_company)",
        &contacts,
        &column(|keys| keys.search.clone()),
        &column(|keys| array(&keys.terms)),
        &column(|keys| keys.sort_name.clone()),
        &column(|keys| keys.sort_company.clone())
    )
    .execute(transaction)
    .await?;
    Ok(())
}
