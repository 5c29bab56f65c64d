//! The API as programs meet it: keys, scopes, problems, one answer for one Idempotency-Key.
use app::who::{Role, Scope};
use axum::http::{Method, StatusCode};
use clap::Parser;
use serde_json::json;
use server::command::{CommandLine, ProgramCommand, accounts::TokenCommand};

use crate::harness::{Client, Server};

#[tokio::test]
async fn without_a_good_token_there_is_no_way_in() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let nobody = server.visitor().with("authorization", "Bearer ec_guess");
    let basic = server.visitor().with("authorization", "Basic ec_guess");
    let none = "No token was sent.";
    for (client, wrong) in [
        (server.visitor(), none),
        (nobody, "This token is not known here"),
        (basic, none),
        (agent, none),
    ] {
        for path in ["/api/v1/staff", "/api/v1/nothing"] {
            let answer = client.get(path).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert_eq!(answer.code(), "signed_out");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            let detail = answer.json()["detail"]
                .as_str()
                .expect("a sentence")
                .to_owned();
            assert!(
                detail.starts_with(wrong) && detail.contains("Authorization: Bearer TOKEN"),
                "{detail}"
            );
        }
    }
}

#[tokio::test]
async fn a_token_may_do_what_its_scopes_say_and_no_more() {
    let server = Server::start().await;
    for &scope in Scope::ALL {
        let program = server.program_that_may(&[scope]).await;
        let allowed = scope == Scope::Administration;
        for path in ["/api/v1/staff", "/api/v1/tokens"] {
            let answer = program.get(path).await;
            let expected = if allowed {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(answer.status, expected, "{scope:?} {path}");
            if !allowed {
                assert_eq!(answer.code(), "forbidden");
                let detail = answer.json()["detail"].to_string();
                assert!(detail.contains("the scope administration"), "{detail}");
            }
        }
    }
}

#[tokio::test]
async fn tokens_are_made_listed_and_ended() {
    let server = Server::start().await;
    let program = server.program().await;
    let made = program
        .post_json(
            "/api/v1/tokens",
            &json!({"name": "crm", "scopes": ["administration"]}),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let secret = made.json()["secret"].as_str().expect("a secret").to_owned();
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    let crm = server
        .visitor()
        .with("authorization", &format!("Bearer {secret}"));
    let listed = crm.get("/api/v1/tokens").await;
    assert_eq!(listed.json()["total"], 2);
    assert!(!listed.text().contains(&secret));
    assert_eq!(
        program.delete(&format!("/api/v1/tokens/{id}")).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        crm.get("/api/v1/tokens").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        program.delete(&format!("/api/v1/tokens/{id}")).await.code(),
        "not_found"
    );
    let wrong = program
        .post_json("/api/v1/tokens", &json!({"name": " ", "scopes": []}))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong.json()["problems"].as_array().map(Vec::len),
        Some(2),
        "all problems, never only the first"
    );
}

#[tokio::test]
async fn staff_are_added_changed_and_closed() {
    let server = Server::start().await;
    let program = server.program().await;
    let mei = json!({"name": "Mei Chan", "email": "mei@example.org", "role": "agent", "extension": "204"});
    let added = program.post_json("/api/v1/staff", &mei).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    let path = format!(
        "/api/v1/staff/{}",
        added.json()["id"].as_str().expect("an id")
    );
    assert_eq!(program.get(&path).await.json()["extension"], "204");
    let twice = program
        .post_json(
            "/api/v1/staff",
            &json!({"name": "M", "email": "MEI@example.org", "role": "agent"}),
        )
        .await;
    assert_eq!(
        (twice.status, twice.code()),
        (StatusCode::CONFLICT, "conflict".to_owned())
    );
    assert_eq!(
        twice.json()["detail"],
        "Email: MEI@example.org belongs to another member of staff."
    );
    let changed = program
        .patch_json(&path, &json!({"availability": "busy", "job_title": "Lead"}))
        .await;
    assert_eq!(changed.json()["availability"], "busy");
    assert_eq!(changed.json()["name"], "Mei Chan");
    for field in ["id", "password_hash", "created_at"] {
        let answer = program.patch_json(&path, &json!({field: "x"})).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
    assert_eq!(program.delete(&path).await.status, StatusCode::NO_CONTENT);
    let closed = program.get(&path).await.json();
    assert_eq!(
        (&closed["active"], &closed["state"]),
        (&json!(false), &json!("closed"))
    );
    let refused = program
        .post_json(&format!("{path}/invitation"), &json!(null))
        .await;
    let detail = refused.json()["detail"]
        .as_str()
        .expect("a sentence")
        .to_owned();
    assert!(
        detail.contains("PATCH /staff/{id} with {\"active\": true}"),
        "{detail}"
    );
}

#[tokio::test]
async fn the_last_administrator_cannot_be_closed_or_made_less() {
    let server = Server::start().await;
    let program = server.program().await;
    let boss = server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let path = format!("/api/v1/staff/{}", boss.staff_id().expect("an id"));
    for answer in [
        program.delete(&path).await,
        program.patch_json(&path, &json!({"role": "agent"})).await,
    ] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.json()["problems"][0]["code"], "last_administrator");
    }
    server
        .add_staff("other@example.org", Role::Administrator)
        .await;
    assert_eq!(program.delete(&path).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn two_administrators_who_step_down_at_once_do_not_leave_none() {
    let server = Server::start().await;
    let program = server.program().await;
    let one = server
        .add_staff("one@example.org", Role::Administrator)
        .await
        .staff_id()
        .expect("an id");
    let other = server
        .add_staff("other@example.org", Role::Administrator)
        .await
        .staff_id()
        .expect("an id");
    let less = json!({"role": "agent"});
    let (one, other) = (
        format!("/api/v1/staff/{one}"),
        format!("/api/v1/staff/{other}"),
    );
    let (one, other) = tokio::join!(
        program.patch_json(&one, &less),
        program.patch_json(&other, &less)
    );
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 422]);
}

