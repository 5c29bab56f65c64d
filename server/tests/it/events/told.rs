//! What each verb tells whoever follows: of whom, what was done, and the names of fields; never a value.
use contact::permit::Relation;
use serde_json::{Value, json};

use super::*;
use crate::{
    enquiry_doors::Centre,
    imports::send,
    intake::{at, enquiry, post},
};

/// Of whom something was told, and what: of a contact what was done, its version by now, and the fields.
type Said = (String, String);

const NOTHING: [Said; 0] = [];

fn said(news: &[Happened]) -> Vec<Said> {
    let said = |happened: &Happened| match &happened.what {
        What::Contact {
            id,
            version,
            change,
            fields,
            ..
        } => {
            let version = version.map_or("gone".to_owned(), |version| version.to_string());
            let all = format!("{change} {version} {}", fields.join(" "));
            (id.to_string(), all.trim_end().to_owned())
        }
        What::Enquiry { id, .. } => (id.to_string(), "enquiry".to_owned()),
        What::Staff { id, .. } => (id.to_string(), "staff".to_owned()),
        What::Contacts { import } => (import.to_string(), "many".to_owned()),
        What::Import { id } => (id.to_string(), "import".to_owned()),
    };
    news.iter().map(said).collect()
}

fn of(thing: &Value, said: &str) -> Said {
    let id = thing["id"].as_str().expect("an id");
    (id.to_owned(), said.to_owned())
}

#[tokio::test]
async fn what_is_done_to_a_contact_is_told_with_the_names_of_its_fields() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut follower = Follower::of(&server).await;
    let beginning = follower.position;
    let one = created(&program, json!({"last_name": "Chan", "company": "Acme"})).await;
    let expected = [of(&one, "Created 1 company last_name")];
    assert_eq!(said(&follower.news().await), expected);

    let saver = program.clone().with("if-match", "\"1\"");
    let saved = saver
        .patch_json(
            &path(&one),
            &json!({"company": null, "address": {"city": "Hong Kong"}}),
        )
        .await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    let expected = [of(&one, "Updated 2 address.city company")];
    assert_eq!(said(&follower.news().await), expected);

    let notes = format!("{}/notes", path(&one));
    let noted = program.post_json(&notes, &json!({"text": "Called"})).await;
    assert_eq!(noted.status, 201, "{}", noted.text());
    let expected = [of(&one, "Note added 2 note")];
    assert_eq!(said(&follower.news().await), expected);

    assert_eq!(program.delete(&path(&one)).await.status, 204);
    assert_eq!(said(&follower.news().await), [of(&one, "Deleted 3")]);
    let restore = format!("{}/restore", path(&one));
    let restored = program.post_json(&restore, &json!({})).await;
    assert_eq!(restored.status, 200, "{}", restored.text());
    assert_eq!(said(&follower.news().await), [of(&one, "Restored 4")]);

    assert_eq!(program.delete(&path(&one)).await.status, 204);
    let bin = path(&one).replace("/contacts/", "/bin/");
    assert_eq!(program.delete(&bin).await.status, 204);
    let told = said(&follower.news().await);
    assert_eq!(
        told,
        [of(&one, "Deleted gone"), of(&one, "Erased gone")],
        "by now it is gone"
    );

    follower.position = beginning;
    let all = follower.news().await;
    let is_gone = |(_, said): &Said| said.contains(" gone");
    assert!(said(&all).iter().all(is_gone), "{all:?}");
    for value in ["Chan", "Acme", "Hong Kong", "Called"] {
        assert!(!format!("{all:?}").contains(value), "{value} {all:?}");
    }
}

