//! How the state of an account is called, in the list and in the window of its holder.
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{
        badge::{Badge, Tone},
        when::local_day_words,
    },
    values::words::I18n,
    wire::roster::{AccountState, LinkPurpose, StaffEntry},
};

/// What a state is called among the choices of the list.
pub fn state_name(i18n: I18n, state: AccountState) -> &'static str {
    match state {
        AccountState::Active => t_string!(i18n, staff.active),
        AccountState::Invited => t_string!(i18n, staff.not_yet_in),
        AccountState::Closed => t_string!(i18n, staff.closed),
    }
}

/// The state of an account as a mark: of one without a password, whether there is a link for it, and until when.
pub fn state_words(i18n: I18n, entry: &StaffEntry) -> AnyView {
    let link = entry.link;
    let state = entry.state;
    let tone = match (state, link) {
        (AccountState::Active, _) => Tone::Success,
        (AccountState::Invited, Some(_)) => Tone::Accent,
        (AccountState::Invited, None) => Tone::Warning,
        (AccountState::Closed, _) => Tone::Neutral,
    };
    let words = move || match (state, link.map(|link| link.purpose)) {
        (AccountState::Invited, Some(LinkPurpose::Invitation)) => t_string!(i18n, staff.invited),
        (AccountState::Invited, Some(LinkPurpose::Reset)) => t_string!(i18n, staff.being_reset),
        _ => state_name(i18n, state),
    };
    // The browser's zone decides which day that is, so that only a browser says it.
    let is_alive = RwSignal::new(false);
    Effect::new(move |_| is_alive.set(true));
    let until = move || {
        let link = link.filter(|_| is_alive.get())?;
        let day = local_day_words(link.expires_at, i18n.get_locale().as_str());
        let words = t_string!(i18n, staff.link_until, day = day);
        Some(view! { <span class="hint">{words}</span> })
    };
    view! {
        <span class="state"><Badge tone=tone>{words}</Badge> {until}</span>
    }
    .into_any()
}
