//! The description of the API as it is given out: what the handlers say of themselves, and what is true of every call.
//! That stands here once, so that no handler forgets it.
use app::wire::imports::{MatchBy, OnDuplicate};
use contact::{Language, enquiry::Tab};
use serde_json::{Map, Value, json};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Components,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

use super::{bodies, events::WebhookSection};

/// The methods that a path may have.
pub const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The kind of body that a fault has.
const PROBLEM: &str = "application/problem+json";
/// The kinds of things that are all for whoever administers: their calls take this scope, and need not say so.
const ADMINISTRATIVE: [&str; 5] = ["permissions", "settings", "staff", "tokens", "webhooks"];
/// Where the shape of a fault stands in the description: `answer::ProblemDocument`.
const SHAPE: &str = "#/components/schemas/Problem";

/// What the description says about the whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "External Contacts",
        description = "Everything the pages do, for programs. Send `Authorization: Bearer TOKEN`; beside each call stands the \
                       scope that its token needs. Writes take an `Idempotency-Key`: for a day, the same key and request get \
                       the same answer, once. Updates of a contact take `If-Match: \"VERSION\"`. Lists are paged: send \
                       `next_cursor` back as `cursor`; a cursor is of one list, and says nothing to you. A fault is an \
                       `application/problem+json` whose `code` is stable.\n\nWhat is told here stays. New calls, new optional \
                       parameters, new fields of an answer, new codes of faults and new words of a list of words may come at \
                       any time: pass over what you do not know. A call, a field or a parameter that is to go is marked \
                       `deprecated` here, and its answers carry `Deprecation` (RFC 9745), `Sunset` (RFC 8594) with the day on \
                       which it goes, at least 180 days ahead, and `Link: <…>; rel=\"deprecation\"` to what takes its place. \
                       What cannot be changed so comes as `/api/v2`, beside this."
    ),
    servers((url = "/api/v1")),
    security(("token" = [])),
    // Words that stand in addresses only: utoipa looks for shapes in bodies.
    components(schemas(Language, MatchBy, OnDuplicate, Tab)),
    modifiers(&TokenSecurity, &WebhookSection),
)]
pub struct Document;

struct TokenSecurity;

impl Modify for TokenSecurity {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document
            .components
            .get_or_insert_with(Components::new)
            .add_security_scheme("token", scheme);
    }
}

/// A status, what it says, and which calls answer it.
type UsualAnswer = (&'static str, &'static str, fn(&KnownCall) -> bool);

/// What is answered to any call, where nothing else is said of it: the status, what it means, and to which calls.
const EVERYWHERE: [UsualAnswer; 13] = [
    ("400", "The request makes no sense", |_| true),
    ("401", "No token, or one that is not known", |_| true),
    ("403", "The token has not this scope", |_| true),
    ("404", "There is no such thing here", |call| call.has_id),
    (
        "409",
        "It contradicts what is there, or what was answered under this Idempotency-Key was lost",
        |call| call.writes,
    ),
    ("413", "The body is too large", |call| call.writes),
    ("415", "The body is of another kind", |call| call.has_body),
    (
        "422",
        "Values to correct, or an Idempotency-Key that was used for another request",
        |call| call.writes,
    ),
    (
        "429",
        "Too many at once: try again after Retry-After",
        |_| true,
    ),
    ("500", "The server met a fault of its own", |_| true),
    ("503", "The database does not answer", |_| true),
    ("507", "The disk is full; nothing was written", |call| {
        call.writes
    }),
    ("410", "The person whom this is about was erased", |call| {
        call.writes && call.has_id
    }),
];

/// What of a call decides how it may be answered.
struct KnownCall {
    writes: bool,
    has_body: bool,
    has_id: bool,
}

/// Says what is true of every call.
pub fn completed(document: &utoipa::openapi::OpenApi) -> Value {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    for (shape, example) in bodies::examples() {
        if let Some(schema) = document["components"]["schemas"].get_mut(shape) {
            schema["example"] = example;
        }
    }
    let problem = json!({"$ref": SHAPE});
    let Some(paths) = document["paths"].as_object_mut() else {
        return document;
    };
    for (path, item) in paths {
        for method in METHODS {
            if let Some(call) = item.get_mut(method).and_then(Value::as_object_mut) {
                complete(path, method, call, &problem);
            }
        }
    }
    document
}

