//! The way into the side panel: a ticket of the product that shows it is exchanged for a session, whose key the panel keeps in
//! memory and shows as `Authorization: Bearer KEY`. There is no cookie, so that no other site can send it along. The session
//! opens what belongs to one enquiry, and nothing outside of `/embed`.
use app::{
    error::Error,
    model::{asker::Origin, embed_sessions, installation::effective::EffectiveSettings},
    wire::panel::Ticket,
};
use axum::{
    Json,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::Utc;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{bearer::bearer, ticket};
use crate::state::ServerState;

/// The most bytes of a body that brings a ticket: strangers send them.
const BODY: usize = 8 * 1024;

/// The enquiry that a request of the panel is about: none before it was reported.
#[derive(Clone, Copy, Debug)]
pub struct EmbeddedIn(pub Option<Uuid>);

/// What the panel sends to be let in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShownTicket {
    ticket: String,
}

/// `POST /embed/session`: exchanges a ticket for a session. Whatever is wrong with it, the answer is the same. By the enquiry
/// that it says the panel knows a ticket of another conversation than the one that it asked for.
pub async fn begin(State(state): State<ServerState>, request: Request) -> Response {
    let settings = state.shared.installation.now();
    let Some(ticket) = shown(&settings, request).await else {
        return Error::SignedOut.into_response();
    };
    match embed_sessions::begin(&state.database, &ticket).await {
        Ok(Some(key)) => {
            let seconds = embed_sessions::SECONDS;
            let session = json!({"session": key.0, "enquiry": ticket.enquiry, "seconds": seconds});
            Json(session).into_response()
        }
        Ok(None) => Error::SignedOut.into_response(),
        Err(error) => error.into_response(),
    }
}

/// The good ticket that a request brings, if it does.
async fn shown(settings: &EffectiveSettings, request: Request) -> Option<Ticket> {
    let now = Utc::now();
    let keys = settings.panel_keys(now);
    if keys.is_empty() || is_long(request.headers()) {
        return None;
    }
    let body = to_bytes(request.into_body(), BODY).await.ok()?;
    let ShownTicket { ticket } = serde_json::from_slice(&body).ok()?;
    // For a day after a renewal the key before is good too.
    let mut keys = keys.iter();
    keys.find_map(|key| ticket::read(key.as_str(), &ticket, now))
}

/// Whether a body is said to be longer than one that is read.
fn is_long(headers: &HeaderMap) -> bool {
    let said = headers.get(header::CONTENT_LENGTH);
    let said = said.and_then(|said| said.to_str().ok()?.parse::<u64>().ok());
    said.is_some_and(|said| said > BODY as u64)
}

/// Finds out whose panel sends a request, and beside which enquiry; without a session there is no way in.
pub async fn identify(
    State(state): State<ServerState>,
    mut request: Request,
    next: Next,
) -> Response {
    let opened = match bearer(request.headers()) {
        Some(key) => embed_sessions::opened(&state.database, key).await,
        None => Ok(None),
    };
    match opened {
        Ok(Some(opened)) => {
            request.extensions_mut().insert(opened.session);
            request.extensions_mut().insert(EmbeddedIn(opened.reported));
            state.asks(&mut request, opened.who, Origin::Page);
            next.run(request).await
        }
        Ok(None) => Error::SignedOut.into_response(),
        Err(error) => error.into_response(),
    }
}
