//! The writing server functions of an import.
use super::*;

/// What each takes that is good, and what is refused, with the status.
pub fn imports() -> Vec<Function> {
    let beginning = json!({
        "file_name": "a.csv", "key": "k", "browser_failed": 0, "browser_skipped": 0, "options": {},
    });
    vec![
        (
            "imports/cancel",
            json!({"id": NOBODY}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
        ("imports/effect/begin", json!({}), vec![]),
        (
            "imports/effect/choose",
            json!({"id": NOBODY, "runs": [{"from": 1, "to": 2, "choice": "skip"}]}),
            vec![
                (json!({"id": NOBODY, "runs": []}), 404),
                (
                    json!({"id": NOBODY, "runs": [{"from": 2, "to": 1, "choice": "skip"}]}),
                    400,
                ),
            ],
        ),
        (
            "imports/effect/expect",
            json!({"id": NOBODY, "contacts": [NOBODY]}),
            vec![(json!({"id": NOBODY, "contacts": [NOBODY]}), 404)],
        ),
        (
            "imports/pause",
            json!({"id": NOBODY, "paused": true}),
            vec![
                (json!({"id": NOBODY, "paused": true}), 404),
                (json!({"id": NOBODY}), 400),
            ],
        ),
        (
            "imports/seal",
            json!({"id": NOBODY, "parts": 1}),
            vec![
                (json!({"id": NOBODY, "parts": 1}), 404),
                (json!({"id": NOBODY, "parts": -1}), 400),
            ],
        ),
        (
            "imports/start",
            json!({"begin": beginning}),
            vec![
                (json!({"begin": {"options": {}}}), 400),
                (json!({"begin": {"nonsense": 1}}), 400),
            ],
        ),
        (
            "imports/undo",
            json!({"id": NOBODY, "edited": false}),
            vec![(json!({"id": NOBODY, "edited": false}), 404)],
        ),
    ]
}
