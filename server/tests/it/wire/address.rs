//! What stands in an address has limits that hold everywhere.
use super::*;

#[tokio::test]
async fn the_limits_of_an_address_hold_for_a_server_function_too() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let query = |change: Value| {
        let mut query = serde_json::to_value(contact::query::Query::default()).expect("JSON");
        let changed = change.as_object().expect("fields").clone();
        query.as_object_mut().expect("fields").extend(changed);
        json!({ "query": query })
    };
    let list = async |change: Value| agent.call("contacts/list", &query(change)).await.status;
    assert_eq!(list(json!({})).await, 200);
    assert_eq!(list(json!({"search": "a".repeat(200)})).await, 200);
    // A place that no page has begins the list anew.
    let far = json!({"sort": {"by": "Updated", "descending": true},
        "cursor": {"rank": 0, "key": "+262142-12-31T23:59:59Z", "id": NOBODY, "total": 1}});
    assert_eq!(list(far).await, 200);
    for change in [
        json!({"search": "ab ".repeat(80_000)}),
        json!({"search": "a".repeat(201)}),
        json!({"search": "a\0b"}),
        json!({"limit": 65_535}),
        json!({"limit": 501}),
        json!({"limit": 0}),
        json!({"created": {"from": "+262142-12-31T23:59:59Z", "before": null}}),
        json!({"updated": {"from": null, "before": "-262143-01-01T00:00:00Z"}}),
        json!({"words": {"team": (0..51).map(|number| number.to_string()).collect::<Vec<_>>()}}),
        json!({"company": "x".repeat(201)}),
        json!({"words": {"group": ["x".repeat(1_001)]}}),
        json!({"custom": {"size": ["XL"]}}),
        json!({"custom": {format!("cf_{}", "x".repeat(100)): ["XL"]}}),
        json!({"cursor": {"rank": 0, "key": "\0", "id": NOBODY, "total": 1}}),
    ] {
        let told = change.to_string();
        let status = list(change).await;
        assert_eq!(status, 400, "{}", head(told.as_bytes()));
    }
    // Wherever a query is sent along.
    let long = query(json!({"search": "a".repeat(201)}))["query"].clone();
    for (endpoint, arguments) in [
        ("contacts/bulk/count", json!({"query": long})),
        (
            "contacts/bulk",
            json!({"key": NOBODY, "selection": {"All": long}, "action": {"set_team": "A"}, "expected": null}),
        ),
        (
            "views/create",
            json!({"draft": {"name": "A", "query": long, "columns": null, "shared": false, "pinned": false}}),
        ),
    ] {
        assert_eq!(
            agent.call(endpoint, &arguments).await.status,
            400,
            "{endpoint}"
        );
    }
}
