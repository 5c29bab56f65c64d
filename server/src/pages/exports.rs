//! Files of contacts on their way out: Contact.csv, streamed as it is read, and template.csv. The page and the API come
//! through here; the command line (`command/export.rs`) writes the same bytes.
use app::{
    error::Error,
    model::{Asker, exports, fields},
};
use axum::{
    Form, Router,
    body::Body,
    extract::{Query as Parameters, State},
    http::{HeaderValue, header},
    middleware::from_fn,
    response::{IntoResponse, Response},
    routing::get,
};
use contact::{
    export,
    query::{Query, selection::Selection},
    template,
};
use futures::{TryStreamExt, stream::poll_fn};
use serde::Deserialize;

use crate::{
    http::{audience, spool::Spool},
    state::ServerState,
};

/// The addresses that the pages link to.
pub fn routes() -> Router<ServerState> {
    let download = async |asker: Asker,
                          spool: State<Spool>,
                          Parameters(pairs): Parameters<Vec<(String, String)>>| {
        contacts(asker, spool, pairs).await
    };
    Router::new()
        .route("/contacts/export", get(download).post(selected))
        .route(
            "/imports/template",
            get(async |asker: Asker| template(asker).await),
        )
        .layer(from_fn(audience::as_everywhere))
}

/// What the form of the list sends: the contacts that are ticked, more than an address can name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ticked {
    /// Ids, separated by commas.
    ids: String,
}

async fn selected(
    asker: Asker,
    spool: State<Spool>,
    Form(Ticked { ids }): Form<Ticked>,
) -> Response {
    match ids.split(',').map(str::parse).collect() {
        Ok(ids) => answer(asker, spool, Selection::These(ids)).await,
        Err(_) => Error::Refused("ids: they must be ids of contacts.".to_owned()).into_response(),
    }
}

/// Answers with Contact.csv of the contacts that a query finds, all pages of it.
pub async fn contacts(asker: Asker, spool: State<Spool>, pairs: Vec<(String, String)>) -> Response {
    match Query::read(pairs) {
        Ok(query) => answer(asker, spool, Selection::All(Box::new(query))).await,
        Err(sentence) => Error::Refused(sentence).into_response(),
    }
}

async fn answer(asker: Asker, State(spool): State<Spool>, selection: Selection) -> Response {
    let body = async {
        let exports::Download {
            mut chunks,
            under_way,
        } = exports::contacts(&asker, &selection).await?;
        let bytes = poll_fn(move |context| chunks.poll_recv(context));
        let bytes = bytes.map_ok(|chunk| chunk.bytes.into());
        spool.send(bytes, under_way).await
    };
    match body.await {
        Ok(body) => file(export::FILE_NAME, body),
        Err(error) => error.into_response(),
    }
}

/// Answers with template.csv.
pub async fn template(asker: Asker) -> Response {
    match fields::list(&asker).await {
        Ok(fields) => file(template::FILE_NAME, template::template(&fields)),
        Err(error) => error.into_response(),
    }
}

fn file(name: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
