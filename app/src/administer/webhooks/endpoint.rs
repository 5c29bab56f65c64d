//! One endpoint, opened: how it stands and why, what can be done about it, and its deliveries.
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    deliveries::Deliveries,
    state::{HookAddress, HookQuestion, HooksState},
    words::{hook_badge, told},
};
use crate::{
    i18n::*,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
        empty::Empty,
        focus::focus_soon,
        when::{Ahead, Lasting},
    },
    wire::webhooks::{Webhook, WebhookState},
};

/// The id of the heading, where whoever opens an endpoint begins.
const NAME: &str = "endpoint-name";

/// The endpoint that the address names, or that there is none.
#[component]
pub fn OpenedEndpoint(id: Uuid, address: HookAddress, state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let found = Memo::new(move |_| {
        let is_it = |hook: &&Webhook| hook.id == id;
        state
            .listed
            .with(|listed| listed.iter().find(is_it).cloned())
    });
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    move || {
        is_there.track();
        match found.get_untracked() {
            Some(first) => view! { <EndpointSection first found address state/> }.into_any(),
            None => view! {
                <Empty
                    icon=icondata_lu::LuWebhook
                    title=move || t_string!(i18n, webhooks.missing)
                    text=move || t_string!(i18n, webhooks.missing_text)
                />
            }
            .into_any(),
        }
    }
}

/// An endpoint, as it stands by now.
#[component]
fn EndpointSection(
    first: Webhook,
    found: Memo<Option<Webhook>>,
    address: HookAddress,
    state: HooksState,
) -> impl IntoView {
    let i18n = state.i18n;
    let id = first.id;
    let hook = Memo::new(move |before: Option<&Webhook>| {
        let hook = found.get();
        hook.unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let is_first = Owner::current_shared_context().is_some_and(|page| page.during_hydration());
    Effect::new(move |_| {
        if !is_first {
            focus_soon(NAME.to_owned());
        }
    });
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(None));
    let what_it_is_told = move || {
        let words = hook.with(|hook| told(i18n, hook));
        t_string!(i18n, webhooks.told, types = words)
    };
    let one_by_one = move || {
        let words = match hook.with(|hook| hook.imports) {
            true => t_string!(i18n, webhooks.imports_on),
            false => t_string!(i18n, webhooks.imports_off),
        };
        view! { <p class="hint">{words}</p> }
    };
    view! {
        <section class="endpoint" aria-labelledby=NAME>
            <header>
                <h2 id=NAME tabindex="-1"><bdi>{move || hook.with(|hook| hook.url.clone())}</bdi></h2>
                {move || hook.with(|hook| hook_badge(i18n, hook))}
            </header>
            <p class="description"><bdi>{move || hook.with(|hook| hook.description.clone())}</bdi></p>
            <p class="hint">{what_it_is_told}</p>
            {one_by_one}
            {standing(state, hook, busy, refused)}
            <p class="error" role="alert">{move || refused.get()}</p>
            {buttons(state, hook, busy, refused)}
            <Deliveries endpoint=id standing=address.standing state/>
        </section>
    }
}

/// Why nothing is sent or delivered, and what to do about it; what else is to be known of the secret.
fn standing(
    state: HooksState,
    hook: Memo<Webhook>,
    busy: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
) -> AnyView {
    let i18n = state.i18n;
    let stands = Memo::new(move |_| hook.with(|hook| hook.state));
    let failing_since = Memo::new(move |_| hook.with(|hook| hook.failing_since));
    let is_unreadable = Memo::new(move |_| hook.with(|hook| hook.secret_unreadable));
    let old_until = Memo::new(move |_| hook.with(|hook| hook.old_secret_until));
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let again = move |words: &'static str| {
        let id = hook.with_untracked(|hook| hook.id);
        let action = move || {
            view! {
                <Button small=true busy=busy on_press=move || state.switch(id, true, busy, refused)>
                    {t!(i18n, webhooks.try_again)}
                </Button>
            }
        };
        view! {
            <Banner tone=Tone::Danger action=action>
                <p>{words}</p>
                <p class="hint">{t!(i18n, webhooks.try_again_hint)}</p>
            </Banner>
        }
        .into_any()
    };
    let stopped = move || match stands.get() {
        WebhookState::Gone => Some(again(t_string!(i18n, webhooks.gone_text))),
        WebhookState::Failed => Some(again(t_string!(i18n, webhooks.failed_text))),
        WebhookState::Paused => {
            Some(view! { <Banner><p>{t!(i18n, webhooks.paused_text)}</p></Banner> }.into_any())
        }
        WebhookState::Active => failing_since.get().map(|since| {
            view! {
                <Banner tone=Tone::Warning>
                    <p>{t!(i18n, webhooks.failing_since)} " " <Lasting since language/></p>
                    <p class="hint">{t!(i18n, webhooks.failing_text)}</p>
                </Banner>
            }
            .into_any()
        }),
    };
    let renew = move || {
        view! {
            <Button small=true on_press=move || ask(state, hook, HookQuestion::Renew)>
                {t!(i18n, webhooks.renew)}
            </Button>
        }
    };
    let unreadable = move || {
        is_unreadable.get().then(|| {
            view! { <Banner tone=Tone::Danger action=renew><p>{t!(i18n, webhooks.unreadable)}</p></Banner> }
        })
    };
    let old = move || {
        old_until.get().map(|until| {
            view! { <p class="hint">{t!(i18n, webhooks.old_secret)} " " <Ahead at=until language/></p> }
        })
    };
    view! {
        {stopped}
        {unreadable}
        {old}
    }
    .into_any()
}

/// Asks before something is done about an endpoint.
fn ask(state: HooksState, hook: Memo<Webhook>, question: HookQuestion) {
    state.asked.set(Some((question, hook.get_untracked())));
}

/// What can be done about an endpoint.
fn buttons(
    state: HooksState,
    hook: Memo<Webhook>,
    busy: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
) -> AnyView {
    let i18n = state.i18n;
    let id = hook.with_untracked(|hook| hook.id);
    let stands = Memo::new(move |_| hook.with(|hook| hook.state));
    let switch = move || {
        match stands.get() {
        WebhookState::Active => view! {
            <Button icon=icondata_lu::LuPause busy=busy on_press=move || state.switch(id, false, busy, refused)>
                {t!(i18n, webhooks.pause)}
            </Button>
        }
        .into_any(),
        WebhookState::Paused => view! {
            <Button icon=icondata_lu::LuPlay busy=busy on_press=move || state.switch(id, true, busy, refused)>
                {t!(i18n, webhooks.go_on)}
            </Button>
        }
        .into_any(),
        // Its banner offers to try again.
        WebhookState::Gone | WebhookState::Failed => ().into_any(),
    }
    };
    view! {
        <div class="buttons">
            <Button
                icon=icondata_lu::LuPencil
                on_press=move || state.edited.set(Some(Some(hook.get_untracked())))
            >
                {t!(i18n, webhooks.edit)}
            </Button>
            {switch}
            <Button icon=icondata_lu::LuKeyRound on_press=move || ask(state, hook, HookQuestion::Renew)>
                {t!(i18n, webhooks.renew)}
            </Button>
            <Button icon=icondata_lu::LuHistory on_press=move || state.repeated.set(Some(id))>
                {t!(i18n, webhooks.repeat)}
            </Button>
            <Button
                look=Look::Plain
                icon=icondata_lu::LuTrash2
                on_press=move || ask(state, hook, HookQuestion::Delete)
            >
                {t!(i18n, webhooks.delete)}
            </Button>
        </div>
    }
    .into_any()
}
