//! What is asked before the secret of an endpoint is renewed, and before an endpoint is deleted.
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::state::{ADDRESS, HookQuestion, HooksState};
use crate::{
    administer::question::SureQuestion, api::webhooks, error::Error, i18n::*, leave::Guard,
};

/// The question. Setting `asked` opens it.
#[component]
pub fn HookQuestions(state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let refused = RwSignal::new(None::<String>);
    let guard = Guard::of_page();
    Effect::new(move |_| {
        if state.asked.with(Option::is_some) {
            refused.set(None);
            open.set(true);
        }
    });
    let question = Memo::new(move |_| {
        let asked = state.asked.get();
        asked.map(|(question, hook)| (question, hook.url))
    });
    let is_renewal = move || matches!(question.get(), Some((HookQuestion::Renew, _)));
    let confirm = move || {
        let asked = state.asked.get_untracked();
        let Some((question, hook)) = asked.filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let done = match question {
                HookQuestion::Renew => renew(state, hook.id).await,
                HookQuestion::Delete => delete(state, hook.id, guard).await,
            };
            // The page may be gone by then.
            if busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok(()) => open.set(false),
                Err(error) => state.refuse(refused, error),
            }
        });
    };
    view! {
        <SureQuestion
            id="hook-question"
            open=open
            title=move || match is_renewal() {
                true => t_string!(i18n, webhooks.renew_question),
                false => t_string!(i18n, webhooks.delete_question),
            }
            text=move || match is_renewal() {
                true => t_string!(i18n, webhooks.renew_text),
                false => t_string!(i18n, webhooks.delete_text),
            }
            button=move || match is_renewal() {
                true => t_string!(i18n, webhooks.renew),
                false => t_string!(i18n, webhooks.delete),
            }
            busy=busy
            on_confirm=confirm
        >
            {move || refused.get().map(|words| view! { <p class="banner danger" role="alert">{words}</p> })}
            <p class="address"><bdi>{move || question.get().map(|(_, url)| url)}</bdi></p>
        </SureQuestion>
    }
}

/// Gives an endpoint another secret, and shows it.
async fn renew(state: HooksState, id: Uuid) -> Result<(), Error> {
    let secret = webhooks::renew_secret(id).await?;
    // The page may be gone by then.
    if state.secret.try_set(Some(secret)).is_none() {
        state.look();
    }
    Ok(())
}

/// Deletes an endpoint, and goes to the others.
async fn delete(state: HooksState, id: Uuid, guard: Guard) -> Result<(), Error> {
    webhooks::delete(id).await?;
    state
        .report
        .toasts
        .say(tu_string!(state.i18n, webhooks.deleted));
    let is_here = state
        .listed
        .try_update(|listed| listed.retain(|hook| hook.id != id));
    if is_here.is_some() {
        guard.go(ADDRESS);
    }
    Ok(())
}
