//! What a list shows of contacts that it is asked about, against what it shows by itself.
use std::collections::BTreeMap;

use app::wire::among::MOST_AMONG;
use contact::query::Query;

use super::{filters::assorted, *};
use crate::permissions::NOBODY;

async fn asked(client: &Client, endpoint: &str, arguments: &Value) -> Value {
    let answer = client.call(endpoint, arguments).await;
    assert_eq!(answer.status, 200, "{endpoint} {}", answer.text());
    answer.json()
}

async fn listed(client: &Client, query: &Query) -> Value {
    asked(client, "contacts/list", &json!({ "query": query })).await
}

async fn among(client: &Client, query: &Query, end: &Value, ids: &[String]) -> Value {
    let arguments = json!({"query": query, "end": end, "ids": ids});
    asked(client, "contacts/among", &arguments).await
}

/// The contacts of an answer, whole, by their ids.
fn by_id(answer: &Value) -> BTreeMap<String, Value> {
    let items = answer["items"].as_array().expect("items").iter();
    items
        .map(|item| (item["id"].as_str().expect("an id").to_owned(), item.clone()))
        .collect()
}

fn ids(answer: &Value) -> BTreeSet<String> {
    by_id(answer).into_keys().collect()
}

/// The ids of a list of them.
fn named(ids: &Value) -> BTreeSet<String> {
    let ids = ids.as_array().expect("ids").iter();
    ids.map(|id| id.as_str().expect("an id").to_owned())
        .collect()
}

fn all(limit: u16) -> Query {
    Query {
        limit,
        ..Query::default()
    }
}

async fn created(client: &Client, last_name: &str) -> String {
    let body = json!({ "last_name": last_name });
    let created = client.post_json("/api/v1/contacts", &body).await;
    assert_eq!(created.status, 201, "{}", created.text());
    created.json()["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn with_every_filter_it_finds_what_the_list_finds_and_as_the_list_has_it() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let filters = assorted(&server, &program).await;
    let everybody: Vec<String> = ids(&listed(&agent, &all(500)).await).into_iter().collect();
    assert_eq!(everybody.len(), 60);
    for pairs in filters {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let query = Query::read(pairs.clone().chain([("limit", "500")])).expect("a query");
        let told: Vec<_> = pairs.collect();
        let list = listed(&agent, &query).await;
        let found = among(&agent, &query, &Value::Null, &everybody).await;
        assert!(by_id(&list).len() >= 3, "{told:?}");
        assert_eq!(by_id(&found), by_id(&list), "{told:?}");
        assert_eq!(found["written"], list["written"], "{told:?}");
        assert_eq!(named(&found["here"]), ids(&list), "{told:?}");
        assert_eq!(found["deleted"], json!([]), "{told:?}");
    }
}

#[tokio::test]
async fn it_tells_which_of_them_stand_among_the_rows_of_every_page_in_every_order() {
    let server = Server::start().await;
    let agent = server.agent().await;
    seed(&server, 130).await;
    let everybody: Vec<String> = ids(&listed(&agent, &all(500)).await).into_iter().collect();
    for (sort, search) in [
        ("", ""),
        ("name", ""),
        ("-company", ""),
        ("-updated", ""),
        ("", "person"),
    ] {
        let first = Query::read([("sort", sort), ("search", search)]).expect("a query");
        let (mut query, mut rows) = (first.clone(), 0);
        loop {
            let page = listed(&agent, &query).await;
            let found = among(&agent, &query, &page["next_cursor"], &everybody).await;
            assert_eq!(
                by_id(&found).len(),
                130,
                "wherever they stand {sort} {search}"
            );
            assert_eq!(named(&found["here"]), ids(&page), "{sort} {search} {rows}");
            rows += ids(&page).len();
            let Some(next) = page["next_cursor"].as_str() else {
                break;
            };
            query.cursor = Some(next.parse().expect("a cursor"));
        }
        assert_eq!(rows, 130, "{sort} {search}");
    }
}

#[tokio::test]
async fn who_was_deleted_or_merged_away_is_not_in_it_and_is_told() {
    let server = Server::start().await;
    let (program, agent) = (server.program().await, server.agent().await);
    let mut there = Vec::new();
    for name in ["Ames", "Brown", "Curie", "Darwin"] {
        there.push(created(&program, name).await);
    }
    let gone = program
        .delete(&format!("/api/v1/contacts/{}", there[1]))
        .await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let merge = json!({"master": there[2], "other": there[3], "versions": [1, 1], "choices": {}});
    asked(&agent, "merge/merge", &merge).await;
    there.push(NOBODY.to_owned());
    let found = among(&agent, &all(50), &Value::Null, &there).await;
    let pick = |places: &[usize]| -> BTreeSet<String> {
        places.iter().map(|place| there[*place].clone()).collect()
    };
    assert_eq!(ids(&found), pick(&[0, 2]));
    assert_eq!(named(&found["here"]), pick(&[0, 2]));
    assert_eq!(named(&found["deleted"]), pick(&[1, 3, 4]));
    let restored = agent
        .call("contacts/restore", &json!({"id": there[1]}))
        .await;
    assert_eq!(restored.status, 200, "{}", restored.text());
    let found = among(&agent, &all(50), &Value::Null, &there).await;
    assert_eq!(named(&found["deleted"]), pick(&[3, 4]));
    // One that does not match is not in it either, and was not deleted.
    let ames = Query::read([("search", "ames")]).expect("a query");
    let found = among(&agent, &ames, &Value::Null, &there[..3]).await;
    assert_eq!(ids(&found), pick(&[0]));
    assert_eq!(found["deleted"], json!([]));
}

#[tokio::test]
async fn it_is_asked_about_200_at_most_by_a_place_that_a_list_gave_out_and_by_staff_alone() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let about = |count: usize, end: Value| json!({"query": Query::default(), "end": end, "ids": vec![NOBODY; count]});
    for (arguments, status) in [
        (about(MOST_AMONG, Value::Null), 200),
        (about(0, Value::Null), 200),
        (about(MOST_AMONG + 1, Value::Null), 400),
        (about(1, json!("nowhere")), 400),
        (about(1, json!("7".repeat(9_001))), 400),
    ] {
        let answer = agent.call("contacts/among", &arguments).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
    let visitor = server.visitor().in_browser();
    let refused = visitor.call("contacts/among", &about(1, Value::Null)).await;
    assert_eq!(refused.status, 401, "{}", refused.text());
}
