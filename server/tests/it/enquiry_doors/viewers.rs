//! Who hears of enquiries is found for all of them at once, by the same rule by which each is asked for alone.
use app::{
    model::enquiries::viewers::{Partings, viewers},
    who::Role,
};
use contact::{
    enquiry::Status,
    permit::{EnquiryAction, Relation, permit},
};
use serde_json::json;
use sqlx::Executor;
use uuid::Uuid;

use super::{Centre, table::STATUSES};
use crate::intake::{at, enquiry, post, put};

/// An enquiry, a member of staff, how it stands, and how they stand to it.
type Stands = (Uuid, Uuid, String, String);

/// Accounts that stand to enquiries in several ways at once, in other spellings, or not at all any more.
async fn people(centre: &Centre) {
    for (email, role) in [
        ("Both@Example.org", Role::Supervisor),
        ("boss@example.org", Role::Administrator),
        ("left@example.org", Role::Agent),
        ("none@example.org", Role::Supervisor),
    ] {
        centre.server.add_staff(email, role).await;
    }
    let departments = "
        update staff set department = ' service' where email in ('Both@Example.org', 'boss@example.org');
        update staff set department = '  ' where email = 'none@example.org';
        update staff set active = false where email = 'left@example.org'";
    let mut sql = centre.server.sql().await;
    sql.execute(departments).await.expect("departments");
    let support = json!({"event_at": at(1), "staff": ["of@example.org", "both@example.org", "left@example.org", "was@example.org"]});
    let blank = json!({"event_at": at(1), "department": " ", "staff": ["of@example.org", "none@example.org"]});
    for (name, told) in [("support", support), ("blank", blank)] {
        let answer = put(&centre.program, &format!("/destinations/{name}"), &told).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

/// Enquiries of every status, routed to where somebody works and to where nobody does, with these in their rooms.
async fn enquiries(centre: &Centre) {
    let rooms = [
        ["in@example.org", "both@example.org"],
        ["boss@example.org", "left@example.org"],
    ];
    for status in STATUSES {
        for destination in ["support", "blank", "unknown", ""] {
            for (number, room) in rooms.iter().enumerate() {
                let id = format!("{status}-{destination}-{number}");
                let before = json!({
                    "event_at": at(1), "channel": "web_chat", "status": status, "destination": destination,
                    "staff": ["was@example.org", "boss@example.org", "both@example.org"],
                });
                enquiry(&centre.program, &id, before).await;
                let now = json!({"event_at": at(2), "staff": room});
                enquiry(&centre.program, &id, now).await;
            }
        }
    }
    // Nobody has told of this one yet.
    let message = json!({"external_id": "m", "at": at(1), "sender": "visitor", "text": "Hello"});
    post(&centre.program, "/enquiries/early/messages", &message).await;
}

#[tokio::test]
async fn those_who_hear_of_many_enquiries_stand_to_each_as_when_it_is_asked_for_alone() {
    let centre = Centre::open().await;
    people(&centre).await;
    enquiries(&centre).await;
    let stands: Vec<Stands> = sqlx::query_as(
        "select enquiry.id, staff.id, coalesce(status, ''), relation_to(enquiry.id, destination, staff.id)
         from enquiry cross join staff",
    )
    .fetch_all(&mut centre.server.sql().await)
    .await
    .expect("relations");
    let mut enquiries: Vec<Uuid> = stands.iter().map(|stands| stands.0).collect();
    let mut staff: Vec<Uuid> = stands.iter().map(|stands| stands.1).collect();
    for ids in [&mut enquiries, &mut staff] {
        ids.sort_unstable();
        ids.dedup();
    }
    assert_eq!((enquiries.len(), staff.len()), (41, 10));
    let nobody_left = Partings::default();
    let found = viewers(&centre.server.pools, &enquiries, &staff, &nobody_left).await;
    let mut found = found.expect("viewers");
    let mut met = Vec::new();
    for (enquiry, staff, status, relation) in stands {
        let relation: Relation = relation.parse().expect("a relation");
        met.push(relation);
        let place = found
            .iter()
            .position(|viewer| (viewer.enquiry, viewer.staff) == (enquiry, staff));
        let viewer = place.map(|place| found.swap_remove(place));
        let told = viewer.map(|viewer| (viewer.relation, viewer.may_view));
        let wanted = match (status.parse::<Status>(), relation) {
            (Ok(_), Relation::Other) | (Err(_), _) => None,
            (Ok(status), relation) => {
                let may_view = permit(status, relation, EnquiryAction::View).is_ok();
                Some((relation, may_view))
            }
        };
        assert_eq!(told, wanted, "{enquiry} {staff} {status} {relation}");
    }
    assert!(found.is_empty(), "each is found once: {found:?}");
    assert!(Relation::ALL.iter().all(|relation| met.contains(relation)));
    // Of whom it is not asked, nothing is found.
    let (one, staff) = (&enquiries[..1], &staff[..1]);
    let one = viewers(&centre.server.pools, one, staff, &nobody_left).await;
    let one = one.expect("viewers");
    assert!(one.iter().all(|viewer| viewer.staff == staff[0]));
}
