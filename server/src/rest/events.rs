//! `/events`: what happened, for programs that follow it, in the bodies of the webhooks; and what the description says of
//! those.
use app::{
    error::Error,
    model::{Asker, feed},
    wire::{
        events::{EventBody, EventData, EventKind, EventPage},
        live::Position,
    },
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use contact::{Contact, ContactId, Draft};
use serde::Deserialize;
use utoipa::{
    IntoParams, Modify,
    openapi::{
        ContentBuilder, Object, OpenApi, PathItem, Paths, PathsBuilder, Ref, Required, Type,
        path::{HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        response::ResponseBuilder,
        security::SecurityRequirement,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::answer::{self, ProblemDocument, refused};
use crate::{
    http::extract::{Json, Query},
    state::ServerState,
};

/// How many there are on a page where nobody says it.
const USUAL: u16 = 100;

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new().routes(routes!(list))
}

/// From where on what happened is asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FollowedFrom {
    /// The `position` of the answer before, or of an event. Absent: from now on, so that the answer is empty and says where to
    /// begin
    #[param(value_type = Option<String>)]
    after: Option<Position>,
    /// 1 to 500, default 100. A merge is two events with one position, which stand on one page, if need be as one more
    limit: Option<u16>,
}

/// What happened, the oldest first: every change in the order in which it could first be read, in the bodies of the webhooks
///
/// Whoever goes on behind the last event, or better behind the `position` of the answer, misses nothing, however late it was
/// written, and sees nothing twice. What imports wrote comes one by one. A note or a proposal is an update of its contact with
/// `note`, `proposal` or `proposed_by` among `changed`. What happened can be asked for for 30 days.
#[utoipa::path(get, path = "/events", tag = "events", security(("token" = ["contacts:read"])), params(FollowedFrom), responses(
    (status = 200, body = EventPage),
    (status = 400, body = ProblemDocument),
    (status = 410, body = ProblemDocument, description = "too_old: what came after this position is not kept any more, or it was never given out. Read all contacts, and go on from the position that the feed gives without `after`, asked for before"),
))]
async fn list(asker: Asker, Query(asked): Query<FollowedFrom>) -> Result<Response, Error> {
    let limit = answer::page_length(asked.limit, USUAL)?;
    let page = feed::page(&asker, asked.after, limit).await?;
    Ok(match page {
        Some(page) => Json(page).into_response(),
        None => {
            let detail = "What came after this position is not kept any more, or it was never given out. Ask for /events \
                          without after, read all contacts, and go on from the position that you were given.";
            refused(StatusCode::GONE, "too_old", detail)
        }
    })
}

/// What is sent to the addresses that are registered, for the description.
pub struct WebhookSection;

impl Modify for WebhookSection {
    fn modify(&self, document: &mut OpenApi) {
        let kinds = EventKind::ALL.iter();
        let sent = kinds.fold(PathsBuilder::new(), |paths, kind| {
            paths.path(
                kind.as_str(),
                PathItem::new(HttpMethod::Post, delivery(*kind)),
            )
        });
        let sent: Paths = sent.build();
        document.webhooks = Some(sent);
    }
}

/// How one kind of event is sent.
fn delivery(kind: EventKind) -> Operation {
    let body = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("EventBody")))
        .example(serde_json::to_value(example(kind)).ok())
        .build();
    let body = RequestBodyBuilder::new()
        .content("application/json", body)
        .required(Some(Required::True));
    OperationBuilder::new()
        .tag("webhooks")
        .operation_id(Some(format!("webhook {}", kind.as_str())))
        .summary(Some(summary(kind)))
        .description(Some(
            "Sent to each address that is registered for this type, by Standard Webhooks 1.0: in order for each contact, at \
             least once, again for three days until it is taken.",
        ))
        .parameter(header(
            "webhook-id",
            "The same however often this is sent again",
            "msg_2Zx8vQ0b7kPq1uL5",
        ))
        .parameter(header(
            "webhook-timestamp",
            "When this attempt was made, in seconds since 1970",
            "1764489600",
        ))
        .parameter(header(
            "webhook-signature",
            "Of id, timestamp and body, joined by dots; several with a space between while a secret is renewed",
            "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
        ))
        .request_body(Some(body.build()))
        .response("2XX", answered("It was taken"))
        .response("410", answered("Nothing more is sent to this address"))
        .response("default", answered("It is sent again later"))
        .securities(Some(Vec::<SecurityRequirement>::new()))
        .build()
}

