//! A secret that is shown this once, with a way to copy it.
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{badge::Tone, banner::Banner, copy::CopyButton},
};

/// The secret, and that nobody will see it again. `id` can take the focus.
#[component]
pub fn ShownSecret(
    id: &'static str,
    #[prop(into)] label: TextProp,
    secret: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let copied = secret.clone();
    view! {
        <Banner tone=Tone::Warning>{t!(i18n, settings.secret_once)}</Banner>
        <div class="shown-secret" id=id tabindex="-1" role="group" aria-label=move || label.get().to_string()>
            <code>{secret}</code>
            <CopyButton
                value=copied
                label=move || t_string!(i18n, settings.copy)
                done=move || t_string!(i18n, settings.copied)
            />
        </div>
    }
}
