//! The application on both sides of the wire: the server renders it, the browser hydrates it.
#![recursion_limit = "512"]

pub mod account;
pub mod administer;
pub mod api;
pub mod browser;
pub mod enquiries;
pub mod error;
pub mod frame;
pub mod i18n;
pub mod import;
pub mod keys;
pub mod later;
pub mod leave;
pub mod list;
pub mod live;
pub mod merge;
#[cfg(feature = "ssr")]
pub mod model;
pub mod numbers;
pub mod organise;
pub mod page;
pub mod palette;
#[cfg(feature = "ssr")]
pub mod panel;
pub mod parts;
pub mod rail;
pub mod record;
pub mod request;
pub mod settings;
pub mod sign_in;
pub mod trail;
pub mod ui;
pub mod values;
pub mod who;
pub mod wire;
pub mod workspace;

use i18n::*;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Redirect, Route, Router},
    location::RequestUrl,
    path,
};

use crate::{
    browser::{
        connection::Connection,
        preference::{Theme, languages},
    },
    enquiries::address::EnquiryTrail,
    frame::Frame,
    import::desk::Desk,
    later::later,
    leave::Guard,
    list::{bulk::Bulks, page::List},
    live::Followers,
    merge::merges::Merges,
    numbers::Numbers,
    parts::{
        AdministerPart, EnquiriesPart, ImportPart, OrganisePart, PagePart, RecordPart,
        administer_part, enquiries_part, import_part, organise_part, record_part,
    },
    request::stands_at,
    sign_in::SignIn,
    trail::Trail,
    ui::{
        button::{LinkButton, Look},
        dialog::Windows,
        empty::Empty,
        title::DocumentTitle,
        toast::Toasts,
        when::Clock,
    },
    values::{calls::Calls, names},
};

