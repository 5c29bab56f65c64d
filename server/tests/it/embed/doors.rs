//! The table of enquiries at the doors of the panel: each is asked by a session that a ticket for somebody of every relation
//! has opened. What is refused says why as everywhere, and changes nothing; no session reaches beyond its enquiry.
mod nonsense;
mod typed;

use app::error::Error;
use contact::{
    Language,
    enquiry::Status,
    obstacle::Obstacle,
    permit::{EnquiryAction, Relation, Why, permit},
};
use serde_json::{Value, json};
use uuid::Uuid;

use self::typed::{Fields, fields, with};
use super::Host;
use crate::{
    enquiry_doors::{
        Centre,
        table::{Line, STATUSES, difference, lines, rows},
    },
    harness::{Answer, Client},
    intake::{at, enquiry},
    permissions::NOBODY,
    record::{created, path},
};

/// The address of whoever stands so to the enquiries of a contact centre.
fn email(relation: Relation) -> &'static str {
    match relation {
        Relation::InRoom => "in@example.org",
        Relation::Administrator => "admin@example.org",
        Relation::Supervisor => "lead@example.org",
        Relation::WasInRoom => "was@example.org",
        Relation::OfDestination => "of@example.org",
        Relation::Other => "other@example.org",
    }
}

/// What a refusal says.
fn said(answer: &Answer) -> String {
    let detail = &answer.json()["detail"];
    detail.as_str().unwrap_or_default().to_owned()
}

/// Why somebody who stands so may not do it.
fn why(status: Status, relation: Relation, action: EnquiryAction) -> Option<Why> {
    permit(status, relation, action).err()
}

/// What they may be told then: that, or that they may not even see the enquiry.
fn reasons(status: &str, relation: Relation, action: &str) -> Vec<String> {
    let status = status.parse().expect("a status");
    let action = action.parse().expect("an action");
    let whys = [EnquiryAction::View, action].map(|action| why(status, relation, action));
    let whys = whys.into_iter().flatten();
    whys.map(|why| why.sentence(Language::English)).collect()
}

/// Sends a form.
async fn send(client: &Client, path: &str, fields: &Fields) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    client.form(path, &fields).await
}

/// The form that the panel shows, as it would be sent.
async fn form(client: &Client) -> Fields {
    let shown = client.get("/embed/form").await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    fields(shown.text())
}

/// A host whose staff look at enquiries, and two enquiries in which somebody may edit: they give the forms that are sent
/// wherever nobody may.
struct Beside {
    host: Host,
    other: String,
    count: usize,
    /// The panels of a call of the contact, and of a chat with somebody who is nobody's.
    forms: [Client; 2],
}

const CALL: &str = "call";
const CHAT: &str = "chat";

impl Beside {
    async fn open() -> Self {
        let host = Host::open().await;
        host.centre.call(CALL, "ongoing").await;
        host.centre.chat(CHAT, "ongoing").await;
        let agent = email(Relation::InRoom);
        let forms = [
            host.session(agent, CALL).await,
            host.session(agent, CHAT).await,
        ];
        let mut beside = Self {
            host,
            other: String::new(),
            count: 0,
            forms,
        };
        beside.other().await;
        beside
    }

    fn centre(&self) -> &Centre {
        &self.host.centre
    }

    /// The panel of whoever stands so.
    async fn panel(&self, relation: Relation, enquiry: &str) -> Client {
        self.host.session(email(relation), enquiry).await
    }

    /// Makes another contact, to be merged.
    async fn other(&mut self) {
        let other = created(&self.centre().program, json!({"last_name": "Wong"})).await;
        self.other = other["id"].as_str().expect("an id").to_owned();
    }

    /// An enquiry of this status of the contact, and one of a visitor who is nobody's.
    async fn enquiries(&mut self, status: &str) -> [String; 2] {
        self.count += 1;
        let both = [CALL, CHAT].map(|kind| format!("{kind}-{}", self.count));
        self.centre().call(&both[0], status).await;
        self.centre().chat(&both[1], status).await;
        both
    }

    /// What a line sends.
    fn sent(&self, line: &Line) -> Value {
        let contact = self.centre().contact["id"].as_str().expect("an id");
        let sent = line.sent.replace("$contact", contact);
        let sent = sent.replace("$other", &self.other);
        let sent = sent.replace("$key", &Uuid::now_v7().to_string());
        serde_json::from_str(&sent).expect("JSON")
    }

