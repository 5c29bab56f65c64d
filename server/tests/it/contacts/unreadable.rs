//! Values that no contact can hold: refused by the names of their fields.
use serde_json::json;

use super::*;

#[tokio::test]
async fn what_cannot_be_read_is_named_with_its_value_all_of_it() {
    let server = Server::start().await;
    let client = server.program().await;
    for (wrong, code, column) in [
        (json!({"type": "Friend"}), "E09", "Type"),
        (json!({"level": "Best"}), "E10", "Level"),
        (
            json!({"birth_date": "12/14/1980"}),
            "malformed",
            "birth_date",
        ),
        (json!({"company": 7}), "malformed", "company"),
        (
            json!({"phones": [{"type": "Fax", "number": "+85212345678"}]}),
            "malformed",
            "phones",
        ),
    ] {
        let problem = client.post_json("/api/v1/contacts", &wrong).await.json();
        let told = &problem["problems"][0];
        assert_eq!(
            (&told["code"], &told["column"]),
            (&json!(code), &json!(column))
        );
        let message = told["message"].as_str().unwrap();
        let value = ["Friend", "Best", "12/14/1980", "7", "Fax"];
        assert!(
            message.starts_with(column) && value.iter().any(|value| message.contains(value)),
            "{message}"
        );
    }
    let two = json!({"type": "Friend", "birth_date": "tomorrow"});
    let problem = client.post_json("/api/v1/contacts", &two).await.json();
    assert_eq!(problem["problems"].as_array().map(Vec::len), Some(2));
}
