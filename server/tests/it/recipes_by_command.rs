//! Recipes on the command line: what `import` makes of a file by one, and what `check --against` says of it to people.
use std::{fs, process::Output};

use serde_json::{Value, json};

use crate::{check::check, harness::Server, readings::command};

/// A house format: two columns to be matched, phones with spaces, dates that are DD/MM/YYYY, and a blank value too many in
/// every row.
const WEEKLY: &str = "Surname of person,Handy,Birthdate,Company\r\n\
Lee,+852 1111 1111,14/12/1980,Acme,\r\n\
Ho,+852 2222 2222,03/04/1985,Apex,\r\n\
Ng,+852 3333 3333,25/06/1990,,\r\n";

fn recipe(duplicates: &str) -> Value {
    json!({
        "columns": {"Surname of person": "Last name", "Handy": "Mobile"},
        "repairs": [
            {"code": "E01", "column": "Mobile"},
            {"code": "E05", "column": "Birthdate"},
            {"code": "E12"},
        ],
        "duplicates": duplicates,
        "match": "phone",
    })
}

fn ledger(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("a ledger")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_import_command_reads_a_file_by_a_recipe() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (file, path) = (
        folder.path().join("weekly.csv"),
        folder.path().join("recipe.json"),
    );
    fs::write(&file, WEEKLY).expect("written");
    fs::write(&path, recipe("skip").to_string()).expect("written");
    let by = ["--recipe", path.to_str().expect("a plain path")];

    let without = command(&server, &file, &[]);
    assert_eq!(without.status.code(), Some(2), "{without:?}");
    assert_eq!(server.count("contact").await, 0);
    assert_eq!(ledger(&command(&server, &file, &by))["created"], 3);
    let stored = server
        .text(
            "select string_agg(concat_ws(' ', last_name, contact_phone.number, birth_date, nullif(company, '')), ', '
                 order by contact_phone.number)
             from contact join contact_phone on contact_id = contact.id",
        )
        .await;
    assert_eq!(
        stored,
        "Lee +85211111111 1980-12-14 Acme, Ho +85222222222 1985-04-03 Apex, Ng +85233333333 1990-06-25"
    );
    // What the recipe says of contacts that exist stands where the line says nothing else.
    assert_eq!(ledger(&command(&server, &file, &by))["skipped"], 3);
    let otherwise = [&by[..], &["--duplicates", "update"]].concat();
    assert_eq!(ledger(&command(&server, &file, &otherwise))["unchanged"], 3);
    assert_eq!(server.count("contact").await, 3);

    fs::write(&path, "{\"colums\": {}}").expect("written");
    let wrong = command(&server, &file, &by);
    assert!(!wrong.status.success());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("--recipe"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_command_says_in_a_sentence_what_an_import_would_do() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (file, path) = (
        folder.path().join("weekly.csv"),
        folder.path().join("recipe.json"),
    );
    fs::write(&file, WEEKLY).expect("written");
    let url = server.database_url();
    let foresee = |duplicates: &str| {
        fs::write(&path, recipe(duplicates).to_string()).expect("written");
        let recipe_file = path.to_str().expect("a plain path");
        let output = check(&file, &["--recipe", recipe_file, "--against", &url]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let said = String::from_utf8(output.stdout).expect("text");
        said.lines().next_back().unwrap_or_default().to_owned()
    };
    assert_eq!(
        foresee("skip"),
        "0 exist already, 0 are twice in the file. An import would create 3, update 0, leave 0 unchanged, skip 0 and \
         fail with 0 that match more than one contact"
    );
    assert_eq!(server.count("contact").await, 0, "nothing is written");

    let by = ["--recipe", path.to_str().expect("a plain path")];
    assert_eq!(ledger(&command(&server, &file, &by))["created"], 3);
    assert_eq!(
        foresee("skip"),
        "3 exist already, 0 are twice in the file. An import would create 0, update 0, leave 0 unchanged, skip 3 and \
         fail with 0 that match more than one contact"
    );
    let text = WEEKLY.replace("Acme", "Nova") + "Lee,+852 1111 1111,14/12/1980,Nova,\r\n";
    fs::write(&file, text).expect("written");
    assert_eq!(
        foresee("update"),
        "4 exist already, 1 are twice in the file. An import would create 0, update 1, leave 3 unchanged, skip 0 and \
         fail with 0 that match more than one contact"
    );
}
