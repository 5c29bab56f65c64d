//! The room of an enquiry as it is seen: by whom, with whose contact, beside which other enquiries, and as somebody else.
mod visitors;

use contact::{
    Language,
    enquiry::Status,
    permit::{EnquiryAction, Relation, permit},
};
use serde_json::{Value, json};

use crate::{
    enquiry_doors::Centre,
    harness::{Answer, Client},
    intake::{at, enquiry, post},
    permissions::NOBODY,
    record::{created, path},
};

const STATUSES: [Status; 5] = [
    Status::Open,
    Status::Ongoing,
    Status::Missed,
    Status::FollowedUp,
    Status::Closed,
];

async fn room(client: &Client, enquiry: &str) -> Answer {
    client
        .call("enquiries/room", &json!({"enquiry": enquiry}))
        .await
}

/// A room that is seen.
async fn seen(client: &Client, enquiry: &str) -> Value {
    let answer = room(client, enquiry).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn each_relation_sees_an_enquiry_at_each_status_or_is_told_why_not() {
    let centre = Centre::open().await;
    for status in STATUSES {
        let external_id = format!("E-{status}");
        let id = centre.call(&external_id, &status.to_string()).await;
        let about = json!({"event_at": at(3), "subject": "Zephyrine"});
        enquiry(&centre.program, &external_id, about).await;
        for (relation, client) in &centre.people {
            let cell = format!("{status} {relation}");
            let answer = room(client, &id).await;
            let pages = [
                client.get(&format!("/enquiries/{id}")).await,
                client.get(&format!("/enquiries/{id}/visitor")).await,
            ];
            let Err(why) = permit(status, *relation, EnquiryAction::View) else {
                assert_eq!(answer.status, 200, "{cell} {}", answer.text());
                let seen = answer.json();
                assert_eq!(seen["relation"], relation.to_string(), "{cell}");
                assert_eq!(seen["enquiry"]["status"], status.to_string(), "{cell}");
                assert_eq!(seen["enquiry"]["destination"], "Support");
                assert_eq!(seen["enquiry"]["staff"], json!(["Test agent"]));
                assert_eq!(seen["contact"]["Here"][0]["id"], centre.contact["id"]);
                for page in &pages {
                    assert_eq!(page.status, 200, "{cell}");
                    assert!(page.text().contains("Zephyrine"), "{cell}");
                    assert!(page.text().contains("Mei Chan"), "{cell}");
                }
                continue;
            };
            assert_eq!(answer.status, 403, "{cell}");
            for page in &pages {
                assert_eq!(page.status, 403, "{cell}");
                let sentence = why.sentence(Language::English);
                assert!(page.text().contains(&sentence), "{cell} {}", page.text());
                assert!(page.text().contains("Enquiry Overview"), "{cell}");
            }
            for told in [&answer, &pages[0], &pages[1]] {
                for hidden in ["Zephyrine", "Mei", "91234567"] {
                    assert!(!told.text().contains(hidden), "{cell} {hidden}");
                }
            }
        }
    }
    let administrator = centre.as_one(Relation::Administrator);
    assert_eq!(room(administrator, NOBODY).await.status, 404);
    let page = administrator.get(&format!("/enquiries/{NOBODY}")).await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("There is no such enquiry"));
}

#[tokio::test]
async fn a_note_from_the_room_stands_there_and_is_deleted_where_its_contact_is_at_home() {
    let centre = Centre::open().await;
    let id = centre.call("E-1", "ongoing").await;
    let client = centre.as_one(Relation::InRoom);
    let note = json!({"enquiry": id, "contact": centre.contact["id"], "text": "Likes tea"});
    let noted = client.call("enquiries/contact/note", &note).await;
    assert_eq!(noted.status, 200, "{}", noted.text());
    let notes = seen(client, &id).await["contact"]["Here"][1]["notes"].clone();
    assert_eq!(
        (&notes[0]["text"], &notes[0]["may_delete"]),
        (&json!("Likes tea"), &json!(false))
    );
}

#[tokio::test]
async fn all_enquiries_of_a_contact_stand_in_each_of_its_rooms_by_their_own_row_of_the_table() {
    let centre = Centre::open().await;
    let open = centre.call("E-1", "open").await;
    let ongoing = centre.call("E-2", "ongoing").await;
    // That of somebody who is merged into the contact later.
    let second = json!({"last_name": "Chan", "phones": [{"number": "+85290000001"}]});
    let second = created(&centre.program, second).await;
    let third = json!({"event_at": at(3), "channel": "phone_call", "status": "closed", "visitor": {"phone": "+85290000001"}});
    let third = enquiry(&centre.program, "E-3", third).await["id"].clone();
    let merge = json!({"other": second["id"], "choices": {}});
    let merged = centre
        .program
        .post_json(&format!("{}/merge", path(&centre.contact)), &merge)
        .await;
    assert!(merged.status.is_success(), "{}", merged.text());
    let others = async |relation: Relation, enquiry: &str| {
        let seen = seen(centre.as_one(relation), enquiry).await;
        let items = seen["others"]["items"].as_array().expect("others").clone();
        items
            .into_iter()
            .map(|other| (other["id"].clone(), other["refused"].clone()))
            .collect::<Vec<_>>()
    };
    let of_destination = others(Relation::OfDestination, &open).await;
    let ids: Vec<&Value> = of_destination.iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [&third, &json!(ongoing)], "the newest first");
    assert_eq!(
        of_destination[0].1,
        json!({"status": "closed", "relation": "other", "action": "view"})
    );
    assert_eq!(
        of_destination[1].1,
        json!({"status": "ongoing", "relation": "of_destination", "action": "view"})
    );
    let in_room = others(Relation::InRoom, &ongoing).await;
    assert_eq!(in_room[1], (json!(open), Value::Null));
    assert!(in_room[0].1.is_object(), "the third is none of theirs");
    let administrator = others(Relation::Administrator, &open).await;
    assert!(administrator.iter().all(|(_, refused)| refused.is_null()));
    let page = centre.as_one(Relation::OfDestination);
    let page = page.get(&format!("/enquiries/{open}?tab=activity")).await;
    let link = format!("href=\"/enquiries/{ongoing}\"");
    assert!(!page.text().contains(&link), "no way in");
    assert!(
        page.text()
            .contains("This enquiry is being handled, so only those in its room")
    );
    let page = centre.as_one(Relation::Administrator);
    let page = page.get(&format!("/enquiries/{open}?tab=activity")).await;
    assert!(page.text().contains(&link));
}

