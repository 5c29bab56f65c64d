//! What is withheld from a role (R68): refused at every door, with its sentence, from the next request on and on every server;
//! all else goes on. And the first steps of an empty installation.
use app::{
    error::Error,
    model::{Asker, exports, fields, first_hour, permissions, staff, tokens},
    who::{Action, Permission, Role, Scope, Who},
    wire::{fields::FieldDraft, staff::StaffChange},
};
use axum::http::{Method, StatusCode};
use contact::query::{Query, selection::Selection};
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Client, PASSWORD, Server},
    security_log::log,
};

/// Withholds something from a role, or gives it back, by the page.
async fn choose(boss: &Client, role: Role, permission: Permission, withheld: bool) {
    let arguments = json!({"role": role, "permission": permission, "withheld": withheld});
    let done = boss.call("permissions/withhold", &arguments).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    assert_eq!(done.json(), arguments);
}

/// Knocks at every door that a permission is for; none has anything behind it that could be changed.
async fn knock(client: &Client, permission: Permission) -> Vec<Answer> {
    match permission {
        Permission::Download => vec![
            client.get("/contacts/export").await,
            client.form("/contacts/export", &[("ids", "x")]).await,
            client
                .form("/contacts/export", &[("ids", crate::permissions::NOBODY)])
                .await,
        ],
        Permission::ManageFields => {
            let mut answers = Vec::new();
            for (endpoint, arguments) in [
                (
                    "fields/create",
                    json!({"draft": {"name": "", "type": "text"}}),
                ),
                ("fields/update", json!({"id": "cf_nobody", "change": {}})),
                ("fields/delete", json!({"id": "cf_nobody"})),
                ("fields/restore", json!({"id": "cf_nobody"})),
            ] {
                answers.push(client.call(endpoint, &arguments).await);
            }
            answers
        }
    }
}

/// How many of the answers say that it is withheld, and nothing else.
fn withheld(answers: &[Answer], permission: Permission) -> usize {
    let itself = serde_json::to_value(Error::Withheld(permission)).expect("JSON");
    let is_withheld = |answer: &&Answer| {
        if answer.status != StatusCode::FORBIDDEN {
            return false;
        }
        let told = answer.json();
        told == itself
            || told["code"] == "withheld"
                && told["detail"] == permission.withheld(contact::Language::English)
    };
    answers.iter().filter(is_withheld).count()
}

/// Everybody of the staff, by role.
async fn everybody(server: &Server) -> Vec<(Role, Client)> {
    let mut everybody = Vec::new();
    for &role in Role::ALL {
        everybody.push((role, server.signed_in(role).await));
    }
    everybody
}

