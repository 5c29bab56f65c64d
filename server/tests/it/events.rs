//! What happened, as those read it who follow it: in one order, each thing once, however late it commits and whoever else
//! is at work.
mod told;

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use app::{
    model::events::{self, Batch, Happened, ImportTelling, What},
    wire::live::Position,
};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use tokio::{sync::Barrier, task::JoinSet};
use uuid::Uuid;

use crate::{
    harness::Server,
    imports::import,
    record::{created, path},
};

/// How many write at once, and how often each.
const WRITERS: usize = 50;
const ROUNDS: usize = 4;

/// Somebody who follows what happens.
struct Follower<'s> {
    server: &'s Server,
    position: Position,
}

impl<'s> Follower<'s> {
    /// Begins with what happens from now on.
    async fn of(server: &'s Server) -> Self {
        let position = events::now(&server.pools).await.expect("a position");
        Self { server, position }
    }

    /// Reads so much more at most.
    async fn batch(&mut self, limit: u16) -> Batch {
        let batch = after(self.server, self.position, limit).await;
        let batch = batch.expect("it is kept");
        self.position = batch.position;
        batch
    }

    /// Reads all that has happened since.
    async fn news(&mut self) -> Vec<Happened> {
        let mut news = Vec::new();
        loop {
            let batch = self.batch(100).await;
            news.extend(batch.happened);
            if !batch.more {
                return news;
            }
        }
    }

    /// Reads the numbers of all that has happened since.
    async fn numbers(&mut self) -> Vec<i64> {
        let news = self.news().await.into_iter();
        news.map(|happened| happened.position.number).collect()
    }
}

async fn after(server: &Server, position: Position, limit: u16) -> Option<Batch> {
    let batch = events::after(&server.pools, position, limit, ImportTelling::OneByOne).await;
    batch.expect("an answer")
}

/// Writes an entry of the log by hand; its number.
async fn entry(db: &mut PgConnection) -> i64 {
    let entry = "insert into change (contact_id, action, source) values (gen_random_uuid(), 'Created', 'api')
                 returning number";
    let number = sqlx::query_scalar::<_, i64>(entry).fetch_one(db).await;
    number.expect("an entry")
}

/// Writes an event of an enquiry by hand; its number.
async fn event(db: &mut PgConnection) -> i64 {
    let event = "insert into event (enquiry_id) values (gen_random_uuid()) returning number";
    let number = sqlx::query_scalar::<_, i64>(event).fetch_one(db).await;
    number.expect("an event")
}

/// How many locks writers of events hold.
async fn locks(db: &mut PgConnection) -> i64 {
    let held = "select count(*) from pg_locks where locktype = 'advisory' and classid = 1165387118
                and database = (select oid from pg_database where datname = current_database())";
    let count = sqlx::query_scalar::<_, i64>(held).fetch_one(db).await;
    count.expect("a number")
}

#[tokio::test]
async fn whoever_writes_a_thousand_times_holds_one_lock_also_after_a_part_was_taken_back() {
    let server = Server::start().await;
    let (mut writer, mut watcher) = (server.sql().await, server.sql().await);
    let mut transaction = writer.begin().await.expect("begun");
    transaction.execute("savepoint part").await.expect("marked");
    event(&mut transaction).await;
    let taken_back = transaction.execute("rollback to savepoint part").await;
    taken_back.expect("taken back");
    assert_eq!(locks(&mut watcher).await, 0);
    for _ in 0..1_000 {
        event(&mut transaction).await;
    }
    entry(&mut transaction).await;
    assert_eq!(locks(&mut watcher).await, 1);
    transaction.commit().await.expect("committed");
    assert_eq!(locks(&mut watcher).await, 0);
    // The next transaction of the same connection takes its own.
    let mut next = writer.begin().await.expect("begun");
    event(&mut next).await;
    assert_eq!(locks(&mut watcher).await, 1);
    next.rollback().await.expect("taken back");
}

