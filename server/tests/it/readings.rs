//! How a file is read and what of it is left out: chosen, told, and refused where it can only be guessed.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    harness::Server,
    import_page,
    imports::{import, number, send},
};

fn case(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/contact/tests/cases/files");
    fs::read(folder.join(name)).expect("a file")
}

#[tokio::test]
async fn a_file_whose_encoding_is_a_guess_is_refused_until_it_is_named() {
    let server = Server::start().await;
    let program = server.program().await;
    let refused = send(&program, "", case("c84-cp850.csv")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.code(), "F07");
    let detail = refused.json()["detail"].to_string();
    assert!(detail.contains("Name the encoding"), "{detail}");

    let unknown = send(&program, "?encoding=klingon", case("c84-cp850.csv")).await;
    assert!(unknown.status.is_client_error());
    assert!(unknown.text().contains("klingon"), "{}", unknown.text());

    let read = import(
        &program,
        "?encoding=windows-1252",
        "Last name\nNú\u{f1}ez\n".as_bytes().to_vec(),
    )
    .await;
    assert_eq!(read["encoding"], "Windows-1252");
    let gbk = import(&program, "?encoding=gbk", case("c99-gbk-one.csv")).await;
    assert_eq!(gbk["encoding"], "GB18030");
    assert_eq!(gbk["encoding_sure"], true);
    assert_eq!(gbk["created"], 1);
    let stored = program.get("/api/v1/contacts?search=李娜").await.json();
    assert_eq!(stored["items"][0]["last_name"], "李娜", "{stored}");
}

#[tokio::test]
async fn an_import_tells_how_its_file_was_read_and_which_columns_were_ignored() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = "Last name;Favourite tea;Reach me\nChan;Oolong;chan@example.com\n";
    let read = import(&program, "", file.as_bytes().to_vec()).await;
    assert_eq!(read["encoding"], "UTF-8");
    assert_eq!(read["encoding_sure"], true);
    assert_eq!(
        read["ignored_columns"],
        json!(["Favourite tea", "Reach me"])
    );

    let agent = server.agent().await;
    let begin = json!({
        "file_name": "contacts.csv", "key": "k", "browser_failed": 0, "browser_skipped": 2,
        "options": {"country_code": "no", "duplicates": "create", "match": "any"},
        "reading": {"encoding": "windows1250", "encoding_sure": false, "ignored_columns": ["Tea\u{7}"]},
    });
    let begun = import_page::started(&agent, &begin).await;
    let part = "\u{feff}Last name\r\nChan\r\n";
    import_page::part(&agent, &begun, 1, part).await;
    let sealed = import_page::seal(&agent, &begun, 1).await;
    assert!(sealed.status.is_success(), "{}", sealed.text());
    let told: Value = import_page::over(&agent, &begun).await;
    assert_eq!(told["encoding"], "Windows-1250");
    assert_eq!(told["encoding_sure"], false);
    assert_eq!(told["ignored_columns"], json!(["Tea"]));
    assert_eq!(told["skipped"], 2, "those that were left out");
    assert_eq!(told["records"], 3);
}

#[tokio::test]
async fn what_is_said_of_the_header_and_of_a_workbook_stays_with_the_import() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = "Our customers\nLast name,Company\nChan,Tea\nLast name,Company\nLee,Rice\nLast name,Company\n";
    let read = import(&program, "", file.as_bytes().to_vec()).await;
    assert_eq!((number(&read, "created"), number(&read, "skipped")), (2, 2));
    let said = [
        "The header was found on line 2. The lines above it were left out",
        "Rows that repeat the header were skipped: 2",
    ];
    assert_eq!(read["notes"], json!(said));
    let read = import(&program, "", "Last name\nPlain\n".as_bytes().to_vec()).await;
    assert_eq!(read["notes"], json!([]));
    let file = "Last name,Company\n,Tea\nLee,Rice\n ,Salt\n";
    let read = import(&program, "", file.as_bytes().to_vec()).await;
    let said = ["Records without a Last name, of which each new contact is called \"customer\": 2"];
    assert_eq!(read["notes"], json!(said));

    // Of a workbook, the same three times: by the API, by the check, and by the page, which has read it itself.
    let hidden = ["Rows that the spreadsheet hides or filters out were read too: 1"];
    let read = import(&program, "", case("x28-newline-hidden.xlsx")).await;
    assert_eq!(read["notes"], json!(hidden));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hidden.xlsx");
    fs::write(&file, case("x28-newline-hidden.xlsx")).expect("a file");
    let told = crate::check::lines(&crate::check::check(&file, &["--json"]));
    let notes = &told.last().expect("a summary")["summary"]["notes"];
    assert_eq!(notes[0]["code"], "W15", "{notes}");
    let told = crate::check::check(&file, &[]);
    assert!(String::from_utf8_lossy(&told.stdout).contains(hidden[0]));

    let agent = server.agent().await;
    let begin = json!({
        "file_name": "contacts.xlsx", "key": "k", "browser_failed": 0, "browser_skipped": 0,
        "options": {}, "reading": {"notes": ["Two\u{7} sheets"]},
    });
    let begun = import_page::started(&agent, &begin).await;
    import_page::part(&agent, &begun, 1, "Last name\r\nChan\r\n").await;
    let sealed = import_page::seal(&agent, &begun, 1).await;
    assert!(sealed.status.is_success(), "{}", sealed.text());
    let told = import_page::over(&agent, &begun).await;
    assert_eq!(told["notes"], json!(["Two sheets"]));
}

