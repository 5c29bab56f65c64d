//! Letting a person in and out: a session of tower-sessions, and its key. The key is 256 random bits in a cookie of its
//! own, because the ids of tower-sessions have only 128. The session holds the key's hash, and is nobody's without the key.
use std::sync::Arc;

use app::{
    error::Error,
    model::sessions::{
        ADDRESS, BROWSER, KEY,
        key::{Here, Key},
    },
    request::HandOver,
};
use axum::{
    extract::{FromRequestParts, State},
    http::{HeaderMap, header},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use tower_cookies::{Cookie, Cookies, cookie::SameSite};
use tower_sessions::{Session, session};
use uuid::Uuid;

use super::session_store::STAFF;
use crate::{config::Settings, http::security::ClientAddress};

/// The most characters that are kept of what a browser says it is.
const LONGEST_NAME: usize = 300;

/// The session of a request, with the cookies that open it.
#[derive(FromRequestParts)]
#[from_request(state(crate::state::ServerState))]
pub struct BrowserSession {
    session: Session,
    cookies: Cookies,
    address: ClientAddress,
    headers: HeaderMap,
    #[from_request(via(State))]
    settings: Arc<Settings>,
}

impl BrowserSession {
    /// Lets somebody in under a new id and a new key, so that one planted beforehand is worth nothing.
    pub async fn let_in(&self, staff: Uuid) -> Result<(), Error> {
        let key = Key::new();
        let work = async {
            self.session.cycle_id().await?;
            self.session.insert(STAFF, staff).await?;
            self.session.insert(KEY, Key::opens(&key.0).0).await?;
            self.session.insert(BROWSER, self.called()).await?;
            let address = self.address.address.to_string();
            self.session.insert(ADDRESS, address).await?;
            self.session.save().await
        };
        work.await.map_err(Error::unavailable)?;
        self.cookies.add(self.cookie(key.0));
        Ok(())
    }

    /// Gives the browser a new key, for a session that is opened by no other from now on.
    pub fn hand_over(&self) -> HandOver {
        let (cookies, empty) = (self.cookies.clone(), self.cookie(String::new()));
        HandOver(Arc::new(move |key| {
            let mut cookie = empty.clone();
            cookie.set_value(key.0);
            cookies.add(cookie);
        }))
    }

    /// What the browser says it is, for its owner to know it again.
    fn called(&self) -> String {
        let said = self.headers.get(header::USER_AGENT);
        let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
        said.chars().take(LONGEST_NAME).collect()
    }

    /// The browser of a request, if it shows that it has signed in here before.
    pub fn browser(&self) -> Option<Vec<u8>> {
        let shown = self.cookies.get(self.browser_name())?;
        Some(Sha256::digest(shown.value()).to_vec())
    }

    /// Gives the browser a new cookie by which it is known for a year; answers what to keep of it.
    pub fn know_browser(&self) -> Vec<u8> {
        let bits: [u8; 32] = rand::random();
        let value = BASE64_URL_SAFE_NO_PAD.encode(bits);
        let hash = Sha256::digest(&value).to_vec();
        let mut cookie = self.cookie(value);
        cookie.set_name(self.browser_name());
        cookie.set_max_age(time::Duration::days(365));
        self.cookies.add(cookie);
        hash
    }

    /// Who was let in, and into which session, if the request shows its key.
    pub async fn whose(&self) -> Result<Option<(Uuid, Here)>, Error> {
        let shown = self.cookies.get(self.name());
        let Some(here) = shown.map(|key| Key::opens(key.value())) else {
            return Ok(None);
        };
        let held = async {
            let key = self.session.get::<String>(KEY).await?;
            let staff = self.session.get(STAFF).await?;
            Ok(staff
                .filter(|_| key.as_ref() == Some(&here.0))
                .map(|staff| (staff, here)))
        };
        held.await
            .map_err(|error: session::Error| Error::unavailable(error))
    }

    /// Ends the session, here and in the database.
    pub async fn let_out(&self) -> Result<(), Error> {
        self.session.flush().await.map_err(Error::unavailable)?;
        self.cookies.remove(self.cookie(String::new()));
        Ok(())
    }

    /// The cookie of a key, kept as the session's own is.
    fn cookie(&self, key: String) -> Cookie<'static> {
        Cookie::build((self.name(), key))
            .path("/")
            .http_only(true)
            .secure(self.settings.is_https())
            .same_site(SameSite::Lax)
            .build()
    }

    fn browser_name(&self) -> &'static str {
        if self.settings.is_https() {
            "__Host-signed-in-before"
        } else {
            "signed-in-before"
        }
    }

    fn name(&self) -> &'static str {
        if self.settings.is_https() {
            "__Host-session-key"
        } else {
            "session-key"
        }
    }
}
