//! Signing in and out by plain forms, and who is asking: a session's cookie for people, a bearer token for programs.
//! The answer to a wrong password and to an unknown address is the same, and takes as long.
use app::{
    api::staff::StaffDraft,
    error::Error,
    model::{Store, password, staff, tokens},
    session::{Role, Who},
};
use axum::{
    Extension, Form,
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};
use uuid::Uuid;

use crate::{
    attempts::Attempts, config::Settings, door::Door, security::ClientAddress,
    session_store::PgSessions, told::Reader,
};

/// Where somebody lands who asked for no page in particular.
const HOME: &str = "/contacts";

/// The sessions of people, by a cookie that scripts cannot read and other sites cannot send along.
pub fn sessions(settings: &Settings, store: Store) -> SessionManagerLayer<PgSessions> {
    let https = settings.is_https();
    SessionManagerLayer::new(PgSessions {
        store,
        lifetime: settings.lifetime(),
    })
    // The prefix makes browsers insist on TLS, this host and no other path; without TLS they would refuse it.
    .with_name(if https { "__Host-session" } else { "session" })
    .with_secure(https)
    .with_same_site(SameSite::Lax)
    .with_expiry(Expiry::OnSessionEnd)
}

/// Finds out who sends a request by its cookies, and leaves it for handlers and server functions to take.
pub async fn identify(store: Store, door: Door, mut request: Request, next: Next) -> Response {
    let who = match door.whose().await {
        Ok(Some((id, here))) => {
            request.extensions_mut().insert(here);
            staff::who(&store, id).await
        }
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match who {
        Ok(Some(who)) => {
            store.asked_by(&who);
            request.extensions_mut().insert(who);
        }
        Ok(None) => {}
        Err(error) => return Reader::of(&request).told(error),
    }
    next.run(request).await
}

/// Sends a visitor who has not signed in from a page to the sign-in page and back; a server function answers 401.
pub async fn require_staff(
    State(public): State<&'static [&'static str]>,
    who: Option<Extension<Who>>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if who.is_some() || public.contains(&path) {
        return next.run(request).await;
    }
    let reader = Reader::of(&request);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reader == Reader::ServerFunction || !reads {
        return reader.told(Error::SignedOut);
    }
    let wanted = request
        .uri()
        .path_and_query()
        .map_or(HOME, |path| path.as_str());
    see(&[("next", wanted)])
}

/// Finds out which program sends a request, by its token; without one there is no way in.
pub async fn require_token(store: Store, mut request: Request, next: Next) -> Response {
    let secret = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, secret)| secret.trim().to_owned());
    let who = match secret {
        Some(secret) => tokens::who(&store, &secret).await,
        None => Ok(None),
    };
    match who {
        Ok(Some(who)) => {
            store.asked_by(&who);
            request.extensions_mut().insert(who);
            next.run(request).await
        }
        Ok(None) => {
            let mut response = Error::SignedOut.into_response();
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            response
        }
        Err(error) => error.into_response(),
    }
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
    store: Store,
    State(attempts): State<Attempts>,
    ClientAddress(address): ClientAddress,
    door: Door,
    Form(form): Form<SignIn>,
) -> Response {
    let refuse = |problem| see(&[("problem", problem), ("next", &form.next)]);
    let Some(attempt) = attempts.begin(&form.email, address) else {
        return refuse("wait");
    };
    match evaluate(&store, &form.email, form.password.clone()).await {
        Ok(Some(id)) => {
            attempt.succeeded();
            match door.let_in(id).await {
                Ok(()) => Redirect::to(inside(&form.next)).into_response(),
                Err(_) => refuse("unavailable"),
            }
        }
        Ok(None) => {
            tracing::info!(%address, "sign-in refused");
            refuse("wrong")
        }
        Err(_) => refuse("unavailable"),
    }
}

async fn evaluate(store: &Store, email: &str, password: String) -> Result<Option<Uuid>, Error> {
    let account = staff::account(store, email).await?;
    let (id, hash) = account.map_or((None, None), |account| {
        (Some(account.id), account.password_hash)
    });
    Ok(if password::is_right(password, hash).await? {
        id
    } else {
        None
    })
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
    store: Store,
    State(attempts): State<Attempts>,
    ClientAddress(address): ClientAddress,
    door: Door,
    Form(form): Form<First>,
) -> Response {
    let Some(attempt) = attempts.begin("", address) else {
        return see(&[("problem", "wait")]);
    };
    let made = async {
        if !tokens::is_invited(&store, &form.first).await? {
            return Ok(None);
        }
        let draft = StaffDraft::new(&form.name, &form.email, Role::Administrator);
        let made = staff::add_first(&store, draft, form.password.clone()).await?;
        tokens::uninvite(&store).await?;
        Ok::<_, Error>(made)
    };
    match made.await {
        Ok(Some(staff)) => {
            attempt.succeeded();
            match door.let_in(staff.id).await {
                Ok(()) => Redirect::to(HOME).into_response(),
                Err(_) => see(&[("problem", "unavailable")]),
            }
        }
        Ok(None) => see(&[("problem", "spent")]),
        Err(Error::Invalid(problems)) => {
            attempt.succeeded();
            let column = problems
                .first()
                .map_or("", |problem| problem.column.as_str());
            see(&[("first", form.first.as_str()), ("problem", column)])
        }
        Err(_) => see(&[("first", form.first.as_str()), ("problem", "unavailable")]),
    }
}

/// `POST /sign-out`: ends the session here and in the database.
pub async fn sign_out(door: Door) -> Response {
    match door.let_out().await {
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
