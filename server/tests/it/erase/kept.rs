//! Erasing what files and kept answers hold, by the clock and by the command line.
use app::model::imports::Files;
use server::work::{imports::Imports, runner::Runner};

use super::*;

#[tokio::test]
async fn a_file_that_is_still_read_goes_when_its_import_is_over() {
    let server = Server::start().await;
    let program = server.program().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let mut file = String::from("First name,Last name,Email\r\n");
    file.push_str(&format!("{MARK},Zyxling,none\r\n"));
    (0..30_000).for_each(|number| file.push_str(&format!("Ada,Number {number},\r\n")));
    let id = created(&program, &person()).await;
    let sent = send(&program, "", file).await;
    let import = id_of(&sent);
    assert_eq!(pause(&administrator, &import, true).await.status, 200);
    program.delete(&format!("/api/v1/contacts/{id}")).await;
    assert_eq!(
        program.delete(&format!("/api/v1/bin/{id}")).await.status,
        204
    );
    until(async || server.count("erasure_search").await == 0).await;
    pause(&administrator, &import, false).await;
    let done = over(&program, &format!("/api/v1/imports/{import}")).await;
    assert_eq!(
        (&done["created"], &done["failed"]),
        (&json!(30_000), &json!(1))
    );
    until(async || in_files(server.folder.path()).is_empty()).await;
    until(async || server.count("import_record where error is not null").await == 0).await;
}

#[tokio::test]
async fn the_timed_erase_takes_each_contact_by_itself_beside_many_kept_answers() {
    let server = Server::start().await;
    let mut sql = server.sql().await;
    for statement in [
        "insert into contact (id, last_name, search, terms, sort_name, sort_company, deleted_at)
         select gen_random_uuid(), 'Old ' || n, '', '{}', '', '', now() - interval '40 days' from generate_series(1, 120) as n",
        "insert into idempotency (owner_id, key, request_hash, status, body, named)
         select gen_random_uuid(), 'key', '\\x00', 201, convert_to(repeat('x', 400), 'UTF8'), array[gen_random_uuid()]
         from generate_series(1, 30000)",
        "insert into idempotency (owner_id, key, request_hash, status, body, named)
         select gen_random_uuid(), 'theirs', '\\x00', 201, convert_to(last_name, 'UTF8'), array[id] from contact",
        "create function no() returns trigger language plpgsql as $$ begin raise 'not this one'; end $$",
        "create trigger no before delete on contact for each row when (old.last_name = 'Old 60') execute function no()",
        "analyze idempotency",
    ] {
        sqlx::query(statement).execute(&mut sql).await.expect(statement);
    }
    let plan: Vec<String> = sqlx::query_scalar(
        "explain delete from idempotency where named && array['00000000-0000-7000-8000-000000000000'::uuid]",
    )
    .fetch_all(&mut sql)
    .await
    .expect("a plan");
    assert!(plan.join("\n").contains("idempotency_named"), "{plan:#?}");
    let before = Utc::now() - TimeDelta::days(30);
    // The one that cannot be erased is told, and keeps no other.
    bin::erase_expired(&server.pools, before)
        .await
        .expect_err("one is left");
    assert_eq!(
        server
            .text("select string_agg(last_name, ',') from contact")
            .await,
        "Old 60"
    );
    assert_eq!(server.count("idempotency where key = 'theirs'").await, 1);
    assert_eq!(server.count("idempotency").await, 30_001);
    sqlx::query("drop trigger no on contact")
        .execute(&mut sql)
        .await
        .expect("dropped");
    assert_eq!(bin::erase_expired(&server.pools, before).await, Ok(1));
}

#[tokio::test]
async fn the_command_line_erases_from_the_files_too() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = format!("First name,Last name,Email\r\n{MARK},Zyxling,\r\n{MARK},Zyxling,none\r\n");
    import(&program, "", file).await;
    let id = server.text("select id::text from contact").await;
    let done = Command::new(env!("CARGO_BIN_EXE_external-contacts"))
        .args(["erase", &id])
        .env("DATABASE_URL", server.database_url())
        .env("DATA_DIR", server.folder.path())
        .output()
        .expect("a command");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert_eq!(
        String::from_utf8_lossy(&done.stdout),
        format!("erased {id}\n")
    );
    assert_eq!(in_files(server.folder.path()), Vec::<String>::new());
    assert_eq!(
        in_tables(&mut server.sql().await).await,
        Vec::<String>::new()
    );
    let again = bin::erase(&server.operator(), id.parse().expect("an id")).await;
    assert!(again.is_err());
}

#[tokio::test]
async fn a_file_read_by_a_recipe_goes_with_whom_its_cells_or_the_words_of_its_steps_name() {
    for (first, into) in [
        // Named in the file, where a step leaves nothing of it.
        ("Ottiline", json!({"ottiline": "Ada"})),
        // Named by a step alone.
        ("Ada", json!({"ottiline zyxling": "Ada"})),
    ] {
        let server = Server::start().await;
        let program = server.program().await;
        let person = json!({"first_name": "Ottiline", "last_name": "Zyxling"});
        let id = created(&program, &person).await;
        let steps = json!([{"values": {"column": "First name", "into": into}}]);
        let recipe = json!({"steps": steps}).to_string();
        let recipe: String = form_urlencoded::byte_serialize(recipe.as_bytes()).collect();
        let file = format!("First name,Last name\r\n{first},Zyxling\r\n");
        let done = import(&program, &format!("?recipe={recipe}"), file).await;
        assert_eq!(done["created"], 1, "{done}");
        program.delete(&format!("/api/v1/contacts/{id}")).await;
        let erased = program.delete(&format!("/api/v1/bin/{id}")).await;
        assert_eq!(erased.status, 204, "{}", erased.text());
        until(async || server.count("import where file_removed_at is null").await == 0).await;
        let kept = "import where recipe is not null or recipe_reading is not null";
        assert_eq!(server.count(kept).await, 0);
    }
}

#[tokio::test]
async fn a_recipe_goes_with_a_file_that_comes_to_nothing() {
    let mut server = Server::start().await;
    server.runner = Runner::of(&server.pools);
    let program = server.program().await;
    let recipe = "?recipe=%7B%22steps%22%3A%5B%7B%22fill%22%3A%7B%22column%22%3A%22Team%22%2C%22value%22%3A%22A%22%7D%7D%5D%7D";
    let file = "Last name,Team,Size,Size\r\nLee,,L,\r\n";
    let sent = send(&program, recipe, file).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
    assert_eq!(server.count("import where recipe is not null").await, 1);
    // Two columns that were ignored are one field now, so that the file is refused after all.
    let field = json!({"name": "Size", "type": "text"});
    let made = program.post_json("/api/v1/fields", &field).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let files = Files::new(server.folder.path().join("imports"));
    server.runner.take_on(Imports(server.pools.clone(), files));
    let path = format!("/api/v1/imports/{}", id_of(&sent));
    assert_eq!(over(&program, &path).await["status"], "refused");
    let kept = "import where recipe is not null or recipe_reading is not null";
    assert_eq!(server.count(kept).await, 0);
}
