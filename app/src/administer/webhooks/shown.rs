//! The deliveries of an endpoint that are shown, the newest first. What they are by now is asked for now and then: each that
//! is listed stays where it stands while somebody is at them, and so does what is opened.
use contact::Bounded;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::state::HooksState;
use crate::{
    api::webhooks,
    error::Error,
    i18n::*,
    ui::changes::is_in_use,
    wire::webhooks::{DeliveryPage, DeliveryQuery, DeliveryState, Replay, WebhookDelivery},
};

/// How many are read at a time.
pub const PAGE: u16 = 50;
/// How many are read at once at most.
const MOST: u16 = 500;

/// Those that are listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeliveryRows {
    pub rows: Vec<WebhookDelivery>,
    /// How many there are.
    pub total: u64,
    /// Where older ones begin, if there are any.
    pub cursor: Option<String>,
    /// What the newest are by now, where others are among them that wait until they are asked for.
    unshown: Option<DeliveryPage>,
}

impl DeliveryRows {
    /// Lists a first page.
    pub fn of(page: DeliveryPage) -> Self {
        Self {
            rows: page.items,
            total: page.total,
            cursor: page.next_cursor,
            unshown: None,
        }
    }

    /// Takes in the newest by now, and `others` that were asked for because they are opened. Where somebody is busy with the
    /// rows, none comes in between them; what is opened never goes.
    fn follow(
        &mut self,
        newest: DeliveryPage,
        others: &[WebhookDelivery],
        opened: &[Uuid],
        is_busy: bool,
    ) {
        // Behind them, by their ids, stand those of further pages.
        let oldest = newest.items.last().filter(|_| newest.next_cursor.is_some());
        let oldest = oldest.map(|delivery| delivery.id);
        self.rows.retain_mut(|row| {
            let mut known = newest.items.iter().chain(others);
            match known.find(|known| known.id == row.id) {
                Some(known) => row.clone_from(known),
                None => {
                    let is_further = oldest.is_some_and(|oldest| row.id < oldest);
                    return is_further || opened.contains(&row.id);
                }
            }
            let is_listed = newest.items.iter().any(|known| known.id == row.id);
            is_listed || opened.contains(&row.id)
        });
        self.total = newest.total;
        let rows = &self.rows;
        let is_fresh = |one: &WebhookDelivery| !rows.iter().any(|row| row.id == one.id);
        match newest.items.iter().any(is_fresh) {
            false => self.unshown = None,
            true if is_busy => self.unshown = Some(newest),
            true => *self = Self::of(newest),
        }
    }

    /// How many wait until they are asked for.
    pub fn fresh(&self) -> usize {
        let items = self.unshown.iter().flat_map(|page| &page.items);
        items
            .filter(|one| !self.rows.iter().any(|row| row.id == one.id))
            .count()
    }

    /// Lists those too.
    pub fn show(&mut self) {
        if let Some(page) = self.unshown.take() {
            *self = Self::of(page);
        }
    }

    /// Lists the next page behind the others.
    fn go_on(&mut self, page: DeliveryPage) {
        let rows = &self.rows;
        let is_unlisted = |one: &WebhookDelivery| !rows.iter().any(|row| row.id == one.id);
        let older: Vec<_> = page.items.into_iter().filter(is_unlisted).collect();
        self.rows.extend(older);
        self.total = page.total;
        self.cursor = page.next_cursor;
    }
}

/// Which deliveries are asked for.
pub fn query(standing: Option<DeliveryState>, limit: u16, cursor: Option<String>) -> DeliveryQuery {
    DeliveryQuery {
        state: standing,
        limit: Some(limit),
        cursor: cursor.map(Bounded::own),
    }
}

/// The list, as its parts know it.
#[derive(Clone, Copy)]
pub struct ShownDeliveries {
    pub state: HooksState,
    pub endpoint: Uuid,
    /// How they stand that are listed.
    pub standing: Option<DeliveryState>,
    pub listed: RwSignal<DeliveryRows>,
    /// Those that are opened in their place.
    pub opened: RwSignal<Vec<Uuid>>,
    pub busy: RwSignal<bool>,
    turn: StoredValue<u32>,
}

impl ShownDeliveries {
    /// Shows a first page of those that stand so.
    pub fn begin(
        state: HooksState,
        endpoint: Uuid,
        (standing, first): (Option<DeliveryState>, DeliveryPage),
    ) -> Self {
        Self {
            state,
            endpoint,
            standing,
            listed: RwSignal::new(DeliveryRows::of(first)),
            opened: RwSignal::default(),
            busy: RwSignal::new(false),
            turn: StoredValue::new(0),
        }
    }

    /// Opens a delivery, or closes it.
    pub fn turn_over(self, id: Uuid) {
        self.opened.update(|opened| {
            let before = opened.len();
            opened.retain(|known| *known != id);
            if opened.len() == before {
                opened.push(id);
            }
        });
    }

