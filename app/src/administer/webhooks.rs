//! `/settings/webhooks`: the endpoints that are told what happens, and what became of each delivery. The page looks now and
//! then what there is by then, for as long as somebody is at it.
pub mod alarm;
mod deliveries;
mod delivery;
mod editing;
mod endpoint;
mod listing;
mod questions;
mod repeat;
mod secret;
mod shown;
mod state;
mod types;
mod words;

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use self::{
    editing::HookWindow,
    endpoint::OpenedEndpoint,
    listing::EndpointList,
    questions::HookQuestions,
    repeat::RepeatWindow,
    secret::SecretWindow,
    state::{ADDRESS, HookAddress, HooksState, now_and_then},
};
use super::navigation::SettingsNavigation;
use crate::{
    api::webhooks,
    i18n::*,
    page::{Back, Page, unread},
    request::signed_in,
    ui::{
        badge::Tone,
        banner::Banner,
        button::{Button, Look},
    },
    who::Action,
    wire::webhooks::WebhookState,
};

/// The endpoints that are told what happens, or the one that is opened.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    let state = HooksState::of_page();
    let i18n = state.i18n;
    let address = HookAddress::of_page();
    let may_manage = signed_in().is_some_and(|who| who.may(Action::ManageWebhooks).is_ok());
    let first = Resource::new(|| (), |()| webhooks::list());
    let is_opened = Memo::new(move |_| address.endpoint.with(Option::is_some));
    let before = move || {
        view! {
            <Show when=move || is_opened.get()>
                <Back to=ADDRESS.to_owned() label=move || t_string!(i18n, webhooks.back)/>
            </Show>
        }
    };
    let actions = move || {
        may_manage.then(|| view! {
            <Button look=Look::Primary icon=icondata_lu::LuPlus on_press=move || state.edited.set(Some(None))>
                {t!(i18n, webhooks.add)}
            </Button>
        })
    };
    view! {
        <Page title=move || t_string!(i18n, webhooks.title) before=before actions=actions>
            <SettingsNavigation/>
            <div class="webhooks">
                <Transition>
                    {move || Suspend::new(async move {
                        match first.await {
                            Ok(listed) => {
                                state.listed.set(listed);
                                view! { <Endpoints address state/> }.into_any()
                            }
                            Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
            <HookWindow state/>
            <SecretWindow state/>
            <HookQuestions state/>
            <RepeatWindow state/>
        </Page>
    }
}

/// All endpoints, or the one that the address names.
#[component]
fn Endpoints(address: HookAddress, state: HooksState) -> impl IntoView {
    now_and_then(move || state.look());
    tell_that_it_was_seen(state);
    move || match address.endpoint.get() {
        Some(id) => view! { <OpenedEndpoint id address state/> }.into_any(),
        None => view! { <EndpointList state/> }.into_any(),
    }
}

/// Tells the server that somebody looks at the endpoints that were disabled: other pages speak of them no longer.
fn tell_that_it_was_seen(state: HooksState) {
    let disabled = Memo::new(move |_| {
        let is_disabled = |state| matches!(state, WebhookState::Gone | WebhookState::Failed);
        state.listed.with(|listed| {
            let disabled = listed.iter().filter(|hook| is_disabled(hook.state));
            disabled.map(|hook| hook.id).collect::<Vec<Uuid>>()
        })
    });
    Effect::new(move |_| {
        if !disabled.with(Vec::is_empty) {
            // Where it is not heard, the other pages speak of it once more.
            spawn_local(async { drop(webhooks::seen().await) });
        }
    });
}
