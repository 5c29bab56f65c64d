//! Whose a file is, how long it stays, and who may read it: other servers on the same database, accounts that are closed,
//! clocks that are put back, and disks that somebody would fill.
use std::{os::unix::fs::PermissionsExt, path::PathBuf};

use app::{
    model::{
        imports::{self, Files},
        staff,
    },
    who::Role,
    wire::staff::StaffChange,
};
use axum::http::StatusCode;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    harness::{Client, Server},
    import_page::{self, begin, cancel, get, part, pause, seal},
    imports::{import, many, number, over, send, until},
};

fn files(server: &Server) -> (Files, PathBuf) {
    let folder = server.folder.path().join("imports");
    (Files::new(folder.clone()), folder)
}

fn how_many(folder: &PathBuf) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

/// An upload by the API of which a part has arrived.
async fn half_sent(server: &Server, program: &Client) -> TcpStream {
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let head = format!(
        "POST /api/v1/imports HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\ncontent-type: text/csv\r\n\
         connection: close\r\ncontent-length: 24\r\n\r\nLast name\r\n",
        server.address
    );
    let mut socket = TcpStream::connect(&server.address)
        .await
        .expect("a connection");
    socket.write_all(head.as_bytes()).await.expect("sent");
    let receiving = "import where source = 'api' and status = 'receiving' and lease is not null";
    until(async || server.count(receiving).await == 1).await;
    socket
}

