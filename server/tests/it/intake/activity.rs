//! Visits and calls: whose they are.
use serde_json::{Value, json};

use super::{at, enquiry, host, outcomes, post, read};
use crate::{
    harness::Server,
    record::{created, path},
};

#[tokio::test]
async fn a_visit_follows_its_enquiry_else_its_contact() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let caller = created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]}),
    )
    .await;
    let other = created(&program, json!({"last_name": "Wong"})).await;
    let visit = |id: &str, enquiry: Value, contact: Value| json!({"external_id": id, "at": at(3), "title": "Prices", "address": "https://example.com/prices", "enquiry": enquiry, "contact": contact});
    let nobody = "0199a1b2-0000-7000-8000-000000000000";
    let sent = json!([
        visit("V-1", json!("E-1"), Value::Null),
        visit("V-2", Value::Null, other["id"].clone()),
        visit("V-3", json!("E-1"), other["id"].clone()),
        visit("V-4", Value::Null, Value::Null),
        visit("V-5", Value::Null, json!(nobody)),
    ]);
    let items = post(&host, "/visits", &sent).await;
    assert_eq!(
        outcomes(&items),
        [
            "created",
            "created",
            "created",
            "refused required",
            "refused not_found"
        ]
    );
    let seen = async |contact: &Value| {
        let activity = read(
            &program,
            &format!("{}/activity", path(contact).trim_start_matches("/api/v1")),
        )
        .await;
        activity["visits"].as_array().unwrap().len()
    };
    assert_eq!(
        (seen(&caller).await, seen(&other).await),
        (0, 2),
        "a visit before its mapping"
    );
    let call = json!({"event_at": at(4), "channel": "phone_call", "status": "open", "visitor": {"phone": "+85291234567"}});
    assert_eq!(enquiry(&host, "E-1", call).await["contact"], caller["id"]);
    assert_eq!((seen(&caller).await, seen(&other).await), (2, 1));
    assert_eq!(
        outcomes(&post(&host, "/visits", &sent).await)[..3],
        ["known", "known", "known"]
    );
}

#[tokio::test]
async fn a_visit_that_is_told_anew_of_another_enquiry_leaves_the_first_ones_contact() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let chan = json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]});
    let chan = created(&program, chan).await;
    let call = json!({"event_at": at(1), "channel": "phone_call", "status": "open", "visitor": {"phone": "+85291234567"}});
    enquiry(&host, "E-1", call).await;
    let visit = |minute: u32, enquiry: &str| json!({"external_id": format!("V-{}", minute % 2), "at": at(minute), "address": "https://example.com", "enquiry": enquiry});
    // V-1 in order, V-0 the other way round.
    for told in [
        visit(1, "E-1"),
        visit(3, "E-2"),
        visit(4, "E-2"),
        visit(2, "E-1"),
    ] {
        post(&host, "/visits", &told).await;
    }
    let activity = read(
        &program,
        &format!("{}/activity", path(&chan).trim_start_matches("/api/v1")),
    )
    .await;
    assert_eq!(activity["visits"], json!([]));
}

#[tokio::test]
async fn a_call_goes_to_its_enquiry_its_contact_or_the_one_who_has_its_number_else_it_waits() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let call = |id: &str, number: &str, more: Value| {
        let mut call = json!({"external_id": id, "event_at": at(3), "kind": "call", "number": number, "at": at(2), "seconds": 75, "staff": "mei@example.org"});
        call.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        call
    };
    let chan = created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]}),
    )
    .await;
    let wong = created(&program, json!({"last_name": "Wong"})).await;
    let sent = json!([
        call("C-1", "+852 9123 4567", json!({})),
        call("C-2", "+85298765432", json!({})),
        call("C-3", "+85298765432", json!({"contact": wong["id"]})),
        call("C-4", "+85291234567", json!({"enquiry": "E-1"})),
        {"external_id": "C-5", "event_at": at(3), "number": "+85291234567"},
    ]);
    assert_eq!(
        outcomes(&post(&host, "/engagements", &sent).await),
        ["created"; 5]
    );
    let calls = async |contact: &Value| {
        let activity = read(
            &program,
            &format!("{}/activity", path(contact).trim_start_matches("/api/v1")),
        )
        .await;
        activity["engagements"].as_array().unwrap().clone()
    };
    let of_chan = calls(&chan).await;
    assert_eq!(
        of_chan.len(),
        2,
        "a call that nobody has told the time of is none yet: {of_chan:?}"
    );
    assert_eq!(
        (&of_chan[0]["seconds"], &of_chan[0]["staff"]),
        (&json!(75), &json!("mei@example.org"))
    );
    assert_eq!(calls(&wong).await.len(), 1);
    // Whose it is may be told later, and a number found later.
    let late = created(
        &program,
        json!({"last_name": "Late", "phones": [{"number": "+85298765432"}]}),
    )
    .await;
    assert_eq!(
        app::model::intake::join_waiting(&server.pools)
            .await
            .unwrap(),
        1
    );
    assert_eq!(calls(&late).await.len(), 1);
    let told = json!([{"external_id": "C-5", "event_at": at(4), "kind": "sms", "at": at(1), "text": "On its way"}]);
    assert_eq!(
        outcomes(&post(&host, "/engagements", &told).await),
        ["updated"]
    );
    assert_eq!(calls(&chan).await.len(), 3);
    assert_eq!(
        outcomes(&post(&host, "/engagements", &sent).await),
        ["known", "known", "known", "known", "known"]
    );
}

#[tokio::test]
async fn a_report_completes_the_call_that_was_pressed_here() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let staff = server
        .add_staff("mei@example.org", app::who::Role::Agent)
        .await;
    let chan = created(
        &program,
        json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]}),
    )
    .await;
    let mut sql = server.sql().await;
    let contact: uuid::Uuid = chan["id"].as_str().unwrap().parse().unwrap();
    sqlx::query("insert into engagement (id, contact_id, kind, number, staff, at) values (gen_random_uuid(), $1, 'call', '+85291234567', $2, $3::timestamptz)")
        .bind(contact)
        .bind(staff.staff_id())
        .bind(at(2).parse::<chrono::DateTime<chrono::Utc>>().unwrap())
        .execute(&mut sql)
        .await
        .unwrap();
    let call = |id: &str, minute: u32| json!({"external_id": id, "event_at": at(9), "kind": "call", "number": "+85291234567", "at": at(minute), "seconds": 61, "staff": "Mei@example.org"});
    post(
        &host,
        "/engagements",
        &json!([call("C-1", 3), call("C-2", 6)]),
    )
    .await;
    let activity = read(
        &program,
        &format!("{}/activity", path(&chan).trim_start_matches("/api/v1")),
    )
    .await;
    let seconds: Vec<&Value> = activity["engagements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|call| &call["seconds"])
        .collect();
    assert_eq!(seconds, [61, 61], "the pressed one is the first of them");
}