fn complete(path: &str, method: &str, call: &mut Map<String, Value>, problem: &Value) {
    let known = KnownCall {
        writes: method != "get",
        has_body: call.contains_key("requestBody"),
        has_id: path.contains('{'),
    };
    name(call);
    let tag = call.get("tags").and_then(|tags| tags[0].as_str());
    if tag.is_some_and(|tag| ADMINISTRATIVE.contains(&tag)) {
        let security = || json!([{"token": ["administration"]}]);
        call.entry("security").or_insert_with(security);
    }
    let responses = call.entry("responses").or_insert_with(|| json!({}));
    for (status, meaning, _) in EVERYWHERE.iter().filter(|(.., holds)| holds(&known)) {
        if responses[status].is_null() {
            responses[status] =
                json!({"description": meaning, "content": {PROBLEM: {"schema": problem}}});
        }
    }
    for (status, response) in responses.as_object_mut().into_iter().flatten() {
        told_as_problem(status, response, problem);
    }
    let parameters = call.entry("parameters").or_insert_with(|| json!([]));
    let Some(parameters) = parameters.as_array_mut() else {
        return;
    };
    for parameter in parameters.iter_mut() {
        if parameter["in"] == "query" && parameter["name"] == "limit" {
            parameter["schema"]["minimum"] = json!(1);
            parameter["schema"]["maximum"] = json!(500);
        }
        if parameter["name"] == "If-Match" {
            parameter["schema"]["pattern"] = json!("^\"[0-9]{1,18}\"$");
        }
    }
    if known.writes {
        parameters.push(json!({
            "name": "Idempotency-Key",
            "in": "header",
            "description": "1 to 255 printable ASCII characters: the same key and request get the same answer, once, for a day",
            "required": false,
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
        }));
    }
}

/// A fault has a body of its own kind, and a sentence of what it means.
fn told_as_problem(status: &str, response: &mut Value, problem: &Value) {
    if status.starts_with(['4', '5']) && response["content"].is_null() {
        response["content"] = json!({PROBLEM: {"schema": problem}});
    }
    if let Some(content) = response.get_mut("content").and_then(Value::as_object_mut)
        && content
            .get("application/json")
            .is_some_and(|body| body["schema"] == *problem)
        && let Some(body) = content.remove("application/json")
    {
        content.insert(PROBLEM.to_owned(), body);
    }
    // OpenAPI wants one of every answer, and utoipa leaves out what is empty.
    if response["description"].as_str().is_none_or(str::is_empty) {
        let usual = EVERYWHERE.iter().find(|(known, ..)| *known == status);
        response["description"] = json!(usual.map_or("It was done", |(_, meaning, _)| *meaning));
    }
}

/// Gives a call the name under which the client of JavaScript has it: its tag, and what it does there.
fn name(call: &mut Map<String, Value>) {
    let tag = call
        .get("tags")
        .and_then(|tags| tags[0].as_str())
        .unwrap_or("api")
        .to_owned();
    let Some(id) = call.get("operationId").and_then(Value::as_str) else {
        return;
    };
    if !id.contains('.') {
        let mut words = id.split('_');
        let mut does = words.next().unwrap_or_default().to_owned();
        for word in words {
            let (first, rest) = word.split_at(word.len().min(1));
            does += &first.to_ascii_uppercase();
            does += rest;
        }
        call.insert("operationId".to_owned(), json!(format!("{tag}.{does}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_named_by_its_tag_and_what_it_does() {
        let named = |id: &str| {
            let call = json!({"tags": ["contacts"], "operationId": id});
            let mut call = call.as_object().cloned().expect("an object");
            name(&mut call);
            call["operationId"].clone()
        };
        assert_eq!(named("list"), "contacts.list");
        assert_eq!(named("list_notes"), "contacts.listNotes");
        assert_eq!(named("merging.merge"), "merging.merge");
    }

    #[test]
    fn a_fault_is_told_as_a_problem() {
        let problem = json!({"$ref": "#/components/schemas/Problem"});
        let mut response =
            json!({"description": "", "content": {"application/json": {"schema": problem}}});
        told_as_problem("404", &mut response, &problem);
        assert_eq!(response["content"], json!({PROBLEM: {"schema": problem}}));
        assert_eq!(response["description"], "There is no such thing here");
        let mut response = json!({"content": {"application/json": {"schema": problem}}});
        told_as_problem("404", &mut response, &problem);
        assert_eq!(response["description"], "There is no such thing here");
    }
}
