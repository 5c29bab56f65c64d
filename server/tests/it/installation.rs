//! What is set for the whole installation: who may set it, what wins, how other servers hear of it, and what the security log
//! tells of it.
use app::{
    error::Error,
    model::{
        installation::{changing, panel_secret},
        security_log, tokens,
    },
    who::{Role, Scope},
    wire::{
        installation::{InstallationChange, PanelSecretState},
        security_log::SecurityLogQuery,
    },
};
use axum::http::{StatusCode, header};
use chrono::Utc;
use contact::{Bounded, Limits};
use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor};
use uuid::Uuid;

use crate::{
    harness::{Answer, Server},
    import_page::{begin, part},
    imports::send,
    intake::{at, enquiry},
};

/// Sets it through the page's own door, and answers what is in force.
async fn set(server: &Server, change: Value) -> Value {
    let administrator = server.signed_in(Role::Administrator).await;
    let asked = json!({"change": change});
    let answer = administrator.call("installation/change", &asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

/// What the security log tells of settings, the oldest first.
async fn told(server: &Server) -> Vec<String> {
    let log = crate::security_log::log(server).await;
    let settings = log.into_iter().filter(|entry| {
        [
            "setting_changed",
            "panel_secret_renewed",
            "panel_secrets_ended",
        ]
        .contains(&entry.event.as_str())
    });
    settings
        .map(|entry| format!("{} {}", entry.event, entry.detail))
        .collect()
}

#[tokio::test]
async fn what_an_administrator_sets_is_in_force_at_once_and_stands_in_the_log() {
    let server = Server::start().await;
    let now = set(&server, json!({"bin_days": 14, "usual_country": "hk"})).await;
    assert_eq!(
        (&now["bin_days"], &now["usual_country"]),
        (&json!(14), &json!("HK"))
    );
    assert_eq!(now["stored"], json!(["bin_days", "usual_country"]));
    let program = server.program().await;
    let read = program.get("/api/v1/settings").await.json();
    assert_eq!(read, now);
    // The same again is no change, and no entry.
    set(&server, json!({"bin_days": 14})).await;
    let origins = json!({"embed_origins": ["https://Desk.example/", "https://desk.example"]});
    let now = set(&server, origins).await;
    assert_eq!(now["embed_origins"], json!(["https://desk.example"]));
    let panel = server.visitor().get("/embed/panel").await;
    let policy = panel.header("content-security-policy").to_owned();
    assert!(
        policy.ends_with("frame-ancestors https://desk.example"),
        "{policy}"
    );
    assert_eq!(
        told(&server).await,
        [
            "setting_changed bin_days: 30 → 14",
            "setting_changed usual_country: none → HK",
            "setting_changed embed_origins: none → https://desk.example",
        ]
    );
}

#[tokio::test]
async fn what_the_environment_says_wins_and_is_not_changed_here() {
    let flags = [
        "--bin-days",
        "7",
        "--embed-secret",
        "a secret of thirty-two bytes, or",
    ];
    let server = Server::start_with(&flags).await;
    let store = "insert into setting (name, value, changed_by) values ('bin_days', '99', 'nobody')";
    server.sql().await.execute(store).await.expect("stored");
    let now = changing::read(&server.operator()).await.expect("settings");
    assert_eq!(now.bin_days, 7);
    assert_eq!(now.panel_secret.state, PanelSecretState::Given);
    let program = server.program().await;
    let both = json!({"bin_days": 14, "auto_create": true});
    let refused = program.patch_json("/api/v1/settings", &both).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = &refused.json()["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["column"]),
        (&json!("setting_given"), &json!("bin_days"))
    );
    assert!(
        problem["message"].to_string().contains("BIN_DAYS"),
        "{problem}"
    );
    // All of it, or nothing.
    assert_eq!(server.count("setting where name = 'auto_create'").await, 0);
    let renewed = panel_secret::renew(&server.operator()).await;
    assert!(matches!(renewed, Err(Error::Conflict(_))), "{renewed:?}");
    assert_eq!(told(&server).await, Vec::<String>::new());
}

#[tokio::test]
async fn every_server_hears_of_a_change() {
    let server = Server::start().await;
    let other = Server::start_on(server.database.clone(), &[]).await;
    set(&server, json!({"bin_days": 3})).await;
    let heard = async {
        while other.operator().shared.installation.now().bin_days != 3 {
            tokio::task::yield_now().await;
        }
    };
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, heard)
        .await
        .expect("heard of it");
}

#[tokio::test]
async fn a_file_is_refused_with_the_limit_that_is_set() {
    let server = Server::start().await;
    let program = server.program().await;
    set(
        &server,
        json!({"file_records": 2, "file_columns": 3, "file_megabytes": 1}),
    )
    .await;
    let refused = async |file: &str| {
        let answer = send(&program, "", file.to_owned()).await;
        assert!(answer.status.is_client_error(), "{}", answer.text());
        (answer.code(), answer.json()["detail"].to_string())
    };
    let (code, said) = refused("Last name\nAmes\nBrown\nCurie\n").await;
    assert_eq!(code, "F03");
    assert!(said.contains('2'), "{said}");
    let (code, said) = refused("Last name,Company,Team,Group\nAmes,a,b,c\n").await;
    assert_eq!(code, "F02");
    assert!(said.contains('3'), "{said}");
    let large = format!("Last name\n{}\n", "x".repeat(1_100_000));
    let (code, said) = refused(&large).await;
    assert_eq!(code, "F02");
    assert!(said.contains("1 MB"), "{said}");
    // The page judges by the same.
    let agent = server.agent().await;
    let rules = agent.call("imports/rules", &json!({})).await.json();
    assert_eq!(rules["limits"]["records"], 2);
    let accepted = send(&program, "", "Last name\nAmes\nBrown\n").await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED, "{}", accepted.text());
}