#[tokio::test]
async fn what_commits_late_is_not_skipped_and_keeps_what_is_numbered_behind_it_waiting() {
    let server = Server::start().await;
    let (mut early, mut late) = (server.sql().await, server.sql().await);
    let mut follower = Follower::of(&server).await;
    let mut first = early.begin().await.expect("begun");
    let slow = entry(&mut first).await;
    // Taking back a part of it lets go of nothing that was written before.
    first.execute("savepoint part").await.expect("marked");
    let dropped = event(&mut first).await;
    let taken_back = first.execute("rollback to savepoint part").await;
    taken_back.expect("taken back");
    let mut second = late.begin().await.expect("begun");
    let quick = [event(&mut second).await, entry(&mut second).await];
    second.commit().await.expect("committed");
    assert!(slow < dropped && dropped < quick[0], "{slow} {quick:?}");
    // The later numbers are there already; they are kept until nothing can come before them.
    assert_eq!(follower.numbers().await, Vec::<i64>::new());
    assert!(events::now(&server.pools).await.expect("now").number < slow);
    first.commit().await.expect("committed");
    assert_eq!(follower.numbers().await, [slow, quick[0], quick[1]]);
    assert_eq!(follower.numbers().await, Vec::<i64>::new());
    let now = events::now(&server.pools).await;
    assert_eq!(now, Ok(follower.position));
}

#[tokio::test]
async fn what_is_rolled_back_never_happened_and_holds_up_nobody_any_more() {
    let server = Server::start().await;
    let mut sql = server.sql().await;
    let mut follower = Follower::of(&server).await;
    let mut dropped = sql.begin().await.expect("begun");
    entry(&mut dropped).await;
    let mut other = server.sql().await;
    let number = entry(&mut other).await;
    assert_eq!(follower.numbers().await, Vec::<i64>::new());
    dropped.rollback().await.expect("rolled back");
    assert_eq!(follower.numbers().await, [number]);
}

#[tokio::test]
async fn who_writes_nothing_of_this_holds_up_nobody_however_long_nor_does_another_database() {
    let (server, elsewhere) = (Server::start().await, Server::start().await);
    let (mut idle, mut other) = (server.sql().await, elsewhere.sql().await);
    let mut idle = idle.begin().await.expect("begun");
    // It has a number as a transaction, and a shared lock of its own.
    let busy = "select pg_current_xact_id(), pg_advisory_xact_lock_shared(7, 0)";
    idle.execute(busy).await.expect("it has both");
    let mut other = other.begin().await.expect("begun");
    entry(&mut other).await;
    let mut follower = Follower::of(&server).await;
    created(&server.program().await, json!({"last_name": "Chan"})).await;
    assert_eq!(follower.numbers().await.len(), 1);
    idle.rollback().await.expect("rolled back");
    other.rollback().await.expect("rolled back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_who_write_at_once_every_number_is_read_once_and_in_order() {
    let server = Server::start().await;
    let mut follower = Follower::of(&server).await;
    let (together, over) = (Arc::new(Barrier::new(WRITERS)), AtomicBool::new(false));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (mut db, together) = (server.sql().await, together.clone());
        writers.spawn(async move {
            let mut written = Vec::new();
            for round in 0..ROUNDS {
                let mut transaction = db.begin().await.expect("begun");
                let first = entry(&mut transaction).await;
                // Each has a number before one of them ends.
                together.wait().await;
                let second = event(&mut transaction).await;
                if (writer + round).is_multiple_of(5) {
                    transaction.rollback().await.expect("rolled back");
                } else {
                    transaction.commit().await.expect("committed");
                    written.extend([first, second]);
                }
            }
            written
        });
    }
    let writing = async {
        let written = writers.join_all().await.concat();
        over.store(true, Ordering::SeqCst);
        written
    };
    let reading = async {
        let mut read = Vec::new();
        loop {
            // Asked before: what was written until then is read now.
            let is_over = over.load(Ordering::SeqCst);
            read.extend(follower.numbers().await);
            if is_over {
                return read;
            }
        }
    };
    let (mut written, read) = tokio::join!(writing, reading);
    written.sort_unstable();
    assert_eq!(read, written);
}

