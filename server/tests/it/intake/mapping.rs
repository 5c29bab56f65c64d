//! Whose an enquiry is, what that proves, and contacts that are made of visitors.
use serde_json::{Value, json};

use super::{at, enquiry, host, post, read};
use crate::{
    harness::Server,
    record::{created, path},
};

/// What a visitor is known by.
fn visitor(channel: &str, network: &str, id: &str) -> Value {
    let visitor = match network {
        "phone" => json!({"phone": id, "phone_verified": true, "email": "tai@example.com"}),
        network => json!({"social": {"network": network, "id": id}}),
    };
    json!({"event_at": at(1), "channel": channel, "status": "open", "visitor": visitor})
}

#[tokio::test]
async fn only_a_call_and_whatsapp_map_by_themselves_and_only_to_the_one_who_fits() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let mut contacts = Vec::new();
    for (name, draft) in [
        (
            "phone",
            json!({"phones": [{"number": "+85291234567"}], "emails": [{"address": "tai@example.com"}]}),
        ),
        (
            "whatsapp",
            json!({"socials": [{"network": "whatsapp", "id": "+85251234567"}]}),
        ),
        ("twice", json!({"phones": [{"number": "+85290000001"}]})),
        (
            "twice again",
            json!({"phones": [{"number": "+85290000001"}]}),
        ),
        ("deleted", json!({"phones": [{"number": "+85290000002"}]})),
        (
            "messenger",
            json!({"socials": [{"network": "messenger", "id": "tai"}, {"network": "line", "id": "tai"}, {"network": "wechat", "id": "tai"}]}),
        ),
    ] {
        let mut draft = draft;
        draft["last_name"] = json!(name);
        contacts.push((name, created(&program, draft).await));
    }
    let of = |name: &str| {
        contacts
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, contact)| contact["id"].clone())
            .unwrap()
    };
    assert!(
        program
            .delete(&path(&contacts[4].1))
            .await
            .status
            .is_success()
    );
    let none = Value::Null;
    for (n, (channel, network, id, whose)) in [
        ("phone_call", "phone", "+852 9123 4567", of("phone")),
        ("phone_call", "phone", "+85290000001", none.clone()),
        ("phone_call", "phone", "+85290000002", none.clone()),
        ("phone_call", "phone", "999", none.clone()),
        ("whatsapp", "whatsapp", "+85251234567", of("whatsapp")),
        ("whatsapp", "whatsapp", "+85291234567", of("phone")),
        ("whatsapp", "whatsapp", "+85290000001", none.clone()),
        ("web_chat", "phone", "+85291234567", none.clone()),
        ("email", "phone", "+85291234567", none.clone()),
        ("web_chat", "whatsapp", "+85251234567", none.clone()),
        ("messenger", "messenger", "tai", none.clone()),
        ("line", "line", "tai", none.clone()),
        ("wechat", "wechat", "tai", none.clone()),
        ("woztell", "woztell_whatsapp", "+85251234567", none),
    ]
    .into_iter()
    .enumerate()
    {
        let heard = enquiry(&host, &format!("E-{n}"), visitor(channel, network, id)).await;
        assert_eq!(heard["contact"], whose, "{channel} {network} {id}");
    }
}

