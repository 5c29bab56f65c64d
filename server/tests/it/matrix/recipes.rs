//! What the server functions of recipes take that is good, and what is refused.
use serde_json::json;

use super::Function;
use crate::permissions::NOBODY;

pub fn functions() -> Vec<Function> {
    vec![
        (
            "recipes/forget",
            json!({"id": NOBODY}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
        (
            "recipes/keep",
            json!({"draft": {"fingerprint": "0".repeat(32), "recipe": {"duplicates": "skip"}}}),
            vec![
                (json!({"draft": {"fingerprint": "x", "recipe": {}}}), 400),
                (
                    json!({"draft": {"name": " ", "fingerprint": "0".repeat(32), "recipe": {}}}),
                    422,
                ),
                (
                    json!({"draft": {"fingerprint": "0".repeat(32), "recipe": {"colums": {}}}}),
                    400,
                ),
            ],
        ),
    ]
}
