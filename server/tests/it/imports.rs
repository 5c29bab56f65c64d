//! Imports through both doors, on a real Postgres: what becomes of every record, and that nothing happens twice.
mod again;
mod error_detail;

use std::time::{Duration, Instant};

use app::model::{fields, labels};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::harness::{Answer, Client, Server};

/// Eight records that are good and two that are not.
pub const TWO_BAD_OF_TEN: &str = "\
First name,Last name,Mobile,Email,Company,Contact Label\r\n\
Ann,Lee,+85211111111,ann@example.com,Acme,VIP\r\n\
Ben,Ho,+85222222222,,Acme,vip;Trial\r\n\
Cat,Ng,12345678,,,\r\n\
Dan,Wu,+85244444444,dan@example.com,Apex,\r\n\
Eve,Li,,eve.example.com,,\r\n\
Fay,Mo,+85266666666,,,\r\n\
,,,only@example.com,,\r\n\
Gus,Au,,gus@example.com,\"Head of Marketing, Asia\",\r\n\
Hal,So,+85288888888,,,\r\n\
Ida,Yu,,,,Trial\r\n";

impl Server {
    /// Asks the database for one number.
    pub async fn count(&self, what: &str) -> i64 {
        let sql = format!("select count(*) from {what}");
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut self.sql().await)
            .await
            .expect(what)
    }

    /// Asks the database for one text.
    pub async fn text(&self, sql: &str) -> String {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut self.sql().await)
            .await
            .expect(sql)
    }
}

/// Sends a file to the API.
pub async fn send(program: &Client, query: &str, file: impl Into<axum::body::Bytes>) -> Answer {
    program
        .send(
            Method::POST,
            &format!("/api/v1/imports{query}"),
            Some("text/csv"),
            file,
        )
        .await
}

/// Sends a file that is accepted, and waits until the import is over.
pub async fn import(program: &Client, query: &str, file: impl Into<axum::body::Bytes>) -> Value {
    let answer = send(program, query, file).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    over(program, &format!("/api/v1/imports/{}", id_of(&answer))).await
}

pub fn id_of(answer: &Answer) -> String {
    answer.json()["id"].as_str().expect("an id").to_owned()
}

/// Waits until an import is over, and checks on the way that the ledger adds up at every moment.
pub async fn over(client: &Client, path: &str) -> Value {
    ended(async || client.get(path).await).await
}

