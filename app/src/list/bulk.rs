//! The bulk action that is under way: how far it is, and the toast that takes it back. It belongs to the page as a whole, so
//! that it goes on being told about while somebody looks elsewhere.
use std::time::Duration;

use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::bulk,
    browser::{
        clock::wait,
        preference::{remember_untold_bulk, untold_bulk},
    },
    error::Error,
    i18n::*,
    page::{Report, report},
    trail::Trail,
    ui::{button::Button, number::grouped, progress::Progress},
    values::words::I18n,
    wire::bulk::{Bulk, BulkAction, BulkStatus},
};

/// How often a big action is asked how far it is.
const LOOK: Duration = Duration::from_millis(400);

/// The action that is under way.
#[derive(Clone, Copy)]
pub struct Bulks {
    now: RwSignal<Option<Bulk>>,
    /// One that began before the page was loaded, until somebody follows it.
    found: RwSignal<Option<Bulk>>,
    trail: Trail,
}

impl Bulks {
    /// Makes the actions of a page known to everything in it, once its trail is.
    pub fn provide() {
        provide_context(Self {
            now: RwSignal::new(None),
            found: RwSignal::new(None),
            trail: Trail::of_page(),
        });
    }

    /// Says whether there is an action to tell about.
    pub fn under_way(self) -> bool {
        self.now.with(Option::is_some) || self.found.with(Option::is_some)
    }

    /// Looks for an action that began before the page was loaded.
    pub fn find(self) {
        leptos::task::spawn_local(async move {
            // One that is not found now is found by the next list.
            if let Ok(found) = bulk::under_way(untold_bulk()).await
                && !untrack(|| self.under_way())
            {
                self.found.set(found);
            }
        });
    }

    /// Follows an action until it is over, and tells what came of it.
    pub async fn follow(self, i18n: I18n, report: Report, mut bulk: Bulk) {
        remember_untold_bulk(Some(bulk.id));
        while !bulk.is_over() {
            self.now.set(Some(bulk.clone()));
            wait(LOOK).await;
            match bulk::get(bulk.id).await {
                Ok(now) => bulk = now,
                // It goes on without us; there is a next time.
                Err(Error::Unreachable | Error::Unavailable { .. }) => {}
                Err(error) => {
                    report.say(error);
                    break;
                }
            }
        }
        self.now.set(None);
        if bulk.is_over() {
            remember_untold_bulk(None);
        }
        self.trail.outdate();
        let words = outcome(i18n, &bulk);
        match bulk.status {
            BulkStatus::Done if bulk.changed > 0 => {
                let undo = move || self.undo(i18n, report, bulk.id);
                report
                    .toasts
                    .offer(words, tu_string!(i18n, contact.undo), undo);
            }
            _ => report.toasts.say(words),
        }
    }

    fn undo(self, i18n: I18n, report: Report, id: Uuid) {
        leptos::task::spawn_local(async move {
            match bulk::undo(id).await {
                // One that was still running is followed already.
                Ok(bulk)
                    if self
                        .now
                        .with_untracked(|now| now.as_ref().is_some_and(|now| now.id == id)) =>
                {
                    self.now.set(Some(bulk));
                }
                Ok(bulk) => self.follow(i18n, report, bulk).await,
                Err(error) => report.say(error),
            }
        });
    }
}

/// What came of an action, in sentences.
fn outcome(i18n: I18n, bulk: &Bulk) -> String {
    let sentences = if bulk.status == BulkStatus::Undone {
        vec![
            (
                true,
                tu_string!(i18n, bulk.put_back, count = grouped(bulk.restored)),
            ),
            (
                bulk.kept > 0,
                tu_string!(i18n, bulk.kept, count = grouped(bulk.kept)),
            ),
        ]
    } else {
        let changed = grouped(bulk.changed);
        vec![
            match bulk.action {
                BulkAction::Delete => (true, tu_string!(i18n, bulk.deleted, count = changed)),
                _ => (true, tu_string!(i18n, bulk.changed, count = changed)),
            },
            (
                bulk.unchanged > 0,
                tu_string!(i18n, bulk.unchanged, count = grouped(bulk.unchanged)),
            ),
            (
                bulk.gone > 0,
                tu_string!(i18n, bulk.gone, count = grouped(bulk.gone)),
            ),
            (
                bulk.overfull > 0,
                tu_string!(i18n, bulk.overfull, count = grouped(bulk.overfull)),
            ),
        ]
    };
    let said = sentences.into_iter().filter(|(said, _)| *said);
    said.map(|(_, sentence)| sentence)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How far the action is that is under way.
#[component]
pub fn BulkProgress() -> impl IntoView {
    let i18n = use_i18n();
    let report = report();
    let bulks = expect_context::<Bulks>();
    Effect::new(move |_| {
        if let Some(found) = bulks.found.get() {
            bulks.found.set(None);
            leptos::task::spawn_local(bulks.follow(i18n, report, found));
        }
    });
    move || {
        bulks.now.get().map(|bulk| {
            let undoing = bulk.status == BulkStatus::Undoing;
            let (done, total) = match undoing {
                true => (bulk.restored + bulk.kept, bulk.changed),
                false => (bulk.done, bulk.total),
            };
            let counts = (grouped(done), grouped(total));
            let words = match undoing {
                true => t_string!(i18n, bulk.undoing, done = counts.0, total = counts.1),
                false => t_string!(i18n, bulk.running, done = counts.0, total = counts.1),
            };
            let id = bulk.id;
            view! {
                <div class="selection running" role="region" aria-label=move || t_string!(i18n, bulk.progress)>
                    <p>{words.clone()}</p>
                    <Progress label=words value=Signal::stored(Some(f64::from(done) / f64::from(total.max(1))))/>
                    {(!undoing).then(|| view! {
                        <Button small=true icon=icondata_lu::LuUndo2 on_press=move || bulks.undo(i18n, report, id)>
                            {t!(i18n, bulk.stop)}
                        </Button>
                    })}
                </div>
            }
        })
    }
}
