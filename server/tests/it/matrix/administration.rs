//! What the server functions of staff, tokens, rights and settings take that is good, and what is refused.
use serde_json::json;

use super::Function;
use crate::permissions::NOBODY;

/// Whoever is meant by the id is a member of staff.
pub fn functions(member: &str) -> Vec<Function> {
    let person = |email: &str| json!({"name": "Al", "email": email, "role": "agent"});
    vec![
        (
            "first_hour/leave",
            json!({"step": "panel"}),
            vec![(json!({"step": "lunch"}), 400)],
        ),
        (
            "first_hour/resume",
            json!({"step": "panel"}),
            vec![(json!({"step": "lunch"}), 400)],
        ),
        (
            "installation/change",
            json!({"change": {"bin_days": 14}}),
            vec![
                (json!({"change": {"bin_days": 0}}), 422),
                (json!({"change": {"embed_origins": ["null"]}}), 422),
                (json!({"change": {"colour": "plaid"}}), 400),
            ],
        ),
        ("installation/secret/end_old", json!({}), vec![]),
        ("installation/secret/renew", json!({}), vec![]),
        (
            "permissions/withhold",
            json!({"role": "agent", "permission": "download", "withheld": true}),
            vec![
                (
                    json!({"role": "agent", "permission": "manage_fields", "withheld": true}),
                    422,
                ),
                (
                    json!({"role": "agent", "permission": "breathe", "withheld": true}),
                    400,
                ),
            ],
        ),
        (
            "staff/add",
            json!({"draft": person("al@example.org"), "password": null}),
            vec![
                (json!({"draft": person("al"), "password": null}), 422),
                (
                    json!({"draft": person("Jo@example.org"), "password": null}),
                    409,
                ),
            ],
        ),
        (
            "staff/change",
            json!({"id": member, "change": {"name": "Joe"}}),
            vec![
                (json!({"id": NOBODY, "change": {"name": "Joe"}}), 404),
                (json!({"id": member, "change": {"email": "x"}}), 422),
            ],
        ),
        (
            "staff/invite",
            json!({"draft": person("el@example.org")}),
            vec![
                (json!({"draft": person("el")}), 422),
                (json!({"draft": person("Jo@example.org")}), 409),
            ],
        ),
        (
            "staff/invite_again",
            json!({"id": member}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
        (
            "staff/place",
            json!({"id": member, "destinations": []}),
            vec![
                (json!({"id": NOBODY, "destinations": []}), 404),
                (json!({"id": member, "destinations": [NOBODY]}), 404),
            ],
        ),
        (
            "staff/reset",
            json!({"id": member}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
        (
            "staff/sign_out",
            json!({"id": member}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
        (
            "tokens/create",
            json!({"name": "crm", "scopes": ["ingest"]}),
            vec![
                (json!({"name": "", "scopes": ["ingest"]}), 422),
                (json!({"name": "crm", "scopes": ["ingest"], "days": 0}), 422),
            ],
        ),
        (
            "tokens/delete",
            json!({"id": NOBODY}),
            vec![(json!({"id": NOBODY}), 404)],
        ),
    ]
}
