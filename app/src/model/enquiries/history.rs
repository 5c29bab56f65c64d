//! What stands above the transcript of an enquiry, for those whom the table lets view it.
use contact::{ContactId, enquiry::Visitor, name::full_name, permit::EnquiryAction};
use sqlx::types::Json;
use uuid::Uuid;

use super::beside::standing;
use crate::{
    error::Error,
    model::Asker,
    who::Action,
    wire::transcript::{Head, Of},
};

/// Reads what stands above the transcript.
pub async fn head(asker: &Asker, enquiry: Uuid) -> Result<Head, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let standing = standing(&mut connection, &asker.who, enquiry).await?;
    let standing = standing.may(EnquiryAction::View)?;
    let row = sqlx::query!(
        r#"select enquiry.external_id, channel as "channel!", subject,
             coalesce(nullif(destination.name, ''), enquiry.destination) as "destination!",
             array(
               select coalesce(staff.name, room.email)
               from enquiry_staff as room left join staff on lower(staff.email) = room.email
               where room.enquiry_id = enquiry.id and place is not null order by place
             ) as "staff!", opened_at as "opened_at!", closed_at, erased, visitor as "visitor: Json<Visitor>",
             contact.id as "contact?", contact.first_name as "first_name?", contact.last_name as "last_name?"
           from enquiry left join contact on contact.id = enquiry.contact_id
             left join destination on destination.external_id = enquiry.destination
           where enquiry.id = $1"#,
        enquiry
    );
    let row = row.fetch_one(&mut *connection).await?;
    let of = match row.contact {
        _ if row.erased => Of::Erased,
        Some(contact) => {
            let name = |name: Option<String>| name.unwrap_or_default();
            let (first, last) = (name(row.first_name), name(row.last_name));
            Of::Contact(ContactId(contact), full_name(&first, &last))
        }
        None => Of::Visitor(full_name(&row.visitor.first_name, &row.visitor.last_name)),
    };
    Ok(Head {
        external_id: row.external_id,
        channel: row.channel.parse().map_err(Error::broken)?,
        status: standing.status,
        subject: row.subject,
        destination: row.destination,
        staff: row.staff,
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        of,
    })
}
