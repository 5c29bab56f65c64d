//! Recipes that cannot be meant: refused at every door with the same sentence, which names the part and what belongs there, and
//! nothing of their file is imported.
use std::{fs, path::Path};

use axum::http::StatusCode;
use contact::recipe::fingerprint;
use serde_json::{Value, json};

use crate::{
    check::{check, lines},
    harness::{Answer, Server},
    imports::{import, number, send},
    readings::command,
};

const FILE: &str = "Surname,Handy,Size\r\nLee,+85211111111,M\r\n";

/// A recipe in an address.
fn query(recipe: &str) -> String {
    let itself: String = form_urlencoded::byte_serialize(recipe.as_bytes()).collect();
    format!("?recipe={itself}")
}

/// The sentence of a refusal of the API, without the name of the parameter before it.
fn sentence(refused: &Answer, status: StatusCode) -> String {
    assert_eq!(refused.status, status, "{}", refused.text());
    let detail = refused.json()["detail"].as_str().map(str::to_owned);
    let detail = detail.expect("a sentence");
    let said = detail.strip_prefix("recipe: ").expect("what is meant");
    said.trim_end_matches('.').to_owned()
}

/// What both commands say of a recipe that they refuse.
fn said_by_commands(server: &Server, folder: &Path, recipe: &str) -> [String; 2] {
    let (file, by) = (folder.join("a.csv"), folder.join("a.json"));
    fs::write(&file, FILE).expect("written");
    fs::write(&by, recipe).expect("written");
    let by = ["--recipe", by.to_str().expect("a plain path")];
    [check(&file, &by), command(server, &file, &by)].map(|output| {
        assert_eq!(output.status.code(), Some(2), "{recipe}: {output:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_door_names_the_part_that_is_meant_in_the_same_words() {
    let server = Server::start().await;
    let program = server.program().await;
    let folder = tempfile::tempdir().expect("a folder");
    let not_json = "{\n  \"columns\": {\"Handy\" \"Mobile\"}\n}";
    for (recipe, status, part) in [
        (
            r#"{"colums": {"Handy": "Mobile"}}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            r#"unknown field "colums", expected "columns", "repairs","#,
        ),
        (
            r#"{"columns": {"Surname": "Last name", "Handy": "Moblie"}}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            r#"columns["Handy"]: there is no field "Moblie"; did you mean "Mobile"?"#,
        ),
        (
            r#"{"repairs": [{"code": "E01", "column": "Mobil"}]}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            r#"repairs[0].column: there is no field "Mobil"; did you mean "Mobile"?"#,
        ),
        (
            r#"{"steps": [{"fill": {"column": "Team", "valeu": "North"}}]}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            r#"steps[0].fill: unknown field "valeu", expected "column" or "value"; did you mean "value"?"#,
        ),
        (
            r#"{"duplicates": "replace"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            r#"duplicates: unknown variant "replace", expected "create", "skip" or "update""#,
        ),
        (not_json, StatusCode::BAD_REQUEST, "line 2, column 2"),
    ] {
        let refused = send(&program, &query(recipe), FILE).await;
        let said = sentence(&refused, status);
        assert!(said.starts_with(part), "{said}");
        for by_command in said_by_commands(&server, folder.path(), recipe) {
            assert!(by_command.contains("--recipe"), "{by_command}");
            assert!(by_command.contains(&said), "{by_command}: {said}");
        }
        if status == StatusCode::BAD_REQUEST {
            continue;
        }
        let recipe: Value = serde_json::from_str(recipe).expect("JSON");
        let layout = json!({"name": "Monthly", "header": ["Surname", "Handy"], "recipe": recipe});
        let saved = program.post_json("/api/v1/imports/recipes", &layout).await;
        assert_eq!(sentence(&saved, status), said);
        assert_eq!(saved.code(), "invalid");
    }
    assert_eq!(server.count("import").await, 0);
    assert_eq!(server.count("import_recipe").await, 0);
}

#[tokio::test]
async fn a_page_keeps_no_recipe_that_names_what_there_is_not() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let draft = json!({
        "name": null, "fingerprint": fingerprint(["Handy"].into_iter()),
        "recipe": {"columns": {"Handy": "Moblie"}},
    });
    let kept = agent.call("recipes/keep", &json!({"draft": draft})).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept.text().contains("did you mean"), "{}", kept.text());
    assert_eq!(server.count("import_recipe").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn custom_fields_are_those_of_the_database_or_of_the_file_that_is_named() {
    let server = Server::start().await;
    let program = server.program().await;
    let field = json!({"name": "Shirt size", "type": "text"});
    let made = program.post_json("/api/v1/fields", &field).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let field = made.json();
    let id = field["id"].as_str().expect("an id").to_owned();

    let recipe =
        json!({"columns": {"Surname": "Last name", "Handy": "Mobile", "Size": "shirt size"}});
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let (file, by, fields) = (path("a.csv"), path("a.json"), path("fields.json"));
    fs::write(&file, FILE).expect("written");
    fs::write(&by, recipe.to_string()).expect("written");
    fs::write(&fields, json!([field]).to_string()).expect("written");
    let [by, fields] = [&by, &fields].map(|path| path.to_str().expect("a plain path"));
    let url = server.database_url();
    let judged = |known: &[&str]| {
        let mut options = vec!["--json", "--recipe", by];
        options.extend(known);
        check(&file, &options)
    };
    let unknown = judged(&[]);
    assert_eq!(unknown.status.code(), Some(2));
    let said = String::from_utf8_lossy(&unknown.stderr);
    assert!(
        said.contains("there is no field \"shirt size\"") && said.contains("--custom-fields"),
        "{said}"
    );
    for known in [["--custom-fields", fields], ["--against", url.as_str()]] {
        let output = judged(&known);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let told = lines(&output);
        assert_eq!(told[0]["contact"]["custom"][&id], "M", "{known:?}");
    }
    let imported = command(&server, &file, &["--recipe", by]);
    assert_eq!(imported.status.code(), Some(0), "{imported:?}");

    // A layout whose field is gone since says so, and drops nothing in silence.
    let layout =
        json!({"name": "Shirts", "header": ["Surname", "Handy", "Size"], "recipe": recipe});
    let saved = program.post_json("/api/v1/imports/recipes", &layout).await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
    assert_eq!(saved.json()["recipe"]["columns"]["Size"], "Shirt size");
    let done = import(&program, "?recipe=Shirts", FILE).await;
    assert_eq!(number(&done, "created"), 1, "{done}");
    let gone = program.delete(&format!("/api/v1/fields/{id}")).await;
    assert!(gone.status.is_success(), "{}", gone.text());
    let refused = send(&program, "?recipe=Shirts", FILE).await;
    let said = sentence(&refused, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        said.starts_with("columns[\"Size\"]: there is no field \"Shirt size\""),
        "{said}"
    );
}