#[tokio::test]
async fn a_part_that_makes_a_file_too_large_is_refused_with_the_limit_that_is_set() {
    let server = Server::start().await;
    set(&server, json!({"file_megabytes": 100})).await;
    let agent = server.agent().await;
    let import = begin(&agent, "k1", 0, 0).await;
    // As much has arrived as may ever arrive of one file.
    let arrived = format!(
        "update import set parts = 128, bytes = {}",
        Limits::MOST.file_bytes
    );
    let mut sql = server.sql().await;
    sql.execute(AssertSqlSafe(arrived)).await.expect("arrived");
    let refused = part(&agent, &import, 129, "Lee,\r\n").await;
    assert!(refused.status.is_client_error(), "{}", refused.text());
    assert!(
        refused.text().contains("the limit of 100 MB"),
        "{}",
        refused.text()
    );
}

/// What the panel is answered that shows a ticket signed with this.
async fn shown(server: &Server, secret: &str) -> Answer {
    let now = Utc::now().timestamp();
    let claims = json!({
        "sub": "mei@example.org", "enquiry": "E-1", "iat": now, "exp": now + 60, "jti": Uuid::now_v7(),
    });
    let key = EncodingKey::from_secret(secret.as_bytes()).expect("a key");
    let ticket = encode(&Header::default(), &claims, &key).expect("signed");
    let panel = server.visitor().in_browser();
    panel
        .post_json("/embed/session", &json!({"ticket": ticket}))
        .await
}

#[tokio::test]
async fn the_secret_of_the_panel_is_renewed_without_a_gap() {
    let server = Server::start().await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let program = server.program().await;
    let report = json!({
        "event_at": at(1), "channel": "web_chat", "status": "ongoing", "staff": ["mei@example.org"],
        "opened_at": at(0), "visitor": {"first_name": "Tai"},
    });
    enquiry(&program, "E-1", report).await;
    assert_eq!(
        shown(&server, "no secret at all, of thirty-two bytes")
            .await
            .status,
        401
    );
    let mut secrets = Vec::new();
    for _ in 0..3 {
        let made = program
            .post_json("/api/v1/settings/panel-secret", &Value::Null)
            .await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        secrets.push(made.json()["secret"].as_str().expect("a secret").to_owned());
    }
    // All that were handed out within a day are good.
    for secret in &secrets {
        let begun = shown(&server, secret).await;
        assert_eq!(begun.status, StatusCode::OK, "{}", begun.text());
    }
    let late = "update panel_secret set good_until = now() - interval '1 second' where number = 1";
    server.sql().await.execute(late).await.expect("over");
    changing::read(&server.operator()).await.expect("looked up");
    assert_eq!(shown(&server, &secrets[0]).await.status, 401);
    assert_eq!(shown(&server, &secrets[1]).await.status, 200);
    let ended = program.delete("/api/v1/settings/panel-secret/old").await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(shown(&server, &secrets[1]).await.status, 401);
    assert_eq!(shown(&server, &secrets[2]).await.status, 200);
    let log = told(&server).await;
    let renewed = "panel_secret_renewed ";
    assert_eq!(log, [renewed, renewed, renewed, "panel_secrets_ended "]);
    // Neither the log nor a copy of the database holds one.
    let stored = server
        .text("select coalesce(string_agg(encode(sealed, 'escape'), ''), '') from panel_secret")
        .await;
    let read = program.get("/api/v1/settings").await.text().to_owned();
    for secret in &secrets {
        assert!(!stored.contains(secret.as_str()) && !read.contains(secret.as_str()));
    }
}

#[tokio::test]
async fn of_two_who_renew_the_secret_at_once_each_has_one_that_is_good() {
    let server = Server::start().await;
    let operator = server.operator();
    for round in 1..=5 {
        let (one, other) = tokio::join!(
            panel_secret::renew(&operator),
            panel_secret::renew(&operator)
        );
        let (one, other) = (one.expect("a secret"), other.expect("another"));
        assert_ne!(one.secret, other.secret);
        assert_eq!(server.count("panel_secret").await, 2 * round);
        let present = "panel_secret where good_until is null";
        assert_eq!(server.count(present).await, 1);
    }
}

