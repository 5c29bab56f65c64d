//! `Idempotency-Key`: a write that is sent again, because its answer was lost, gets the first answer and is not done
//! twice. The key is claimed in the write's own transaction; here is what HTTP sees of it.
use std::{sync::Arc, time::Duration};

use app::{
    error::Error,
    model::{
        Asker, Database,
        idempotency::{self, Earlier, KeptAnswer},
        keyed_request::KeyedRequest,
    },
};
use axum::{
    Extension,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use super::{answer::refused, seal::Seal};
use crate::{auth::bearer, config::BodyLimit};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// What of an answer is kept besides its body.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// What is kept of an answer besides its status.
#[derive(Serialize, Deserialize)]
struct Kept {
    headers: Vec<(String, String)>,
    body: String,
}

/// What is sent as an Idempotency-Key and is none.
pub struct NoKey;

impl IntoResponse for NoKey {
    fn into_response(self) -> Response {
        let detail = "An Idempotency-Key has 1 to 255 printable ASCII characters.";
        refused(StatusCode::BAD_REQUEST, "malformed", detail)
    }
}

/// A key is what can be printed of ASCII, as the description says.
fn is_key(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// The key that a request carries, if any.
pub fn key(headers: &HeaderMap) -> Result<Option<String>, NoKey> {
    let Some(key) = headers.get(&KEY) else {
        return Ok(None);
    };
    match key.to_str() {
        Ok(key) if is_key(key) => Ok(Some(key.to_owned())),
        _ => Err(NoKey),
    }
}

/// Carries out a write with a key at most once, whose body is no file: that is a stream that cannot be kept here.
pub async fn once(
    Extension(asker): Extension<Asker>,
    Extension(limit): Extension<BodyLimit>,
    State(database): State<Database>,
    request: Request,
    next: Next,
) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let key = match key(request.headers()) {
        Ok(Some(key)) if !reads => key,
        Err(no_key) if !reads => return no_key.into_response(),
        _ => return next.run(request).await,
    };
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, limit.0).await else {
        let too_large = StatusCode::PAYLOAD_TOO_LARGE;
        return refused(too_large, "too_large", &limit.exceeded());
    };
    // Nobody came as far as this without a token.
    let seal = Seal::of(bearer::bearer(&parts.headers).unwrap_or_default());
    let address = parts.uri.to_string();
    let request = seal.request([parts.method.as_str().as_bytes(), address.as_bytes(), &body]);
    let keyed = Arc::new(KeyedRequest::new(asker.who.id(), key, request));
    match earlier(&database, &keyed).await {
        Ok(Some(earlier)) => return again(&seal, &keyed, earlier),
        Ok(None) => {}
        Err(error) => return error.into_response(),
    }
    let mut request = Request::from_parts(parts, Body::from(body));
    request
        .extensions_mut()
        .insert(asker.under_key(keyed.clone()));
    let answer = next.run(request).await;
    finish(&database, &seal, keyed, &address, answer).await
}

/// Writes down what a write was answered; of two that ran at the same time the loser gets the winner's answer.
async fn finish(
    database: &Database,
    seal: &Seal,
    keyed: Arc<KeyedRequest>,
    asked: &str,
    response: Response,
) -> Response {
    if response.status() == StatusCode::CONFLICT
        && let Ok(Some(earlier)) = earlier(database, &keyed).await
    {
        return again(seal, &keyed, earlier);
    }
    if !response.status().is_success() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Error::broken("a success whose body ends early").into_response();
    };
    let headers = KEPT.iter().filter_map(|name| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    let text = String::from_utf8_lossy(&body).into_owned();
    let named = idempotency::named(asked).chain(idempotency::named(&text));
    let named = named.collect();
    let kept = Kept {
        headers: headers.collect(),
        body: text,
    };
    let kept = serde_json::to_vec(&kept).ok();
    if let Some(sealed) = kept.and_then(|kept| seal.close(&keyed.request, &kept)) {
        let answer = KeptAnswer {
            status: parts.status.as_u16(),
            sealed,
            named,
        };
        if let Err(error) = idempotency::keep(database, &keyed, answer).await {
            tracing::warn!(%error, "an answer under an Idempotency-Key was not kept");
        }
    }
    Response::from_parts(parts, Body::from(body))
}

/// What is known of a key; waits a moment for an answer that is just being written down.
async fn earlier(database: &Database, keyed: &KeyedRequest) -> Result<Option<Earlier>, Error> {
    for _ in 0..40 {
        match idempotency::find(database, keyed.owner, &keyed.key).await? {
            Some(Earlier { answer: None, .. }) => {
                tokio::time::sleep(Duration::from_millis(50)).await
            }
            known => return Ok(known),
        }
    }
    idempotency::find(database, keyed.owner, &keyed.key).await
}

/// Answers a request whose key is known.
fn again(seal: &Seal, keyed: &KeyedRequest, earlier: Earlier) -> Response {
    if earlier.request != keyed.request {
        return Error::KeyReused.into_response();
    }
    let answer = earlier.answer.and_then(|answer| {
        let kept = seal.open(&keyed.request, &answer.sealed)?;
        let kept: Kept = serde_json::from_slice(&kept).ok()?;
        Some((answer.status, kept))
    });
    let Some((status, Kept { headers, body })) = answer else {
        let detail = "This request was carried out, but its answer was lost. Look up what it made.";
        return refused(StatusCode::CONFLICT, "answer_lost", detail);
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
        .headers_mut()
        .insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}
