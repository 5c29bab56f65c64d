//! Where one goes from the list: every control of it is an address, which differs from this one by what it changes.
use contact::query::{By, Query};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    list::{
        address::{LIST, address, download, turned, with},
        state::State,
    },
    ui::table::Sorted,
};

impl State {
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

    /// The address of a query in the view that is shown.
    fn address_of(self, query: &Query) -> String {
        address(self.view.get(), query)
    }

    /// The address of Contact.csv: of all contacts, or of those that are found.
    pub fn download(self, found: bool) -> String {
        download(found.then(|| self.asked()))
    }

    /// The address of the next page, where there is one.
    pub fn next(self) -> Option<String> {
        let cursor = self.with_page(|page| page.next_cursor.clone()).flatten()?;
        let query = Query {
            cursor: cursor.parse().ok(),
            ..self.asked()
        };
        Some(self.address_of(&query))
    }

    /// Remembers this page before the next one is shown.
    pub fn leave_for_next(self) {
        let here = untrack(|| self.address_of(&self.asked()));
        self.before.update(|before| before.push(here));
    }

    /// The page before, or the first one where it is not known; none on the first page.
    pub fn previous(self) -> Option<String> {
        self.asked().cursor?;
        let before = self.before.with(|before| before.last().cloned());
        Some(before.unwrap_or_else(|| self.address(|_| {})))
    }

    /// Forgets the page that is being gone back to.
    pub fn leave_for_previous(self) {
        self.before.update(|before| {
            before.pop();
        });
    }

    /// How a column is sorted, and the address that sorts by it or turns it round.
    pub fn sorted(self, by: By) -> (Sorted, String) {
        let (sorted, sort) = turned(self.asked().sort, by);
        (sorted, self.address(|query| query.sort = sort))
    }
}

/// Goes to an address of the list. Typing replaces the entry in the history, so that one step back leaves the search.
pub fn go() -> impl Fn(&str, bool) + Clone + 'static {
    let navigate = use_navigate();
    let search = use_location().search;
    move |address: &str, replace: bool| {
        let now = search.get_untracked();
        if with(LIST, &now) != address {
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
