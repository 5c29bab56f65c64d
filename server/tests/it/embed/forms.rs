//! The form of the panel at its doors: what is typed is saved, joined with what others saved meanwhile, or comes back with what
//! is to be mended or decided on.
use html5gum::{StartTag, Token, Tokenizer};
use serde_json::{Value, json};

use super::Host;
use crate::{
    harness::{Answer, Client},
    intake::{at, enquiry},
    record::path,
};

/// What a browser sends of a form.
type SentPairs = Vec<(String, String)>;

/// A tag's attribute.
fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// What a browser sends of the form that an answer holds, while nothing is touched.
fn form_of(answer: &Answer) -> SentPairs {
    assert_eq!(
        answer.header("content-type"),
        "text/html; charset=utf-8",
        "{}",
        answer.text()
    );
    let (mut pairs, mut templates) = (SentPairs::new(), 0);
    let (mut select, mut options) = (String::new(), Vec::new());
    for token in Tokenizer::new(answer.text()) {
        match token.expect("a string can be read") {
            Token::StartTag(tag) => {
                let has = |name: &str| tag.attributes.contains_key(name.as_bytes());
                let name = attribute(&tag, "name").unwrap_or_default();
                let value = attribute(&tag, "value").unwrap_or_default();
                let kind = attribute(&tag, "type").unwrap_or_default();
                let is_choice = kind == "checkbox" || kind == "radio";
                match &tag.name[..] {
                    b"template" => templates += 1,
                    b"select" => select = name,
                    b"option" => options.push((value, has("selected"))),
                    b"input" if templates == 0 && (!is_choice || has("checked")) => {
                        pairs.push((name, value));
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) if tag.name[..] == *b"template" => templates -= 1,
            Token::EndTag(tag) if tag.name[..] == *b"select" => {
                let offered = std::mem::take(&mut options);
                let chosen = offered.iter().find(|(_, chosen)| *chosen);
                let (value, _) = chosen.or(offered.first()).expect("an option");
                if templates == 0 {
                    pairs.push((std::mem::take(&mut select), value.clone()));
                }
            }
            _ => {}
        }
    }
    pairs
}

fn put(pairs: &mut SentPairs, name: &str, value: &str) {
    let mut texts = pairs.iter_mut();
    let (_, text) = texts
        .find(|(known, _)| known == name)
        .unwrap_or_else(|| panic!("no input is called {name}"));
    value.clone_into(text);
}

fn add(pairs: &mut SentPairs, name: &str, value: &str) {
    pairs.push((name.to_owned(), value.to_owned()));
}

fn value_of<'a>(pairs: &'a SentPairs, name: &str) -> &'a str {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value)
}

/// Adds a row with a number.
fn add_phone(pairs: &mut SentPairs, number: &str, region: &str) {
    add(pairs, "phone_kind", "Home");
    add(pairs, "phone_text", number);
    add(pairs, "phone_region", region);
    add(pairs, "phone_verified", "false");
}

async fn send(client: &Client, path: &str, pairs: &SentPairs) -> Answer {
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    client.form(path, &pairs).await
}

async fn open(client: &Client) -> SentPairs {
    let answer = client.get("/embed/form").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    form_of(&answer)
}

/// A contact centre, and an agent in the room of a call of its contact, whose number was proved.
async fn beside_a_call() -> (Host, Client) {
    let host = Host::open().await;
    host.centre.call("E-1", "ongoing").await;
    let visitor = json!({"phone": "+85291234567", "phone_verified": true});
    let proved = json!({"event_at": at(3), "visitor": visitor});
    enquiry(&host.centre.program, "E-1", proved).await;
    let client = host.session("in@example.org", "E-1").await;
    (host, client)
}

