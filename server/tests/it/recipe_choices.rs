//! What a program chooses in a recipe for a class of records or for single ones, whose contact exists: foreseen as it happens,
//! by the API and on the command line, and of one file only.
use std::path::Path;

use axum::http::StatusCode;
use contact::recipe::fingerprint;
use serde_json::{Value, json};

use crate::{
    check::{check, lines},
    harness::Server,
    imports::{import, ledger, many, number, send},
    readings::command,
};

const BEFORE: &str = "First name,Last name,Mobile,Email,Company\r\n\
Ann,Lee,+85211111111,ann@example.com,Acme\r\n\
Ben,Ho,+85222222222,ben@example.com,Acme\r\n\
Cid,Ng,+85233333333,cid@example.com,Acme\r\n\
Dot,Yu,+85244444444,dot@example.com,Acme\r\n\
Eve,Au,+85255555555,eve@example.com,Acme\r\n";

/// A title above the header counts as no record. By their numbers: 1 says nothing new, 2 changes Ben, 3 is the header again, 4
/// fails, 5 and 6 change Cid and Dot, 7 and 8 both change Eve, 9 is new, and 10 is Ann by its phone and Ben by its email.
const FILE: &str = "Our customers\r\n\
First name,Last name,Mobile,Email,Company\r\n\
Ann,Lee,+85211111111,ann@example.com,Acme\r\n\
Ben,Ho,+85222222222,ben@example.com,New\r\n\
First name,Last name,Mobile,Email,Company\r\n\
Bad,Lee,12,,\r\n\
Cid,Ng,+85233333333,cid@example.com,New\r\n\
Dot,Yu,+85244444444,dot@example.com,New\r\n\
Eve,Au,+85255555555,eve@example.com,New\r\n\
Eve,Au,+85255555555,eve@example.com,Newer\r\n\
Fay,Ip,+85266666666,fay@example.com,New\r\n\
Ann,Lee,+85211111111,ben@example.com,New\r\n";

/// A server with the contacts of this file.
async fn with_contacts(file: &str) -> Server {
    let server = Server::start().await;
    let done = import(&server.program().await, "", file.to_owned()).await;
    assert_eq!(done["status"], "done", "{done}");
    server
}

/// The summary of `check --against` by a recipe. The command is not in the reactor of a test: its own thread waits for it.
async fn foreseen(server: &Server, file: &str, recipe: &Value) -> Value {
    let (file, recipe, url) = (file.to_owned(), recipe.to_string(), server.database_url());
    let foresee = move || {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, by) = (folder.path().join("a.csv"), folder.path().join("a.json"));
        std::fs::write(&path, file).expect("written");
        std::fs::write(&by, recipe).expect("written");
        let by = by.to_str().expect("a plain path");
        let output = check(&path, &["--json", "--recipe", by, "--against", &url]);
        let last = lines(&output).pop().expect("a summary");
        last["summary"].clone()
    };
    tokio::task::spawn_blocking(foresee)
        .await
        .expect("a summary")
}

/// The ledger that a summary promises.
fn promised(summary: &Value) -> [u64; 5] {
    let effect = |name| number(&summary["effect"], name);
    [
        effect("created"),
        effect("updated"),
        effect("unchanged"),
        effect("skipped") + number(summary, "skipped"),
        effect("conflicts") + number(summary, "failed"),
    ]
}

/// The recipe in an address.
fn query(recipe: &Value) -> String {
    let itself: String = form_urlencoded::byte_serialize(recipe.to_string().as_bytes()).collect();
    format!("?recipe={itself}")
}

#[tokio::test]
async fn single_records_and_classes_become_what_is_chosen_and_that_is_foreseen() {
    let single = json!({"duplicates": "update", "records": {"5": "skip", "6": "create"}});
    let classes = json!({"duplicates": "skip", "records": {"5": "skip"},
        "classes": {"changed": "update", "again": "create", "conflict": "skip"}});
    let exists = json!({"classes": {"exists": "skip"}});
    for (recipe, wanted) in [
        (&single, [2, 3, 1, 2, 2]),
        (&classes, [2, 3, 0, 4, 1]),
        (&exists, [2, 0, 0, 7, 1]),
    ] {
        let server = with_contacts(BEFORE).await;
        let summary = foreseen(&server, FILE, recipe).await;
        assert_eq!(promised(&summary), wanted, "{recipe}: {summary}");
        let effect = &summary["effect"];
        assert_eq!(
            (number(effect, "existing"), number(effect, "twice")),
            (7, 2),
            "{recipe}"
        );
        let done = import(&server.program().await, &query(recipe), FILE).await;
        assert_eq!(ledger(&done), wanted, "{recipe}: {done}");
        if *recipe == single {
            let of = async |name: &str| {
                let sql = format!(
                    "select string_agg(company, ' ' order by company) from contact where first_name = '{name}'"
                );
                server.text(&sql).await
            };
            assert_eq!(of("Cid").await, "Acme", "5 is left out");
            assert_eq!(of("Dot").await, "Acme New", "6 is a contact of its own");
            assert_eq!(of("Eve").await, "Newer");
        }
    }
}

