//! One's own account, and the rule for passwords at every door that takes a new one.
use app::{
    error::Error,
    model::{password, staff, tokens},
    who::{Role, Scope},
    wire::staff::StaffDraft,
};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Client, PASSWORD, Server};

const NEW: &str = "seven purple otters waltz";
/// Long enough, and guessed at once.
const COMMON: &[&str] = &[
    "password1234",
    "passwordpassword",
    "qwertyuiop123",
    "123456789012",
    "aaaaaaaaaaaaaaaa",
    "iloveyou2026",
    "Administrator1",
    "abcdefghijklmnop",
    "Winter2025!!",
    "ExternalContacts2026",
];

async fn change(client: &Client, present: &str, new: &str) -> (StatusCode, String) {
    let arguments = json!({"present": present, "new": new});
    let answer = client.call("account/password", &arguments).await;
    let code = answer.json()["Invalid"][0]["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, code)
}

async fn sessions(client: &Client) -> Vec<Value> {
    let answer = client.call("account/sessions", &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json().as_array().expect("a list").clone()
}

async fn is_in(client: &Client) -> bool {
    client.call("session/who", &json!({})).await.status == 200
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it_and_ends_the_other_sessions() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    server.add_staff("tai@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    let phone = server.visitor().sign_in("mei@example.org").await;
    let tai = server.visitor().sign_in("tai@example.org").await;
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    for (present, new, code) in [
        ("not the one", NEW, "password_wrong"),
        (PASSWORD, PASSWORD, "password_same"),
        (PASSWORD, "short", "password"),
        (PASSWORD, &"x y ".repeat(51), "password"),
        (PASSWORD, "password1234", "password_common"),
        // What everybody knows about her.
        (PASSWORD, "mei@example.org", "password_common"),
    ] {
        assert_eq!(
            change(&mei, present, new).await,
            (refused, code.to_owned()),
            "{new}"
        );
    }
    assert!(is_in(&phone).await);
    let changed = mei
        .call(
            "account/password",
            &json!({"present": PASSWORD, "new": NEW}),
        )
        .await;
    assert_eq!((changed.status, changed.json()), (StatusCode::OK, json!(1)));
    // What opened this session before opens it no more: whoever has seen the old key is out too.
    let key = changed.cookie().expect("a new key");
    let old = mei.headers["cookie"].to_str().expect("ASCII").to_owned();
    let (name, _) = key.split_once('=').expect("a cookie");
    let kept = old.split("; ").filter(|pair| !pair.starts_with(name));
    let cookies: Vec<&str> = kept.chain([key.as_str()]).collect();
    assert!(!is_in(&mei).await);
    let mei = mei.with("cookie", &cookies.join("; "));
    assert!(is_in(&mei).await && is_in(&tai).await);
    assert!(!is_in(&phone).await);
    let sign_in = async |password: &str| {
        let fields = [("email", "mei@example.org"), ("password", password)];
        let answer = server
            .visitor()
            .in_browser()
            .form("/sign-in", &fields)
            .await;
        answer.location().to_owned()
    };
    assert_eq!(sign_in(PASSWORD).await, "/sign-in?problem=wrong");
    assert_eq!(sign_in(NEW).await, "/contacts");
}

#[tokio::test]
async fn whoever_guesses_at_an_open_desk_is_signed_out() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let desk = server.visitor().sign_in("mei@example.org").await;
    let phone = server.visitor().sign_in("mei@example.org").await;
    for guess in 1..=5 {
        let code = change(&desk, &format!("guess {guess}"), NEW).await.1;
        assert_eq!(code, "password_wrong", "{guess}");
    }
    let late = desk
        .call(
            "account/password",
            &json!({"present": PASSWORD, "new": NEW}),
        )
        .await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    assert!(is_in(&phone).await);
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_ends_it() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    let mei = server
        .visitor()
        .with("user-agent", agent)
        .sign_in("mei@example.org")
        .await;
    let phone = server
        .visitor()
        .with("user-agent", &"x".repeat(5_000))
        .sign_in("mei@example.org")
        .await;
    let third = server.visitor().sign_in("mei@example.org").await;
    let tai = server.agent().await;

    let list = sessions(&mei).await;
    assert_eq!(list.len(), 3);
    assert_eq!(
        [
            &list[0]["current"],
            &list[0]["browser"],
            &list[0]["system"],
            &list[0]["address"]
        ],
        [
            &json!(true),
            &json!("Chrome"),
            &json!("Windows"),
            &json!("127.0.0.1")
        ]
    );
    assert!(
        list[1..]
            .iter()
            .all(|session| session["current"] == false && session["browser"] == "")
    );
    assert_eq!(sessions(&tai).await.len(), 1);

    // Somebody else's session is nobody's business.
    let of_phone = &sessions(&phone).await[0]["id"];
    let end = json!({"id": of_phone});
    assert_eq!(tai.call("account/sessions/end", &end).await.status, 404);
    assert!(is_in(&phone).await);
    assert_eq!(mei.call("account/sessions/end", &end).await.status, 200);
    assert!(!is_in(&phone).await);
    assert_eq!(mei.call("account/sessions/end", &end).await.status, 404);

    let ended = mei.call("account/sessions/end_others", &json!({})).await;
    assert_eq!(ended.json(), 1);
    assert!(is_in(&mei).await && is_in(&tai).await);
    assert!(!is_in(&third).await);
    assert_eq!(sessions(&mei).await.len(), 1);
    let page = mei.get("/account").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("mei@example.org") && page.text().contains("Chrome · Windows"));
    assert!(
        server
            .visitor()
            .get("/account")
            .await
            .location()
            .starts_with("/sign-in")
    );
}

#[tokio::test]
async fn every_door_refuses_a_common_password() {
    let server = Server::start().await;
    let draft = StaffDraft::new("Jo", "jo@example.org", Role::Agent);
    for common in COMMON {
        let judged = password::judge(common, &[]).await.expect("judged");
        assert_eq!(judged.expect(common).code, "password_common", "{common}");
        let added = staff::add(
            &server.operator(),
            draft.clone(),
            Some((*common).to_owned()),
        )
        .await;
        assert!(matches!(added, Err(Error::Invalid(_))), "{common}");
        let first = staff::add_first(&server.operator(), draft.clone(), (*common).to_owned()).await;
        assert!(matches!(first, Err(Error::Invalid(_))), "{common}");
    }
    for good in [
        PASSWORD,
        NEW,
        "a long enough password",
        "external-contacts",
        "a few long words",
        "abcde-f2h4k-mnpqr-stuvw",
    ] {
        assert_eq!(password::judge(good, &[]).await, Ok(None), "{good}");
    }
    let secret = tokens::invite(&server.operator()).await.expect("a link");
    let fields = [
        ("first", secret.as_str()),
        ("name", "Jo"),
        ("email", "jo@example.org"),
        ("password", COMMON[0]),
    ];
    let answer = server
        .visitor()
        .in_browser()
        .form("/sign-in/first", &fields)
        .await;
    assert!(
        answer.location().ends_with("&problem=password"),
        "{}",
        answer.location()
    );

    // A name that nobody sees is none, and neither is an address.
    for (name, email) in [
        ("\u{200b}", "li@example.org"),
        ("Li", "l\u{200b}i@example.org"),
    ] {
        let draft = StaffDraft::new(name, email, Role::Agent);
        let added = staff::add(&server.operator(), draft, None).await;
        assert!(
            matches!(added, Err(Error::Invalid(_))),
            "{name:?} {email:?}"
        );
    }
    let unnamed = tokens::create(&server.operator(), "\u{200b}", vec![Scope::Ingest], None).await;
    assert!(matches!(unnamed, Err(Error::Invalid(_))));

    let program = server.program().await;
    let new =
        json!({"name": "Jo", "email": "jo@example.org", "role": "agent", "password": COMMON[1]});
    assert_eq!(program.post_json("/api/v1/staff", &new).await.status, 422);
    let staff = server.add_staff("tai@example.org", Role::Agent).await;
    let path = format!("/api/v1/staff/{}", staff.id());
    let change = json!({"password": COMMON[2]});
    assert_eq!(program.patch_json(&path, &change).await.status, 422);
    let administrator = server.signed_in(Role::Administrator).await;
    let change = json!({"id": staff.id(), "change": {"password": COMMON[3]}});
    assert_eq!(
        administrator.call("staff/change", &change).await.status,
        422
    );
}