#[tokio::test]
async fn every_fault_is_a_problem_with_a_stable_code() {
    let server = Server::start().await;
    let program = server.program().await;
    let post = |kind: Option<&'static str>, body: &'static str| {
        let program = program.clone();
        async move {
            program
                .send(Method::POST, "/api/v1/tokens", kind, body)
                .await
        }
    };
    let json = Some("application/json");
    let large = " ".repeat(300 * 1024);
    let faults = [
        (program.get("/api/v1/nothing").await, 404, "not_found"),
        (
            program.get("/api/v1/staff/not-an-id").await,
            404,
            "not_found",
        ),
        (
            program.delete("/api/v1/staff").await,
            405,
            "method_not_allowed",
        ),
        (post(json, "{").await, 400, "malformed"),
        (
            post(Some("text/plain"), "{}").await,
            415,
            "unsupported_media_type",
        ),
        (post(json, r#"{"name": 1}"#).await, 422, "invalid"),
        (
            program
                .send(Method::POST, "/api/v1/tokens", json, large)
                .await,
            413,
            "too_large",
        ),
    ];
    for (answer, status, code) in faults {
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code),
            "{}",
            answer.text()
        );
    }
}

async fn make_token(program: &Client, key: &str, name: &str) -> crate::harness::Answer {
    let program = program.clone().with("idempotency-key", key);
    program
        .post_json(
            "/api/v1/tokens",
            &json!({"name": name, "scopes": ["ingest"]}),
        )
        .await
}

async fn tokens(program: &Client) -> u64 {
    program.get("/api/v1/tokens").await.json()["total"]
        .as_u64()
        .expect("a number")
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_once() {
    let server = Server::start().await;
    let program = server.program().await;
    let first = make_token(&program, "k1", "crm").await;
    let again = make_token(&program, "k1", "crm").await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.header("content-type"), "application/json");
    assert_eq!(tokens(&program).await, 2);
    let other = make_token(&program, "k1", "another request").await;
    assert_eq!(
        (other.status, other.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused")
    );
    // Another program's keys are its own.
    let stranger = server.program().await;
    assert_eq!(
        make_token(&stranger, "k1", "another request").await.status,
        StatusCode::CREATED
    );
    // A refusal is not kept: corrected, the request may use its key.
    assert_eq!(
        make_token(&program, "k2", "").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        make_token(&program, "k2", "good").await.status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn a_hundred_retries_at_once_make_one_thing() {
    let server = Server::start().await;
    let program = server.program().await;
    let answers =
        futures::future::join_all((0..100).map(|_| make_token(&program, "k", "crm"))).await;
    let first = &answers[0];
    for answer in &answers {
        assert_eq!(
            (answer.status, &answer.body),
            (StatusCode::CREATED, &first.body),
            "{}",
            answer.text()
        );
    }
    assert_eq!(tokens(&program).await, 2);
}

#[tokio::test]
async fn the_description_names_every_route_and_the_page_shows_it_without_scripts() {
    let server = Server::start().await;
    let document = server.visitor().get("/api/v1/openapi.json").await;
    assert_eq!(document.status, StatusCode::OK);
    let document = document.json();
    assert!(
        document["openapi"]
            .as_str()
            .expect("a version")
            .starts_with("3.1")
    );
    let page = server.agent().await.get("/api/docs").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.text().contains("<script") && !page.text().contains("style="),
        "nothing inline"
    );
    for path in document["paths"].as_object().expect("paths").keys() {
        assert!(page.text().contains(&format!("/api/v1{path}")), "{path}");
    }
    for path in ["/staff", "/staff/{id}", "/tokens", "/tokens/{id}"] {
        assert!(document["paths"][path].is_object(), "{path}");
    }
    let upload = &document["paths"]["/imports"]["post"]["responses"];
    for status in ["202", "409", "413", "415", "422", "429", "507"] {
        assert!(upload[status].is_object(), "{status} {upload}");
    }
}

#[test]
fn a_token_gets_several_scopes_by_repeating_the_flag() {
    let line = [
        "external-contacts",
        "token",
        "create",
        "crm",
        "--scope",
        "contacts:read",
        "--scope",
        "contacts:write",
    ];
    let line = CommandLine::try_parse_from(line).expect("a good line");
    let Some(ProgramCommand::Token(TokenCommand::Create { scopes, .. })) = line.command else {
        panic!("another command")
    };
    assert_eq!(scopes, [Scope::ReadContacts, Scope::WriteContacts]);
}
