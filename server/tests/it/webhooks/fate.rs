//! What becomes of an endpoint that fails: it is let rest, given up on, disabled and let go on.
use app::model::webhooks;
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use server::work::runner::Runner;
use sqlx::Executor;

use super::{
    change, contact, deliveries, delivering, erase, hurry, receiver::Receiver, register,
    renew_secret, save, webhook,
};
use crate::{harness::Server, imports::until};

/// The names of what the security log says of webhooks, the oldest first.
pub async fn logged(server: &Server) -> String {
    let log = "select coalesce(string_agg(event || '(' || detail || ')', ' ' order by number), '') from security_log
               where event in ('webhook_disabled', 'webhook_skipped', 'webhook_changed')";
    server.text(log).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_is_down_is_asked_now_and_then_and_told_everything_when_it_is_back() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(500));
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    until(async || webhook(&program, &id).await["failing_since"].is_string()).await;
    let delivery = deliveries(&program, &id).await["items"][0].clone();
    assert_eq!(
        (&delivery["state"], &delivery["attempts"]),
        (&json!("waiting"), &json!(1))
    );
    assert_eq!(delivery["attempt"]["status"], 500);
    let waits = "webhook_delivery where next_at - tried_at between interval '3 seconds' and interval '7 seconds'";
    assert_eq!(server.count(waits).await, 1);
    // Noted right behind the failure.
    until(async || {
        server
            .count("webhook where rest_until > failing_since")
            .await
            == 1
    })
    .await;
    for number in 0..20 {
        contact(&program, &format!("Chan {number}")).await;
    }
    // The oldest and the newest ask whether it is back.
    let before = receiver.letters().len();
    until(async || {
        hurry(&server).await;
        receiver.letters().len() > before
    })
    .await;
    until(async || server.count("webhook where rest_until > now()").await == 1).await;
    assert!(
        receiver.letters().len() <= before + 6,
        "{}",
        receiver.letters().len()
    );
    receiver.answer(|_, _| Some(200));
    until(async || {
        hurry(&server).await;
        receiver.taken().len() == 21
    })
    .await;
    until(async || webhook(&program, &id).await["failing_since"].is_null()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_refuses_what_concerns_some_contacts_is_told_of_the_others() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let refuses = |body: &serde_json::Value| body.to_string().contains("Refused");
    receiver.answer(move |_, body| Some(if refuses(body) { 422 } else { 200 }));
    let (id, _) = register(&program, &receiver, json!({})).await;
    for number in 0..50 {
        contact(&program, &format!("Refused {number}")).await;
    }
    until(async || webhook(&program, &id).await["failing_since"].is_string()).await;
    contact(&program, "Lee").await;
    until(async || {
        hurry(&server).await;
        receiver.taken().len() == 1
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delivery_that_failed_for_three_days_is_given_up_and_the_next_of_its_contact_goes() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, body| {
        Some(if body["type"] == "contact.created" {
            400
        } else {
            200
        })
    });
    let (id, _) = register(&program, &receiver, json!({})).await;
    let lee = contact(&program, "Lee").await;
    save(&program, &lee, 1, "Apex").await;
    until(async || receiver.letters().len() == 1).await;
    until(async || webhook(&program, &id).await["failing_since"].is_string()).await;
    let later = "update webhook_delivery set waiting_since = now() - interval '3 days'";
    server.sql().await.execute(later).await.expect("moved");
    until(async || {
        hurry(&server).await;
        receiver.taken().len() == 1
    })
    .await;
    assert_eq!(receiver.taken()[0].kind(), "contact.updated");
    assert_eq!(
        server
            .count("webhook_delivery where state = 'given_up'")
            .await,
        1
    );
    until(async || webhook(&program, &id).await["failing_since"].is_null()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_hours_for_another_attempt_goes_at_once_when_all_since_is_sent_again() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(500));
    let since = Utc::now() - TimeDelta::minutes(1);
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    until(async || webhook(&program, &id).await["failing_since"].is_string()).await;
    let later = "update webhook_delivery set next_at = now() + interval '5 hours'";
    server.sql().await.execute(later).await.expect("moved");
    receiver.answer(|_, _| Some(200));
    let path = format!("/api/v1/webhooks/{id}/replay");
    let answer = program.post_json(&path, &json!({"since": since})).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    until(async || receiver.taken().len() == 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_gone_is_told_nothing_more_until_it_answers_a_challenge_again() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(410));
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    until(async || webhook(&program, &id).await["state"] == "gone").await;
    assert_eq!(logged(&server).await, "webhook_disabled(gone)");
    let unseen = async || {
        let unseen = webhooks::disabled_unseen(&server.operator()).await;
        unseen.expect("an answer").len()
    };
    assert_eq!(unseen().await, 1);
    webhooks::seen(&server.operator()).await.expect("seen");
    assert_eq!(unseen().await, 0);
    contact(&program, "Wong").await;
    receiver.is_willing(false);
    let refused = change(&program, &id, json!({"active": true})).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.text()
    );
    receiver.is_willing(true);
    receiver.answer(|_, _| Some(200));
    let back = change(&program, &id, json!({"active": true})).await;
    assert_eq!(back.json()["state"], "active", "{}", back.text());
    // What it had not taken, and what happened meanwhile.
    until(async || receiver.taken().len() == 2).await;
    assert_eq!(
        logged(&server).await,
        "webhook_disabled(gone) webhook_changed(active)"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_failed_for_five_days_is_disabled() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(503));
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    until(async || webhook(&program, &id).await["failing_since"].is_string()).await;
    let ago = "update webhook set failing_since = now() - interval '5 days'";
    server.sql().await.execute(ago).await.expect("moved");
    until(async || {
        hurry(&server).await;
        webhook(&program, &id).await["state"] == "failed"
    })
    .await;
    let unseen = webhooks::disabled_unseen(&server.operator()).await;
    assert_eq!(unseen.expect("an answer").len(), 1);
    assert_eq!(logged(&server).await, "webhook_disabled(failed)");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_nothing_waits_for_it_one_does_not_fail_on() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(503));
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    until(async || server.count("webhook where rest_until > now()").await == 1).await;
    // It failed for two days, then the last was given up, and nothing happened for a week.
    let mut sql = server.sql().await;
    for statement in [
        "update webhook_delivery set state = 'given_up'",
        "update webhook set failing_since = now() - interval '9 days', rest_until = now() - interval '7 days'",
    ] {
        sql.execute(statement).await.expect("moved");
    }
    contact(&program, "Wong").await;
    until(async || server.count("webhook where rest_until > now()").await == 1).await;
    let now = webhook(&program, &id).await;
    assert_eq!(now["state"], "active");
    let since: DateTime<Utc> = now["failing_since"]
        .as_str()
        .and_then(|since| since.parse().ok())
        .expect("a time");
    let for_so_long = Utc::now() - since;
    assert!(
        for_so_long > TimeDelta::days(2) && for_so_long < TimeDelta::days(3),
        "{for_so_long}"
    );
    // With what waits now it fails on, to the end.
    let later = "update webhook set failing_since = failing_since - interval '3 days'";
    sql.execute(later).await.expect("moved");
    until(async || {
        hurry(&server).await;
        webhook(&program, &id).await["state"] == "failed"
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_paused_hears_what_it_missed_when_it_goes_on() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (id, _) = register(&program, &receiver, json!({})).await;
    let paused = change(
        &program,
        &id,
        json!({"active": false, "description": "rests"}),
    )
    .await;
    assert_eq!(paused.json()["state"], "paused");
    contact(&program, "Lee").await;
    let back = change(&program, &id, json!({"active": true})).await;
    assert_eq!(back.json()["state"], "active");
    until(async || receiver.taken().len() == 1).await;
    let told = "webhook_changed(description, paused) webhook_changed(active)";
    assert_eq!(logged(&server).await, told);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_missed_what_is_not_kept_goes_on_from_now_and_that_is_said() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    let (id, _) = register(&program, &receiver, json!({})).await;
    change(&program, &id, json!({"active": false})).await;
    contact(&program, "Lee").await;
    let forgotten = "update event_epoch set forgotten = (select max(number) from change)";
    server.sql().await.execute(forgotten).await.expect("moved");
    change(&program, &id, json!({"active": true})).await;
    until(async || logged(&server).await.contains("webhook_skipped")).await;
    contact(&program, "Wong").await;
    until(async || receiver.taken().len() == 1).await;
    assert_eq!(
        receiver.taken()[0].body["data"]["contact"]["last_name"],
        "Wong"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_endpoint_answered_goes_with_the_person_whom_it_is_about() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(200));
    register(&program, &receiver, json!({})).await;
    let lee = contact(&program, "Lee").await;
    until(async || {
        server
            .count("webhook_delivery where state = 'delivered'")
            .await
            == 1
    })
    .await;
    let echo = "update webhook_delivery set answer = 'thank you for Lee'";
    server.sql().await.execute(echo).await.expect("answered");
    erase(&server, &lee).await;
    let kept = "webhook_delivery where answer like '%Lee%'";
    assert_eq!(server.count(kept).await, 0);
    // An answer that was noted while they were being erased goes with the next tidying.
    let delivered = "webhook_delivery where state = 'delivered'";
    until(async || server.count(delivered).await == 2).await;
    server.sql().await.execute(echo).await.expect("answered");
    webhooks::forget_old(&server.pools).await.expect("tidied");
    assert_eq!(server.count(kept).await, 1);
    let kept = "webhook_delivery where answer <> '' and kind <> 'contact.erased'";
    assert_eq!(server.count(kept).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waited_for_days_before_its_first_attempt_is_tried_for_three_days_from_then_on() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(500));
    register(&program, &receiver, json!({})).await;
    let ago =
        "alter table webhook_delivery alter waiting_since set default now() - interval '4 days'";
    server.sql().await.execute(ago).await.expect("altered");
    contact(&program, "Lee").await;
    until(async || server.count("webhook_delivery where attempts = 1").await == 1).await;
    let waits =
        "webhook_delivery where state = 'waiting' and waiting_since > now() - interval '1 hour'";
    assert_eq!(server.count(waits).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_failed_is_tried_at_once_with_a_new_secret() {
    let server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|before, _| Some(if before == 0 { 401 } else { 200 }));
    let (id, _) = register(&program, &receiver, json!({})).await;
    contact(&program, "Lee").await;
    until(async || server.count("webhook where rest_until > now()").await == 1).await;
    // Nobody would ask it for minutes.
    let mut sql = server.sql().await;
    for statement in [
        "update webhook set rest_until = now() + interval '9 minutes'",
        "update webhook_delivery set next_at = now() + interval '1 hour'",
    ] {
        sql.execute(statement).await.expect("moved");
    }
    let new = renew_secret(&program, &id).await;
    until(async || receiver.taken().len() == 1).await;
    assert!(receiver.taken()[0].is_signed_by(&new));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_works_on_an_endpoint_while_all_that_is_due_stands_behind_what_is_not() {
    let mut server = delivering().await;
    let program = server.program().await;
    let receiver = Receiver::start().await;
    receiver.answer(|_, _| Some(500));
    register(&program, &receiver, json!({})).await;
    let lee = contact(&program, "Lee").await;
    save(&program, &lee, 1, "Apex").await;
    until(async || {
        server.count("webhook_delivery").await == 2
            && server.count("webhook where rest_until > now()").await == 1
    })
    .await;
    // From now on only the test looks for work.
    server.runner = Runner::of(&server.pools);
    let mut sql = server.sql().await;
    for statement in [
        "update webhook_delivery set next_at = now() + interval '1 hour' where attempts > 0",
        "update webhook set lease = null, leased_until = null, rest_until = null,
           number = greatest((select max(number) from change), (select max(number) from event))",
    ] {
        sql.execute(statement).await.expect("moved");
    }
    let due = "webhook_delivery where next_at <= now()";
    assert_eq!(server.count(due).await, 1);
    let is_claimed = async || {
        let claimed = webhooks::claim(&server.pools, &[]).await;
        claimed.expect("an answer").is_some()
    };
    assert!(!is_claimed().await);
    let all = "update webhook_delivery set next_at = now()";
    sql.execute(all).await.expect("moved");
    until(is_claimed).await;
}
