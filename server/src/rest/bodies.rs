//! What the bodies that programs send may look like, by the names of their shapes: each can be sent as it is, with the ids of
//! what there is. The description and its page show them.
use serde_json::{Value, json};

/// An id that whoever reads puts their own in the place of.
const ID: &str = "019a0000-0000-7000-8000-000000000000";
const OTHER_ID: &str = "019a0000-0000-7000-8000-000000000001";
/// When a contact centre saw something.
const SEEN: &str = "2025-11-28T12:00:00Z";
const EMAIL: &str = "mei.chan@example.com";

/// The shapes and their examples.
pub fn examples() -> impl Iterator<Item = (&'static str, Value)> {
    let rooms = [of_contacts(), of_what_stands_beside(), of_reports()];
    rooms.into_iter().flatten().chain(of_administration())
}

fn of_contacts() -> Vec<(&'static str, Value)> {
    let contact = json!({
        "first_name": "Tai Man", "last_name": "Chan", "type": "Customer", "level": "Primary",
        "phones": [{"type": "Mobile", "number": "+85212345678"}],
        "emails": [{"type": "Work", "address": "taiman.chan@example.com"}],
        "company": "Example Trading Ltd", "language": "zh", "birth_date": "1980-12-14",
        "address": {"city": "Hong Kong", "country": "HK"}, "labels": ["vip"],
    });
    vec![
        ("NewContact", contact.clone()),
        ("Draft", contact),
        ("OldValue", json!({"field": "company"})),
        (
            "BulkStart",
            json!({"query": {"search": "chan"}, "action": {"add_labels": ["newsletter"]}}),
        ),
        ("ToRestore", json!({"ids": [ID]})),
        ("Join", json!({"other": OTHER_ID})),
        (
            "Differ",
            json!({"one": ID, "two": OTHER_ID, "differ": true}),
        ),
        (
            "NewEngagement",
            json!({"kind": "call", "number": "+85212345678"}),
        ),
        ("NewNote", json!({"text": "Is best called in the morning"})),
        ("Decision", json!({"fields": ["company"]})),
    ]
}

fn of_what_stands_beside() -> Vec<(&'static str, Value)> {
    vec![
        ("LabelDraft", json!({"name": "Partner"})),
        (
            "FieldDraft",
            json!({"name": "Size", "type": "dropdown_single", "options": ["S", "M", "L"]}),
        ),
        ("FieldUpdate", json!({"name": "Shirt size"})),
        (
            "NewView",
            json!({"name": "Customers in Hong Kong", "query": {"type": ["Customer"], "country": ["HK"]}}),
        ),
        ("ViewChange", json!({"name": "Hong Kong"})),
        (
            "NewLayout",
            json!({
                "name": "Monthly", "header": ["Last name", "Handy"],
                "recipe": {"columns": {"Handy": "Mobile"}},
            }),
        ),
        ("ImportChange", json!({"paused": true})),
    ]
}

fn of_reports() -> Vec<(&'static str, Value)> {
    vec![
        (
            "EnquiryReport",
            json!({
                "event_at": SEEN, "channel": "web_chat", "status": "open", "subject": "Delivery",
                "visitor": {"first_name": "Tai Man", "last_name": "Chan", "email": "taiman.chan@example.com"},
            }),
        ),
        (
            "Message",
            json!({
                "external_id": "M-1", "at": SEEN, "sender": "visitor", "name": "Tai Man Chan",
                "text": "When will it arrive?",
            }),
        ),
        (
            "EngagementReport",
            json!({
                "external_id": "C-1", "event_at": SEEN, "kind": "call", "number": "+85212345678",
                "at": SEEN, "seconds": 90,
            }),
        ),
        (
            "VisitReport",
            json!({
                "external_id": "V-1", "at": SEEN, "title": "Prices", "address": "https://example.com/prices",
                "enquiry": "E-1",
            }),
        ),
        (
            "DestinationReport",
            json!({"event_at": SEEN, "name": "Support", "staff": [EMAIL]}),
        ),
        (
            "StaffReport",
            json!({"event_at": SEEN, "name": "Mei Chan", "role": "agent"}),
        ),
    ]
}

fn of_administration() -> Vec<(&'static str, Value)> {
    let person = json!({
        "name": "Mei Chan", "email": EMAIL, "role": "agent", "department": "Sales",
        "time_zone": "Asia/Hong_Kong",
    });
    vec![
        ("NewStaff", person.clone()),
        ("StaffDraft", person),
        ("StaffChange", json!({"job_title": "Team lead"})),
        (
            "NewToken",
            json!({"name": "CRM", "scopes": ["contacts:read"], "days": 365}),
        ),
        ("PermissionChange", json!({"withheld": true})),
        ("InstallationChange", json!({"bin_days": 30})),
        (
            "WebhookDraft",
            json!({
                "url": "https://hooks.example.com/contacts",
                "types": ["contact.created", "contact.updated"],
            }),
        ),
        ("WebhookChange", json!({"active": false})),
        ("Replay", json!({"delivery": ID})),
    ]
}
