//! The stream as a door of enquiries: whom it tells of one that has come to stand in each way, at once and when they come
//! back. Who may not view it hears at most that it is gone.
use axum::http::StatusCode;
use contact::permit::Relation;
use futures::future::join_all;
use serde_json::{Value, json};

use super::{
    Centre,
    table::{STATUSES, lines},
};
use crate::{
    intake::{at, enquiry, put},
    live::stream::Live,
    record::created,
};

/// What was heard of an enquiry, as the data file writes it. That the lists are not what they were is told to everybody.
fn heard_of(enquiry: &str, heard: &[Value]) -> u16 {
    let is_told = heard.iter().any(|news| news["type"] == "enquiries");
    assert!(is_told, "{heard:?}");
    let own = heard.iter().filter(|news| news["id"] == enquiry);
    let mut own: Vec<&str> = own.filter_map(|news| news["type"].as_str()).collect();
    own.dedup();
    match own[..] {
        ["enquiry"] => 200,
        ["gone"] => 410,
        [] => 403,
        _ => panic!("{heard:?}"),
    }
}

/// Opens a stream for somebody of each relation.
async fn streams(centre: &Centre, path: &str) -> Vec<Live> {
    let streams = Relation::ALL.iter();
    let streams = streams.map(|relation| Live::open(centre.as_one(*relation), path));
    join_all(streams).await
}

#[tokio::test]
async fn a_stream_tells_of_an_enquiry_by_the_table_at_once_and_again() {
    let centre = Centre::open().await;
    let (mut cells, mut tries) = (lines(), 0);
    cells.retain(|line| line.is_told());
    assert_eq!(cells.len(), 2);
    for (number, status) in STATUSES.iter().enumerate() {
        let external_id = format!("E-{number}");
        centre.begin(&external_id, status, "phone_call").await;
        let mut open = streams(&centre, "/live").await;
        // What came before is told to all of them before this is.
        let before = created(&centre.program, json!({"last_name": "Ho"})).await;
        for stream in &mut open {
            stream.until(&before).await;
        }
        let stands = open[0].stands.clone();
        let id = centre.settle(&external_id, status).await;
        let after = created(&centre.program, json!({"last_name": "Lee"})).await;
        for line in &cells {
            if line.action == "replayed" {
                open = streams(&centre, &format!("/live?after={stands}")).await;
            }
            for ((stream, relation), wanted) in
                open.iter_mut().zip(Relation::ALL).zip(&line.cells[number])
            {
                let heard = stream.until(&after).await;
                let place = format!("{} {status} {relation}", line.action);
                assert_eq!(heard_of(&id, &heard), *wanted, "{place} {heard:?}");
                tries += 1;
            }
        }
    }
    assert_eq!(tries, cells.len() * STATUSES.len() * Relation::ALL.len());
}

#[tokio::test]
async fn whoever_may_view_it_no_longer_when_they_come_back_hears_that_it_is_gone() {
    let centre = Centre::open().await;
    centre.begin("E-1", "ongoing", "phone_call").await;
    let mut live = Live::open(centre.as_one(Relation::WasInRoom), "/live").await;
    live.here().await;
    let room = format!("/enquiries/{}", centre.settle("E-1", "open").await);
    let colleague = centre.as_one(Relation::WasInRoom);
    assert_eq!(colleague.get(&room).await.status, StatusCode::OK);
    let handled = json!({"event_at": at(3), "status": "ongoing"});
    let id = enquiry(&centre.program, "E-1", handled).await["id"].clone();
    assert_eq!(colleague.get(&room).await.status, StatusCode::FORBIDDEN);
    let last = created(&centre.program, json!({"last_name": "Lee"})).await;
    let path = format!("/live?after={}", live.stands);
    let heard = Live::open(colleague, &path).await.until(&last).await;
    assert_eq!(heard_of(id.as_str().expect("an id"), &heard), 410);
}