/// Somebody else changes the contact.
async fn change(host: &Host, body: Value) {
    let version = host.centre.now().await["version"].to_string();
    let program = host.centre.program.clone();
    let program = program.with("if-match", &format!("\"{version}\""));
    let answer = program.patch_json(&path(&host.centre.contact), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn what_is_typed_is_saved_in_the_log_as_done_in_the_panel_and_what_is_verified_stays() {
    let (host, client) = beside_a_call().await;
    let mut form = open(&client).await;
    put(&mut form, "company", "Acme");
    put(&mut form, "phone_text", "+852 6123 4567");
    let saved = send(&client, "/embed/save", &form).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert!(saved.text().contains("<article"), "{}", saved.text());
    let now = host.centre.now().await;
    assert_eq!(now["company"], "Acme");
    let phones = now["phones"].as_array().expect("numbers");
    let verified = json!({"type": "Mobile", "number": "+85291234567", "verified": true});
    assert!(phones.contains(&verified), "{phones:?}");
    let log = format!("{}/changes", path(&host.centre.contact));
    let log = host.centre.program.get(&log).await.json();
    assert_eq!(log["items"][0]["source"], "panel");

    // Saved as it is, nothing is written.
    let saved = send(&client, "/embed/save", &open(&client).await).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(host.centre.now().await["version"], now["version"]);
}

#[tokio::test]
async fn a_contact_that_is_full_of_chinese_text_is_saved_from_the_panel_as_on_its_page() {
    let (host, client) = beside_a_call().await;
    let mut custom = serde_json::Map::new();
    for number in 1..=20 {
        let field = json!({"name": format!("Field {number}"), "type": "text"});
        let made = host
            .centre
            .program
            .post_json("/api/v1/fields", &field)
            .await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = made.json()["id"].as_str().expect("an id").to_owned();
        custom.insert(id, json!("陳".repeat(1_000)));
    }
    change(&host, json!({"custom": custom.clone()})).await;
    let mut form = open(&client).await;
    put(&mut form, "company", "Acme");
    let saved = send(&client, "/embed/save", &form).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let now = host.centre.now().await;
    assert_eq!(now["company"], "Acme");
    assert_eq!(now["custom"], Value::Object(custom));
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_input_and_nothing_is_saved() {
    let (host, client) = beside_a_call().await;
    let before = host.centre.now().await;
    let mut form = open(&client).await;
    put(&mut form, "last_name", "");
    put(&mut form, "company", "Acme");
    put(&mut form, "birth_date", "03/04/1985");
    add_phone(&mut form, "6123 4567", "");
    let refused = send(&client, "/embed/save", &form).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    for id in ["last-name-error", "birth-date-error", "phone-1-error"] {
        let place = format!("id=\"{id}\"");
        assert!(refused.text().contains(&place), "{id}: {}", refused.text());
    }
    let again = form_of(&refused);
    assert_eq!(value_of(&again, "company"), "Acme");
    assert_eq!(value_of(&again, "birth_date"), "03/04/1985");
    assert_eq!(host.centre.now().await, before);
}

#[tokio::test]
async fn a_number_gets_the_code_of_its_country_and_what_is_none_is_said_at_its_input() {
    let (host, client) = beside_a_call().await;
    let mut form = open(&client).await;
    add_phone(&mut form, "6123 4567", "HK");
    let mut wrong = form.clone();
    add_phone(&mut wrong, "12", "HK");
    let refused = send(&client, "/embed/save", &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let text = refused.text();
    assert!(text.contains("id=\"phone-2-error\""), "{text}");
    assert!(!text.contains("id=\"phone-1-error\""), "{text}");
    let saved = send(&client, "/embed/save", &form).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let phones = &host.centre.now().await["phones"];
    assert_eq!(phones[1]["number"], "+85261234567", "{phones}");
}

#[tokio::test]
async fn two_people_who_change_different_fields_are_joined() {
    let (host, client) = beside_a_call().await;
    let mut form = open(&client).await;
    put(&mut form, "company", "Mine");
    change(&host, json!({"team": "North"})).await;

    // The form that is open takes it in, and writes nothing.
    let before = host.centre.now().await;
    let taken = send(&client, "/embed/form", &form).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    assert!(taken.text().contains("data-told"), "{}", taken.text());
    let now = form_of(&taken);
    assert_eq!(value_of(&now, "company"), "Mine");
    assert_eq!(value_of(&now, "team"), "North");
    assert_eq!(value_of(&now, "version"), before["version"].to_string());
    assert_eq!(host.centre.now().await, before);

    // Saved without that, it is joined all the same.
    let saved = send(&client, "/embed/save", &form).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let joined = host.centre.now().await;
    assert_eq!(
        (&joined["company"], &joined["team"]),
        (&json!("Mine"), &json!("North"))
    );
}

#[tokio::test]
async fn two_people_who_change_the_same_field_are_shown_both_and_what_is_chosen_stands() {
    let (host, client) = beside_a_call().await;
    for (side, stands) in [("theirs", "Theirs"), ("mine", "Mine")] {
        change(&host, json!({"company": "Acme"})).await;
        let mut form = open(&client).await;
        put(&mut form, "company", "Mine");
        put(&mut form, "job_title", side);
        change(&host, json!({"company": "Theirs"})).await;
        let conflict = send(&client, "/embed/save", &form).await;
        assert_eq!(conflict.status, 409, "{}", conflict.text());
        for held in ["Mine", "Theirs", "name=\"choice.company\""] {
            assert!(
                conflict.text().contains(held),
                "{held}: {}",
                conflict.text()
            );
        }
        assert_eq!(host.centre.now().await["company"], "Theirs");

        let mut form = form_of(&conflict);
        let undecided = send(&client, "/embed/save", &form).await;
        assert_eq!(undecided.status, 409, "{}", undecided.text());
        add(&mut form, "choice.company", side);
        let saved = send(&client, "/embed/save", &form).await;
        assert_eq!(saved.status, 200, "{}", saved.text());
        let now = host.centre.now().await;
        assert_eq!(
            (&now["company"], &now["job_title"]),
            (&json!(stands), &json!(side))
        );
    }
}

#[tokio::test]
async fn what_was_chosen_is_asked_once_more_where_they_changed_it_again() {
    let (host, client) = beside_a_call().await;
    let mut form = open(&client).await;
    put(&mut form, "company", "Mine");
    change(&host, json!({"company": "Theirs"})).await;
    let conflict = send(&client, "/embed/save", &form).await;
    let mut form = form_of(&conflict);
    add(&mut form, "choice.company", "mine");
    change(&host, json!({"company": "Later"})).await;
    let conflict = send(&client, "/embed/save", &form).await;
    assert_eq!(conflict.status, 409, "{}", conflict.text());
    assert!(conflict.text().contains("Later"), "{}", conflict.text());
    assert_eq!(host.centre.now().await["company"], "Later");
}

#[tokio::test]
async fn a_label_or_a_field_that_was_deleted_meanwhile_is_told_where_something_of_it_was_typed() {
    let (host, client) = beside_a_call().await;
    let program = &host.centre.program;
    let mut labels = Vec::new();
    for name in ["VIP", "Gold"] {
        let label = json!({"name": name});
        let made = program.post_json("/api/v1/labels", &label).await.json();
        labels.push(made["id"].as_str().expect("an id").to_owned());
    }
    for name in ["Size", "Hat"] {
        let field = json!({"name": name, "type": "text"});
        let made = program.post_json("/api/v1/fields", &field).await;
        assert_eq!(made.status, 201, "{}", made.text());
    }
    change(
        &host,
        json!({"labels": ["VIP"], "custom": {"cf_size": "L"}}),
    )
    .await;
    let mut form = open(&client).await;
    put(&mut form, "company", "Acme");
    for path in [
        format!("/api/v1/labels/{}", labels[0]),
        "/api/v1/fields/cf_size".to_owned(),
    ] {
        assert_eq!(program.delete(&path).await.status, 204, "{path}");
    }
    let saved = send(&client, "/embed/save", &form).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(host.centre.now().await["company"], "Acme");

    let mut form = open(&client).await;
    put(&mut form, "cf_hat", "XXL");
    add(&mut form, "label", "Gold");
    for path in [
        format!("/api/v1/labels/{}", labels[1]),
        "/api/v1/fields/cf_hat".to_owned(),
    ] {
        assert_eq!(program.delete(&path).await.status, 204, "{path}");
    }
    let told = send(&client, "/embed/save", &form).await;
    assert_eq!(told.status, 422, "{}", told.text());
    for lost in ["XXL", "Gold"] {
        assert!(told.text().contains(lost), "{lost}: {}", told.text());
    }
    let saved = send(&client, "/embed/save", &form_of(&told)).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let left = program.get("/api/v1/labels").await.json();
    assert_eq!(left["total"], 0, "no label is made here: {left}");
}

#[tokio::test]
async fn a_visitor_is_created_once_from_what_they_told_and_what_was_typed_since_is_not_lost() {
    let host = Host::open().await;
    host.centre.chat("E-1", "ongoing").await;
    let client = host.session("in@example.org", "E-1").await;
    let mut form = open(&client).await;
    assert_eq!(value_of(&form, "first_name"), "Mei");
    assert_eq!(value_of(&form, "phone_text"), "+852 9123 4567");
    put(&mut form, "last_name", "Lee");
    for _ in 0..2 {
        let created = send(&client, "/embed/create", &form).await;
        assert_eq!(created.status, 200, "{}", created.text());
    }
    let program = &host.centre.program;
    let found = async || program.get("/api/v1/contacts?search=Lee").await.json();
    let lees = found().await;
    assert_eq!(lees["total"], 1, "{lees}");
    let read = program.get("/api/v1/enquiries/E-1").await.json();
    assert_eq!(read["contact"], lees["items"][0]["id"]);

    // The answer did not come, and something was added before it was sent once more.
    put(&mut form, "company", "Acme");
    let again = send(&client, "/embed/create", &form).await;
    assert_eq!(again.status, 409, "{}", again.text());
    assert!(
        again.text().contains("data-form=\"save\""),
        "{}",
        again.text()
    );
    let saved = send(&client, "/embed/save", &form_of(&again)).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let lees = found().await;
    assert_eq!(
        (&lees["total"], &lees["items"][0]["company"]),
        (&json!(1), &json!("Acme"))
    );

    // Another form of the same visitor, opened before, makes no second one.
    let key = "0199a1b2-0000-7000-8000-000000000009";
    put(&mut form, "key", key);
    let late = send(&client, "/embed/create", &form).await;
    assert_eq!(
        (late.status.as_u16(), late.code()),
        (409, "conflict".to_owned())
    );
}

#[tokio::test]
async fn a_form_of_another_contact_and_a_form_of_a_closed_enquiry_are_refused() {
    let (host, client) = beside_a_call().await;
    let form = open(&client).await;
    let mut other = form.clone();
    put(
        &mut other,
        "contact",
        "0199a1b2-0000-7000-8000-000000000009",
    );
    put(&mut other, "company", "Acme");
    for path in ["/embed/form", "/embed/save"] {
        let refused = send(&client, path, &other).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (409, "conflict".to_owned())
        );
    }
    let mut odd = form.clone();
    add(&mut odd, "shoe_size", "42");
    let refused = send(&client, "/embed/save", &odd).await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (400, "refused".to_owned())
    );

    let closed = json!({"event_at": at(4), "status": "closed"});
    enquiry(&host.centre.program, "E-1", closed).await;
    let before = host.centre.now().await;
    let opened = client.get("/embed/form").await;
    assert_eq!(
        (opened.status.as_u16(), opened.code()),
        (403, "not_permitted".to_owned())
    );
    let mut typed = form;
    put(&mut typed, "company", "Acme");
    for path in ["/embed/form", "/embed/save", "/embed/create"] {
        let refused = send(&client, path, &typed).await;
        assert_eq!(
            (refused.status.as_u16(), refused.code()),
            (403, "not_permitted".to_owned())
        );
    }
    assert_eq!(host.centre.now().await, before);
}
