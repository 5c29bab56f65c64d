//! The undo of an import: in the background, with a ledger that adds up, and behind what is done already after a kill. And what
//! the history tells of imports: how long they wait, and which labels and contacts are theirs.

use app::{
    model::{
        imports::{self, Files},
        staff,
    },
    who::Role,
    wire::staff::StaffChange,
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::work::{import_undos::ImportUndos, imports::Imports, runner::Runner};

use crate::{
    harness::{Client, Server},
    import_page::{self, begin, get, part, pause, seal},
    imports::{import, ledger, many, number, until},
};

/// The ledger of the undo: total, removed, restored, kept, failed.
fn undo_ledger(import: &Value) -> [u64; 5] {
    let undo = &import["undo"];
    let figures = ["total", "removed", "restored", "kept", "failed"];
    let ledger = figures.map(|figure| number(undo, figure));
    let done: u64 = ledger[1..].iter().sum();
    match undo["status"].as_str() {
        Some("done") => assert_eq!(done, ledger[0], "{undo}"),
        _ => assert!(done <= ledger[0], "{undo}"),
    }
    ledger
}

fn id_in(import: &Value) -> uuid::Uuid {
    let id = import["id"].as_str().expect("an id");
    id.parse().expect("an id")
}

/// Begins an undo from the page.
async fn undo(staff: &Client, import: &Value, edited: bool) -> Value {
    let order = json!({"id": import["id"], "edited": edited});
    let begun = staff.call("imports/undo", &order).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.text());
    begun.json()
}