/// The document around the page, written by the server only. It holds no inline script, so that the CSP can stay strict.
/// Language and theme are right from the first byte; `I18nContextProvider` adds `lang` and `dir`. Where somebody is signed
/// in, it says from where on they are to hear what happens.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let package = |file: &str| format!("/{}/{file}", options.site_pkg_dir);
    let path = use_context::<RequestUrl>();
    let part = path.and_then(|url| PagePart::of(url.as_ref().split('?').next()?));
    view! {
        <!DOCTYPE html>
        <html data-theme=Theme::now().as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" id="style" href=package("external-contacts.css")/>
                <link rel="preload" href=package("external-contacts.wasm") r#as="fetch" type="application/wasm" crossorigin=""/>
                {part.map(|part| view! {
                    <link rel="preload" href=package(part.file()) r#as="fetch" type="application/wasm" crossorigin=""/>
                })}
                <link rel="modulepreload" href=package("external-contacts.js")/>
                <link rel="modulepreload" href=package("__wasm_split.js")/>
                <script type="module" src=package("start.js")></script>
                {stands_at().map(|(position, who)| view! {
                    <meta name="live" content=position.to_string() data-who=who.to_string()/>
                    <script type="module" fetchpriority="low" src=package("live.js")></script>
                })}
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

/// Every page and its address. Each is rendered whole (`SsrMode::Async`), so that it can be read before the wasm is there
/// and needs no inline script to fill in.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Toasts::provide();
    Connection::provide();
    Followers::provide();
    Windows::provide();
    Desk::provide();
    Clock::provide();
    Merges::provide();
    Trail::provide();
    EnquiryTrail::provide();
    Bulks::provide();
    names::take_over();
    Guard::provide();
    Numbers::provide();
    Calls::provide();
    view! {
        <I18nContextProvider ssr_lang_header_getter=languages()>
            <Title formatter=title/>
            <Router>
                <Frame>
                    <FlatRoutes fallback=NoPage>
                        <Route path=path!("/") view=|| view! { <Redirect path="/contacts"/> } ssr=SsrMode::Async/>
                        <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                        <Route path=path!("/contacts") view=List ssr=SsrMode::Async/>
                        <Route path=path!("/contacts/import") view=later!(import_part(ImportPart::Import)) ssr=SsrMode::Async/>
                        <Route path=path!("/contacts/new") view=later!(record_part(RecordPart::New)) ssr=SsrMode::Async/>
                        <Route path=path!("/contacts/:id") view=later!(record_part(RecordPart::Contact)) ssr=SsrMode::Async/>
                        <Route path=path!("/duplicates") view=later!(record_part(RecordPart::Duplicates)) ssr=SsrMode::Async/>
                        <Route path=path!("/imports") view=later!(import_part(ImportPart::History)) ssr=SsrMode::Async/>
                        <Route path=path!("/labels") view=later!(organise_part(OrganisePart::Labels)) ssr=SsrMode::Async/>
                        <Route path=path!("/fields") view=later!(organise_part(OrganisePart::Fields)) ssr=SsrMode::Async/>
                        <Route path=path!("/bin") view=later!(organise_part(OrganisePart::Bin)) ssr=SsrMode::Async/>
                        <Route path=path!("/enquiries") view=later!(enquiries_part(EnquiriesPart::Overview)) ssr=SsrMode::Async/>
                        <Route path=path!("/enquiries/centre") view=later!(enquiries_part(EnquiriesPart::Centre)) ssr=SsrMode::Async/>
                        <Route path=path!("/enquiries/reports") view=later!(enquiries_part(EnquiriesPart::Reports)) ssr=SsrMode::Async/>
                        <Route path=path!("/enquiries/recent") view=later!(enquiries_part(EnquiriesPart::Recent)) ssr=SsrMode::Async/>
                        <Route path=path!("/enquiries/:id/transcript") view=later!(record_part(RecordPart::Transcript)) ssr=SsrMode::Async/>
                        <Route path=path!("/workspace/contacts") view=later!(organise_part(OrganisePart::Workspace)) ssr=SsrMode::Async/>
                        <Route path=path!("/account") view=later!(organise_part(OrganisePart::Account)) ssr=SsrMode::Async/>
                        <Route path=path!("/staff") view=later!(administer_part(AdministerPart::Staff)) ssr=SsrMode::Async/>
                        <Route path=path!("/settings") view=later!(administer_part(AdministerPart::Tokens)) ssr=SsrMode::Async/>
                        <Route path=path!("/settings/panel") view=later!(administer_part(AdministerPart::Panel)) ssr=SsrMode::Async/>
                        <Route path=path!("/settings/webhooks") view=later!(administer_part(AdministerPart::Webhooks)) ssr=SsrMode::Async/>
                        <Route path=path!("/settings/rules") view=later!(administer_part(AdministerPart::Rules)) ssr=SsrMode::Async/>
                        <Route path=path!("/settings/permissions") view=later!(administer_part(AdministerPart::Permissions)) ssr=SsrMode::Async/>
                        <Route path=path!("/settings/log") view=later!(administer_part(AdministerPart::Log)) ssr=SsrMode::Async/>
                        <Route path=path!("/settings/health") view=later!(administer_part(AdministerPart::Health)) ssr=SsrMode::Async/>
                        <Route path=path!("/welcome") view=later!(administer_part(AdministerPart::FirstHour)) ssr=SsrMode::Async/>
                        <Route path=path!("/enquiries/:id") view=later!(record_part(RecordPart::Room)) ssr=SsrMode::Async/>
                        <Route path=path!("/enquiries/:id/visitor") view=later!(record_part(RecordPart::Visitor)) ssr=SsrMode::Async/>
                        <Route path=path!("/check") view=later!(import_part(ImportPart::Check)) ssr=SsrMode::Async/>
                    </FlatRoutes>
                </Frame>
            </Router>
        </I18nContextProvider>
    }
}

/// What the document is called. Every title goes through here, and leptos_meta writes it into the head as it is, so the
/// server escapes it; the browser sets it as text.
fn title(page: String) -> String {
    const PRODUCT: &str = "External Contacts";
    if page.is_empty() || page == PRODUCT {
        return PRODUCT.to_owned();
    }
    #[cfg(feature = "ssr")]
    let page = html_escape::encode_text(&page);
    format!("{page} · {PRODUCT}")
}

/// The answer to an address that is none of ours.
#[component]
fn NoPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <DocumentTitle text=move || t_string!(i18n, frame.no_page)/>
        <main id="main" tabindex="-1">
            <Empty
                icon=icondata_lu::LuSearch
                title=move || t_string!(i18n, frame.no_page)
                text=move || t_string!(i18n, frame.no_page_text)
            >
                <LinkButton look=Look::Primary href="/contacts".to_owned()>{t!(i18n, frame.to_contacts)}</LinkButton>
            </Empty>
        </main>
    }
}
