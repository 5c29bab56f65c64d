//! What the server functions of webhooks take that is good, and what is refused.
use serde_json::{Value, json};

use super::Function;
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
