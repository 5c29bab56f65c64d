//! Labels and custom fields, through HTTP.
use app::model::labels;
use serde_json::{Value, json};
use sqlx::Connection;

use crate::{harness::Server, imports::until};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_make_the_same_labels_the_other_way_round_do_not_wait_for_each_other() {
    let server = Server::start().await;
    let (mut one, mut other) = (server.sql().await, server.sql().await);
    let mut first = one.begin().await.expect("begun");
    labels::ids(&mut first, &["Alpha".to_owned()])
        .await
        .expect("a label");
    let second = tokio::spawn(async move {
        let mut second = other.begin().await.expect("begun");
        let both = ["Beta".to_owned(), "Alpha".to_owned()];
        let made = labels::ids(&mut second, &both).await;
        second.commit().await.expect("committed");
        made
    });
    // It waits for what the first one has made.
    let waiting =
        "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    until(async || server.count(waiting).await == 1).await;
    labels::ids(&mut first, &["Beta".to_owned()])
        .await
        .expect("another label");
    first.commit().await.expect("committed");
    let made = second.await.expect("no panic").expect("both labels");
    assert_eq!((made.len(), server.count("label").await), (2, 2));
}

#[tokio::test]
async fn a_label_is_unique_in_any_case_and_leaves_its_contacts_when_deleted() {
    let server = Server::start().await;
    let client = server.program().await;
    let created = client
        .post_json("/api/v1/labels", &json!({"name": " VIP ", "colour": "red"}))
        .await;
    let label = created.json();
    assert_eq!(
        (created.status.as_u16(), &label["name"], &label["colour"]),
        (201, &json!("VIP"), &json!("red"))
    );
    let taken = client
        .post_json("/api/v1/labels", &json!({"name": "vip"}))
        .await;
    assert_eq!(
        (taken.status.as_u16(), &taken.json()["detail"]),
        (409, &json!("There is already a label called \"vip\"."))
    );
    for name in ["", " ", "a,b", "a;b", &"é".repeat(51)] {
        assert_eq!(
            client
                .post_json("/api/v1/labels", &json!({"name": name}))
                .await
                .status,
            422,
            "{name}"
        );
    }
    assert_eq!(
        client
            .post_json("/api/v1/labels", &json!({"name": "x", "colour": "plaid"}))
            .await
            .status,
        422
    );

    for labels in [json!(["vip", "New"]), json!(["VIP"])] {
        assert_eq!(
            client
                .post_json(
                    "/api/v1/contacts",
                    &json!({"last_name": "Chan", "labels": labels})
                )
                .await
                .status,
            201
        );
    }
    let listed = client.get("/api/v1/labels").await.json();
    let names: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["New", "VIP"]);
    let agent = server.agent().await;
    assert_eq!(
        agent
            .call("labels/usage", &json!({"id": label["id"]}))
            .await
            .json(),
        2
    );

    let path = format!("/api/v1/labels/{}", label["id"].as_str().unwrap());
    assert_eq!(
        client
            .patch_json(&path, &json!({"name": "new"}))
            .await
            .status,
        409
    );
    let renamed = client
        .patch_json(&path, &json!({"name": "Gold"}))
        .await
        .json();
    assert_eq!(
        (&renamed["name"], &renamed["colour"]),
        (&json!("Gold"), &json!("red"))
    );
    assert_eq!(
        client.get("/api/v1/contacts?label=gold").await.json()["total"],
        2
    );
    assert_eq!(
        client.get("/api/v1/contacts?label=vip").await.json()["total"],
        0
    );

    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(client.delete(&path).await.status, 404);
    let contacts = client.get("/api/v1/contacts").await.json();
    assert_eq!(contacts["total"], 2);
    assert_eq!(
        (
            &contacts["items"][0]["labels"],
            &contacts["items"][1]["labels"]
        ),
        (&Value::Null, &json!(["New"]))
    );
    assert_eq!(
        client.get("/api/v1/contacts?label=gold").await.json()["total"],
        0
    );
}

