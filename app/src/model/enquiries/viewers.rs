//! Who of those that follow what happens may view an enquiry, and who may no longer: asked for all of them at once, and anew
//! each time that it is told of, so that nobody hears of what they may not see.
use std::collections::HashMap;

use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, permit},
};
use uuid::Uuid;

use crate::{error::Error, model::Database};

/// A member of staff who stands to an enquiry in some way, or did before, and whether they may view it as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub enquiry: Uuid,
    pub staff: Uuid,
    pub relation: Relation,
    pub may_view: bool,
}

/// By which destinations some may have ceased to stand to enquiries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partings {
    /// Each enquiry with its destination of before, or one that some of its staff have left.
    pub enquiries: Vec<(Uuid, Uuid)>,
    /// Each member of staff with a destination that they may have left.
    pub staff: Vec<(Uuid, Uuid)>,
}

/// Finds out of these enquiries and members of staff who may view which. Who stands to one in no way is left out, unless they
/// did by a destination that either has left.
pub async fn viewers(
    database: &Database,
    enquiries: &[Uuid],
    staff: &[Uuid],
    partings: &Partings,
) -> Result<Vec<Viewer>, Error> {
    let (parted, left): (Vec<Uuid>, Vec<Uuid>) = partings.enquiries.iter().copied().unzip();
    let (leavers, places): (Vec<Uuid>, Vec<Uuid>) = partings.staff.iter().copied().unzip();
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
           ), parted as (
             select enquiry, destination from unnest($3::uuid[], $4::uuid[]) as parted (enquiry, destination)
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
             union all
             select parted.enquiry, works.staff, 'other'
             from parted join works on works.destination = parted.destination
             union all
             select parted.enquiry, leaver.staff, 'other'
             from parted join unnest($5::uuid[], $6::uuid[]) as leaver (staff, destination) using (destination)
               join follower on follower.id = leaver.staff
           )
           select asked.id as "enquiry!", asked.status as "status!", stands.relation as "relation!",
             array_agg(stands.staff) as "staff!"
           from asked join stands on stands.enquiry = asked.id
           group by asked.id, asked.status, stands.relation"#,
        enquiries,
        staff,
        &parted,
        &left,
        &leavers,
        &places
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
