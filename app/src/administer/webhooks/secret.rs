//! The window that shows a secret this once, and how what comes is verified by it. It warns before it is left in passing.
use leptos::prelude::*;

use super::state::HooksState;
use crate::{
    i18n::*,
    ui::{
        button::{Button, Look},
        copy::CopyButton,
        dialog::Dialog,
        field::described_by,
    },
    wire::webhooks::WebhookSecret,
};

/// How a receiver verifies what it gets.
const SNIPPET: &str = "import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);

const event = webhook.verify(rawBody, request.headers);";

/// The window. Setting `secret` opens it.
#[component]
pub fn SecretWindow(state: HooksState) -> impl IntoView {
    let i18n = state.i18n;
    let (open, is_warned) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        if state.secret.with(Option::is_some) {
            is_warned.set(false);
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            // It is shown once.
            state.secret.set(None);
        }
        is_open
    });
    let leave = move || match is_warned.get_untracked() {
        true => open.set(false),
        false => is_warned.set(true),
    };
    let footer = move || {
        view! {
            <Button look=Look::Primary on_press=move || open.set(false)>{t!(i18n, webhooks.kept)}</Button>
        }
    };
    view! {
        <Dialog
            id="hook-secret-window"
            open=open
            title=move || t_string!(i18n, webhooks.secret_title)
            on_leave=leave
            footer=footer
        >
            {move || state.secret.get().map(|secret| shown(state, secret))}
            {move || is_warned.get().then(|| view! {
                <p class="banner warning" role="alert">{t!(i18n, webhooks.secret_warning)}</p>
            })}
        </Dialog>
    }
}

fn shown(state: HooksState, WebhookSecret { secret, .. }: WebhookSecret) -> AnyView {
    const ID: &str = "hook-secret";
    let i18n = state.i18n;
    view! {
        <div class="field">
            <label for=ID>{t!(i18n, webhooks.secret)}</label>
            <div class="to-copy">
                <input
                    class="input code"
                    id=ID
                    readonly=true
                    autofocus=true
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby=described_by(ID)
                    value=secret.clone()
                />
                <CopyButton
                    value=secret
                    label=move || t_string!(i18n, webhooks.copy_secret)
                    done=move || t_string!(i18n, webhooks.copied)
                />
            </div>
            <span class="hint" id=format!("{ID}-hint")>{t!(i18n, webhooks.secret_hint)}</span>
            <span class="error" id=format!("{ID}-error")></span>
        </div>
        <section class="hook-snippet" aria-labelledby="hook-snippet">
            <div class="to-copy">
                <h3 id="hook-snippet">{t!(i18n, webhooks.verify)}</h3>
                <CopyButton
                    value=SNIPPET.to_owned()
                    label=move || t_string!(i18n, webhooks.copy_snippet)
                    done=move || t_string!(i18n, webhooks.copied)
                />
            </div>
            <pre tabindex="0" role="group" aria-labelledby="hook-snippet"><code>{SNIPPET}</code></pre>
            <p class="hint">{t!(i18n, webhooks.verify_hint)}</p>
        </section>
    }
    .into_any()
}
