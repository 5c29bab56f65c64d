//! Recipes on the command line: what `import` makes of a file by one, and what `check --against` says of it to people.
use std::{
    fs,
    process::{Command, Output},
};

use serde_json::{Value, json};

use crate::{
    check::{check, lines},
    harness::Server,
    readings::command,
};

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
        let told = said
            .lines()
            .skip_while(|line| !line.starts_with("An import"));
        told.map(str::to_owned).collect::<Vec<_>>()
    };
    let import = "Nothing was written. To import, run external-contacts import with this file and these choices.";
    assert_eq!(
        foresee("skip"),
        ["An import would create 3 contacts.", import]
    );
    assert_eq!(server.count("contact").await, 0, "nothing is written");

    let by = ["--recipe", path.to_str().expect("a plain path")];
    assert_eq!(ledger(&command(&server, &file, &by))["created"], 3);
    assert_eq!(
        foresee("skip"),
        [
            "An import would skip 3 records.",
            "3 records have a contact already, with the same phone number.",
            import,
        ]
    );
    let text = WEEKLY.replace("Acme", "Nova") + "Lee,+852 1111 1111,14/12/1980,Nova,\r\n";
    fs::write(&file, text).expect("written");
    assert_eq!(
        foresee("update"),
        [
            "An import would make 1 update and find nothing new in 3 records.",
            "4 records have a contact already, with the same phone number.",
            "1 record has the phone number of an earlier record of the file.",
            import,
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_command_takes_what_becomes_of_contacts_that_exist_as_the_import_does() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("again.csv");
    fs::write(&file, "Last name,Mobile\r\nLee,+85211111111\r\n").expect("written");
    assert_eq!(ledger(&command(&server, &file, &[]))["created"], 1);
    let url = server.database_url();
    let effect = |chosen: &[&str]| {
        let mut options = vec!["--json", "--against", url.as_str()];
        options.extend(chosen);
        let told = lines(&check(&file, &options));
        told.last().expect("a summary")["summary"]["effect"].clone()
    };
    for (chosen, what) in [
        (vec![], "created"),
        (vec!["--duplicates", "skip", "--match", "phone"], "skipped"),
        (vec!["--duplicates", "update"], "unchanged"),
        // Nobody has its email, for it has none.
        (vec!["--duplicates", "skip", "--match", "email"], "created"),
    ] {
        let foreseen = effect(&chosen);
        assert_eq!(foreseen[what], 1, "{chosen:?}: {foreseen}");
    }
    for wrong in [["--duplicates", "both"], ["--match", "name"]] {
        assert_eq!(check(&file, &wrong).status.code(), Some(2), "{wrong:?}");
        assert_eq!(command(&server, &file, &wrong).status.code(), Some(2));
    }
}

#[test]
fn both_commands_tell_of_the_same_choices_in_the_same_words_and_order() {
    let help = |command: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_external-contacts"))
            .args([command, "--help"])
            .output()
            .expect("the binary runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let (check, import) = (help("check"), help("import"));
    let headings = |help: &str| {
        let headings = help
            .lines()
            .filter(|line| line.ends_with(':') && !line.starts_with(' '));
        headings.map(str::to_owned).collect::<Vec<_>>()
    };
    let shared = [
        "How the file is read:",
        "What its columns and values mean:",
        "Contacts that exist already:",
    ];
    let settings = "Settings of the installation:";
    for (help, own) in [(&check, Some("What is told, and where:")), (&import, None)] {
        let wanted = shared.into_iter().chain(own).chain([settings]);
        let wanted: Vec<String> = wanted.map(str::to_owned).collect();
        let found = headings(help);
        assert!(found.ends_with(&wanted), "{found:?}");
    }
    for option in [
        "--encoding",
        "--delimiter",
        "--sheet",
        "--recipe",
        "--country",
        "--plus-missing",
        "--duplicates",
        "--match",
    ] {
        // Up to the next option or heading, however the lines break.
        let told = |help: &str| {
            let found = help.split_once(&format!("      {option} "));
            let (_, behind) = found.unwrap_or_else(|| panic!("{option}: {help}"));
            let ends = ["\n      --", "\n\n"].map(|end| behind.find(end));
            let end = ends.into_iter().flatten().min();
            let words = behind[..end.unwrap_or(behind.len())].split_whitespace();
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(told(&check), told(&import), "{option}");
    }
}
