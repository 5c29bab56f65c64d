//! The stream of a panel: it tells of the enquiry that the panel stands beside and of the contact that this belongs to by then,
//! and of no other, at once and to whoever comes back; to those who may view the enquiry, and for as long as they are let in.
use std::{cell::Cell, time::Duration};

use axum::http::StatusCode;
use contact::permit::Relation;
use futures::future::join_all;
use serde_json::{Value, json};
use tokio::time::sleep;
use uuid::Uuid;

use super::Host;
use crate::{
    enquiry_doors::Centre,
    harness::Client,
    imports::import,
    intake::{at, enquiry},
    live::stream::Live,
    record::{created, path},
};

const EVENTS: &str = "/embed/events";
const AGENT: &str = "in@example.org";

/// Who stands in each relation, in their order.
const PEOPLE: [&str; 6] = [
    AGENT,
    "admin@example.org",
    "lead@example.org",
    "was@example.org",
    "of@example.org",
    "other@example.org",
];

/// What each is told of an enquiry that has come to stand so: v: that it was told anew, g: that it is gone, -: nothing.
const TOLD: [(&str, &str); 5] = [
    ("open", "vvvvv-"),
    ("ongoing", "vvvgg-"),
    ("followed_up", "vvvgg-"),
    ("missed", "vvvvv-"),
    ("closed", "vvvvg-"),
];

/// Gives the contact another company, by no page.
async fn edit(centre: &Centre, company: &str) {
    let version = centre.now().await["version"].clone();
    let program = centre.program.clone();
    let program = program.with("if-match", &format!("\"{version}\""));
    let company = json!({"company": company});
    let saved = program.patch_json(&path(&centre.contact), &company).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
}

/// The same, which the pages were told by now, and so every panel that is to be.
async fn edit_told(centre: &Centre, page: &mut Live, company: &str) {
    edit(centre, company).await;
    let told = until_edited(page).await;
    assert!(told.iter().all(|news| news["type"] != "resync"), "{told:?}");
}

/// All news up to that of another company.
async fn until_edited(live: &mut Live) -> Vec<Value> {
    let mut heard = Vec::new();
    loop {
        let news = live.news().await.expect("the stream goes on");
        if news["fields"] == json!(["company"]) {
            return heard;
        }
        heard.push(news);
    }
}

/// Reads on until the stream has ended as it should.
async fn end(live: &mut Live) {
    while live.news().await.is_some() {}
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().expect("an id")
}

#[tokio::test]
async fn an_edit_elsewhere_is_told_and_nothing_of_another_enquiry_or_contact_is_ever_told() {
    let host = Host::open().await;
    let centre = &host.centre;
    centre.call("E-1", "ongoing").await;
    let panel = host.session(AGENT, "E-1").await;
    let mut live = Live::open(&panel, EVENTS).await;
    live.here().await;
    let stands = live.stands.clone();
    let other = created(&centre.program, json!({"last_name": "Wong"})).await;
    let others = [
        centre.call("E-2", "ongoing").await,
        centre.chat("E-3", "ongoing").await,
        id(&other).to_owned(),
    ];
    edit(centre, "Acme").await;
    let mut again = Live::open(&panel, &format!("{EVENTS}?after={stands}")).await;
    let version = centre.now().await["version"].clone();
    let wanted = json!({
        "type": "contact", "id": centre.contact["id"], "version": version, "change": "Updated", "fields": ["company"],
    });
    for live in [&mut live, &mut again] {
        assert_eq!(live.news().await, Some(wanted.clone()));
    }
    edit(centre, "Apex").await;
    for mut live in [live, again] {
        assert_eq!(until_edited(&mut live).await, Vec::<Value>::new());
        let raw = String::from_utf8(live.raw).expect("UTF-8");
        for other in &others {
            assert!(!raw.contains(other), "{other} in {raw}");
        }
        assert!(!raw.contains("enquiries"), "{raw}");
    }
}

