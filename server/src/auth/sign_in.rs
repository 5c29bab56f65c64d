//! Signing in and out by plain forms, and who of the people is asking, by a session's cookie; programs are `bearer.rs`.
//! The answer to a wrong password and to an unknown address is the same, and takes as long.
use app::{
    api::live::Beat,
    error::Error,
    model::{
        Asker, Database,
        asker::Origin,
        first_hour, known_browsers, password,
        security_log::{self, SecurityEvent},
        staff::{self, Account, invitations, links},
        tokens,
    },
    who::{Role, Who},
    wire::staff::StaffDraft,
};
use axum::{
    Extension, Form, Router,
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use leptos::server_fn::ServerFn;
use serde::Deserialize;
use tower_http::limit::RequestBodyLimitLayer;
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};
use uuid::Uuid;

use super::{
    attempts::{Attempts, Name},
    bearer::{ask_for_token, program},
    browser_session::BrowserSession,
    session_store::{PgSessions, unused},
};
use crate::{
    config::Settings,
    http::{audience::Audience, live, security::ClientAddress},
    state::ServerState,
};

/// Where somebody lands who asked for no page in particular.
const HOME: &str = "/contacts";

/// Where the first Administrator of an installation lands that has nothing in it yet.
const WELCOME: &str = "/welcome";

/// The most bytes of a form here: strangers send them, and many half of one.
const FORM_BYTES: usize = 8 * 1024;

/// What pages ask by themselves, whether or not anybody is at them: a stream is opened again whenever it breaks off.
const BY_THEMSELVES: [&str; 2] = [Beat::PATH, live::PATH];

/// The addresses of the forms.
pub fn routes() -> Router<ServerState> {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/sign-in/first", post(first))
        .route("/sign-in/invited", post(invited))
        .layer(RequestBodyLimitLayer::new(FORM_BYTES))
        .layer(Extension(Attempts::default()))
        .route("/sign-out", post(sign_out))
}

/// The sessions of people, by a cookie that scripts cannot read and other sites cannot send along.
pub fn sessions(settings: &Settings, database: Database) -> SessionManagerLayer<PgSessions> {
    let https = settings.is_https();
    SessionManagerLayer::new(PgSessions {
        database,
        lifetime: settings.lifetime(),
    })
    // The prefix makes browsers insist on TLS, this host and no other path; without TLS they would refuse it.
    .with_name(if https { "__Host-session" } else { "session" })
    .with_secure(https)
    .with_same_site(SameSite::Lax)
    .with_expiry(Expiry::OnSessionEnd)
}

