//! What becomes of an import later, and of one that meets trouble: taken back, raced by a delete, cleared away.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    harness::Server,
    imports::{TWO_BAD_OF_TEN, import, ledger, many, number},
};

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
    // Once more does nothing more; confirmed, the edited one goes as well.
    let again = program.post_json(&undo, &json!({})).await.json();
    assert_eq!(
        (&again["removed"], &again["restored"], &again["edited"]),
        (&json!(0), &json!(0), &json!(1))
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
    let files = app::model::imports::Files::new(server.folder.path().join("imports"));
    app::model::imports::tidy(&server.pools, &files)
        .await
        .expect("tidied");
    assert!(file.exists());
    sqlx::query("update import set finished_at = now() - interval '8 days'")
        .execute(&mut server.sql().await)
        .await
        .expect("older");
    app::model::imports::tidy(&server.pools, &files)
        .await
        .expect("tidied");
    assert!(!file.exists());
    let errors = program.get(&format!("/api/v1/imports/{id}/errors")).await;
    assert_eq!(
        (errors.status, errors.code().as_str()),
        (StatusCode::CONFLICT, "conflict")
    );
}
