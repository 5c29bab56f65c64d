//! What the list shows just now. The address is the state: everything that changes the list changes the address, and the
//! list follows. A newer question aborts the older one, so that a slow reply never overwrites a later one.
use contact::{
    Contact, ContactId, CustomField,
    query::{By, LONGEST_PAGE, Query, Sort, Total, columns::Columns, selection::Selection},
};
use leptos::{prelude::*, reactive::actions::ActionAbortHandle};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    api::{contacts::list, fields, imports, labels, views},
    error::Error,
    frame::use_connection,
    leave::Guard,
    list::window::Window,
    numbers::Numbers,
    preference,
    record::form::focus_soon,
    trail::Trail,
    ui::{badge::Hue, table::Sorted},
    wire::{contacts::Page, imports::ImportName, labels::Label, views::View},
};

/// The reply to one question.
pub type Answer = Result<Page, Error>;

/// What the list shows, and how to change it.
#[derive(Clone, Copy)]
pub struct State {
    /// What the address asks for.
    pub query: Memo<Result<Query, String>>,
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
    /// The contact that is about to be deleted, and its name.
    pub doomed: RwSignal<Option<(ContactId, String)>>,
    /// The window in which contacts are created is open.
    pub creating: RwSignal<bool>,
    /// Which rows are drawn.
    pub window: Window,
    /// The search whose only hit is to be opened, once its answer is there, and the search that was answered last.
    pub(super) sought: StoredValue<Option<String>>,
    answered: StoredValue<String>,
    guard: Guard,
    numbers: Numbers,
    /// The addresses of the pages before this one, for going back.
    before: RwSignal<Vec<String>>,
    trail: Trail,
    path: Memo<String>,
    load: Action<(Result<Query, String>, usize), Answer>,
    running: StoredValue<Option<ActionAbortHandle>>,
}

