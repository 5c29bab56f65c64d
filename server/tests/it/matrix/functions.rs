//! The same of the server functions: refused in every way, with no row changed.
use super::{imports::imports, *};

/// The server functions that only read.
const READING: &[&str] = &[
    "/api/account/get",
    "/api/account/sessions",
    "/api/account/time_zones",
    "/api/bin/list",
    "/api/contacts/activity",
    "/api/contacts/among",
    "/api/contacts/bulk/count",
    "/api/contacts/bulk/get",
    "/api/contacts/bulk/under_way",
    "/api/contacts/changes",
    "/api/contacts/changes/latest",
    "/api/contacts/changes/past",
    "/api/contacts/device",
    "/api/contacts/get",
    "/api/contacts/list",
    "/api/contacts/notes",
    "/api/contacts/numbers",
    "/api/contacts/phone",
    "/api/duplicates/count",
    "/api/duplicates/list",
    "/api/enquiries/room",
    "/api/enquiries/transcript/find",
    "/api/enquiries/transcript/head",
    "/api/enquiries/transcript/page",
    "/api/fields/deleted",
    "/api/fields/list",
    "/api/fields/usage",
    "/api/first_hour/get",
    "/api/health/get",
    "/api/imports/effect/coming",
    "/api/imports/effect/compare",
    "/api/imports/effect/contacts",
    "/api/imports/effect/hits",
    "/api/imports/failures",
    "/api/imports/foreseen",
    "/api/imports/get",
    "/api/imports/list",
    "/api/imports/names",
    "/api/imports/rules",
    "/api/imports/running",
    "/api/installation/get",
    "/api/labels/deleted",
    "/api/labels/list",
    "/api/labels/usage",
    "/api/labels/usages",
    "/api/live/beat",
    "/api/merge/compare",
    "/api/merge/suggestions",
    "/api/proposals/list",
    "/api/overview/centre",
    "/api/overview/counts",
    "/api/overview/list",
    "/api/overview/offered",
    "/api/overview/open",
    "/api/overview/recent",
    "/api/overview/reports",
    "/api/overview/these",
    "/api/permissions/list",
    "/api/recipes/list",
    "/api/security_log/list",
    "/api/session/who",
    "/api/staff/destinations",
    "/api/staff/entry",
    "/api/staff/find",
    "/api/staff/get",
    "/api/staff/list",
    "/api/staff/sessions",
    "/api/tokens/list",
    "/api/views/list",
    "/api/webhooks/deliveries",
    "/api/webhooks/disabled_unseen",
    "/api/webhooks/list",
    "/api/workspace/colleagues",
];