#[tokio::test]
async fn what_an_import_writes_in_one_transaction_is_read_whole_over_several_batches() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut follower = Follower::of(&server).await;
    let rows: String = (0..250).map(|n| format!("Chan {n}\r\n")).collect();
    let done = import(&program, "", format!("Last name\r\n{rows}")).await;
    let id: Uuid = done["id"].as_str().expect("an id").parse().expect("an id");
    let (mut contacts, mut batches) = (BTreeSet::new(), 0);
    loop {
        let batch = follower.batch(100).await;
        assert!(batch.happened.len() <= 100);
        batches += 1;
        for happened in batch.happened {
            match happened.what {
                What::Contact {
                    id: contact,
                    import,
                    ..
                } => {
                    assert_eq!(import, Some(id));
                    assert!(contacts.insert(contact), "{contact} came twice");
                }
                What::Import { id: import } => assert_eq!(import, id),
                other => panic!("{other:?} was told"),
            }
        }
        if !batch.more {
            break;
        }
    }
    assert_eq!((contacts.len(), batches), (250, 3));
}

#[tokio::test]
async fn what_an_import_wrote_is_one_for_who_wants_it_so_and_nothing_else_is_missed() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut position = events::now(&server.pools).await.expect("a position");
    let begun = position;
    let mut db = server.sql().await;
    let few = import(&program, "", "Last name\r\nLee\r\n".to_owned()).await;
    let mut written = vec![entry(&mut db).await];
    let rows: String = (0..250).map(|n| format!("Chan {n}\r\n")).collect();
    let many = import(&program, "", format!("Last name\r\n{rows}")).await;
    for _ in 0..5 {
        written.push(entry(&mut db).await);
    }
    let id = |done: &Value| -> Uuid { done["id"].as_str().expect("an id").parse().expect("one") };
    for limit in [2, 100] {
        position = begun;
        let (mut crowds, mut singly, mut own) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            let batch = events::after(&server.pools, position, limit, ImportTelling::AsOne).await;
            let batch = batch.expect("an answer").expect("kept");
            for Happened { position: at, what } in batch.happened {
                assert!(at <= batch.position && at > position, "{what:?}");
                match what {
                    What::Contacts { import } => crowds.push(import),
                    What::Contact {
                        import: Some(import),
                        ..
                    } => singly.push(import),
                    What::Contact { import: None, .. } => own.push(at.number),
                    What::Import { .. } => {}
                    other => panic!("{other:?} was told"),
                }
            }
            position = batch.position;
            if !batch.more {
                break;
            }
        }
        crowds.dedup();
        assert_eq!(crowds, [id(&many)], "{limit}");
        assert_eq!(singly, [id(&few)], "{limit}");
        assert_eq!(own, written, "{limit}");
    }
}

#[tokio::test]
async fn a_base_that_was_restored_begins_an_epoch_and_hides_nothing_from_who_followed_the_one_before()
 {
    let server = Server::start().await;
    let program = server.program().await;
    let begin = async || events::begin_epoch(&server.pools).await.expect("asked");
    begin().await;
    let beginning = events::now(&server.pools).await.expect("a position");
    let one = created(&program, json!({"last_name": "Chan"})).await;
    let copied = events::now(&server.pools).await.expect("a position");
    let epochs = server.count("event_epoch").await;
    begin().await;
    assert_eq!(server.count("event_epoch").await, epochs, "it is the same");
    let elsewhere = "update event_epoch set base = 'elsewhere'";
    server.sql().await.execute(elsewhere).await.expect("moved");
    tokio::join!(begin(), begin());
    assert_eq!(server.count("event_epoch").await, epochs + 1);
    let now = events::now(&server.pools).await.expect("a position");
    assert!(now.epoch > copied.epoch && now.number == copied.number);

    let two = created(&program, json!({"last_name": "Wong"})).await;
    let read = async |position: Position| {
        let batch = after(&server, position, 10).await.expect("it is kept");
        let about = batch.happened.into_iter().map(|happened| {
            let What::Contact { id, .. } = happened.what else {
                panic!("{happened:?}");
            };
            (id.to_string(), happened.position.epoch)
        });
        about.collect::<Vec<_>>()
    };
    let id = |contact: &serde_json::Value| contact["id"].as_str().expect("an id").to_owned();
    let (one, two) = ((id(&one), copied.epoch), (id(&two), now.epoch));
    // The base before went on after it was copied, and gave out numbers that mean something else here.
    let ahead = Position {
        number: copied.number + 1,
        ..copied
    };
    for position in [copied, ahead, now] {
        assert_eq!(
            read(position).await,
            std::slice::from_ref(&two),
            "{position}"
        );
    }
    assert_eq!(read(beginning).await, [one, two]);
    let unknown = Position { epoch: 0, ..copied };
    assert_eq!(after(&server, unknown, 10).await, None);
}

