//! Who of those that follow what happens may view an enquiry: asked for all of them at once, and anew each time that it is
//! told of, so that nobody hears of what they may not see.
use std::collections::HashMap;

use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, permit},
};
use uuid::Uuid;

use crate::{error::Error, model::Database};

/// A member of staff who stands to an enquiry in some way, and whether they may view it as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub enquiry: Uuid,
    pub staff: Uuid,
    pub relation: Relation,
    pub may_view: bool,
}

/// Finds out of these enquiries and members of staff who may view which. Who stands to one in no way is left out.
pub async fn viewers(
    database: &Database,
    enquiries: &[Uuid],
    staff: &[Uuid],
) -> Result<Vec<Viewer>, Error> {
    // What `relation_to` (migration 0081) says of one: a thousand who follow are not asked of one by one. A test compares both.
    let rows = sqlx::query!(
        r#"with asked as (
             select enquiry.id, enquiry.status, routed.id as destination
             from enquiry left join destination as routed on routed.external_id = enquiry.destination
             where enquiry.id = any($1) and enquiry.status is not null
           ), follower as (
             select id, role, lower(email) as email, lower(btrim(department)) as department
             from staff where id = any($2) and active
           ), works as (
             select member.destination_id as destination, follower.id as staff, 'of_destination' as relation
             from destination_staff as member join follower on follower.email = member.email
             union all
             select destination.id, follower.id, 'supervisor'
             from destination join follower on follower.department = lower(btrim(destination.department))
             where follower.role = 'supervisor' and follower.department <> ''
           ), stands as (
             select here.enquiry_id as enquiry, follower.id as staff,
               case when here.place is null then 'was_in_room' else 'in_room' end as relation
             from enquiry_staff as here join follower on follower.email = here.email
             where here.enquiry_id = any($1)
             union all
             select asked.id, follower.id, 'administrator'
             from asked cross join follower where follower.role = 'administrator'
             union all
             select asked.id, works.staff, works.relation
             from asked join works on works.destination = asked.destination
           )
           select asked.id as "enquiry!", asked.status as "status!", stands.relation as "relation!",
             array_agg(stands.staff) as "staff!"
           from asked join stands on stands.enquiry = asked.id
           group by asked.id, asked.status, stands.relation"#,
        enquiries,
        staff
    );
    let mut all: HashMap<(Uuid, Uuid), (Status, Relation)> = HashMap::new();
    for row in rows.fetch_all(&database.pool).await? {
        let status: Status = row.status.parse().map_err(Error::broken)?;
        let relation: Relation = row.relation.parse().map_err(Error::broken)?;
        for staff in row.staff {
            // Somebody may stand to it in several ways: the first counts.
            let stands = all
                .entry((row.enquiry, staff))
                .or_insert((status, relation));
            stands.1 = stands.1.min(relation);
        }
    }
    let viewers = all
        .into_iter()
        .map(|((enquiry, staff), (status, relation))| Viewer {
            enquiry,
            staff,
            relation,
            may_view: permit(status, relation, EnquiryAction::View).is_ok(),
        });
    Ok(viewers.collect())
}
