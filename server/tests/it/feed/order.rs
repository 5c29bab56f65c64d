//! By what positions the feed is read on: nothing is missed or skipped, however late it commits, and what is not kept is said.
use std::sync::atomic::{AtomicBool, Ordering};

use app::{model::events, wire::live::Position};
use sqlx::{Connection, Executor};
use tokio::task::JoinSet;

use super::*;

/// How many write at once, how often each, and to how many contacts.
const WRITERS: usize = 32;
const ROUNDS: usize = 12;
const CONTACTS: usize = 8;

fn position(event: &Value) -> Position {
    text(&event["position"]).parse().expect("a position")
}

#[tokio::test]
async fn what_programs_are_not_told_is_skipped_and_a_page_is_empty_only_when_there_is_nothing_newer()
 {
    let server = Server::start().await;
    let program = server.program().await;
    let mut follower = Follower::of(&program).await;
    let begun = follower.position.clone();
    let untold =
        "insert into event (enquiry_id) select gen_random_uuid() from generate_series(1, 1000)";
    let mut sql = server.sql().await;
    sql.execute(untold).await.expect("written");
    let one = created(&program, json!({"last_name": "Chan"})).await;
    sql.execute(untold).await.expect("written");
    let event = follower.some(1).await;
    assert_eq!(event.len(), 1);
    assert_eq!(event[0]["data"]["id"], one["id"]);
    assert_eq!(follower.some(1).await, Vec::<Value>::new());
    // Whoever looks now and then does not fall behind while nothing is told.
    let position: Position = follower.position.parse().expect("a position");
    assert!(position.number >= self::position(&event[0]).number + 1000);
    assert_ne!(follower.position, begun);
    // Also behind the event itself nothing is newer.
    follower.position = text(&event[0]["position"]);
    assert_eq!(follower.news().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_position_that_is_not_kept_or_was_never_given_out_is_too_old() {
    let server = Server::start().await;
    let (program, mut sql) = (server.program().await, server.sql().await);
    let beginning = Follower::of(&program).await.position;
    created(&program, json!({"last_name": "Chan"})).await;
    let read = events::now(&server.pools).await.expect("a position");
    for (epochs, numbers) in [(0, 1), (1, 0)] {
        let never = format!("?after={}.{}", read.epoch + epochs, read.number + numbers);
        let answer = page(&program, &never).await;
        assert_eq!(answer.status, 410, "{never} {}", answer.text());
        assert_eq!(answer.code(), "too_old");
    }
    for wrong in ["after=", "after=7", "limit=0", "limit=501", "before=1.7"] {
        let answer = page(&program, &format!("?{wrong}")).await;
        assert_eq!(answer.status, 400, "{wrong} {}", answer.text());
    }
    let earlier = "update change set at = at - interval '31 days'";
    sql.execute(earlier).await.expect("put back");
    created(&program, json!({"last_name": "Wong"})).await;
    events::forget_old(&server.pools).await.expect("forgotten");
    let answer = page(&program, &format!("?after={beginning}")).await;
    assert_eq!(answer.status, 410, "{}", answer.text());
    // Whoever has read all of that goes on.
    let answer = page(&program, &format!("?after={read}")).await;
    assert_eq!(answer.json()["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn whoever_followed_a_base_that_was_restored_goes_on_in_its_new_epoch() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut follower = Follower::of(&program).await;
    created(&program, json!({"last_name": "Chan"})).await;
    let before = follower.one().await;
    let elsewhere = "update event_epoch set base = 'elsewhere'";
    server.sql().await.execute(elsewhere).await.expect("moved");
    events::begin_epoch(&server.pools).await.expect("begun");
    let two = created(&program, json!({"last_name": "Wong"})).await;
    let after = follower.one().await;
    assert_eq!(after["data"]["id"], two["id"]);
    assert!(position(&after).epoch > position(&before).epoch);
    assert!(position(&after) > position(&before));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_32_writers_who_wait_at_random_before_they_commit_nothing_is_missed_and_each_contact_is_in_order()
 {
    let server = Server::start().await;
    let program = server.program().await;
    let mut contacts = Vec::new();
    for number in 0..CONTACTS {
        let name = json!({"last_name": format!("Chan {number}")});
        contacts.push(text(&created(&program, name).await["id"]));
    }
    let mut follower = Follower::of(&program).await;
    let over = AtomicBool::new(false);
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (mut db, contacts) = (server.sql().await, contacts.clone());
        writers.spawn(async move {
            for round in 0..ROUNDS {
                let contact = &contacts[(writer + round * 3) % CONTACTS];
                let mut transaction = db.begin().await.expect("begun");
                // As every save does: the contact is locked before its entry gets a number.
                let write = "with saved as (
                               update contact set version = version + 1 where id = $1::uuid returning id, version
                             )
                             insert into change (contact_id, action, source, lines)
                             select id, 'Updated', 'api', jsonb_build_array(jsonb_build_object('field', 'v' || version))
                             from saved";
                let write = sqlx::query(write).bind(contact);
                write.execute(&mut *transaction).await.expect("written");
                let wait = "select pg_sleep(random() * 0.02)";
                transaction.execute(wait).await.expect("waited");
                if (writer + round).is_multiple_of(7) {
                    transaction.rollback().await.expect("rolled back");
                } else {
                    transaction.commit().await.expect("committed");
                }
            }
        });
    }
    let writing = async {
        writers.join_all().await;
        over.store(true, Ordering::SeqCst);
    };
    let reading = async {
        let mut read: Vec<Value> = Vec::new();
        loop {
            // Asked before: what was written until then is read now.
            let is_over = over.load(Ordering::SeqCst);
            loop {
                let some = follower.some(7).await;
                if some.is_empty() {
                    break;
                }
                read.extend(some);
            }
            if is_over {
                return read;
            }
        }
    };
    let ((), read) = tokio::join!(writing, reading);
    let mut versions = BTreeMap::<String, u64>::new();
    let mut last = None;
    for event in &read {
        let here = Some(position(event));
        assert!(here > last, "{event}");
        last = here;
        let version = versions.entry(text(&event["data"]["id"])).or_insert(1);
        *version += 1;
        assert_eq!(event["data"]["changed"], json!([format!("v{version}")]));
    }
    for contact in contacts {
        let saved = program.get(&format!("/api/v1/contacts/{contact}")).await;
        let version = saved.json()["version"].as_u64();
        assert_eq!(version, Some(*versions.get(&contact).unwrap_or(&1)));
    }
}