#[tokio::test]
async fn whoever_ceases_to_stand_to_it_hears_that_it_is_gone_at_once_and_when_they_come_back() {
    let centre = Centre::open().await;
    let sales = json!({"event_at": at(0), "name": "Sales", "department": "Sales", "staff": []});
    let told = put(&centre.program, "/destinations/sales", &sales).await;
    assert_eq!(told.status, 200, "{}", told.text());
    // What is told of an enquiry that was open at the destination, and what each relation hears, in order.
    for (number, (path, report, wanted)) in [
        (
            "/enquiries/E-0",
            json!({"event_at": at(3), "destination": "sales"}),
            [200, 200, 410, 200, 410, 403],
        ),
        (
            "/destinations/support",
            json!({"event_at": at(3), "staff": ["another@example.org"]}),
            [200, 200, 200, 200, 410, 403],
        ),
        // Who never stood to this one hears nothing of it.
        (
            "/destinations/support",
            json!({"event_at": at(4), "department": "Sales"}),
            [200, 200, 410, 200, 403, 403],
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let id = centre
            .report(&format!("E-{number}"), "open", "phone_call")
            .await;
        let mut open = streams(&centre, "/live").await;
        let before = created(&centre.program, json!({"last_name": "Ho"})).await;
        for stream in &mut open {
            stream.until(&before).await;
        }
        let stands = open[0].stands.clone();
        let told = put(&centre.program, path, &report).await;
        assert_eq!(told.status, 200, "{}", told.text());
        let after = created(&centre.program, json!({"last_name": "Lee"})).await;
        for is_replayed in [false, true] {
            if is_replayed {
                open = streams(&centre, &format!("/live?after={stands}")).await;
            }
            for ((stream, relation), wanted) in open.iter_mut().zip(Relation::ALL).zip(wanted) {
                let heard = stream.until(&after).await;
                let place = format!("{path} {relation} {is_replayed}");
                assert_eq!(heard_of(&id, &heard), wanted, "{place} {heard:?}");
            }
        }
    }
}

#[tokio::test]
async fn whose_account_changes_looks_at_all_enquiries_anew_and_nobody_else_is_told() {
    let centre = Centre::open().await;
    let lead = "/staff/by-email/lead@example.org";
    for (minute, change, is_told) in [
        (1, json!({"department": "Sales"}), true),
        (2, json!({"department": "Service"}), true),
        (3, json!({"job_title": "Lead"}), false),
        (4, json!({"department": "Service"}), false),
    ] {
        let mut open = streams(&centre, "/live").await;
        let before = created(&centre.program, json!({"last_name": "Ho"})).await;
        for stream in &mut open {
            stream.until(&before).await;
        }
        let mut report = change.clone();
        report["event_at"] = json!(at(minute));
        let told = put(&centre.program, lead, &report).await;
        assert_eq!(told.status, 200, "{}", told.text());
        let after = created(&centre.program, json!({"last_name": "Lee"})).await;
        for (stream, relation) in open.iter_mut().zip(Relation::ALL) {
            let heard = stream.until(&after).await;
            let heard: Vec<&Value> = heard.iter().map(|news| &news["type"]).collect();
            let wanted: &[&str] = match is_told && *relation == Relation::Supervisor {
                true => &["many_enquiries", "enquiries"],
                false => &[],
            };
            assert_eq!(heard, wanted, "{change} {relation}");
        }
    }
}

#[tokio::test]
async fn whoever_comes_to_work_at_a_destination_looks_at_all_enquiries_anew() {
    let centre = Centre::open().await;
    let id = centre.call("E-1", "open").await;
    let mut open = streams(&centre, "/live").await;
    let before = created(&centre.program, json!({"last_name": "Ho"})).await;
    for stream in &mut open {
        stream.until(&before).await;
    }
    let staff = json!({"event_at": at(3), "staff": ["of@example.org", "other@example.org"]});
    let told = put(&centre.program, "/destinations/support", &staff).await;
    assert_eq!(told.status, 200, "{}", told.text());
    let after = created(&centre.program, json!({"last_name": "Lee"})).await;
    for (stream, relation) in open.iter_mut().zip(Relation::ALL) {
        let heard = stream.until(&after).await;
        let is_many = heard.iter().any(|news| news["type"] == "many_enquiries");
        assert_eq!(
            is_many,
            *relation == Relation::Other,
            "{relation} {heard:?}"
        );
        assert!(
            heard.iter().all(|news| news["id"] != id.as_str()),
            "{heard:?}"
        );
    }
}