/// The same, however the import is asked for.
pub async fn ended(ask: impl AsyncFn() -> Answer) -> Value {
    let patience = Instant::now() + Duration::from_secs(120);
    loop {
        let import = ask().await.json();
        adds_up(&import);
        if !matches!(import["status"].as_str(), Some("receiving" | "running")) {
            return import;
        }
        assert!(Instant::now() < patience, "still {import}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub fn adds_up(import: &Value) {
    let sum: u64 = ["created", "updated", "unchanged", "skipped", "failed"]
        .map(|outcome| number(import, outcome))
        .iter()
        .sum();
    assert_eq!(number(import, "records"), sum, "{import}");
}

pub fn number(import: &Value, field: &str) -> u64 {
    import[field]
        .as_u64()
        .unwrap_or_else(|| panic!("{field} in {import}"))
}

/// created, updated, unchanged, skipped, failed.
pub fn ledger(import: &Value) -> [u64; 5] {
    ["created", "updated", "unchanged", "skipped", "failed"].map(|outcome| number(import, outcome))
}

pub fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test]
async fn good_records_are_saved_and_bad_ones_are_not() {
    let server = Server::start().await;
    let program = server.program().await;
    let import = import(&program, "?file_name=two-bad-of-ten.csv", TWO_BAD_OF_TEN).await;
    assert_eq!(import["status"], "done");
    assert_eq!(
        (number(&import, "records"), ledger(&import)),
        (10, [8, 0, 0, 0, 2])
    );
    assert_eq!(import["file_name"], "two-bad-of-ten.csv");
    assert_eq!(server.count("contact where import_id is not null").await, 8);
    // One entry of the change log for each: "Created, by import".
    let entries = "change join contact on contact.id = change.contact_id and change.import_id = contact.import_id
                   where action = 'Created' and source = 'import' and actor = 'test'";
    assert_eq!(server.count(entries).await, 8);
    assert_eq!(server.count("import_record").await, 10);
    assert_eq!(server.count("contact_phone").await, 5);
    assert_eq!(
        server
            .text("select company from contact where first_name = 'Gus'")
            .await,
        "Head of Marketing, Asia"
    );
}

#[tokio::test]
async fn a_record_without_a_last_name_becomes_customer() {
    let server = Server::start().await;
    let agent = server.agent().await;
    import(&server.program().await, "", TWO_BAD_OF_TEN).await;
    let name = "select last_name from contact join contact_email on contact_id = id where address = 'only@example.com'";
    assert_eq!(server.text(name).await, "customer");
    let page = agent.get("/contacts?search=only%40example.com").await;
    assert!(
        page.text().contains("customer"),
        "the External Contacts page shows it: {} {}",
        page.status,
        page.text()
    );
}

#[tokio::test]
async fn a_new_label_is_created_once_however_it_is_written() {
    let server = Server::start().await;
    let mut sql = server.sql().await;
    let mut transaction = sql.begin().await.expect("begun");
    labels::ids(&mut transaction, &["Trial".to_owned()])
        .await
        .expect("a label");
    transaction.commit().await.expect("committed");
    import(&server.program().await, "", TWO_BAD_OF_TEN).await;
    assert_eq!(server.count("label").await, 2);
    let wearers = "contact join label on label.id = any(contact.labels) where folded =";
    assert_eq!(server.count(&format!("{wearers} 'vip'")).await, 2);
    assert_eq!(server.count(&format!("{wearers} 'trial'")).await, 2);
}

#[tokio::test]
async fn a_file_that_cannot_be_imported_is_refused_in_words() {
    let server = Server::start().await;
    let program = server.program().await;
    let xlsx = include_bytes!("../fixtures/two.xlsx").as_slice();
    let wide = format!(
        "Last name,{}\r\nLee\r\n",
        (0..200)
            .map(|n| format!("c{n}"))
            .collect::<Vec<_>>()
            .join(",")
    );
    let cases: [(&str, Vec<u8>); 9] = [
        ("F01", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("F01", b"%PDF-1.7 ...".to_vec()),
        ("F01", b"Last\0name\r\nLee\r\n".to_vec()),
        ("F02", wide.into_bytes()),
        ("F04", b"Last name\r\n".to_vec()),
        ("F04", Vec::new()),
        ("F05", b"First name\r\nAnn\r\n".to_vec()),
        ("F06", b"Last name,Mobile,mobile\r\nLee,,\r\n".to_vec()),
        ("F07", xlsx[..xlsx.len() / 2].to_vec()),
    ];
    for (code, file) in cases {
        let answer = send(&program, "", file).await;
        assert_eq!(answer.code(), code, "{}", answer.text());
        assert!(answer.status.is_client_error());
        let history = program
            .get(&format!("/api/v1/imports/{}", id_of(&answer)))
            .await
            .json();
        assert_eq!(
            (&history["status"], &history["refused"]["code"]),
            (&json!("refused"), &json!(code))
        );
        assert_eq!(history["refused"]["message"], answer.json()["detail"]);
    }
    let zipped = program.clone().with("content-encoding", "gzip");
    assert_eq!(
        send(&zipped, "", TWO_BAD_OF_TEN).await.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(
        send(&program, "?country=ZZ", TWO_BAD_OF_TEN).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        send(&program, "?duplicates=perhaps", TWO_BAD_OF_TEN)
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        server.count("contact").await + server.count("import_record").await,
        0,
        "nothing was imported"
    );
    let left = std::fs::read_dir(server.folder.path().join("imports"))
        .map_or(0, |entries| entries.count());
    assert_eq!(left, 0, "no file is kept");
}

#[tokio::test]
async fn country_codes_are_added_as_chosen() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = "Last name,Mobile\r\nLee,12345678\r\nHo,+447700900123\r\n";
    assert_eq!(
        ledger(&import(&program, "?country=HK", file).await),
        [2, 0, 0, 0, 0]
    );
    let file = "Last name,Mobile\r\nNg,85287654321\r\n";
    assert_eq!(
        ledger(&import(&program, "?plus_missing=true", file).await),
        [1, 0, 0, 0, 0]
    );
    let numbers = "select string_agg(number, ' ' order by number) from contact_phone";
    assert_eq!(
        server.text(numbers).await,
        "+447700900123 +85212345678 +85287654321"
    );
}

#[tokio::test]
async fn a_date_that_reads_two_ways_fails_however_far_before_the_row_that_shows_it() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut file = String::from("Last name,Birthdate\r\n");
    for number in 0..6_000 {
        file += &format!(
            "Chan {number},{}\r\n",
            if number % 2 == 0 { "03/04/1985" } else { "" }
        );
    }
    file += "Lee,14/12/1980\r\n";
    let import = import(&program, "", file.into_bytes()).await;
    assert_eq!(ledger(&import), [3_000, 0, 0, 0, 3_001]);
    let told = "select string_agg(distinct error, ' ') from import_record where outcome = 'failed'";
    assert_eq!(
        server.text(told).await,
        "Birthdate: \"03/04/1985\" reads as two dates Birthdate: \"14/12/1980\" must be MM/DD/YYYY (e.g. 12/14/1980), looks like DD/MM/YYYY"
    );
    let dates = "select count(birth_date)::text from contact";
    assert_eq!(server.text(dates).await, "0");
}

#[tokio::test]
async fn a_workbook_is_imported_like_a_file_of_text() {
    let server = Server::start().await;
    let program = server.program().await;
    let import = import(
        &program,
        "",
        include_bytes!("../fixtures/two.xlsx").as_slice(),
    )
    .await;
    assert_eq!(ledger(&import), [2, 0, 0, 0, 0]);
    let names = "select string_agg(last_name || ' ' || coalesce(birth_date::text, '-'), ',' order by id) from contact";
    assert_eq!(server.text(names).await, "Chan 1980-12-14,陳 -");
}

#[tokio::test]
async fn a_program_names_the_sheet_of_a_workbook_and_gets_no_other_one() {
    let server = Server::start().await;
    let program = server.program().await;
    let file = include_bytes!("../fixtures/two.xlsx").as_slice();
    let named = import(&program, "?sheet=Contacts", file).await;
    assert_eq!(ledger(&named), [2, 0, 0, 0, 0]);
    for query in [
        "?sheet=Nobody",
        "?sheet=--help",
        "?recipe=%7B%22sheet%22%3A%22--help%22%7D",
    ] {
        let refused = send(&program, query, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(
            refused.text().contains("has no sheet"),
            "{}",
            refused.text()
        );
    }
    let nul = send(&program, "?sheet=a%00b", file).await;
    assert_eq!(nul.status, StatusCode::BAD_REQUEST, "{}", nul.text());
    // A file of text has no sheets.
    let text = import(&program, "?sheet=Nobody", "Last name\nHo\n").await;
    assert_eq!(number(&text, "created"), 1);
}

#[tokio::test]
async fn an_upload_cut_in_the_middle_leaves_nothing() {
    let server = Server::start().await;
    let program = server.program().await;
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let mut stream = TcpStream::connect(&server.address)
        .await
        .expect("connected");
    let head = format!(
        "POST /api/v1/imports HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\ncontent-type: text/csv\r\ncontent-length: 100000\r\n\r\n",
        server.address
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    stream
        .write_all(TWO_BAD_OF_TEN.as_bytes())
        .await
        .expect("sent");
    until(async || server.count("import where status = 'receiving'").await == 1).await;
    drop(stream);
    until(async || server.count("import").await == 0).await;
    until(async || {
        std::fs::read_dir(server.folder.path().join("imports"))
            .is_ok_and(|entries| entries.count() == 0)
    })
    .await;
    assert_eq!(server.count("contact").await, 0);
}

/// Waits for something that happens by itself.
pub async fn until(done: impl AsyncFn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(30);
    while !done().await {
        assert!(Instant::now() < patience, "it did not happen");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_client_s_file_name_is_text_and_nothing_else() {
    let server = Server::start().await;
    let program = server.program().await;
    for (sent, shown) in [
        ("../../etc/passwd", "passwd"),
        ("a%0D%0ASet-Cookie:%20x", "aSet-Cookie: x"),
        ("%E2%80%AEvsc.exe", "\u{202e}vsc.exe"),
        ("", "contacts.csv"),
    ] {
        let import = import(
            &program,
            &format!("?file_name={sent}"),
            "Last name\r\nLee\r\n",
        )
        .await;
        assert_eq!(import["file_name"], shown);
    }
    let long = import(
        &program,
        &format!("?file_name={}", "x".repeat(1_000)),
        "Last name\r\nLee\r\n",
    )
    .await;
    assert_eq!(long["file_name"].as_str().map(str::len), Some(255));
}

/// A file of so many good records.
pub fn many(records: u32) -> String {
    let mut file = "First name,Last name,Mobile,Email,Company,Contact Label\r\n".to_owned();
    for n in 0..records {
        file.push_str(&format!(
            "Ann{n},Lee,+852{n:08},ann{n}@example.com,Company {},Label {}\r\n",
            n % 100,
            n % 10
        ));
    }
    file
}

#[tokio::test]
async fn twenty_thousand_records_add_up() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut file = many(20_000);
    file.push_str("Bad,Lee,12,,,\r\n");
    let import = import(&program, "", file).await;
    assert_eq!(
        (number(&import, "records"), ledger(&import)),
        (20_001, [20_000, 0, 0, 0, 1])
    );
    assert_eq!(server.count("contact").await, 20_000);
    assert_eq!(
        server
            .count("(select distinct record from import_record) as records")
            .await,
        20_001
    );
    assert_eq!(server.count("label").await, 10);
}
