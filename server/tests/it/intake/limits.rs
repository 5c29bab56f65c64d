//! What reports may not hold: each refusal is one report's own, and nothing that was sent is a fault of the server.
use axum::http::Method;
use serde_json::{Value, json};

use super::{at, enquiry, host, outcomes, post, put, read};
use crate::{
    harness::Server,
    record::{created, path},
};

const LONG_AGO: &str = "-5000-01-01T00:00:00Z";
const FAR_AHEAD: &str = "2999-01-01T00:00:00Z";

#[tokio::test]
async fn a_time_that_no_clock_shows_refuses_its_report_and_stops_no_other() {
    let server = Server::start().await;
    let host = host(&server).await;
    let visit = |id: &str, at: &str| json!({"external_id": id, "at": at, "address": "https://example.com", "enquiry": "E-1"});
    let visits = json!([
        visit("V-1", LONG_AGO),
        visit("V-2", &at(1)),
        visit("V-3", FAR_AHEAD)
    ]);
    let judged = ["refused long_ago", "created", "refused ahead"];
    assert_eq!(outcomes(&post(&host, "/visits", &visits).await), judged);
    let message = |id: &str, at: &str| json!({"external_id": id, "at": at, "sender": "visitor", "text": "Hello"});
    let messages = json!([
        message("M-1", "1969-12-31T23:59:59Z"),
        message("M-2", &at(1)),
        message("M-3", FAR_AHEAD)
    ]);
    let heard = post(&host, "/enquiries/E-1/messages", &messages).await;
    assert_eq!(outcomes(&heard), judged);
    let call = |id: &str, event_at: &str, at: &str| json!({"external_id": id, "event_at": event_at, "kind": "call", "number": "+85291234567", "at": at});
    let calls = json!([
        call("C-1", LONG_AGO, &at(1)),
        call("C-2", &at(1), LONG_AGO),
        call("C-3", &at(1), FAR_AHEAD),
        call("C-4", &at(1), &at(1)),
    ]);
    assert_eq!(
        outcomes(&post(&host, "/engagements", &calls).await),
        [
            "refused long_ago",
            "refused long_ago",
            "refused ahead",
            "created"
        ]
    );
    for field in ["event_at", "opened_at", "closed_at"] {
        for time in [LONG_AGO, FAR_AHEAD] {
            let mut report = json!({"event_at": at(1), "channel": "line", "status": "closed"});
            report[field] = json!(time);
            let answer = put(&host, "/enquiries/E-1", &report).await;
            assert_eq!(answer.status, 422, "{field} {time} {}", answer.text());
            assert!(answer.text().contains(field), "{}", answer.text());
        }
    }
}

#[tokio::test]
async fn a_nul_is_no_part_of_an_id_and_is_left_out_of_all_else() {
    let server = Server::start().await;
    let program = server.program().await;
    let report = json!({"event_at": at(1), "channel": "web_chat", "status": "open"});
    let message = json!({"external_id": "M-1", "at": at(1), "sender": "visitor", "text": "Hello"});
    for address in ["/enquiries/a%00b", "/enquiries/a%00b/messages"] {
        let answer = program.get(&format!("/api/v1{address}")).await;
        assert_eq!(answer.status, 404, "{address} {}", answer.text());
    }
    let named = json!({"event_at": at(1), "name": "Support"});
    for (address, report) in [
        ("/enquiries/a%00b", &report),
        ("/destinations/a%00b", &named),
        ("/staff/by-email/a%00b@example.org", &named),
    ] {
        let answer = put(&program, address, report).await;
        assert_eq!(answer.status, 422, "{address} {}", answer.text());
    }
    let path = "/api/v1/enquiries/a%00b/messages";
    let answer = program.post_json(path, &message).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    let mut filled_in = report;
    filled_in["visitor"] =
        json!({"form": {"kind": "pre_chat", "values": {"Com\u{0}pany": "Ac\u{0}me"}}});
    enquiry(&program, "E-1", filled_in).await;
    let held = read(&program, "/enquiries/E-1").await;
    assert_eq!(
        held["visitor"]["form"]["values"],
        json!({"Company": "Acme"})
    );
}

