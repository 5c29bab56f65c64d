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

/// Finds those contacts, but for the enquiry's own and for those of whom somebody said that they are somebody else.
pub(super) async fn identified(
    connection: &mut PgConnection,
    enquiry: &Enquiry,
    own: Option<ContactId>,
) -> Result<Vec<Identified>, Error> {
    let visitor = &enquiry.visitor;
    let found = sqlx::query!(
        r#"with own (ids) as (
             select array_remove(array(select not_same_as($3)) || $3, null)
           )
           select id as "id!", bool_or(by_phone) as "by_phone!" from (
             (select contact.id, true as by_phone from contact_phone join contact on contact.id = contact_id
              where number = $1 and deleted_at is null and contact.id <> all((select ids from own)::uuid[]) limit $4)
             union all
             (select contact.id, false from contact_email join contact on contact.id = contact_id
              where lower(address) = $2 and deleted_at is null and contact.id <> all((select ids from own)::uuid[]) limit $4)
           ) as found
           group by id order by 2 desc, 1 limit $4"#,
        visitor.proven(enquiry.channel).phone,
        visitor.address().map(str::to_ascii_lowercase),
        own.map(|own| own.0),
        MOST
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