/// What the filters by custom field and by import are called.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Names {
    pub fields: Vec<CustomField>,
    pub imports: Vec<ImportName>,
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
            let named = |query: &Query| !query.custom.is_empty() || query.import.is_some();
            query.as_ref().is_ok_and(named)
        }));
        let load =
            Action::new(|(query, rows): &(Result<Query, String>, usize)| ask(query.clone(), *rows));
        let state = Self {
            query,
            view,
            first,
            newer: trail.answer,
            everything,
            labels: Resource::new(|| (), |()| labels::list()),
            views: Resource::new(
                || (),
                |()| async { views::list().await.unwrap_or_default() },
            ),
            names: Resource::new(move || names_wanted.get(), ask_names),
            names_wanted,
            columns: RwSignal::new(preference::columns()),
            paged: RwSignal::new(preference::paged()),
            waiting: load.pending().into(),
            selected: RwSignal::default(),
            doomed: RwSignal::default(),
            creating: RwSignal::new(false),
            window: Window::new(trail.top, again),
            sought: StoredValue::new(None),
            answered: StoredValue::new(query.with_untracked(search_of)),
            guard: Guard::of_page(),
            numbers: Numbers::of_page(),
            before: RwSignal::default(),
            trail,
            path: use_location().pathname,
            load,
            running: StoredValue::new(None),
        };
        state.follow();
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

    /// Opens the only contact that the search found, where somebody pressed Enter for it.
    pub(super) fn open_sought(self) {
        let Some(sought) = self.sought.get_value() else {
            return;
        };
        if self.query.with(search_of) != sought || self.answered.get_value() != sought {
            return;
        }
        self.sought.set_value(None);
        if let [only] = self.ids()[..] {
            self.trail.row.set_value(Some(0));
            self.guard.go(format!("/contacts/{only}"));
        }
    }

    fn follow(self) {
        let connection = use_connection();
        Effect::watch(
            move || (self.query.get(), connection.recovered.get()),
            move |(query, _), before, _| {
                if self.path.get_untracked() != "/contacts" {
                    return;
                }
                let asked = query.clone().unwrap_or_default();
                self.trail
                    .follow(address(self.view.get_untracked(), &asked));
                let same = before.is_some_and(|(before, _)| before == query);
                if same {
                    self.refresh();
                } else {
                    self.selected.set(Selection::default());
                    self.trail.row.set_value(None);
                    self.window.forget();
                    self.start(0);
                }
            },
            false,
        );
        // From now on the browser's own answers count, and the server's is the first of them.
        Effect::new(move |_| {
            let first = self.first.get();
            if self.newer.with_untracked(Option::is_none) {
                self.newer.set(first);
            }
        });
        Effect::new(move |_| {
            if let Some(answer) = self.load.value().get() {
                if answer == Err(Error::Unreachable) {
                    connection.lost();
                }
                self.learn(&answer);
                self.newer.set(Some(answer));
                self.answered
                    .set_value(self.query.with_untracked(search_of));
                untrack(|| self.open_sought());
                request_animation_frame(move || self.scrolled());
            }
        });
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

    /// Asks again, with nothing selected.
    pub fn reload(self) {
        self.selected.set(Selection::default());
        self.refresh();
    }

    /// Asks again for as many contacts as are in use, so that nothing jumps.
    pub fn refresh(self) {
        self.everything.refetch();
        self.start(match self.paged.get_untracked() {
            true => 0,
            false => self.window.end(),
        });
    }

    /// Asks; what was still on its way is dropped.
    fn start(self, rows: usize) {
        let query = self.query.get_untracked();
        self.running.update_value(|running| {
            if let Some(running) = running.take() {
                running.abort();
            }
            *running = Some(self.load.dispatch((query, rows)));
        });
    }

    /// The saved view that is shown.
    pub fn shown_view(self) -> Option<View> {
        let id = self.view.get()?;
        self.views.with(|views| {
            let views = views.as_ref()?;
            views.iter().find(|view| view.id == id).cloned()
        })
    }

    /// Looks at the newest answer, if there is one.
    pub fn with_answer<T>(self, look: impl FnOnce(&Answer) -> T) -> Option<T> {
        if self.newer.with(Option::is_some) {
            self.newer.with(|newer| newer.as_ref().map(look))
        } else {
            self.first.with(|first| first.as_ref().map(look))
        }
    }

    /// The contacts on the page.
    pub fn contacts(self) -> Vec<Contact> {
        self.with_answer(|answer| {
            answer
                .as_ref()
                .map(|page| page.items.clone())
                .unwrap_or_default()
        })
        .unwrap_or_default()
    }

    /// The ids of the contacts on the page.
    pub fn ids(self) -> Vec<ContactId> {
        self.with_answer(|answer| {
            let items = answer.as_ref().map(|page| page.items.iter());
            items.map_or_else(
                |_| Vec::new(),
                |items| items.map(|contact| contact.id).collect(),
            )
        })
        .unwrap_or_default()
    }

    /// Ticks a contact, or takes its tick away.
    pub fn tick(self, id: ContactId, ticked: bool) {
        self.selected
            .update(|selected| selected.tick(id, ticked, untrack(|| self.ids())));
    }

    /// How many contacts are found.
    pub fn total(self) -> Option<Total> {
        self.with_answer(|answer| answer.as_ref().ok().map(|page| page.total))
            .flatten()
    }

    /// The words of the search that find only names that begin with them.
    pub fn beginnings(self) -> Vec<String> {
        self.with_answer(|answer| Some(answer.as_ref().ok()?.beginnings.clone()))
            .flatten()
            .unwrap_or_default()
    }

    /// The colour of a label.
    pub fn colour(self, label: &str) -> Hue {
        let of = |labels: &Result<Vec<Label>, Error>| {
            let label = labels
                .as_ref()
                .ok()?
                .iter()
                .find(|known| known.name == label)?;
            Some(Hue::parse(&label.colour))
        };
        self.labels
            .with(|labels| labels.as_ref().and_then(of))
            .unwrap_or_default()
    }

    /// The query of the address; the default where it makes no sense.
    pub fn asked(self) -> Query {
        self.query.get().unwrap_or_default()
    }

    /// The address of the list that a change of the query gives; it starts from the first page.
    pub fn address(self, change: impl FnOnce(&mut Query)) -> String {
        let mut query = Query {
            cursor: None,
            ..self.asked()
        };
        change(&mut query);
        self.address_of(&query)
    }

    /// The address of what is shown.
    pub fn here(self) -> String {
        self.address_of(&self.asked())
    }

    /// The address of a query in the view that is shown.
    fn address_of(self, query: &Query) -> String {
        address(self.view.get(), query)
    }

    /// The address of Contact.csv: of all contacts, or of those that are found.
    pub fn download(self, found: bool) -> String {
        let query = if found {
            Query {
                cursor: None,
                ..self.asked()
            }
            .address()
        } else {
            String::new()
        };
        if query.is_empty() {
            "/contacts/export".to_owned()
        } else {
            format!("/contacts/export?{query}")
        }
    }

    /// The address of the next page, where there is one.
    pub fn next(self) -> Option<String> {
        let cursor = self
            .with_answer(|answer| answer.as_ref().ok()?.next_cursor.clone())
            .flatten()?;
        let query = Query {
            cursor: cursor.parse().ok(),
            ..self.asked()
        };
        Some(self.address_of(&query))
    }

    /// Remembers this page before the next one is shown.
    pub fn leave_for_next(self) {
        let here = untrack(|| self.here());
        self.before.update(|before| before.push(here));
    }

    /// The page before, or the first one where it is not known; none on the first page.
    pub fn previous(self) -> Option<String> {
        let query = self.asked();
        query.cursor.as_ref()?;
        Some(
            self.before
                .with(|before| before.last().cloned())
                .unwrap_or_else(|| self.address(|_| {})),
        )
    }

    /// Forgets the page that is being gone back to.
    pub fn leave_for_previous(self) {
        self.before.update(|before| {
            before.pop();
        });
    }

    /// How a column is sorted, and the address that sorts by it or turns it round.
    pub fn sorted(self, by: By) -> (Sorted, String) {
        let now = self.asked().sort.filter(|sort| sort.by == by);
        let sorted = match now {
            None => Sorted::No,
            Some(Sort {
                descending: false, ..
            }) => Sorted::Ascending,
            Some(Sort {
                descending: true, ..
            }) => Sorted::Descending,
        };
        // Names begin with A, news with the newest; the third press gives the usual order back.
        let first = by == By::Updated;
        let sort = match now {
            None => Some(Sort {
                by,
                descending: first,
            }),
            Some(sort) if sort.descending == first => Some(Sort {
                by,
                descending: !first,
            }),
            Some(_) => None,
        };
        (sorted, self.address(|query| query.sort = sort))
    }
}