    async fn knock(&self, line: &Line, client: &Client) -> Answer {
        let (method, path) = line.door.split_once(' ').expect("a method");
        let sent = self.sent(line);
        if path == "/embed/beat" {
            return client.post_json(path, &sent).await;
        }
        let sent = sent.as_object().expect("fields").iter();
        let sent = sent.map(|(name, value)| (name.as_str(), value.as_str().expect("a text")));
        let sent: Vec<(&str, &str)> = sent.collect();
        if method == "GET" {
            let mut query = form_urlencoded::Serializer::new(String::new());
            let query = query.extend_pairs(sent).finish();
            return client.get(&format!("{path}?{query}")).await;
        }
        let before = match path {
            "/embed/form" | "/embed/save" => form(&self.forms[0]).await,
            "/embed/create" => form(&self.forms[1]).await,
            _ => Fields::new(),
        };
        send(client, path, &with(before, &sent)).await
    }

    /// One try of a line.
    async fn hold(
        &self,
        line: &Line,
        (status, relation, wanted): (&str, Relation, u16),
        enquiry: &str,
    ) {
        let place = format!("{} {} {status} {relation}", line.door, line.action);
        let client = self.panel(relation, enquiry).await;
        let before = rows(&self.centre().server).await;
        let answer = self.knock(line, &client).await;
        let changed = difference(&before, &rows(&self.centre().server).await);
        let text = answer.text();
        assert_eq!(answer.cookie(), None, "{place}");
        if wanted == 200 {
            assert!(
                answer.status.is_success(),
                "{place} {} {text}",
                answer.status
            );
            assert_eq!(changed, line.changes, "{place}");
            let is_html = answer.header("content-type") == "text/html; charset=utf-8";
            assert!(is_html || text.is_empty(), "{place} {text}");
        } else {
            assert_eq!(answer.status, wanted, "{place} {text}");
            assert_eq!(changed, "nothing", "{place}");
            assert_eq!(answer.code(), "not_permitted", "{place}");
            let reasons = reasons(status, relation, &line.action);
            assert!(
                reasons.contains(&said(&answer)),
                "{place} {text} {reasons:?}"
            );
            assert!(!text.contains("Chan"), "{place} {text}");
        }
    }
}

#[tokio::test]
async fn every_cell_holds_at_every_door_of_the_panel_and_changes_just_its_rows() {
    let mut lines = lines();
    lines.retain(Line::is_of_panel);
    let (mut tries, doors) = (0, lines.len());
    for line in lines {
        let mut beside = Beside::open().await;
        // Whose enquiry it is that the line is about.
        let kind = usize::from(matches!(line.action.as_str(), "attach" | "create"));
        for (status, cells) in STATUSES.iter().zip(&line.cells) {
            let mut enquiries = beside.enquiries(status).await;
            for (relation, wanted) in Relation::ALL.iter().zip(cells) {
                let cell = (*status, *relation, *wanted);
                beside.hold(&line, cell, &enquiries[kind]).await;
                if *wanted == 200 && line.changes != "nothing" {
                    beside.other().await;
                    enquiries = beside.enquiries(status).await;
                }
                tries += 1;
            }
        }
    }
    assert!(doors >= 14, "{doors}");
    assert_eq!(tries, doors * STATUSES.len() * Relation::ALL.len());
}

#[tokio::test]
async fn what_was_typed_before_the_enquiry_was_closed_is_not_saved_after_it_and_the_panel_is_still_shown()
 {
    let beside = Beside::open().await;
    let agent = beside.panel(Relation::InRoom, CALL).await;
    let typed = with(form(&agent).await, &[("company", "Acme")]);
    let shown = agent.get("/embed/contact").await;
    assert!(shown.text().contains("data-may-edit"), "{}", shown.text());
    let closed = json!({"event_at": at(3), "status": "closed"});
    enquiry(&beside.centre().program, CALL, closed).await;
    let before = rows(&beside.centre().server).await;
    let wanted = why(Status::Closed, Relation::InRoom, EnquiryAction::Edit).expect("refused");
    for path in ["/embed/save", "/embed/form"] {
        let refused = send(&agent, path, &typed).await;
        assert_eq!(refused.status, 403, "{path} {}", refused.text());
        assert_eq!(said(&refused), wanted.sentence(Language::English), "{path}");
    }
    assert_eq!(
        difference(&before, &rows(&beside.centre().server).await),
        "nothing"
    );
    let shown = agent.get("/embed/contact").await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    assert!(!shown.text().contains("data-may-edit"), "{}", shown.text());
}

