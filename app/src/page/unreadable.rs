//! What stands where something cannot be read.
use leptos::prelude::*;

use super::unread;
use crate::{
    error::Error,
    i18n::*,
    ui::{button::Button, empty::Empty},
};

/// Says why, and offers another try, unless that would change nothing; as children, what else can be done.
#[component]
pub fn Unreadable(
    #[prop(into)] title: TextProp,
    error: Error,
    again: Option<Callback<()>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = unread(&error);
    view! {
        <Empty icon=icondata_lu::LuCircleAlert title=title text=text>
            {again.map(|again| view! { <Button on_press=again>{t!(i18n, frame.retry)}</Button> })}
            {children.map(|children| children())}
        </Empty>
    }
}