/// What is searched for.
pub(super) fn search_of(query: &Result<Query, String>) -> String {
    query
        .as_ref()
        .map(|query| query.search.clone())
        .unwrap_or_default()
}

/// The parameter of the address that names a saved view.
const VIEW: &str = "view";

/// Asks for the first contacts of a query: a page, or as many as were loaded.
async fn ask(query: Result<Query, String>, rows: usize) -> Answer {
    let query = query.map_err(Error::Refused)?;
    let mut page = list(Query {
        limit: query.limit.max(step(rows)),
        ..query.clone()
    })
    .await?;
    while page.items.len() < rows
        && let Some(cursor) = page.next_cursor.as_ref().and_then(|next| next.parse().ok())
    {
        let more = list(Query {
            limit: step(rows - page.items.len()),
            cursor: Some(cursor),
            ..query.clone()
        })
        .await?;
        page.items.extend(more.items);
        page.next_cursor = more.next_cursor;
    }
    Ok(page)
}

fn step(rows: usize) -> u16 {
    u16::try_from(rows).map_or(LONGEST_PAGE, |rows| rows.clamp(1, LONGEST_PAGE))
}

/// How many contacts there are in all, where that is not what the list counts anyway.
async fn all_there_are(narrowed: bool) -> Option<Total> {
    let one = Query {
        limit: 1,
        ..Query::default()
    };
    match narrowed {
        true => list(one).await.ok().map(|page| page.total),
        false => None,
    }
}

async fn ask_names(wanted: bool) -> Names {
    if !wanted {
        return Names::default();
    }
    let (fields, imports) = futures::join!(fields::list(), imports::names());
    Names {
        fields: fields.unwrap_or_default(),
        imports: imports.unwrap_or_default(),
    }
}

/// The address of the list.
pub fn address(view: Option<Uuid>, query: &Query) -> String {
    let parameters = query.address();
    let view = view.map(|view| format!("{VIEW}={view}"));
    match (view, parameters.is_empty()) {
        (None, true) => "/contacts".to_owned(),
        (None, false) => format!("/contacts?{parameters}"),
        (Some(view), true) => format!("/contacts?{view}"),
        (Some(view), false) => format!("/contacts?{view}&{parameters}"),
    }
}

/// Goes to an address of the list. Typing replaces the entry in the history, so that one step back leaves the search.
pub fn go() -> impl Fn(&str, bool) + Clone + 'static {
    let navigate = use_navigate();
    let search = use_location().search;
    move |address: &str, replace: bool| {
        let now = search.get_untracked();
        let now = if now.is_empty() {
            "/contacts".to_owned()
        } else {
            format!("/contacts?{now}")
        };
        if now != address {
            navigate(
                address,
                NavigateOptions {
                    replace,
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        }
    }
}
