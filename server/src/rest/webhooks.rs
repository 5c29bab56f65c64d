//! `/webhooks`: the endpoints that are told what happens, and their deliveries.
use app::{
    error::{Error, FieldProblem},
    model::{Asker, webhooks},
    wire::webhooks::{
        DeliveryQuery, DeliveryState, Replay, Webhook, WebhookChange, WebhookDelivery,
        WebhookDraft, WebhookSecret,
    },
};
use axum::{Json as Answer, http::StatusCode};
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    answer::{ListPage, ProblemDocument, created, deleted, page_length},
    paging::{CursorMark, ListOrder, PageAsked},
};
use crate::{
    http::extract::{Json, Path, Query},
    state::ServerState,
};

/// The routes of this room.
pub fn routes() -> OpenApiRouter<ServerState> {
    OpenApiRouter::new()
        .routes(routes!(list, register))
        .routes(routes!(get, change, delete))
        .routes(routes!(deliveries))
        .routes(routes!(replay))
        .routes(routes!(renew_secret))
}

/// How many deliveries stand on a page, unless something else is asked for.
const PAGE: u16 = 50;

/// What is sent once more, as it comes: a body without either says what it lacks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplaySent {
    #[serde(default)]
    delivery: Option<Uuid>,
    #[serde(default)]
    since: Option<DateTime<Utc>>,
}

impl ReplaySent {
    fn replay(self) -> Result<Replay, Error> {
        let sentence = match (self.delivery, self.since) {
            (Some(delivery), None) => return Ok(Replay::Delivery(delivery)),
            (None, Some(since)) => return Ok(Replay::Since(since)),
            (None, None) => "Neither delivery nor since is there",
            (Some(_), Some(_)) => "Both delivery and since are there",
        };
        let sentence = format!(
            "{sentence}: send delivery with the id of one delivery, or since with a time from which on all is sent again."
        );
        let problem = FieldProblem::new("malformed", "delivery", sentence);
        Err(Error::Invalid(vec![problem]))
    }
}

/// How many are sent again.
#[derive(Serialize, ToSchema)]
struct Replayed {
    deliveries: u64,
}

/// Which deliveries are read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DeliveryFilter {
    /// Only those that stand so
    state: Option<DeliveryState>,
    /// 1 to 500, default 50
    limit: Option<u16>,
    /// next_cursor of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// Lists all endpoints, the oldest first
#[utoipa::path(get, path = "/webhooks", tag = "webhooks", params(PageAsked),
    responses((status = 200, body = ListPage<Webhook>), (status = 400, body = ProblemDocument)))]
async fn list(
    asker: Asker,
    Query(asked): Query<PageAsked>,
) -> Result<Json<ListPage<Webhook>>, Error> {
    let all = webhooks::list(&asker).await?;
    // An id made later is greater.
    let page = asked.of("webhooks", ListOrder::Rising, all, |webhook| {
        (webhook.id.to_string(), webhook.id.to_string())
    });
    Ok(Json(page?))
}

/// Registers an endpoint, after its address has answered a challenge. The secret is shown this once
///
/// The challenge is a POST of `{"type":"webhook.challenge","challenge":"…"}`, to be answered with 200 and the same value.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", request_body = WebhookDraft, responses(
    (status = 201, body = WebhookSecret),
    (status = 409, body = ProblemDocument, description = "There are as many as there may be"),
    (status = 422, body = ProblemDocument, description = "The address may not be posted to, or did not answer the challenge"),
))]
async fn register(
    asker: Asker,
    Json(draft): Json<WebhookDraft>,
) -> Result<(StatusCode, Answer<WebhookSecret>), Error> {
    created(webhooks::register(&asker, draft).await)
}

/// Reads an endpoint
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", params(("id" = Uuid, Path)),
    responses((status = 200, body = Webhook), (status = 404, body = ProblemDocument)))]
async fn get(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<Webhook>, Error> {
    Ok(Json(webhooks::get(&asker, id).await?))
}

/// Changes an endpoint, pauses it or lets it go on. Another address, and one that was disabled, is challenged again
#[utoipa::path(patch, path = "/webhooks/{id}", tag = "webhooks", params(("id" = Uuid, Path)), request_body = WebhookChange,
    responses(
    (status = 200, body = Webhook),
    (status = 404, body = ProblemDocument),
    (status = 409, body = ProblemDocument, description = "It was disabled meanwhile"),
    (status = 422, body = ProblemDocument, description = "The address may not be posted to, or did not answer the challenge"),
))]
async fn change(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(change): Json<WebhookChange>,
) -> Result<Json<Webhook>, Error> {
    Ok(Json(webhooks::change(&asker, id, change).await?))
}

/// Deletes an endpoint and all that was to be told to it
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = ProblemDocument)))]
async fn delete(asker: Asker, Path(id): Path<Uuid>) -> Result<StatusCode, Error> {
    deleted(webhooks::delete(&asker, id).await)
}

/// Lists what was sent to an endpoint in the last thirty days, the newest first
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks", params(("id" = Uuid, Path), DeliveryFilter),
    responses(
    (status = 200, body = ListPage<WebhookDelivery>),
    (status = 400, body = ProblemDocument),
    (status = 404, body = ProblemDocument),
))]
async fn deliveries(
    asker: Asker,
    Path(id): Path<Uuid>,
    Query(ask): Query<DeliveryFilter>,
) -> Result<Json<ListPage<WebhookDelivery>>, Error> {
    let mark = CursorMark::of(&("deliveries", id, ask.state));
    let place: Option<String> = mark.place(ask.cursor.as_deref())?;
    let query = DeliveryQuery {
        state: ask.state,
        limit: Some(page_length(ask.limit, PAGE)?),
        cursor: place.map(Bounded::own),
    };
    let page = webhooks::deliveries(&asker, id, query).await?;
    Ok(Json(ListPage {
        items: page.items,
        total: page.total,
        next_cursor: mark.written(page.next_cursor),
    }))
}

/// Sends one delivery once more, or all that happened from a time on: under the ids that they had
#[utoipa::path(post, path = "/webhooks/{id}/replay", tag = "webhooks", params(("id" = Uuid, Path)), request_body = Replay,
    responses(
    (status = 200, body = Replayed),
    (status = 404, body = ProblemDocument),
    (status = 422, body = ProblemDocument, description = "It is too long ago, or too much happened since"),
))]
async fn replay(
    asker: Asker,
    Path(id): Path<Uuid>,
    Json(what): Json<ReplaySent>,
) -> Result<Json<Replayed>, Error> {
    let deliveries = webhooks::replay(&asker, id, what.replay()?).await?;
    Ok(Json(Replayed { deliveries }))
}

/// Makes a new secret and shows it, this once. The one before signs along for a day
#[utoipa::path(post, path = "/webhooks/{id}/secret", tag = "webhooks", params(("id" = Uuid, Path)), responses(
    (status = 200, body = WebhookSecret),
    (status = 404, body = ProblemDocument),
))]
async fn renew_secret(asker: Asker, Path(id): Path<Uuid>) -> Result<Json<WebhookSecret>, Error> {
    Ok(Json(webhooks::renew_secret(&asker, id).await?))
}