/// `external-contacts import` on the database of a server.
pub fn command(server: &Server, file: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_external-contacts"))
        .arg("import")
        .arg(file)
        .args(options)
        .env("DATABASE_URL", server.database_url())
        .env("DATA_DIR", server.folder.path())
        .output()
        .expect("the binary runs")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_import_command_reads_a_file_as_it_is_told_to() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("contacts.csv");
    // Şahin and Ağrı as Turkish Windows writes them.
    fs::write(&file, b"Last name;City\n\xdeahin;A\xf0r\xfd\n").expect("a file");
    let guessed = command(&server, &file, &[]);
    assert_eq!(guessed.status.code(), Some(2), "a guess is refused");
    assert!(String::from_utf8_lossy(&guessed.stdout).contains("F07"));
    let comma = ["--encoding", "windows-1254", "--delimiter", ","];
    let other = command(&server, &file, &comma);
    assert_eq!(other.status.code(), Some(2), "no column is the last name");
    assert!(String::from_utf8_lossy(&other.stdout).contains("F05"));
    let unknown = command(&server, &file, &["--encoding", "klingon"]);
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("klingon"));
    assert_eq!(server.count("contact").await, 0);

    let told = ["--encoding", "windows-1254", "--delimiter", ";"];
    let read = command(&server, &file, &told);
    assert_eq!(
        read.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&read.stderr)
    );
    let ledger: Value = serde_json::from_slice(&read.stdout).expect("a ledger");
    assert_eq!(
        (
            &ledger["created"],
            &ledger["encoding"],
            &ledger["encoding_sure"]
        ),
        (&json!(1), &json!("Windows-1254"), &json!(true))
    );
    let stored = server
        .text("select last_name || ' ' || city from contact")
        .await;
    assert_eq!(stored, "Şahin Ağrı");
    // A tab has a word of its own.
    fs::write(&file, "Last name\tCompany\nChan, Ltd\tTea\n").expect("a file");
    let read = command(&server, &file, &["--delimiter", "tab"]);
    assert_eq!(read.status.code(), Some(0));
    let stored = "select company from contact where last_name = 'Chan, Ltd'";
    assert_eq!(server.text(stored).await, "Tea");
}

/// R56: what failed with E12 and is sent again as it is may still stand in the wrong columns.
#[tokio::test]
async fn a_row_with_too_many_values_that_comes_back_unchanged_keeps_a_reminder() {
    let server = Server::start().await;
    let program = server.program().await;
    let failed = import(&program, "", case("c61c-template-comma-shift.csv")).await;
    assert_eq!(
        (&failed["created"], &failed["failed"]),
        (&json!(1), &json!(1))
    );
    let errors = format!(
        "/api/v1/imports/{}/errors",
        failed["id"].as_str().expect("an id")
    );
    let answer = program.get(&errors).await;
    let detail = answer.text();
    assert!(
        detail.contains("This row has 33 values but the file has 31 columns"),
        "{detail}"
    );
    let again = import(&program, "", detail.as_bytes().to_vec()).await;
    assert_eq!(again["created"], 1, "it imports as it is");

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ErrorDetail.csv");
    fs::write(&file, detail).expect("a file");
    let lines = crate::check::lines(&crate::check::check(&file, &["--json"]));
    assert_eq!(lines[0]["outcome"], "warning");
    assert_eq!(lines[0]["problems"][0]["code"], "W07");
}
