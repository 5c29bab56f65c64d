//! What the panel says first: what others did to the contact since whoever asks last spoke with them, and, of a missed enquiry,
//! what to know before calling back.
use app::{
    error::Error,
    model::{Asker, panel, staff},
    wire::panel::{Panel, SinceSpoken},
};
use chrono::{DateTime, Utc};
use contact::{ContactId, permit::Relation};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    enquiry_doors::Centre,
    intake::{enquiry, post},
    record::{created, path},
};

const AGENT: &str = "in@example.org";
const COLLEAGUE: &str = "was@example.org";
const NUMBER: &str = "+85291234567";

/// A moment of days that are over: what is done to a contact in these tests is done later.
fn on(day: u32, hour: u32) -> String {
    format!("2025-11-{day:02}T{hour:02}:00:00Z")
}

/// Somebody who asks.
async fn asker(centre: &Centre, email: &str) -> Asker {
    let id: Uuid = sqlx::query_scalar("select id from staff where email = $1")
        .bind(email)
        .fetch_one(&mut centre.server.sql().await)
        .await
        .expect("an account");
    let who = staff::who(&centre.server.pools, id).await.expect("found");
    centre.server.asker(&who.expect("active"))
}

/// Reports a call of the contact from nine o'clock of a day on; its id here.
async fn call(centre: &Centre, external_id: &str, day: u32, status: &str, staff: &[&str]) -> Uuid {
    let report = json!({
        "event_at": on(day, 10), "channel": "phone_call", "status": status, "destination": "support", "staff": staff,
        "opened_at": on(day, 9), "visitor": {"phone": NUMBER, "device": {"time_zone": "Asia/Hong_Kong"}},
    });
    let heard = enquiry(&centre.program, external_id, report).await;
    assert_eq!(heard["contact"], centre.contact["id"], "{heard}");
    let id = heard["id"].as_str().expect("an id");
    id.parse().expect("an id")
}

/// What the panel shows somebody.
async fn read(centre: &Centre, email: &str, enquiry: Uuid) -> Panel {
    let asker = asker(centre, email).await;
    panel::read(&asker, enquiry).await.expect("a panel")
}

async fn since(centre: &Centre, enquiry: Uuid) -> Option<SinceSpoken> {
    read(centre, AGENT, enquiry).await.since
}

fn moment(text: String) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// An Administrator saves another company.
async fn save_elsewhere(centre: &Centre, company: &str) {
    let (base, draft, version) = centre.edit(company).await;
    let save =
        json!({"id": centre.contact["id"], "version": version, "base": base, "draft": draft});
    let admin = centre.as_one(Relation::Administrator);
    let saved = admin.call("contacts/update", &save).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
}

#[tokio::test]
async fn it_tells_what_others_changed_since_one_last_spoke_and_not_what_one_changed_oneself() {
    let centre = Centre::open().await;
    let now = call(&centre, "E-9", 20, "ongoing", &[AGENT]).await;
    save_elsewhere(&centre, "Before").await;
    assert_eq!(since(&centre, now).await, None, "they never spoke");
    call(&centre, "E-1", 5, "missed", &[AGENT]).await;
    call(&centre, "E-2", 5, "open", &[AGENT]).await;
    assert_eq!(since(&centre, now).await, None, "nor when it rang");
    call(&centre, "E-3", 6, "closed", &[AGENT, COLLEAGUE]).await;
    let told = since(&centre, now).await.expect("something");
    let wanted = SinceSpoken {
        at: moment(on(6, 10)),
        fields: vec!["company".to_owned()],
        staff: vec!["Test administrator".to_owned()],
        merges: 0,
        enquiries: 0,
    };
    assert_eq!(told, wanted);
    // Whoever was not there, and whoever did it, is told nothing.
    let admin = read(&centre, "admin@example.org", now).await;
    assert_eq!(admin.since, None);
    call(&centre, "E-4", 7, "closed", &["admin@example.org"]).await;
    let admin = read(&centre, "admin@example.org", now).await;
    assert_eq!(admin.since, None);
}

#[tokio::test]
async fn what_one_changes_oneself_and_what_a_call_proves_is_no_news() {
    let centre = Centre::open().await;
    call(&centre, "E-1", 5, "closed", &[AGENT]).await;
    let now = call(&centre, "E-9", 20, "ongoing", &[AGENT]).await;
    assert_eq!(since(&centre, now).await, None);
    let saved = centre
        .save(centre.as_one(Relation::InRoom), &now.to_string(), "Acme")
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(since(&centre, now).await, None);
}