#[tokio::test]
async fn a_deleted_contact_is_view_only_and_an_erased_one_leaves_nothing_in_its_room() {
    let centre = Centre::open().await;
    let id = centre.call("E-1", "ongoing").await;
    centre.call("E-2", "ongoing").await;
    let client = centre.as_one(Relation::InRoom);
    let contact = seen(client, &id).await["contact"]["Here"][0].clone();
    assert!(
        centre
            .program
            .delete(&path(&centre.contact))
            .await
            .status
            .is_success()
    );
    let deleted = seen(client, &id).await;
    assert_eq!(
        deleted["contact"],
        json!({"Deleted": {"id": contact["id"], "name": "Mei Chan"}})
    );
    assert_eq!(deleted["others"]["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(deleted["identified"], json!([]));
    let page = client.get(&format!("/enquiries/{id}")).await;
    assert!(page.text().contains("This contact was deleted"));
    let erase = format!("/api/v1/bin/{}", contact["id"].as_str().expect("an id"));
    assert!(centre.program.delete(&erase).await.status.is_success());
    let erased = seen(client, &id).await;
    assert_eq!(erased["contact"], "Erased");
    assert!(!erased.to_string().contains("Zephyrine") && !erased.to_string().contains("Mei"));
    let page = client.get(&format!("/enquiries/{id}")).await;
    assert!(page.text().contains("Erased contact") && !page.text().contains("Mei"));
}

#[tokio::test]
async fn a_supervisor_looks_at_a_room_as_others_would_see_it() {
    let centre = Centre::open().await;
    let id = centre.call("E-1", "ongoing").await;
    let look = async |relation: Relation, query: &str| {
        let page = centre
            .as_one(relation)
            .get(&format!("/enquiries/{id}{query}"))
            .await;
        page.text().to_owned()
    };
    let as_other = look(Relation::Supervisor, "?as=of_destination").await;
    assert!(as_other.contains("This enquiry is being handled, so only those in its room"));
    assert!(
        !as_other.contains("<h2><bdi>Mei Chan"),
        "as they would see it"
    );
    let as_one = look(Relation::Supervisor, "?as=in_room&status=closed").await;
    assert!(
        as_one.contains("view only. The contact") && as_one.contains("<h2><bdi>Mei Chan"),
        "{as_one}"
    );
    assert!(as_one.contains("Nothing can be changed here meanwhile"));
    let handled = look(Relation::Supervisor, "?as=in_room").await;
    assert!(handled.contains("You are only looking"));
    // An agent sees what they see.
    let own = look(Relation::InRoom, "?as=other&status=open").await;
    assert!(own.contains("<h2><bdi>Mei Chan") && !own.contains("Look as somebody else"));
}

#[tokio::test]
async fn what_is_heard_in_the_chat_is_added_by_nobody_who_only_looks() {
    let centre = Centre::open().await;
    let id = centre.call("E-1", "ongoing").await;
    let both = json!({"event_at": at(3), "staff": ["in@example.org", "lead@example.org"]});
    enquiry(&centre.program, "E-1", both).await;
    let said = json!({"external_id": "M-1", "at": at(3), "sender": "visitor", "text": "I am at mei@example.com"});
    post(&centre.program, "/enquiries/E-1/messages", &said).await;
    let offers = async |query: &str| {
        let page = centre
            .as_one(Relation::Supervisor)
            .get(&format!("/enquiries/{id}{query}"))
            .await;
        let (_, offers) = page
            .text()
            .split_once("class=\"offers\"")
            .expect("an offer");
        let (offers, _) = offers.split_once("</li>").expect("the end of its message");
        offers.to_owned()
    };
    let own = offers("").await;
    assert!(own.contains("mei@example.com"), "{own}");
    assert!(
        !own.contains("disabled") && !own.contains("why-not"),
        "{own}"
    );
    for (query, why) in [
        ("?as=in_room", "You are only looking"),
        ("?status=closed", "This enquiry is closed"),
    ] {
        let looked = offers(query).await;
        assert!(
            looked.contains("disabled") && looked.contains(why),
            "{looked}"
        );
    }
}