/// What an endpoint may be told of this kind.
fn example(kind: EventKind) -> EventBody {
    let at: DateTime<Utc> = "2025-11-28T12:00:00Z".parse().unwrap_or_default();
    let id = |number: u128| Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 + number);
    let contact = Contact {
        id: ContactId(id(0)),
        version: 7,
        draft: Draft {
            last_name: "Chan".to_owned(),
            company: "Acme".to_owned(),
            ..Draft::default()
        },
        other_first_names: Vec::new(),
        other_last_names: Vec::new(),
        created_at: at,
        updated_at: at,
    };
    let (subject, changed): (Uuid, &[&str]) = match kind {
        EventKind::ContactCreated => (id(0), &["company", "last_name"]),
        EventKind::ContactUpdated => (id(0), &["company"]),
        EventKind::ContactMerged | EventKind::ContactUnmerged => (id(0), &["phones"]),
        EventKind::ContactDeleted | EventKind::ContactRestored | EventKind::ContactErased => {
            (id(0), &[])
        }
        EventKind::ImportFinished => (id(1), &[]),
        EventKind::EnquiryMapped => (id(2), &[]),
    };
    let (is_known, is_there) = match kind {
        EventKind::ContactErased | EventKind::ImportFinished => (false, false),
        EventKind::ContactDeleted => (true, false),
        _ => (true, true),
    };
    let (actor, source) = match kind {
        EventKind::ContactErased => ("", ""),
        EventKind::ImportFinished => ("Grace Ho", "import"),
        EventKind::EnquiryMapped => ("Grace Ho", "enquiry"),
        EventKind::ContactMerged | EventKind::ContactUnmerged => ("Grace Ho", "merge"),
        _ => ("Grace Ho", "edit"),
    };
    EventBody {
        r#type: kind,
        timestamp: at,
        position: Position {
            epoch: 1,
            number: 204,
        },
        data: EventData {
            id: subject,
            version: is_known.then_some(contact.version),
            changed: changed.iter().map(|field| (*field).to_owned()).collect(),
            contact: is_there.then(|| Box::new(contact)),
            actor: actor.to_owned(),
            source: source.to_owned(),
        },
    }
}

fn header(name: &str, description: &str, example: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(Object::with_type(Type::String)))
        .example(Some(example.into()))
        .build()
}

fn answered(means: &str) -> ResponseBuilder {
    ResponseBuilder::new().description(means)
}

fn summary(kind: EventKind) -> &'static str {
    match kind {
        EventKind::ContactCreated => "A contact was created",
        EventKind::ContactUpdated => "A contact was changed, or what is kept beside it",
        EventKind::ContactDeleted => "A contact was put into the bin; contact is null",
        EventKind::ContactRestored => "A contact was taken out of the bin",
        EventKind::ContactMerged => {
            "Two contacts were merged: one event of each, with one position; contact is null of the one that is gone"
        }
        EventKind::ContactUnmerged => "A merge was undone: one event of each contact",
        EventKind::ContactErased => "A contact was erased, of whom only the id is told",
        EventKind::ImportFinished => {
            "An import is over, was refused, or was taken back: id is that of the import, and GET /imports/{id} says by its \
             status what became of it"
        }
        EventKind::EnquiryMapped => {
            "An enquiry was given to a contact: id is that of the enquiry, contact the one that it belongs to"
        }
    }
}
