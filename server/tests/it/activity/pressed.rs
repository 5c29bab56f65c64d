//! Call and SMS, pressed here: an entry of the activity each, which the contact centre completes.
use app::who::Role;
use serde_json::{Value, json};

use crate::{
    harness::{Client, Server},
    intake::{host, post},
    record::{created, path},
};

const NUMBER: &str = "+85291234567";

/// A server, somebody who calls, by their address, and a contact who has the number.
async fn begin() -> (Server, Client, Client, Value) {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    let program = server.program().await;
    let chan = json!({"last_name": "Chan", "phones": [{"number": NUMBER}]});
    let chan = created(&program, chan).await;
    (server, mei, program, chan)
}

async fn press(client: &Client, contact: &Value, kind: &str) {
    let pressed = json!({"id": contact["id"], "kind": kind, "number": "+852 9123 4567"});
    let answer = client.call("contacts/engage", &pressed).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Lets some time go by since whatever was pressed.
async fn a_while_later(server: &Server) {
    let later = "update engagement set pressed_at = pressed_at - interval '1 minute'";
    sqlx::query(later)
        .execute(&mut server.sql().await)
        .await
        .expect("later");
}

async fn engagements(program: &Client, contact: &Value) -> Vec<Value> {
    let activity = program.get(&format!("{}/activity", path(contact))).await;
    let activity = activity.json();
    activity["engagements"].as_array().expect("a list").clone()
}

/// Kind and duration of all that stands in the activity, sorted.
async fn kinds(program: &Client, contact: &Value) -> Vec<String> {
    let all = engagements(program, contact).await;
    let kinds = all
        .iter()
        .map(|one| format!("{} {}", one["kind"], one["seconds"]));
    let mut kinds: Vec<String> = kinds.collect();
    kinds.sort();
    kinds
}

/// A report of a call that is going on now.
fn call(id: &str) -> Value {
    let now = chrono::Utc::now();
    json!({"external_id": id, "event_at": now, "kind": "call", "number": NUMBER, "at": now, "seconds": 61,
        "staff": "Mei@example.org"})
}

#[tokio::test]
async fn what_is_pressed_stands_in_the_activity_with_who_pressed_it() {
    let (server, mei, program, chan) = begin().await;
    press(&mei, &chan, "call").await;
    press(&mei, &chan, "sms").await;
    let pressed = engagements(&program, &chan).await;
    let told: Vec<_> = pressed
        .iter()
        .map(|one| (&one["kind"], &one["number"], &one["staff"]))
        .collect();
    let [sms, call] = [json!("sms"), json!("call")];
    let (number, staff) = (json!(NUMBER), json!("Test agent"));
    assert_eq!(told, [(&sms, &number, &staff), (&call, &number, &staff)]);
    let tab = format!(
        "/contacts/{}?tab=activity",
        chan["id"].as_str().expect("an id")
    );
    assert!(mei.get(&tab).await.text().contains("Test agent"));
    // Whoever became part of another is called as that one.
    let ida = created(
        &program,
        json!({"last_name": "Ida", "phones": [{"number": NUMBER}]}),
    )
    .await;
    let merge = json!({"other": ida["id"]});
    let merged = program
        .post_json(&format!("{}/merge", path(&chan)), &merge)
        .await;
    assert!(merged.status.is_success(), "{}", merged.text());
    a_while_later(&server).await;
    press(&mei, &ida, "call").await;
    assert_eq!(engagements(&program, &chan).await.len(), 3);
}

#[tokio::test]
async fn the_report_of_a_call_completes_the_one_that_was_pressed() {
    let (server, mei, program, chan) = begin().await;
    let host = host(&server).await;
    press(&mei, &chan, "sms").await;
    press(&mei, &chan, "call").await;
    post(&host, "/engagements", &call("C-1")).await;
    // The text message is none of the call's.
    let wanted = [r#""call" 61"#, r#""sms" null"#];
    assert_eq!(kinds(&program, &chan).await, wanted);
    // Told again it is the same.
    post(&host, "/engagements", &call("C-1")).await;
    assert_eq!(kinds(&program, &chan).await, wanted);
    // Somebody else's call is another.
    press(&server.agent().await, &chan, "call").await;
    assert_eq!(kinds(&program, &chan).await.len(), 3);
}

#[tokio::test]
async fn what_is_pressed_after_its_report_is_that_call_and_who_presses_once_more_calls_once_more() {
    let (server, mei, program, chan) = begin().await;
    let host = host(&server).await;
    post(&host, "/engagements", &call("C-1")).await;
    press(&mei, &chan, "call").await;
    assert_eq!(kinds(&program, &chan).await, [r#""call" 61"#]);
    // The number was busy: the first call has been told and pressed, so that this is another one.
    a_while_later(&server).await;
    press(&mei, &chan, "call").await;
    let wanted = [r#""call" 61"#, r#""call" null"#];
    assert_eq!(kinds(&program, &chan).await, wanted);
    // The first one told again takes nothing away; its own report completes it.
    post(&host, "/engagements", &call("C-1")).await;
    assert_eq!(kinds(&program, &chan).await, wanted);
    post(&host, "/engagements", &call("C-2")).await;
    assert_eq!(
        kinds(&program, &chan).await,
        [r#""call" 61"#, r#""call" 61"#]
    );
    // The same where the press came first.
    a_while_later(&server).await;
    press(&mei, &chan, "call").await;
    assert_eq!(kinds(&program, &chan).await.len(), 3);
}

#[tokio::test]
async fn a_double_click_is_one_call_also_where_its_report_comes_in_between() {
    let (server, mei, program, chan) = begin().await;
    let host = host(&server).await;
    let press = || press(&mei, &chan, "call");
    tokio::join!(press(), press(), press());
    assert_eq!(kinds(&program, &chan).await, [r#""call" null"#]);
    post(&host, "/engagements", &call("C-1")).await;
    press().await;
    assert_eq!(kinds(&program, &chan).await, [r#""call" 61"#]);
}

#[tokio::test]
async fn a_report_that_waits_because_two_have_the_number_goes_to_whom_staff_press_for() {
    let (server, mei, program, chan) = begin().await;
    let host = host(&server).await;
    let wong = json!({"last_name": "Wong", "phones": [{"number": NUMBER}]});
    let wong = created(&program, wong).await;
    let told = call("C-1");
    post(&host, "/engagements", &told).await;
    assert!(kinds(&program, &chan).await.is_empty());
    press(&mei, &chan, "call").await;
    // Told again it stays there.
    for _ in 0..2 {
        assert_eq!(kinds(&program, &chan).await, [r#""call" 61"#]);
        assert!(kinds(&program, &wong).await.is_empty());
        post(&host, "/engagements", &told).await;
    }
}

#[tokio::test]
async fn a_call_to_nobody_or_to_no_number_is_refused_in_words() {
    let (server, mei, program, chan) = begin().await;
    let engage = async |id: &Value, number: &str| {
        let pressed = json!({"id": id, "kind": "call", "number": number});
        let answer = mei.call("contacts/engage", &pressed).await;
        (answer.status.as_u16(), answer.text().to_owned())
    };
    let (status, words) = engage(&chan["id"], "ext. 12").await;
    assert_eq!(status, 422);
    assert!(words.contains("not_a_number"), "{words}");
    assert_eq!(program.delete(&path(&chan)).await.status, 204);
    assert_eq!(engage(&chan["id"], NUMBER).await.0, 404);
    let count: i64 = sqlx::query_scalar("select count(*) from engagement")
        .fetch_one(&mut server.sql().await)
        .await
        .expect("a count");
    assert_eq!(count, 0);
}
