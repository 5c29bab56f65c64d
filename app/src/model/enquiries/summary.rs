//! An enquiry for whoever may view it, with how they stand to it, as both were at one moment.
use contact::{ContactId, enquiry::Enquiry, known_fields::Told, permit::EnquiryAction};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::standing::Standing;
use crate::{error::Error, who::Who, wire::room::EnquirySummary};

/// An enquiry that whoever asks may view.
pub(super) struct ViewedEnquiry {
    pub standing: Standing,
    pub known: Enquiry,
    /// Its contact was erased.
    pub erased: bool,
    id: Uuid,
    external_id: String,
    destination: String,
    staff: Vec<String>,
}

/// Reads an enquiry. Whoever may not view it learns the reason.
pub(super) async fn read(
    connection: &mut PgConnection,
    who: &Who,
    enquiry: Uuid,
) -> Result<ViewedEnquiry, Error> {
    let row = sqlx::query!(
        r#"select enquiry.external_id, contact_id, erased, enquiry.told as "told: Json<Told>", status as "status!",
                 opened_at as "opened_at!", relation_to(enquiry.id, enquiry.destination, $2) as "relation!",
                 coalesce(nullif(destination.name, ''), enquiry.destination) as "destination!",
                 array(
                   select coalesce(staff.name, enquiry_staff.email)
                   from enquiry_staff left join staff on lower(staff.email) = enquiry_staff.email
                   where enquiry_id = enquiry.id and place is not null order by place
                 ) as "staff!"
               from enquiry left join destination on destination.external_id = enquiry.destination
               where enquiry.id = $1 and status is not null"#,
        enquiry,
        who.staff_id()
    );
    let row = row
        .fetch_optional(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let standing = Standing {
        status: row.status.parse().map_err(Error::broken)?,
        relation: row.relation.parse().map_err(Error::broken)?,
        contact: row.contact_id.map(ContactId),
    };
    Ok(ViewedEnquiry {
        standing: standing.may(EnquiryAction::View)?,
        known: Enquiry::of(&row.told.0, row.opened_at).ok_or(Error::NotFound)?,
        erased: row.erased,
        id: enquiry,
        external_id: row.external_id,
        destination: row.destination,
        staff: row.staff,
    })
}

impl ViewedEnquiry {
    /// What it is.
    pub fn summary(&self) -> EnquirySummary {
        let known = &self.known;
        EnquirySummary {
            id: self.id,
            external_id: self.external_id.clone(),
            channel: known.channel,
            status: self.standing.status,
            subject: known.subject.clone(),
            destination: self.destination.clone(),
            staff: self.staff.clone(),
            opened_at: known.opened_at,
            closed_at: known.closed_at,
        }
    }
}
