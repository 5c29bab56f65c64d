//! What a search finds, says and puts first, and what becomes of keys that older rules of folding made.
use app::model::folding;
use contact::search::FOLDING;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::harness::{Client, Server};

/// The names of those who are found, as they come.
async fn found(client: &Client, typed: &str) -> Vec<String> {
    let page = page(client, typed).await;
    let items = page["items"].as_array().expect("items").iter();
    items
        .map(|item| {
            let text = |field: &str| item[field].as_str().unwrap_or_default();
            let name = format!("{} {}", text("first_name"), text("last_name"));
            name.trim().nfc().collect()
        })
        .collect()
}

async fn page(client: &Client, typed: &str) -> Value {
    let search = form_urlencoded::Serializer::new(String::new())
        .append_pair("search", typed)
        .finish();
    let answer = client.get(&format!("/api/v1/contacts?{search}")).await;
    assert_eq!(answer.status, 200, "{typed}: {}", answer.text());
    answer.json()
}

async fn create(client: &Client, person: Value) {
    let created = client.post_json("/api/v1/contacts", &person).await;
    assert_eq!(created.status, 201, "{}", created.text());
}

/// The people of the cases from the field.
async fn people(client: &Client) -> Value {
    let cases: Value =
        serde_json::from_str(include_str!("../fixtures/search.json")).expect("cases");
    for person in cases["contacts"].as_array().expect("contacts") {
        create(
            client,
            json!({
                "first_name": person[0], "last_name": person[1], "company": person[2],
                "emails": [{"address": person[3]}], "phones": [{"number": person[4]}],
            }),
        )
        .await;
    }
    cases
}

/// Asks each question of the cases: who must be found is, and comes before those who are found besides.
async fn answered(client: &Client, cases: &Value) {
    for query in cases["queries"].as_array().expect("queries") {
        let typed = query[0].as_str().expect("a text");
        let names = query[1].as_array().expect("names").iter();
        let mut wanted: Vec<String> = names
            .map(|name| name.as_str().expect("a name").nfc().collect())
            .collect();
        let found = found(client, typed).await;
        let mut first: Vec<String> = found.iter().take(wanted.len()).cloned().collect();
        wanted.sort();
        first.sort();
        assert_eq!(first, wanted, "{typed}: {found:?}");
        if wanted.is_empty() {
            assert!(found.is_empty(), "{typed}: {found:?}");
        }
    }
}

#[tokio::test]
async fn everybody_of_the_cases_from_the_field_is_found() {
    let server = Server::start().await;
    let client = server.program().await;
    let cases = people(&client).await;
    answered(&client, &cases).await;
}

#[tokio::test]
async fn one_and_two_letters_say_that_they_find_names_that_begin_with_them() {
    let server = Server::start().await;
    let client = server.program().await;
    people(&client).await;
    assert_eq!(found(&client, "mu").await, ["Jürgen Müller"]);
    assert_eq!(page(&client, "mu").await["beginnings"], json!(["mu"]));
    assert_eq!(page(&client, "kwok m").await["beginnings"], json!(["m"]));
    for exact in ["kwok", "陳", "9123 4567", ""] {
        assert_eq!(
            page(&client, exact).await["beginnings"],
            Value::Null,
            "{exact}"
        );
    }
    let agent = server.agent().await;
    for (language, sentence) in [
        ("en", "names that begin with mu"),
        ("zh-HK", "以 mu 開頭的名稱"),
        ("zh-CN", "以 mu 开头的名称"),
    ] {
        let agent = agent.clone().with("accept-language", language);
        let list = agent.get("/contacts?search=mu").await;
        assert!(
            list.text().contains(sentence),
            "{language}: {}",
            list.text()
        );
        let list = agent.get("/contacts?search=muller").await;
        assert!(!list.text().contains("begin with"), "{language}");
    }
}

#[tokio::test]
async fn a_number_comes_before_those_that_hold_its_pieces() {
    let server = Server::start().await;
    let client = server.program().await;
    for (name, number) in [
        ("Abel", "+4591234567891"),
        ("Adam", "+4545679123"),
        ("Zoe", "+85291234567"),
    ] {
        create(
            &client,
            json!({"last_name": name, "phones": [{"number": number}]}),
        )
        .await;
    }
    for typed in ["9123 4567", "9123-4567"] {
        assert_eq!(
            found(&client, typed).await,
            ["Zoe", "Abel", "Adam"],
            "{typed}"
        );
    }
    assert_eq!(found(&client, "91234567").await, ["Zoe", "Abel"]);
    // Also where more hold the pieces than are counted, and from page to page.
    let mut sql = server.sql().await;
    sqlx::query(
        "insert into contact (id, last_name, search, terms, sort_name, sort_company)
         select gen_random_uuid(), 'Many', search, terms, 'a ' || lpad(n::text, 5, '0'), sort_company
         from contact, generate_series(1, 10001) as n where last_name = 'Adam'",
    )
    .execute(&mut sql)
    .await
    .expect("contacts");
    assert_eq!(found(&client, "9123 4567").await[..2], ["Zoe", "Many"]);
    let first = client
        .get("/api/v1/contacts?search=9123+4567&limit=1")
        .await
        .json();
    assert_eq!(first["items"][0]["last_name"], "Zoe");
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let second = client
        .get(&format!(
            "/api/v1/contacts?search=9123+4567&limit=2&cursor={cursor}"
        ))
        .await
        .json();
    assert_eq!(second["items"][0]["last_name"], "Many");
}

