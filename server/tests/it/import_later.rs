//! What becomes of an import later, and of one that meets trouble: taken back, raced by a delete, cleared away.

use app::{
    error::Error,
    model::imports::{self, Files},
    who::Role,
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use server::work::{imports::Imports, runner::Runner};
use tokio::sync::watch;

use crate::{
    harness::{Client, Server},
    imports::{TWO_BAD_OF_TEN, id_of, import, ledger, many, number, over, send},
};

/// Makes the custom field `cf_size`.
async fn field_of_sizes(program: &Client) {
    let field = json!({"name": "Size", "type": "text"});
    let made = program.post_json("/api/v1/fields", &field).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
}

#[tokio::test]
async fn what_was_deleted_and_may_come_back_survives_an_import_and_its_undo() {
    for taken_back in [false, true] {
        let server = Server::start().await;
        let program = server.program().await;
        let admin = server.signed_in(Role::Administrator).await;
        field_of_sizes(&program).await;
        let draft = json!({
            "last_name": "Lee", "phones": [{"number": "+85211111111"}], "labels": ["VIP"], "custom": {"cf_size": "XL"},
        });
        let made = program.post_json("/api/v1/contacts", &draft).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let contact = format!(
            "/api/v1/contacts/{}",
            made.json()["id"].as_str().expect("an id")
        );
        let labels = program.get("/api/v1/labels").await.json();
        let vip = labels["items"][0]["id"].as_str().expect("an id");
        for gone in [
            format!("/api/v1/labels/{vip}"),
            "/api/v1/fields/cf_size".to_owned(),
        ] {
            assert_eq!(program.delete(&gone).await.status, 204, "{gone}");
        }
        let file = "First name,Last name,Mobile,Contact Label\r\nAnn,Lee,+85211111111,Trial\r\n";
        let update = import(&program, "?duplicates=update&match=phone", file).await;
        assert_eq!(ledger(&update), [0, 1, 0, 0, 0]);
        if taken_back {
            let id = update["id"].as_str().expect("an id");
            let undo = format!("/api/v1/imports/{id}/undo");
            let undone = program.post_json(&undo, &json!({})).await.json();
            assert_eq!(undone["restored"], 1, "{undone}");
        }
        let seen = program.get(&contact).await.json();
        assert_eq!(seen["custom"], Value::Null, "it is deleted");

        for (function, id) in [("fields/restore", "cf_size"), ("labels/restore", vip)] {
            let back = admin.call(function, &json!({"id": id})).await;
            assert_eq!(back.status, 200, "{function} {}", back.text());
        }
        let back = program.get(&contact).await.json();
        assert_eq!(back["custom"], json!({"cf_size": "XL"}), "{back}");
        let mut worn: Vec<_> = back["labels"].as_array().expect("labels").iter().collect();
        worn.sort_by_key(|label| label.as_str());
        match taken_back {
            true => assert_eq!(worn, [&json!("VIP")]),
            false => assert_eq!(worn, [&json!("Trial"), &json!("VIP")]),
        }
        for filter in ["cf_size=XL", "label=vip"] {
            let found = program
                .get(&format!("/api/v1/contacts?{filter}"))
                .await
                .json();
            assert_eq!(found["total"], 1, "{filter}");
        }
    }
}

#[tokio::test]
async fn a_contact_is_found_by_a_field_that_came_back_after_a_bulk_action() {
    let server = Server::start().await;
    let program = server.program().await;
    let admin = server.signed_in(Role::Administrator).await;
    field_of_sizes(&program).await;
    let draft = json!({"last_name": "Lee", "custom": {"cf_size": "XL"}});
    assert_eq!(
        program.post_json("/api/v1/contacts", &draft).await.status,
        201
    );
    assert_eq!(program.delete("/api/v1/fields/cf_size").await.status, 204);
    let all = json!({"query": {}, "action": {"set_team": "Asia"}});
    let bulk = program
        .post_json("/api/v1/contacts/bulk", &all)
        .await
        .json();
    assert_eq!(bulk["changed"], 1, "{bulk}");
    let back = admin
        .call("fields/restore", &json!({"id": "cf_size"}))
        .await;
    assert_eq!(back.status, 200, "{}", back.text());
    let found = program.get("/api/v1/contacts?cf_size=XL").await.json();
    assert_eq!(found["total"], 1, "{found}");
}

#[tokio::test]
async fn an_import_is_taken_back_but_for_what_somebody_edited_since() {
    let server = Server::start().await;
    let program = server.program().await;
    import(
        &program,
        "",
        "First name,Last name,Mobile,Company\r\nOld,Lee,+85211111111,Acme\r\n",
    )
    .await;
    let file = "First name,Last name,Mobile,Company\r\nOld,Lee,+85211111111,Nova\r\nNew,Ho,+85222222222,\r\nEdited,Ng,+85233333333,\r\n";
    let update = import(&program, "?duplicates=update&match=phone", file).await;
    assert_eq!(ledger(&update), [2, 1, 0, 0, 0]);
    let id: uuid::Uuid = server
        .text("select id::text from contact where first_name = 'Edited'")
        .await
        .parse()
        .expect("an id");
    sqlx::query("insert into change (contact_id, action, source) values ($1, 'Updated', 'edit')")
        .bind(id)
        .execute(&mut server.sql().await)
        .await
        .expect("edited");
    let undo = format!(
        "/api/v1/imports/{}/undo",
        update["id"].as_str().expect("an id")
    );
    let foreseen = program.get(&undo).await;
    assert_eq!(foreseen.status, StatusCode::OK, "{}", foreseen.text());
    assert_eq!(
        server.count("contact where deleted_at is null").await,
        3,
        "asking does nothing"
    );
    let undone = program.post_json(&undo, &json!({})).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    let undone = undone.json();
    assert_eq!(
        foreseen.json(),
        undone,
        "what was said beforehand is what was done"
    );
    assert_eq!(
        (&undone["removed"], &undone["restored"], &undone["edited"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(undone["edited_contacts"][0]["name"], "Edited Ng");
    let state = "select string_agg(first_name || ' ' || company || ' ' || (deleted_at is null), ',' order by first_name) from contact";
    assert_eq!(
        server.text(state).await,
        "Edited  true,New  false,Old Acme true"
    );
    let path = format!("/api/v1/imports/{}", update["id"].as_str().expect("an id"));
    assert_eq!(program.get(&path).await.json()["status"], "undone");
    // Once more does nothing more, and says what was done; confirmed, the edited one goes as well.
    let again = program.post_json(&undo, &json!({})).await.json();
    assert_eq!(again, undone);
    assert_eq!(
        server.text(state).await,
        "Edited  true,New  false,Old Acme true"
    );
    let confirmed = program
        .post_json(&format!("{undo}?edited=true"), &json!({}))
        .await
        .json();
    assert_eq!(
        (&confirmed["removed"], &confirmed["restored"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(server.count("contact where deleted_at is null").await, 1);
    let bin = program.get("/api/v1/bin").await.json();
    assert_eq!(
        (&bin["items"], &bin["total"]),
        (&json!([]), &json!(0)),
        "an undo does not fill the bin"
    );
}

#[tokio::test]
async fn what_an_undo_took_can_be_restored_by_its_address_and_is_then_a_contact_like_any_other() {
    let server = Server::start().await;
    let program = server.program().await;
    let done = import(&program, "", "Last name\r\nLee\r\n").await;
    let import = done["id"].as_str().expect("an id");
    program
        .post_json(&format!("/api/v1/imports/{import}/undo"), &json!({}))
        .await;
    let contact = server.text("select id::text from contact").await;
    let restored = program
        .post_json(&format!("/api/v1/contacts/{contact}/restore"), &json!({}))
        .await;
    assert!(restored.status.is_success(), "{}", restored.text());
    program.delete(&format!("/api/v1/contacts/{contact}")).await;
    let bin = program.get("/api/v1/bin").await.json();
    assert_eq!(
        bin["items"][0]["id"],
        json!(contact),
        "who deletes it by hand finds it in the bin"
    );
}

#[tokio::test]
async fn a_contact_deleted_during_an_import_is_not_brought_back() {
    let server = Server::start().await;
    let program = server.program().await;
    for round in 0..20 {
        let file = format!("Last name,Mobile\r\nLee,+85200000{round:03}\r\n");
        import(&program, "", file.clone()).await;
        let number = format!("+85200000{round:03}");
        let mut sql = server.sql().await;
        let delete = async {
            sqlx::query(
                "update contact set deleted_at = now(), version = version + 1
                 where id = (select contact_id from contact_phone where number = $1)",
            )
            .bind(&number)
            .execute(&mut sql)
            .await
            .expect("deleted")
        };
        let file = format!("First name,Last name,Mobile\r\nAnn,Lee,{number}\r\n");
        let (update, _) = tokio::join!(
            import(&program, "?duplicates=update&match=phone", file),
            delete
        );
        let gone = "contact join contact_phone on contact_id = id where deleted_at is not null and number =";
        assert_eq!(
            server.count(&format!("{gone} '{number}'")).await,
            1,
            "{update}"
        );
        assert_eq!(number_of_outcomes(&update), 1);
    }
}

fn number_of_outcomes(import: &Value) -> u64 {
    ledger(import).iter().sum()
}

#[tokio::test]
async fn a_record_that_postgres_refuses_fails_alone() {
    let server = Server::start().await;
    let program = server.program().await;
    // The check lets it pass, and this database does not: as a limit would be that nobody thought of.
    sqlx::query("alter table contact add check (company <> 'Company 77')")
        .execute(&mut server.sql().await)
        .await
        .expect("altered");
    let import = import(&program, "", many(400)).await;
    assert_eq!(
        (number(&import, "records"), ledger(&import)),
        (400, [396, 0, 0, 0, 4])
    );
}

#[tokio::test]
async fn import_files_are_kept_for_seven_days() {
    let server = Server::start().await;
    let program = server.program().await;
    let import = import(&program, "", TWO_BAD_OF_TEN).await;
    let id = import["id"].as_str().expect("an id").to_owned();
    let file = server.folder.path().join("imports").join(&id);
    let files = Files::new(server.folder.path().join("imports"));
    imports::tidy(&server.pools, &files).await.expect("tidied");
    assert!(file.exists());
    sqlx::query("update import set finished_at = now() - interval '8 days'")
        .execute(&mut server.sql().await)
        .await
        .expect("older");
    imports::tidy(&server.pools, &files).await.expect("tidied");
    assert!(!file.exists());
    let errors = program.get(&format!("/api/v1/imports/{id}/errors")).await;
    assert_eq!(
        (errors.status, errors.code().as_str()),
        (StatusCode::CONFLICT, "conflict")
    );
}

#[tokio::test]
async fn what_was_said_about_an_old_file_is_forgotten_though_the_first_try_breaks_off() {
    let server = Server::start().await;
    let program = server.program().await;
    import(&program, "", TWO_BAD_OF_TEN).await;
    let files = Files::new(server.folder.path().join("imports"));
    let mut sql = server.sql().await;
    for statement in [
        "update import set finished_at = now() - interval '8 days'",
        "alter table import_record add constraint kept check (outcome <> 'failed' or error is not null)",
    ] {
        sqlx::query(statement)
            .execute(&mut sql)
            .await
            .expect(statement);
    }
    let broken_off = imports::tidy(&server.pools, &files).await;
    broken_off.expect_err("the sentences cannot go");
    let quotes = "import_record where error is not null";
    assert_eq!(server.count(quotes).await, 2);
    sqlx::query("alter table import_record drop constraint kept")
        .execute(&mut sql)
        .await
        .expect("dropped");
    imports::tidy(&server.pools, &files).await.expect("tidied");
    assert_eq!(server.count(quotes).await, 0);
    assert_eq!(
        server.count("import where file_removed_at is null").await,
        0
    );
}

/// A server with an import of a file that waits, since nobody works on imports; with who sent it, and its address.
async fn waiting(file: &'static str) -> (Server, Client, String) {
    let mut server = Server::start().await;
    server.runner = Runner::of(&server.pools);
    let program = server.program().await;
    let answer = send(&program, "", file).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    let path = format!("/api/v1/imports/{}", id_of(&answer));
    (server, program, path)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_refused_after_it_was_accepted_ends_its_import_in_words() {
    for (written, status) in [(0, "refused"), (1, "cancelled")] {
        let file = "Last name,Size,Size\r\nLee,L,\r\nHo,M,\r\n";
        let (mut server, program, path) = waiting(file).await;
        // Two columns that were ignored are one field now.
        field_of_sizes(&program).await;
        sqlx::query("update import set position = $1, created = $1")
            .bind(written)
            .execute(&mut server.sql().await)
            .await
            .expect("as far as that");
        let files = Files::new(server.folder.path().join("imports"));
        server.runner.take_on(Imports(server.pools.clone(), files));
        let end = over(&program, &path).await;
        assert_eq!(
            (&end["status"], &end["refused"]["code"]),
            (&json!(status), &json!("F06"))
        );
        let sentence = end["refused"]["message"].as_str().expect("words");
        assert!(sentence.contains("Size"), "{sentence}");
        let undo = program.post_json(&format!("{path}/undo"), &json!({})).await;
        let taken_back = if written > 0 { 200 } else { 409 };
        assert_eq!(undo.status, taken_back, "{}", undo.text());
    }
}

#[tokio::test]
async fn an_import_whose_file_ends_too_early_is_let_rest_instead_of_read_without_end() {
    let (server, program, path) = waiting("Last name\r\nLee\r\n").await;
    sqlx::query("update import set total = 2")
        .execute(&mut server.sql().await)
        .await
        .expect("one more than there is");
    let files = Files::new(server.folder.path().join("imports"));
    for _ in 0..2 {
        let claim = imports::claim(&server.pools, &files, &[]).await;
        let claim = claim.expect("an answer").expect("an import that waits");
        let (_go_on, stop) = watch::channel(false);
        let rest = imports::work(&server.pools, &files, claim, stop).await;
        assert!(matches!(rest, Err(Error::Broken { .. })), "{rest:?}");
    }
    let import = program.get(&path).await.json();
    assert_eq!(
        (&import["status"], number(&import, "created")),
        (&json!("running"), 1)
    );
}
