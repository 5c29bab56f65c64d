//! Erasing a person: a mark that stands in everything that is known about them is found nowhere afterwards, neither in the
//! database nor in files nor in what was logged; and what is known about others stays.
mod kept;

use std::{
    io::Write,
    path::Path,
    process::Command,
    sync::{Mutex, Once, PoisonError},
};

use app::{model::bin, who::Role};
use axum::http::StatusCode;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    harness::{Client, Server},
    import_page::pause,
    imports::{id_of, import, over, send, until},
};

/// Stands in the person's names, company, email addresses, and in all that was done about them.
const MARK: &str = "Qazwsxmark";
/// The person's number, and how a file may write it.
const PHONE: &str = "+85291357246";
const TYPED: &str = "9135-7246";

/// What of the log holds the mark. The log of the whole run passes through here.
static LOGGED: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Marked;

impl Write for Marked {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        if holds(&text) {
            let mut logged = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
            logged.push(text.into_owned());
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn holds(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    text.to_lowercase().contains(&MARK.to_lowercase()) || digits.contains("91357246")
}

/// Listens to everything that this process logs, as talkative as it can be made.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
            .with_writer(|| Marked)
            .init();
    });
}

/// Every row of every table that holds the mark, whatever the type of the column.
async fn in_tables(sql: &mut PgConnection) -> Vec<String> {
    let tables: Vec<String> =
        sqlx::query_scalar("select tablename::text from pg_tables where schemaname = 'public'")
            .fetch_all(&mut *sql)
            .await
            .expect("tables");
    let mut found = Vec::new();
    for table in tables {
        let binary: Vec<String> = sqlx::query_scalar(
            "select column_name::text from information_schema.columns
             where table_schema = 'public' and table_name = $1 and data_type = 'bytea'",
        )
        .bind(&table)
        .fetch_all(&mut *sql)
        .await
        .expect("columns");
        let texts: String = binary
            .iter()
            .map(|column| format!(" || coalesce(encode({column}, 'escape'), '')"))
            .collect();
        let query = format!("select {table}::text{texts} from {table}");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query))
            .fetch_all(&mut *sql)
            .await
            .expect("rows");
        found.extend(
            rows.into_iter()
                .filter(|row| holds(row))
                .map(|row| format!("{table}: {row}")),
        );
    }
    found
}