#[tokio::test]
async fn what_the_channel_proved_is_marked_and_nothing_else_of_the_contact_changes() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let draft = json!({"first_name": "Tai", "last_name": "Chan", "company": "Acme", "phones": [{"type": "Work", "number": "+85291234567"}]});
    let contact = created(&program, draft).await;
    let mut call = visitor("phone_call", "phone", "+85291234567");
    call["visitor"]["first_name"] = json!("Somebody");
    call["visitor"]["form"] = json!({"kind": "pre_chat", "values": {"Company": "Other Ltd"}});
    enquiry(&host, "E-1", call.clone()).await;
    let now = program.get(&path(&contact)).await.json();
    assert_eq!(
        now["phones"],
        json!([{"type": "Work", "number": "+85291234567", "verified": true}])
    );
    assert_eq!(
        (&now["first_name"], &now["company"], &now["emails"]),
        (&json!("Tai"), &json!("Acme"), &Value::Null)
    );
    let log = program
        .get(&format!("{}/changes", path(&contact)))
        .await
        .json();
    let entry = &log["items"][0];
    assert_eq!(
        (
            &entry["source"],
            &entry["action"],
            &entry["lines"][0]["field"]
        ),
        (&json!("enquiry"), &json!("Updated"), &json!("phones"))
    );
    enquiry(&host, "E-1", call).await;
    assert_eq!(
        program.get(&path(&contact)).await.json()["version"],
        now["version"],
        "once is enough"
    );
    let chat = visitor("whatsapp", "whatsapp", "+85291234567");
    enquiry(&host, "E-2", chat).await;
    let now = program.get(&path(&contact)).await.json();
    assert_eq!(
        now["socials"],
        json!([{"network": "whatsapp", "id": "+85291234567", "verified": true}])
    );
}

#[tokio::test]
async fn a_number_that_a_form_proved_stays_proved_when_it_is_told_again() {
    let server = Server::start().await;
    let (host, reader) = (host(&server).await, server.program().await);
    let verified =
        async || read(&reader, "/enquiries/E-1").await["visitor"]["phone_verified"].clone();
    let told = visitor("web_chat", "phone", "+85291234567");
    enquiry(&host, "E-1", told).await;
    let again = json!({"event_at": at(2), "visitor": {"phone": "+852 9123 4567"}});
    enquiry(&host, "E-1", again).await;
    assert_eq!(verified().await, true);
    let other = json!({"event_at": at(3), "visitor": {"phone": "+85298765432"}});
    enquiry(&host, "E-1", other).await;
    assert_eq!(verified().await, Value::Null, "nobody has proved this one");
}

#[tokio::test]
async fn reports_follow_the_master_and_what_was_mapped_meanwhile_stays_there() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let master = created(&program, json!({"last_name": "Master"})).await;
    let other = created(
        &program,
        json!({"last_name": "Other", "phones": [{"number": "+85291234567"}]}),
    )
    .await;
    let call = visitor("phone_call", "phone", "+85291234567");
    assert_eq!(
        enquiry(&host, "E-1", call.clone()).await["contact"],
        other["id"]
    );
    let merged = program
        .post_json(
            &format!("{}/merge", path(&master)),
            &json!({"other": other["id"]}),
        )
        .await;
    let merge = merged.json()["merge_id"]
        .as_str()
        .expect("a merge")
        .to_owned();
    let again = json!({"event_at": at(2), "status": "ongoing"});
    assert_eq!(
        enquiry(&host, "E-1", again).await["contact"],
        master["id"],
        "a merge between"
    );
    assert_eq!(enquiry(&host, "E-2", call).await["contact"], master["id"]);
    let visit = json!({"external_id": "V-1", "at": at(2), "address": "https://example.org", "contact": other["id"]});
    post(&host, "/visits", &visit).await;
    let undone = program
        .post_json(&format!("/api/v1/merges/{merge}/undo"), &Value::Null)
        .await;
    assert!(undone.status.is_success(), "{}", undone.text());
    let of = async |contact: &Value| {
        let activity = program
            .get(&format!("{}/activity", path(contact)))
            .await
            .json();
        let enquiries = activity["enquiries"].as_array().unwrap().iter();
        let mut ids: Vec<String> = enquiries
            .map(|one| one["external_id"].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        (ids.join(" "), activity["visits"].as_array().unwrap().len())
    };
    assert_eq!(of(&other).await, ("E-1".to_owned(), 0));
    assert_eq!(of(&master).await, ("E-2".to_owned(), 1));
}