#[tokio::test]
async fn it_tells_of_a_merge_for_as_long_as_that_holds() {
    let centre = Centre::open().await;
    call(&centre, "E-1", 5, "closed", &[AGENT]).await;
    let now = call(&centre, "E-9", 20, "ongoing", &[AGENT]).await;
    let other = created(&centre.program, json!({"last_name": "Wong"})).await;
    let merge = json!({"other": other["id"], "choices": {}});
    let merged = centre
        .program
        .post_json(&format!("{}/merge", path(&centre.contact)), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    let told = since(&centre, now).await.expect("a merge");
    assert_eq!((told.merges, told.enquiries), (1, 0));
    assert_eq!(told.fields, Vec::<String>::new());
    assert_eq!(told.staff, [""; 0], "who merged changed no field");
    let merge: Value = merged.json();
    let undo = format!(
        "/api/v1/merges/{}/undo",
        merge["merge_id"].as_str().expect("an id")
    );
    let undone = centre.program.post_json(&undo, &json!({})).await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    assert_eq!(since(&centre, now).await, None);
}

#[tokio::test]
async fn it_counts_the_enquiries_that_others_handled_since() {
    let centre = Centre::open().await;
    call(&centre, "E-1", 5, "closed", &[AGENT]).await;
    let now = call(&centre, "E-9", 20, "ongoing", &[AGENT]).await;
    for (external_id, day, status, staff) in [
        ("E-2", 4, "closed", &[COLLEAGUE][..]),
        ("E-3", 6, "closed", &[][..]),
        ("E-4", 6, "missed", &[COLLEAGUE][..]),
    ] {
        call(&centre, external_id, day, status, staff).await;
        assert_eq!(since(&centre, now).await, None, "{external_id}");
    }
    call(&centre, "E-5", 7, "closed", &[COLLEAGUE]).await;
    call(&centre, "E-6", 8, "ongoing", &[COLLEAGUE]).await;
    let told = since(&centre, now).await.expect("two enquiries");
    assert_eq!((told.enquiries, told.merges), (2, 0));
    assert_eq!(told.staff, Vec::<String>::new());
    // An own one that came after them is where they spoke last.
    call(&centre, "E-7", 9, "closed", &[AGENT]).await;
    assert_eq!(since(&centre, now).await, None);
}

#[tokio::test]
async fn in_an_enquiry_that_goes_on_they_spoke_until_its_last_message() {
    let centre = Centre::open().await;
    call(&centre, "E-1", 5, "ongoing", &[AGENT]).await;
    let now = call(&centre, "E-9", 20, "ongoing", &[AGENT]).await;
    call(&centre, "E-2", 6, "closed", &[COLLEAGUE]).await;
    let told = since(&centre, now).await.expect("an enquiry");
    assert_eq!((told.at, told.enquiries), (moment(on(5, 9)), 1));
    let said =
        json!({"external_id": "m", "at": on(7, 9), "sender": "staff", "text": "Hello again"});
    post(&centre.program, "/enquiries/E-1/messages", &said).await;
    assert_eq!(since(&centre, now).await, None);
}

#[tokio::test]
async fn of_a_contact_in_the_bin_nothing_is_told() {
    let centre = Centre::open().await;
    call(&centre, "E-1", 5, "closed", &[AGENT]).await;
    let now = call(&centre, "E-9", 20, "ongoing", &[AGENT]).await;
    save_elsewhere(&centre, "Acme").await;
    assert!(since(&centre, now).await.is_some());
    let deleted = centre.program.delete(&path(&centre.contact)).await;
    assert_eq!(deleted.status, 204, "{}", deleted.text());
    assert_eq!(since(&centre, now).await, None);
}

#[tokio::test]
async fn a_missed_enquiry_comes_with_what_to_know_before_calling_back_and_no_other_does() {
    let centre = Centre::open().await;
    let missed = call(&centre, "E-1", 20, "missed", &[]).await;
    let said =
        json!({"external_id": "m", "at": on(20, 9), "sender": "visitor", "text": "Call me back"});
    post(&centre.program, "/enquiries/E-1/messages", &said).await;
    let shown = read(&centre, "of@example.org", missed).await;
    let brief = shown.brief.expect("a brief");
    let own: ContactId = serde_json::from_value(centre.contact["id"].clone()).expect("an id");
    assert_eq!((brief.row.id, brief.contact), (missed, Some(own)));
    assert_eq!(brief.number.as_deref(), Some(NUMBER));
    assert_eq!(brief.minutes_ahead, Some(480));
    let said = brief.last_said.expect("something was said");
    assert_eq!(
        (said.text.as_str(), said.at),
        ("Call me back", moment(on(20, 9)))
    );
    let open = call(&centre, "E-2", 20, "open", &[]).await;
    assert_eq!(read(&centre, "of@example.org", open).await.brief, None);
}

#[tokio::test]
async fn a_panel_is_read_by_those_who_may_view_its_enquiry_and_knows_whose_it_is() {
    let centre = Centre::open().await;
    let pools = &centre.server.pools;
    assert_eq!(panel::enquiry(pools, "E-9").await, Err(Error::NotFound));
    assert_eq!(panel::enquiry(pools, "E\0").await, Err(Error::NotFound));
    let now = call(&centre, "E-9", 20, "ongoing", &[AGENT]).await;
    assert_eq!(panel::enquiry(pools, "E-9").await, Ok(now));
    let own = panel::own(&asker(&centre, AGENT).await, now).await;
    let own = own.expect("they may view it").expect("a contact");
    assert_eq!(json!(own), centre.contact["id"]);
    let stranger = asker(&centre, "other@example.org").await;
    let refused = panel::own(&stranger, now).await;
    assert!(
        matches!(refused, Err(Error::NotPermitted(_))),
        "{refused:?}"
    );
    let refused = panel::read(&stranger, now).await.map(drop);
    assert!(
        matches!(refused, Err(Error::NotPermitted(_))),
        "{refused:?}"
    );
}
