//! What happens while deliveries are on their way: a person is erased, the endpoint is paused, moved or given another secret, or
//! another server takes over. Whatever was not sent yet is sent as things stand then, or not at all.
use chrono::Utc;
use serde_json::json;
use sqlx::{Connection, Executor};

use super::{
    change, contact, delivering, erase, fate::logged, hurry, receiver::Receiver, register,
    renew_secret, save, two_delivering, webhook,
};
use crate::{
    harness::{Answer, Client, Server},
    imports::{import, until},
};

/// Lets an endpoint be told two things of one contact in one round, and keep the first of them in hand; the endpoint, its secret
/// and the contact.
async fn with_one_in_hand(program: &Client, receiver: &Receiver) -> (String, String, String) {
    let (id, secret) = register(program, receiver, json!({})).await;
    change(program, &id, json!({"active": false})).await;
    let lee = contact(program, "Lee").await;
    save(program, &lee, 1, "Apex").await;
    receiver.is_answering(false);
    change(program, &id, json!({"active": true})).await;
    until(async || receiver.letters().len() == 1).await;
    (id, secret, lee)
}

/// Waits until the first is answered and noted.
async fn first_delivered(server: &Server, receiver: &Receiver) {
    receiver.is_answering(true);
    let delivered = "webhook_delivery where state = 'delivered'";
    until(async || server.count(delivered).await > 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_more_is_told_of_a_person_who_is_erased_while_others_wait_behind() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (.., lee) = with_one_in_hand(&program, &receiver).await;
    erase(&server, &lee).await;
    receiver.is_answering(true);
    until(async || receiver.taken().len() == 3).await;
    let letters = receiver.letters();
    assert_eq!(letters[0].body["data"]["contact"]["last_name"], "Lee");
    for letter in &letters[1..] {
        assert!(letter.body["data"]["contact"].is_null(), "{}", letter.body);
        let whole = letter.body.to_string();
        assert!(!whole.contains("Lee") && !whole.contains("Apex"), "{whole}");
    }
    assert_eq!(receiver.taken()[2].kind(), "contact.erased");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_is_paused_is_told_nothing_behind_what_was_on_its_way() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (id, ..) = with_one_in_hand(&program, &receiver).await;
    change(&program, &id, json!({"active": false})).await;
    first_delivered(&server, &receiver).await;
    // Whoever worked on it has let go of it by then.
    until(async || server.count("webhook where leased_until < now()").await == 1).await;
    assert_eq!(receiver.letters().len(), 1);
    change(&program, &id, json!({"active": true})).await;
    until(async || receiver.taken().len() == 2).await;
    assert_eq!(receiver.letters().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_secret_signs_what_is_sent_from_then_on() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (id, old, _) = with_one_in_hand(&program, &receiver).await;
    let new = renew_secret(&program, &id).await;
    receiver.is_answering(true);
    until(async || receiver.taken().len() == 2).await;
    let letters = receiver.taken();
    assert!(letters[0].is_signed_by(&old) && !letters[0].is_signed_by(&new));
    assert!(letters[1].is_signed_by(&old) && letters[1].is_signed_by(&new));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_address_before_answers_does_not_end_an_endpoint_that_has_moved() {
    let server = delivering().await;
    let program = server.program().await;
    let (before, after) = (Receiver::start().await, Receiver::start().await);
    before.answer(|_, _| Some(410));
    let (id, ..) = with_one_in_hand(&program, &before).await;
    let moved = change(&program, &id, json!({"url": after.url})).await;
    assert_eq!(moved.json()["url"], after.url, "{}", moved.text());
    before.is_answering(true);
    until(async || after.taken().len() == 2).await;
    let kinds = after.letters();
    let kinds: Vec<&str> = kinds.iter().map(|letter| letter.kind()).collect();
    assert_eq!(kinds, ["contact.created", "contact.updated"]);
    assert_eq!(before.letters().len(), 1);
    assert_eq!(webhook(&program, &id).await["state"], "active");
    assert!(!logged(&server).await.contains("webhook_disabled"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_let_go_anew_during_its_last_attempt_is_not_given_up() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|before, _| Some(if before < 2 { 500 } else { 200 }));
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    until(async || server.count("webhook where rest_until > now()").await == 1).await;
    let last = "update webhook_delivery set attempts = 9";
    server.sql().await.execute(last).await.expect("moved");
    receiver.is_answering(false);
    until(async || {
        hurry(&server).await;
        receiver.letters().len() == 2
    })
    .await;
    renew_secret(&program, &id).await;
    receiver.is_answering(true);
    until(async || {
        hurry(&server).await;
        receiver.taken().len() == 1
    })
    .await;
    assert_eq!(receiver.letters()[1].id, receiver.taken()[0].id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_on_its_way_is_cut_off_before_another_server_may_send_it() {
    let [first, _second] = two_delivering().await;
    let program = first.program().await;
    let receiver = Receiver::start().await;
    // The first is never answered.
    receiver.answer(|before, _| (before > 0).then_some(200));
    let (id, ..) = with_one_in_hand(&program, &receiver).await;
    receiver.is_answering(true);
    // Nobody holds it from now on, and whoever takes it over begins with what was not answered.
    change(&program, &id, json!({"active": false})).await;
    change(&program, &id, json!({"active": true})).await;
    until(async || receiver.taken().len() == 2).await;
    let letters = receiver.letters();
    assert_eq!(letters[1].id, letters[0].id);
    let beside: Vec<usize> = letters.iter().map(|letter| letter.beside).collect();
    assert!(beside.iter().all(|beside| *beside == 0), "{beside:?}");
    super::in_order(&letters);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_s_worth_that_waited_is_told_whole_when_the_endpoint_is_back() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(500));
    let (id, _) = register(&program, &receiver, json!({"imports": true})).await;
    // More than is read at a time.
    let rows: String = (0..600)
        .map(|number| format!("Chan {number}\r\n"))
        .collect();
    import(&program, "", format!("Last name\r\n{rows}")).await;
    until(async || webhook(&program, &id).await["failing_since"].is_string()).await;
    change(&program, &id, json!({"active": false})).await;
    receiver.answer(|_, _| Some(200));
    change(&program, &id, json!({"active": true})).await;
    let delivered = "webhook_delivery where state = 'delivered'";
    until(async || server.count(delivered).await == 601).await;
    assert_eq!(receiver.taken().len(), 601);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_more_is_due_than_is_sent_at_a_time_no_more_is_made() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    // What is behind the first batch is never answered.
    receiver.answer(|before, _| (before < 500).then_some(200));
    let (id, _) = register(&program, &receiver, json!({"imports": true})).await;
    change(&program, &id, json!({"active": false})).await;
    let rows: String = (0..1_600)
        .map(|number| format!("Chan {number}\r\n"))
        .collect();
    import(&program, "", format!("Last name\r\n{rows}")).await;
    change(&program, &id, json!({"active": true})).await;
    until(async || receiver.letters().len() > 500).await;
    assert_eq!(server.count("webhook_delivery").await, 1_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_is_registered_while_another_one_is_held() {
    let server = delivering().await;
    let program = server.program().await;
    let (held, other) = (Receiver::start().await, Receiver::start().await);
    register(&program, &held, json!({})).await;
    let mut sql = server.sql().await;
    let mut holding = sql.begin().await.expect("begun");
    sqlx::query("update webhook set description = 'held'")
        .execute(&mut *holding)
        .await
        .expect("held");
    register(&program, &other, json!({})).await;
    holding.rollback().await.expect("let go");
}

async fn both_delivered(server: &Server) {
    let delivered = "webhook_delivery where state = 'delivered'";
    until(async || server.count(delivered).await == 2).await;
}

/// Turns the order of two deliveries by their ids round: what happened first has the last of them from now on.
async fn turn_round(server: &Server) {
    let mut sql = server.sql().await;
    for statement in [
        "update webhook_delivery set id = overlay(gen_random_uuid()::text placing 'f' from 1 for 1)::uuid
         where number = (select min(number) from webhook_delivery)",
        "update webhook_delivery set id = overlay(gen_random_uuid()::text placing '0' from 1 for 1)::uuid
         where number = (select max(number) from webhook_delivery)",
    ] {
        sql.execute(statement).await.expect("turned");
    }
}

/// Somebody has the first delivery by its id; whoever is asked for this meanwhile waits for it, and has no other until then.
async fn waits_for_the_first(server: &Server, asked: impl Future<Output = Answer>) {
    let mut sql = server.sql().await;
    let mut holding = sql.begin().await.expect("begun");
    sqlx::query("select id from webhook_delivery order by id limit 1 for update")
        .execute(&mut *holding)
        .await
        .expect("held");
    let (answer, ()) = tokio::join!(asked, async {
        let waits =
            "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        until(async || server.count(waits).await > 0).await;
        sqlx::query("select id from webhook_delivery order by id desc limit 1 for update nowait")
            .execute(&mut *holding)
            .await
            .expect("nobody has the other");
        holding.rollback().await.expect("let go");
    });
    assert!(answer.status.is_success(), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_changes_many_deliveries_takes_them_in_the_order_of_their_ids() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let since = Utc::now();
    let (id, _) = register(&program, &receiver, json!({})).await;
    for name in ["Lee", "Wong"] {
        contact(&program, name).await;
    }
    both_delivered(&server).await;
    change(&program, &id, json!({"active": false})).await;
    let failed = "update webhook_delivery set state = 'waiting'";
    server.sql().await.execute(failed).await.expect("moved");
    turn_round(&server).await;
    let back = json!({"active": true});
    waits_for_the_first(&server, change(&program, &id, back)).await;
    both_delivered(&server).await;
    turn_round(&server).await;
    let (path, since) = (
        format!("/api/v1/webhooks/{id}/replay"),
        json!({"since": since}),
    );
    waits_for_the_first(&server, program.post_json(&path, &since)).await;
    both_delivered(&server).await;
    turn_round(&server).await;
    let path = format!("/api/v1/webhooks/{id}");
    waits_for_the_first(&server, program.delete(&path)).await;
}