#[tokio::test]
async fn a_panel_is_told_when_its_enquiry_closes() {
    let host = Host::open().await;
    let centre = &host.centre;
    let call = centre.call("E-1", "ongoing").await;
    let panel = host.session(AGENT, "E-1").await;
    let mut live = Live::open(&panel, EVENTS).await;
    live.here().await;
    let closed = json!({"event_at": at(3), "status": "closed"});
    enquiry(&centre.program, "E-1", closed).await;
    let told = json!({"type": "enquiry", "id": call});
    assert_eq!(live.news().await, Some(told));
}

#[tokio::test]
async fn whoever_leaves_the_room_is_told_that_it_is_gone_and_hears_of_its_contact_no_more() {
    let host = Host::open().await;
    let centre = &host.centre;
    let call = centre.call("E-1", "ongoing").await;
    let panel = host.session(AGENT, "E-1").await;
    let mut live = Live::open(&panel, EVENTS).await;
    let mut page = Live::open(centre.as_one(Relation::InRoom), "/live").await;
    live.here().await;
    let left = json!({"event_at": at(3), "staff": ["was@example.org"]});
    enquiry(&centre.program, "E-1", left).await;
    let gone = json!({"type": "gone", "id": call});
    assert_eq!(live.news().await, Some(gone));
    edit_told(centre, &mut page, "Acme").await;
    let back = json!({"event_at": at(4), "staff": [AGENT]});
    enquiry(&centre.program, "E-1", back).await;
    let told = json!({"type": "enquiry", "id": call});
    assert_eq!(live.news().await, Some(told), "and nothing before");
    edit(centre, "Apex").await;
    assert_eq!(until_edited(&mut live).await, Vec::<Value>::new());
}

