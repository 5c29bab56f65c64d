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
    intake::{at, enquiry},
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
