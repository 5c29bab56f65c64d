//! What no panel sends.
use axum::http::Method;
use contact::permit::Relation;

use super::{Beside, CALL, difference, rows};
use crate::permissions::NOBODY;

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_a_reason_and_changes_nothing() {
    const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
    const JSON: Option<&str> = Some("application/json");
    let beside = Beside::open().await;
    let agent = beside.panel(Relation::InRoom, CALL).await;
    let own = beside.centre().contact["id"].as_str().expect("an id");
    let itself = format!("contact={own}&other={own}");
    let long = format!("contact={own}&text={}", "a".repeat(100_000));
    let before = rows(&beside.centre().server).await;
    for (path, kind, body, status) in [
        ("/embed/note", FORM, "text=tea", 422),
        ("/embed/note", FORM, "contact=7&text=tea", 422),
        ("/embed/note", FORM, "%ff=%ff&&==", 422),
        ("/embed/note", FORM, long.as_str(), 422),
        ("/embed/note", JSON, "{}", 415),
        ("/embed/merge", FORM, "contact=&other=7", 422),
        ("/embed/merge", FORM, "other=", 422),
        ("/embed/merge", FORM, itself.as_str(), 422),
        ("/embed/beat", JSON, "{", 400),
        ("/embed/beat", JSON, r#"{"tab": 7}"#, 422),
        ("/embed/beat", FORM, "tab=7", 415),
    ] {
        let answer = agent.send(Method::POST, path, kind, body.to_owned());
        let answer = answer.await;
        let short: String = body.chars().take(60).collect();
        assert_eq!(answer.status, status, "{path} {short} {}", answer.text());
        assert!(!answer.code().is_empty());
    }
    for (address, status) in [
        ("/embed/contact?section=log".to_owned(), 400),
        ("/embed/section".to_owned(), 400),
        ("/embed/section?name=log".to_owned(), 400),
        ("/embed/section?name=journey&cursor=x".to_owned(), 400),
        (
            format!("/embed/section?name=journey&cursor={}", "1".repeat(101)),
            400,
        ),
        ("/embed/section?name=profile&cursor=1".to_owned(), 404),
        ("/embed/question".to_owned(), 400),
        ("/embed/question?contact=7".to_owned(), 400),
        (format!("/embed/question?contact={NOBODY}"), 404),
        (format!("/embed/question?contact={own}"), 409),
        ("/embed/find?search=a%00b".to_owned(), 400),
        (format!("/embed/find?search={}", "a".repeat(5_000)), 400),
    ] {
        let answer = agent.get(&address).await;
        assert_eq!(answer.status, status, "{address} {}", answer.text());
        assert!(!answer.code().is_empty());
    }
    assert_eq!(
        difference(&before, &rows(&beside.centre().server).await),
        "nothing"
    );
}