#[tokio::test]
async fn a_record_comes_again_however_far_behind_the_first() {
    let server = with_contacts(&many(1)).await;
    // The first says nothing new of a contact that is there; the second makes one.
    let file = many(4_100)
        + "Ann0,Lee,+85200000000,ann0@example.com,New,\r\nAnn1,Lee,+85200000001,ann1@example.com,New,\r\n";
    let recipe = json!({"duplicates": "update", "classes": {"again": "skip"}});
    let wanted = [4_099, 0, 1, 2, 0];
    let summary = foreseen(&server, &file, &recipe).await;
    assert_eq!(promised(&summary), wanted, "{summary}");
    let done = import(&server.program().await, &query(&recipe), file).await;
    assert_eq!(ledger(&done), wanted);
}

#[tokio::test]
async fn a_record_is_compared_with_what_those_far_before_it_leave_of_a_contact() {
    let server = with_contacts(&many(1)).await;
    // The first changes the contact that is there; of the last the second changes it back, and the others say what is known by
    // then: one of that contact, and one of a contact that the file makes.
    let file = many(4_100).replacen("Company 0", "New", 1)
        + "Ann0,Lee,+85200000000,,New,\r\nAnn0,Lee,+85200000000,,Company 0,\r\n\
           Ann1,Lee,+85200000001,ann1@example.com,Company 1,Label 1\r\n";
    let recipe = json!({"duplicates": "update"});
    let wanted = [4_099, 2, 2, 0, 0];
    let summary = foreseen(&server, &file, &recipe).await;
    assert_eq!(promised(&summary), wanted, "{summary}");
    let done = import(&server.program().await, &query(&recipe), file).await;
    assert_eq!(ledger(&done), wanted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_chosen_beside_a_recipe_goes_for_all_for_whom_it_says_nothing_narrower() {
    let recipe = json!({"duplicates": "update", "records": {"5": "update", "6": "create"}});
    let wanted = [2, 1, 0, 6, 1];
    let server = with_contacts(BEFORE).await;
    let beside = query(&recipe) + "&duplicates=skip";
    let done = import(&server.program().await, &beside, FILE).await;
    assert_eq!(ledger(&done), wanted);

    let server = with_contacts(BEFORE).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (file, by) = (folder.path().join("a.csv"), folder.path().join("a.json"));
    std::fs::write(&file, FILE).expect("written");
    std::fs::write(&by, recipe.to_string()).expect("written");
    let by = by.to_str().expect("a plain path");
    let output = command(&server, &file, &["--recipe", by, "--duplicates", "skip"]);
    assert_eq!(output.status.code(), Some(1), "one record fails");
    let last = lines(&output).pop().expect("a ledger");
    assert_eq!(ledger(&last), wanted);
}

/// What the command line says of a recipe that it refuses.
fn refused_by_check(folder: &Path, recipe: &Value) -> String {
    let (file, by) = (folder.join("a.csv"), folder.join("a.json"));
    std::fs::write(&file, FILE).expect("written");
    std::fs::write(&by, recipe.to_string()).expect("written");
    let output = check(&file, &["--recipe", by.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(2), "{recipe}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn words_that_nobody_knows_are_refused_with_those_that_are_known() {
    let server = Server::start().await;
    let program = server.program().await;
    let folder = tempfile::tempdir().expect("a folder");
    for (recipe, said) in [
        (
            json!({"records": {"0": "skip"}}),
            "is not the number of a record",
        ),
        (json!({"records": {"1": "both"}}), "\"update\""),
        (json!({"classes": {"new": "skip"}}), "\"conflict\""),
        (json!({"classes": {"again": "both"}}), "\"create\""),
    ] {
        let refused = send(&program, &query(&recipe), FILE).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{recipe}");
        let problem = refused.json();
        let text = problem["detail"].as_str().expect("a sentence");
        assert!(
            text.starts_with("recipe: ") && text.contains(said),
            "{text}"
        );
        let text = refused_by_check(folder.path(), &recipe);
        assert!(text.contains(said), "{text}");
    }
    assert_eq!(server.count("import").await, 0);
}

#[tokio::test]
async fn a_recipe_that_is_kept_holds_no_choices_of_one_file() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let header = ["First name", "Last name"];
    for recipe in [
        json!({"records": {"1": "skip"}}),
        json!({"classes": {"changed": "skip"}}),
    ] {
        let draft =
            json!({"name": null, "fingerprint": fingerprint(header.into_iter()), "recipe": recipe});
        let last = agent.call("recipes/keep", &json!({"draft": draft})).await;
        assert!(last.text().contains("for one file"), "{}", last.text());
        let layout = json!({"name": "Monthly", "header": header, "recipe": recipe});
        let saved = program.post_json("/api/v1/imports/recipes", &layout).await;
        assert_eq!(
            saved.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            saved.text()
        );
        assert!(saved.text().contains("for one file"), "{}", saved.text());
    }
    assert_eq!(server.count("import_recipe").await, 0);
}
