//! One contact: created, read, changed, deleted, restored, with its log and notes, through HTTP.
mod beside;
mod unreadable;
mod whole;

use app::who::{Role, Scope};
use serde_json::{Value, json};

use crate::harness::{Client, Server};

async fn created(client: &Client, person: Value) -> Value {
    let answer = client.post_json("/api/v1/contacts", &person).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn path(contact: &Value) -> String {
    format!(
        "/api/v1/contacts/{}",
        contact["id"].as_str().expect("an id")
    )
}

#[tokio::test]
async fn a_contact_comes_back_as_it_was_sent() {
    let server = Server::start().await;
    let client = server.program().await;
    let sent = json!({
        "first_name": "Mei", "last_name": "Chan", "type": "Customer", "level": "Secondary",
        "phones": [{"type": "Mobile", "number": "+85298765432", "verified": false}, {"type": "Work", "number": "+85223456789", "verified": false}],
        "emails": [{"type": "Work", "address": "mei@acme.example"}, {"type": "Other", "address": "mei@home.example"}],
        "socials": [{"network": "whatsapp", "id": "+85298765432", "verified": false}, {"network": "line", "id": "mei", "verified": false}],
        "company": "Acme", "job_title": "Head of Marketing, Asia", "team": "North", "group": "Retail", "language": "zh",
        "birth_date": "1980-12-14",
        "address": {"street": "1 Queen's Road", "city": "Hong Kong", "state": "HK Island", "zip": "0000", "country": "HK"},
        "labels": ["VIP", "Partner"],
    });
    let answer = client.post_json("/api/v1/contacts", &sent).await;
    let contact = answer.json();
    assert_eq!(answer.status, 201, "{contact}");
    assert_eq!(answer.location(), path(&contact));
    assert_eq!(answer.header("etag"), "\"1\"");
    for (field, value) in sent.as_object().unwrap() {
        assert_eq!(&contact[field], value, "{field}");
    }
    assert_eq!(client.get(&path(&contact)).await.json(), contact);
    assert_eq!(
        client.get("/api/v1/contacts").await.json()["items"][0],
        contact
    );
}

#[tokio::test]
async fn a_contact_is_refused_with_all_that_is_wrong() {
    let server = Server::start().await;
    let client = server.program().await;
    let answer = client
        .post_json(
            "/api/v1/contacts",
            &json!({"first_name": "Mei", "last_name": " ", "phones": [{"number": "12 34"}], "emails": [{"address": "a@"}], "language": "xx"}),
        )
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (422, "application/problem+json")
    );
    let problem = answer.json();
    let mut codes: Vec<&str> = problem["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["code"].as_str().unwrap())
        .collect();
    codes.sort_unstable();
    assert_eq!(
        (problem["code"].as_str(), codes),
        (Some("invalid"), vec!["E01", "E04", "E07", "E15"])
    );
    for (language, said) in [
        ("zh-Hant", "必須填寫 Last name"),
        ("zh-Hans", "必须填写 Last name"),
        ("en", "Last name is required"),
    ] {
        let path = format!("/api/v1/contacts?language={language}");
        let problem = client.post_json(&path, &json!({})).await.json();
        assert_eq!(problem["detail"], said);
        assert_eq!(problem["problems"][0]["message"], said);
        assert_eq!(problem["problems"][0]["field"], "last_name");
    }
    for body in [
        json!([]),
        json!({"last_name": ""}),
        json!({"last_name": "Chan", "type": "Friend"}),
        json!({"last_name": "Chan", "deleted_at": "2026-01-01"}),
        json!({"last_name": 7}),
    ] {
        assert_eq!(
            client.post_json("/api/v1/contacts", &body).await.status,
            422,
            "{body}"
        );
    }
    assert_eq!(client.get("/api/v1/contacts").await.json()["total"], 0);
}

#[tokio::test]
async fn a_key_creates_one_contact_however_often_it_is_sent() {
    let server = Server::start().await;
    let client = server.program().await.with("idempotency-key", "one");
    let first = client
        .post_json("/api/v1/contacts", &json!({"last_name": "Chan"}))
        .await;
    let again = client
        .post_json("/api/v1/contacts", &json!({"last_name": "Chan"}))
        .await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(first.json(), again.json());
    let agent = server.agent().await;
    let call =
        json!({"key": "0199a1b2-0000-7000-8000-000000000001", "draft": {"last_name": "Wong"}});
    let (one, other) = tokio::join!(
        agent.call("contacts/create", &call),
        agent.call("contacts/create", &call)
    );
    assert_eq!(
        (one.status.as_u16(), other.status.as_u16()),
        (200, 200),
        "{} {}",
        one.text(),
        other.text()
    );
    assert_eq!(one.json()["id"], other.json()["id"]);
    assert_eq!(client.get("/api/v1/contacts").await.json()["total"], 2);
}

#[tokio::test]
async fn a_patch_changes_what_it_names_and_the_log_says_so() {
    let server = Server::start().await;
    let client = server.program().await;
    let contact = created(
        &client,
        json!({"first_name": "Mei", "last_name": "Chan", "company": "Acme", "labels": ["VIP"],
        "address": {"city": "Hong Kong", "zip": "1"}}),
    )
    .await;
    let patch = json!({"company": "Bravo", "first_name": null, "labels": ["Partner"], "address": {"zip": null}, "version": 99, "id": "x"});
    let answer = client
        .clone()
        .with("if-match", "\"1\"")
        .patch_json(&path(&contact), &patch)
        .await;
    let changed = answer.json();
    assert_eq!(
        (answer.status.as_u16(), answer.header("etag")),
        (200, "\"2\""),
        "{changed}"
    );
    assert_eq!(
        (
            &changed["company"],
            &changed["first_name"],
            &changed["labels"],
            &changed["address"]
        ),
        (
            &json!("Bravo"),
            &Value::Null,
            &json!(["Partner"]),
            &json!({"city": "Hong Kong"})
        )
    );
    assert_eq!(
        client.get("/api/v1/contacts?search=bravo").await.json()["total"],
        1
    );
    assert_eq!(
        client.get("/api/v1/contacts?search=acme").await.json()["total"],
        0
    );
    assert_eq!(
        client.get("/api/v1/contacts?label=VIP").await.json()["total"],
        0
    );

    let log = client
        .get(&format!("{}/changes", path(&contact)))
        .await
        .json();
    assert_eq!(log["total"], 2);
    let update = &log["items"][0];
    assert_eq!(
        (&update["action"], &update["source"], &update["staff"]),
        (&json!("Updated"), &json!("api"), &json!("test"))
    );
    let lines: Vec<_> = update["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["field"].as_str().unwrap(), &line["old"], &line["new"]))
        .collect();
    assert_eq!(
        lines,
        [
            ("address.zip", &json!("1"), &Value::Null),
            ("company", &json!("Acme"), &json!("Bravo")),
            ("first_name", &json!("Mei"), &Value::Null),
            ("labels", &json!(["VIP"]), &json!(["Partner"])),
        ]
    );
    assert_eq!(log["items"][1]["action"], "Created");
}

#[tokio::test]
async fn a_save_that_changes_nothing_writes_nothing() {
    let server = Server::start().await;
    let client = server.program().await;
    let contact = created(&client, json!({"last_name": "Chan", "labels": ["VIP"]})).await;
    let same = client
        .clone()
        .with("if-match", "\"1\"")
        .patch_json(&path(&contact), &contact)
        .await;
    assert_eq!((same.status.as_u16(), same.json()), (200, contact.clone()));
    assert_eq!(
        client
            .get(&format!("{}/changes", path(&contact)))
            .await
            .json()["total"],
        1
    );
}

#[tokio::test]
async fn the_second_of_two_saves_is_refused_with_what_is_there_now() {
    let server = Server::start().await;
    let client = server.program().await.with("if-match", "\"1\"");
    let contact = created(&client, json!({"last_name": "Chan"})).await;
    let mut answers = Vec::new();
    for company in ["Acme", "Bravo"] {
        answers.push(
            client
                .patch_json(&path(&contact), &json!({"company": company}))
                .await,
        );
    }
    assert_eq!(
        (answers[0].status.as_u16(), answers[1].status.as_u16()),
        (200, 412)
    );
    let lost = answers[1].json();
    assert_eq!(
        (
            &lost["code"],
            &lost["current"]["company"],
            &lost["current"]["version"]
        ),
        (&json!("version"), &json!("Acme"), &json!(2))
    );
    let without = client
        .without("if-match")
        .patch_json(&path(&contact), &json!({"company": "C"}))
        .await;
    assert_eq!(without.status, 428);

    let agent = server.agent().await;
    let save = |version: i64| json!({"id": contact["id"], "version": version, "draft": {"last_name": "Chan", "company": "Page"}});
    let (stale, fresh) = (
        agent.call("contacts/update", &save(1)).await,
        agent.call("contacts/update", &save(2)).await,
    );
    assert_eq!(stale.json()["Conflict"]["current"]["company"], "Acme");
    assert_eq!(fresh.json()["Done"]["company"], "Page");
}

#[tokio::test]
async fn twenty_saves_at_once_leave_one_winner() {
    let server = Server::start().await;
    let client = server.program().await.with("if-match", "\"1\"");
    let contact = created(&client, json!({"last_name": "Chan"})).await;
    let saves = (0..20).map(|number| {
        let (client, path) = (client.clone(), path(&contact));
        tokio::spawn(async move {
            client
                .patch_json(&path, &json!({"company": format!("Acme {number}")}))
                .await
                .status
                .as_u16()
        })
    });
    let mut won = 0;
    for save in saves.collect::<Vec<_>>() {
        match save.await.expect("an answer") {
            200 => won += 1,
            status => assert_eq!(status, 412),
        }
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn verified_values_cannot_be_edited_removed_or_made_by_a_person() {
    let server = Server::start().await;
    let client = server.program().await;
    let contact = created(
        &client,
        json!({"last_name": "Chan", "phones": [{"number": "+85298765432", "verified": true}]}),
    )
    .await;
    assert_eq!(contact["phones"][0]["verified"], false);
    let mut sql = server.sql().await;
    sqlx::query("update contact_phone set verified = true")
        .execute(&mut sql)
        .await
        .unwrap();
    let client = client.with("if-match", "\"1\"");
    for phones in [json!([]), json!(null), json!([{"number": "+85298765433"}])] {
        let refused = client
            .patch_json(&path(&contact), &json!({"phones": phones}))
            .await;
        assert_eq!(refused.status, 422);
        assert_eq!(
            refused.json()["problems"][0]["message"],
            "+85298765432 is verified and cannot be edited or removed."
        );
    }
    let kept = client.patch_json(&path(&contact), &json!({"phones": [{"number": "+85298765432"}, {"number": "+85211112222", "verified": true}]})).await.json();
    assert_eq!(
        kept["phones"],
        json!([
            {"type": "Mobile", "number": "+85298765432", "verified": true},
            {"type": "Mobile", "number": "+85211112222", "verified": false},
        ])
    );
}

#[tokio::test]
async fn a_deleted_contact_leaves_the_list_and_comes_back() {
    let server = Server::start().await;
    let client = server.program().await;
    let contact = created(&client, json!({"first_name": "Mei", "last_name": "Chan", "emails": [{"address": "mei@acme.example"}]})).await;
    assert_eq!(client.delete(&path(&contact)).await.status, 204);
    let gone = client.get(&path(&contact)).await;
    assert_eq!(
        (gone.status.as_u16(), &gone.json()["code"]),
        (404, &json!("deleted"))
    );
    let patch = client.clone().with("if-match", "\"2\"");
    for refused in [
        gone,
        client.delete(&path(&contact)).await,
        patch
            .patch_json(&path(&contact), &json!({"company": "A"}))
            .await,
    ] {
        assert_eq!(
            (refused.status.as_u16(), refused.code().as_str()),
            (404, "deleted")
        );
        let detail = refused.json()["detail"].to_string();
        assert!(
            detail.contains("in the bin since 20") && detail.contains("/restore"),
            "{detail}"
        );
    }
    for address in ["", "?search=mei"] {
        assert_eq!(
            client
                .get(&format!("/api/v1/contacts{address}"))
                .await
                .json()["total"],
            0
        );
    }
    let page = server
        .agent()
        .await
        .call("contacts/get", &json!({"id": contact["id"]}))
        .await
        .json();
    assert_eq!(page["Deleted"]["name"], "Mei Chan");
    created(
        &client,
        json!({"last_name": "Chan", "emails": [{"address": "mei@acme.example"}]}),
    )
    .await;

    let restored = client
        .post_json(&format!("{}/restore", path(&contact)), &json!({}))
        .await;
    assert_eq!(
        (restored.status.as_u16(), &restored.json()["version"]),
        (200, &json!(3))
    );
    let again = client
        .post_json(&format!("{}/restore", path(&contact)), &json!({}))
        .await;
    assert_eq!(
        (again.status.as_u16(), again.code().as_str()),
        (409, "conflict")
    );
    assert!(again.text().contains("not in the bin"), "{}", again.text());
    assert_eq!(
        client.get("/api/v1/contacts?search=mei@acme").await.json()["total"],
        2
    );
    let log = client
        .get(&format!("{}/changes", path(&contact)))
        .await
        .json();
    let actions: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["Restored", "Deleted", "Created"]);
}

#[tokio::test]
async fn every_member_of_staff_may_edit_what_another_made() {
    let server = Server::start().await;
    let maker = server.agent().await;
    let call =
        json!({"key": "0199a1b2-0000-7000-8000-000000000001", "draft": {"last_name": "Chan"}});
    let contact = maker.call("contacts/create", &call).await.json();
    for (version, role) in [Role::Agent, Role::Supervisor, Role::Administrator]
        .into_iter()
        .enumerate()
    {
        let other = server.signed_in(role).await;
        let save = json!({"id": contact["id"], "version": version + 1, "draft": {"last_name": "Chan", "company": role.as_str()}});
        assert_eq!(
            other.call("contacts/update", &save).await.json()["Done"]["company"],
            role.as_str()
        );
    }
    assert_eq!(
        server
            .agent()
            .await
            .call("contacts/delete", &json!({"id": contact["id"]}))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_nothing_is_written_otherwise() {
    let server = Server::start().await;
    let contact = created(&server.program().await, json!({"last_name": "Chan"})).await;
    let reader = server
        .program_that_may(&[Scope::ReadContacts])
        .await
        .with("if-match", "\"1\"");
    let stranger = server.program_that_may(&[Scope::Ingest]).await;
    let path = path(&contact);
    assert_eq!(reader.get(&path).await.status, 200);
    for answer in [
        reader
            .post_json("/api/v1/contacts", &json!({"last_name": "Wong"}))
            .await,
        reader.patch_json(&path, &json!({"company": "A"})).await,
        reader.delete(&path).await,
        reader
            .post_json(&format!("{path}/restore"), &json!({}))
            .await,
        reader
            .post_json(&format!("{path}/notes"), &json!({"text": "x"}))
            .await,
        reader
            .post_json("/api/v1/labels", &json!({"name": "VIP"}))
            .await,
        reader
            .post_json("/api/v1/fields", &json!({"name": "Size", "type": "text"}))
            .await,
        reader.get("/api/v1/contacts/export").await,
        stranger.get("/api/v1/contacts").await,
        stranger.get(&path).await,
        stranger.get(&format!("{path}/changes")).await,
        stranger.get(&format!("{path}/notes")).await,
        stranger.get("/api/v1/labels").await,
        stranger.get("/api/v1/fields").await,
        stranger.get("/api/v1/imports/template").await,
    ] {
        assert_eq!(answer.status, 403, "{}", answer.text());
    }
    let mut sql = server.sql().await;
    let counts = "select (select count(*) from contact) + (select count(*) from change) + (select count(*) from label)
        + (select count(*) from custom_field) + (select count(*) from note) + (select count(*) from download)";
    assert_eq!(
        sqlx::query_scalar::<_, i64>(counts)
            .fetch_one(&mut sql)
            .await
            .unwrap(),
        2
    );
}
