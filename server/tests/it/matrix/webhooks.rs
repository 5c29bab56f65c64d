//! What the server functions and the calls of webhooks take that is good, and what is refused.
use serde_json::{Value, json};

use super::{Call, Function};
use crate::permissions::NOBODY;

pub fn functions() -> Vec<Function> {
    let endpoint = |url: &str, types: Value| json!({"draft": {"url": url, "types": types}});
    let one = json!(["contact.created"]);
    vec![
        (
            "webhooks/change",
            json!({"id": NOBODY, "change": {"active": false}}),
            vec![(json!({"id": NOBODY, "change": {"active": false}}), 404)],
        ),
        (
            "webhooks/delete",
            json!({"id": NOBODY}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
        (
            "webhooks/register",
            endpoint("https://hooks.example.com", one.clone()),
            vec![
                (endpoint("no address", one), 422),
                (endpoint("https://hooks.example.com", json!([])), 422),
            ],
        ),
        (
            "webhooks/renew_secret",
            json!({"id": NOBODY}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
        (
            "webhooks/replay",
            json!({"id": NOBODY, "replay": {"delivery": NOBODY}}),
            vec![(json!({"id": NOBODY, "replay": {"delivery": NOBODY}}), 404)],
        ),
        ("webhooks/seen", json!({}), vec![]),
    ]
}

/// The calls of the API. There is no endpoint: none answers the challenge of a test.
pub fn calls() -> Vec<Call> {
    vec![
        ("delete", "/webhooks/{id}", Value::Null, vec![]),
        (
            "patch",
            "/webhooks/{id}",
            json!({"active": false}),
            vec![
                (json!({"active": "no"}), 422),
                (json!({"state": "gone"}), 422),
            ],
        ),
        (
            "post",
            "/webhooks",
            json!({"url": "https://hooks.example.com", "types": ["contact.created"]}),
            vec![
                (
                    json!({"url": "no address", "types": ["contact.created"]}),
                    422,
                ),
                (
                    json!({"url": "https://hooks.example.com", "types": []}),
                    422,
                ),
                (
                    json!({"url": "https://hooks.example.com", "types": ["tea"]}),
                    422,
                ),
            ],
        ),
        (
            "post",
            "/webhooks/{id}/replay",
            json!({"delivery": NOBODY}),
            vec![
                (json!({"delivery": "x"}), 422),
                (json!({}), 422),
                (
                    json!({"delivery": NOBODY, "since": "2026-11-28T12:00:00Z"}),
                    422,
                ),
            ],
        ),
        ("post", "/webhooks/{id}/secret", Value::Null, vec![]),
    ]
}
