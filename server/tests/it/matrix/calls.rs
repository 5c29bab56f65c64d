//! Every writing call of the API, with a body that is good and bodies that are not.
use serde_json::{Value, json};

use super::{Call, World, webhooks};
use crate::permissions::NOBODY;

/// When a contact centre saw something.
const TOLD: &str = "2026-11-28T12:00:00Z";

impl World {
    /// What each writing call takes: a body that is good (null where it takes none), and bodies that are not, with the
    /// status that they are refused with.
    pub(super) fn calls(&self) -> Vec<Call> {
        let wrong_contact = vec![
            (json!({"last_name": " "}), 422),
            (json!({"last_name": "x", "phones": [{"number": "12"}]}), 422),
            (json!({"last_name": "x", "deleted_at": "2026-01-01"}), 422),
            (json!({"last_name": "x", "merged_into": NOBODY}), 422),
            (json!({"last_name": "x", "custom": {"cf_size": "XXL"}}), 422),
            (json!({"last_name": "a\u{0}b"}), 422),
        ];
        let person = json!({"name": "Al", "email": "al@example.org", "role": "agent"});
        let mut calls = vec![
            ("delete", "/bin/{id}", Value::Null, vec![(Value::Null, 409)]),
            ("delete", "/contacts/{id}", Value::Null, vec![]),
            ("delete", "/contacts/{id}/notes/{note}", Value::Null, vec![]),
            ("delete", "/fields/{id}", Value::Null, vec![]),
            ("delete", "/imports/recipes/{id}", Value::Null, vec![]),
            ("delete", "/labels/{id}", Value::Null, vec![]),
            ("delete", "/settings/panel-secret/old", Value::Null, vec![]),
            ("delete", "/staff/{id}", Value::Null, vec![]),
            ("delete", "/staff/{id}/sessions", Value::Null, vec![]),
            ("delete", "/tokens/{id}", Value::Null, vec![]),
            ("delete", "/views/{id}", Value::Null, vec![]),
            (
                "patch",
                "/contacts/{id}",
                json!({"company": "Acme"}),
                wrong_contact.clone(),
            ),
            (
                "patch",
                "/fields/{id}",
                json!({"name": "Shirt"}),
                vec![
                    (json!({"name": ""}), 422),
                    (json!({"name": "score"}), 409),
                    (json!({"name": "Last name"}), 422),
                    (json!({"options": []}), 422),
                    (json!({"type": "text"}), 422),
                    (json!({"id": "cf_other"}), 422),
                ],
            ),
            (
                "patch",
                "/imports/{id}",
                json!({"paused": true}),
                vec![(json!({"paused": "yes"}), 422)],
            ),
            (
                "patch",
                "/labels/{id}",
                json!({"name": "platinum"}),
                vec![
                    (json!({"name": "GOLD"}), 409),
                    (json!({"name": "a;b"}), 422),
                    (json!({"colour": "plaid"}), 422),
                ],
            ),
            (
                "patch",
                "/settings",
                json!({"bin_days": 14}),
                vec![
                    (json!({"bin_days": 0}), 422),
                    (json!({"file_records": 1_000_001}), 422),
                    (json!({"embed_origins": ["*"]}), 422),
                    (json!({"usual_country": "XX"}), 422),
                    (json!({"bin_days": "long"}), 422),
                ],
            ),
            (
                "patch",
                "/staff/{id}",
                json!({"name": "Joe"}),
                vec![
                    (json!({"email": "x"}), 422),
                    (json!({"role": "king"}), 422),
                    (json!({"id": NOBODY}), 422),
                ],
            ),
            (
                "patch",
                "/views/{id}",
                json!({"name": "Gold"}),
                vec![
                    (json!({"owner": NOBODY}), 422),
                    (json!({"shared": false}), 422),
                ],
            ),
            (
                "post",
                "/bin/restore",
                json!({"ids": [self.contact]}),
                vec![
                    (json!({"ids": ["x"]}), 422),
                    (json!({"ids": vec![NOBODY; 501]}), 400),
                ],
            ),
            (
                "post",
                "/contacts",
                json!({"last_name": "Curie"}),
                wrong_contact,
            ),
            (
                "post",
                "/contacts/bulk",
                json!({"ids": [self.contact], "action": {"set_team": "North"}}),
                vec![
                    (json!({"action": "delete"}), 422),
                    (json!({"query": {}, "action": "delete", "expected": 7}), 409),
                    (json!({"query": {}, "action": {"set_type": "Friend"}}), 422),
                    (json!({"query": {}, "action": {"add_labels": ["a;b"]}}), 422),
                    (json!({"ids": [], "action": "delete"}), 400),
                ],
            ),
            (
                "post",
                "/contacts/bulk/{id}/undo",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/contacts/{id}/merge",
                json!({"other": self.other}),
                vec![
                    (json!({"other": NOBODY}), 404),
                    (json!({"other": self.other, "versions": [9, 9]}), 409),
                    (
                        json!({"other": self.other, "choices": {"company": "third"}}),
                        422,
                    ),
                ],
            ),
            (
                "post",
                "/contacts/{id}/changes/{number}/restore",
                json!({"field": "company"}),
                vec![],
            ),
            (
                "post",
                "/contacts/{id}/engagements",
                json!({"kind": "call", "number": "+85291234567"}),
                vec![
                    (json!({"kind": "letter", "number": "+85291234567"}), 422),
                    (json!({"kind": "call", "number": "nobody"}), 422),
                ],
            ),
            (
                "post",
                "/contacts/{id}/notes",
                json!({"text": "coffee"}),
                vec![
                    (json!({"text": " "}), 422),
                    (json!({"text": "x".repeat(4_001)}), 422),
                ],
            ),
            (
                "post",
                "/contacts/{id}/restore",
                Value::Null,
                vec![(Value::Null, 409)],
            ),
            (
                "post",
                "/engagements",
                json!([{"external_id": "C-1", "event_at": TOLD, "kind": "call", "at": TOLD, "number": "+85291234567"}]),
                vec![(json!(vec![Value::Null; 501]), 400)],
            ),
            (
                "post",
                "/enquiries/{external_id}/messages",
                json!([{"external_id": "M-1", "at": TOLD, "sender": "visitor", "text": "hello"}]),
                vec![],
            ),
            (
                "post",
                "/visits",
                json!([{"external_id": "V-1", "at": TOLD, "address": "https://example.org", "contact": self.contact}]),
                vec![],
            ),
            (
                "put",
                "/destinations/{external_id}",
                json!({"event_at": TOLD, "name": "Support", "staff": ["jo@example.org"]}),
                vec![
                    (json!({"name": "Support"}), 422),
                    (json!({"event_at": "9999-01-01T00:00:00Z"}), 422),
                ],
            ),
            (
                "put",
                "/enquiries/{external_id}",
                json!({"event_at": TOLD, "channel": "web_chat", "status": "open", "staff": ["jo@example.org"]}),
                vec![
                    (json!({"event_at": TOLD, "status": "asleep"}), 422),
                    (json!({"event_at": TOLD, "status": null}), 422),
                    (
                        json!({"event_at": "9999-01-01T00:00:00Z", "status": "open"}),
                        422,
                    ),
                    (json!({"event_at": TOLD, "subject": "x".repeat(501)}), 422),
                ],
            ),
            (
                "put",
                "/permissions/{role}/{permission}",
                json!({"withheld": true}),
                vec![(json!({"withheld": "yes"}), 422), (json!({}), 422)],
            ),
            (
                "put",
                "/staff/by-email/{email}",
                json!({"event_at": TOLD, "name": "Joan"}),
                vec![
                    (json!({"event_at": TOLD, "role": "king"}), 422),
                    (json!({"event_at": TOLD, "name": null}), 422),
                ],
            ),
            (
                "post",
                "/duplicates/differ",
                json!({"one": self.contact, "two": self.other, "differ": true}),
                vec![(
                    json!({"one": self.contact, "two": NOBODY, "differ": true}),
                    404,
                )],
            ),
            ("post", "/duplicates/look", Value::Null, vec![]),
            (
                "post",
                "/fields",
                json!({"name": "Hobby", "type": "text"}),
                vec![
                    (json!({"name": "size", "type": "text"}), 409),
                    (
                        json!({"name": "Tier", "type": "text", "id": "cf_size"}),
                        409,
                    ),
                    (json!({"name": "Tier", "type": "picture"}), 422),
                    (json!({"name": "Tier", "type": "dropdown_single"}), 422),
                ],
            ),
            (
                "post",
                "/fields/{id}/restore",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            ("post", "/imports", json!("Last name\nDarwin\n"), vec![]),
            (
                "post",
                "/imports/recipes",
                json!({"name": "CRM", "header": ["Last name"], "recipe": {}}),
                vec![
                    (json!({"name": " ", "header": [], "recipe": {}}), 422),
                    (
                        json!({"name": "CRM", "header": [], "recipe": {"x": 1}}),
                        422,
                    ),
                    (json!({"header": [], "recipe": {}}), 422),
                ],
            ),
            (
                "post",
                "/imports/{id}/cancel",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/imports/{id}/undo",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/labels",
                json!({"name": "bronze"}),
                vec![
                    (json!({"name": "Gold"}), 409),
                    (json!({"name": ""}), 422),
                    (json!({"name": "x".repeat(51)}), 422),
                ],
            ),
            (
                "post",
                "/labels/{id}/restore",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/merges/{id}/undo",
                Value::Null,
                vec![(Value::Null, 404)],
            ),
            (
                "post",
                "/proposals/{id}/accept",
                json!({}),
                vec![(json!({}), 404), (json!({"fields": 1}), 422)],
            ),
            (
                "post",
                "/proposals/{id}/drop",
                json!({}),
                vec![(json!({}), 404), (json!({"fields": ["x"]}), 404)],
            ),
            ("post", "/settings/panel-secret", Value::Null, vec![]),
            (
                "post",
                "/staff",
                person,
                vec![
                    (
                        json!({"name": "Jo", "email": "JO@example.org", "role": "agent"}),
                        409,
                    ),
                    (json!({"name": "Jo", "email": "jo", "role": "agent"}), 422),
                    (
                        json!({"name": "Al", "email": "al@example.org", "role": "king"}),
                        422,
                    ),
                ],
            ),
            (
                "post",
                "/staff/invitations",
                json!({"name": "El", "email": "el@example.org", "role": "agent"}),
                vec![
                    (
                        json!({"name": "Jo", "email": "JO@example.org", "role": "agent"}),
                        409,
                    ),
                    (json!({"name": "Jo", "email": "jo", "role": "agent"}), 422),
                ],
            ),
            ("post", "/staff/{id}/invitation", Value::Null, vec![]),
            ("post", "/staff/{id}/reset", Value::Null, vec![]),
            (
                "post",
                "/tokens",
                json!({"name": "crm", "scopes": ["ingest"]}),
                vec![
                    (json!({"name": "crm", "scopes": ["everything"]}), 422),
                    (json!({"name": "", "scopes": []}), 422),
                    (json!({"name": "crm", "scopes": ["ingest"], "days": 0}), 422),
                ],
            ),
            (
                "post",
                "/views",
                json!({"name": "Gold", "query": {"label": ["gold"]}}),
                vec![
                    (json!({"name": " "}), 422),
                    (json!({"name": "Gold", "query": {"planet": "Mars"}}), 422),
                    (json!({"name": "Gold", "shared": false}), 422),
                ],
            ),
        ];
        calls.extend(webhooks::calls());
        calls
    }
}
