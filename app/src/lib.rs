//! The application on both sides of the wire: the server renders it, the browser hydrates it.
#![recursion_limit = "512"]

include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

pub mod error;
#[cfg(feature = "ssr")]
pub mod model;
pub mod session;

use i18n::*;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};

/// The document around the page, written by the server only. It holds no inline script, so that the CSP can stay strict.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <HashedStylesheet options=options.clone() id="style"/>
                <MetaTags/>
                <script type="module" src="/pkg/start.js"></script>
            </head>
            <body><App/></body>
        </html>
    }
}

/// Every page and its address.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <I18nContextProvider>
            <Title text="External Contacts"/>
            <Router>
                <main>
                    <Routes fallback=|| view! { <p>"There is no such page."</p> }>
                        <Route path=path!("/") view=Home/>
                    </Routes>
                </main>
            </Router>
        </I18nContextProvider>
    }
}

#[component]
fn Home() -> impl IntoView {
    let i18n = use_i18n();
    let (n, set_n) = signal(0);
    view! { <h1>{t!(i18n, frame.product)}</h1><button on:click=move |_| set_n.update(|n| *n += 1)>{n}</button> }
}