#[tokio::test]
async fn whoever_leaves_the_room_may_not_edit_from_their_next_request_on() {
    let beside = Beside::open().await;
    let agent = beside.panel(Relation::InRoom, CALL).await;
    let typed = with(form(&agent).await, &[("company", "Acme")]);
    let saved = send(&agent, "/embed/save", &typed).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(beside.centre().now().await["company"], "Acme");
    let typed = with(form(&agent).await, &[("company", "Late")]);
    let left = json!({"event_at": at(3), "staff": ["was@example.org"]});
    enquiry(&beside.centre().program, CALL, left).await;
    let contact = beside.centre().contact["id"].as_str().expect("an id");
    let note = with(Fields::new(), &[("contact", contact), ("text", "tea")]);
    for (path, sent) in [("/embed/save", &typed), ("/embed/note", &note)] {
        let refused = send(&agent, path, sent).await;
        assert_eq!(refused.status, 403, "{path} {}", refused.text());
    }
    let shown = agent.get("/embed/contact").await;
    assert_eq!(shown.status, 403, "{}", shown.text());
    assert_eq!(beside.centre().now().await["company"], "Acme");
}

#[tokio::test]
async fn a_session_reaches_nothing_of_another_enquiry_however_that_is_named() {
    let beside = Beside::open().await;
    let number = "+85298765432";
    let kit = json!({"first_name": "Kit", "last_name": "Ho", "phones": [{"number": number}]});
    let kit = created(&beside.centre().program, kit).await;
    let call = json!({
        "event_at": at(1), "channel": "phone_call", "status": "ongoing", "destination": "support", "opened_at": at(0),
        "staff": ["in@example.org"], "visitor": {"first_name": "Kit", "phone": number},
    });
    let told = enquiry(&beside.centre().program, "E-2", call).await;
    let (agent, theirs) = (
        beside.panel(Relation::InRoom, CALL).await,
        beside.panel(Relation::InRoom, "E-2").await,
    );
    let own = theirs.get("/embed/contact").await;
    assert!(own.text().contains("Kit"), "{}", own.text());
    let kit = kit["id"].as_str().expect("an id");
    let id = told["id"].as_str().expect("an id");
    for address in [
        "/embed/contact?enquiry=E-2".to_owned(),
        format!("/embed/contact?enquiry={id}&contact={kit}"),
        format!("/embed/section?name=profile&enquiry=E-2&contact={kit}"),
        "/embed/find?enquiry=E-2".to_owned(),
    ] {
        let answer = agent.get(&address).await;
        assert_eq!(answer.status, 200, "{address} {}", answer.text());
        assert!(!answer.text().contains("Kit"), "{address}");
    }
    let saved = with(form(&theirs).await, &[("company", "Acme")]);
    let noted = with(Fields::new(), &[("contact", kit), ("text", "tea")]);
    let merged = with(
        Fields::new(),
        &[("contact", kit), ("other", beside.other.as_str())],
    );
    let before = rows(&beside.centre().server).await;
    for (path, sent) in [
        ("/embed/save", &saved),
        ("/embed/note", &noted),
        ("/embed/merge", &merged),
    ] {
        let refused = send(&agent, path, sent).await;
        assert_eq!(refused.status, 409, "{path} {}", refused.text());
        let wanted = Obstacle::AnotherContact.sentence(Language::English);
        assert_eq!(said(&refused), wanted, "{path}");
    }
    assert_eq!(
        difference(&before, &rows(&beside.centre().server).await),
        "nothing"
    );
}

#[tokio::test]
async fn whoever_became_part_of_somebody_else_since_the_question_is_not_merged_by_its_answer() {
    let beside = Beside::open().await;
    let agent = beside.panel(Relation::InRoom, CALL).await;
    let asked = agent
        .get(&format!("/embed/question?contact={}", beside.other))
        .await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    let answer = fields(asked.text());
    let kit = created(&beside.centre().program, json!({"last_name": "Ho"})).await;
    let merge = json!({"other": beside.other, "choices": {}});
    let merged = beside
        .centre()
        .program
        .post_json(&format!("{}/merge", path(&kit)), &merge)
        .await;
    assert_eq!(merged.status, 200, "{}", merged.text());
    let before = rows(&beside.centre().server).await;
    let refused = send(&agent, "/embed/merge", &answer).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let wanted = Obstacle::ContactMerged.sentence(Language::English);
    assert_eq!(said(&refused), wanted);
    assert_eq!(
        difference(&before, &rows(&beside.centre().server).await),
        "nothing"
    );
}