#[tokio::test]
async fn labels_that_look_alike_are_one_also_those_from_before() {
    let server = Server::start().await;
    let client = server.program().await;
    let add = async |name: &str, labels: Value| {
        let contact = json!({"last_name": name, "labels": labels});
        let answer = client.post_json("/api/v1/contacts", &contact).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()["labels"].clone()
    };
    assert_eq!(add("Chan", json!(["Café"])).await, json!(["Café"]));
    assert_eq!(
        add("Lee", json!(["cafe\u{301}\u{200b}", "CAFÉ"])).await,
        json!(["Café"])
    );
    let taken = json!({"name": "caf\u{200d}e\u{301}"});
    let taken = client.post_json("/api/v1/labels", &taken).await;
    assert_eq!(taken.status, 409);

    // As an earlier version left it: a second label, and a contact that wears both.
    add("Wong", json!(["Café", "Other"])).await;
    let mut sql = server.sql().await;
    sqlx::raw_sql(
        "insert into label (id, name, folded, colour)
         values ('0199a1b2-0000-7000-8000-000000000001', E'Cafe\\u0301', E'cafe\\u0301', 'red');
         update contact set labels = array['0199a1b2-0000-7000-8000-000000000001'::uuid] where last_name = 'Lee';
         update contact set terms = '{}' where last_name = 'Lee';
         update contact set labels = '0199a1b2-0000-7000-8000-000000000001'::uuid || labels where last_name = 'Wong'",
    )
    .execute(&mut sql)
    .await
    .expect("the older state");
    let mut transaction = sql.begin().await.expect("a transaction");
    sqlx::raw_sql(include_str!("../../../migrations/0045_label_alike.sql"))
        .execute(&mut *transaction)
        .await
        .expect("the migration");
    transaction.commit().await.expect("committed");
    let listed = client.get("/api/v1/labels").await.json();
    let names: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Café", "Other"]);
    let found = client.get("/api/v1/contacts?label=caf\u{e9}").await.json();
    let found: Vec<_> = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|contact| (contact["last_name"].as_str().unwrap(), &contact["labels"]))
        .collect();
    assert_eq!(
        found,
        [
            ("Wong", &json!(["Café", "Other"])),
            ("Lee", &json!(["Café"])),
            ("Chan", &json!(["Café"]))
        ]
    );
}

