//! The question before something is done that cannot be taken back.
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{
        button::{Button, Look},
        dialog::Dialog,
    },
};

/// Asks before it is done. Whoever asks closes it afterwards.
#[component]
pub fn SureQuestion(
    id: &'static str,
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    /// The word on the button that does it.
    #[prop(into)]
    button: TextProp,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
    /// What it is about, above the text.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (text, button) = (StoredValue::new(text), StoredValue::new(button));
    let children = StoredValue::new(children);
    let footer = move || {
        view! {
            <Button autofocus=true on_press=move || open.set(false)>{t!(i18n, frame.cancel)}</Button>
            <Button look=Look::Danger busy=busy on_press=on_confirm>
                {move || button.with_value(TextProp::get)}
            </Button>
        }
    };
    view! {
        <Dialog id=id open=open title=title footer=footer>
            {children.with_value(|children| children.as_ref().map(|children| children()))}
            <p>{move || text.with_value(TextProp::get)}</p>
        </Dialog>
    }
}
