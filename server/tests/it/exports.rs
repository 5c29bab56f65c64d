//! Contact.csv and template.csv, through HTTP.
use contact::query::{Query, selection::Selection};
use serde_json::json;

use crate::{
    harness::{Client, Server},
    list::seed,
};

fn records(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    reader
        .records()
        .map(|record| {
            record
                .expect("a record")
                .iter()
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

#[tokio::test]
async fn contact_csv_holds_every_contact_of_the_query_and_is_logged() {
    let server = Server::start().await;
    let client = server.program().await;
    seed(&server, 1_234).await;
    let person = json!({"first_name": "=1+1", "last_name": "O\"Brien, Jr", "phones": [{"number": "+85298765432"}, {"number": "+85298765433"}],
        "labels": ["VIP", "New"], "birth_date": "1980-12-14", "address": {"country": "HK"}});
    assert_eq!(
        client.post_json("/api/v1/contacts", &person).await.status,
        201
    );
    let gone = client
        .post_json("/api/v1/contacts", &json!({"last_name": "Gone"}))
        .await
        .json();
    assert_eq!(
        client
            .delete(&format!(
                "/api/v1/contacts/{}",
                gone["id"].as_str().unwrap()
            ))
            .await
            .status,
        204
    );

    let answer = client.get("/api/v1/contacts/export").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"Contact.csv\""
    );
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    let records = records(answer.text());
    assert_eq!((records.len(), records[0].len()), (1 + 1_235, 31));
    let last = records.last().unwrap();
    assert_eq!(
        (last[0].as_str(), last[1].as_str(), last[2].as_str()),
        ("'=1+1", "O\"Brien, Jr", "'+85298765432;+85298765433")
    );
    assert_eq!(
        (last[20].as_str(), last[26].as_str(), last[30].as_str()),
        ("12/14/1980", "HK", "VIP;New")
    );

    let agent = server.agent().await;
    let some = agent
        .get("/contacts/export?search=surname000&sort=-name&limit=25")
        .await;
    let names: Vec<String> = self::records(some.text())
        .into_iter()
        .skip(1)
        .map(|record| record[1].clone())
        .collect();
    assert_eq!(
        names,
        (0..10)
            .rev()
            .map(|number| format!("Surname000{number}"))
            .collect::<Vec<_>>()
    );

    let mut sql = server.sql().await;
    for (actor, query, contacts) in [
        ("test", "", 1_235),
        ("Test agent", "search=surname000&sort=-name&limit=25", 10),
    ] {
        let logged =
            "select count(*) from download where actor = $1 and query = $2 and contacts = $3";
        let logged = || {
            sqlx::query_scalar::<_, i64>(logged)
                .bind(actor)
                .bind(query)
                .bind(contacts)
        };
        let mut count = 0;
        for _ in 0..100 {
            count = logged().fetch_one(&mut sql).await.unwrap();
            if count == 1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(count, 1, "{actor}");
    }
}

#[tokio::test]
async fn line_has_a_column_when_a_contact_of_the_file_is_on_it() {
    let server = Server::start().await;
    let client = server.program().await;
    assert_eq!(
        client
            .post_json("/api/v1/fields", &json!({"name": "Size", "type": "text"}))
            .await
            .status,
        201
    );
    for person in [
        json!({"last_name": "Chan", "socials": [{"network": "line", "id": "mei"}], "custom": {"cf_size": "M"}}),
        json!({"last_name": "Wong"}),
    ] {
        assert_eq!(
            client.post_json("/api/v1/contacts", &person).await.status,
            201
        );
    }
    let all = records(client.get("/api/v1/contacts/export").await.text());
    assert_eq!(all[0][31..], ["Size", "LINE"]);
    assert_eq!(all[1][31..], ["M", "mei"]);
    let without = records(
        client
            .get("/api/v1/contacts/export?search=wong")
            .await
            .text(),
    );
    assert_eq!(
        (without.len(), &without[0][31..]),
        (2, &["Size".to_owned()][..])
    );
}

#[tokio::test]
async fn one_person_downloads_one_file_at_a_time() {
    let server = Server::start().await;
    let (client, other) = (server.program().await, server.program().await);
    // More than fits into what may wait to be sent.
    seed(&server, 2_100).await;
    let who = app::who::Who::Operator;
    let all = Selection::all(Query::default());
    let first = app::model::exports::contacts(&server.asker(&who), &all)
        .await
        .expect("the first");
    let second = app::model::exports::contacts(&server.asker(&who), &all).await;
    let refused = second.expect_err("no second download begins");
    assert_eq!(
        refused.to_string(),
        "You are already downloading contacts. Wait for it to finish, or stop it."
    );
    assert_eq!(
        (
            client.get("/api/v1/contacts/export").await.status.as_u16(),
            other.get("/api/v1/contacts/export").await.status.as_u16()
        ),
        (200, 200)
    );
    drop(first);
    for attempt in 0.. {
        match app::model::exports::contacts(&server.asker(&who), &all).await {
            Ok(_) => break,
            Err(error) => assert!(attempt < 100, "{error}"),
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn template_csv_has_the_columns_of_this_organisation() {
    let server = Server::start().await;
    let client = server.program().await;
    assert_eq!(
        client
            .post_json("/api/v1/fields", &json!({"name": "Size", "type": "text"}))
            .await
            .status,
        201
    );
    let program = client.get("/api/v1/imports/template").await;
    let page = server.agent().await.get("/imports/template").await;
    assert_eq!(program.body, page.body);
    assert_eq!(
        program.header("content-disposition"),
        "attachment; filename=\"template.csv\""
    );
    let records = records(program.text());
    assert_eq!(
        (records.len(), records[0].len(), records[0][31].as_str()),
        (2, 32, "Size")
    );
    assert_eq!(server.visitor().get("/imports/template").await.status, 401);
}

#[tokio::test]
async fn the_contacts_that_are_ticked_are_downloaded_alone() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut ids = Vec::new();
    for name in ["Ames", "Brown", "Curie"] {
        let contact = program
            .post_json("/api/v1/contacts", &json!({"last_name": name}))
            .await
            .json();
        ids.push(contact["id"].as_str().unwrap().to_owned());
    }
    program
        .delete(&format!("/api/v1/contacts/{}", ids[2]))
        .await;
    let agent = server.agent().await;
    let file = agent
        .form("/contacts/export", &[("ids", &ids[1..].join(","))])
        .await;
    assert_eq!(
        (file.status.as_u16(), file.header("content-disposition")),
        (200, "attachment; filename=\"Contact.csv\"")
    );
    assert_eq!(file.text().lines().count(), 2, "{}", file.text());
    assert!(file.text().contains("Brown"));
    for (ids, status) in [("", 400), ("x", 400)] {
        assert_eq!(
            agent.form("/contacts/export", &[("ids", ids)]).await.status,
            status
        );
    }
    assert_eq!(
        agent.form("/contacts/export", &[("id", "x")]).await.status,
        422
    );
}

#[tokio::test]
async fn why_there_is_no_file_is_said_to_the_page_in_the_frame_that_it_asked_by() {
    let server = Server::start().await;
    let (agent, visitor) = (server.agent().await, server.visitor().in_browser());
    let in_a_frame = |client: &Client| {
        let client = client.clone().with("accept", "text/html,*/*");
        client.with("sec-fetch-dest", "iframe")
    };
    let frame = in_a_frame(&agent);
    let file = frame.get("/contacts/export").await;
    let strange = frame.form("/contacts/export", &[("ids", "x")]).await;
    let signed_out = in_a_frame(&visitor)
        .form("/contacts/export", &[("ids", "x")])
        .await;
    for (answer, status) in [(&file, 200), (&strange, 400), (&signed_out, 401)] {
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    }
    for (answer, said) in [
        (
            &strange,
            json!({"Refused": "ids: they must be ids of contacts."}),
        ),
        (&signed_out, json!("SignedOut")),
    ] {
        let kind = answer.header("content-type");
        assert_eq!((kind, answer.json()), ("text/plain; charset=utf-8", said));
    }
    // A page of its own says it to a person, and nobody may frame it.
    let person = agent.with("accept", "text/html,*/*");
    let strange = person.form("/contacts/export", &[("ids", "x")]).await;
    assert_eq!(strange.text(), "ids: they must be ids of contacts.");
    assert_eq!(strange.header("x-frame-options"), "DENY");
}
