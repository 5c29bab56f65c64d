//! What people are called, in the HTML of pages: whatever stands in a name, a page runs, loads and leads to the same as
//! with a harmless one, and the document is called by the name.
use app::who::Role;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::json;

use crate::{
    harness::{Client, Server},
    intake::{at, enquiry},
};

/// Names that would break out of the place that they are written to, if any place let them.
const BREAKERS: &[&str] = &[
    r#"</title><meta http-equiv=refresh content="0;url=https://evil.example">"#,
    "</title><script>alert(1)</script>",
    "</TITLE ><img src=x onerror=alert(1)>",
    "<title>",
    "<!--",
    "--><svg onload=alert(1)>",
    "</textarea><iframe src=//evil.example></iframe>",
    "</script><script>alert(1)</script>",
    "<script>",
    "<![CDATA[",
    r#"" autofocus onfocus="alert(1)"#,
    "' onmouseover='alert(1)",
    "`${alert(1)}`",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;/title&gt;&#60;b&#62;&amp;",
    "a < b > c & d",
    "&",
    "javascript:alert(1)",
];

/// A page as a browser reads it: its title, and every tag with the names of its attributes. What the page hands over to
/// the browser comes in as many scripts as there were pauses, so those that carry the page's nonce do not count.
fn read(page: &str) -> (String, Vec<String>) {
    let mut emitter = DefaultEmitter::default();
    // What stands in a title or a script is text to a browser, up to its end tag.
    emitter.naively_switch_states(true);
    let (mut title, mut tags) = (String::new(), Vec::new());
    let (mut in_title, mut in_own_script) = (false, false);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match token.expect("a string can be read") {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let attributes: Vec<String> =
                    tag.attributes.keys().map(|name| text(name)).collect();
                in_title = name == "title" && title.is_empty();
                in_own_script = name == "script" && attributes == ["nonce"];
                if !in_own_script {
                    tags.push(format!("{name} {}", attributes.join(" ")));
                }
            }
            Token::EndTag(tag) => {
                if !in_own_script {
                    tags.push(format!("/{}", text(&tag.name)));
                }
                (in_title, in_own_script) = (false, false);
            }
            Token::String(said) if in_title => title.push_str(&text(&said)),
            Token::String(_) => {}
            Token::Comment(_) => tags.push("!".to_owned()),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    (title, tags)
}

/// The tags that a name must never add: those that run, load or lead somewhere. How many rows and reasons a page shows may
/// well depend on a name.
fn telling(tags: &[String]) -> Vec<&String> {
    const TELLING: [&str; 12] = [
        "script", "title", "/title", "iframe", "img", "meta", "base", "object", "embed", "style",
        "link", "textarea",
    ];
    let tells = |tag: &&String| {
        let mut words = tag.split(' ');
        let name = words.next().unwrap_or_default();
        TELLING.contains(&name) || words.any(|attribute| attribute.starts_with("on"))
    };
    tags.iter().filter(tells).collect()
}

/// Somebody and somebody else, who look like one person.
struct People {
    program: Client,
    person: String,
    other: String,
    /// An enquiry of the first.
    room: String,
}

/// Who is in the room of that enquiry.
const AGENT: &str = "grace@example.org";

impl People {
    async fn new(server: &Server) -> Self {
        let program = server.program().await;
        let made = async |name: &str| {
            let phones = json!([{"type": "Mobile", "number": "+85291234567"}]);
            let body = json!({"last_name": name, "company": "Acme", "phones": phones});
            let answer = program.post_json("/api/v1/contacts", &body).await;
            answer.json()["id"].as_str().expect("an id").to_owned()
        };
        let (person, other) = (made("A").await, made("B").await);
        let chat = json!({"event_at": at(0), "channel": "web_chat", "status": "ongoing", "staff": [AGENT]});
        let room = enquiry(&program, "E-1", chat).await["id"].clone();
        sqlx::query("update enquiry set contact_id = $1::uuid")
            .bind(&person)
            .execute(&mut server.sql().await)
            .await
            .expect("the enquiry is theirs");
        Self {
            program,
            person,
            other,
            room: room.as_str().expect("an id").to_owned(),
        }
    }