/// Every file that holds the mark, in its name or in its bytes.
fn in_files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(in_files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap_or_default();
            let text = format!("{} {}", path.display(), String::from_utf8_lossy(&bytes));
            // The name of a file is an id, whose digits say nothing.
            if text.to_lowercase().contains(&MARK.to_lowercase()) || text.contains(TYPED) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

async fn traces(server: &Server) -> Vec<String> {
    let mut found = in_tables(&mut server.sql().await).await;
    found.extend(in_files(server.folder.path()));
    found.extend(
        LOGGED
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone(),
    );
    found
}

fn person() -> Value {
    json!({
        "first_name": MARK, "last_name": "Zyxling", "company": format!("{MARK} Ltd"),
        "phones": [{"type": "Mobile", "number": PHONE}],
        "emails": [{"type": "Work", "address": format!("{MARK}@example.org")}],
        "socials": [{"network": "line", "id": MARK}], "address": {"street": MARK}, "job_title": MARK,
    })
}

async fn created(client: &Client, body: &Value) -> String {
    let answer = client.post_json("/api/v1/contacts", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().expect("an id").to_owned()
}

/// Keeps a view of one's own.
async fn view(client: &Client, name: &str, change: Value) {
    let mut query = serde_json::to_value(contact::query::Query::default()).expect("JSON");
    let changed = change.as_object().expect("fields").clone();
    query.as_object_mut().expect("fields").extend(changed);
    let draft =
        json!({"name": name, "query": query, "columns": null, "shared": true, "pinned": true});
    let kept = client.call("views/create", &json!({"draft": draft})).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
}

async fn edit(client: &Client, id: &str, fields: &Value) {
    let path = format!("/api/v1/contacts/{id}");
    let version = client.get(&path).await.header("etag").to_owned();
    let answer = client
        .clone()
        .with("if-match", &version)
        .patch_json(&path, fields)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_planted_mark_is_found_nowhere_after_erasing() {
    listen();
    let server = Server::start().await;
    let program = server.program().await;
    let agent = server.signed_in(Role::Agent).await;
    let keyed = |key: &str| program.clone().with("idempotency-key", key);
    let id = created(&keyed("create"), &person()).await;
    let path = format!("/api/v1/contacts/{id}");
    // A note whose answer names no contact, and an answer that is kept.
    let note = json!({"text": format!("{MARK} likes tea")});
    assert_eq!(
        keyed("note")
            .post_json(&format!("{path}/notes"), &note)
            .await
            .status,
        201
    );
    // What they were called before.
    edit(
        &program,
        &id,
        &json!({"company": format!("{MARK} & Sons"), "team": MARK}),
    )
    .await;

    // Files: one that changes them, one in which they only failed, one that they are not in; each under a name.
    let mine = format!(
        "First name,Last name,Mobile,Company\r\n{MARK},Zyxling,{PHONE},{MARK} Partners\r\n{MARK},Zyxling,{TYPED},\r\n"
    );
    let wrote = import(
        &program,
        &format!("?file_name={MARK}.csv&duplicates=update"),
        mine,
    )
    .await;
    assert_eq!(
        (&wrote["updated"], &wrote["failed"]),
        (&json!(1), &json!(1)),
        "{wrote}"
    );
    let failing = format!(
        "Last name,First name,Email\r\nZyxling,{MARK},none\r\nFine,Ann,ann@example.org\r\n"
    );
    let failed = import(
        &program,
        &format!("?file_name=Zyxling_{MARK}-2026.csv"),
        failing,
    )
    .await;
    assert_eq!(failed["failed"], 1);
    let phone = format!("Last name,Mobile\r\nSomebody,{TYPED}\r\n");
    let by_phone = import(&program, "?file_name=numbers.csv", phone).await;
    let others = "Last name,Email\r\nWong,none\r\nGood,good@example.org\r\n";
    let others = import(&program, "?file_name=others.csv", others).await;
    let errors = async |import: &Value| {
        let id = import["id"].as_str().expect("an id");
        program.get(&format!("/api/v1/imports/{id}/errors")).await
    };
    for import in [&wrote, &failed, &by_phone, &others] {
        assert_eq!(errors(import).await.status, 200);
    }

    // Searched for by name, number and company; taken as a file; kept as views.
    let lower = MARK.to_lowercase();
    for search in [&lower, TYPED, &format!("{MARK}%40example.org")] {
        assert_eq!(
            agent
                .get(&format!("/contacts?search={search}"))
                .await
                .status,
            200
        );
        let export = format!("/api/v1/contacts/export?search={search}&type=Lead");
        assert_eq!(program.get(&export).await.status, 200);
    }
    program.get("/api/v1/contacts/export?search=wong").await;
    view(&agent, "Tea drinkers", json!({"search": lower})).await;
    view(&agent, "By number", json!({"search": TYPED})).await;
    view(
        &agent,
        "By company",
        json!({"company": format!("{MARK} & sons")}),
    )
    .await;
    view(&agent, &format!("{MARK} and family"), json!({})).await;
    view(&agent, "Wongs", json!({"search": "wong"})).await;

    // Merged into somebody who is edited meanwhile, and comes out again.
    let wong = json!({"last_name": "Wong", "phones": [{"type": "Work", "number": "+85212345678"}]});
    let wong = created(&program, &wong).await;
    let merge = json!({"other": id, "choices": {"fields": {"company": "other"}}});
    let merged = keyed("merge")
        .post_json(&format!("/api/v1/contacts/{wong}/merge"), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    edit(
        &keyed("edit"),
        &wong,
        &json!({"company": "Wong Ltd", "phones": []}),
    )
    .await;
    let merge = merged.json()["merge_id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let undone = keyed("undo")
        .post_json(&format!("/api/v1/merges/{merge}/undo"), &json!({}))
        .await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    edit(&program, &wong, &json!({"company": "Wong Ltd", "phones": [{"number": "+85212345678"}], "emails": [], "socials": [],
        "job_title": null, "first_name": null, "address": null, "team": null}))
    .await;

    // What goes wrong is logged without what was sent.
    agent
        .call("contacts/create", &json!({"key": MARK, "draft": person()}))
        .await;
    program
        .get(&format!("/api/v1/contacts?search={MARK}&limit=x"))
        .await;
    program
        .post_json(
            "/api/v1/contacts",
            &json!({"last_name": MARK, "company": "a\u{0}b"}),
        )
        .await;

    assert!(in_tables(&mut server.sql().await).await.len() > 15);
    assert_eq!(in_files(server.folder.path()).len(), 3);

    assert_eq!(program.delete(&path).await.status, 204);
    assert_eq!(
        program.delete(&format!("/api/v1/bin/{id}")).await.status,
        204
    );
    until(async || in_files(server.folder.path()).is_empty()).await;
    until(async || server.count("erasure_search").await == 0).await;
    assert_eq!(traces(&server).await, Vec::<String>::new());

    // The files that held them say so; the others are as they were.
    for import in [&wrote, &failed, &by_phone] {
        let gone = errors(import).await;
        assert_eq!(
            (gone.status, gone.code().as_str()),
            (StatusCode::CONFLICT, "conflict")
        );
        assert!(gone.text().contains("was erased"), "{}", gone.text());
    }
    let kept = errors(&others).await;
    assert!(kept.text().contains("Wong"), "{}", kept.text());
    assert_eq!(
        server
            .text("select string_agg(name, ', ' order by name) from saved_view")
            .await,
        "Wongs"
    );
    let queries = "select string_agg(query, ', ' order by query) from download";
    assert_eq!(
        server.text(queries).await,
        "erased, erased, erased, search=wong"
    );
    assert_eq!(
        server
            .text("select string_agg(file_name, ', ' order by file_name) from import")
            .await,
        "contacts.csv, contacts.csv, numbers.csv, others.csv"
    );
    let wong = program
        .get(&format!("/api/v1/contacts/{wong}"))
        .await
        .json();
    assert_eq!(wong["phones"][0]["number"], "+85212345678");
}

#[tokio::test]
async fn a_name_that_others_have_too_says_nothing_about_who_was_erased() {
    let server = Server::start().await;
    let program = server.program().await;
    let agent = server.signed_in(Role::Agent).await;
    let chan = |first: &str| json!({"first_name": first, "last_name": "Chan", "company": "Acme"});
    let id = created(&program, &chan("Mei")).await;
    created(&program, &chan("Tai")).await;
    view(&agent, "Chans", json!({"search": "chan"})).await;
    view(&agent, "Acme", json!({"company": "acme"})).await;
    view(&agent, "Her", json!({"search": "chan mei"})).await;
    import(
        &program,
        "?file_name=Chan.csv",
        "Last name,First name,Email\r\nChan,Tai,none\r\n",
    )
    .await;
    program.delete(&format!("/api/v1/contacts/{id}")).await;
    assert_eq!(
        program.delete(&format!("/api/v1/bin/{id}")).await.status,
        204
    );
    until(async || server.count("erasure_search").await == 0).await;
    assert_eq!(
        server
            .text("select string_agg(name, ', ' order by name) from saved_view")
            .await,
        "Acme, Chans"
    );
    assert_eq!(
        server.text("select file_name from import").await,
        "Chan.csv"
    );
    assert_eq!(server.count("import where erased_at is not null").await, 0);
}

#[tokio::test]
async fn whoever_stands_among_other_words_or_was_looked_for_by_half_a_word_is_erased_there_too() {
    let server = Server::start().await;
    let program = server.program().await;
    let agent = server.signed_in(Role::Agent).await;
    let person = json!({"first_name": "Vbmarker", "last_name": "Wmfamily",
        "phones": [{"number": "+85261234999"}], "emails": [{"address": "vb.wm@planted.test"}]});
    let id = created(&program, &person).await;
    let other = json!({"first_name": "Ann", "last_name": "Wongfield"});
    created(&program, &other).await;
    let mut failed = Vec::new();
    for (number, row) in [
        "Chan,,,Vbmarker <vb.wm@planted.test>",
        "Vbmarker Wmfamily,,,none",
        "Chan,\"Wmfamily, Vbmarker (sister)\",,none",
        "Chan,,6123-4999 / 2345 6789,",
        // Somebody else, however alike.
        "Vbmarkers Wmfamilyson,,,none",
    ]
    .into_iter()
    .enumerate()
    {
        let file = format!("Last name,Company,Mobile,Email\r\n{row}\r\n");
        let done = import(&program, &format!("?file_name={number}.csv"), file).await;
        assert_eq!(done["failed"], 1, "{row}");
        failed.push(format!(
            "/api/v1/imports/{}/errors",
            done["id"].as_str().expect("an id")
        ));
    }
    for search in ["bmarke", "wmfam", "vb.w", "wongf"] {
        view(&agent, search, json!({"search": search})).await;
        program
            .get(&format!("/api/v1/contacts/export?search={search}"))
            .await;
    }
    assert_eq!(
        program
            .delete(&format!("/api/v1/contacts/{id}"))
            .await
            .status,
        204
    );
    assert_eq!(
        program.delete(&format!("/api/v1/bin/{id}")).await.status,
        204
    );
    until(async || server.count("erasure_search").await == 0).await;
    let mut left = Vec::new();
    for errors in &failed {
        left.push(program.get(errors).await.status.as_u16());
    }
    assert_eq!(left, [409, 409, 409, 409, 200]);
    let views = "select string_agg(name, ', ' order by name) from saved_view";
    assert_eq!(server.text(views).await, "wongf");
    let downloads = "select string_agg(query, ', ' order by query) from download";
    assert_eq!(
        server.text(downloads).await,
        "erased, erased, erased, search=wongf"
    );
}
