//! Saves that wait: what was refused because the enquiry was closed meanwhile is left on the contact, and another person
//! decides on it.
use contact::permit::Relation;
use serde_json::{Value, json};

use super::Centre;
use crate::{harness::Answer, record::path};

/// Leaves another company and team as a proposal from a closed enquiry.
async fn leave(centre: &Centre, relation: Relation, room: &str) -> Answer {
    let (base, mut draft, version) = centre.edit("Acme").await;
    draft["team"] = json!("North");
    let left = json!({
        "enquiry": room, "contact": centre.contact["id"], "version": version, "base": base, "draft": draft,
    });
    centre.as_one(relation).call("proposals/leave", &left).await
}

async fn waiting(centre: &Centre) -> Value {
    let path = format!("{}/proposals", path(&centre.contact));
    centre.program.get(&path).await.json()["items"].clone()
}

#[tokio::test]
async fn another_person_accepts_one_field_and_drops_the_other_and_the_log_names_both() {
    let centre = Centre::open().await;
    let room = centre.call("E-1", "closed").await;
    let left = leave(&centre, Relation::InRoom, &room).await;
    assert_eq!(left.status, 200, "{}", left.text());
    let proposal = waiting(&centre).await[0].clone();
    assert_eq!(
        (&proposal["enquiry"], &proposal["staff"]),
        (&json!("E-1"), &json!("Test agent"))
    );
    assert_eq!(proposal["values"][0]["new"], "Acme");
    let before = centre.now().await;
    assert_eq!(before.get("company"), None);

    let own = json!({"proposal": proposal["id"], "fields": null});
    let author = centre.as_one(Relation::InRoom);
    for answer in ["proposals/accept", "proposals/drop"] {
        let refused = author.call(answer, &own).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
    }
    // The contact's own page is open to all staff, and so is the decision.
    let decider = centre.as_one(Relation::Other);
    let one = json!({"proposal": proposal["id"], "fields": ["company"]});
    let accepted = decider.call("proposals/accept", &one).await;
    assert_eq!(accepted.status, 200, "{}", accepted.text());
    let again = decider.call("proposals/accept", &one).await;
    assert_eq!(again.status, 409, "{}", again.text());
    let rest = json!({"fields": ["team"]});
    let id = proposal["id"].as_str().expect("an id");
    let dropped = centre
        .program
        .post_json(&format!("/api/v1/proposals/{id}/drop"), &rest)
        .await;
    assert_eq!(dropped.status, 204, "{}", dropped.text());
    let now = centre.now().await;
    assert_eq!((&now["company"], now.get("team")), (&json!("Acme"), None));
    let values = waiting(&centre).await[0]["values"].clone();
    let states: Vec<_> = values
        .as_array()
        .expect("values")
        .iter()
        .map(|value| &value["state"])
        .collect();
    assert_eq!(states, [&json!("accepted"), &json!("dropped")]);

    let log = centre
        .program
        .get(&format!("{}/changes", path(&centre.contact)))
        .await
        .json();
    let actions: Vec<_> = log["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|entry| &entry["action"])
        .collect();
    assert_eq!(
        actions[..3],
        [
            &json!("Proposal dropped"),
            &json!("Proposal accepted"),
            &json!("Proposal left")
        ]
    );
    let accepted = &log["items"][1];
    assert_eq!(accepted["staff"], "Test supervisor");
    let lines = accepted["lines"].as_array().expect("lines");
    let by = lines.iter().find(|line| line["field"] == "proposed_by");
    assert_eq!(by.expect("both names")["new"], "Test agent");
}

#[tokio::test]
async fn only_who_was_in_the_room_and_may_see_it_leaves_a_proposal_and_not_where_a_save_would_do() {
    let centre = Centre::open().await;
    let closed = centre.call("E-1", "closed").await;
    for (relation, status) in [
        (Relation::Administrator, 403),
        (Relation::Supervisor, 403),
        (Relation::OfDestination, 403),
        (Relation::Other, 403),
        (Relation::WasInRoom, 200),
    ] {
        let left = leave(&centre, relation, &closed).await;
        assert_eq!(left.status, status, "{relation} {}", left.text());
    }
    let ongoing = centre.call("E-2", "ongoing").await;
    let save = leave(&centre, Relation::InRoom, &ongoing).await;
    assert_eq!(save.status, 409, "{}", save.text());
    // Out of the room of one that is handled, nothing of it is seen any more.
    let gone = leave(&centre, Relation::WasInRoom, &ongoing).await;
    assert_eq!(gone.status, 403, "{}", gone.text());
}

#[tokio::test]
async fn a_proposal_moves_with_a_merge_comes_back_with_its_undo_and_goes_with_the_erasure() {
    let centre = Centre::open().await;
    let room = centre.call("E-1", "closed").await;
    let left = leave(&centre, Relation::InRoom, &room).await;
    assert_eq!(left.status, 200, "{}", left.text());
    let master = crate::record::created(&centre.program, json!({"last_name": "Master"})).await;
    let merge = json!({"other": centre.contact["id"], "choices": {}});
    let merged = centre
        .program
        .post_json(&format!("{}/merge", path(&master)), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    let of_master = format!("{}/proposals", path(&master));
    let moved = centre.program.get(&of_master).await.json();
    assert_eq!(moved["items"].as_array().map(Vec::len), Some(1));
    let merge = merged.json()["merge_id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let undone = centre
        .program
        .post_json(&format!("/api/v1/merges/{merge}/undo"), &json!({}))
        .await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    assert_eq!(
        centre.program.get(&of_master).await.json()["items"],
        json!([])
    );
    assert_eq!(waiting(&centre).await.as_array().map(Vec::len), Some(1));

    let gone = centre.program.delete(&path(&centre.contact)).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let erase = json!({"id": centre.contact["id"]});
    let erased = centre
        .as_one(Relation::Administrator)
        .call("bin/erase", &erase)
        .await;
    assert_eq!(erased.status, 200, "{}", erased.text());
    let left: i64 = sqlx::query_scalar("select count(*) from proposal")
        .fetch_one(&mut centre.server.sql().await)
        .await
        .expect("a count");
    assert_eq!(left, 0);
}
