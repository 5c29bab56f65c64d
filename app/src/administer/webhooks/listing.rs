//! The list of endpoints: where each stands, and the way to its deliveries.
use leptos::prelude::*;

use super::{
    state::{HooksState, address_of},
    words::{hook_badge, told, waiting},
};
use crate::{
    i18n::*,
    ui::{
        button::{Button, Look},
        empty::Empty,
        icon::Icon,
        when::Lasting,
    },
    wire::webhooks::Webhook,
};

/// All endpoints, or what one is good for where there is none.
#[component]
pub fn EndpointList(state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let is_empty = Memo::new(move |_| state.listed.with(Vec::is_empty));
    move || {
        match is_empty.get() {
        true => view! {
            <Empty
                icon=icondata_lu::LuWebhook
                title=move || t_string!(i18n, webhooks.empty)
                text=move || t_string!(i18n, webhooks.empty_text)
            >
                <Button
                    look=Look::Primary
                    icon=icondata_lu::LuPlus
                    on_press=move || state.edited.set(Some(None))
                >
                    {t!(i18n, webhooks.add)}
                </Button>
            </Empty>
        }
        .into_any(),
        false => view! {
            <ul class="endpoints" role="list" aria-label=move || t_string!(i18n, webhooks.endpoints)>
                <For each=move || state.listed.get() key=|hook| hook.id let:first>
                    <EndpointLine first state/>
                </For>
            </ul>
        }
        .into_any(),
    }
    }
}

/// An endpoint, as it stands by now.
#[component]
fn EndpointLine(first: Webhook, state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let id = first.id;
    let hook = Memo::new(move |before: Option<&Webhook>| {
        let is_it = |hook: &&Webhook| hook.id == id;
        let found = state
            .listed
            .with(|listed| listed.iter().find(is_it).cloned());
        found.unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let description = move || hook.with(|hook| hook.description.clone());
    let failing = move || {
        hook.with(|hook| hook.failing_since).map(|since| {
            view! {
                <span class="failing">
                    {t!(i18n, webhooks.failing_since)} " " <Lasting since language/>
                </span>
            }
        })
    };
    let count = move || hook.with(|hook| waiting(i18n, hook.waiting));
    let unreadable = move || {
        hook.with(|hook| hook.secret_unreadable).then(|| {
            view! {
                <span class="failing">
                    <Icon icon=icondata_lu::LuTriangleAlert/>
                    {t!(i18n, webhooks.unreadable_short)}
                </span>
            }
        })
    };
    view! {
        <li>
            <div class="what">
                <a class="name" href=address_of(id, None)><bdi>{move || hook.with(|hook| hook.url.clone())}</bdi></a>
                <p class="description"><bdi>{description}</bdi></p>
                <p class="hint">{move || hook.with(|hook| told(i18n, hook))}</p>
            </div>
            <div class="standing">
                {move || hook.with(|hook| hook_badge(i18n, hook))}
                {failing}
                {unreadable}
                <span class="hint">{count}</span>
            </div>
        </li>
    }
}