#[tokio::test]
async fn custom_fields_have_a_fixed_id_and_type_and_hold_values() {
    let server = Server::start().await;
    let client = server.program().await;
    let create = async |field: Value| client.post_json("/api/v1/fields", &field).await;
    let size =
        create(json!({"name": "T-shirt size", "type": "dropdown_single", "options": ["S", "M"]}))
            .await;
    assert_eq!(
        (size.status.as_u16(), &size.json()["id"]),
        (201, &json!("cf_t_shirt_size")),
        "{}",
        size.text()
    );
    assert_eq!(
        create(json!({"name": "重要", "type": "checkbox"}))
            .await
            .json()["id"],
        "cf_field"
    );
    assert_eq!(
        create(json!({"name": "Score", "type": "number", "id": "cf_points"}))
            .await
            .status,
        201
    );
    for (field, status) in [
        (json!({"name": "score", "type": "text"}), 409),
        (
            json!({"name": "Points", "type": "text", "id": "cf_points"}),
            409,
        ),
        (
            json!({"name": "Points", "type": "text", "id": "points"}),
            422,
        ),
        (json!({"name": "Last name", "type": "text"}), 422),
        (json!({"name": "zip code", "type": "text"}), 422),
        (json!({"name": "", "type": "text"}), 422),
        (json!({"name": "A", "type": "dropdown_single"}), 422),
        (
            json!({"name": "A", "type": "dropdown_single", "options": ["x", "X"]}),
            422,
        ),
        (json!({"name": "A", "type": "text", "options": ["x"]}), 422),
        (json!({"name": "A", "type": "picture"}), 422),
    ] {
        let answer = create(field.clone()).await;
        assert_eq!(answer.status, status, "{field} {}", answer.text());
    }
    let custom = json!({"cf_t_shirt_size": "M", "cf_field": true, "cf_points": 7.5});
    let contact = client
        .post_json(
            "/api/v1/contacts",
            &json!({"last_name": "Chan", "custom": custom}),
        )
        .await;
    assert_eq!(
        (contact.status.as_u16(), &contact.json()["custom"]),
        (201, &custom),
        "{}",
        contact.text()
    );
    for custom in [
        json!({"cf_t_shirt_size": "XL"}),
        json!({"cf_points": "many"}),
        json!({"cf_unknown": "x"}),
    ] {
        let refused = client
            .post_json(
                "/api/v1/contacts",
                &json!({"last_name": "Chan", "custom": custom}),
            )
            .await;
        assert_eq!(refused.status, 422, "{custom}");
    }
    for (address, total) in [
        ("cf_t_shirt_size=m", 1),
        ("cf_t_shirt_size=S", 0),
        ("cf_field=true", 1),
        ("cf_points=7.5&search=chan", 1),
    ] {
        assert_eq!(
            client
                .get(&format!("/api/v1/contacts?{address}"))
                .await
                .json()["total"],
            total,
            "{address}"
        );
    }

    let renamed = client
        .patch_json(
            "/api/v1/fields/cf_points",
            &json!({"name": "Rank", "position": 0}),
        )
        .await;
    assert_eq!(
        (renamed.status.as_u16(), &renamed.json()["id"]),
        (200, &json!("cf_points"))
    );
    let order = client.get("/api/v1/fields").await.json();
    let ids: Vec<_> = order["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["cf_points", "cf_t_shirt_size", "cf_field"]);
    assert_eq!(
        client
            .patch_json("/api/v1/fields/cf_points", &json!({"type": "text"}))
            .await
            .status,
        422
    );

    assert_eq!(client.delete("/api/v1/fields/cf_points").await.status, 204);
    let contact = client.get("/api/v1/contacts").await.json()["items"][0].clone();
    assert_eq!(
        contact["custom"],
        json!({"cf_t_shirt_size": "M", "cf_field": true})
    );
    assert_eq!(
        create(json!({"name": "Rank", "type": "text", "id": "cf_points"}))
            .await
            .status,
        409
    );
    assert_eq!(
        create(json!({"name": "Rank", "type": "text"})).await.status,
        201
    );
}

#[tokio::test]
async fn the_21st_custom_field_is_refused_with_a_reason() {
    let server = Server::start().await;
    let client = server.program().await;
    let create = async |number: usize| {
        client
            .post_json(
                "/api/v1/fields",
                &json!({"name": format!("Field {number}"), "type": "text"}),
            )
            .await
    };
    for number in 0..19 {
        assert_eq!(create(number).await.status, 201);
    }
    let (one, other) = tokio::join!(create(19), create(20));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(
        create(21).await.json()["detail"],
        "There are already 20 custom fields. Delete one before you create another."
    );
    assert_eq!(client.delete("/api/v1/fields/cf_field_3").await.status, 204);
    assert_eq!(create(21).await.status, 201);
}

/// The labels and the size of a contact, as programs read them.
async fn held(program: &crate::harness::Client, id: &str) -> (Value, Value) {
    let contact = program.get(&format!("/api/v1/contacts/{id}")).await.json();
    (contact["labels"].clone(), contact["custom"].clone())
}

#[tokio::test]
async fn a_deleted_label_comes_back_to_every_contact_that_had_it() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let mut ids = Vec::new();
    for name in ["Ames", "Brown", "Curie"] {
        let draft = json!({"last_name": name, "labels": ["VIP", "New"]});
        let made = program.post_json("/api/v1/contacts", &draft).await.json();
        ids.push(made["id"].as_str().expect("an id").to_owned());
    }
    let labels = program.get("/api/v1/labels").await.json();
    let vip = labels["items"][1]["id"].clone();
    let delete = agent.call("labels/delete", &json!({"id": vip})).await;
    assert_eq!(delete.status, 200, "{}", delete.text());
    // One is edited meanwhile, by hand, and one by a bulk action.
    let edit = json!({"id": ids[1], "version": 1, "draft": {"last_name": "Brown", "company": "Acme", "labels": ["New"]}});
    let edited = agent.call("contacts/update", &edit).await;
    assert!(edited.text().contains("Done"), "{}", edited.text());
    let bulk = json!({"key": "0199a1b2-0000-7000-8000-000000000001", "selection": {"These": [ids[2]]}, "action": {"set_team": "Asia"}});
    let bulk = agent.call("contacts/bulk", &bulk).await;
    assert_eq!(bulk.status, 200, "{}", bulk.text());
    for id in &ids {
        assert_eq!(held(&program, id).await.0, json!(["New"]));
    }

    let gone = agent.call("labels/deleted", &json!({})).await.json();
    assert_eq!((&gone[0]["id"], &gone[0]["name"]), (&vip, &json!("VIP")));
    // While another one has its name, it stays where it is.
    let taken = agent
        .call("labels/create", &json!({"draft": {"name": "vip"}}))
        .await
        .json();
    let refused = agent.call("labels/restore", &json!({"id": vip})).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    agent
        .call("labels/delete", &json!({"id": taken["id"]}))
        .await;

    let back = agent.call("labels/restore", &json!({"id": vip})).await;
    assert_eq!((back.status.as_u16(), &back.json()["id"]), (200, &vip));
    for id in &ids {
        let labels = held(&program, id).await.0;
        let mut labels: Vec<_> = labels.as_array().expect("labels").iter().collect();
        labels.sort_by_key(|label| label.as_str());
        assert_eq!(labels, [&json!("New"), &json!("VIP")], "{id}");
    }
    let found = program.get("/api/v1/contacts?label=vip").await.json();
    assert_eq!(found["total"], 3);
    assert_eq!(
        agent
            .call("labels/restore", &json!({"id": vip}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_deleted_field_comes_back_with_its_values() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let admin = server.signed_in(app::who::Role::Administrator).await;
    let field = json!({"draft": {"name": "Size", "type": "text"}});
    assert_eq!(agent.call("fields/create", &field).await.status, 403);
    assert_eq!(admin.call("fields/create", &field).await.status, 200);
    let draft = json!({"last_name": "Ames", "custom": {"cf_size": "XL"}});
    let made = program.post_json("/api/v1/contacts", &draft).await.json();
    let id = made["id"].as_str().expect("an id");
    let size = json!({"id": "cf_size"});
    assert_eq!(admin.call("fields/delete", &size).await.status, 200);
    let edit = json!({"id": id, "version": 1, "draft": {"last_name": "Ames", "company": "Acme"}});
    let edited = agent.call("contacts/update", &edit).await;
    assert!(edited.text().contains("Done"), "{}", edited.text());
    assert_eq!(held(&program, id).await.1, Value::Null);
    let gone = agent.call("fields/deleted", &json!({})).await.json();
    assert_eq!(gone[0]["name"], "Size");
    assert_eq!(agent.call("fields/restore", &size).await.status, 403);
    let back = admin.call("fields/restore", &size).await;
    assert_eq!(
        (back.status.as_u16(), &back.json()["name"]),
        (200, &json!("Size"))
    );
    assert_eq!(held(&program, id).await.1, json!({"cf_size": "XL"}));
}

#[tokio::test]
async fn a_field_comes_back_to_the_place_that_it_had() {
    let server = Server::start().await;
    let admin = server.signed_in(app::who::Role::Administrator).await;
    let call = async |endpoint: &str, body: Value| {
        let answer = admin.call(endpoint, &body).await;
        assert_eq!(answer.status, 200, "{endpoint} {}", answer.text());
    };
    let order = async || {
        let fields = admin.call("fields/list", &json!({})).await.json();
        let names = fields.as_array().expect("fields").iter();
        names
            .map(|field| field["name"].as_str().unwrap_or_default().to_owned())
            .collect::<String>()
    };
    for name in ["A", "B", "C", "D"] {
        let draft = json!({"draft": {"name": name, "type": "text"}});
        call("fields/create", draft).await;
    }
    call("fields/delete", json!({"id": "cf_b"})).await;
    call("fields/restore", json!({"id": "cf_b"})).await;
    assert_eq!(order().await, "ABCD");
    // Also where the others have moved, or another one was made, meanwhile.
    call("fields/delete", json!({"id": "cf_b"})).await;
    let move_down = json!({"id": "cf_c", "change": {"position": 2}});
    call("fields/update", move_down).await;
    call(
        "fields/create",
        json!({"draft": {"name": "E", "type": "text"}}),
    )
    .await;
    assert_eq!(order().await, "ADCE");
    call("fields/restore", json!({"id": "cf_b"})).await;
    assert_eq!(order().await, "ABDCE");
}
