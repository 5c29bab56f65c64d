//! One delivery: how it stands, and, opened in its place, what was sent and what was answered.
use leptos::prelude::*;

use super::{
    shown::ShownDeliveries,
    words::{attempts, delivery_badge, kind_words, outcome},
};
use crate::{
    i18n::*,
    ui::{
        button::Button,
        copy::CopyButton,
        icon::Icon,
        when::{Ahead, When},
    },
    values::words::I18n,
    wire::{
        events::EventKind,
        webhooks::{DeliveryAttempt, WebhookDelivery},
    },
};

/// A delivery, as it stands by now.
#[component]
pub fn DeliveryLine(first: WebhookDelivery, shown: ShownDeliveries) -> impl IntoView {
    let i18n = shown.state.i18n;
    let (id, kind, at) = (first.id, first.r#type, first.created_at);
    let delivery = Memo::new(move |before: Option<&WebhookDelivery>| {
        let is_it = |delivery: &&WebhookDelivery| delivery.id == id;
        let found = shown
            .listed
            .with(|listed| listed.rows.iter().find(is_it).cloned());
        found.unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    let is_open = Memo::new(move |_| shown.opened.with(|opened| opened.contains(&id)));
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let badge =
        move || delivery.with(|delivery| delivery_badge(i18n, delivery.state, delivery.attempts));
    let tried = move || {
        let count = delivery.with(|delivery| delivery.attempts);
        (count > 0).then(|| attempts(i18n, count))
    };
    let next = move || {
        delivery.with(|delivery| delivery.next_at).map(|next| {
            view! { <span>{t!(i18n, webhooks.next)} " " <Ahead at=next language/></span> }
        })
    };
    view! {
        <li class:open=move || is_open.get()>
            <button
                type="button"
                class="delivery"
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                aria-controls=format!("delivery-{id}")
                on:click=move |_| shown.turn_over(id)
            >
                <Icon icon=icondata_lu::LuChevronRight/>
                <span class="state">{badge}</span>
                <code>{kind.as_str()}</code>
                <span class="when"><When at language/></span>
                <span class="outcome">{move || delivery.with(|delivery| outcome(i18n, delivery))}</span>
                <span class="tried">{tried}</span>
                <span class="next">{next}</span>
            </button>
            <div id=format!("delivery-{id}")>
                <Show when=move || is_open.get()>{details(shown, delivery)}</Show>
            </div>
        </li>
    }
}

/// Where that stands which a delivery tells of; of whoever was erased there is nothing.
fn subject(delivery: &WebhookDelivery) -> Option<String> {
    let subject = delivery.subject;
    match delivery.r#type {
        EventKind::ContactErased => None,
        EventKind::ContactCreated
        | EventKind::ContactUpdated
        | EventKind::ContactDeleted
        | EventKind::ContactRestored
        | EventKind::ContactMerged
        | EventKind::ContactUnmerged => Some(format!("/contacts/{subject}")),
        EventKind::ImportFinished => Some(format!("/imports?open={subject}")),
        EventKind::EnquiryMapped => Some(format!("/enquiries/{subject}")),
    }
}

/// What was sent, and what was answered.
fn details(shown: ShownDeliveries, delivery: Memo<WebhookDelivery>) -> AnyView {
    let i18n = shown.state.i18n;
    let WebhookDelivery {
        id,
        r#type: kind,
        position,
        ..
    } = delivery.get_untracked();
    let about = delivery.with_untracked(|delivery| (subject(delivery), delivery.subject));
    let about = match about {
        (Some(address), id) => view! { <a href=address>{id.to_string()}</a> }.into_any(),
        (None, id) => view! { <span>{id.to_string()}</span> }.into_any(),
    };
    view! {
        <div class="details">
            <section>
                <h4>{t!(i18n, webhooks.request)}</h4>
                <dl>
                    <div>
                        <dt>"webhook-id"</dt>
                        <dd>
                            <code>{id.to_string()}</code>
                            <CopyButton
                                value=id.to_string()
                                label=move || t_string!(i18n, webhooks.copy_id)
                                done=move || t_string!(i18n, webhooks.copied)
                            />
                        </dd>
                    </div>
                    <div><dt>{t!(i18n, webhooks.kind)}</dt><dd><code>{kind.as_str()}</code> " · " {move || kind_words(i18n, kind)}</dd></div>
                    <div><dt>{t!(i18n, webhooks.position)}</dt><dd><code>{position.to_string()}</code></dd></div>
                    <div><dt>{t!(i18n, webhooks.subject)}</dt><dd>{about}</dd></div>
                </dl>
                <p class="hint">{t!(i18n, webhooks.body_hint)}</p>
            </section>
            <section>
                <h4>{t!(i18n, webhooks.answer)}</h4>
                {answer(i18n, delivery)}
            </section>
            <div class="buttons">
                <Button
                    icon=icondata_lu::LuRefreshCw
                    busy=shown.busy
                    on_press=move || shown.send_again(id)
                >
                    {t!(i18n, webhooks.send_again)}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

/// What the last attempt was answered.
fn answer(i18n: I18n, delivery: Memo<WebhookDelivery>) -> AnyView {
    let language = Signal::derive(move || i18n.get_locale().as_str());
    let last = Memo::new(move |_| delivery.with(|delivery| delivery.attempt.clone()));
    let view_of = move || match last.get() {
        None => view! { <p class="hint">{t!(i18n, webhooks.not_tried)}</p> }.into_any(),
        Some(DeliveryAttempt {
            at,
            status,
            answer,
            milliseconds,
        }) => {
            let status = status.map_or_else(
                || t_string!(i18n, webhooks.no_answer).to_owned(),
                |status| format!("HTTP {status}"),
            );
            let said = (!answer.is_empty()).then(|| {
                view! {
                    <pre tabindex="0" role="group" aria-label=move || t_string!(i18n, webhooks.answer_text)>{answer}</pre>
                }
            });
            view! {
                <p>
                    <strong>{status}</strong> " · " {milliseconds} " ms · " <When at language/>
                </p>
                {said}
            }
            .into_any()
        }
    };
    view! { {view_of} }.into_any()
}
