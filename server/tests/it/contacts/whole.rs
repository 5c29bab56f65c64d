//! Every way of writing a contact writes all of it. The SQL of each names the columns by hand (one contact, a COPY of many,
//! their rewriting); which fields there are says `FIELDS`, and which columns the catalogue of the database.
use contact::{
    Field, Network, Part, Text,
    field::{FORM, fields},
};
use serde_json::{Map, Value, json};
use sqlx::PgConnection;

use super::*;
use crate::imports::import;

/// The columns of a contact that hold none of its fields, each with what writes it.
const BESIDE: &[(&str, &str)] = &[
    ("id", "is made with it"),
    ("version", "counts the saves"),
    ("created_at", "is the time of the first save"),
    ("created_by", "is who saved it first"),
    ("import_id", "is the import that created it"),
    ("updated_at", "is the time of the last save"),
    ("other_first_names", "are written by merges"),
    ("other_last_names", "are written by merges"),
    ("deleted_at", "is written in contacts/fate.rs"),
    ("taken_back", "is written in contacts/fate.rs"),
    ("merged_into", "is written in contacts/fate.rs"),
];

/// A value of a field, another one for each of the two numbers.
fn value(field: &Field, place: usize, number: usize) -> String {
    let one_of = |both: [&str; 2]| both[number - 1].to_owned();
    match field.part {
        // An update finds its contact by it.
        Part::Phone(contact::PhoneKind::Mobile) => "+85290000000".to_owned(),
        Part::Phone(_) | Part::Social(Network::Whatsapp) => format!("+8529{number}0000{place:02}"),
        Part::Email(_) => format!("{place}.{number}@example.org"),
        Part::BirthDate => one_of(["1/2/1980", "3/4/1981"]),
        Part::Language => one_of(["en", "zh"]),
        Part::Country => one_of(["HK", "GB"]),
        Part::Kind => one_of(["Customer", "Prospect"]),
        Part::Level => one_of(["Secondary", "Tertiary"]),
        Part::Text(Text::Zip) => format!("{number}"),
        Part::Text(_) | Part::Social(_) | Part::Labels => format!("{} {number}", field.header),
    }
}

/// A file of one contact, with a value in every cell.
fn file(number: usize) -> String {
    let headers = fields().map(|field| field.header.to_owned());
    let cells = fields().enumerate();
    let cells = cells.map(|(place, field)| value(field, place, number));
    let line = |cells: Vec<String>, last: String| format!("{},{last}\n", cells.join(","));
    line(headers.collect(), "Size".to_owned()) + &line(cells.collect(), format!("Size {number}"))
}

/// The row of a contact, without what holds none of its fields.
async fn row(db: &mut PgConnection, contact: &Value) -> Map<String, Value> {
    let row: Value =
        sqlx::query_scalar("select to_jsonb(contact) from contact where id = $1::uuid")
            .bind(contact["id"].as_str())
            .fetch_one(db)
            .await
            .expect("a row");
    let mut row = row.as_object().expect("columns").clone();
    for (column, why) in BESIDE {
        assert!(row.remove(*column).is_some(), "no column {column} {why}");
    }
    row
}

#[tokio::test]
async fn every_field_goes_into_the_columns_of_the_catalogue_by_every_way() {
    let server = Server::start().await;
    let client = server.program().await;
    let mut db = server.sql().await;
    created_field(&client).await;
    let first = async |query: &str| {
        let list = client.get(&format!("/api/v1/contacts{query}")).await.json();
        list["items"][0].clone()
    };

    // Many at once.
    import(&client, "", file(1)).await;
    let copied = first("").await;
    let whole = row(&mut db, &copied).await;
    for (column, held) in &whole {
        let is_empty = [json!(null), json!(""), json!([]), json!({})].contains(held);
        assert!(!is_empty, "an import leaves {column} empty");
    }
    let draft: contact::Draft = serde_json::from_value(copied.clone()).expect("a draft");
    let held = contact::change::fields(&draft);
    for field in FORM.iter() {
        assert!(
            held.contains_key(field.name),
            "an import loses {}",
            field.name
        );
    }

    // Many that are there.
    import(&client, "?duplicates=update&match=phone", file(2)).await;
    let updated = row(&mut db, &first("").await).await;
    for (column, held) in &updated {
        assert_ne!(*held, whole[column], "an update by a file keeps {column}");
    }

    // One that is there, and one that is new.
    let address = path(&copied);
    let saved = client.clone().with("if-match", "\"2\"");
    let answer = saved.patch_json(&address, &copied).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(row(&mut db, &copied).await, whole);
    let new = created(&client, copied.clone()).await;
    let mut alone = row(&mut db, &new).await;
    // They hold the import that created it, too.
    alone.insert("terms".to_owned(), whole["terms"].clone());
    assert_eq!(alone, whole);
}

async fn created_field(client: &Client) {
    let field = json!({"name": "Size", "type": "text"});
    let answer = client.post_json("/api/v1/fields", &field).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
}
