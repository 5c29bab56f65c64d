//! What strangers may send: every server function and every call of the API, with every field put to extremes. Nothing is
//! a fault of ours, nothing is larger or slower than it may be, and the server is there afterwards. The functions and
//! their arguments are read from the sources and from the API's own description, so that a new one is walked too.
mod address;
mod declared;
mod extremes;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use app::who::Role;
use axum::{
    body::Bytes,
    http::{Method, StatusCode},
};
use futures::{StreamExt, stream};
use serde_json::{Value, json};

use self::{
    declared::{arguments, example, within},
    extremes::{broken_bodies, extremes},
};
use crate::{
    harness::{Client, Server},
    imports::import,
    permissions::NOBODY,
    sign_in::server_functions,
};

/// The longest that the server itself may take for an answer.
const LONGEST: Duration = Duration::from_secs(2);
/// How long any answer is waited for: the machine may be busy with other things.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most bytes of an answer: a page of 500 contacts.
const MOST: usize = 1 << 20;
/// The most bytes of a refusal.
const MOST_REFUSED: usize = 64 << 10;
/// How many requests are under way at a time.
const AT_ONCE: usize = 4;

/// A request of the walk.
#[derive(Clone, Debug)]
struct Case {
    /// What is put to which extreme, for the message of a failure.
    told: String,
    method: Method,
    path: String,
    body: Bytes,
}

/// A sentence that names a place in a body, and the body with something else there, for every place.
fn put(good: &Value, with: &Value, place: &str, found: &mut Vec<(String, Value)>) {
    found.push((place.to_owned(), with.clone()));
    match good {
        Value::Object(fields) => {
            for (name, field) in fields {
                let mut inner = Vec::new();
                put(field, with, &format!("{place}.{name}"), &mut inner);
                found.extend(inner.into_iter().map(|(place, value)| {
                    let mut whole = fields.clone();
                    whole.insert(name.clone(), value);
                    (place, Value::Object(whole))
                }));
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let mut inner = Vec::new();
                put(item, with, &format!("{place}[{at}]"), &mut inner);
                found.extend(inner.into_iter().map(|(place, value)| {
                    let mut whole = items.clone();
                    whole[at] = value;
                    (place, Value::Array(whole))
                }));
            }
        }
        _ => {}
    }
}

/// Every request that one good body makes.
fn cases(method: &Method, path: &str, good: Option<&Value>, to: &mut Vec<Case>) {
    let mut add = |told: String, body: Bytes| {
        to.push(Case {
            told,
            method: method.clone(),
            path: path.to_owned(),
            body,
        });
    };
    let Some(good) = good else {
        return add(format!("{method} {path}"), Bytes::new());
    };
    add(
        format!("{method} {path} as it should be"),
        good.to_string().into(),
    );
    for (name, body) in broken_bodies() {
        add(format!("{method} {path}: {name}"), body);
    }
    for (name, extreme) in extremes() {
        let mut bodies = Vec::new();
        put(good, &extreme, "", &mut bodies);
        for (place, body) in bodies {
            add(
                format!("{method} {path}: {name} at {place:?}"),
                body.to_string().into(),
            );
        }
    }
}

/// A server with enough contacts to make a list long, and ids of what is there.
struct Walk {
    server: Server,
    administrator: Client,
    program: Client,
    ids: BTreeMap<&'static str, String>,
}

impl Walk {
    async fn begin() -> Self {
        let server = Server::start().await;
        let program = server.program().await;
        let mut file = String::from("First name,Last name,Company,Job Title,Address,Mobile\r\n");
        for number in 0..3_000 {
            let long = "Long words about somebody ".repeat(8);
            file.push_str(&format!(
                "Ada {number},Lovelace,{long},{long},{long},+8529{number:07}\r\n"
            ));
        }
        let done = import(&program, "", file).await;
        assert_eq!(done["created"], 3_000);
        let made = async |path: &str, body: Value| {
            let answer = program.post_json(path, &body).await;
            assert!(answer.status.is_success(), "{path} {}", answer.text());
            answer.json()
        };
        let id = |value: &Value| value["id"].as_str().expect("an id").to_owned();
        let one = id(&made(
            "/api/v1/contacts",
            json!({"last_name": "One", "company": "Acme"}),
        )
        .await);
        let two = id(&made(
            "/api/v1/contacts",
            json!({"last_name": "Two", "company": "Acme"}),
        )
        .await);
        let label = id(&made("/api/v1/labels", json!({"name": "VIP"})).await);
        let field = id(&made("/api/v1/fields", json!({"name": "Size", "type": "text"})).await);
        let notes = format!("/api/v1/contacts/{one}/notes");
        let note = id(&made(&notes, json!({"text": "Likes tea"})).await);
        let ids = BTreeMap::from([
            ("contacts", one),
            ("other", two),
            ("labels", label),
            ("fields", field),
            ("note", note),
        ]);
        let administrator = server.signed_in(Role::Administrator).await;
        Self {
            administrator,
            program,
            ids,
            server,
        }
    }

