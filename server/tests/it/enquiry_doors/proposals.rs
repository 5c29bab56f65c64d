//! Saves that wait: what was refused because the enquiry was closed meanwhile is left on the contact, and another person
//! decides on it.
use axum::http::Method;
use contact::{Language, obstacle::Obstacle, permit::Relation};
use serde_json::{Value, json};

use super::{Centre, NUMBER};
use crate::{
    harness::Answer,
    intake::{at, enquiry},
    record::path,
};

/// A call that was handled, and is closed by now with nobody in its room; its id here.
async fn handled(centre: &Centre, external_id: &str) -> String {
    let room = centre.call(external_id, "ongoing").await;
    let closed = json!({"event_at": at(9), "status": "closed", "staff": []});
    enquiry(&centre.program, external_id, closed).await;
    room
}

/// The contact as somebody begins to edit it: the draft and its version.
async fn begun(centre: &Centre) -> (Value, Value) {
    let (base, _, version) = centre.edit("").await;
    (base, version)
}

/// Leaves what somebody made of the contact, which they began with in a version, as a proposal.
async fn leave_edit(
    centre: &Centre,
    (relation, room): (Relation, &str),
    (base, version): (Value, Value),
    fields: Value,
) -> Answer {
    let mut draft = base.clone();
    for (field, value) in fields.as_object().expect("fields") {
        draft[field] = value.clone();
    }
    let left = json!({
        "enquiry": room, "contact": centre.contact["id"], "version": version, "base": base, "draft": draft,
    });
    centre.as_one(relation).call("proposals/leave", &left).await
}

/// Leaves another company and team as a proposal from a closed enquiry.
async fn leave(centre: &Centre, relation: Relation, room: &str) -> Answer {
    let fields = json!({"company": "Acme", "team": "North"});
    leave_edit(centre, (relation, room), begun(centre).await, fields).await
}

/// Somebody else saves something of the contact meanwhile.
async fn save_meanwhile(centre: &Centre, change: Value) {
    let version = centre.now().await["version"].clone();
    let client = centre.program.clone();
    let client = client.with("if-match", &format!("\"{version}\""));
    let saved = client.patch_json(&path(&centre.contact), &change).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
}

/// The address of the one proposal that waits.
async fn address(centre: &Centre) -> String {
    let proposal = waiting(centre).await[0].clone();
    let id = proposal["id"].as_str().expect("an id");
    format!("/api/v1/proposals/{id}")
}

async fn waiting(centre: &Centre) -> Value {
    let path = format!("{}/proposals", path(&centre.contact));
    centre.program.get(&path).await.json()["items"].clone()
}