#[tokio::test]
async fn what_is_withheld_from_a_role_is_refused_at_once_with_its_sentence_and_nothing_else_is() {
    let server = Server::start().await;
    let boss = server.signed_in(Role::Administrator).await;
    let everybody = everybody(&server).await;
    for &permission in Permission::ALL {
        for &role in Role::ALL.iter().filter(|role| role.has(permission)) {
            choose(&boss, role, permission, true).await;
            for (of, client) in &everybody {
                let answers = knock(client, permission).await;
                // A form that names no contact is refused as such before anybody asks who sent it.
                let doors = match permission {
                    Permission::Download => answers.len() - 1,
                    Permission::ManageFields => answers.len(),
                };
                let wanted = if *of == role { doors } else { 0 };
                assert_eq!(withheld(&answers, permission), wanted, "{of:?} {role:?}");
                // What they may beside it, they may.
                for (endpoint, arguments) in [
                    ("contacts/list", json!({"query": Query::default()})),
                    ("fields/list", json!({})),
                    ("session/who", json!({})),
                ] {
                    let answer = client.call(endpoint, &arguments).await;
                    assert_eq!(answer.status, StatusCode::OK, "{endpoint} {of:?}");
                }
                for &other in Permission::ALL.iter().filter(|one| **one != permission) {
                    assert_eq!(withheld(&knock(client, other).await, other), 0, "{of:?}");
                }
            }
            choose(&boss, role, permission, false).await;
            for (of, client) in &everybody {
                let answers = knock(client, permission).await;
                assert_eq!(withheld(&answers, permission), 0, "{of:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_role_never_has_what_only_administrators_have_however_it_is_chosen() {
    let server = Server::start().await;
    let boss = server.signed_in(Role::Administrator).await;
    for role in ["supervisor", "agent"] {
        for withheld in [true, false] {
            let arguments =
                json!({"role": role, "permission": "manage_fields", "withheld": withheld});
            let refused = boss.call("permissions/withhold", &arguments).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains("never_had"), "{}", refused.text());
        }
    }
    let agent = server.agent().await;
    let create = json!({"draft": {"name": "Size", "type": "text"}});
    let refused = agent.call("fields/create", &create).await;
    assert_eq!(
        (refused.status, refused.text()),
        (StatusCode::FORBIDDEN, r#""Forbidden""#)
    );
    assert_eq!(server.count("withheld").await, 0);
}

#[tokio::test]
async fn whoever_withholds_from_their_own_role_gives_it_back() {
    let server = Server::start().await;
    let boss = server.signed_in(Role::Administrator).await;
    for &permission in Permission::ALL {
        choose(&boss, Role::Administrator, permission, true).await;
    }
    for &permission in Permission::ALL {
        let answers = knock(&boss, permission).await;
        assert!(withheld(&answers, permission) > 0, "{permission:?}");
        choose(&boss, Role::Administrator, permission, false).await;
        let answers = knock(&boss, permission).await;
        assert_eq!(withheld(&answers, permission), 0, "{permission:?}");
    }
}

#[tokio::test]
async fn a_right_that_is_withheld_while_somebody_asks_is_refused_in_the_transaction() {
    let server = Server::start().await;
    let operator = server.operator();
    let draft = |name: &str| FieldDraft {
        name: name.to_owned(),
        id: None,
        kind: contact::CustomKind::Text,
        options: Vec::new(),
    };
    let who = server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    // They asked before: of what has been withheld since, only the transaction knows.
    let asker = server.asker(&who);
    let set = async |permission, withheld| {
        permissions::withhold(&operator, Role::Administrator, permission, withheld)
            .await
            .expect("set");
    };
    set(Permission::ManageFields, true).await;
    set(Permission::Download, true).await;
    assert_eq!(asker.who.may(Action::ManageFields), Ok(()));
    assert_eq!(
        fields::create(&asker, draft("Size")).await.map(drop),
        Err(Error::Withheld(Permission::ManageFields))
    );
    let all = Selection::All(Box::default());
    let download = exports::contacts(&asker, &all).await;
    assert_eq!(
        download.map(drop),
        Err(Error::Withheld(Permission::Download))
    );
    assert_eq!(server.count("download").await, 0);
    // Whoever asked while it was withheld has it once it is given back.
    let late = staff::who(&server.pools, who.id())
        .await
        .expect("an answer");
    let late = server.asker(&late.expect("somebody"));
    assert_eq!(
        late.who.may(Action::ManageFields),
        Err(Error::Withheld(Permission::ManageFields))
    );
    set(Permission::ManageFields, false).await;
    fields::create(&late, draft("Size")).await.expect("created");
}

#[tokio::test]
async fn what_is_withheld_on_one_server_is_withheld_on_another() {
    let server = Server::start().await;
    let boss = server.signed_in(Role::Administrator).await;
    server.add_staff("mei@example.org", Role::Agent).await;
    let other = Server::start_on(server.database.clone(), &[]).await;
    let mei = other.visitor().sign_in("mei@example.org").await;
    assert_eq!(mei.get("/contacts/export").await.status, StatusCode::OK);
    choose(&boss, Role::Agent, Permission::Download, true).await;
    let refused = mei.get("/contacts/export").await;
    assert_eq!(withheld(&[refused], Permission::Download), 1);
    choose(&boss, Role::Agent, Permission::Download, false).await;
    assert_eq!(mei.get("/contacts/export").await.status, StatusCode::OK);
}

#[tokio::test]
async fn programs_read_and_set_what_is_withheld_and_lose_nothing_by_it() {
    let server = Server::start().await;
    let program = server.program_that_may(&[Scope::Administration]).await;
    let listed = async || program.get("/api/v1/permissions").await.json();
    let before = listed().await;
    let row = |role: &str, permission: &str, withheld: bool| json!({"role": role, "permission": permission, "withheld": withheld});
    let all = |of_agents: bool| {
        json!([
            row("administrator", "download", false),
            row("administrator", "manage_fields", false),
            row("supervisor", "download", false),
            row("agent", "download", of_agents),
        ])
    };
    assert_eq!(before["items"], all(false));
    assert_eq!(
        (&before["total"], &before["next_cursor"]),
        (&json!(4), &Value::Null)
    );
    let put = async |path: &str, body: &Value| {
        let path = format!("/api/v1/permissions/{path}");
        let kind = Some("application/json");
        program
            .send(Method::PUT, &path, kind, body.to_string())
            .await
    };
    let set = put("agent/download", &json!({"withheld": true})).await;
    assert_eq!(
        (set.status, set.json()),
        (StatusCode::OK, row("agent", "download", true))
    );
    assert_eq!(listed().await["items"], all(true));
    let never = put("agent/manage_fields", &json!({"withheld": true})).await;
    assert_eq!(never.code(), "invalid");
    for path in ["king/download", "agent/breathe"] {
        let nobody = put(path, &json!({"withheld": true})).await;
        assert!(nobody.status.is_client_error(), "{path} {}", nobody.status);
    }
    let exporting = server.program_that_may(&[Scope::ExportContacts]).await;
    let export = exporting.get("/api/v1/contacts/export").await;
    assert_eq!(export.status, StatusCode::OK);
    let agent = server.agent().await;
    let refused = agent.get("/contacts/export").await;
    assert_eq!(withheld(&[refused], Permission::Download), 1);
}

#[tokio::test]
async fn the_security_log_tells_who_withheld_what_from_whom_once() {
    let server = Server::start().await;
    server
        .add_staff("boss@example.org", Role::Administrator)
        .await;
    let boss = server.visitor().sign_in("boss@example.org").await;
    for withheld in [true, true, false, false] {
        choose(&boss, Role::Agent, Permission::Download, withheld).await;
    }
    let log = log(&server).await;
    let told = log
        .iter()
        .rev()
        .filter(|entry| entry.event.starts_with("permission_"));
    let told: Vec<_> = told
        .map(|entry| {
            (
                entry.event.as_str(),
                entry.actor.as_str(),
                entry.subject.as_str(),
                entry.detail.as_str(),
                entry.address.as_deref(),
            )
        })
        .collect();
    let at = Some("127.0.0.1");
    assert_eq!(
        told,
        [
            (
                "permission_given",
                "boss@example.org",
                "agent",
                "download",
                at
            ),
            (
                "permission_withheld",
                "boss@example.org",
                "agent",
                "download",
                at
            ),
        ]
    );
}

#[tokio::test]
async fn the_list_of_whom_it_is_withheld_from_says_why_in_place_of_the_link() {
    let server = Server::start().await;
    let boss = server.signed_in(Role::Administrator).await;
    let agent = server.agent().await;
    let why = Permission::Download.withheld(contact::Language::English);
    let page = agent.get("/contacts").await;
    assert!(page.text().contains("href=\"/contacts/export\""));
    assert!(!page.text().contains(why));
    choose(&boss, Role::Agent, Permission::Download, true).await;
    let page = agent.get("/contacts").await;
    assert!(!page.text().contains("href=\"/contacts/export\""));
    assert!(page.text().contains(why), "{}", page.text());
}

/// How the first hour stands for somebody: which steps are done, which are put off, whether all are, whether they are offered.
async fn first_hour_of(asker: &Asker) -> (Vec<bool>, Vec<bool>, bool, bool) {
    let hour = first_hour::get(asker).await.expect("the steps");
    let done = hour.steps.iter().map(|one| one.done).collect();
    let left = hour.steps.iter().map(|one| one.left).collect();
    (done, left, hour.dismissed, hour.is_due())
}

#[tokio::test]
async fn the_first_steps_are_done_by_what_there_is_and_are_put_off_for_all_administrators() {
    let server = Server::start().await;
    let who = server
        .add_staff("ada@example.org", Role::Administrator)
        .await;
    let other = server
        .add_staff("bo@example.org", Role::Administrator)
        .await;
    let (ada, bo) = (server.asker(&who), server.asker(&other));
    let nothing = vec![false; 3];
    let fresh = (nothing.clone(), nothing.clone(), false, true);
    assert_eq!(first_hour_of(&ada).await, fresh);

    let client = server.visitor().sign_in("ada@example.org").await;
    let call = async |endpoint: &str, step: Value| {
        let answer = client
            .call(&format!("first_hour/{endpoint}"), &json!({"step": step}))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    };
    call("leave", json!("panel")).await;
    call("leave", json!("panel")).await;
    let left = vec![false, false, true];
    let panel_left = (nothing.clone(), left.clone(), false, true);
    assert_eq!(first_hour_of(&bo).await, panel_left);
    call("leave", Value::Null).await;
    let dismissed = (nothing.clone(), left, true, false);
    assert_eq!(first_hour_of(&bo).await, dismissed);
    call("resume", Value::Null).await;
    call("resume", json!("panel")).await;
    assert_eq!(first_hour_of(&bo).await, fresh);

    // One's own time zone is one's own step; contacts are there for all.
    let zone = StaffChange {
        time_zone: Some("Asia/Hong_Kong".to_owned()),
        ..StaffChange::default()
    };
    staff::change(&server.operator(), who.id(), zone)
        .await
        .expect("changed");
    assert_eq!(first_hour_of(&ada).await.0, [true, false, false]);
    assert_eq!(first_hour_of(&bo).await.0, nothing);
    let contact = server
        .program()
        .await
        .post_json("/api/v1/contacts", &json!({"last_name": "Chan"}))
        .await;
    assert_eq!(contact.status, StatusCode::CREATED);
    let (done, _, _, due) = first_hour_of(&bo).await;
    assert_eq!((done, due), (vec![false, true, false], false));
}

#[tokio::test]
async fn the_first_administrator_lands_on_the_first_steps_unless_there_is_something_already() {
    for (is_empty, landing) in [(true, "/welcome"), (false, "/contacts")] {
        let server = Server::start().await;
        if !is_empty {
            let program = server.program().await;
            let person = json!({"last_name": "Chan"});
            let made = program.post_json("/api/v1/contacts", &person).await;
            assert_eq!(made.status, StatusCode::CREATED);
        }
        let secret = tokens::invite(&server.operator()).await.expect("a link");
        let fields = [
            ("first", secret.as_str()),
            ("name", "Mei Chan"),
            ("email", "mei@example.org"),
            ("password", PASSWORD),
        ];
        let visitor = server.visitor().in_browser();
        let made = visitor.form("/sign-in/first", &fields).await;
        assert_eq!(made.location(), landing);
        let mei = visitor.with("cookie", &made.cookie().expect("a session"));
        let page = mei.get("/welcome").await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["Say who you are", "Bring your contacts", "Mei Chan"] {
            assert!(page.text().contains(said), "{said} in {}", page.text());
        }
    }
}

#[tokio::test]
async fn only_administrators_take_the_first_steps() {
    let server = Server::start().await;
    for role in [Role::Supervisor, Role::Agent] {
        let who = server
            .add_staff(&format!("{}@example.org", role.as_str()), role)
            .await;
        assert_eq!(
            first_hour::get(&server.asker(&who)).await,
            Err(Error::Forbidden)
        );
    }
    assert!(first_hour::get(&server.asker(&Who::Operator)).await.is_ok());
}
