//! The pages, as leptos renders them, and what each is rendered with; beside them the files that they send and fetch.
pub mod exports;
pub mod imports;

use std::sync::LazyLock;

use app::{
    model::{Database, staff::links},
    wire::live::Position,
};
use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::{Next, from_fn, from_fn_with_state},
    response::Response,
};
use leptos::{
    nonce::use_nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list,
    render_app_async_with_context,
};

use crate::{
    auth::sign_in,
    http::{audience::Audience, live::hub::Streams, security},
    state::ServerState,
};

/// The pages that a visitor may see without signing in. All others stand behind the sign-in.
const PUBLIC_PAGES: &[&str] = &["/", "/sign-in", "/check"];

/// The addresses of the pages. Found out once in a process: while leptos looks for them, resources that are first polled
/// anywhere in it wait for ever (leptos #4773).
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// The pages of the application, the server functions that they call, and what it says of any other address.
pub fn routes(state: &ServerState) -> Router<ServerState> {
    let options = state.options.clone();
    let shell = move || app::shell(options.clone());
    let is_public = |page: &AxumRouteListing| PUBLIC_PAGES.contains(&page.path());
    let (public, others): (Vec<_>, Vec<_>) = PAGES.iter().cloned().partition(is_public);
    let page = render_app_async_with_context(page_context, shell.clone());
    let installation = Extension(state.shared.installation.clone());
    Router::new()
        .leptos_routes_with_context(state, others, page_context, shell.clone())
        .route_layer(from_fn_with_state(state.clone(), note_position))
        .route_layer(from_fn(sign_in::require_staff))
        .leptos_routes_with_handler(public, page)
        .route_layer(from_fn_with_state(state.clone(), note_link))
        .fallback(render_app_async_with_context(no_page_context, shell))
        // Visitors, of whom nothing is known, are told what holds for all.
        .layer(installation)
}

/// The addresses of the pages, with what varies in braces.
pub fn addresses() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(AxumRouteListing::path)
}

/// Notes where a page stands in what happens before it reads anything: all that happens from then on is news to it.
async fn note_position(
    State(streams): State<Streams>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_page = request.method() == Method::GET;
    if is_page && let Some(position) = streams.position().await {
        request.extensions_mut().insert(position);
    }
    next.run(request).await
}

/// Notes whose password a link sets, for the sign-in page to say so.
async fn note_link(State(database): State<Database>, mut request: Request, next: Next) -> Response {
    if let Some(secret) = secret_of(&request) {
        match links::opened(&database, &secret).await {
            Ok(Some((_, holder))) => drop(request.extensions_mut().insert(holder)),
            Ok(None) => {}
            Err(error) => return Audience::of(&request).answer(error),
        }
    }
    next.run(request).await
}

/// What stands in the link that the sign-in page is asked for by.
fn secret_of(request: &Request) -> Option<String> {
    let address = Some(request.uri()).filter(|address| address.path() == "/sign-in")?;
    let mut pairs = form_urlencoded::parse(address.query()?.as_bytes());
    let (_, secret) = pairs.find(|(name, _)| name == "invited")?;
    Some(secret.into_owned())
}

/// What every page is rendered with: where it stands in what happens, as far as that is known, and the policy, which names
/// the nonce that leptos writes on its inline scripts.
fn page_context() {
    let position = use_context::<Parts>();
    let position = position.and_then(|parts| parts.extensions.get::<Position>().copied());
    if let Some(position) = position {
        provide_context(position);
    }
    if let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce())
        && let Ok(policy) = HeaderValue::try_from(security::content_security_policy(Some(&nonce)))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// … and one that says that there is no such page.
fn no_page_context() {
    page_context();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}