#[tokio::test]
async fn another_person_accepts_one_field_and_drops_the_other_and_the_log_names_both() {
    let centre = Centre::open().await;
    let room = handled(&centre, "E-1").await;
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
async fn whoever_could_edit_and_may_see_it_leaves_a_proposal_and_not_where_a_save_would_do() {
    let centre = Centre::open().await;
    // The room while it was handled; then it is closed, and nobody stands in it any more.
    let room = centre.call("E-1", "ongoing").await;
    let there = ["in", "was", "admin", "lead"].map(|name| format!("{name}@example.org"));
    for report in [
        json!({"event_at": at(3), "staff": there}),
        json!({"event_at": at(4), "status": "closed", "staff": []}),
    ] {
        enquiry(&centre.program, "E-1", report).await;
    }
    for (relation, status) in [
        (Relation::InRoom, 200),
        (Relation::WasInRoom, 200),
        (Relation::Administrator, 200),
        (Relation::Supervisor, 200),
        (Relation::OfDestination, 403),
        (Relation::Other, 403),
    ] {
        let left = leave(&centre, relation, &room).await;
        assert_eq!(left.status, status, "{relation} {}", left.text());
    }
    // Where nobody ever handled it, nobody could edit.
    for status in ["open", "missed", "closed"] {
        let external_id = format!("never-{status}");
        let room = centre.call(&external_id, "open").await;
        let now = json!({"event_at": at(9), "status": status});
        enquiry(&centre.program, &external_id, now).await;
        for relation in centre.people.keys() {
            let left = leave(&centre, *relation, &room).await;
            assert_eq!(left.status, 403, "{status} {relation} {}", left.text());
        }
    }
    let ongoing = centre.call("E-2", "ongoing").await;
    let save = leave(&centre, Relation::InRoom, &ongoing).await;
    assert_eq!(save.status, 409, "{}", save.text());
    // Out of the room of one that is handled, nothing of it is seen any more.
    let gone = leave(&centre, Relation::WasInRoom, &ongoing).await;
    assert_eq!(gone.status, 403, "{}", gone.text());
}

#[tokio::test]
async fn what_others_added_to_a_list_meanwhile_stays_when_a_proposal_is_accepted() {
    let centre = Centre::open().await;
    let room = handled(&centre, "E-1").await;
    let phone = |number: &str| json!({"type": "Mobile", "number": number});
    let [second, third] = ["+85290000002", "+85290000003"];
    let edit = json!({"phones": [phone(NUMBER), phone(third)]});
    let left = leave_edit(
        &centre,
        (Relation::InRoom, &room),
        begun(&centre).await,
        edit,
    )
    .await;
    assert_eq!(left.status, 200, "{}", left.text());
    save_meanwhile(&centre, json!({"phones": [phone(NUMBER), phone(second)]})).await;
    // Its owner calls from it, which proves it.
    let call = json!({"event_at": at(10), "channel": "phone_call", "status": "open", "visitor": {"phone": second}});
    enquiry(&centre.program, "E-2", call).await;
    let accept = format!("{}/accept", address(&centre).await);
    let accepted = centre.program.post_json(&accept, &json!({})).await;
    assert_eq!(accepted.status, 204, "{}", accepted.text());
    let now = centre.now().await;
    let mut phones: Vec<(&Value, &Value)> = Vec::new();
    for phone in now["phones"].as_array().expect("phones") {
        phones.push((&phone["number"], &phone["verified"]));
    }
    phones.sort_by_key(|(number, _)| number.to_string());
    let [yes, no] = [json!(true), json!(false)];
    let [second, third, first] = [second, third, NUMBER].map(|number| json!(number));
    assert_eq!(phones, [(&second, &yes), (&third, &no), (&first, &yes)]);
}

#[tokio::test]
async fn another_value_that_was_saved_meanwhile_is_shown_and_then_decided_on_again() {
    let centre = Centre::open().await;
    let room = handled(&centre, "E-1").await;
    let left = leave(&centre, Relation::InRoom, &room).await;
    assert_eq!(left.status, 200, "{}", left.text());
    save_meanwhile(&centre, json!({"company": "Bolt"})).await;
    let before = centre.now().await;
    let proposal = waiting(&centre).await[0]["id"].clone();
    let decider = centre.as_one(Relation::Other);
    let read_long_ago = json!({"proposal": proposal, "fields": null, "seen": 1});
    let shown = decider.call("proposals/accept", &read_long_ago).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    assert_eq!(shown.json()["Conflict"], before);
    let accept = format!("{}/accept", address(&centre).await);
    let told = centre.program.post_json(&accept, &json!({})).await;
    assert_eq!(
        (told.status.as_u16(), &told.json()["current"]),
        (409, &before)
    );
    assert_eq!(centre.now().await, before, "nothing is written");
    for value in waiting(&centre).await[0]["values"]
        .as_array()
        .expect("values")
    {
        assert_eq!(value["state"], "open");
    }
    let seen = json!({"fields": ["company"], "version": before["version"]});
    let accepted = centre.program.post_json(&accept, &seen).await;
    assert_eq!(accepted.status, 204, "{}", accepted.text());
    assert_eq!(centre.now().await["company"], "Acme");
    // The team is nobody else's, whatever was read.
    let rest = json!({"proposal": proposal, "fields": null, "seen": 1});
    let accepted = decider.call("proposals/accept", &rest).await;
    assert_eq!(
        accepted.json()["Done"]["team"],
        "North",
        "{}",
        accepted.text()
    );
}

#[tokio::test]
async fn a_number_that_was_proved_since_the_form_began_is_no_part_of_another_proposal() {
    let centre = Centre::open().await;
    let room = handled(&centre, "E-1").await;
    let begun = begun(&centre).await;
    let second = "+85290000002";
    let phones = json!([{"number": NUMBER}, {"number": second}]);
    save_meanwhile(&centre, json!({"phones": phones})).await;
    let call = json!({"event_at": at(10), "channel": "phone_call", "status": "open", "visitor": {"phone": second}});
    enquiry(&centre.program, "E-2", call).await;
    let edit = json!({"company": " Acme "});
    let left = leave_edit(&centre, (Relation::InRoom, &room), begun, edit).await;
    assert_eq!(left.status, 200, "{}", left.text());
    let values = waiting(&centre).await[0]["values"].clone();
    assert_eq!(
        values,
        json!([{"field": "company", "new": "Acme", "state": "open"}])
    );
    let accept = format!("{}/accept", address(&centre).await);
    let accepted = centre.program.post_json(&accept, &json!({})).await;
    assert_eq!(accepted.status, 204, "{}", accepted.text());
    let now = centre.now().await;
    assert_eq!(now["company"], "Acme");
    assert_eq!(now["phones"].as_array().map(Vec::len), Some(2), "{now}");
}

#[tokio::test]
async fn without_a_body_all_of_a_proposal_is_decided_on_and_why_not_is_said_in_three_languages() {
    let centre = Centre::open().await;
    let room = handled(&centre, "E-1").await;
    for (word, kind) in [
        ("accept", None),
        ("drop", Some("application/json")),
        ("accept", Some("application/json")),
    ] {
        let fields = json!({"company": format!("{word} {kind:?}")});
        let begun = begun(&centre).await;
        let left = leave_edit(&centre, (Relation::InRoom, &room), begun, fields).await;
        assert_eq!(left.status, 200, "{}", left.text());
        let address = format!("{}/{word}", address(&centre).await);
        let decided = centre.program.send(Method::POST, &address, kind, "").await;
        assert_eq!(decided.status, 204, "{word} {kind:?} {}", decided.text());
        for language in ["en", "zh-Hant", "zh-Hans"] {
            let again = format!("{address}?language={language}");
            let again = centre.program.send(Method::POST, &again, kind, "").await;
            assert_eq!(again.code(), "conflict");
            let language: Language = language.parse().expect("a language");
            assert_eq!(again.json()["detail"], Obstacle::Decided.sentence(language));
        }
    }
}

#[tokio::test]
async fn a_proposal_moves_with_a_merge_comes_back_with_its_undo_and_goes_with_the_erasure() {
    let centre = Centre::open().await;
    let room = handled(&centre, "E-1").await;
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
