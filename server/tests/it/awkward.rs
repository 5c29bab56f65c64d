//! Text that tries to be more than text, in every field of a contact.
use serde_json::json;

use crate::{harness::Server, record::path};

/// Text that has broken other products.
const AWKWARD: [&str; 14] = [
    "\u{202e}evil\u{202c} right to left override",
    "مرحبا بالعالم שלום",
    "zero\u{200b}width\u{200d}joiner\u{feff}",
    "👩‍👩‍👧‍👦🏳️‍🌈 emoji",
    "</textarea><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "' or 1=1; drop table contact; --",
    "{{7*7}} ${7*7} %s %n",
    "Ω≈ç√∫˜µ≤≥÷ ÅÍÎÏ˝ÓÔ",
    "田中さんにあげて下さい 陳大文",
    "e\u{301} and é",
    "=1+1",
    "NULL undefined \\ / \\u0000",
];

#[tokio::test]
async fn awkward_text_is_kept_exactly_or_refused_in_words() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let field = json!({"name": "Remark", "type": "text"});
    assert_eq!(
        program.post_json("/api/v1/fields", &field).await.status,
        201
    );
    let with = |text: &str| {
        json!({
            "first_name": text, "last_name": text, "company": text, "job_title": text, "team": text, "group": text,
            "address": {"street": text, "city": text, "state": text},
            "socials": [{"network": "line", "id": text, "verified": false}],
            "custom": {"cf_remark": text},
        })
    };
    for text in AWKWARD {
        let mut sent = with(text);
        // Names of labels and IDs hold no separators of files; anything else may stand in them.
        sent["labels"] = json!([text.replace([';', ','], "")]);
        sent["socials"][0]["id"] = text.replace(';', "").into();
        let call = json!({"key": uuid::Uuid::now_v7(), "draft": sent});
        let answer = agent.call("contacts/create", &call).await;
        assert_eq!(answer.status, 200, "{text} {}", answer.text());
        let contact = answer.json();
        let read = program.get(&path(&contact)).await.json();
        for (field, value) in sent.as_object().unwrap() {
            assert_eq!(&read[field], value, "{text}");
        }
        let note = json!({"id": contact["id"], "text": format!("{text}\n\t{text}")});
        assert_eq!(
            agent.call("contacts/notes/add", &note).await.json()["text"],
            note["text"]
        );
        let notes = program
            .get(&format!("{}/notes", path(&contact)))
            .await
            .json();
        assert_eq!(notes["items"][0]["text"], note["text"]);
    }
    // A NUL, a control character and 10,000 characters: every field says so, and nothing is written.
    let long = "é".repeat(10_000);
    let total = program.get("/api/v1/contacts").await.json()["total"].clone();
    for text in ["a\u{0}b", "a\u{7}b", "a\u{9b}b", long.as_str()] {
        for (field, value) in with(text).as_object().unwrap() {
            let mut sent = json!({"last_name": "Chan"});
            sent[field] = value.clone();
            let call = json!({"key": uuid::Uuid::now_v7(), "draft": sent});
            let answer = agent.call("contacts/create", &call).await;
            assert_eq!(answer.status, 422, "{field} {}", answer.text());
            assert!(!answer.text().contains("\\u0000"), "{}", answer.text());
            assert_eq!(
                program.post_json("/api/v1/contacts", &sent).await.status,
                422,
                "{field}"
            );
        }
        let note = json!({"id": "0199a1b2-0000-7000-8000-000000000007", "text": text});
        assert_eq!(agent.call("contacts/notes/add", &note).await.status, 422);
        let label =
            json!({"key": uuid::Uuid::now_v7(), "draft": {"last_name": "Chan", "labels": [text]}});
        assert_eq!(agent.call("contacts/create", &label).await.status, 422);
    }
    // A separator of files is refused too, never taken for two values.
    for (field, value, code) in [
        ("socials", json!([{"network": "line", "id": "a;b"}]), "E19"),
        ("labels", json!(["a;b"]), "E14"),
        (
            "phones",
            json!([{"number": "+85211111111;+85222222222"}]),
            "E01",
        ),
        ("emails", json!([{"address": "a@b.co;c@d.co"}]), "E04"),
    ] {
        let mut sent = json!({"last_name": "Chan"});
        sent[field] = value;
        let answer = program.post_json("/api/v1/contacts", &sent).await;
        assert_eq!(
            (
                answer.status.as_u16(),
                &answer.json()["problems"][0]["code"]
            ),
            (422, &json!(code))
        );
    }
    assert_eq!(program.get("/api/v1/contacts").await.json()["total"], total);
}