    /// Reads them anew; where there is no answer, what is listed stays.
    pub fn look(self) {
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let count = self.listed.with_untracked(|listed| listed.rows.len());
        let limit = u16::try_from(count).unwrap_or(MOST).clamp(PAGE, MOST);
        spawn_local(async move {
            let newest =
                webhooks::deliveries(self.endpoint, query(self.standing, limit, None)).await;
            let Ok(newest) = newest else { return };
            let others = self.strays(&newest).await;
            // Only the answer to the last question counts, and the page may be gone by then.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let opened = self.opened.get_untracked();
            let is_busy = !opened.is_empty() || count > PAGE.into() || is_in_use(".deliveries");
            let mut listed = self.listed.get_untracked();
            listed.follow(newest, &others, &opened, is_busy);
            if self.listed.with_untracked(|before| *before != listed) {
                self.listed.set(listed);
            }
        });
    }

    /// How those stand that are opened and are no longer found by how they stood.
    async fn strays(self, newest: &DeliveryPage) -> Vec<WebhookDelivery> {
        let is_gone = |id: &Uuid| !newest.items.iter().any(|known| known.id == *id);
        let opened = self.opened.try_get_untracked().unwrap_or_default();
        if self.standing.is_none() || !opened.iter().any(is_gone) {
            return Vec::new();
        }
        let all = webhooks::deliveries(self.endpoint, query(None, MOST, None)).await;
        all.map(|page| page.items).unwrap_or_default()
    }

    /// Lists older ones.
    pub fn go_on(self) {
        let cursor = self.listed.with_untracked(|listed| listed.cursor.clone());
        if cursor.is_none() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let older =
                webhooks::deliveries(self.endpoint, query(self.standing, PAGE, cursor)).await;
            // The page may be gone by then.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match older {
                Ok(older) => self.listed.update(|listed| listed.go_on(older)),
                Err(error) => self.state.report.say(error),
            }
        });
    }

    /// Sends one once more.
    pub fn send_again(self, id: Uuid) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let sent = webhooks::replay(self.endpoint, Replay::Delivery(id)).await;
            let is_gone = self.busy.try_set(false).is_some();
            self.say(sent);
            if !is_gone {
                self.look();
                self.state.look();
            }
        });
    }

    fn say(self, sent: Result<u64, Error>) {
        let report = self.state.report;
        match sent {
            Ok(_) => report
                .toasts
                .say(tu_string!(self.state.i18n, webhooks.sent_again)),
            Err(error) => report.say(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::{DeliveryPage, DeliveryRows, DeliveryState, WebhookDelivery};
    use crate::wire::{events::EventKind, live::Position};

    fn delivery(number: i64, state: DeliveryState) -> WebhookDelivery {
        WebhookDelivery {
            id: Uuid::from_u128(number.unsigned_abs().into()),
            r#type: EventKind::ContactUpdated,
            position: Position { epoch: 1, number },
            subject: Uuid::nil(),
            state,
            attempts: 0,
            next_at: None,
            attempt: None,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    /// The newest of all up to this number, one a row.
    fn page(numbers: &[i64], state: DeliveryState, next: Option<&str>) -> DeliveryPage {
        let items = numbers.iter().map(|number| delivery(*number, state));
        DeliveryPage {
            items: items.collect(),
            total: numbers.len() as u64,
            next_cursor: next.map(str::to_owned),
        }
    }

    fn numbers(listed: &DeliveryRows) -> Vec<i64> {
        listed.rows.iter().map(|row| row.position.number).collect()
    }

    const WAITING: DeliveryState = DeliveryState::Waiting;
    const DELIVERED: DeliveryState = DeliveryState::Delivered;

    #[test]
    fn those_that_come_wait_while_somebody_is_at_the_rows_and_stand_above_them_else() {
        let mut listed = DeliveryRows::of(page(&[2, 1], WAITING, None));
        listed.follow(page(&[3, 2, 1], DELIVERED, None), &[], &[], true);
        assert_eq!((numbers(&listed), listed.fresh()), (vec![2, 1], 1));
        assert!(listed.rows.iter().all(|row| row.state == DELIVERED));
        assert_eq!(listed.total, 3);
        listed.show();
        assert_eq!((numbers(&listed), listed.fresh()), (vec![3, 2, 1], 0));
        listed.follow(page(&[4, 3, 2, 1], DELIVERED, None), &[], &[], false);
        assert_eq!(numbers(&listed), [4, 3, 2, 1]);
    }

    #[test]
    fn one_that_stands_otherwise_by_now_goes_unless_it_is_opened() {
        let mut listed = DeliveryRows::of(page(&[2, 1], WAITING, None));
        let opened = [delivery(2, WAITING).id];
        let others = [delivery(2, DELIVERED), delivery(1, DELIVERED)];
        listed.follow(page(&[], WAITING, None), &others, &opened, true);
        assert_eq!(numbers(&listed), [2]);
        assert_eq!(listed.rows[0].state, DELIVERED);
        listed.follow(page(&[], WAITING, None), &others, &[], true);
        assert!(listed.rows.is_empty());
    }

    #[test]
    fn those_of_further_pages_stay_and_none_is_listed_twice() {
        let mut listed = DeliveryRows::of(page(&[4, 3], WAITING, Some("3")));
        listed.go_on(page(&[3, 2, 1], WAITING, None));
        assert_eq!(numbers(&listed), [4, 3, 2, 1]);
        listed.follow(page(&[4, 3], DELIVERED, Some("3")), &[], &[], true);
        assert_eq!(numbers(&listed), [4, 3, 2, 1]);
        assert_eq!(listed.cursor, None);
    }
}
