//! Saved views: whose they are, who sees and changes them, and what they keep.
use app::who::Role;
use axum::http::StatusCode;
use contact::query::Query;
use serde_json::{Value, json};

use crate::harness::{Client, Server};

fn draft(name: &str, shared: bool) -> Value {
    let query = Query {
        search: "smith".into(),
        labels: vec!["VIP".into(), "50%".into()],
        company: "a & b".into(),
        sort: "-updated".parse().ok(),
        limit: 100,
        ..Query::default()
    };
    json!({"draft": {"name": name, "query": query, "columns": "name-300.email-200", "shared": shared, "pinned": false}})
}

async fn keep(client: &Client, name: &str, shared: bool) -> Value {
    let kept = client.call("views/create", &draft(name, shared)).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    kept.json()
}

async fn names(client: &Client) -> Vec<String> {
    let views = client.call("views/list", &json!({})).await.json();
    let views = views.as_array().expect("a list").iter();
    views
        .map(|view| view["name"].as_str().expect("a name").to_owned())
        .collect()
}

fn with_id(view: &Value, mut arguments: Value) -> Value {
    arguments["id"] = view["id"].clone();
    arguments
}

#[tokio::test]
async fn a_view_keeps_search_filters_order_and_columns() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let kept = keep(&agent, " Important ", false).await;
    assert_eq!(kept["name"], "Important");
    let views = agent.call("views/list", &json!({})).await.json();
    assert_eq!(views, json!([kept]));
    let asked = draft("Important", false);
    for part in ["query", "columns", "shared", "pinned"] {
        assert_eq!(kept[part], asked["draft"][part], "{part}");
    }
    assert_eq!(
        (&kept["owner"], &kept["may_change"]),
        (&json!("Test agent"), &json!(true))
    );
}

#[tokio::test]
async fn a_private_view_exists_for_its_owner_alone() {
    let server = Server::start().await;
    let owner = server.agent().await;
    let view = keep(&owner, "Mine", false).await;
    for &role in Role::ALL {
        let other = server.signed_in(role).await;
        assert_eq!(names(&other).await, Vec::<String>::new(), "{role:?}");
        for (verb, arguments) in [
            ("views/update", with_id(&view, draft("Theirs", true))),
            ("views/pin", with_id(&view, json!({"pinned": true}))),
            ("views/delete", with_id(&view, json!({}))),
        ] {
            let refused = other.call(verb, &arguments).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{verb} {role:?}");
        }
    }
    assert_eq!(names(&owner).await, ["Mine"]);
}

#[tokio::test]
async fn a_shared_view_is_seen_by_all_and_changed_by_its_owner_and_administrators() {
    let server = Server::start().await;
    let owner = server.agent().await;
    let view = keep(&owner, "Ours", true).await;
    for role in [Role::Agent, Role::Supervisor] {
        let other = server.signed_in(role).await;
        assert_eq!(names(&other).await, ["Ours"]);
        let seen = other.call("views/list", &json!({})).await.json();
        assert_eq!(seen[0]["may_change"], false);
        for (verb, arguments) in [
            ("views/update", with_id(&view, draft("Theirs", true))),
            ("views/delete", with_id(&view, json!({}))),
        ] {
            let refused = other.call(verb, &arguments).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{verb} {role:?}");
        }
    }
    let administrator = server.signed_in(Role::Administrator).await;
    let renamed = administrator
        .call("views/update", &with_id(&view, draft("Everybody's", true)))
        .await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text());
    assert_eq!(names(&owner).await, ["Everybody's"]);
    let hidden = owner
        .call("views/update", &with_id(&view, draft("Mine again", false)))
        .await;
    assert_eq!(hidden.status, StatusCode::OK);
    assert_eq!(names(&administrator).await, Vec::<String>::new());
}

#[tokio::test]
async fn everybody_pins_for_themselves() {
    let server = Server::start().await;
    let (owner, other) = (server.agent().await, server.agent().await);
    let view = keep(&owner, "Ours", true).await;
    let pinned = |views: Value| views[0]["pinned"].as_bool();
    for _ in 0..2 {
        let done = other
            .call("views/pin", &with_id(&view, json!({"pinned": true})))
            .await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    }
    assert_eq!(
        pinned(other.call("views/list", &json!({})).await.json()),
        Some(true)
    );
    assert_eq!(
        pinned(owner.call("views/list", &json!({})).await.json()),
        Some(false)
    );
    other
        .call("views/pin", &with_id(&view, json!({"pinned": false})))
        .await;
    assert_eq!(
        pinned(other.call("views/list", &json!({})).await.json()),
        Some(false)
    );
}

#[tokio::test]
async fn nobody_has_two_views_of_one_name_or_more_than_fifty() {
    let server = Server::start().await;
    let (agent, other) = (server.agent().await, server.agent().await);
    let first = keep(&agent, "View 1", false).await;
    keep(&other, "View 1", false).await;
    for name in ["View 1", "VIEW 1"] {
        let refused = agent.call("views/create", &draft(name, false)).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{name}");
        assert!(
            refused.text().contains("already a view called"),
            "{}",
            refused.text()
        );
    }
    let second = keep(&agent, "View 2", false).await;
    let refused = agent
        .call("views/update", &with_id(&second, draft("view 1", false)))
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for number in 3..=50 {
        keep(&agent, &format!("View {number}"), false).await;
    }
    let refused = agent.call("views/create", &draft("View 51", false)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text().contains("50 saved views"),
        "{}",
        refused.text()
    );
    let gone = agent
        .call("views/delete", &with_id(&first, json!({})))
        .await;
    assert_eq!(gone.status, StatusCode::OK);
    keep(&agent, "View 51", false).await;
}

#[tokio::test]
async fn what_a_view_cannot_keep_is_refused_in_a_sentence() {
    let server = Server::start().await;
    let agent = server.agent().await;
    for (name, sentence) in [
        ("  ", "Name is required"),
        (&"x".repeat(61), "Name: longer than 60 characters"),
        ("a\u{7}b", "holds a control character"),
    ] {
        let refused = agent.call("views/create", &draft(name, false)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text().contains(sentence), "{}", refused.text());
    }
    let mut long = draft("Long", false);
    long["draft"]["query"]["search"] = json!("x".repeat(9_000));
    assert_eq!(
        agent.call("views/create", &long).await.status,
        StatusCode::BAD_REQUEST
    );
    let mut nul = draft("Nul", false);
    nul["draft"]["query"]["company"] = json!("a\0b");
    assert_eq!(
        agent.call("views/create", &nul).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(names(&agent).await, Vec::<String>::new());
}
