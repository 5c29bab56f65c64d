//! A place where somebody is signed in, as they see it themselves, and as an Administrator sees it.
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{
        badge::{Badge, Tone},
        icon::Icon,
        when::When,
    },
    values::words::I18n,
    wire::account::Session,
};

/// What a place is called: its browser and its system, as far as they are known.
pub fn place_name(i18n: I18n, session: &Session) -> impl Fn() -> String + Clone + use<> {
    let (browser, system) = (session.browser.clone(), session.system.clone());
    move || match (browser.as_str(), system.as_str()) {
        ("", "") => t_string!(i18n, account.unknown).to_owned(),
        ("", one) | (one, "") => one.to_owned(),
        (browser, system) => format!("{browser} · {system}"),
    }
}

/// One place, with what can be done about it at its end.
pub fn place(i18n: I18n, session: Session, action: Option<AnyView>) -> AnyView {
    let called = place_name(i18n, &session);
    let Session {
        current,
        system,
        address,
        since,
        seen,
        ..
    } = session;
    let hand = matches!(system.as_str(), "Android" | "iPhone" | "iPad");
    let icon = match hand {
        true => icondata_lu::LuSmartphone,
        false => icondata_lu::LuMonitor,
    };
    let language = Signal::derive(move || i18n.get_locale().as_str());
    view! {
        <li>
            <Icon icon/>
            <div class="what">
                <p class="name">
                    <span>{called}</span>
                    {current.then(|| view! { <Badge tone=Tone::Success>{t!(i18n, account.current)}</Badge> })}
                </p>
                <p class="hint">
                    {(!address.is_empty()).then(|| view! { <bdi>{address}</bdi> " · " })}
                    {t!(i18n, account.since)} " " <When at=since language/>
                    {(!current).then(|| view! { " · " {t!(i18n, account.seen)} " " <When at=seen language/> })}
                </p>
            </div>
            {action}
        </li>
    }
    .into_any()
}
