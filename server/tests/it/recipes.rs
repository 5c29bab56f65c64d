//! Recipes: kept by whoever imports, offered to whom they belong, and what a program's file or the command line makes of one.
use app::who::Role;
use axum::http::StatusCode;
use contact::recipe::fingerprint;
use serde_json::{Value, json};

use crate::{
    check::{check, lines},
    harness::{Client, Server},
    imports::{import, ledger, send},
    permissions::NOBODY,
};

/// A house format that the template knows little of: two columns to be matched, phones with spaces, dates that are
/// DD/MM/YYYY, and a blank value too many in every row.
const MONTHLY: &str = "Surname of person,Handy,Birthdate,Company\r\n\
Lee,+852 1111 1111,14/12/1980,hong kong ltd,\r\n\
Ho,+852 2222 2222,03/04/1985,Hong Kong Ltd,\r\n\
Ng,+852 3333 3333,25/06/1990,,\r\n";

fn recipe() -> Value {
    json!({
        "columns": {"Surname of person": "Last name", "handy": "Mobile"},
        "repairs": [
            {"code": "E01", "column": "Mobile"},
            {"code": "E05", "column": "Birthdate"},
            {"code": "E12"},
        ],
        "duplicates": "skip",
        "match": "phone",
    })
}

fn header() -> String {
    fingerprint(["Surname of person", "Handy", "Birthdate", "Company"].into_iter())
}

async fn keep(client: &Client, name: Option<&str>, recipe: &Value) -> Value {
    let draft = json!({"name": name, "fingerprint": header(), "recipe": recipe});
    let kept = client.call("recipes/keep", &json!({"draft": draft})).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    kept.json()
}

async fn kept(client: &Client) -> Vec<Value> {
    let kept = client.call("recipes/list", &json!({})).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    kept.json().as_array().expect("a list").clone()
}

