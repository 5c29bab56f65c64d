//! A link that was just made, to be copied and handed over: it is shown this once.
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{badge::Tone, banner::Banner, copy::CopyButton, field::TextField, when::local_day_words},
    values::words::I18n,
    wire::roster::{AccountLink, LinkPurpose},
};

/// The link with its button, and until when it opens. Only a browser shows it, which knows by which name the server is known.
pub fn shown_link(i18n: I18n, link: AccountLink) -> AnyView {
    let AccountLink {
        email,
        purpose,
        secret,
        expires_at,
        ..
    } = link;
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}/sign-in?invited={secret}");
    let words = move || match purpose {
        LinkPurpose::Invitation => t_string!(i18n, staff.link_invites, email = email.clone()),
        LinkPurpose::Reset => t_string!(i18n, staff.link_resets, email = email.clone()),
    };
    let until = move || {
        let day = local_day_words(expires_at, i18n.get_locale().as_str());
        t_string!(i18n, staff.link_until, day = day)
    };
    view! {
        <Banner tone=Tone::Success>{words} " " {until}</Banner>
        <div class="made-link">
            <TextField
                id="made-link"
                label=move || t_string!(i18n, staff.link)
                readonly=true
                value=RwSignal::new(address.clone())
            />
            <CopyButton
                value=address
                label=move || t_string!(i18n, staff.copy)
                done=move || t_string!(i18n, staff.copied)
            />
        </div>
    }
    .into_any()
}
