//! Text that tries to be more than text, in every field of a contact.
use contact::invisible::{self, readable, without};
use serde_json::{Value, json};

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

/// Every field of a contact that takes free text, with this text in it. Labels are numbered, for two that differ in case
/// alone are one.
fn everywhere(text: &str, number: usize) -> Value {
    json!({
        "first_name": text, "last_name": text, "company": text, "job_title": text, "team": text, "group": text,
        "address": {"street": text, "city": text, "state": text, "zip": text},
        "socials": [{"network": "line", "id": text, "verified": false}],
        "labels": [format!("{number} {text}")],
        "custom": {"cf_remark": text},
    })
}

/// Whether what was read is what was sent, but for white space around it and what nobody sees in it.
fn is_as_sent(read: &Value, sent: &Value) -> bool {
    match (read, sent) {
        (Value::String(read), Value::String(sent)) => {
            let sent = sent.trim();
            *read == *readable(sent) || *read == *without(sent)
        }
        (Value::Array(read), Value::Array(sent)) => {
            read.len() == sent.len()
                && read
                    .iter()
                    .zip(sent)
                    .all(|(read, sent)| is_as_sent(read, sent))
        }
        (Value::Null, sent) => is_blank(sent),
        (read, Value::Object(sent)) => sent.iter().all(|(key, sent)| is_as_sent(&read[key], sent)),
        (read, sent) => read == sent,
    }
}

/// Whether there is nothing in it, and so nothing to read.
fn is_blank(sent: &Value) -> bool {
    match sent {
        Value::String(text) => invisible::is_blank(text),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

#[tokio::test]
async fn each_of_515_naughty_strings_is_kept_exactly_or_refused_in_words_in_every_field() {
    let server = Server::start().await;
    let program = server.program().await;
    let field = json!({"name": "Remark", "type": "text"});
    assert_eq!(
        program.post_json("/api/v1/fields", &field).await.status,
        201
    );
    let (mut kept, mut refused) = (0, 0);
    for (number, text) in naughty_strings::BLNS.iter().enumerate() {
        let mut whole = everywhere(text, number);
        if invisible::is_blank(text) {
            // An ID of nothing is left out, with its network.
            whole["socials"] = json!([]);
        }
        let answer = program.post_json("/api/v1/contacts", &whole).await;
        if answer.status == 201 {
            let read = program.get(&path(&answer.json())).await.json();
            assert!(is_as_sent(&read, &whole), "{text:?} {read}");
            kept += 1;
            continue;
        }
        // Refused as a whole: then each field on its own is either kept or told what is wrong with it.
        for (field, value) in whole.as_object().expect("an object") {
            let mut sent = json!({"last_name": "Chan"});
            sent[field] = value.clone();
            let answer = program.post_json("/api/v1/contacts", &sent).await;
            match answer.status.as_u16() {
                201 => {
                    let read = program.get(&path(&answer.json())).await.json();
                    assert!(is_as_sent(&read, &sent), "{text:?} {read}");
                    kept += 1;
                }
                422 => {
                    let body = answer.json();
                    let problems = body["problems"].as_array().expect("problems");
                    assert!(!problems.is_empty(), "{text:?} {field}");
                    for problem in problems {
                        let message = problem["message"].as_str().expect("a sentence");
                        assert!(message.contains(' '), "{text:?} {field}: {message:?}");
                    }
                    refused += 1;
                }
                status => panic!("{status} for {text:?} in {field}: {}", answer.text()),
            }
        }
    }
    assert!(
        kept >= 400,
        "only {kept} were kept, {refused} fields refused"
    );
    let total = program.get("/api/v1/contacts").await.json()["total"].clone();
    assert_eq!(total, kept);
}

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
            assert!(is_as_sent(&read[field], value), "{text}");
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