#[tokio::test]
async fn the_bin_is_searched_as_people_type() {
    let server = Server::start().await;
    let (client, agent) = (server.program().await, server.agent().await);
    people(&client).await;
    let bin = async |typed: &str| -> Vec<String> {
        let answer = agent
            .call("bin/list", &json!({"ask": {"search": typed}}))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let page = answer.json();
        let items = page["items"].as_array().expect("items").iter();
        items
            .filter_map(|item| Some(item["last_name"].as_str()?.to_owned()))
            .collect()
    };
    let all = client.get("/api/v1/contacts?limit=500").await.json();
    for contact in all["items"].as_array().expect("items") {
        let gone = agent
            .call("contacts/delete", &json!({"id": contact["id"]}))
            .await;
        assert_eq!(gone.status, 200, "{}", gone.text());
    }
    for (typed, name) in [
        ("smith jones", "Smith–Jones"),
        ("Kwok, Mei", "Kwok"),
        ("陈大文", "陳"),
        ("mueller", "Müller"),
        ("jrr", "Tolkien"),
        ("07700 900123", "Tolkien"),
        ("+852 9123-4567", "陳"),
        ("mailto:pim+news@example.test", "van der Berg"),
        ("ll", "Müller"),
    ] {
        let names = bin(typed).await;
        assert!(
            names.iter().any(|found| found == name),
            "{typed}: {names:?}"
        );
    }
    assert!(bin("harbour tea ltd").await.is_empty());
    assert_eq!(bin("").await.len(), 29);
}

/// Writes keys as an older version might have: names are found by nobody, and the database says so.
async fn age(server: &Server) {
    let mut sql = server.sql().await;
    for statement in [
        "update contact set search = 'older', terms = '{1}', sort_name = 'older', sort_company = 'older'",
        "update folding set version = 1, next = 1, done_to = default",
    ] {
        sqlx::query(statement)
            .execute(&mut sql)
            .await
            .expect("aged");
    }
}

#[tokio::test]
async fn keys_that_older_rules_made_are_written_anew() {
    let server = Server::start().await;
    let client = server.program().await;
    let cases = people(&client).await;
    let mut sql = server.sql().await;
    let whole = "select md5(string_agg(contact::text, '' order by id)) from contact";
    let mut whole = async || -> String {
        sqlx::query_scalar(whole)
            .fetch_one(&mut sql)
            .await
            .expect("contacts")
    };
    let before = whole().await;
    age(&server).await;
    assert!(found(&client, "muller").await.is_empty());
    while folding::refold(&server.pools).await.expect("refolded") {}
    assert_eq!(whole().await, before, "keys, and nothing else");
    answered(&client, &cases).await;
    assert!(!folding::refold(&server.pools).await.expect("nothing to do"));
}

#[tokio::test]
async fn the_writing_anew_goes_on_where_it_was_stopped_and_a_newer_rule_starts_again() {
    let server = Server::start().await;
    let client = server.program().await;
    let mut sql = server.sql().await;
    let number = folding::CHUNK * 2 + 1;
    crate::list::seed(&server, usize::try_from(number).expect("a number")).await;
    // One of them is in the bin, where it is found too.
    sqlx::query("update contact set deleted_at = now() where id = (select max(id::text)::uuid from contact)")
        .execute(&mut sql)
        .await
        .expect("deleted");
    age(&server).await;
    let mut older = async || -> i64 {
        sqlx::query_scalar("select count(*) from contact where search = 'older'")
            .fetch_one(&mut sql)
            .await
            .expect("a count")
    };
    assert!(folding::refold(&server.pools).await.expect("a chunk"));
    assert_eq!(older().await, number - folding::CHUNK);
    // People write meanwhile, and what they wrote is found.
    create(&client, json!({"last_name": "Müller"})).await;
    assert_eq!(found(&client, "mueller").await, ["Müller"]);
    // Another server goes on: two at once take turns.
    let other = app::model::Database::open(server.database.clone());
    let (one, two) = tokio::join!(folding::refold(&server.pools), folding::refold(&other));
    assert!(one.expect("a chunk") && two.expect("a chunk"));
    assert_eq!(older().await, 0);
    while folding::refold(&other).await.expect("the rest") {}
    let mut sql = server.sql().await;
    let version: i32 = sqlx::query_scalar("select version from folding")
        .fetch_one(&mut sql)
        .await
        .expect("a version");
    assert_eq!(version, FOLDING);
    // What rules of another number had begun counts for nothing.
    age(&server).await;
    sqlx::query("update folding set next = $1, done_to = 'ffffffff-ffff-ffff-ffff-ffffffffffff'")
        .bind(FOLDING + 1)
        .execute(&mut sql)
        .await
        .expect("another number");
    while folding::refold(&other).await.expect("all of them") {}
    assert_eq!(older().await, 0);
}
