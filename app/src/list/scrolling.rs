//! Follows the list as it is scrolled, and brings rows in sight.
use contact::{Contact, ContactId};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::list::{
    asking::Event,
    state::State,
    window::{around, length, scroll_to, space},
};

impl State {
    /// Follows the area as it scrolls, or as its size changes.
    pub fn scrolled(self) {
        let window = self.window;
        let Some(scroller) = window.scroller.try_get_untracked().flatten() else {
            return;
        };
        if self.paged.get_untracked() {
            window.drawn.set(0..usize::MAX);
            return;
        }
        if let Ok(Some(row)) = scroller.query_selector("tbody tr[aria-rowindex]") {
            let height = row.get_bounding_client_rect().height();
            if height > 1.0 {
                window.row.set_value(height);
            }
        }
        let row = window.row.get_value();
        let top = f64::from(scroller.scroll_top());
        window.top.set_value(top);
        let drawn = around(top, f64::from(scroller.client_height()), row);
        let last = drawn.end;
        if window.drawn.with_untracked(|now| *now != drawn) {
            window.drawn.set(drawn);
        }
        self.tell(Event::Neared(last));
    }

    /// How many contacts are loaded, and where the next ones start.
    fn loaded(self) -> Option<(usize, Option<String>)> {
        self.with_page(|page| (page.items.len(), page.next_cursor.clone()))
    }

    /// The contacts whose rows are drawn.
    pub fn drawn(self) -> Vec<Contact> {
        let drawn = self.window.drawn.get();
        self.with_page(|page| {
            let end = drawn.end.min(page.items.len());
            page.items[drawn.start.min(end)..end].to_vec()
        })
        .unwrap_or_default()
    }

    /// The contact of a row.
    pub fn contact_at(self, row: usize) -> Option<Contact> {
        self.with_page(|page| page.items.get(row).cloned())
            .flatten()
    }

    /// A contact as it is shown now, which stands in this row unless its row has moved.
    pub fn contact_in(self, row: usize, id: ContactId) -> Option<Contact> {
        self.with_page(|page| {
            let there = page.items.get(row).filter(|contact| contact.id == id);
            let found = there.or_else(|| page.items.iter().find(|contact| contact.id == id));
            found.cloned()
        })
        .flatten()
    }

    /// How many rows the list has: all that are found, as far as they were counted.
    pub fn length(self) -> usize {
        let Some((loaded, next)) = self.loaded() else {
            return 0;
        };
        let comes_more = next.is_some() && !self.paged.get();
        length(loaded, comes_more, self.total())
    }

    /// How much space stands for the rows above and below those that are drawn.
    pub fn space(self) -> (f64, f64) {
        let loaded = self.loaded().map_or(0, |(loaded, _)| loaded);
        let row = self.window.row.get_value();
        let length = self.length();
        self.window
            .drawn
            .with(|drawn| space(drawn, loaded, length, row))
    }

    /// Goes to a row, or to the last one where there are fewer by now.
    pub fn visit_last(self, row: usize) {
        if let Some((loaded @ 1.., _)) = self.loaded() {
            self.visit(row.min(loaded - 1));
        }
    }

    /// Brings a row in sight and puts the focus on the name in it.
    pub fn visit(self, row: usize) {
        let window = self.window;
        let loaded = untrack(|| self.loaded()).map_or(0, |(loaded, _)| loaded);
        let (Some(scroller), true) = (window.scroller.get_untracked(), row < loaded) else {
            return;
        };
        let height = window.row.get_value();
        let from = f64::from(scroller.scroll_top());
        let client = f64::from(scroller.client_height());
        if let Some(top) = scroll_to(row, from, client, height) {
            scroller.set_scroll_top(top as i32);
        }
        window.at.set(Some(row));
        self.scrolled();
        request_animation_frame(move || {
            let place = format!("tbody tr[aria-rowindex=\"{}\"] th a", row + 2);
            let name = scroller.query_selector(&place).ok().flatten();
            if let Some(name) = name.and_then(|name| name.dyn_into::<web_sys::HtmlElement>().ok()) {
                // A name that cannot take the focus leaves it where it is.
                let _ = name.focus();
            }
        });
    }
}
