//! What an import would do, told by digests alone before anything is written; and what is done with single records of it.
use app::model::imports::{self, Files};
use axum::http::StatusCode;
use contact::{
    ContactId, Draft, Phone, PhoneKind,
    effect::{VeiledRecord, veil::DigestKey},
    update::FilledCells,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    harness::{Client, Server},
    import_page::{begin, over, part, seal, started},
    imports::{import, ledger, many},
};

const FILE: &str = "First name,Last name,Mobile,Email,Company\r\n\
                    Ann,Lee,+85211111111,ann@example.com,Acme\r\n\
                    Ben,Ho,+85222222222,ben@example.com,Apex\r\n";

/// Begins a look; answers with its id and its key.
async fn look(agent: &Client) -> (String, DigestKey) {
    let answer = agent.call("imports/effect/begin", &json!({})).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    let begun = answer.json();
    let key = begun["key"].as_str().expect("a key");
    let id = begun["id"].as_str().expect("an id").to_owned();
    (id, DigestKey::read(key).expect("a good key"))
}

async fn hits(agent: &Client, check: &str, keys: &str) -> Value {
    let asked = json!({"check": check, "keys": keys});
    let answer = agent.call("imports/effect/hits", &asked).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

fn phone(key: &DigestKey, number: &str) -> String {
    format!("p{:016x}", key.phone(number))
}

fn email(key: &DigestKey, address: &str) -> String {
    format!("e{:016x}", key.email(address))
}

async fn id_of(server: &Server, first_name: &str) -> String {
    let sql = format!("select id::text from contact where first_name = '{first_name}'");
    server.text(&sql).await
}

#[tokio::test]
async fn digests_find_the_contacts_that_have_a_phone_or_an_email() {
    let server = Server::start().await;
    let agent = server.agent().await;
    import(&server.program().await, "", FILE).await;
    let (ann, ben) = (id_of(&server, "Ann").await, id_of(&server, "Ben").await);
    let (check, key) = look(&agent).await;
    let lines = [
        format!(
            "{} {}",
            phone(&key, "+85211111111"),
            email(&key, "BEN@Example.com")
        ),
        phone(&key, "+85299999999"),
        String::new(),
        format!(
            "{} {}",
            phone(&key, "+85211111111"),
            phone(&key, "+85222222222")
        ),
    ];
    assert_eq!(
        hits(&agent, &check, &lines.join("\n")).await,
        json!([
            {"record": 0, "phone": {"one": ann}, "email": {"one": ben}},
            {"record": 3, "phone": {"several": [ann, ben]}},
        ])
    );
    // Who is in the bin is nobody to a file.
    let sql = format!("update contact set deleted_at = now() where id = '{ann}'");
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .execute(&mut server.sql().await)
        .await
        .expect("deleted");
    let (check, key) = look(&agent).await;
    let line = phone(&key, "+85211111111");
    assert_eq!(hits(&agent, &check, &line).await, json!([]));
}

#[tokio::test]
async fn of_many_contacts_with_one_number_the_first_are_told_and_shown_in_that_order() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let lines = (0..9).map(|n| format!("Ann{n},Lee,+85211111111,,Acme\r\n"));
    let header = "First name,Last name,Mobile,Email,Company\r\n".to_owned();
    let file = lines.fold(header, |file, line| file + &line);
    import(&server.program().await, "", file).await;
    let (check, key) = look(&agent).await;
    let found = hits(&agent, &check, &phone(&key, "+85211111111")).await;
    let several = &found[0]["phone"]["several"];
    let ids = several.as_array().expect("ids");
    assert_eq!(ids.len(), 6, "five, and that there are more: {found}");
    let backwards: Vec<&Value> = ids.iter().rev().collect();
    let asked = json!({"ids": backwards});
    let shown = agent.call("imports/effect/contacts", &asked).await.json();
    let shown = shown.as_array().expect("contacts").iter();
    let shown: Vec<&Value> = shown.map(|contact| &contact["id"]).collect();
    assert_eq!(shown, backwards);
    let too_many = json!({"ids": vec![&ids[0]; 101]});
    let refused = agent.call("imports/effect/contacts", &too_many).await;
    assert!(refused.text().contains("At most 100"), "{}", refused.text());
}

#[tokio::test]
async fn an_address_is_found_whatever_its_digest_begins_with() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let done = import(&server.program().await, "", many(200)).await;
    assert_eq!(ledger(&done), [200, 0, 0, 0, 0]);
    let (check, key) = look(&agent).await;
    let addresses = "select string_agg(address, ' ') from contact_email";
    let addresses = server.text(addresses).await;
    let lines: Vec<String> = addresses
        .split(' ')
        .map(|address| email(&key, address))
        .collect();
    assert!(lines.iter().any(|line| line.starts_with("ee")), "by chance");
    let found = hits(&agent, &check, &lines.join("\n")).await;
    let found = found.as_array().expect("hits");
    assert_eq!(found.len(), lines.len());
    assert!(found.iter().all(|hit| hit["email"]["one"].is_string()));
}