#[tokio::test]
async fn a_merge_and_its_undo_are_told_of_both_contacts_and_of_what_they_moved() {
    let centre = Centre::open().await;
    let program = &centre.program;
    let person = json!({"last_name": "Chan", "phones": [{"number": "+85290000001"}]});
    let other = created(program, person).await;
    let call = json!({"event_at": at(1), "channel": "phone_call", "status": "closed", "visitor": {"phone": "+85290000001"}});
    let call = enquiry(program, "E-1", call).await;
    assert_eq!(call["contact"], other["id"]);
    let mut follower = Follower::of(&centre.server).await;
    let merge = json!({"other": other["id"], "choices": {}});
    let merged = program
        .post_json(&format!("{}/merge", path(&centre.contact)), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    let undo = format!(
        "/api/v1/merges/{}/undo",
        merged.json()["merge_id"].as_str().expect("a merge")
    );
    let is_about = |(id, said): &Said, thing: &Value, words: [&str; 2]| {
        let words = words.iter().all(|word| said.contains(word));
        thing["id"] == id.as_str() && words
    };
    let told = said(&follower.news().await);
    assert_eq!(told[0], of(&call, "enquiry"));
    assert!(is_about(&told[1], &centre.contact, ["Merged", " merged"]));
    assert!(is_about(&told[2], &other, ["Merged", " merged_into"]));
    assert_eq!(told.len(), 3, "{told:?}");

    let undone = program.post_json(&undo, &json!({})).await;
    assert_eq!(undone.status, 200, "{}", undone.text());
    let told = said(&follower.news().await);
    assert_eq!(told[0], of(&call, "enquiry"));
    assert!(is_about(
        &told[1],
        &centre.contact,
        ["Merge undone", " merged"]
    ));
    assert!(is_about(&told[2], &other, ["Merge undone", " merged_into"]));
    assert_eq!(told.len(), 3, "{told:?}");
}

#[tokio::test]
async fn a_report_wakes_nobody_also_where_it_writes_to_a_contact() {
    let centre = Centre::open().await;
    let program = &centre.program;
    let mut follower = Follower::of(&centre.server).await;
    let listener = events::listen(&centre.server.pools).await;
    let mut listener = listener.expect("a connection");
    let call = json!({
        "event_at": at(1), "channel": "phone_call", "status": "open", "visitor": {"phone": "+85291234567"},
    });
    let call = enquiry(program, "E-1", call).await;
    let marked = of(&centre.contact, "Updated 2 phones");
    let told = said(&follower.news().await);
    assert_eq!(told, [marked, of(&call, "enquiry")]);
    // What the report had said would be heard before what a save says.
    created(program, json!({"last_name": "Ho"})).await;
    let heard = tokio::time::timeout(Duration::from_secs(30), listener.recv()).await;
    heard.expect("in time").expect("heard");
    let more = tokio::time::timeout(Duration::from_millis(300), listener.recv()).await;
    assert!(more.is_err(), "{more:?}");
}

#[tokio::test]
async fn an_import_is_told_when_it_begins_goes_on_ends_and_is_taken_back() {
    let server = Server::start().await;
    let program = server.program().await;
    let mut follower = Follower::of(&server).await;
    let done = import(&program, "", "Last name\r\nLee\r\n").await;
    let news = follower.news().await;
    let told = said(&news);
    let import = || of(&done, "import");
    // Begun, received, and done with the contact.
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!([&told[0], &told[1], &told[3]], [&import(); 3]);
    assert_eq!(told[2].1, "Created 1");

    let undo = format!(
        "/api/v1/imports/{}/undo",
        done["id"].as_str().expect("an id")
    );
    let undone = program.post_json(&undo, &json!({})).await;
    assert!(undone.status.is_success(), "{}", undone.text());
    let told = said(&follower.news().await);
    // Begun, and done with the contact.
    assert_eq!([&told[0], &told[2]], [&import(); 2]);
    assert_eq!(
        (told.len(), told[1].1.as_str()),
        (3, "Deleted 2"),
        "{told:?}"
    );

    let refused = send(&program, "", "First name\r\nAnn\r\n").await;
    let refused = of(&refused.json(), "import");
    assert_eq!(said(&follower.news().await), [refused.clone(), refused]);
}

#[tokio::test]
async fn an_enquiry_is_told_when_something_of_it_is_new_and_only_then() {
    let centre = Centre::open().await;
    let program = &centre.program;
    let mut follower = Follower::of(&centre.server).await;
    let beginning = follower.position;
    let call = json!({
        "event_at": at(1), "channel": "phone_call", "status": "open", "destination": "support", "subject": "Zephyrine",
        "visitor": {"phone": "+85291234567", "first_name": "Zephyrine"},
    });
    let told = enquiry(program, "E-1", call.clone()).await;
    assert_eq!(told["contact"], centre.contact["id"]);
    let room = of(&told, "enquiry");
    let marked = of(&centre.contact, "Updated 2 phones");
    assert_eq!(said(&follower.news().await), [marked, room.clone()]);
    enquiry(program, "E-1", call).await;
    assert_eq!(said(&follower.news().await), NOTHING);
    for news in [
        json!({"event_at": at(2), "status": "ongoing", "staff": ["in@example.org"]}),
        json!({"event_at": at(3), "staff": []}),
        json!({"event_at": at(4), "destination": "sales"}),
        json!({"event_at": at(5), "status": "closed"}),
    ] {
        enquiry(program, "E-1", news.clone()).await;
        assert_eq!(
            said(&follower.news().await),
            std::slice::from_ref(&room),
            "{news}"
        );
    }

    let message = |id: &str| json!({"external_id": id, "at": at(2), "sender": "visitor", "text": "I am Zephyrine"});
    let both = json!([message("M-1"), message("M-2")]);
    post(program, "/enquiries/E-1/messages", &both).await;
    assert_eq!(said(&follower.news().await), std::slice::from_ref(&room));
    post(program, "/enquiries/E-1/messages", &both).await;
    assert_eq!(said(&follower.news().await), NOTHING);

    let chat = centre.chat("E-2", "ongoing").await;
    follower.news().await;
    let attach = json!({"enquiry": chat, "contact": centre.contact["id"]});
    let agent = centre.as_one(Relation::InRoom);
    for expected in [vec![(chat.clone(), "enquiry".to_owned())], Vec::new()] {
        let attached = agent.call("enquiries/contact/attach", &attach).await;
        assert_eq!(attached.status, 200, "{}", attached.text());
        assert_eq!(said(&follower.news().await), expected);
    }

    // Erasing the contact takes what was said in both.
    assert_eq!(program.delete(&path(&centre.contact)).await.status, 204);
    let bin = path(&centre.contact).replace("/contacts/", "/bin/");
    assert_eq!(program.delete(&bin).await.status, 204);
    let told = said(&follower.news().await);
    assert!(told.contains(&of(&centre.contact, "Erased gone")));
    assert!(told.contains(&room) && told.contains(&(chat, "enquiry".to_owned())));
    follower.position = beginning;
    let all = format!("{:?}", follower.news().await);
    for value in ["Zephyrine", "91234567", "example.org"] {
        assert!(!all.contains(value), "{value} {all}");
    }
}
