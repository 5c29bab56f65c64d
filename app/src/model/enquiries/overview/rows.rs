//! The rows of a page: who asks, where it was routed to, who is in the room, and whether it may be seen.
use chrono::{DateTime, Utc};
use contact::{
    enquiry::Visitor,
    name::full_name,
    permit::{EnquiryAction, permit},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    model::enquiries::standing::shown_subject,
    who::Who,
    wire::overview::{Caller, EnquiryRow},
};

/// An enquiry as it stands in its tables.
struct OverviewRow {
    id: Uuid,
    external_id: String,
    channel: String,
    status: String,
    subject: String,
    destination: String,
    staff: Vec<String>,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    erased: bool,
    visitor: Json<Visitor>,
    first_name: Option<String>,
    last_name: Option<String>,
    relation: String,
}

/// Reads the rows of these enquiries, in this order.
pub(super) async fn read(
    connection: &mut PgConnection,
    who: &Who,
    ids: &[Uuid],
) -> Result<Vec<EnquiryRow>, Error> {
    let rows = sqlx::query_as!(
        OverviewRow,
        r#"select enquiry.id, enquiry.external_id, channel as "channel!", status as "status!", subject,
             coalesce(nullif(destination.name, ''), enquiry.destination) as "destination!",
             array(
               select coalesce(staff.name, room.email)
               from enquiry_staff as room left join staff on lower(staff.email) = room.email
               where room.enquiry_id = enquiry.id and place is not null order by place
             ) as "staff!", opened_at as "opened_at!", closed_at, erased, visitor as "visitor: Json<Visitor>",
             contact.first_name as "first_name?", contact.last_name as "last_name?",
             relation_to(enquiry.id, enquiry.destination, $2) as "relation!"
           from unnest($1::uuid[]) with ordinality as wanted (id, number)
             join enquiry on enquiry.id = wanted.id and status is not null
             left join contact on contact.id = enquiry.contact_id
             left join destination on destination.external_id = enquiry.destination
           order by wanted.number"#,
        ids,
        who.staff_id()
    );
    let rows = rows.fetch_all(connection).await?;
    rows.into_iter().map(|row| row.shown(who)).collect()
}

impl OverviewRow {
    fn shown(self, who: &Who) -> Result<EnquiryRow, Error> {
        let caller = self.caller();
        let status = self.status.parse().map_err(Error::broken)?;
        let relation = self.relation.parse().map_err(Error::broken)?;
        let refused = permit(status, relation, EnquiryAction::View).err();
        Ok(EnquiryRow {
            id: self.id,
            external_id: self.external_id,
            caller,
            channel: self.channel.parse().map_err(Error::broken)?,
            status,
            subject: shown_subject(who, (status, relation), self.subject),
            destination: self.destination,
            staff: self.staff,
            opened_at: self.opened_at,
            closed_at: self.closed_at,
            refused,
        })
    }

    fn caller(&self) -> Caller {
        if self.erased {
            return Caller::Erased;
        }
        if let Some(last) = &self.last_name {
            let first = self.first_name.as_deref().unwrap_or_default();
            return Caller::Contact(full_name(first, last));
        }
        let visitor = &self.visitor.0;
        let names = [
            full_name(&visitor.first_name, &visitor.last_name),
            visitor.phone.clone(),
            visitor.email.clone(),
        ];
        let mut names = names.into_iter().filter(|name| !name.trim().is_empty());
        names.next().map_or(Caller::Unknown, Caller::Visitor)
    }
}
