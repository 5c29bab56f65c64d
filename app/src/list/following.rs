//! Follows what happens to contacts while their list is open: hears of it, and does what `changes.rs` makes of it.
use std::time::Duration;

use contact::{Bounded, query::Query};
use leptos::prelude::*;

use crate::{
    api::contacts::{among, list},
    browser::attention::attended,
    list::{
        bulk::Bulks,
        changes::{FollowUp, ListEvent, Versions},
        state::State,
        window::Aim,
    },
    live::follow,
    ui::focus,
    wire::live::News,
};

/// How long the list is not asked about changes after it was.
const PAUSE: Duration = Duration::from_secs(3);
/// How long it is not counted whether one that stands in no row is found, after it was.
const COUNT_PAUSE: Duration = Duration::from_secs(15);
/// For how many milliseconds it gathers what is told: the pause is counted from a question, not from what concerns nobody.
const GATHER: u32 = 100;

impl State {
    /// Follows what happens for as long as the list is open.
    pub(super) fn follow_changes(self) {
        let bulks = expect_context::<Bulks>();
        let attended = attended();
        follow(GATHER, move |news| self.hear(news));
        Effect::new(move |_| {
            // What an action of this person changes is asked for at its end.
            let watched = attended.get() && !bulks.under_way();
            untrack(|| self.changed(ListEvent::Watched(watched)));
        });
    }

    fn hear(self, news: Vec<News>) {
        let ticked = self
            .selected
            .try_with_untracked(|selected| !selected.is_empty());
        let peeking = self.window.peeking.try_get_untracked();
        let at_top = self.window.top.get_value() <= 0.0;
        let idle = ticked == Some(false) && peeking == Some(false) && at_top;
        self.changed(ListEvent::Told { news, idle });
    }

    /// Lets something happen to what is told, and does what follows from it.
    pub(super) fn changed(self, happened: ListEvent) {
        let shown = self.versions();
        let taken = self.changes.try_update_value(|changes| {
            let follow_ups = changes.take(happened, &shown);
            (follow_ups, changes.unshown(), changes.departed().clone())
        });
        // The list may be closed by the time of an answer.
        let Some((follow_ups, unshown, departed)) = taken else {
            return;
        };
        if self.unshown.get_untracked() != unshown {
            self.unshown.set(unshown);
        }
        if self.departed.with_untracked(|before| *before != departed) {
            self.departed.set(departed);
        }
        for follow_up in follow_ups {
            self.do_next(follow_up);
        }
    }

    /// In which version each contact is shown.
    fn versions(self) -> Versions {
        self.newer.with_untracked(|answer| match answer {
            Some(Ok(page)) => {
                let versions = page.items.iter();
                versions
                    .map(|contact| (contact.id, contact.version))
                    .collect()
            }
            _ => Versions::new(),
        })
    }

    fn do_next(self, follow_up: FollowUp) {
        match follow_up {
            FollowUp::Ask(number, ids) => {
                let query = self.query.get_untracked().unwrap_or_default();
                let end = self.newer.with_untracked(|answer| match answer {
                    Some(Ok(page)) => page.next_cursor.clone(),
                    _ => None,
                });
                leptos::task::spawn_local(async move {
                    let answer = among(query, end.map(Bounded::own), ids).await;
                    if let Err(error) = &answer {
                        self.report.hear(error);
                    }
                    self.changed(ListEvent::Answered(number, answer));
                });
            }
            FollowUp::Pause(number) => {
                set_timeout(move || self.changed(ListEvent::PauseOver(number)), PAUSE);
            }
            FollowUp::Redraw(contacts, written) => {
                self.numbers.learn(&contacts, &written);
                self.newer.update(|answer| {
                    let Some(Ok(page)) = answer else { return };
                    for contact in contacts {
                        let mut rows = page.items.iter_mut();
                        if let Some(row) = rows.find(|row| row.id == contact.id) {
                            *row = contact;
                        }
                    }
                });
            }
            FollowUp::Count => {
                self.count_anew();
                let over = move || self.changed(ListEvent::CountPauseOver);
                set_timeout(over, COUNT_PAUSE);
            }
            FollowUp::AskAnew => self.refresh(),
        }
    }

    /// Counts what is found, and all contacts there are, without asking for the rows.
    fn count_anew(self) {
        self.everything.refetch();
        let asked = self.query.get_untracked();
        let query = Query {
            limit: 1,
            cursor: None,
            ..asked.clone().unwrap_or_default()
        };
        leptos::task::spawn_local(async move {
            // A count that does not come is asked for with the next change.
            let Ok(counted) = list(query).await else {
                return;
            };
            let is_same = self.query.try_get_untracked() == Some(asked);
            let differs = self.newer.with_untracked(
                |answer| matches!(answer, Some(Ok(page)) if page.total != counted.total),
            );
            if is_same && differs {
                self.newer.update(|answer| {
                    if let Some(Ok(page)) = answer {
                        page.total = counted.total;
                    }
                });
            }
        });
    }

    /// Shows what has come meanwhile.
    pub fn show_unshown(self) {
        // The button that was pressed goes: the rows take over from it.
        if let Some(scroller) = self.window.scroller.get_untracked() {
            focus::put(&scroller);
        }
        self.ask_anew(Aim::Unshown);
    }
}
