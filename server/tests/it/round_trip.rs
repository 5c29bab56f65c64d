//! What is exported can be imported: Contact.csv brought into an empty system gives equal contacts.

use app::{model::fields, who::Role};
use axum::http::StatusCode;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use crate::{
    harness::{Client, Server},
    imports::import,
};

/// Texts that spreadsheets and parsers stumble over.
const TEXTS: [&str; 16] = [
    "",
    "Chan",
    "陳大文",
    "=1+1",
    "'=x",
    "''",
    "-a",
    "@x",
    "+85212345678",
    "Head of Marketing, Asia Division",
    "15\" monitor",
    "two\nlines",
    "\u{202e}rtl עברית",
    "emoji 👩\u{200d}💻",
    "＝full",
    "\"quoted\"",
];

/// A file of random contacts in the layout of the template, with every kind of custom field and LINE.
fn awkward(records: usize) -> Vec<u8> {
    let mut random = StdRng::seed_from_u64(7);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = "First name;Last name;Mobile;Work;Email;Personal Email;Facebook;WhatsApp;WeChat;Company;Job Title;Team;\
                  Birthdate;Language;Address;City;State;ZipCode;Country;Type;Group;Level;Contact Label;\
                  Note;Size;Since;Grade;Likes;VIP;LINE";
    writer.write_record(header.split(';')).expect("written");
    for n in 0..records {
        let text = |random: &mut StdRng| guarded(TEXTS.choose(random).expect("a text"));
        let one =
            |random: &mut StdRng, of: &[&str]| (*of.choose(random).expect("a choice")).to_owned();
        let number = format!("+852{:08}", random.random_range(0..100_000_000));
        let r = &mut random;
        let row = [
            // A name stands on one line.
            text(r).replace('\n', " "),
            format!("Person {n}"),
            one(r, &["", number.as_str(), "+447700900123;+85212345678"]),
            one(r, &["", "+6591234567"]),
            one(r, &["", "a@b.co", "müller@bücher.example;x@y.co"]),
            one(r, &["", "p@q.org"]),
            text(r).replace('\n', " "),
            one(r, &["", "+85298765432"]),
            text(r).replace('\n', " "),
            text(r),
            text(r),
            text(r),
            one(r, &["", "12/14/1980", "2/3/2001"]),
            one(r, &["", "en", "zh"]),
            text(r),
            text(r),
            text(r),
            one(r, &["", "00123", "SW1A 1AA"]),
            one(r, &["", "HK", "United Kingdom", "jpn"]),
            one(r, &["", "Customer", "others"]),
            text(r),
            one(r, &["", "Tertiary"]),
            one(r, &["", "VIP", "VIP;Trial", "標籤"]),
            text(r),
            one(r, &["", "3", "-0.5"]),
            one(r, &["", "12/14/1980"]),
            one(r, &["", "Gold", "a,b"]),
            one(r, &["", "Tea", "Tea;Coffee"]),
            one(r, &["", "Yes", "No"]),
            one(r, &["", "line-id"]),
        ];
        writer.write_record(&row).expect("written");
    }
    writer.into_inner().expect("whole")
}

/// As a spreadsheet-safe file writes it: one apostrophe before what would be a formula.
fn guarded(text: &str) -> String {
    let rest = text.trim_start_matches('\'');
    let formula = rest.starts_with(['=', '+', '-', '@', '＝']) && text != "+85212345678";
    let mark = if formula { "'" } else { "" };
    format!("{mark}{text}")
}

async fn system() -> (Server, Client) {
    let server = Server::start().await;
    for (name, kind, options) in [
        ("Note", "text", vec![]),
        ("Size", "number", vec![]),
        ("Since", "date", vec![]),
        ("Grade", "dropdown_single", vec!["Gold", "a,b"]),
        ("Likes", "dropdown_multiple", vec!["Tea", "Coffee"]),
        ("VIP", "checkbox", vec![]),
    ] {
        let draft = json!({"name": name, "type": kind, "options": options});
        let draft = serde_json::from_value(draft).expect("a field");
        fields::create(&server.operator(), draft)
            .await
            .expect("created");
    }
    let client = server.program().await;
    (server, client)
}

async fn export(client: &Client) -> Vec<u8> {
    let answer = client.get("/api/v1/contacts/export").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.body.to_vec()
}

/// The rows of a file in an order that does not depend on when they were created.
fn sorted(file: &[u8]) -> Vec<csv::StringRecord> {
    let text = file.strip_prefix("\u{feff}".as_bytes()).expect("a BOM");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text);
    let mut rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    rows[1..].sort_by(|one, other| one[1].cmp(&other[1]));
    rows
}

async fn contacts(client: &Client) -> Vec<Value> {
    let list = client
        .get("/api/v1/contacts?sort=name&limit=500")
        .await
        .json();
    let mut contacts = list["items"].as_array().expect("contacts").clone();
    for contact in &mut contacts {
        let fields = contact.as_object_mut().expect("a contact");
        for own in ["id", "version", "created_at", "updated_at"] {
            fields.remove(own);
        }
    }
    contacts
}

#[tokio::test]
async fn contact_csv_imports_into_an_empty_system_as_equal_contacts() {
    let (_first, here) = system().await;
    let ledger = import(&here, "", awkward(300)).await;
    let errors = here.get("/api/v1/imports?limit=1").await;
    assert_eq!(ledger["created"], 300, "{ledger} {}", errors.text());
    let file = export(&here).await;
    let (second, there) = system().await;
    assert_eq!(import(&there, "", file.clone()).await["created"], 300);
    assert_eq!(contacts(&there).await, contacts(&here).await);
    assert_eq!(sorted(&export(&there).await), sorted(&file));
    // A session of the page sees the same as the token of a program.
    let agent = second.signed_in(Role::Agent).await;
    let page = agent.get("/contacts/export").await;
    assert_eq!(sorted(&page.body), sorted(&file));
}
