//! What the list shows just now. The address is the state: everything that changes the list changes the address, and the
//! list follows. A newer question aborts the older one, so that a slow reply never overwrites a later one.
use contact::{
    Contact, ContactId,
    query::{By, Query, Sort, Total, selection::Selection},
};
use leptos::prelude::*;
use leptos::reactive::actions::ActionAbortHandle;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use crate::{
    api::{
        contacts::{Page, list},
        labels::{self, Label},
    },
    error::Error,
    frame::{sign_in_again, use_connection},
    ui::{badge::Hue, table::Sorted},
};

/// The reply to one question.
pub type Answer = Result<Page, Error>;

/// What the list shows, and how to change it.
#[derive(Clone, Copy)]
pub struct State {
    /// What the address asks for.
    pub query: Memo<Result<Query, String>>,
    /// The first answer, which the server renders.
    pub first: Resource<Answer>,
    newer: RwSignal<Option<Answer>>,
    /// How many contacts there are in all.
    pub everything: Resource<Option<Total>>,
    /// The labels there are, for their colours.
    pub labels: Resource<Result<Vec<Label>, Error>>,
    /// A newer answer is on its way.
    pub waiting: Signal<bool>,
    /// The contacts that are ticked, or all that are found.
    pub selected: RwSignal<Selection>,
    /// The contact that is about to be deleted, and its name.
    pub doomed: RwSignal<Option<(ContactId, String)>>,
    /// The addresses of the pages before this one, for going back.
    before: RwSignal<Vec<String>>,
    load: Action<Result<Query, String>, Answer>,
    running: StoredValue<Option<ActionAbortHandle>>,
}

impl State {
    /// Reads the address and follows it.
    pub fn of_address() -> Self {
        let map = use_query_map();
        let query = Memo::new(move |_| Query::read(map.get()));
        let first = Resource::new(|| (), move |()| ask(query.get_untracked()));
        let narrowed =
            Memo::new(move |_| query.with(|query| query.as_ref().is_ok_and(Query::is_narrowed)));
        let everything = Resource::new(
            move || narrowed.get(),
            |narrowed| async move {
                let one = Query {
                    limit: 1,
                    ..Query::default()
                };
                if narrowed {
                    list(one).await.ok().map(|page| page.total)
                } else {
                    None
                }
            },
        );
        let load = Action::new(|query: &Result<Query, String>| ask(query.clone()));
        let newer = RwSignal::new(None);
        let state = Self {
            query,
            first,
            newer,
            everything,
            labels: Resource::new(|| (), |()| labels::list()),
            waiting: load.pending().into(),
            selected: RwSignal::default(),
            doomed: RwSignal::default(),
            before: RwSignal::default(),
            load,
            running: StoredValue::new(None),
        };
        state.follow();
        state
    }

    fn follow(self) {
        let connection = use_connection();
        Effect::watch(
            move || (self.query.get(), connection.recovered.get()),
            move |_, _, _| self.reload(),
            false,
        );
        Effect::new(move |_| {
            if let Some(answer) = self.load.value().get() {
                match &answer {
                    Err(Error::SignedOut) => sign_in_again(),
                    Err(Error::Unreachable) => connection.lost(),
                    _ => {}
                }
                self.newer.set(Some(answer));
            }
        });
    }

    /// Asks again; what was still on its way is dropped.
    pub fn reload(self) {
        self.selected.set(Selection::default());
        let query = self.query.get_untracked();
        self.running.update_value(|running| {
            if let Some(running) = running.take() {
                running.abort();
            }
            *running = Some(self.load.dispatch(query));
        });
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
        address(&query)
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
        Some(address(&query))
    }

    /// Remembers this page before the next one is shown.
    pub fn leave_for_next(self) {
        let here = address(&self.query.get_untracked().unwrap_or_default());
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

async fn ask(query: Result<Query, String>) -> Answer {
    match query {
        Ok(query) => list(query).await,
        Err(sentence) => Err(Error::Refused(sentence)),
    }
}

fn address(query: &Query) -> String {
    let query = query.address();
    if query.is_empty() {
        "/contacts".to_owned()
    } else {
        format!("/contacts?{query}")
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
