//! Exports of other programs, sent by a program: they land in the template's columns, and the import says so.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    check::{check, lines},
    harness::Server,
    imports::{import, number},
};

fn export(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/contact/tests/layouts");
    fs::read(folder.join(name)).expect("an export")
}

async fn found(server: &Server, search: &str) -> Value {
    let program = server.program().await;
    let found = program
        .get(&format!("/api/v1/contacts?search={search}"))
        .await
        .json();
    found["items"][0].clone()
}

#[tokio::test]
async fn a_google_and_an_outlook_export_land_right_and_are_told_of() {
    let server = Server::start().await;
    let program = server.program().await;
    let read = import(&program, "", export("google-new.csv")).await;
    assert_eq!((number(&read, "created"), number(&read, "failed")), (3, 0));
    let notes = read["notes"].to_string();
    assert!(notes.contains("an export of Google Contacts"), "{notes}");
    assert_eq!(
        read["ignored_columns"],
        json!(["Birthday", "Notes", "Phone 2 - Label", "Phone 2 - Value"])
    );
    let mei = found(&server, "mei@example.test").await;
    assert_eq!(mei["first_name"], "Dr. Mei Ling", "{mei}");
    assert_eq!(mei["last_name"], "Kwok");
    assert_eq!(mei["phones"].as_array().map(Vec::len), Some(3), "{mei}");

    let read = import(&program, "", export("outlook-german.csv")).await;
    assert_eq!(number(&read, "created"), 1, "{read}");
    let mueller = found(&server, "mueller@example.test").await;
    assert_eq!(mueller["last_name"], "Müller", "{mueller}");
    assert_eq!(mueller["address"]["country"], "DE", "{mueller}");
    assert_eq!(mueller["team"], "Einkauf", "{mueller}");
}

#[tokio::test]
async fn the_check_shows_how_a_full_name_was_split_and_an_import_keeps_nobodys_name_to_tell_of_it()
{
    let text = "Name;Phone\nCher;+85291234567\nTai Man Chan;+85291234568\n";
    let folder = tempfile::tempdir().expect("a folder");
    let (file, by) = (folder.path().join("a.csv"), folder.path().join("a.json"));
    fs::write(&file, text).expect("a file");
    fs::write(&by, r#"{"layout": {"split_name": "Name"}}"#).expect("a recipe");
    let output = check(&file, &["--recipe", by.to_str().expect("a plain path")]);
    let said = String::from_utf8(output.stdout).expect("text");
    let told = "Name: \"Tai Man Chan\" was read as first name \"Tai Man\" and last name \"Chan\"";
    assert!(said.contains(told), "{said}");
    assert!(!said.contains("an export of"), "{said}");

    let server = Server::start().await;
    let program = server.program().await;
    let query = "?recipe=%7B%22layout%22%3A%7B%22split_name%22%3A%22Name%22%7D%7D";
    let read = import(&program, query, text).await;
    assert_eq!(number(&read, "created"), 2, "{read}");
    let notes = read["notes"].to_string();
    assert!(
        notes.contains("Name: full names were split into first name and last name"),
        "{notes}"
    );
    assert!(!notes.contains("Chan"), "{notes}");
}

#[test]
fn the_check_reads_an_export_as_the_import_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("Connections.csv");
    fs::write(&file, export("linkedin.csv")).expect("a file");
    let told = lines(&check(&file, &["--json"]));
    assert_eq!(told[0]["line"], 5, "{}", told[0]);
    assert_eq!(told[0]["contact"]["job_title"], "Buyer, Asia");
    let summary = &told.last().expect("a summary")["summary"];
    assert_eq!(summary["ready"], 2, "{summary}");
    let codes = summary["notes"].as_array().expect("notes").iter();
    let codes: Vec<_> = codes.map(|note| note["code"].clone()).collect();
    assert_eq!(codes, ["W17", "W11"], "{summary}");
}