impl World {
    /// What each writing server function takes that is good, and what is refused, with the status.
    fn functions(&self) -> Vec<Function> {
        let view = |name: &str| {
            let query = contact::query::Query::default();
            json!({"name": name, "query": query, "columns": null, "shared": false, "pinned": false})
        };
        let (id, other, note) = (&self.contact, &self.other, &self.note);
        let label = &self.ids[1].1;
        let draft = json!({"last_name": "Curie"});
        let key = "0199a1b2-0000-7000-8000-000000000009";
        // Of an enquiry that there is not.
        let beside = |rest: Value| {
            let mut arguments = json!({"enquiry": NOBODY, "contact": id});
            let given = rest.as_object().cloned().unwrap_or_default();
            arguments.as_object_mut().expect("an object").extend(given);
            arguments
        };
        let passwords = |present: &str, new: &str| json!({"present": present, "new": new});
        let mut functions = imports();
        functions.extend([
            (
                "account/availability",
                json!({"availability": "busy"}),
                vec![(json!({"availability": "asleep"}), 400)],
            ),
            (
                "account/change",
                json!({"change": {"name": "Al"}}),
                vec![
                    (json!({"change": {"name": " "}}), 422),
                    (json!({"change": {"time_zone": "Mars/Olympus"}}), 422),
                    (json!({"change": {"role": "administrator"}}), 400),
                ],
            ),
            (
                "account/password",
                passwords(PASSWORD, "nine green bottles"),
                vec![
                    (passwords(PASSWORD, "short"), 422),
                    (passwords("not this one", "nine green bottles"), 422),
                ],
            ),
            (
                "account/sessions/end",
                json!({"id": NOBODY}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            ("account/sessions/end_others", json!({}), vec![]),
            (
                "bin/erase",
                json!({"id": id}),
                vec![(json!({"id": id}), 409), (json!({"id": NOBODY}), 404)],
            ),
            (
                "bin/restore",
                json!({"ids": [id]}),
                vec![(json!({"ids": vec![NOBODY; 501]}), 400)],
            ),
            (
                "contacts/bulk",
                json!({"key": key, "selection": {"These": [id]}, "action": "delete"}),
                vec![
                    (
                        json!({"key": key, "selection": {"These": []}, "action": "delete"}),
                        400,
                    ),
                    (
                        json!({"key": key, "selection": {"These": [id]}, "action": "delete", "expected": 2}),
                        409,
                    ),
                    (
                        json!({"key": key, "selection": {"These": [id]}, "action": {"add_labels": [""]}}),
                        422,
                    ),
                    (
                        json!({"key": key, "selection": {"These": [id]}, "action": "destroy"}),
                        400,
                    ),
                ],
            ),
            (
                "contacts/bulk/undo",
                json!({"id": NOBODY}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "contacts/changes/restore",
                json!({"id": id, "number": 1, "field": "company"}),
                vec![(json!({"id": NOBODY, "number": 1, "field": "company"}), 404)],
            ),
            (
                "contacts/create",
                json!({"key": key, "draft": draft}),
                vec![
                    (json!({"key": key, "draft": {"last_name": " "}}), 422),
                    (
                        json!({"key": key, "draft": {"last_name": "x", "emails": [{"address": "a@"}]}}),
                        422,
                    ),
                    (json!({"key": "x", "draft": draft}), 400),
                ],
            ),
            (
                "contacts/delete",
                json!({"id": id}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "contacts/engage",
                json!({"id": id, "kind": "call", "number": "+85291234567"}),
                vec![
                    (
                        json!({"id": NOBODY, "kind": "call", "number": "+85291234567"}),
                        404,
                    ),
                    (json!({"id": id, "kind": "call", "number": "12"}), 422),
                    (
                        json!({"id": id, "kind": "fax", "number": "+85291234567"}),
                        400,
                    ),
                ],
            ),
            (
                "contacts/notes/add",
                json!({"id": id, "text": "tea"}),
                vec![
                    (json!({"id": id, "text": ""}), 422),
                    (json!({"id": NOBODY, "text": "tea"}), 404),
                ],
            ),
            (
                "contacts/notes/delete",
                json!({"id": id, "note": note}),
                vec![
                    (json!({"id": id, "note": NOBODY}), 404),
                    (json!({"id": other, "note": note}), 404),
                ],
            ),
            (
                "contacts/restore",
                json!({"id": id}),
                vec![(json!({"id": id}), 409), (json!({"id": NOBODY}), 404)],
            ),
            (
                "contacts/update",
                json!({"id": id, "version": 1, "draft": draft}),
                vec![
                    (
                        json!({"id": id, "version": 1, "draft": {"last_name": ""}}),
                        422,
                    ),
                    (json!({"id": NOBODY, "version": 1, "draft": draft}), 404),
                    (json!({"id": id, "draft": draft}), 400),
                ],
            ),
            (
                "duplicates/differ",
                json!({"one": id, "two": other, "differ": true}),
                vec![(json!({"one": id, "two": NOBODY, "differ": true}), 404)],
            ),
            ("duplicates/look", json!({}), vec![]),
            (
                "enquiries/contact/attach",
                json!({"enquiry": NOBODY, "contact": id}),
                vec![(json!({"enquiry": NOBODY, "contact": id}), 404)],
            ),
            (
                "enquiries/contact/create",
                json!({"enquiry": NOBODY, "key": key, "draft": draft}),
                vec![(json!({"enquiry": NOBODY, "key": key, "draft": draft}), 404)],
            ),
            (
                "enquiries/contact/merge",
                beside(json!({"other": other, "versions": null, "choices": {}})),
                vec![(
                    beside(json!({"other": other, "versions": null, "choices": {}})),
                    404,
                )],
            ),
            (
                "enquiries/contact/note",
                beside(json!({"text": "tea"})),
                vec![(beside(json!({"text": "tea"})), 404)],
            ),
            (
                "enquiries/contact/update",
                beside(json!({"version": 1, "draft": draft})),
                vec![(beside(json!({"version": 1, "draft": draft})), 404)],
            ),
            (
                "enquiries/transcript/add",
                json!({"enquiry": NOBODY, "contact": id, "message": NOBODY, "offer": {"email": "a@example.org"}}),
                vec![
                    (
                        json!({"enquiry": NOBODY, "contact": id, "message": NOBODY, "offer": {"email": "a@example.org"}}),
                        404,
                    ),
                    (
                        json!({"enquiry": NOBODY, "contact": id, "message": NOBODY, "offer": {"name": "Ada"}}),
                        400,
                    ),
                ],
            ),
            (
                "fields/create",
                json!({"draft": {"name": "Hobby", "type": "text"}}),
                vec![
                    (json!({"draft": {"name": "", "type": "text"}}), 422),
                    (json!({"draft": {"name": "SIZE", "type": "text"}}), 409),
                ],
            ),
            (
                "fields/delete",
                json!({"id": "cf_size"}),
                vec![(json!({"id": "cf_nothing"}), 404)],
            ),
            (
                "fields/restore",
                json!({"id": "cf_size"}),
                vec![
                    (json!({"id": "cf_size"}), 404),
                    (json!({"id": "cf_nothing"}), 404),
                ],
            ),
            (
                "fields/update",
                json!({"id": "cf_size", "change": {"name": "Shirt"}}),
                vec![
                    (json!({"id": "cf_size", "change": {"name": "score"}}), 409),
                    (json!({"id": "cf_size", "change": {"options": []}}), 422),
                    (json!({"id": "cf_nothing", "change": {"name": "x"}}), 404),
                ],
            ),
            (
                "labels/create",
                json!({"draft": {"name": "bronze"}}),
                vec![
                    (json!({"draft": {"name": "Gold"}}), 409),
                    (json!({"draft": {}}), 422),
                ],
            ),
            (
                "labels/delete",
                json!({"id": label}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "labels/restore",
                json!({"id": label}),
                vec![(json!({"id": label}), 404), (json!({"id": NOBODY}), 404)],
            ),
            (
                "labels/update",
                json!({"id": label, "draft": {"name": "platinum"}}),
                vec![
                    (json!({"id": label, "draft": {"name": "gold"}}), 409),
                    (json!({"id": label, "draft": {"colour": "plaid"}}), 422),
                    (json!({"id": NOBODY, "draft": {"name": "x"}}), 404),
                ],
            ),
            (
                "merge/merge",
                json!({"master": id, "other": other, "versions": [1, 1], "choices": {}}),
                vec![(
                    json!({"master": id, "other": NOBODY, "versions": [1, 1], "choices": {}}),
                    404,
                )],
            ),
            (
                "merge/undo",
                json!({"merge": NOBODY}),
                vec![(json!({"merge": NOBODY}), 404)],
            ),
            (
                "proposals/accept",
                json!({"proposal": NOBODY}),
                vec![(json!({"proposal": NOBODY}), 404)],
            ),
            (
                "proposals/drop",
                json!({"proposal": NOBODY}),
                vec![(json!({"proposal": NOBODY}), 404)],
            ),
            (
                "proposals/leave",
                beside(json!({"version": 1, "base": draft, "draft": draft})),
                vec![(
                    beside(json!({"version": 1, "base": draft, "draft": draft})),
                    404,
                )],
            ),
            (
                "views/create",
                json!({"draft": view("Mine")}),
                vec![(json!({"draft": view("")}), 422)],
            ),
            (
                "views/delete",
                json!({"id": NOBODY}),
                vec![(json!({"id": NOBODY}), 404)],
            ),
            (
                "views/pin",
                json!({"id": NOBODY, "pinned": true}),
                vec![(json!({"id": NOBODY, "pinned": true}), 404)],
            ),
            (
                "views/update",
                json!({"id": NOBODY, "draft": view("Mine")}),
                vec![(json!({"id": NOBODY, "draft": view("Mine")}), 404)],
            ),
        ]);
        functions
    }
}

#[tokio::test]
async fn every_refused_server_function_leaves_every_row_as_it_was() {
    let world = World::new().await;
    let functions = [
        world.functions(),
        administration::functions(&world.ids[3].1),
        recipes::functions(),
        webhooks::functions(),
    ]
    .concat();
    let doors = doors();
    let said: BTreeSet<String> = functions
        .iter()
        .map(|(name, ..)| format!("/api/{name}"))
        .collect();
    let there = doors.iter().map(|(path, _)| (*path).to_owned());
    let writes = |path: &String| !READING.contains(&path.as_str());
    let there: BTreeSet<String> = there.filter(writes).collect();
    assert_eq!(
        said, there,
        "every writing server function stands in this matrix"
    );

    let visitor = world.server.visitor().in_browser();
    let mut staff = Vec::new();
    for &role in Role::ALL {
        staff.push((role, world.server.signed_in(role).await));
    }
    let before = rows(&world.server).await;
    for (name, good, bad) in &functions {
        let path = format!("/api/{name}");
        let open = doors
            .iter()
            .find(|(door, _)| *door == path)
            .map(|(_, open)| open);
        let administrators = matches!(open, Some(Open::Administrators(_)));
        let mut tries: Vec<(&Client, &Value, u16)> = vec![(&visitor, good, 401)];
        for (role, client) in &staff {
            if administrators && *role != Role::Administrator {
                tries.push((client, good, 403));
            } else {
                tries.extend(
                    bad.iter()
                        .map(|(arguments, status)| (client, arguments, *status)),
                );
            }
        }
        for (client, arguments, status) in tries {
            let answer = client.call(name, arguments).await;
            let text = answer.text();
            assert_eq!(answer.status, status, "{name} {arguments} {text}");
            assert_eq!(
                rows(&world.server).await,
                before,
                "{name} {arguments} {status}"
            );
        }
    }
    // The loser of two saves is shown what is there, and nothing is written.
    let stale = json!({"id": world.contact, "version": 9, "draft": {"last_name": "Ames", "company": "Lost"}});
    let answer = staff[2].1.call("contacts/update", &stale).await;
    assert!(answer.text().contains("Conflict"), "{}", answer.text());
    assert_eq!(rows(&world.server).await, before);
    // A note belongs to whoever wrote it.
    let note = json!({"id": world.contact, "note": world.note});
    assert_eq!(
        staff[2].1.call("contacts/notes/delete", &note).await.status,
        403
    );
    assert_eq!(rows(&world.server).await, before);
}
