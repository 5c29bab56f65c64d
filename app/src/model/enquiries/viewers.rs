//! Who of those that follow what happens may view an enquiry: asked for all of them at once, and anew each time that it is
//! told of, so that nobody hears of what they may not see.
use contact::permit::{EnquiryAction, Relation, permit};
use uuid::Uuid;

use crate::{error::Error, model::Database};

/// A member of staff who stands to an enquiry in some way, and whether they may view it as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub enquiry: Uuid,
    pub staff: Uuid,
    pub may_view: bool,
}

/// Finds out of these enquiries and members of staff who may view which. Who stands to one in no way is left out.
pub async fn viewers(
    database: &Database,
    enquiries: &[Uuid],
    staff: &[Uuid],
) -> Result<Vec<Viewer>, Error> {
    // An Agent stands to an enquiry by its room or its destination alone. Of the many who are near neither it need not be
    // asked, one by one, how they stand to it.
    let rows = sqlx::query!(
        r#"select enquiry.id as "enquiry!", staff.id as "staff!", enquiry.status as "status!",
             relation_to(enquiry.id, enquiry.destination, staff.id) as "relation!"
           from enquiry
             cross join lateral (
               select array(
                 select email from enquiry_staff where enquiry_id = enquiry.id
                 union all
                 select member.email
                 from destination join destination_staff as member on member.destination_id = destination.id
                 where destination.external_id = enquiry.destination
               ) as emails
               offset 0
             ) as near
             join staff on staff.id = any($2) and (staff.role <> 'agent' or lower(staff.email) = any(near.emails))
           where enquiry.id = any($1) and enquiry.status is not null"#,
        enquiries,
        staff
    );
    let mut viewers = Vec::new();
    for row in rows.fetch_all(&database.pool).await? {
        let status = row.status.parse().map_err(Error::broken)?;
        let relation: Relation = row.relation.parse().map_err(Error::broken)?;
        if relation != Relation::Other {
            viewers.push(Viewer {
                enquiry: row.enquiry,
                staff: row.staff,
                may_view: permit(status, relation, EnquiryAction::View).is_ok(),
            });
        }
    }
    Ok(viewers)
}
