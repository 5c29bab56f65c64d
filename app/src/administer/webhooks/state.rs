//! What the page of webhooks shows, and what of it is open. The address names the endpoint whose deliveries are seen, so that
//! it can be sent to somebody, and the way back leaves it.
use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use crate::{
    api::webhooks,
    browser::attention::in_attendance,
    error::Error,
    i18n::*,
    page::{Report, report},
    values::words::I18n,
    wire::webhooks::{DeliveryState, Webhook, WebhookChange, WebhookSecret},
};

/// The address of the page.
pub const ADDRESS: &str = "/settings/webhooks";

/// What names the opened endpoint in the address.
const ENDPOINT: &str = "endpoint";
/// What narrows its deliveries down.
const STATE: &str = "state";

/// How often it is asked what there is by now, while somebody is at the page.
const LOOK: Duration = Duration::from_secs(4);

/// What the address asks for.
#[derive(Clone, Copy)]
pub struct HookAddress {
    /// The endpoint that is opened.
    pub endpoint: Memo<Option<Uuid>>,
    /// How its deliveries are to stand.
    pub standing: Memo<Option<DeliveryState>>,
}

impl HookAddress {
    /// That of the page.
    pub fn of_page() -> Self {
        let query = use_query_map();
        Self {
            endpoint: Memo::new(move |_| query.read().get(ENDPOINT)?.parse().ok()),
            standing: Memo::new(move |_| query.read().get(STATE)?.parse().ok()),
        }
    }
}

/// Where an endpoint stands opened, with those of its deliveries that stand so.
pub fn address_of(endpoint: Uuid, standing: Option<DeliveryState>) -> String {
    let standing = standing.map(|state| format!("&{STATE}={}", <&'static str>::from(state)));
    format!(
        "{ADDRESS}?{ENDPOINT}={endpoint}{}",
        standing.unwrap_or_default()
    )
}

/// What is asked about an endpoint before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookQuestion {
    Renew,
    Delete,
}

/// The page, as all its parts know it.
#[derive(Clone, Copy)]
pub struct HooksState {
    pub i18n: I18n,
    pub report: Report,
    /// All endpoints, as the server last said.
    pub listed: RwSignal<Vec<Webhook>>,
    /// The endpoint whose window is open; nothing inside for one to add.
    pub edited: RwSignal<Option<Option<Webhook>>>,
    /// What is asked, and about which endpoint.
    pub asked: RwSignal<Option<(HookQuestion, Webhook)>>,
    /// The endpoint of which all is to be sent again since a time.
    pub repeated: RwSignal<Option<Uuid>>,
    /// Counts what was sent again, so that the deliveries are read anew.
    pub sent: RwSignal<u32>,
    /// What is shown this once.
    pub secret: RwSignal<Option<WebhookSecret>>,
    turn: StoredValue<u32>,
}

impl HooksState {
    /// That of the page that is being made.
    pub fn of_page() -> Self {
        Self {
            i18n: use_i18n(),
            report: report(),
            listed: RwSignal::default(),
            edited: RwSignal::new(None),
            asked: RwSignal::new(None),
            repeated: RwSignal::new(None),
            sent: RwSignal::new(0),
            secret: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Reads the endpoints anew; where there is no answer, what is listed stays.
    pub fn look(self) {
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        spawn_local(async move {
            let listed = webhooks::list().await;
            // Only the answer to the last question counts, and the page may be gone by then.
            if self.turn.try_get_value() == Some(turn)
                && let Ok(listed) = listed
                && self.listed.with_untracked(|before| *before != listed)
            {
                self.listed.set(listed);
            }
        });
    }

    /// Shows an endpoint as it was answered, whatever a question before it will be.
    pub fn put(self, hook: Webhook) {
        let _ = self
            .turn
            .try_update_value(|turn| *turn = turn.wrapping_add(1));
        // The page may be gone by then.
        let _ = self.listed.try_update(|listed| {
            if let Some(known) = listed.iter_mut().find(|known| known.id == hook.id) {
                *known = hook;
            }
        });
    }

    /// Pauses an endpoint or lets it go on. Why it cannot be done stands in `refused`.
    pub fn switch(
        self,
        id: Uuid,
        active: bool,
        busy: RwSignal<bool>,
        refused: RwSignal<Option<String>>,
    ) {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        let change = WebhookChange {
            active: Some(active),
            ..WebhookChange::default()
        };
        spawn_local(async move {
            let changed = webhooks::change(id, change).await;
            let _ = busy.try_set(false);
            match changed {
                Ok(hook) => {
                    self.report.toasts.say(match active {
                        true => tu_string!(self.i18n, webhooks.goes_on),
                        false => tu_string!(self.i18n, webhooks.is_paused),
                    });
                    self.put(hook);
                }
                Err(error) => self.refuse(refused, error),
            }
        });
    }

    /// Says in its place why something cannot be done. That place may be gone by then.
    pub fn refuse(self, place: RwSignal<Option<String>>, error: Error) {
        if place.try_get_untracked().is_some() {
            self.report.say_in(place, error);
        }
    }
}

/// Does something now and then, for as long as this part of the page stands and somebody is at it.
pub fn now_and_then(act: impl Fn() + Copy + 'static) {
    let act = in_attendance(act);
    Effect::new(move |_| {
        if let Ok(ticking) = set_interval_with_handle(act, LOOK) {
            on_cleanup(move || ticking.clear());
        }
    });
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{DeliveryState, address_of};

    #[test]
    fn an_address_names_the_endpoint_and_how_its_deliveries_stand() {
        let id = Uuid::nil();
        assert_eq!(
            address_of(id, None),
            "/settings/webhooks?endpoint=00000000-0000-0000-0000-000000000000"
        );
        let given_up = address_of(id, Some(DeliveryState::GivenUp));
        assert!(given_up.ends_with("&state=given_up"), "{given_up}");
        assert_eq!("given_up".parse(), Ok(DeliveryState::GivenUp));
    }
}