#[tokio::test]
async fn what_somebody_chose_the_last_time_is_theirs_and_a_layout_is_everybodys() {
    let server = Server::start().await;
    let (ann, ben) = (server.agent().await, server.agent().await);
    keep(&ann, None, &json!({"duplicates": "update"})).await;
    let last = keep(&ann, None, &recipe()).await;
    let layout = keep(&ann, Some(" Monthly "), &recipe()).await;
    let of_ann = kept(&ann).await;
    assert_eq!(
        of_ann.len(),
        2,
        "the last choice takes the place of the one before"
    );
    assert_eq!(of_ann[0], last);
    assert_eq!(last["recipe"]["columns"]["handy"], "Mobile");
    assert_eq!(layout["name"], "Monthly");
    let of_ben = kept(&ben).await;
    assert_eq!(of_ben.len(), 1);
    assert_eq!(
        (&of_ben[0]["name"], &of_ben[0]["may_change"]),
        (&json!("Monthly"), &json!(false))
    );
    for (id, status) in [
        (&last, StatusCode::NOT_FOUND),
        (&layout, StatusCode::FORBIDDEN),
    ] {
        let refused = ben.call("recipes/forget", &json!({"id": id["id"]})).await;
        assert_eq!(refused.status, status, "{}", refused.text());
    }
    let draft = json!({"name": "MONTHLY", "fingerprint": header(), "recipe": {}});
    let taken = ben.call("recipes/keep", &json!({"draft": draft})).await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text());
    let administrator = server.signed_in(Role::Administrator).await;
    let gone = administrator
        .call("recipes/forget", &json!({"id": layout["id"]}))
        .await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text());
    assert_eq!(kept(&ben).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_recipe_keeps_no_cells_of_people() {
    let server = Server::start().await;
    let agent = server.agent().await;
    let values = |column: &str| json!({"values": {"column": column, "into": {"a": "b"}}});
    let steps = json!([values("Company"), values("Last name"), values("Email")]);
    let kept = keep(&agent, Some("Monthly"), &json!({"steps": steps})).await;
    assert_eq!(kept["recipe"]["steps"], json!([values("Company")]));
}

#[tokio::test]
async fn a_programs_file_is_read_by_the_recipe_that_it_names() {
    let server = Server::start().await;
    let (agent, program) = (server.agent().await, server.program().await);
    let layout = keep(&agent, Some("Monthly"), &recipe()).await;
    let without = send(&program, "", MONTHLY).await;
    assert_eq!(
        without.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        without.text()
    );
    let listed = program.get("/api/v1/imports/recipes").await.json();
    assert_eq!(
        (&listed["total"], &listed["items"][0]["id"]),
        (&json!(1), &layout["id"])
    );

    let done = import(&program, "?recipe=monthly&duplicates=create", MONTHLY).await;
    assert_eq!(
        (done["status"].as_str(), ledger(&done)),
        (Some("done"), [3, 0, 0, 0, 0])
    );
    let day = "select birth_date::text from contact where last_name = 'Ho'";
    assert_eq!(server.text(day).await, "1985-04-03");
    // What the recipe says of contacts that exist stands where the address says nothing.
    let id = layout["id"].as_str().expect("an id");
    let again = import(&program, &format!("?recipe={id}"), MONTHLY).await;
    assert_eq!(ledger(&again), [0, 0, 0, 3, 0]);
    let itself: String = form_urlencoded::byte_serialize(recipe().to_string().as_bytes()).collect();
    let again = import(&program, &format!("?recipe={itself}"), MONTHLY).await;
    assert_eq!(ledger(&again), [0, 0, 0, 3, 0]);

    for wrong in ["nobody", NOBODY] {
        let refused = send(&program, &format!("?recipe={wrong}"), MONTHLY).await;
        assert_eq!(
            refused.status,
            StatusCode::BAD_REQUEST,
            "{}",
            refused.text()
        );
        assert!(refused.text().contains("recipe: "), "{}", refused.text());
    }
}

#[tokio::test]
async fn the_command_line_reads_a_file_by_a_recipe_and_says_what_an_import_would_do() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (file, path) = (
        folder.path().join("monthly.csv"),
        folder.path().join("recipe.json"),
    );
    std::fs::write(&file, MONTHLY).expect("written");
    let write = |recipe: &Value| std::fs::write(&path, recipe.to_string()).expect("written");
    write(&recipe());
    let recipe_file = path.to_str().expect("a plain path").to_owned();
    assert_eq!(check(&file, &["--json"]).status.code(), Some(2));
    let output = check(&file, &["--json", "--recipe", &recipe_file]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = lines(&output);
    assert_eq!(told[1]["contact"]["birth_date"], "1985-04-03");
    assert!(told[3]["summary"].get("effect").is_none());

    // The command is not in the reactor of this test: its own thread waits for it.
    let url = server.database_url();
    let foresee = async || {
        let (file, recipe_file, url) = (file.clone(), recipe_file.clone(), url.clone());
        let foresee = move || {
            let options = ["--json", "--recipe", &recipe_file, "--against", &url];
            lines(&check(&file, &options))[3]["summary"]["effect"].clone()
        };
        tokio::task::spawn_blocking(foresee)
            .await
            .expect("an effect")
    };
    let effect = |[created, updated, unchanged, skipped, existing]: [u64; 5]| {
        json!({"created": created, "updated": updated, "unchanged": unchanged, "skipped": skipped,
            "conflicts": 0, "existing": existing, "twice": 0})
    };
    assert_eq!(foresee().await, effect([3, 0, 0, 0, 0]));
    let itself: String = form_urlencoded::byte_serialize(recipe().to_string().as_bytes()).collect();
    import(
        &server.program().await,
        &format!("?recipe={itself}"),
        MONTHLY,
    )
    .await;
    assert_eq!(foresee().await, effect([0, 0, 0, 3, 3]));
    let mut update = recipe();
    update["duplicates"] = json!("update");
    write(&update);
    assert_eq!(foresee().await, effect([0, 0, 3, 0, 3]));
    assert_eq!(server.count("contact").await, 3, "nothing is written");

    std::fs::write(&path, "{\"colums\": {}}").expect("written");
    let wrong = check(&file, &["--recipe", &recipe_file]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[tokio::test]
async fn what_is_foreseen_of_a_record_that_shares_a_key_with_one_that_is_left_out_is_what_happens()
{
    let server = Server::start().await;
    let program = server.program().await;
    import(&program, "", "Last name,Mobile\r\nLee,+85211111111\r\n").await;
    // The first is left out, so that nobody has its second number when the next comes to it.
    let text = "Last name,Mobile\r\nLee,+85211111111;+85222222222\r\nHo,+85222222222\r\nNg,+85222222222\r\n";
    let folder = tempfile::tempdir().expect("a folder");
    let (file, path) = (folder.path().join("a.csv"), folder.path().join("a.json"));
    std::fs::write(&file, text).expect("written");
    let recipe = json!({"duplicates": "skip", "match": "phone"});
    std::fs::write(&path, recipe.to_string()).expect("written");
    let recipe_file = path.to_str().expect("a plain path").to_owned();
    let url = server.database_url();
    let foresee = move || {
        let options = ["--json", "--recipe", &recipe_file, "--against", &url];
        lines(&check(&file, &options))[3]["summary"]["effect"].clone()
    };
    let foreseen = tokio::task::spawn_blocking(foresee)
        .await
        .expect("an effect");
    assert_eq!(
        (
            &foreseen["created"],
            &foreseen["skipped"],
            &foreseen["twice"]
        ),
        (&json!(1), &json!(2), &json!(2))
    );
    let done = import(&program, "?duplicates=skip&match=phone", text).await;
    assert_eq!(ledger(&done), [1, 0, 0, 2, 0]);
}