#[tokio::test]
async fn why_something_is_refused_is_said_in_the_language_of_the_header_whatever_a_cookie_says() {
    let beside = Beside::open().await;
    let stranger = beside.panel(Relation::Other, CALL).await;
    let wanted = why(Status::Ongoing, Relation::Other, EnquiryAction::View).expect("refused");
    for (tag, language) in [
        ("en", Language::English),
        ("zh-Hant", Language::Traditional),
        ("zh-Hans", Language::Simplified),
    ] {
        let reader = stranger.clone().with("accept-language", tag);
        let reader = reader.with("cookie", "language=zh-Hans");
        let refused = reader.get("/embed/contact").await;
        assert_eq!(refused.code(), "not_permitted");
        assert_eq!(said(&refused), wanted.sentence(language), "{tag}");
        let agent = beside.forms[0].clone().with("accept-language", tag);
        let nobody = format!("/embed/question?contact={NOBODY}");
        let missing = agent.get(&nobody).await;
        assert_eq!(missing.code(), "not_found");
        assert_eq!(said(&missing), Error::NotFound.sentence(language), "{tag}");
    }
}

#[tokio::test]
async fn of_an_enquiry_that_was_not_reported_yet_it_is_said_that_it_will_come_and_then_it_is_shown()
{
    let beside = Beside::open().await;
    let agent = beside.panel(Relation::InRoom, "late").await;
    for (tag, language) in [
        ("en", Language::English),
        ("zh-Hant", Language::Traditional),
        ("zh-Hans", Language::Simplified),
    ] {
        let reader = agent.clone().with("accept-language", tag);
        for path in ["/embed/contact", "/embed/form", "/embed/find"] {
            let unknown = reader.get(path).await;
            assert_eq!(unknown.status, 404, "{path} {}", unknown.text());
            assert_eq!(unknown.code(), "not_found", "{path}");
            let wanted = Obstacle::NotReported.sentence(language);
            assert_eq!(said(&unknown), wanted, "{path}");
        }
    }
    beside.centre().call("late", "ongoing").await;
    let shown = agent.get("/embed/contact").await;
    assert_eq!(shown.status, 200, "{}", shown.text());
}

#[tokio::test]
async fn a_search_offers_ten_contacts_and_never_the_enquiry_s_own() {
    let beside = Beside::open().await;
    for _ in 0..12 {
        created(&beside.centre().program, json!({"last_name": "Chan"})).await;
    }
    let agent = beside.panel(Relation::InRoom, CALL).await;
    let found = agent.get("/embed/find?search=%20chan%20").await;
    let own = beside.centre().contact["id"].as_str().expect("an id");
    let offered = |answer: &Answer| answer.text().matches("data-ask=").count();
    assert_eq!(offered(&found), 10, "{}", found.text());
    assert!(!found.text().contains(own), "{}", found.text());
    let nothing = agent.get("/embed/find?search=%20").await;
    assert_eq!((nothing.status.as_u16(), offered(&nothing)), (200, 0));
    // Of a visitor who is nobody's, any may be the one.
    let found = beside.forms[1].get("/embed/find?search=mei%20chan").await;
    assert!(found.text().contains(own), "{}", found.text());
}

#[tokio::test]
async fn the_panel_and_the_pages_know_nothing_of_each_other_s_sessions_and_no_cookie_is_set() {
    let beside = Beside::open().await;
    let page = beside.centre().as_one(Relation::InRoom);
    let panel = beside.panel(Relation::InRoom, CALL).await;
    for answer in [
        page.get("/embed/contact").await,
        page.get("/embed/events").await,
        panel.get("/api/v1/contacts").await,
        panel.get(&path(&beside.centre().contact)).await,
    ] {
        assert_eq!(answer.status, 401, "{}", answer.text());
        assert_eq!(answer.code(), "signed_out");
        assert_eq!(answer.cookie(), None);
    }
    let asked = panel.call("contacts/list", &json!({"query": {}})).await;
    assert_eq!(asked.status, 401, "{}", asked.text());
    let shown = panel.get("/contacts").await;
    assert!(shown.location().starts_with("/sign-in"), "{}", shown.text());
    for client in [page, &panel] {
        for path in ["/embed/nothing", "/embed/contact/1", "/embed/panel/E-2"] {
            let answer = client.get(path).await;
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(answer.code(), "not_found", "{path}");
            assert_eq!(answer.cookie(), None, "{path}");
        }
    }
}