    /// The id that an address or an argument most likely means.
    fn id(&self, path: &str, name: &str) -> String {
        let room = path
            .trim_start_matches("/api/v1")
            .trim_start_matches("/api")
            .split('/')
            .nth(1)
            .unwrap_or_default();
        let known = match name {
            "other" | "two" => self.ids.get("other"),
            "note" => self.ids.get("note"),
            "master" | "one" => self.ids.get("contacts"),
            _ => self.ids.get(room),
        };
        known.cloned().unwrap_or_else(|| NOBODY.to_owned())
    }

    /// A good value for an argument of a server function, by its type. One of a type unknown here is an empty object.
    fn argument(&self, path: &str, name: &str, kind: &str) -> Value {
        let kind = kind.trim();
        if let Some(inner) = within(kind, "Option") {
            return self.argument(path, name, inner);
        }
        if let Some(inner) = within(kind, "Vec") {
            return json!([self.argument(path, name, inner)]);
        }
        let query = json!({
            "search": "ada", "labels": ["VIP"], "matching": "Any", "company": "acme",
            "words": {"type": ["Lead"], "level": ["Primary"], "team": ["Red"], "group": ["Blue"], "language": ["en"],
                "country": ["HK"]},
            "phone": true, "email": false,
            "created": {"from": "2020-01-01T00:00:00Z", "before": "2030-01-01T00:00:00Z"},
            "updated": {"from": "2020-01-01T00:00:00Z", "before": "2030-01-01T00:00:00Z"},
            "import": NOBODY, "custom": {"cf_size": ["XL"]}, "sort": {"by": "Updated", "descending": true},
            "limit": 50, "cursor": {"rank": 0, "key": "2026-01-01T00:00:00Z", "id": NOBODY, "total": 7},
        });
        let draft = json!({
            "first_name": "Ada", "last_name": "Lovelace", "type": "Lead", "level": "Primary",
            "phones": [{"type": "Mobile", "number": "+85291234567", "verified": false}],
            "emails": [{"type": "Work", "address": "ada@example.org"}],
            "socials": [{"network": "line", "id": "ada", "verified": false}],
            "company": "Acme", "job_title": "Countess", "team": "Red", "group": "Blue", "language": "en",
            "birth_date": "1985-12-10",
            "address": {"street": "1 Road", "city": "London", "state": "", "zip": "W1", "country": "GB"},
            "labels": ["VIP"], "custom": {self.ids["fields"].as_str(): "XL"},
        });
        let narrow = json!({"channel": "web_chat", "destination": "support", "staff": "ada@example.org",
            "opened": {"from": "2020-01-01T00:00:00Z", "before": "2030-01-01T00:00:00Z"}});
        match kind {
            "Query" => query,
            "Draft" => draft,
            "Selection" if name == "selection" => {
                json!({"All": {"search": "nobody is called so", "labels": [],
                "matching": "Any", "company": "", "words": {}, "phone": null, "email": null, "created": {}, "updated": {},
                "import": null, "custom": {}, "sort": null, "limit": 50, "cursor": null}})
            }
            "BulkAction" => json!({"set_team": "Red"}),
            "Choices" => {
                json!({"fields": {"company": "other"}, "without": {"phones": ["+85291234567"],
                "emails": ["a@example.org"], "socials": [["line", "a"]], "labels": ["VIP"], "notes": [NOBODY]}})
            }
            "BinQuery" => json!({"search": "ada", "limit": 50, "cursor": format!("7-{NOBODY}")}),
            "EnquiryQuery" => {
                json!({"tab": "handling", "narrow": narrow, "search": "ada", "cursor": format!("7-{NOBODY}")})
            }
            "Narrow" => narrow,
            "Place" => json!({"Older": format!("7-{NOBODY}")}),
            "Offer" => json!({"phone": "+85291234567"}),
            "LabelDraft" => json!({"name": "Partner", "colour": "blue"}),
            "FieldDraft" => {
                json!({"name": "Hat", "id": "cf_hat", "type": "dropdown_single", "options": ["Red"]})
            }
            "FieldUpdate" => json!({"name": "Size", "options": ["Red"], "position": 0}),
            "StaffDraft" => {
                json!({"name": "Jo", "email": "jo@example.org", "role": "agent", "department": "Care",
                "extension": "12", "phone": "+852", "job_title": "Clerk", "time_zone": "UTC",
                "availability": "available"})
            }
            "StaffChange" => {
                json!({"name": "Jo", "email": "jo@example.org", "role": "agent", "department": "Care",
                "extension": "12", "phone": "+852", "job_title": "Clerk", "time_zone": "UTC",
                "availability": "available", "active": true, "password": "a few long words here"})
            }
            "StaffSearch" => {
                json!({"search": "jo", "role": "agent", "state": "active", "limit": 10, "after": NOBODY})
            }
            "OwnAccountChange" => json!({"name": "Jo", "time_zone": "UTC"}),
            "RecipeDraft" => {
                json!({"name": "Monthly", "fingerprint": "0".repeat(32), "recipe": {"duplicates": "skip",
                "match": "any", "columns": {"Handy": "Mobile"}, "country_code": {"yes": "HK"},
                "repairs": [{"code": "E01", "column": "Mobile"}], "delimiter": ";", "encoding": "big5",
                "steps": [{"fill": {"column": "Team", "value": "North"}}]}})
            }
            "ViewDraft" => {
                json!({"name": "Mine", "query": query, "columns": "name-184.company-160",
                "shared": false, "pinned": true})
            }
            "Uuid" | "ContactId" | "ImportId" => json!(self.id(path, name)),
            "FieldId" => json!(self.ids["fields"]),
            "FieldName" => json!("company"),
            "ChoiceRun" => json!({"from": 1, "to": 2, "choice": "skip"}),
            "Bounded<COMPARED_TEXT>" => {
                let filled = json!({"last_name": true, "kind": false, "level": false});
                let record =
                    json!({"contact": self.ids["contacts"], "draft": draft, "filled": filled});
                json!(json!([record]).to_string())
            }
            "[i64; 2]" => json!([1, 1]),
            "i64" | "u16" | "u32" | "i32" => json!(1),
            "bool" => json!(true),
            "Scope" => json!("ingest"),
            "ActivityKind" => json!("visits"),
            "EngagementKind" => json!("call"),
            "Availability" => json!("busy"),
            "Country" | "contact::Country" => json!("HK"),
            kind if [
                "String",
                "TypedPassword",
                "Sought",
                "ColleagueSearch",
                "CursorText",
            ]
            .contains(&kind)
                || kind.starts_with("Bounded") =>
            {
                json!("Ada")
            }
            _ => json!({}),
        }
    }

