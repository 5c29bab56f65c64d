//! What the list shows just now. The address is the state: everything that changes the list changes the address, and the
//! list follows. A newer question aborts the older one, so that a slow reply never overwrites a later one.
use std::collections::BTreeMap;

use contact::{
    ContactId,
    query::{Query, Total, columns::Columns, selection::Selection},
};
use leptos::{prelude::*, reactive::actions::ActionAbortHandle};
use leptos_router::hooks::{use_location, use_query_map};
use uuid::Uuid;

use crate::{
    api::{contacts::list, labels, views},
    browser::{connection::use_connection, preference},
    error::Error,
    leave::Guard,
    list::{
        address::{LIST, VIEW, address},
        asking::{Asked, Asking, Command, Event},
        changes::{Changes, ListEvent, RowDeparture, Unshown},
        question::{Names, all_there_are, ask, ask_names, unseen},
        window::{Aim, Window},
    },
    numbers::Numbers,
    page::{Report, report},
    trail::{Answer, Trail},
    ui::focus::focus_soon,
    wire::{labels::Label, views::View},
};

/// What the list shows, and how to change it.
#[derive(Clone, Copy)]
pub struct State {
    /// What the address asks for.
    pub query: Memo<Asked>,
    /// The saved view that the address names.
    pub view: Memo<Option<Uuid>>,
    /// The first answer, which the server renders.
    pub first: Resource<Answer>,
    pub(super) newer: RwSignal<Option<Answer>>,
    /// How many contacts there are in all.
    pub everything: Resource<Option<Total>>,
    /// The labels there are, for their colours.
    pub labels: Resource<Result<Vec<Label>, Error>>,
    /// The views that this person may see.
    pub views: Resource<Vec<View>>,
    /// What some filters are called; asked for once one of them is in use, or about to be.
    pub names: Resource<Names>,
    pub(super) names_wanted: RwSignal<bool>,
    /// The columns that are shown.
    pub columns: RwSignal<Columns>,
    /// One page at a time, instead of one long list.
    pub paged: RwSignal<bool>,
    /// A newer answer is on its way.
    pub waiting: Signal<bool>,
    /// The contacts that are ticked, or all that are found.
    pub selected: RwSignal<Selection>,
    /// How many there were when all were ticked at once; 0 where they were not.
    pub ticked_at_once: StoredValue<usize>,
    /// The contact that is about to be deleted, and its name.
    pub doomed: RwSignal<Option<(ContactId, String)>>,
    /// The window in which contacts are created is open.
    pub creating: RwSignal<bool>,
    /// Which rows are drawn.
    pub window: Window,
    /// What is asked, and which answers count.
    asking: StoredValue<Asking>,
    /// What is told of contacts, and what has come of it.
    pub(super) changes: StoredValue<Changes>,
    /// What the list does not show, though it would if it were asked anew.
    pub unshown: RwSignal<Unshown>,
    /// The contacts that are shown, though they would not be.
    pub(super) departed: RwSignal<BTreeMap<ContactId, RowDeparture>>,
    guard: Guard,
    pub(super) report: Report,
    pub(super) numbers: Numbers,
    /// The addresses of the pages before this one, for going back.
    pub(super) before: RwSignal<Vec<String>>,
    trail: Trail,
    path: Memo<String>,
    load: Action<(u32, Asked, usize), (u32, Answer)>,
    running: StoredValue<Option<ActionAbortHandle>>,
}

impl State {
    /// Reads the address and follows it.
    pub fn of_address() -> Self {
        let map = use_query_map();
        let query =
            Memo::new(move |_| Query::read(map.get().into_iter().filter(|(name, _)| name != VIEW)));
        let view = Memo::new(move |_| map.read().get(VIEW).and_then(|id| id.parse().ok()));
        let trail = Trail::of_page();
        let here = address(
            view.get_untracked(),
            &query.get_untracked().unwrap_or_default(),
        );
        // Whoever comes back finds the list as it was left.
        let again = trail.come(here);
        let first = Resource::new(
            || (),
            move |()| async move {
                match trail.answer.get_untracked() {
                    Some(answer) if again => answer,
                    _ => ask(query.get_untracked(), 0).await,
                }
            },
        );
        let narrowed =
            Memo::new(move |_| query.with(|query| query.as_ref().is_ok_and(Query::is_narrowed)));
        let everything = Resource::new(move || narrowed.get(), all_there_are);
        let names_wanted = RwSignal::new(query.with_untracked(|query| {
            let named = |query: &Query| {
                let by_import = query.import.or(query.updated_by_import);
                !query.custom.is_empty() || by_import.is_some()
            };
            query.as_ref().is_ok_and(named)
        }));
        let load = Action::new(|(number, asked, rows): &(u32, Asked, usize)| {
            let (number, answer) = (*number, ask(asked.clone(), *rows));
            async move { (number, answer.await) }
        });
        let state = Self {
            query,
            view,
            first,
            newer: trail.answer,
            everything,
            labels: Resource::new(|| (), |()| labels::list()),
            views: Resource::new(|| (), |()| kept_views()),
            names: Resource::new(move || names_wanted.get(), ask_names),
            names_wanted,
            columns: RwSignal::new(preference::columns()),
            paged: RwSignal::new(preference::paged()),
            waiting: load.pending().into(),
            selected: RwSignal::default(),
            ticked_at_once: StoredValue::new(0),
            doomed: RwSignal::default(),
            creating: RwSignal::new(false),
            window: Window::new(trail.top, again),
            asking: StoredValue::new(Asking::new(
                query.get_untracked(),
                trail.answer.get_untracked().as_ref(),
            )),
            changes: StoredValue::default(),
            unshown: RwSignal::default(),
            departed: RwSignal::default(),
            report: report(),
            guard: Guard::of_page(),
            numbers: Numbers::of_page(),
            before: RwSignal::default(),
            trail,
            path: use_location().pathname,
            load,
            running: StoredValue::new(None),
        };
        state.follow();
        state.follow_changes();
        if again {
            // A contact may have been changed since.
            Effect::new(move |_| untrack(|| state.refresh()));
        }
        state.remember_row(again);
        state
    }