#[tokio::test]
async fn a_secret_that_this_server_cannot_read_is_to_be_renewed() {
    let server = Server::start().await;
    let operator = server.operator();
    panel_secret::renew(&operator).await.expect("a secret");
    let spoilt = "update panel_secret set sealed = '\\x00'";
    server.sql().await.execute(spoilt).await.expect("spoilt");
    let now = changing::read(&operator).await.expect("settings");
    assert_eq!(now.panel_secret.state, PanelSecretState::Unreadable);
    panel_secret::renew(&operator)
        .await
        .expect("another secret");
    let now = changing::read(&operator).await.expect("settings");
    assert_eq!(now.panel_secret.state, PanelSecretState::Stored);
    // Nothing is signed with what nobody can read.
    assert_eq!(now.panel_secret.old_until, None);
}

#[tokio::test]
async fn a_token_that_has_expired_opens_nothing_and_says_so() {
    let server = Server::start().await;
    let scopes = vec![Scope::ReadContacts];
    let made = tokens::create(&server.operator(), "crm", scopes, Some(30)).await;
    let (token, secret) = made.expect("a token");
    assert_eq!(
        (token.days_left, token.created_by.as_str()),
        (Some(30), "command line")
    );
    let bearer = format!("Bearer {secret}");
    let program = server
        .visitor()
        .with(header::AUTHORIZATION.as_str(), &bearer);
    assert_eq!(program.get("/api/v1/contacts").await.status, StatusCode::OK);
    let used = tokens::list(&server.operator()).await.expect("tokens");
    assert!(used[0].used_at.is_some() && used[0].days_left == Some(30));
    let over = "update token set expires_at = now() - interval '1 second'";
    server.sql().await.execute(over).await.expect("over");
    let refused = program.get("/api/v1/contacts").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.code(), "token_expired");
    let asks = refused.header("www-authenticate");
    assert_eq!(asks, "Bearer error=\"invalid_token\"");
    let list = tokens::list(&server.operator()).await.expect("tokens");
    assert_eq!(list[0].days_left, Some(0));
    let refused = tokens::create(&server.operator(), "crm", vec![Scope::Ingest], Some(0)).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
}

#[tokio::test]
async fn the_log_is_found_by_what_happened_and_by_a_name_and_read_page_by_page() {
    let server = Server::start().await;
    let operator = server.operator();
    for days in 1..=120 {
        let change = InstallationChange {
            bin_days: Some(days),
            ..InstallationChange::default()
        };
        changing::change(&operator, change).await.expect("changed");
    }
    server.add_staff("mei_chan@example.org", Role::Agent).await;
    let page = async |query| security_log::page(&operator, query).await.expect("a page");
    let first = page(SecurityLogQuery::default()).await;
    assert_eq!(
        (first.items.len(), first.items[0].event.as_str()),
        (100, "account_added")
    );
    assert_eq!(first.events, ["account_added", "setting_changed"]);
    let next = page(SecurityLogQuery {
        before: first.next,
        ..SecurityLogQuery::default()
    })
    .await;
    assert_eq!((next.items.len(), next.next), (21, None));
    let found = page(SecurityLogQuery {
        who: Bounded::own("EI_chan"),
        ..SecurityLogQuery::default()
    })
    .await;
    assert_eq!(found.items.len(), 1);
    // A letter that patterns know stands for itself.
    let none = page(SecurityLogQuery {
        who: Bounded::own("eiXchan"),
        ..SecurityLogQuery::default()
    })
    .await;
    assert_eq!(none.items.len(), 0);
    let kind = page(SecurityLogQuery {
        event: Bounded::own("account_added"),
        ..SecurityLogQuery::default()
    })
    .await;
    assert_eq!(kind.items.len(), 1);
}

#[tokio::test]
async fn an_administrator_sees_how_the_installation_is() {
    let server = Server::start().await;
    let program = server.program().await;
    crate::imports::import(&program, "", "Last name\nAmes\n").await;
    let administrator = server.signed_in(Role::Administrator).await;
    let health = administrator.call("health/get", &json!({})).await;
    assert_eq!(health.status, StatusCode::OK, "{}", health.text());
    let health = health.json();
    assert_eq!(health["migrations"]["pending"], 0);
    assert_eq!(health["last_import"]["created"], 1);
    assert_eq!(health["last_import"]["status"], "done");
    assert_eq!(health["imports"]["running"], 0);
    assert_eq!(health["deliveries"], 0);
    assert!(health["database_bytes"].as_u64() > Some(0));
    assert!(health["machine"]["disk"]["total_bytes"].as_u64() > Some(0));
    assert_eq!(health["pools"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn nobody_but_administrators_sees_or_sets_it() {
    let server = Server::start().await;
    for role in [Role::Agent, Role::Supervisor] {
        let client = server.signed_in(role).await;
        for (verb, arguments) in [
            ("installation/get", json!({})),
            ("installation/change", json!({"change": {"bin_days": 0}})),
            ("installation/secret/renew", json!({})),
            ("installation/secret/end_old", json!({})),
            ("security_log/list", json!({"query": {}})),
            ("health/get", json!({})),
        ] {
            let refused = client.call(verb, &arguments).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{verb} {role:?}");
        }
    }
    let program = server.program_that_may(&[Scope::WriteContacts]).await;
    let refused = program.get("/api/v1/settings").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