async fn rest(mut socket: TcpStream) -> String {
    let _ = socket.write_all(b"Lee\r\nHo\r\nNg\r\n\r\n").await;
    let mut answer = String::new();
    let _ = socket.read_to_string(&mut answer).await;
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_starts_leaves_alone_what_another_is_receiving() {
    let server = Server::start().await;
    let program = server.program().await;
    let upload = half_sent(&server, &program).await;
    let folder = server.folder.path().display().to_string();
    let other = Server::start_on(server.database.clone(), &["--data-dir", &folder]).await;
    let (files, _) = files(&server);
    imports::forget_half_received(&other.pools, &files)
        .await
        .expect("looked");
    imports::tidy(&other.pools, &files).await.expect("tidied");
    let answer = rest(upload).await;
    assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
    let id = answer.split("\"id\":\"").nth(1).expect("an id");
    let id = &id[..36];
    let done = over(&program, &format!("/api/v1/imports/{id}")).await;
    assert_eq!(
        (&done["status"], number(&done, "created")),
        (&"done".into(), 3)
    );
}

#[tokio::test]
async fn what_a_killed_server_was_receiving_is_forgotten_when_its_lease_ends() {
    let server = Server::start().await;
    let (files, folder) = files(&server);
    for (left, forgotten) in [
        ("now() + interval '2 seconds'", false),
        ("now() - interval '1 second'", true),
        // From before the clock was put back by a day.
        ("now() + interval '1 day'", true),
        ("null", true),
    ] {
        let id = uuid::Uuid::now_v7();
        let file = folder.join(id.to_string());
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(&file, "Last name\r\n").expect("written");
        left_behind(&server, id, left).await;
        imports::forget_half_received(&server.pools, &files)
            .await
            .expect("looked");
        assert_eq!(!file.exists(), forgotten, "{left}");
        let known = server.count(&format!("import where id = '{id}'")).await;
        assert_eq!(known == 0, forgotten, "{left}");
    }
    // Of these no file is there: the server died before the first byte, or they arrive elsewhere.
    for (left, forgotten) in [
        ("now() - interval '30 seconds'", false),
        ("now() - interval '2 minutes'", true),
    ] {
        let id = uuid::Uuid::now_v7();
        left_behind(&server, id, left).await;
        imports::forget_half_received(&server.pools, &files)
            .await
            .expect("looked");
        let known = server.count(&format!("import where id = '{id}'")).await;
        assert_eq!(known == 0, forgotten, "{left}");
    }
}

/// Writes down an import that arrives in one piece, with the end of its lease.
async fn left_behind(server: &Server, id: uuid::Uuid, leased_until: &str) {
    let sql = format!(
        "insert into import (id, owner_id, started_by, source, file_name, options, leased_until)
         values ('{id}', gen_random_uuid(), 'crm', 'api', 'a.csv', '{{}}', {leased_until})"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .execute(&mut server.sql().await)
        .await
        .expect("inserted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_arrives_here_is_not_forgotten_though_the_database_was_away_for_longer_than_its_lease()
{
    let server = Server::start().await;
    let program = server.program().await;
    let upload = half_sent(&server, &program).await;
    let (_, folder) = files(&server);
    // As the database finds it when it comes back, before the server does.
    sqlx::query(
        "update import set lease = gen_random_uuid(), leased_until = now() - interval '1 hour'",
    )
    .execute(&mut server.sql().await)
    .await
    .expect("ran out");
    std::fs::create_dir_all(&folder).expect("a folder");
    // Once what a killed server left behind is gone, somebody has looked.
    let other = uuid::Uuid::now_v7();
    std::fs::write(folder.join(other.to_string()), "Last name\r\n").expect("written");
    left_behind(&server, other, "now() - interval '1 second'").await;
    until(async || server.count(&format!("import where id = '{other}'")).await == 0).await;
    let answer = rest(upload).await;
    assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
}

#[tokio::test]
async fn a_file_whose_lease_cannot_be_taken_leaves_nothing_in_the_way_of_the_next_try() {
    let server = Server::start().await;
    let keyed = server.program().await.with("idempotency-key", "k1");
    let mut sql = server.sql().await;
    sqlx::query("alter table import add constraint unleased check (lease is null)")
        .execute(&mut sql)
        .await
        .expect("altered");
    let file = "Last name\r\nLee\r\n";
    let broken = send(&keyed, "", file).await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(server.count("import").await, 0);
    sqlx::query("alter table import drop constraint unleased")
        .execute(&mut sql)
        .await
        .expect("dropped");
    let done = import(&keyed, "", file).await;
    assert_eq!(number(&done, "created"), 1);
}

#[tokio::test]
async fn a_file_goes_with_the_cancel() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let (_, folder) = files(&server);
    for round in 0..3 {
        let import = begin(&agent, &format!("k{round}"), 0, 0).await;
        let sent = part(&agent, &import, 1, &many(1_000)).await;
        assert!(sent.status.is_success(), "{}", sent.text());
        assert_eq!(how_many(&folder), 1);
        let cancelled = cancel(&agent, &import).await;
        assert_eq!(cancelled.json()["status"], "cancelled");
        assert_eq!(how_many(&folder), 0, "the file is still there");
        // A part that comes late brings nothing back.
        part(&agent, &import, 2, &many(1_000)).await;
        assert_eq!(how_many(&folder), 0);
    }
}

#[tokio::test]
async fn nobody_keeps_more_than_four_gigabytes_of_files_here() {
    let server = Server::start().await;
    let (agent, other) = (server.agent().await, server.agent().await);
    let program = server.program().await;
    let mine = begin(&agent, "first", 0, 0).await;
    let sent = part(&agent, &mine, 1, "Last name\r\nLee\r\n").await;
    assert!(sent.status.is_success());
    import(&program, "", "Last name\r\nLee\r\n").await;
    // Files of the days before.
    let kept = "insert into import (id, owner_id, started_by, source, file_name, options, status, bytes)
                select gen_random_uuid(), owner_id, started_by, 'page', 'kept.csv', '{}', 'done', 4294967296 - 20
                from import";
    let mut sql = server.sql().await;
    sqlx::query(kept).execute(&mut sql).await.expect("kept");
    let more = part(&agent, &mine, 2, "Ho\r\nNg\r\nWu\r\n").await;
    assert_eq!(more.status, StatusCode::CONFLICT, "{}", more.text());
    assert_eq!(
        more.json()["Conflict"],
        "The files of your imports fill 4095 of the 4096 MB that you may keep here. Cancel an import that is under way, \
         or wait: a file is removed seven days after its import."
    );
    let full = "update import set bytes = bytes + 20 where bytes > 1000000 and owner_id in (select id from token)";
    sqlx::query(full).execute(&mut sql).await.expect("full");
    let refused = send(&program, "", "Last name\r\nHo\r\n").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    begin(&other, "theirs", 0, 0).await;
    cancel(&agent, &mine).await;
    let again = begin(&agent, "second", 0, 0).await;
    let sent = part(&agent, &again, 1, "Last name\r\nLee\r\n").await;
    assert!(sent.status.is_success(), "{}", sent.text());
}

#[tokio::test]
async fn nobody_else_on_the_machine_reads_the_files() {
    let server = Server::start().await;
    let (_, folder) = files(&server);
    // As an earlier version left it.
    std::fs::create_dir_all(&folder).expect("a folder");
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&folder, open).expect("opened");
    let program = server.program().await;
    let done = import(&program, "", "Last name,Mobile\r\nLee,12\r\n").await;
    let errors = format!(
        "/api/v1/imports/{}/errors",
        done["id"].as_str().expect("an id")
    );
    assert_eq!(program.get(&errors).await.status, StatusCode::OK);
    let mode = |path: PathBuf| {
        let found = std::fs::metadata(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        found.permissions().mode() & 0o777
    };
    assert_eq!(mode(folder.clone()), 0o700);
    assert_eq!(mode(server.folder.path().join("outgoing")), 0o700);
    for file in std::fs::read_dir(&folder).expect("files") {
        assert_eq!(mode(file.expect("a file").path()), 0o600);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_rests_when_its_account_or_token_is_closed() {
    let server = Server::start().await;
    let administrator = server.signed_in(Role::Administrator).await;
    let who = server.add_staff("mei@example.org", Role::Agent).await;
    let mei = server.visitor().sign_in("mei@example.org").await;
    let theirs = begin(&mei, "k", 0, 0).await;
    let arriving = begin(&mei, "still arriving", 0, 0).await;
    part(&mei, &arriving, 1, "Last name\r\nLee\r\n").await;
    part(&mei, &theirs, 1, &many(30_000)).await;
    let sealed = seal(&mei, &theirs, 1).await;
    assert!(sealed.status.is_success(), "{}", sealed.text());
    let leave = StaffChange {
        active: Some(false),
        ..Default::default()
    };
    staff::change(&server.operator(), who.id(), leave)
        .await
        .expect("closed");
    until(async || server.count("import where lease is not null").await == 0).await;
    let resting = get(&administrator, &theirs).await.json();
    if resting["status"] != "done" {
        assert_eq!(
            (&resting["status"], &resting["paused"]),
            (&json!("running"), &json!(true))
        );
        pause(&administrator, &theirs, false).await;
    }
    let end = import_page::over(&administrator, &theirs).await;
    assert_eq!(number(&end, "created"), 30_000, "{end}");
    let end = get(&administrator, &arriving).await.json();
    assert_eq!(end["status"], "cancelled");

    let program = server.program().await;
    let upload = half_sent(&server, &program).await;
    let token = server
        .text("select id::text from token order by id desc limit 1")
        .await;
    let deleted = administrator
        .call("tokens/delete", &json!({"id": token}))
        .await;
    assert_eq!(deleted.status, StatusCode::OK, "{}", deleted.text());
    let answer = rest(upload).await;
    assert!(!answer.starts_with("HTTP/1.1 202 "), "{answer}");
    assert_eq!(server.count("contact").await, 30_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_looks_at_the_tables_that_a_large_import_has_filled() {
    let server = Server::start().await;
    let program = server.program().await;
    let unseen = "pg_stat_user_tables where relname in \
         ('contact', 'contact_phone', 'contact_email', 'contact_social', 'change') and last_analyze is null";
    import(&program, "", many(10_000)).await;
    let before = server.count("import where lease is not null").await;
    assert_eq!(
        (before, server.count(unseen).await),
        (0, 5),
        "few more say little"
    );
    import(&program, "", many(10_001)).await;
    until(async || server.count(unseen).await == 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_from_before_the_clock_was_put_back_holds_nothing_up() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let import = begin(&agent, "k", 0, 0).await;
    part(&agent, &import, 1, &many(5_000)).await;
    // The server that held it is gone; its lease seems to last until tomorrow. Another of the same owner does too.
    let tomorrow =
        "update import set lease = gen_random_uuid(), leased_until = now() + interval '1 day'";
    let other = begin(&agent, "other", 0, 0).await;
    part(&agent, &other, 1, &many(10)).await;
    sqlx::query(tomorrow)
        .execute(&mut server.sql().await)
        .await
        .expect("put back");
    let unsealed =
        "update import set status = 'running', total = 5000 where parts = 1 and bytes > 100000";
    sqlx::query(unsealed)
        .execute(&mut server.sql().await)
        .await
        .expect("running");
    let done = import_page::over(&agent, &import).await;
    assert_eq!(number(&done, "created"), 5_000, "{done}");
    let sealed = seal(&agent, &other, 1).await;
    assert!(sealed.status.is_success(), "{}", sealed.text());
    let done = import_page::over(&agent, &other).await;
    assert_eq!(number(&done, "created"), 10);
}