#[tokio::test]
async fn a_form_may_hold_long_answers_and_what_is_looked_up_is_as_short_as_an_index_needs() {
    let server = Server::start().await;
    let host = host(&server).await;
    let long = |letter: &str, times: usize| Value::String(letter.repeat(times));
    let report = |field: &str, value: Value| {
        let mut report = json!({"event_at": at(1), "channel": "web_chat", "status": "open"});
        report[field] = value;
        report
    };
    let form = |answer: Value| json!({"form": {"kind": "offline", "values": {"Message": answer}}});
    let answered = report("visitor", form(long("x", 20_000)));
    enquiry(&host, "E-1", answered).await;
    // Four bytes each.
    let mut widest = report("staff", json!([long("𠮷", 254)]));
    widest["destination"] = long("𠮷", 200);
    enquiry(&host, "E-1", widest).await;
    for (field, value) in [
        ("visitor", form(long("x", 20_001))),
        ("staff", json!([long("陳", 255)])),
        ("destination", long("陳", 201)),
    ] {
        let answer = put(&host, "/enquiries/E-2", &report(field, value)).await;
        assert_eq!(answer.status, 422, "{field} {}", answer.text());
    }
    let staff = json!({"event_at": at(1), "staff": [long("陳", 255)]});
    let answer = put(&host, "/destinations/support", &staff).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    let call = |field: &str, value: Value| {
        let mut call = json!({"external_id": "C-1", "event_at": at(1), "kind": "call", "number": "+85291234567", "at": at(1)});
        call[field] = value;
        call
    };
    let calls = json!([
        call("staff", long("陳", 255)),
        call("enquiry", long("陳", 201)),
        call("enquiry", json!(" "))
    ]);
    assert_eq!(
        outcomes(&post(&host, "/engagements", &calls).await),
        ["refused too_long", "refused too_long", "refused required"]
    );
}

#[tokio::test]
async fn a_visit_of_an_enquiry_without_an_id_waits_for_nobody_and_is_refused() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let contact = created(&program, json!({"last_name": "Chan"})).await;
    let visit = |contact: &Value| json!({"external_id": "V-1", "at": at(1), "address": "https://example.com", "enquiry": "", "contact": contact});
    for contact in [&Value::Null, &contact["id"]] {
        let items = post(&host, "/visits", &visit(contact)).await;
        assert_eq!(outcomes(&items), ["refused required"]);
    }
    let activity = program.get(&format!("{}/activity", path(&contact))).await;
    assert_eq!(activity.json()["visits"], json!([]));
}

#[tokio::test]
async fn reports_under_a_key_may_be_as_long_as_those_without_and_a_refusal_names_the_limit() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let address = "/api/v1/enquiries/E-1/messages";
    let keyed = host.clone().with("idempotency-key", "reports");
    let messages: Value = (0..30)
        .map(|n| json!({"external_id": format!("M-{n}"), "at": at(n), "sender": "visitor", "text": "x".repeat(15_000)}))
        .collect();
    let first = keyed.post_json(address, &messages).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let again = keyed.post_json(address, &messages).await;
    assert_eq!(again.text(), first.text(), "the first answer");
    let json = Some("application/json");
    for (client, address, bytes, limit) in [
        (&host, address, 8 * 1024 * 1024, "8 MiB"),
        (&keyed, address, 8 * 1024 * 1024, "8 MiB"),
        (&program, "/api/v1/tokens", 256 * 1024, "256 KiB"),
    ] {
        let body = " ".repeat(bytes + 1);
        let answer = client.send(Method::POST, address, json, body).await;
        assert_eq!(answer.status, 413, "{limit}");
        assert!(answer.text().contains(limit), "{}", answer.text());
    }
}