/// Waits until an undo is over; its ledger adds up on the way.
async fn undone(staff: &Client, import: &Value) -> Value {
    let id = id_in(import).to_string();
    until(async || {
        let now = get(staff, &id).await.json();
        undo_ledger(&now);
        now["undo"]["status"] != "running"
    })
    .await;
    get(staff, &id).await.json()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undo_goes_on_behind_what_is_done_after_its_server_was_killed() {
    let mut server = Server::start().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let done = import(&server.program().await, "", many(4_500)).await;
    // Nobody works in the background any more.
    server.runner = Runner::of(&server.pools);
    let begun = undo(&administrator, &done, false).await;
    assert_eq!(begun["undo"]["status"], "running");
    assert_eq!(undo_ledger(&begun), [4_500, 0, 0, 0, 0]);
    let id = id_in(&done);
    let more = imports::advance_undo(&server.pools, id).await;
    assert_eq!(more, Ok(true));
    let half = get(&administrator, &id.to_string()).await.json();
    assert_eq!(undo_ledger(&half), [4_500, 2_000, 0, 0, 0]);
    assert_eq!(half["status"], "done", "it is not taken back yet");
    // Asked for once more it goes on, and does not begin again.
    let again = undo(&administrator, &done, true).await;
    assert_eq!(undo_ledger(&again), [4_500, 2_000, 0, 0, 0]);

    let other = Server::start_on(server.database.clone(), &[]).await;
    let over = undone(&administrator, &done).await;
    assert_eq!(undo_ledger(&over), [4_500, 4_500, 0, 0, 0]);
    assert_eq!(over["status"], "undone");
    assert_eq!(other.count("contact where deleted_at is null").await, 0);
    let entries =
        "change join contact on contact.id = contact_id where change.action = 'Deleted' and actor";
    let by = over["undo"]["by"].as_str().expect("a name");
    let entries = other.count(&format!("{entries} = '{by}'")).await;
    assert_eq!(entries, 4_500, "each once, by whoever took it back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_undos_over_the_same_contacts_do_not_stand_in_each_others_way() {
    let mut server = Server::start().await;
    let program = server.program().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let first = import(&program, "", many(4_500)).await;
    let file = many(4_500).replace(",Company ", ",House ");
    let second = import(&program, "?duplicates=update&match=phone", file).await;
    server.runner = Runner::of(&server.pools);
    for import in [&first, &second] {
        undo(&administrator, import, true).await;
    }
    // Both lock the contacts in the order of their ids; whichever comes first, neither ends in a deadlock.
    let work = async |import: &Value| {
        while imports::advance_undo(&server.pools, id_in(import))
            .await
            .expect("a batch")
        {}
    };
    tokio::join!(work(&first), work(&second));
    for import in [&first, &second] {
        let over = get(&administrator, &id_in(import).to_string()).await.json();
        assert_eq!(undo_ledger(&over)[0], 4_500);
        assert_eq!(over["status"], "undone");
    }
    assert_eq!(server.count("contact where deleted_at is null").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undo_pauses_behind_its_batch_and_goes_on() {
    let mut server = Server::start().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let done = import(&server.program().await, "", many(4_500)).await;
    server.runner = Runner::of(&server.pools);
    undo(&administrator, &done, false).await;
    let id = id_in(&done);
    assert_eq!(imports::advance_undo(&server.pools, id).await, Ok(true));
    let paused = pause(&administrator, &id.to_string(), true).await.json();
    assert_eq!(paused["paused"], true);
    assert_eq!(undo_ledger(&paused), [4_500, 2_000, 0, 0, 0]);
    assert_eq!(imports::next_undo(&server.pools, &[]).await, Ok(None));
    assert_eq!(imports::advance_undo(&server.pools, id).await, Ok(false));
    let still = get(&administrator, &id.to_string()).await.json();
    assert_eq!(undo_ledger(&still), [4_500, 2_000, 0, 0, 0]);

    let on = pause(&administrator, &id.to_string(), false).await.json();
    assert_eq!(on["paused"], false);
    let _other = Server::start_on(server.database.clone(), &[]).await;
    let over = undone(&administrator, &done).await;
    assert_eq!(undo_ledger(&over), [4_500, 4_500, 0, 0, 0]);
    assert_eq!(over["paused"], false);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_for_a_paused_undo_again_lets_it_go_on() {
    let mut server = Server::start().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let done = import(&server.program().await, "", many(2_500)).await;
    server.runner = Runner::of(&server.pools);
    undo(&administrator, &done, false).await;
    let id = id_in(&done);
    pause(&administrator, &id.to_string(), true).await;
    assert_eq!(imports::advance_undo(&server.pools, id).await, Ok(false));
    let again = undo(&administrator, &done, false).await;
    assert_eq!(again["paused"], false);
    assert_eq!(imports::advance_undo(&server.pools, id).await, Ok(true));
    assert_eq!(imports::advance_undo(&server.pools, id).await, Ok(false));
    let over = get(&administrator, &id.to_string()).await.json();
    assert_eq!(undo_ledger(&over), [2_500, 2_500, 0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_work_on_one_undo_take_nothing_back_twice() {
    let mut server = Server::start().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let done = import(&server.program().await, "", many(6_500)).await;
    server.runner = Runner::of(&server.pools);
    undo(&administrator, &done, false).await;
    let work = async || {
        while imports::advance_undo(&server.pools, id_in(&done))
            .await
            .expect("a batch")
        {}
    };
    tokio::join!(work(), work());
    let over = get(&administrator, &id_in(&done).to_string()).await.json();
    assert_eq!(undo_ledger(&over), [6_500, 6_500, 0, 0, 0]);
    assert_eq!(server.count("change where action = 'Deleted'").await, 6_500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_of_a_thousand_that_were_edited_since_are_kept_unless_that_is_confirmed() {
    let server = Server::start().await;
    let program = server.program().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let done = import(&program, "", many(1_000)).await;
    for n in [3, 500, 999] {
        let found = format!("/api/v1/contacts?search=ann{n}%40example.com");
        let found = program.get(&found).await.json();
        let contact = &found["items"][0];
        let path = format!(
            "/api/v1/contacts/{}",
            contact["id"].as_str().expect("an id")
        );
        let version = format!("\"{}\"", contact["version"]);
        let edited = program
            .clone()
            .with("if-match", &version)
            .patch_json(&path, &json!({"company": "Harbour"}))
            .await;
        assert_eq!(edited.status, StatusCode::OK, "{}", edited.text());
    }
    undo(&administrator, &done, false).await;
    let over = undone(&administrator, &done).await;
    assert_eq!(undo_ledger(&over), [1_000, 997, 0, 3, 0]);
    assert_eq!(server.count("contact where deleted_at is null").await, 3);
    let order = json!({"id": done["id"]});
    let left = administrator.call("imports/foreseen", &order).await.json();
    let kept = left["edited_contacts"].as_array().expect("contacts");
    assert_eq!((&left["edited"], kept.len()), (&json!(3), 3), "{left}");

    undo(&administrator, &done, true).await;
    let over = undone(&administrator, &done).await;
    assert_eq!(undo_ledger(&over), [3, 3, 0, 0, 0]);
    assert_eq!(server.count("contact where deleted_at is null").await, 0);
    // What was taken back is in nobody's way.
    let again = import(&program, "?duplicates=skip&match=any", many(1_000)).await;
    assert_eq!(ledger(&again), [1_000, 0, 0, 0, 0]);
    assert_ne!(again["id"], done["id"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_updated_gets_its_values_and_its_labels_back() {
    let server = Server::start().await;
    let program = server.program().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let first = import(&program, "", many(500)).await;
    let labels = first["labels_made"].as_array().expect("labels");
    assert_eq!(labels.len(), 10, "{first}");
    let file = many(1_000).replace(",Company ", ",Firm ");
    let file = file.replace(",Label ", ",Tag ");
    let update = import(&program, "?duplicates=update&match=phone", file).await;
    assert_eq!(ledger(&update), [500, 500, 0, 0, 0]);
    assert_eq!(update["labels_made"].as_array().map(Vec::len), Some(10));
    let updated = format!(
        "/api/v1/contacts?updated_by_import={}",
        update["id"].as_str().expect("an id")
    );
    assert_eq!(program.get(&updated).await.json()["total"], 500);

    undo(&administrator, &update, false).await;
    let over = undone(&administrator, &update).await;
    assert_eq!(undo_ledger(&over), [1_000, 500, 500, 0, 0]);
    let as_before = "contact where deleted_at is null and company like 'Company %' and version = 3";
    assert_eq!(server.count(as_before).await, 500);
    let worn = program.get("/api/v1/contacts?label=Label%203").await.json();
    assert_eq!(worn["total"], 50, "{worn}");
    // A label that was put beside those that were there is gone again.
    let worn = program.get("/api/v1/contacts?label=Tag%203").await.json();
    assert_eq!(worn["total"], 0, "{worn}");
    let entries = "change where action = 'Import undone' and source = 'import'";
    assert_eq!(server.count(entries).await, 500);
}

#[tokio::test]
async fn what_the_database_refuses_fails_alone_and_another_undo_takes_it() {
    let server = Server::start().await;
    let program = server.program().await;
    let done = import(&program, "", many(2_001)).await;
    let mut sql = server.sql().await;
    sqlx::query(
        "alter table contact add constraint stuck check (deleted_at is null or first_name <> 'Ann1000')",
    )
    .execute(&mut sql)
    .await
    .expect("altered");
    let id = done["id"].as_str().expect("an id");
    let path = format!("/api/v1/imports/{id}/undo");
    let keyed = program.clone().with("idempotency-key", "take back");
    let first = keyed.post_json(&path, &json!({})).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    assert_eq!(
        (
            number(&first.json(), "removed"),
            number(&first.json(), "failed")
        ),
        (2_000, 1)
    );
    let now = program.get(&format!("/api/v1/imports/{id}")).await.json();
    assert_eq!(undo_ledger(&now), [2_001, 2_000, 0, 0, 1]);
    let replayed = keyed.post_json(&path, &json!({})).await;
    assert_eq!(replayed.header("idempotency-replayed"), "true");
    assert_eq!(replayed.json(), first.json());
    sqlx::query("alter table contact drop constraint stuck")
        .execute(&mut sql)
        .await
        .expect("dropped");
    let rest = program.post_json(&path, &json!({})).await.json();
    assert_eq!((number(&rest, "removed"), number(&rest, "failed")), (1, 0));
    assert_eq!(server.count("contact where deleted_at is null").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_once_more_hears_what_an_undo_did() {
    let server = Server::start().await;
    let program = server.program().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let done = import(&program, "", many(600)).await;
    // The server did it by itself, and its answer was lost.
    undo(&administrator, &done, false).await;
    undone(&administrator, &done).await;
    let path = format!("/api/v1/imports/{}/undo", id_in(&done));
    let again = program.post_json(&path, &json!({})).await;
    assert_eq!(number(&again.json(), "removed"), 600, "{}", again.text());
    let told = undo(&administrator, &done, true).await;
    assert_eq!(undo_ledger(&told), [600, 600, 0, 0, 0]);
}

#[tokio::test]
async fn what_was_edited_while_the_import_still_ran_is_kept_though_it_wrote_once_more() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = "First name,Last name,Mobile,Company\r\n\
                Ann,Lee,+85211111111,Acme\r\nAnn,Lee,+85211111111,Apex\r\n";
    let done = import(&program, "?duplicates=update&match=phone", file).await;
    assert_eq!(ledger(&done), [1, 1, 0, 0, 0]);
    // Between the two records somebody saved it: their entry is put between those of the import.
    let mut sql = server.sql().await;
    for statement in [
        "insert into change (contact_id, action, source) select contact_id, 'Updated', 'edit' from change limit 1",
        "update change set number = default where action = 'Updated' and import_id is not null",
    ] {
        sqlx::query(statement)
            .execute(&mut sql)
            .await
            .expect(statement);
    }
    let path = format!("/api/v1/imports/{}/undo", id_in(&done));
    let foreseen = program.get(&path).await.json();
    assert_eq!(
        (number(&foreseen, "removed"), number(&foreseen, "edited")),
        (0, 1)
    );
    let taken = program.post_json(&path, &json!({})).await.json();
    assert_eq!(
        (number(&taken, "removed"), number(&taken, "edited")),
        (0, 1)
    );
    assert_eq!(server.count("contact where deleted_at is null").await, 1);
}

#[tokio::test]
async fn a_contact_that_was_called_since_does_not_go_with_its_import_unless_that_is_confirmed() {
    let server = Server::start().await;
    let program = server.program().await;
    let done = import(&program, "", many(3)).await;
    let call = "insert into engagement (id, contact_id, kind, number, at)
         select gen_random_uuid(), id, 'call', '+85200000001', now() from contact where first_name = 'Ann1'";
    sqlx::query(call)
        .execute(&mut server.sql().await)
        .await
        .expect("called");
    let path = format!("/api/v1/imports/{}/undo", id_in(&done));
    let taken = program.post_json(&path, &json!({})).await.json();
    assert_eq!(
        (number(&taken, "removed"), number(&taken, "edited")),
        (2, 1)
    );
    assert_eq!(taken["edited_contacts"][0]["name"], "Ann1 Lee");
    // A program that got no answer asks again, and hears what was done.
    let again = program.post_json(&path, &json!({})).await.json();
    assert_eq!(again, taken);
    let confirmed = format!("{path}?edited=true");
    let taken = program.post_json(&confirmed, &json!({})).await.json();
    assert_eq!(number(&taken, "removed"), 1);
}

#[tokio::test]
async fn a_label_that_cannot_come_back_stops_no_undo() {
    let server = Server::start().await;
    let program = server.program().await;
    import(&program, "", many(2)).await;
    let file = many(2).replace(",Label 0", ",Label 1");
    let update = import(&program, "?duplicates=update&match=phone", file).await;
    assert_eq!(ledger(&update), [0, 1, 1, 0, 0]);
    let mut sql = server.sql().await;
    for statement in [
        "delete from label where name = 'Label 0'",
        "insert into label (id, name, folded, colour)
         select gen_random_uuid(), 'Full ' || n, 'full ' || n, (select colour from label limit 1)
         from generate_series(1, 1000) as n",
    ] {
        sqlx::query(statement)
            .execute(&mut sql)
            .await
            .expect(statement);
    }
    let path = format!("/api/v1/imports/{}/undo", id_in(&update));
    let taken = program.post_json(&path, &json!({})).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    assert_eq!(
        (
            number(&taken.json(), "restored"),
            number(&taken.json(), "failed")
        ),
        (0, 1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_undo_ends_where_whoever_began_it_may_not_go_on() {
    let mut server = Server::start().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let who = server.add_staff("mei@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    let theirs = begin(&mei, "k", 0, 0).await;
    part(&mei, &theirs, 1, &many(3_000)).await;
    seal(&mei, &theirs, 1).await;
    let done = import_page::over(&mei, &theirs).await;
    // Whose import it is, and nobody else.
    let stranger = server.agent().await;
    let order = json!({"id": done["id"], "edited": false});
    let refused = stranger.call("imports/undo", &order).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    server.runner = Runner::of(&server.pools);
    undo(&mei, &done, false).await;
    let id = id_in(&done);
    assert_eq!(imports::advance_undo(&server.pools, id).await, Ok(true));
    let leave = StaffChange {
        active: Some(false),
        ..Default::default()
    };
    staff::change(&server.operator(), who.id(), leave)
        .await
        .expect("closed");
    assert_eq!(imports::advance_undo(&server.pools, id).await, Ok(false));
    let stopped = get(&administrator, &theirs).await.json();
    assert_eq!(stopped["undo"]["status"], "stopped");
    assert_eq!(undo_ledger(&stopped), [3_000, 2_000, 0, 0, 0]);
    assert_eq!(
        server.count("contact where deleted_at is null").await,
        1_000
    );
    server.runner.take_on(ImportUndos(server.pools.clone()));
    undo(&administrator, &done, false).await;
    let over = undone(&administrator, &done).await;
    assert_eq!(undo_ledger(&over), [1_000, 1_000, 0, 0, 0]);
    assert_eq!(over["status"], "undone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn imports_of_one_person_wait_for_each_other_and_say_for_how_many() {
    let mut server = Server::start().await;
    server.runner = Runner::of(&server.pools);
    let agent = server.agent().await;
    let mut queue = Vec::new();
    for key in ["first", "second", "third"] {
        let import = begin(&agent, key, 0, 0).await;
        part(&agent, &import, 1, &many(50)).await;
        let sealed = seal(&agent, &import, 1).await;
        assert!(sealed.status.is_success(), "{}", sealed.text());
        queue.push(import);
    }
    let waits = async || {
        let mut waits = Vec::new();
        for import in &queue {
            waits.push(number(&get(&agent, import).await.json(), "waits_for"));
        }
        waits
    };
    assert_eq!(waits().await, [0, 1, 2]);
    pause(&agent, &queue[0], true).await;
    assert_eq!(waits().await, [0, 0, 1], "nobody waits for what is paused");
    let files = Files::new(server.folder.path().join("imports"));
    server.runner.take_on(Imports(server.pools.clone(), files));
    for import in &queue[1..] {
        let done = import_page::over(&agent, import).await;
        assert_eq!(number(&done, "created"), 50);
    }
    let paused = get(&agent, &queue[0]).await.json();
    assert_eq!(
        (&paused["paused"], number(&paused, "records")),
        (&json!(true), 0)
    );
    pause(&agent, &queue[0], false).await;
    let done = import_page::over(&agent, &queue[0]).await;
    assert_eq!(number(&done, "created"), 50);
    let order = "select string_agg(idempotency_key, ' ' order by finished_at) from import";
    assert_eq!(server.text(order).await, "second third first");
}