    /// Gives both another name, and everything else that a page says of them.
    async fn call(&self, name: &str) {
        for id in [&self.person, &self.other] {
            let path = format!("/api/v1/contacts/{id}");
            let version = self.program.get(&path).await.header("etag").to_owned();
            let fields =
                json!({"first_name": name, "last_name": name, "company": name, "job_title": name});
            let patch = self.program.clone().with("if-match", &version);
            let answer = patch.patch_json(&path, &fields).await;
            assert_eq!(answer.status, 200, "{name}: {}", answer.text());
            let version: u32 = version.trim_matches('"').parse().expect("a version");
            let told = json!({"event_at": at(version), "subject": name, "visitor": {"first_name": name,
                "form": {"kind": "pre_chat", "values": {"Company": name}}, "device": {"os": name}}});
            enquiry(&self.program, "E-1", told).await;
        }
    }

    /// The pages that say a name in their title or near it.
    fn pages(&self) -> Vec<String> {
        let Self {
            person,
            other,
            room,
            ..
        } = self;
        vec![
            "/contacts".to_owned(),
            format!("/contacts/{person}"),
            format!("/contacts/{person}?tab=activity"),
            format!("/contacts/{person}?edit="),
            format!("/contacts/{person}?merge="),
            format!("/contacts/{person}?merge={other}"),
            format!("/enquiries/{room}"),
            format!("/enquiries/{room}?tab=activity"),
            format!("/enquiries/{room}/visitor"),
        ]
    }
}

#[tokio::test]
async fn whatever_somebody_is_called_is_text_on_every_page() {
    let server = Server::start().await;
    let people = People::new(&server).await;
    server.add_staff(AGENT, Role::Agent).await;
    let agent = server.visitor().sign_in(AGENT).await;
    let mut harmless = Vec::new();
    people.call("Harmless").await;
    for page in people.pages() {
        harmless.push(read(agent.get(&page).await.text()));
    }
    assert!(
        harmless[1].0.starts_with("Harmless Harmless · "),
        "{:?}",
        harmless[1].0
    );
    assert!(harmless.iter().all(|(_, tags)| tags.len() > 100));
    let naughty = naughty_strings::BLNS
        .iter()
        .copied()
        .filter(|text| text.contains(['<', '>', '&', '"']) && text.is_ascii())
        .filter(|text| text.len() <= 200 && !text.contains(char::is_control))
        .step_by(20);
    for name in BREAKERS.iter().copied().chain(naughty) {
        people.call(name).await;
        for (page, (title, tags)) in people.pages().iter().zip(&harmless) {
            let (named, found) = read(agent.get(page).await.text());
            assert_eq!(
                named,
                title.replace("Harmless", name.trim()),
                "{page} of {name}"
            );
            assert_eq!(telling(&found), telling(tags), "{page} of {name}");
        }
    }
}

/// The pages of what staff and files are called, where all of it is called the same.
async fn lists(name: &str) -> Vec<Vec<String>> {
    let server = Server::start().await;
    let program = server.program().await;
    let agent = server.signed_in(Role::Agent).await;
    for (path, body) in [
        ("labels", json!({"name": name})),
        (
            "fields",
            json!({"name": name, "type": "dropdown_single", "options": [name]}),
        ),
    ] {
        let made = program.post_json(&format!("/api/v1/{path}"), &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
    }
    let file: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let path = format!("?file_name={file}");
    crate::imports::import(&program, &path, "Last name\r\nAda\r\n").await;
    let contact = json!({"last_name": name, "company": name, "labels": [name]});
    let contact = program.post_json("/api/v1/contacts", &contact).await.json();
    let id = contact["id"].as_str().expect("an id");
    let mut pages = Vec::new();
    let host = crate::intake::host(&server).await;
    for status in ["open", "missed", "closed"] {
        let report = json!({"event_at": crate::intake::at(1), "channel": "email", "status": status, "subject": name,
            "destination": name, "visitor": {"first_name": name}});
        crate::intake::enquiry(&host, status, report).await;
    }
    let administrator = server.signed_in(Role::Administrator).await;
    for page in [
        "/enquiries/centre",
        "/enquiries/reports",
        "/enquiries/recent",
    ] {
        pages.push(read(administrator.get(page).await.text()).1);
    }
    for page in [
        "/enquiries",
        "/labels",
        "/fields",
        "/imports",
        "/duplicates",
    ] {
        pages.push(read(agent.get(page).await.text()).1);
    }
    // Its contacts stand in another order under another name.
    let mut workspace = read(agent.get("/workspace/contacts").await.text()).1;
    workspace.sort();
    pages.push(workspace);
    program.delete(&format!("/api/v1/contacts/{id}")).await;
    pages.push(read(agent.get("/bin").await.text()).1);
    pages
}

#[tokio::test]
async fn a_label_a_field_a_file_and_the_bin_are_written_as_text_too() {
    let breaker = "<title><script>alert(1)<script>";
    assert_eq!(lists(breaker).await, lists("Harmless").await);
}
