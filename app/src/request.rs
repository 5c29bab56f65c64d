//! What the request or the document that is being answered says of whoever asks.
use contact::{Country, Limits};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    who::Who,
    wire::{live::Position, roster::LinkHolder},
};

#[derive(Clone)]
struct SignedIn(Option<Who>);

/// What whoever is signed in is called, as far as the page knows: they may change it here.
#[derive(Clone, Copy)]
struct OwnName(RwSignal<String>);

/// Learns who asked for the document: the server from the request, the browser from the document. A sign-in or sign-out
/// loads the document anew.
pub fn learn_who() -> Option<Who> {
    let asked = || {
        #[cfg(feature = "ssr")]
        return asker().ok().map(|asker| asker.who);
        #[cfg(not(feature = "ssr"))]
        None
    };
    let who = SharedValue::new(asked).into_inner();
    let name = who.as_ref().map(|who: &Who| who.name().to_owned());
    provide_context(OwnName(RwSignal::new(name.unwrap_or_default())));
    provide_context(SignedIn(who.clone()));
    who
}

/// What whoever is signed in is called; blank for a visitor.
pub fn own_name() -> RwSignal<String> {
    expect_context::<OwnName>().0
}

#[derive(Clone)]
struct LinkOpened(Option<LinkHolder>);

/// Learns whose password the link sets that the document was asked for by: the server from the request, the browser from
/// the document.
pub fn learn_link_holder() {
    let asked = || {
        #[cfg(feature = "ssr")]
        return server::link_holder();
        #[cfg(not(feature = "ssr"))]
        None
    };
    provide_context(LinkOpened(SharedValue::new(asked).into_inner()));
}

/// Whose password the link sets that the document was asked for by; nothing where it opens nothing any more.
pub fn link_holder() -> Option<LinkHolder> {
    use_context::<LinkOpened>().and_then(|opened| opened.0)
}

/// What the pages say of what is set for all: for how many days a deleted contact can be restored, what a file may not
/// exceed, and the country whose code numbers most likely lack. The server knows it from its settings, the browser from the
/// document.
#[derive(Clone)]
struct SetForAll(u16, Limits, String);

/// Learns what is set for all.
pub fn learn_settings() {
    let asked = || -> (u16, Limits, String) {
        #[cfg(feature = "ssr")]
        return set_for_all().unwrap_or_default();
        #[cfg(not(feature = "ssr"))]
        Default::default()
    };
    let (days, limits, country) = SharedValue::new(asked).into_inner();
    provide_context(SetForAll(days, limits, country));
}

/// For how many days a deleted contact can be restored.
pub fn bin_days() -> u16 {
    use_context::<SetForAll>().map_or(0, |SetForAll(days, ..)| days)
}

/// What a file may not exceed.
pub fn file_limits() -> Limits {
    let known = use_context::<SetForAll>();
    known.map_or(Limits::MOST, |SetForAll(_, limits, _)| limits)
}

/// The country whose code phone numbers most likely lack.
pub fn usual_country() -> Option<Country> {
    let SetForAll(.., code) = use_context()?;
    Country::of_code(&code)
}

/// Who is signed in.
pub fn signed_in() -> Option<Who> {
    use_context::<SignedIn>().and_then(|signed_in| signed_in.0)
}

/// Up to where a document tells what happened, and to whom; nothing for a visitor. Known where the document is written.
pub fn stands_at() -> Option<(Position, Uuid)> {
    #[cfg(feature = "ssr")]
    let who = asker().ok().map(|asker| asker.who);
    #[cfg(not(feature = "ssr"))]
    let who = signed_in();
    Some((use_context()?, who?.staff_id()?))
}

#[cfg(feature = "ssr")]
use server::set_for_all;
#[cfg(feature = "ssr")]
pub use server::{HandOver, asker, files, hand_over, here};

#[cfg(feature = "ssr")]
mod server {
    use std::sync::Arc;

    use axum::{extract::FromRequestParts, http::request::Parts};
    use contact::{Country, Limits};

    use crate::{
        error::Error,
        model::{
            Asker,
            imports::Files,
            installation::effective::InstallationSettings,
            sessions::key::{Here, Key},
        },
        wire::roster::LinkHolder,
    };

    /// Who sent the request that is being answered; `SignedOut` for a visitor. For server functions and pages.
    pub fn asker() -> Result<Asker, Error> {
        from_context().ok_or(Error::SignedOut)
    }

    /// Which session sent the request that is being answered.
    pub fn here() -> Result<Here, Error> {
        from_context().ok_or(Error::SignedOut)
    }

    /// Whose password the link sets that the request was sent by.
    pub(super) fn link_holder() -> Option<LinkHolder> {
        from_context()
    }

    /// Where the server keeps the files of imports. For server functions.
    pub fn files() -> Result<Files, Error> {
        from_context().ok_or(Error::SignedOut)
    }

    /// What is set for all, for whoever asks for a page.
    pub(super) fn set_for_all() -> Option<(u16, Limits, String)> {
        let now = from_context::<InstallationSettings>()?.now();
        let country = now.usual_country.map(Country::code);
        Some((
            now.bin_days,
            now.limits,
            country.unwrap_or_default().to_owned(),
        ))
    }

    /// Gives the browser that is being answered a new key for its session.
    #[derive(Clone)]
    pub struct HandOver(pub Arc<dyn Fn(Key) + Send + Sync>);

    /// Gives the browser a new key with the answer. For server functions.
    pub fn hand_over(key: Key) -> Result<(), Error> {
        let HandOver(give) =
            from_context().ok_or_else(|| Error::broken("the router hands no keys over"))?;
        give(key);
        Ok(())
    }

    fn from_context<T: Clone + Send + Sync + 'static>() -> Option<T> {
        leptos::prelude::use_context::<Parts>()?
            .extensions
            .get::<T>()
            .cloned()
    }

    /// Plain routes and REST take who is asking as an argument.
    impl<S: Sync> FromRequestParts<S> for Asker {
        type Rejection = Error;

        async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
            let asker = parts.extensions.get::<Self>();
            asker.cloned().ok_or(Error::SignedOut)
        }
    }
}