#[tokio::test]
async fn what_a_visitor_writes_from_goes_with_the_enquiry_that_an_unmerge_gives_back() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let master = created(&program, json!({"last_name": "Master"})).await;
    let other = json!({"last_name": "Other", "phones": [{"number": "+85291234567"}]});
    let other = created(&program, other).await;
    enquiry(&host, "E-1", visitor("phone_call", "phone", "+85291234567")).await;
    let merge = json!({"other": other["id"]});
    let merged = program
        .post_json(&format!("{}/merge", path(&master)), &merge)
        .await;
    let merge = merged.json()["merge_id"]
        .as_str()
        .expect("a merge")
        .to_owned();
    let device = json!({"event_at": at(2), "visitor": {"device": {"os": "iOS"}}});
    let heard = enquiry(&host, "E-1", device).await;
    assert_eq!(heard["contact"], master["id"]);
    let undone = program
        .post_json(&format!("/api/v1/merges/{merge}/undo"), &Value::Null)
        .await;
    assert!(undone.status.is_success(), "{}", undone.text());
    let ongoing = json!({"event_at": at(3), "status": "ongoing"});
    let heard = enquiry(&host, "E-1", ongoing).await;
    assert_eq!(heard["contact"], other["id"]);
    let os = async |contact: &Value| {
        let activity = program.get(&format!("{}/activity", path(contact))).await;
        activity.json()["device"]["os"].clone()
    };
    assert_eq!(
        (os(&other).await, os(&master).await),
        (json!("iOS"), Value::Null)
    );
}

#[tokio::test]
async fn the_first_mapping_stands_whatever_number_is_told_later_or_came_late() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let who = |name: &str, number: &str| json!({"last_name": name, "phones": [{"number": number}]});
    let chan = created(&program, who("Chan", "+85291234567")).await;
    let wong = created(&program, who("Wong", "+85298765432")).await;
    let call = |minute: u32, number: &str| json!({"event_at": at(minute), "channel": "phone_call", "status": "open", "visitor": {"phone": number}});
    let (earlier, later) = (call(1, "+85291234567"), call(2, "+85298765432"));
    // The later one came first: the earlier one tells nothing that counts.
    assert_eq!(
        enquiry(&host, "E-1", later.clone()).await["contact"],
        wong["id"]
    );
    let late = enquiry(&host, "E-1", earlier.clone()).await;
    assert_eq!(
        (&late["outcome"], &late["contact"]),
        (&json!("older"), &wong["id"])
    );
    // In order: the later number is known, and the enquiry stays where staff have seen it since the earlier one (R120).
    assert_eq!(enquiry(&host, "E-2", earlier).await["contact"], chan["id"]);
    let told = enquiry(&host, "E-2", later).await;
    assert_eq!(
        (&told["outcome"], &told["contact"]),
        (&json!("updated"), &chan["id"])
    );
    let held = program.get("/api/v1/enquiries/E-2").await.json();
    assert_eq!(held["visitor"]["phone"], "+85298765432");
}

#[tokio::test]
async fn a_contact_in_the_bin_keeps_its_enquiries_and_is_not_written() {
    let server = Server::start().await;
    let (host, program) = (host(&server).await, server.program().await);
    let contact = created(
        &program,
        json!({"last_name": "Chan", "socials": [{"network": "whatsapp", "id": "+85251234567"}]}),
    )
    .await;
    enquiry(
        &host,
        "E-1",
        visitor("whatsapp", "whatsapp", "+85251234567"),
    )
    .await;
    assert!(program.delete(&path(&contact)).await.status.is_success());
    let told = json!({"event_at": at(2), "status": "ongoing", "visitor": {"phone": "+85291234567", "phone_verified": true}});
    assert_eq!(
        enquiry(&host, "E-1", told.clone()).await["contact"],
        contact["id"]
    );
    let restored = program
        .post_json(&format!("{}/restore", path(&contact)), &Value::Null)
        .await
        .json();
    assert_eq!(restored["phones"], Value::Null);
    let told =
        json!({"event_at": at(3), "visitor": {"phone": "+85291234567", "phone_verified": true}});
    enquiry(&host, "E-1", told).await;
    let now = program.get(&path(&contact)).await.json();
    assert_eq!(
        now["phones"][0]["verified"], true,
        "told again, once it is back"
    );
}

