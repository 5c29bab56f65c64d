//! Visits and calls: whose they are.
use serde_json::{Value, json};

use super::{at, enquiry, host, outcomes, post, read};
use crate::{
    harness::{Client, Server},
    record::{created, path},
};

/// How many rows of a kind stand in the activity of a contact.
async fn count(program: &Client, contact: &Value, kind: &str) -> usize {
    let address = format!("{}/activity", path(contact));
    let activity = read(program, address.trim_start_matches("/api/v1")).await;
    activity[kind].as_array().expect("a list").len()
}

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
async fn of_two_reports_that_differ_in_whose_the_visit_is_the_same_one_stays_in_any_order() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let chan = json!({"last_name": "Chan", "phones": [{"number": "+85291234567"}]});
    let chan = created(&program, chan).await;
    let wong = created(&program, json!({"last_name": "Wong"})).await;
    let call = json!({"event_at": at(1), "channel": "phone_call", "status": "open", "visitor": {"phone": "+85291234567"}});
    enquiry(&host, "E-1", call).await;
    let visit = |id: &str, whose: &Value| {
        let mut visit = json!({"external_id": id, "at": at(3), "address": "https://example.com"});
        let told = whose.as_object().unwrap().clone();
        visit.as_object_mut().unwrap().extend(told);
        visit
    };
    let of_enquiry = json!({"enquiry": "E-1"});
    let of_contact = json!({"contact": wong["id"]});
    for (id, first, second, became) in [
        ("V-1", &of_contact, &of_enquiry, ["updated", "known"]),
        ("V-2", &of_enquiry, &of_contact, ["older", "older"]),
    ] {
        let begun = post(&host, "/visits", &visit(id, first)).await;
        assert_eq!(outcomes(&begun), ["created"], "{id}");
        for became in became {
            let told = post(&host, "/visits", &visit(id, second)).await;
            assert_eq!(outcomes(&told), [became], "{id}");
        }
    }
    let both = json!([visit("V-3", &of_enquiry), visit("V-3", &of_contact)]);
    post(&host, "/visits", &both).await;
    assert_eq!(count(&program, &chan, "visits").await, 3);
    assert_eq!(count(&program, &wong, "visits").await, 0);
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

#[tokio::test]
async fn a_call_that_is_told_again_stays_where_it_is_though_another_contact_has_its_number_by_now()
{
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let who = |name: &str, number: &str| json!({"last_name": name, "phones": [{"number": number}]});
    let first = created(&program, who("First", "+85291234567")).await;
    // Nobody has said whose the enquiry is.
    let call = |minute: u32, number: &str| {
        json!({"external_id": "C-1", "event_at": at(minute), "kind": "call", "number": number, "at": at(2),
            "staff": "mei@example.org", "enquiry": "E-1"})
    };
    let told = call(3, "+85291234567");
    assert_eq!(
        outcomes(&post(&host, "/engagements", &told).await),
        ["created"]
    );
    assert_eq!(count(&program, &first, "engagements").await, 1);
    let second = created(&program, who("Second", "+85291234567")).await;
    assert_eq!(
        outcomes(&post(&host, "/engagements", &told).await),
        ["known"]
    );
    let again = call(4, "+852 9123 4567");
    assert_eq!(
        outcomes(&post(&host, "/engagements", &again).await),
        ["updated"]
    );
    assert_eq!(count(&program, &first, "engagements").await, 1);
    assert_eq!(count(&program, &second, "engagements").await, 0);
    // What is said anew of whose it is counts.
    let third = created(&program, who("Third", "+85298765432")).await;
    post(&host, "/engagements", &call(5, "+85298765432")).await;
    assert_eq!(count(&program, &first, "engagements").await, 0);
    assert_eq!(count(&program, &third, "engagements").await, 1);
}

#[tokio::test]
async fn a_call_whose_number_somebody_gets_is_theirs_however_many_wait_for_a_number_that_two_share()
{
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let who = |name: &str, number: &str| json!({"last_name": name, "phones": [{"number": number}]});
    for name in ["One", "Two"] {
        created(&program, who(name, "+85290000001")).await;
    }
    let call = |n: u32, number: &str| {
        json!({"external_id": format!("C-{n:03}"), "event_at": at(3), "kind": "call", "number": number, "at": at(2),
            "staff": "mei@example.org"})
    };
    let shared: Vec<Value> = (0..500).map(|n| call(n, "+85290000001")).collect();
    post(&host, "/engagements", &json!(shared)).await;
    post(&host, "/engagements", &call(500, "+85298765432")).await;
    let late = created(&program, who("Late", "+85298765432")).await;
    let joined = app::model::intake::join_waiting(&server.pools).await;
    assert_eq!(joined.expect("joined"), 1);
    assert_eq!(count(&program, &late, "engagements").await, 1);
}
