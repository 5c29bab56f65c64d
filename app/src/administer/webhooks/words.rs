//! What the page of webhooks calls things: how an endpoint stands, and a delivery, with an icon beside the words.
use leptos::prelude::*;

use crate::{
    i18n::*,
    ui::{
        badge::{Badge, Tone},
        number::grouped,
    },
    values::words::I18n,
    wire::{
        events::EventKind,
        webhooks::{DeliveryState, Webhook, WebhookDelivery, WebhookState},
    },
};

/// How an endpoint stands.
pub fn hook_badge(i18n: I18n, hook: &Webhook) -> AnyView {
    let is_failing = hook.failing_since.is_some();
    let (tone, icon) = match hook.state {
        WebhookState::Active if is_failing => (Tone::Warning, icondata_lu::LuTriangleAlert),
        WebhookState::Active => (Tone::Success, icondata_lu::LuCheck),
        WebhookState::Paused => (Tone::Neutral, icondata_lu::LuPause),
        WebhookState::Gone | WebhookState::Failed => (Tone::Danger, icondata_lu::LuBan),
    };
    let words = match hook.state {
        WebhookState::Active if is_failing => t_string!(i18n, webhooks.failing),
        WebhookState::Active => t_string!(i18n, webhooks.active),
        WebhookState::Paused => t_string!(i18n, webhooks.paused),
        WebhookState::Gone | WebhookState::Failed => t_string!(i18n, webhooks.disabled),
    };
    view! { <Badge tone icon>{words}</Badge> }.into_any()
}

/// How a delivery stands: one that waits after an attempt has failed so far.
pub fn delivery_badge(i18n: I18n, state: DeliveryState, attempts: u32) -> AnyView {
    let (tone, icon, words) = match state {
        DeliveryState::Waiting if attempts > 0 => (
            Tone::Warning,
            icondata_lu::LuTriangleAlert,
            t_string!(i18n, webhooks.failed_so_far),
        ),
        DeliveryState::Waiting => (Tone::Neutral, icondata_lu::LuClock, standing(i18n, state)),
        DeliveryState::Delivered => (Tone::Success, icondata_lu::LuCheck, standing(i18n, state)),
        DeliveryState::GivenUp => (Tone::Danger, icondata_lu::LuX, standing(i18n, state)),
    };
    view! { <Badge tone icon>{words}</Badge> }.into_any()
}

/// How deliveries can stand, as they are narrowed down by it.
pub fn standing(i18n: I18n, state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => t_string!(i18n, webhooks.waiting),
        DeliveryState::Delivered => t_string!(i18n, webhooks.delivered),
        DeliveryState::GivenUp => t_string!(i18n, webhooks.given_up),
    }
}

/// What the last attempt was answered; nothing before there was one.
pub fn outcome(i18n: I18n, delivery: &WebhookDelivery) -> Option<String> {
    let attempt = delivery.attempt.as_ref()?;
    let status = attempt.status.map_or_else(
        || t_string!(i18n, webhooks.no_answer).to_owned(),
        |status| status.to_string(),
    );
    let milliseconds = grouped(attempt.milliseconds);
    Some(format!("{status} · {milliseconds} ms"))
}

/// How often it was tried.
pub fn attempts(i18n: I18n, count: u32) -> String {
    match count {
        1 => t_string!(i18n, webhooks.attempts_one).to_owned(),
        count => t_string!(i18n, webhooks.attempts, n = grouped(count)),
    }
}

/// What an endpoint is told, in a line.
pub fn told(i18n: I18n, hook: &Webhook) -> String {
    match hook.types.len() == EventKind::ALL.len() {
        true => t_string!(i18n, webhooks.told_all).to_owned(),
        false => {
            let types = hook.types.iter().map(|kind| kind.as_str());
            types.collect::<Vec<_>>().join(", ")
        }
    }
}

/// How many deliveries wait for an endpoint.
pub fn waiting(i18n: I18n, count: u64) -> Option<String> {
    match count {
        0 => None,
        1 => Some(t_string!(i18n, webhooks.waiting_one).to_owned()),
        count => Some(t_string!(i18n, webhooks.waiting_n, n = grouped(count))),
    }
}

/// What happens when something of this type is told, in words.
pub fn kind_words(i18n: I18n, kind: EventKind) -> &'static str {
    match kind {
        EventKind::ContactCreated => t_string!(i18n, webhooks.contact_created),
        EventKind::ContactUpdated => t_string!(i18n, webhooks.contact_updated),
        EventKind::ContactDeleted => t_string!(i18n, webhooks.contact_deleted),
        EventKind::ContactRestored => t_string!(i18n, webhooks.contact_restored),
        EventKind::ContactMerged => t_string!(i18n, webhooks.contact_merged),
        EventKind::ContactUnmerged => t_string!(i18n, webhooks.contact_unmerged),
        EventKind::ContactErased => t_string!(i18n, webhooks.contact_erased),
        EventKind::ImportFinished => t_string!(i18n, webhooks.import_finished),
        EventKind::EnquiryMapped => t_string!(i18n, webhooks.enquiry_mapped),
    }
}