    /// Every server function with good arguments, as the sources declare them.
    fn functions(&self) -> Vec<(String, Value)> {
        let declared = arguments();
        let path = |path: &str| declared.get(path.trim_start_matches("/api/")).cloned();
        let functions = server_functions().into_iter().map(|there| {
            let declared = path(there).unwrap_or_else(|| panic!("{there} is declared nowhere"));
            let arguments = declared
                .into_iter()
                .map(|(name, kind)| (name.clone(), self.argument(there, &name, &kind)));
            (there.to_owned(), Value::Object(arguments.collect()))
        });
        functions.collect()
    }

    /// Every call of the API with a good body and good parameters, as its description has them.
    fn calls(&self) -> Vec<(Method, String, Option<Value>, Vec<String>)> {
        let (.., document) = server::rest::described();
        let mut calls = Vec::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, call) in item.as_object().expect("methods") {
                let Ok(method) = method.to_uppercase().parse::<Method>() else {
                    continue;
                };
                let parameters = call["parameters"].as_array().cloned().unwrap_or_default();
                let named = |place: &str| {
                    let here = parameters.iter().filter(|one| one["in"] == place);
                    here.filter_map(|one| one["name"].as_str().map(str::to_owned))
                        .collect::<Vec<_>>()
                };
                let mut filled = format!("/api/v1{path}");
                for name in named("path") {
                    let id = match name.as_str() {
                        "number" => "1".to_owned(),
                        name => self.id(path, name),
                    };
                    filled = filled.replace(&format!("{{{name}}}"), &id);
                }
                let body = &call["requestBody"]["content"]["application/json"]["schema"];
                let body = (!body.is_null()).then(|| example(body, &document, "", 0));
                calls.push((method, filled, body, named("query")));
            }
        }
        assert!(calls.len() > 40, "{} calls", calls.len());
        calls
    }

    /// Sends cases, several at a time, and says what is wrong with the answers. Whatever took long is sent once more by
    /// itself: what it takes then is the server's own time.
    async fn send(&self, client: &Client, cases: Vec<Case>) {
        let judged: Vec<Judged> = stream::iter(cases)
            .map(|case| judge(client, case))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let mut wrong = Vec::new();
        for judged in judged {
            match judged {
                Judged::Good => {}
                Judged::Wrong(sentence) => wrong.push(sentence),
                Judged::Slow(case, took) => match judge(client, case).await {
                    Judged::Good => {}
                    Judged::Wrong(sentence) => wrong.push(sentence),
                    Judged::Slow(case, again) => {
                        wrong.push(format!("{}: took {took:?}, then {again:?}", case.told));
                    }
                },
            }
        }
        assert!(
            wrong.is_empty(),
            "{} are wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        let alive = self.server.visitor().get("/readyz").await;
        assert_eq!(alive.status, StatusCode::OK);
    }

    /// Walks every server function, or every so many-th case of the walk.
    async fn functions_walked(&self, every: usize) {
        let (mut all, mut own) = (Vec::new(), Vec::new());
        for (path, arguments) in self.functions() {
            // Whoever types a wrong password too often is signed out.
            let to = match path.starts_with("/api/account/") {
                true => &mut own,
                false => &mut all,
            };
            cases(&Method::POST, &path, Some(&arguments), to);
        }
        let another = self.server.signed_in(Role::Agent).await;
        self.send(&another, own.into_iter().step_by(every).collect())
            .await;
        self.send(
            &self.administrator,
            all.into_iter().step_by(every).collect(),
        )
        .await;
        let still = self.administrator.call("session/who", &json!({})).await;
        assert_eq!(still.status, StatusCode::OK);
    }

    /// Walks every call of the API, or every so many-th case of the walk.
    async fn calls_walked(&self, every: usize) {
        let mut all = Vec::new();
        for (method, path, body, parameters) in self.calls() {
            cases(&method, &path, body.as_ref(), &mut all);
            for name in parameters {
                for (extreme, value) in extremes() {
                    let text = match value {
                        Value::String(text) => text,
                        value => value.to_string(),
                    };
                    // An address has 8 KiB.
                    let text: String = text.chars().take(2_000).collect();
                    let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
                    all.push(Case {
                        told: format!("{method} {path}: {extreme} for {name}"),
                        method: method.clone(),
                        path: format!("{path}?{name}={text}"),
                        body: body
                            .as_ref()
                            .map(Value::to_string)
                            .unwrap_or_default()
                            .into(),
                    });
                }
            }
        }
        self.send(&self.program, all.into_iter().step_by(every).collect())
            .await;
    }
}

