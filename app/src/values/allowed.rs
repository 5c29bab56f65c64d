//! What whoever is signed in may not do is in its place, disabled, with the reason: read off the function that decides.
use leptos::prelude::*;

use crate::{
    error::Error,
    i18n::*,
    page::report,
    request::signed_in,
    ui::button::RefusedButton,
    values::words::{I18n, language},
    who::Action,
};

/// Why whoever is signed in may not do it; nothing where they may.
pub fn refusal(action: Action) -> Option<Error> {
    signed_in().and_then(|who| who.may(action).err())
}

/// The reason in words.
pub fn refusal_words(i18n: I18n, action: Action, refusal: &Error) -> String {
    match (action, refusal) {
        (Action::ManageFields, Error::Forbidden) => {
            t_string!(i18n, desk.fields_read_only).to_owned()
        }
        _ => refusal.sentence(language(i18n)),
    }
}

/// The button or link inside, for those who may; for others a disabled button of the same icon and words.
#[component]
pub fn Allowed(
    action: Action,
    #[prop(optional)] small: bool,
    icon: icondata_core::Icon,
    /// What stands on the button.
    words: fn(I18n) -> &'static str,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(error) = refusal(action) else {
        return children().into_any();
    };
    let toasts = report().toasts;
    let why = move || refusal_words(i18n, action, &error);
    let said = why.clone();
    view! {
        <RefusedButton small icon why on_press=move || toasts.say(untrack(&said))>
            {move || words(i18n)}
        </RefusedButton>
    }
    .into_any()
}