#[tokio::test]
async fn a_dump_that_is_restored_into_the_same_database_begins_an_epoch() {
    let server = Server::start().await;
    let begin = async || events::begin_epoch(&server.pools).await.expect("asked");
    begin().await;
    let epochs = server.count("event_epoch").await;
    // As a restore does: the table is made anew, and filled with what it held.
    let restored = "create table restored (like event_epoch including all);
                    insert into restored select * from event_epoch;
                    drop table event_epoch;
                    alter table restored rename to event_epoch";
    server
        .sql()
        .await
        .execute(restored)
        .await
        .expect("restored");
    begin().await;
    assert_eq!(server.count("event_epoch").await, epochs + 1);
    begin().await;
    assert_eq!(server.count("event_epoch").await, epochs + 1);
}

#[tokio::test]
async fn what_was_never_given_out_or_is_a_month_ago_cannot_be_followed() {
    let server = Server::start().await;
    let (program, mut sql) = (server.program().await, server.sql().await);
    let beginning = events::now(&server.pools).await.expect("a position");
    let chan = created(&program, json!({"last_name": "Chan"})).await;
    event(&mut sql).await;
    let read = events::now(&server.pools).await.expect("a position");
    for wrong in [
        Position {
            number: read.number + 1,
            ..read
        },
        Position {
            epoch: read.epoch + 1,
            ..read
        },
    ] {
        assert_eq!(after(&server, wrong, 10).await, None, "{wrong}");
    }
    for table in ["change", "event"] {
        let earlier = format!("update {table} set at = at - interval '31 days'");
        let earlier = sqlx::AssertSqlSafe(earlier);
        sql.execute(earlier).await.expect("put back");
    }
    created(&program, json!({"last_name": "Wong"})).await;
    for _ in 0..2 {
        events::forget_old(&server.pools).await.expect("forgotten");
        assert_eq!(after(&server, beginning, 10).await, None);
        // Whoever has read all of that goes on.
        let rest = after(&server, read, 10).await.expect("it is kept");
        assert_eq!(rest.happened.len(), 1);
    }
    assert_eq!(server.count("event").await, 0);
    let log = program.get(&format!("{}/changes", path(&chan))).await;
    assert_eq!(log.json()["total"], 1, "the log stays");
    // Later still, with nothing new: whoever begins can go on.
    let earlier = "update change set at = at - interval '31 days'";
    sql.execute(earlier).await.expect("put back");
    events::forget_old(&server.pools).await.expect("forgotten");
    assert_eq!(after(&server, read, 10).await, None);
    let now = events::now(&server.pools).await.expect("a position");
    let nothing = after(&server, now, 10).await.expect("it is kept");
    assert_eq!((nothing.happened.len(), nothing.position), (0, now));
}

#[tokio::test]
async fn whoever_listens_hears_of_a_save_and_then_reads_it() {
    let server = Server::start().await;
    let mut listener = events::listen(&server.pools).await.expect("a connection");
    let mut follower = Follower::of(&server).await;
    created(&server.program().await, json!({"last_name": "Chan"})).await;
    let heard = tokio::time::timeout(Duration::from_secs(30), listener.recv()).await;
    heard.expect("in time").expect("heard");
    assert_eq!(follower.numbers().await.len(), 1);
}
