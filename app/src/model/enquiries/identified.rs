//! Who the visitor of an enquiry may be, as far as a contact has the phone number that was proved to be theirs, or their
//! email address.
use contact::{ContactId, enquiry::Enquiry};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::suggestions::read,
    wire::room::{Identified, KnownBy},
};

/// How many contacts are named.
const MOST: i64 = 5;
/// How many contacts that have one number or address are looked at.
const LOOKED_AT: i64 = 1_000;

/// Finds those contacts by what they have, whatever Postgres believes of the size of its tables: while an import fills them it
/// would rather go through all contacts. Left out are the enquiry's own and those of whom somebody said that they are somebody
/// else.
pub(super) async fn identified(
    connection: &mut PgConnection,
    enquiry: &Enquiry,
    own: Option<ContactId>,
) -> Result<Vec<Identified>, Error> {
    let visitor = &enquiry.visitor;
    let found = sqlx::query!(
        r#"with own (ids) as (
             select array_remove(array(select not_same_as($3)) || $3, null)
           ), known as materialized (
             (select contact_id, true as by_phone from contact_phone where number = $1 limit $5)
             union all
             (select contact_id, false from contact_email where lower(address) = $2 limit $5)
           )
           select contact_id as "id!", bool_or(by_phone) as "by_phone!" from known
             cross join lateral (select deleted_at from contact where id = known.contact_id offset 0) as contact
           where deleted_at is null and contact_id <> all((select ids from own)::uuid[])
           group by contact_id order by 2 desc, 1 limit $4"#,
        visitor.proven(enquiry.channel).phone,
        visitor.address().map(str::to_ascii_lowercase),
        own.map(|own| own.0),
        MOST,
        LOOKED_AT
    );
    let found = found.fetch_all(&mut *connection).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut contacts = read(connection, &ids).await?;
    let found = found.into_iter().filter_map(|row| {
        Some(Identified {
            contact: contacts.remove(&row.id)?,
            by: match row.by_phone {
                true => KnownBy::Phone,
                false => KnownBy::Email,
            },
        })
    });
    Ok(found.collect())
}