#[tokio::test]
async fn a_look_is_its_owners_alone_and_ends_with_the_next_one_and_after_an_hour() {
    let server = Server::start().await;
    let (agent, other) = (server.agent().await, server.agent().await);
    let (check, key) = look(&agent).await;
    let asked = json!({"check": check, "keys": phone(&key, "+85211111111")});
    let ask = async |client: &Client| client.call("imports/effect/hits", &asked).await.status;
    assert_eq!(ask(&agent).await, StatusCode::OK);
    assert_eq!(ask(&other).await, StatusCode::NOT_FOUND);
    sqlx::query("update import_effect set expires_at = now() - interval '1 second'")
        .execute(&mut server.sql().await)
        .await
        .expect("an hour later");
    assert_eq!(ask(&agent).await, StatusCode::NOT_FOUND);
    let (first, _) = look(&agent).await;
    let (second, _) = look(&agent).await;
    assert_ne!(first, second);
    assert_eq!(server.count("import_effect").await, 1);
}

#[tokio::test]
async fn a_look_that_is_in_use_gives_way_to_no_other() {
    let server = Server::start().await;
    let mut looks = Vec::new();
    for _ in 0..5 {
        let agent = server.agent().await;
        let (check, key) = look(&agent).await;
        looks.push((
            agent,
            json!({"check": check, "keys": phone(&key, "+85211111111")}),
        ));
    }
    let ask = async |(agent, asked): &(Client, Value)| {
        agent.call("imports/effect/hits", asked).await.status
    };
    for first in &looks[..4] {
        assert_eq!(ask(first).await, StatusCode::OK);
    }
    assert_eq!(ask(&looks[4]).await, StatusCode::CONFLICT);
    for first in &looks[..4] {
        assert_eq!(ask(first).await, StatusCode::OK, "it goes on");
    }
    // Whoever looks anew makes room for themselves.
    let (agent, _) = &looks[0];
    let (check, key) = look(agent).await;
    let asked = json!({"check": check, "keys": phone(&key, "+85211111111")});
    let answer = agent.call("imports/effect/hits", &asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

#[tokio::test]
async fn veiled_records_tell_the_unchanged_from_the_changed() {
    let server = Server::start().await;
    let agent = server.agent().await;
    import(&server.program().await, "", FILE).await;
    let contact: Uuid = id_of(&server, "Ann").await.parse().expect("an id");
    let contact = ContactId(contact);
    let (check, key) = look(&agent).await;
    let record = |company: &str, number: &str| {
        let draft = Draft {
            last_name: "customer".into(),
            company: company.into(),
            phones: vec![Phone {
                kind: PhoneKind::Mobile,
                number: number.into(),
                verified: false,
            }],
            ..Draft::default()
        };
        VeiledRecord {
            contact,
            draft: key.veil(&draft),
            filled: FilledCells::default(),
        }
    };
    let records = [
        record("Acme", "+85211111111"),
        record("", "+85211111111"),
        record("Nova", "+85211111111"),
        record("Acme", "+85233333333"),
    ];
    let records = serde_json::to_string(&records).expect("plain data");
    let sent = json!({"check": check, "records": records});
    assert!(!sent.to_string().contains("Nova") && !sent.to_string().contains("3333333"));
    let answer = agent.call("imports/effect/compare", &sent).await;
    assert_eq!(answer.json(), json!([0, 1]), "{}", answer.text());
    let shown = agent
        .call("imports/effect/contacts", &json!({"ids": [contact]}))
        .await;
    assert_eq!(shown.json()[0]["draft"]["company"], "Acme");
}

#[tokio::test]
async fn what_is_chosen_for_single_records_is_done_with_them_alone() {
    let server = Server::start().await;
    let agent = server.agent().await;
    import(&server.program().await, "", FILE).await;
    let begin = json!({
        "file_name": "again.csv", "key": "k1", "browser_failed": 0, "browser_skipped": 0,
        "options": {"country_code": "no", "duplicates": "update", "match": "phone"},
    });
    let id = started(&agent, &begin).await;
    let runs = json!([
        {"from": 1, "to": 1, "choice": "skip"},
        {"from": 3, "to": 4, "choice": "create"},
    ]);
    let chosen = json!({"id": id, "runs": runs});
    for _ in 0..2 {
        let answer = agent.call("imports/effect/choose", &chosen).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }
    let file = "First name,Last name,Mobile,Company\r\n\
                Ann,Lee,+85211111111,Left\r\nBen,Ho,+85222222222,Nova\r\n\
                Cy,Fu,+85211111111,New\r\nDi,Ng,+85222222222,New\r\n";
    part(&agent, &id, 1, file).await;
    seal(&agent, &id, 1).await;
    assert_eq!(ledger(&over(&agent, &id).await), [2, 1, 0, 1, 0]);
    let companies = "select string_agg(company, ',' order by first_name) from contact";
    assert_eq!(server.text(companies).await, "Acme,Nova,New,New");
    let late = agent.call("imports/effect/choose", &chosen).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_a_look_an_import_and_its_undo_need_no_more_is_forgotten() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let begin = json!({
        "file_name": "spent.csv", "key": "k1", "browser_failed": 0, "browser_skipped": 0,
        "options": {"country_code": "no", "duplicates": "create", "match": "phone"},
    });
    let id = started(&agent, &begin).await;
    let choose = async |from: u32, to: u32| {
        let runs = json!([{"from": from, "to": to, "choice": "skip"}]);
        let asked = json!({"id": id, "runs": runs});
        agent.call("imports/effect/choose", &asked).await.status
    };
    assert_eq!(choose(1, 1).await, StatusCode::OK);
    // No file has so many records.
    assert_eq!(choose(2, 1_000_001).await, StatusCode::BAD_REQUEST);
    part(&agent, &id, 1, &many(10)).await;
    let files = Files::new(server.folder.path().join("imports"));
    let tidy = async || imports::tidy(&server.pools, &files).await;
    look(&agent).await;
    tidy().await.expect("tidied");
    let rows = ["import_choice", "import_effect"];
    for table in rows {
        assert_eq!(server.count(table).await, 1, "{table} is still needed");
    }
    seal(&agent, &id, 1).await;
    assert_eq!(ledger(&over(&agent, &id).await), [10, 0, 0, 0, 0]);
    let mut sql = server.sql().await;
    for statement in [
        "update import_effect set expires_at = now() - interval '1 second'",
        // One was edited since.
        "insert into change (contact_id, action, source) select id, 'Updated', 'edit' from contact limit 1",
    ] {
        sqlx::query(statement)
            .execute(&mut sql)
            .await
            .expect(statement);
    }
    let order = json!({"id": id, "edited": false});
    let undo = agent.call("imports/undo", &order).await;
    assert_eq!(undo.status, StatusCode::OK, "{}", undo.text());
    tidy().await.expect("tidied");
    for table in rows {
        assert_eq!(server.count(table).await, 0, "{table} is spent");
    }
    assert_eq!(server.count("import_undo").await, 1, "what it left");
    let order = json!({"id": id, "edited": true});
    let undo = agent.call("imports/undo", &order).await.json();
    assert_eq!(
        (&undo["undo"]["total"], &undo["undo"]["removed"]),
        (&json!(1), &json!(1))
    );
}

#[tokio::test]
async fn whoever_has_a_contact_open_is_told_of_the_import_that_will_change_it() {
    let server = Server::start().await;
    let agent = server.agent().await;
    import(&server.program().await, "", FILE).await;
    let (ann, ben) = (id_of(&server, "Ann").await, id_of(&server, "Ben").await);
    let begin = json!({
        "file_name": "coming.csv", "key": "k1", "browser_failed": 0, "browser_skipped": 0,
        "options": {"country_code": "no", "duplicates": "update", "match": "phone"},
    });
    let id = started(&agent, &begin).await;
    let expected = json!({"id": id, "contacts": [ann]});
    let answer = agent.call("imports/effect/expect", &expected).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    let coming = async |contact: &str| {
        let asked = json!({"contact": contact});
        agent.call("imports/effect/coming", &asked).await.json()
    };
    assert_eq!(coming(&ann).await["file_name"], "coming.csv");
    assert_eq!(coming(&ben).await, Value::Null);
    part(
        &agent,
        &id,
        1,
        "Last name,Mobile,Company\r\nLee,+85211111111,Nova\r\n",
    )
    .await;
    seal(&agent, &id, 1).await;
    assert_eq!(ledger(&over(&agent, &id).await), [0, 1, 0, 0, 0]);
    assert_eq!(coming(&ann).await, Value::Null);
}

#[tokio::test]
async fn of_more_contacts_than_are_told_nobody_hears() {
    let server = Server::start().await;
    import(&server.program().await, "", many(20_100)).await;
    let agent = server.agent().await;
    let id = begin(&agent, "k", 0, 0).await;
    let mut sql = server.sql().await;
    let ids: Vec<uuid::Uuid> = sqlx::query_scalar("select id from contact order by id")
        .fetch_all(&mut sql)
        .await
        .expect("ids");
    let expect = async |ids: &[uuid::Uuid]| {
        let expected = json!({"id": id, "contacts": ids});
        agent.call("imports/effect/expect", &expected).await
    };
    let refused = expect(&ids[..4_001]).await;
    assert!(!refused.status.is_success(), "{}", refused.text());
    assert!(
        refused.text().contains("At most 4000"),
        "{}",
        refused.text()
    );
    // The last of them twice: what is told already is not counted once more.
    for some in ids.chunks(4_000).chain([&ids[..4_000]]) {
        let answer = expect(some).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }
    assert_eq!(server.count("import_change").await, 20_000);
}