#[tokio::test]
async fn from_a_mapping_on_its_contact_is_told_which_was_nobody_s_before() {
    let host = Host::open().await;
    let centre = &host.centre;
    let chat = centre.chat("E-1", "ongoing").await;
    let agent = centre.as_one(Relation::InRoom);
    let panel = host.session(AGENT, "E-1").await;
    let mut live = Live::open(&panel, EVENTS).await;
    let mut page = Live::open(agent, "/live").await;
    live.here().await;
    edit_told(centre, &mut page, "Acme").await;
    let attach = json!({"enquiry": chat, "contact": centre.contact["id"]});
    let attached = agent.call("enquiries/contact/attach", &attach).await;
    assert_eq!(attached.status, 200, "{}", attached.text());
    let told = json!({"type": "enquiry", "id": chat});
    assert_eq!(live.news().await, Some(told), "and nothing before");
    edit(centre, "Apex").await;
    assert_eq!(until_edited(&mut live).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_merge_is_followed_to_the_contact_that_stays() {
    let host = Host::open().await;
    let centre = &host.centre;
    let call = centre.call("E-1", "ongoing").await;
    let stays = created(&centre.program, json!({"last_name": "Wong"})).await;
    let panel = host.session(AGENT, "E-1").await;
    let mut live = Live::open(&panel, EVENTS).await;
    live.here().await;
    let merge = json!({"other": centre.contact["id"], "choices": {}});
    let merged = centre
        .program
        .post_json(&format!("{}/merge", path(&stays)), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    let told = [live.news().await, live.news().await].map(|news| news.expect("news"));
    let types = told.each_ref().map(|news| (&news["type"], &news["id"]));
    assert_eq!(
        types,
        [
            (&json!("enquiry"), &json!(call)),
            (&json!("contact"), &stays["id"]),
        ]
    );
}

#[tokio::test]
async fn a_panel_beside_an_enquiry_that_was_not_reported_yet_is_told_once_it_is() {
    let host = Host::open().await;
    let centre = &host.centre;
    let panel = host.session(AGENT, "E-1").await;
    let mut live = Live::open(&panel, EVENTS).await;
    let mut page = Live::open(centre.as_one(Relation::InRoom), "/live").await;
    live.here().await;
    edit_told(centre, &mut page, "Acme").await;
    let call = centre.call("E-1", "ongoing").await;
    edit(centre, "Apex").await;
    let told = until_edited(&mut live).await;
    let own = [&json!(call), &centre.contact["id"]];
    assert!(
        told.iter().all(|news| own.contains(&&news["id"])),
        "{told:?}"
    );
    let wanted = json!({"type": "enquiry", "id": call});
    assert!(told.contains(&wanted), "{told:?}");
}

/// Opens the stream of each.
async fn streams(panels: &[Client], address: &str) -> Vec<Live> {
    join_all(panels.iter().map(|panel| Live::open(panel, address))).await
}

/// What is heard of an enquiry up to what everybody hears, as the table writes it.
async fn heard_of(live: &mut Live, call: &str, contact: &Value) -> char {
    let mut own = Vec::new();
    loop {
        let news = live.news().await.expect("the stream goes on");
        let kind = news["type"].as_str().expect("a type").to_owned();
        match kind.as_str() {
            "many_contacts" => break,
            "contact" => assert_eq!(news["id"], *contact),
            _ => {
                assert_eq!(news["id"], call, "{news}");
                own.push(kind);
            }
        }
    }
    own.dedup();
    match own.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["enquiry"] => 'v',
        ["gone"] => 'g',
        [] => '-',
        _ => panic!("{own:?}"),
    }
}

#[tokio::test]
async fn a_panel_tells_of_its_enquiry_by_the_table_at_once_and_again() {
    let host = Host::open().await;
    let centre = &host.centre;
    for (number, (status, cells)) in TOLD.into_iter().enumerate() {
        let external_id = format!("E-{number}");
        centre.begin(&external_id, status, "phone_call").await;
        let sessions = PEOPLE.map(|email| host.session(email, &external_id));
        let panels = join_all(sessions).await;
        let mut open = streams(&panels, EVENTS).await;
        for live in &mut open {
            live.here().await;
        }
        let stands = open[0].stands.clone();
        let call = centre.settle(&external_id, status).await;
        // More contacts at once than are named: it is told to everybody, and after all else.
        let rows = (0..60).map(|row| format!("Lee {row}\r\n"));
        let file = "Last name\r\n".to_owned() + &rows.collect::<String>();
        import(&centre.program, "", file).await;
        for is_replayed in [false, true] {
            if is_replayed {
                open = streams(&panels, &format!("{EVENTS}?after={stands}")).await;
            }
            for ((live, email), wanted) in open.iter_mut().zip(PEOPLE).zip(cells.chars()) {
                let heard = heard_of(live, &call, &centre.contact["id"]).await;
                assert_eq!(heard, wanted, "{status} {email} {is_replayed}");
            }
        }
    }
}

#[tokio::test]
async fn a_stream_ends_with_its_account_and_with_its_session() {
    let host = Host::open().await;
    let centre = &host.centre;
    centre.call("E-1", "ongoing").await;
    let mut sql = centre.server.sql().await;
    let (closing, ending) = (
        host.session("admin@example.org", "E-1").await,
        host.session(AGENT, "E-1").await,
    );
    let mut to_closing = Live::open(&closing, EVENTS).await;
    let mut to_ending = Live::open(&ending, EVENTS).await;
    // Another Administrator stays.
    let promote = "update staff set role = 'administrator' where email = 'other@example.org'";
    sqlx::query(promote)
        .execute(&mut sql)
        .await
        .expect("promoted");
    let closed: Uuid = sqlx::query_scalar("select id from staff where email = 'admin@example.org'")
        .fetch_one(&mut sql)
        .await
        .expect("an account");
    let closed = centre
        .program
        .delete(&format!("/api/v1/staff/{closed}"))
        .await;
    assert_eq!(closed.status, 204, "{}", closed.text());
    end(&mut to_closing).await;
    edit(centre, "Acme").await;
    until_edited(&mut to_ending).await;
    sqlx::query("update embed_session set expires_at = now()")
        .execute(&mut sql)
        .await
        .expect("over");
    end(&mut to_ending).await;
    for client in [closing, ending] {
        let answer = client.get(EVENTS).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text());
        assert_eq!(answer.code(), "signed_out");
    }
}

#[tokio::test]
async fn a_stranger_opens_none_and_neither_does_a_page_or_a_program() {
    let host = Host::open().await;
    let centre = &host.centre;
    centre.call("E-1", "ongoing").await;
    let page = centre.as_one(Relation::InRoom);
    let stranger = centre.server.visitor();
    for client in [page, &centre.program, &stranger] {
        let answer = client.get(EVENTS).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text());
    }
    // Nor does a panel open that of the pages.
    let panel = host.session(AGENT, "E-1").await;
    assert_eq!(panel.get("/live").await.status, StatusCode::UNAUTHORIZED);
}