    /// Whoever comes back to the list stands where they left it: at their row, or in the search they asked for.
    fn remember_row(self, again: bool) {
        let trail = self.trail;
        let (row, searching) = (trail.row.get_value(), trail.searching.get_value());
        trail.searching.set_value(false);
        let wanted = StoredValue::new(row.filter(|_| again && !searching));
        Effect::new(move |_| {
            if self.window.scroller.get().is_none() {
                return;
            }
            if let Some(row) = wanted.try_update_value(Option::take).flatten() {
                // The heading has the focus before, and keeps it where there is no row any more.
                request_animation_frame(move || untrack(|| self.visit_last(row)));
            }
        });
        if searching {
            Effect::new(|_| focus_soon("search".to_owned()));
        }
        Effect::new(move |_| {
            if let Some(row) = self.window.at.get() {
                trail.row.set_value(Some(row));
            }
        });
    }

    fn follow(self) {
        let connection = use_connection();
        Effect::watch(
            move || (self.query.get(), connection.recovered.get()),
            move |(asked, _), before, _| {
                if self.path.get_untracked() != LIST {
                    return;
                }
                let query = asked.clone().unwrap_or_default();
                self.trail
                    .follow(address(self.view.get_untracked(), &query));
                // The server is there again, or somebody signed in again.
                match before.is_some_and(|(before, _)| before == asked) {
                    true => self.refresh(),
                    false => self.tell(Event::Asked(asked.clone())),
                }
            },
            false,
        );
        // From now on the browser's own answers count, and the server's is the first of them.
        Effect::new(move |_| {
            if let Some(first) = self.first.get()
                && self.newer.with_untracked(Option::is_none)
            {
                self.tell(Event::First(first));
            }
        });
        Effect::new(move |_| {
            if let Some((number, answer)) = self.load.value().get() {
                untrack(|| self.tell(Event::Answered(number, answer)));
            }
        });
    }

    /// Lets something happen to the list, and carries out what follows from it.
    pub fn tell(self, event: Event) {
        let commands = self
            .asking
            .try_update_value(|asking| asking.take(event))
            .unwrap_or_default();
        for command in commands {
            self.carry_out(command);
        }
    }

    fn carry_out(self, command: Command) {
        match command {
            Command::Forget => {
                self.tick_all(false);
                self.trail.row.set_value(None);
                self.window.forget();
            }
            Command::Ask(number, asked, rows) => {
                self.changed(ListEvent::AskedAnew);
                self.running.update_value(|running| {
                    if let Some(running) = running.take() {
                        running.abort();
                    }
                    *running = Some(self.load.dispatch((number, asked, rows)));
                });
            }
            Command::AskMore(cursor, query) => leptos::task::spawn_local(async move {
                let more = list(query).await;
                let more = self.newer.with_untracked(|answer| match (more, answer) {
                    (Ok(more), Some(Ok(page))) => Ok(unseen(more, &page.items)),
                    (more, _) => more,
                });
                self.tell(Event::More(cursor, more));
            }),
            Command::Show(answer) => {
                if let Err(error) = &answer {
                    self.report.hear(error);
                }
                self.learn(&answer);
                self.show(answer);
            }
            Command::Keep(error) => {
                match self.window.aim.get_value() {
                    // Somebody has asked for it.
                    Aim::Unshown => self.report.say(error),
                    Aim::Start | Aim::Stay => {
                        self.report.hear(&error);
                    }
                }
                self.changed(ListEvent::NotAskedAnew);
            }
            Command::Append(more) => {
                self.numbers.learn(&more.items, &more.written);
                self.newer.update(|answer| {
                    if let Some(Ok(page)) = answer {
                        page.items.extend(more.items);
                        page.next_cursor = more.next_cursor;
                    }
                });
                self.changed(ListEvent::Appended);
                self.scrolled();
            }
            Command::Open(only) => {
                self.trail.row.set_value(Some(0));
                self.guard.go(format!("{LIST}/{only}"));
            }
            Command::Visit => self.visit(0),
        }
    }

    /// Learns how the numbers of an answer are written.
    pub fn learn(self, answer: &Answer) {
        if let Ok(page) = answer {
            self.numbers.learn(&page.items, &page.written);
        }
    }

    /// Shows the columns that the view brings; without one they are those of this browser.
    pub fn take_columns(self) {
        let columns = self.shown_view().and_then(|view| view.columns);
        let columns = columns.unwrap_or_else(preference::columns);
        if self.columns.with_untracked(|shown| *shown != columns) {
            self.columns.set(columns);
        }
    }

    /// Asks again after a change by this page, with nothing selected.
    pub fn reload(self) {
        self.changed(ListEvent::OwnChange);
        self.tick_all(false);
        self.refresh();
    }

    /// Asks again for as many contacts as are in use, so that nothing jumps.
    pub fn refresh(self) {
        self.ask_anew(Aim::Stay);
    }

    /// The same, and says where the list then stands.
    pub(super) fn ask_anew(self, aim: Aim) {
        self.window.aim.set_value(aim);
        self.everything.refetch();
        self.tell(Event::Outdated(match self.paged.get_untracked() {
            true => 0,
            false => self.window.end(),
        }));
    }
}

/// The views that this person may see; none where they cannot be read.
async fn kept_views() -> Vec<View> {
    views::list().await.unwrap_or_default()
}