#[tokio::test]
async fn a_contact_is_made_of_a_visitor_nobody_knows_only_where_that_is_wanted_and_once() {
    let form = |phone: &str| {
        json!({"event_at": at(1), "channel": "phone_call", "status": "missed", "visitor": {
            "phone": phone, "form": {"kind": "offline", "values": {"Company": "Acme", "Email": "not an address", "cf_vip": "yes"}}}})
    };
    let off = Server::start().await;
    assert_eq!(
        enquiry(&host(&off).await, "E-1", form("+85291234567")).await["contact"],
        Value::Null
    );

    let server = Server::start_with(&["--auto-create", "true"]).await;
    let (host, program) = (host(&server).await, server.program().await);
    let nothing = json!({"event_at": at(1), "channel": "web_chat", "status": "open"});
    assert_eq!(
        enquiry(&host, "E-0", nothing).await["contact"],
        Value::Null,
        "they told nothing yet"
    );
    let heard = enquiry(&host, "E-1", form("+85291234567")).await;
    let address = format!(
        "/api/v1/contacts/{}",
        heard["contact"].as_str().expect("a contact")
    );
    let contact = program.get(&address).await.json();
    assert_eq!(
        (
            &contact["last_name"],
            &contact["company"],
            &contact["emails"]
        ),
        (&json!("customer"), &json!("Acme"), &Value::Null)
    );
    assert_eq!(
        contact["phones"],
        json!([{"type": "Mobile", "number": "+85291234567", "verified": true}])
    );
    let log = program.get(&format!("{address}/changes")).await.json();
    assert_eq!(
        (&log["items"][0]["action"], &log["items"][0]["source"]),
        (&json!("Created"), &json!("enquiry"))
    );
    // The next one is theirs; deleting is the undo, and is not undone by another report.
    assert_eq!(
        enquiry(&host, "E-2", form("+85291234567")).await["contact"],
        heard["contact"]
    );
    assert!(program.delete(&address).await.status.is_success());
    let again = enquiry(
        &host,
        "E-1",
        json!({"event_at": at(2), "status": "followed_up"}),
    )
    .await;
    assert_eq!(again["contact"], heard["contact"]);
    for name in ["One", "Two"] {
        created(
            &program,
            json!({"last_name": name, "phones": [{"number": "+85290000001"}]}),
        )
        .await;
    }
    assert_eq!(
        enquiry(&host, "E-3", form("+85290000001")).await["contact"],
        Value::Null,
        "two fit"
    );
}

#[tokio::test]
async fn two_first_reports_at_once_of_a_visitor_whom_nobody_knows_make_one_contact() {
    let server = Server::start_with(&["--auto-create", "true"]).await;
    let host = host(&server).await;
    // While the table of contacts is held nobody makes one, so that both find that there is none.
    let mut sql = server.sql().await;
    let mut held = sqlx::Connection::begin(&mut sql).await.expect("begun");
    sqlx::query("lock table contact in share mode")
        .execute(&mut *held)
        .await
        .expect("held");
    let call = visitor("phone_call", "phone", "+85291234567");
    let chat = visitor("whatsapp", "whatsapp", "+85298765432");
    let release = async {
        let waits =
            "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while server.count(waits).await < 4 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        held.rollback().await.expect("released");
    };
    let (one, two, three, four, ()) = tokio::join!(
        enquiry(&host, "E-1", call.clone()),
        enquiry(&host, "E-2", call),
        enquiry(&host, "E-3", chat.clone()),
        enquiry(&host, "E-4", chat),
        release
    );
    assert!(one["contact"].is_string(), "{one}");
    assert_eq!(one["contact"], two["contact"]);
    assert_eq!(three["contact"], four["contact"]);
    assert_eq!(server.count("contact").await, 2);
    assert_eq!(server.count("change where source = 'enquiry'").await, 2);
}