/// Reads on until it is told that just this person looks at a contact, and gives what they are changing. Of other contacts
/// nothing may be told where there is to be only one.
async fn until_there(live: &mut Live, contact: &Value, name: &str, only: bool) -> Value {
    loop {
        let presence = live.presence().await;
        let is_here = presence["contact"] == *contact;
        assert!(is_here || !only, "{presence}");
        let people = presence["people"].as_array().expect("people");
        if let [person] = &people[..]
            && is_here
            && person["name"] == name
        {
            return person["fields"].clone();
        }
    }
}

#[tokio::test]
async fn a_panel_and_a_page_hear_of_each_other_at_its_contact_and_the_panel_of_nobody_at_another() {
    let host = Host::open().await;
    let centre = &host.centre;
    centre.call("E-1", "ongoing").await;
    let other = created(&centre.program, json!({"last_name": "Wong"})).await;
    let panel = host.session(AGENT, "E-1").await;
    let [own, colleague, lead] = [
        Relation::InRoom,
        Relation::Administrator,
        Relation::Supervisor,
    ]
    .map(|relation| centre.as_one(relation));
    let mut to_panel = Live::open(&panel, EVENTS).await;
    let mut to_own = Live::open(own, "/live").await;
    let mut to_colleague = Live::open(colleague, "/live").await;
    let is_enough = Cell::new(false);
    let tabs = [(); 4].map(|()| Uuid::now_v7());
    let beating = async {
        while !is_enough.get() {
            let beat = json!({"tab": tabs[0], "fields": ["company"]});
            let said = panel.post_json("/embed/beat", &beat).await;
            assert_eq!(said.status, StatusCode::NO_CONTENT, "{}", said.text());
            for (client, contact, tab) in [
                (colleague, &centre.contact, tabs[1]),
                (own, &other, tabs[2]),
                (lead, &other, tabs[3]),
            ] {
                let beat = json!({"contact": contact["id"], "tab": tab, "fields": []});
                let said = client.call("live/beat", &beat).await;
                assert_eq!(said.status, 200, "{}", said.text());
            }
            sleep(Duration::from_millis(600)).await;
        }
    };
    let hearing = async {
        let contact = &centre.contact["id"];
        let fields = until_there(&mut to_panel, contact, "Test administrator", true).await;
        assert_eq!(fields, json!([]));
        let fields = until_there(&mut to_colleague, contact, "Test agent", true).await;
        assert_eq!(fields, json!(["company"]));
        until_there(&mut to_own, &other["id"], "Test supervisor", false).await;
        is_enough.set(true);
    };
    tokio::join!(beating, hearing);
    // Who is at the other contact was told by now to those who look at it.
    let stands = to_panel.stands.clone();
    let mut again = Live::open(&panel, &format!("{EVENTS}?after={stands}")).await;
    until_there(
        &mut again,
        &centre.contact["id"],
        "Test administrator",
        true,
    )
    .await;
    for live in [to_panel, again] {
        let raw = String::from_utf8(live.raw).expect("UTF-8");
        assert!(!raw.contains(id(&other)), "{raw}");
    }
}