/// What became of a case.
enum Judged {
    Good,
    Wrong(String),
    /// It took so long.
    Slow(Case, Duration),
}

/// Sends a case and judges the answer.
async fn judge(client: &Client, case: Case) -> Judged {
    let kind = Some("application/json");
    let sent = client.send(case.method.clone(), &case.path, kind, case.body.clone());
    let begun = Instant::now();
    let Ok(answer) = tokio::time::timeout(PATIENCE, sent).await else {
        return Judged::Wrong(format!("{}: no answer", case.told));
    };
    let took = begun.elapsed();
    let status = answer.status;
    let most = match status.is_success() {
        true => MOST,
        false => MOST_REFUSED,
    };
    // A whole database may leave as a file; how much of it, and for how long, is the business of the export.
    let export = case.path.contains("/contacts/export");
    if status.is_server_error() {
        let said = head(&answer.body);
        Judged::Wrong(format!("{}: {status} {said}", case.told))
    } else if answer.body.len() > most && !export {
        let length = answer.body.len();
        Judged::Wrong(format!("{}: {status} with {length} bytes", case.told))
    } else if took > LONGEST && !export {
        Judged::Slow(case, took)
    } else {
        Judged::Good
    }
}

fn head(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned()
}

#[tokio::test]
async fn no_extreme_of_a_server_function_is_a_fault_of_ours() {
    Walk::begin().await.functions_walked(37).await;
}

#[tokio::test]
async fn no_extreme_of_a_call_of_the_api_is_a_fault_of_ours() {
    Walk::begin().await.calls_walked(37).await;
}

/// `make fuzz`.
#[tokio::test]
#[ignore = "every extreme of every field takes minutes"]
async fn every_extreme_of_every_field() {
    let walk = Walk::begin().await;
    walk.functions_walked(1).await;
    walk.calls_walked(1).await;
}