/// Finds out who sends a request by its cookies, and leaves it for handlers and server functions to take.
pub async fn identify(
    State(state): State<ServerState>,
    session: BrowserSession,
    mut request: Request,
    next: Next,
) -> Response {
    let whose = match BY_THEMSELVES.contains(&request.uri().path()) {
        true => unused(session.whose()).await,
        false => session.whose().await,
    };
    let who = match whose {
        Ok(Some((id, here))) => {
            request.extensions_mut().insert(here);
            request.extensions_mut().insert(session.hand_over());
            staff::who(&state.database, id).await
        }
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match who {
        Ok(Some(who)) => {
            state.asks(&mut request, who, Origin::Page);
        }
        Ok(None) => {}
        Err(error) => return Audience::of(&request).answer(error),
    }
    next.run(request).await
}

/// Sends a visitor who has not signed in from a page to the sign-in page and back; a server function answers 401.
pub async fn require_staff(
    asker: Option<Extension<Asker>>,
    request: Request,
    next: Next,
) -> Response {
    if asker.is_some() {
        return next.run(request).await;
    }
    let audience = Audience::of(&request);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if audience == Audience::Page || !reads {
        return audience.answer(Error::SignedOut);
    }
    first_sign_in(&request)
}

/// Lets in whoever is signed in, and programs with any token; a person is sent to sign in first.
pub async fn require_anybody(
    State(database): State<Database>,
    asker: Option<Extension<Asker>>,
    request: Request,
    next: Next,
) -> Response {
    let known = match asker {
        Some(_) => Ok(true),
        None => program(&database, request.headers())
            .await
            .map(|who| who.is_some()),
    };
    match known {
        Ok(true) => next.run(request).await,
        Ok(false) if Audience::of(&request) == Audience::Person => first_sign_in(&request),
        Ok(false) => ask_for_token(request.headers()),
        Err(error) => error.into_response(),
    }
}

/// Sends somebody to the sign-in page, and from there back.
fn first_sign_in(request: &Request) -> Response {
    let wanted = request.uri().path_and_query();
    see(&[("next", wanted.map_or(HOME, |path| path.as_str()))])
}

/// What the sign-in form sends.
#[derive(Deserialize)]
pub struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`: lets somebody in and sends them to the page they asked for.
pub async fn sign_in(
    State(database): State<Database>,
    Extension(attempts): Extension<Attempts>,
    client: ClientAddress,
    session: BrowserSession,
    Form(form): Form<SignIn>,
) -> Response {
    let refuse = |problem| see(&[("problem", problem), ("next", &form.next)]);
    let browser = session.browser();
    let names = match &browser {
        Some(browser) if is_known(&database, browser, &form.email).await => {
            vec![Name::browser(browser, &form.email)]
        }
        _ => std::iter::once(Name::account(&form.email))
            .chain(client.own().map(Name::address))
            .collect(),
    };
    let attempt = match attempts.begin(names) {
        Ok(attempt) => attempt,
        Err(too_many) => {
            if too_many.first {
                note(
                    &database,
                    SecurityEvent::SignInHeldBack,
                    &form.email,
                    client,
                )
                .await;
            }
            return refuse("wait");
        }
    };
    match evaluate(&database, &form.email, form.password.clone()).await {
        Ok(Some(account)) => {
            attempt.give_back();
            if session.let_in(account.id).await.is_err() {
                return refuse("unavailable");
            }
            // A password that was taken away while it was looked at has ended all sessions but this one.
            if !account.is_still(&database, &form.email).await {
                let _ = session.let_out().await;
                return refuse("wrong");
            }
            know(&database, &session, browser, account.id).await;
            Redirect::to(inside(&form.next)).into_response()
        }
        Ok(None) => {
            note(&database, SecurityEvent::SignInRefused, &form.email, client).await;
            refuse("wrong")
        }
        Err(_) => {
            // Nobody looked at the password: while the database is away, trying again shuts nobody out.
            attempt.give_back();
            refuse("unavailable")
        }
    }
}

/// Whether a browser has signed in to this account before; where that cannot be found out, it is a stranger.
async fn is_known(database: &Database, browser: &[u8], email: &str) -> bool {
    let known = known_browsers::knows(database, browser, email).await;
    known.unwrap_or(false)
}

/// Knows a browser again that has just signed in. One that is not known has lost nothing but that.
async fn know(database: &Database, session: &BrowserSession, before: Option<Vec<u8>>, id: Uuid) {
    let remembered = known_browsers::remember(database, before, session.know_browser(), id).await;
    if let Err(error) = remembered {
        tracing::warn!(%error, "a browser that signed in will not be known again");
    }
}

/// Writes down that somebody was kept out; they are told in any case.
async fn note(database: &Database, event: SecurityEvent, email: &str, client: ClientAddress) {
    let address = client.address;
    tracing::info!(%address, "sign-in refused");
    if let Err(error) = security_log::refused(database, event, email, address).await {
        tracing::warn!(%error, "a refused sign-in is missing in the security log");
    }
}

async fn evaluate(
    database: &Database,
    email: &str,
    password: String,
) -> Result<Option<Account>, Error> {
    let account = staff::account(database, email).await?;
    let hash = account
        .as_ref()
        .and_then(|known| known.password_hash.clone());
    let is_right = password::is_right(password, hash).await?;
    Ok(account.filter(|_| is_right))
}

/// What the form behind the one-time link sends.
#[derive(Deserialize)]
pub struct First {
    first: String,
    name: String,
    email: String,
    password: String,
}

/// `POST /sign-in/first`: makes the first Administrator for whoever holds the link printed at start, and lets them in.
pub async fn first(
    State(database): State<Database>,
    Extension(attempts): Extension<Attempts>,
    client: ClientAddress,
    session: BrowserSession,
    Form(form): Form<First>,
) -> Response {
    // The link holds 256 random bits, so that strangers need no common limit, which would only shut its owner out.
    let Ok(attempt) = attempts.begin(client.own().map(Name::address).into_iter().collect()) else {
        return see(&[("problem", "wait")]);
    };
    let made = async {
        if !tokens::is_invited(&database, &form.first).await? {
            return Ok(None);
        }
        let draft = StaffDraft::new(&form.name, &form.email, Role::Administrator);
        let holder = Asker::here(database.clone(), Who::Operator).at(client.address);
        let made = staff::add_first(&holder, draft, form.password.clone()).await?;
        tokens::uninvite(&holder).await?;
        let Some(staff) = made else { return Ok(None) };
        let landing = match first_hour::get(&holder).await?.is_due() {
            true => WELCOME,
            false => HOME,
        };
        Ok::<_, Error>(Some((staff, landing)))
    };
    match made.await {
        Ok(Some((staff, landing))) => {
            attempt.give_back();
            let_in(&database, &session, staff.id, landing).await
        }
        Ok(None) => see(&[("problem", "spent")]),
        Err(error) => {
            attempt.give_back();
            see(&[
                ("first", form.first.as_str()),
                ("problem", wrong_field(&error)),
            ])
        }
    }
}

/// Lets in whoever came by a link, whose browser is known from now on, and sends them on.
async fn let_in(
    database: &Database,
    session: &BrowserSession,
    id: Uuid,
    landing: &str,
) -> Response {
    if session.let_in(id).await.is_err() {
        return see(&[("problem", "unavailable")]);
    }
    know(database, session, session.browser(), id).await;
    Redirect::to(landing).into_response()
}

/// Which field of a form behind a link is wrong, or that nothing can be made of it now.
fn wrong_field(error: &Error) -> &str {
    match error {
        Error::Invalid(problems) => problems
            .first()
            .map_or("", |problem| problem.column.as_str()),
        _ => "unavailable",
    }
}

/// What the form behind a link sends that lets the holder of an account set its password.
#[derive(Deserialize)]
pub struct SetPassword {
    invited: String,
    #[serde(default)]
    name: String,
    password: String,
}

/// `POST /sign-in/invited`: sets the password of an account for whoever holds its link, and lets them in.
pub async fn invited(
    State(database): State<Database>,
    Extension(attempts): Extension<Attempts>,
    client: ClientAddress,
    session: BrowserSession,
    Form(form): Form<SetPassword>,
) -> Response {
    // As behind the link of the first Administrator.
    let Ok(attempt) = attempts.begin(client.own().map(Name::address).into_iter().collect()) else {
        return see(&[("invited", form.invited.as_str()), ("problem", "wait")]);
    };
    let work = async {
        let Some((id, known)) = links::opened(&database, &form.invited).await? else {
            return Ok(None);
        };
        let Some(who) = staff::who(&database, id).await? else {
            return Ok(None);
        };
        let holder = Asker::here(database.clone(), who).at(client.address);
        let password = form.password.clone();
        let accepted = invitations::accept(&holder, &form.invited, &known, &form.name, password);
        Ok::<_, Error>(accepted.await?.then_some(id))
    };
    match work.await {
        Ok(Some(id)) => {
            attempt.give_back();
            let_in(&database, &session, id, HOME).await
        }
        // Wrong, used, replaced or run out: nobody is told which.
        Ok(None) | Err(Error::SignedOut) => see(&[("problem", "ended")]),
        Err(error) => {
            attempt.give_back();
            see(&[
                ("invited", form.invited.as_str()),
                ("problem", wrong_field(&error)),
            ])
        }
    }
}

/// `POST /sign-out`: ends the session here and in the database.
pub async fn sign_out(session: BrowserSession) -> Response {
    match session.let_out().await {
        Ok(()) => ([("clear-site-data", "\"cache\"")], Redirect::to("/sign-in")).into_response(),
        Err(error) => error.into_response(),
    }
}

/// Only a path of this very site: no scheme, no other host, none of the spellings that browsers read as one.
fn inside(next: &str) -> &str {
    let path = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n', '\t']);
    if path && next.is_ascii() { next } else { HOME }
}

/// To the sign-in page, which says why.
fn see(query: &[(&str, &str)]) -> Response {
    let mut address = "/sign-in".to_owned();
    for (separator, (key, value)) in std::iter::once('?')
        .chain(std::iter::repeat('&'))
        .zip(query.iter().filter(|(_, value)| !value.is_empty()))
    {
        address.push(separator);
        address.push_str(key);
        address.push('=');
        address.extend(form_urlencoded::byte_serialize(value.as_bytes()));
    }
    Redirect::to(&address).into_response()
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn the_next_page_is_always_one_of_this_site() {
        for good in ["/contacts", "/contacts?search=%E9%99%B3", "/imports#top"] {
            assert_eq!(inside(good), good);
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil",
            "/陳",
        ] {
            assert_eq!(inside(bad), "/contacts");
        }
    }
}
