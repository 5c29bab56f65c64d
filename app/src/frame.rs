//! What stands around every page: the rail, the banner when the server is away, the questions that are asked over any
//! page, and the toasts. It knows the screens; no screen knows it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    administer::webhooks::alarm::EndpointAlarm,
    browser::connection::{Connection, use_connection},
    i18n::*,
    leave::question::LeaveQuestion,
    page::DownloadFrame,
    palette::Palette,
    rail::Rail,
    request::{learn_link_holder, learn_settings, learn_who},
    sign_in::SignInAgain,
    trail::follow_trail,
    ui::{button::Button, focus, icon::Icon, toast::ToastRegion},
    who::{Action, Who},
};

/// Puts the frame around the pages.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let who = learn_who();
    learn_settings();
    learn_link_holder();
    let member = who.is_some();
    let may_manage = |who: &Who| who.may(Action::ManageWebhooks).is_ok();
    let hears_of_endpoints = who.as_ref().is_some_and(may_manage);
    let connection = use_connection();
    follow_trail();
    focus::keep();
    let again = who.clone();
    view! {
        // Not by the address, which the router would change and move no focus.
        <a
            class="skip"
            href="#main"
            on:click=|event| {
                event.prevent_default();
                focus::focus_at("main");
            }
        >
            {t!(i18n, frame.skip)}
        </a>
        <div class="frame" class:bare=move || path.get() == "/sign-in">
            <Rail who/>
            <div class="page">
                <Broken/>
                <ConnectionBanner connection/>
                {hears_of_endpoints.then(|| view! { <EndpointAlarm/> })}
                {children()}
            </div>
        </div>
        {member.then(|| view! { <Palette/> <DownloadFrame/> })}
        {again.map(|who| view! { <SignInAgain who/> })}
        <LeaveQuestion/>
        <ToastRegion/>
    }
}

/// What `start.js` shows when the page's program has stopped: what was typed, if anything was, and a way on. It is written
/// beforehand, as nothing of the page can be relied on then.
#[component]
fn Broken() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="broken" id="broken" role="alert" hidden=true>
            <div class="banner danger">
                <Icon icon=icondata_lu::LuCircleAlert/>
                <div class="text">
                    <p class="title">{t!(i18n, desk.broken_title)}</p>
                    <p>{t!(i18n, desk.broken_text)}</p>
                    <div class="what-was-typed" hidden=true>
                        <p>{t!(i18n, desk.broken_below)}</p>
                        <textarea class="input" readonly=true aria-label=move || t_string!(i18n, desk.broken_typed)></textarea>
                    </div>
                </div>
                <button class="button secondary" type="button">{t!(i18n, desk.reload)}</button>
            </div>
        </div>
    }
}

#[component]
fn ConnectionBanner(connection: Connection) -> impl IntoView {
    let i18n = use_i18n();
    let offline = RwSignal::new(false);
    Effect::new(move |_| {
        let gone = window_event_listener_untyped("offline", move |_| offline.set(true));
        let back = window_event_listener_untyped("online", move |_| {
            offline.set(false);
            if connection.down.get_untracked() {
                connection.ask();
            }
        });
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    view! {
        <div class="connection" role="alert">
            {move || {
                let words = if offline.get() {
                    t_string!(i18n, frame.offline)
                } else if connection.down.get() {
                    t_string!(i18n, frame.server_down)
                } else {
                    return None;
                };
                Some(view! {
                    <div class="banner warning">
                        <Icon icon=icondata_lu::LuWifiOff/>
                        <div class="text">{words}</div>
                        <Button small=true on_press=move || connection.ask()>{t!(i18n, frame.retry)}</Button>
                    </div>
                })
            }}
        </div>
    }
}
