//! Which rows are drawn. The list may be of any length: only the rows in sight and a few around them are in the
//! document, what is above and below is space, and more contacts are asked for before the end comes in sight.
use std::ops::Range;

use contact::{
    Contact,
    query::{COUNTED, LONGEST_PAGE, Query, Total},
};
use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::{api::contacts::list, list::state::State};

/// How many rows are drawn beyond each edge.
const BEYOND: usize = 12;
/// The window moves by this many rows at a time.
const STRIDE: usize = 4;
/// More is asked for when fewer rows than these are left below.
const AHEAD: usize = 100;
/// How many are asked for at a time, when nobody is in a hurry.
const MORE: u16 = 100;
/// How high a row is until one has been measured.
const ROW: f64 = 36.0;

/// The rows that are drawn, and how far the list is scrolled.
#[derive(Clone, Copy)]
pub struct Window {
    /// The area that scrolls.
    pub scroller: NodeRef<html::Div>,
    /// The rows in the document.
    pub drawn: RwSignal<Range<usize>>,
    /// The row that the keys are at.
    pub at: RwSignal<Option<usize>>,
    /// The contact of that row is shown at the side.
    pub peeking: RwSignal<bool>,
    top: StoredValue<f64>,
    row: StoredValue<f64>,
    /// Grows with every question, so that a reply to an older one is known.
    asked: StoredValue<u32>,
    asking: StoredValue<bool>,
}

impl Window {
    /// A window on a new list, which is drawn whole, or again on one that was scrolled this far.
    pub fn new(top: StoredValue<f64>, again: bool) -> Self {
        let first = ((top.get_value() / ROW) as usize).saturating_sub(BEYOND);
        let drawn = match again {
            true => first..first + AHEAD,
            false => 0..usize::MAX,
        };
        Self {
            scroller: NodeRef::new(),
            drawn: RwSignal::new(drawn),
            at: RwSignal::new(None),
            peeking: RwSignal::new(false),
            top,
            row: StoredValue::new(ROW),
            asked: StoredValue::new(0),
            asking: StoredValue::new(false),
        }
    }

    /// Starts from the top: another list is about to come.
    pub fn forget(self) {
        self.top.set_value(0.0);
        self.drawn.set(0..BEYOND + AHEAD);
        self.at.set(None);
        self.peeking.set(false);
        self.asked.update_value(|asked| *asked += 1);
        self.asking.set_value(false);
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    }

    /// The row behind the last one that is drawn.
    pub fn end(self) -> usize {
        match self.drawn.get_untracked().end {
            usize::MAX => 0,
            end => end,
        }
    }

    /// How far the list is scrolled.
    pub fn top(self) -> f64 {
        self.top.get_value()
    }
}

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
        let first = (top / row) as usize;
        let last = ((top + f64::from(scroller.client_height())) / row) as usize + 1;
        let first = first.saturating_sub(BEYOND) / STRIDE * STRIDE;
        let last = (last + BEYOND).div_ceil(STRIDE) * STRIDE;
        if window.drawn.with_untracked(|drawn| *drawn != (first..last)) {
            window.drawn.set(first..last);
        }
        self.ask_for_more(last);
    }

    /// Asks for the next contacts when the end of those that are loaded comes near.
    fn ask_for_more(self, last: usize) {
        let window = self.window;
        let Some((loaded, Some(cursor))) = untrack(|| self.loaded()) else {
            return;
        };
        if window.asking.get_value() || self.waiting.get_untracked() || last + AHEAD <= loaded {
            return;
        }
        let query = untrack(|| self.asked());
        let behind = last > loaded + usize::from(MORE);
        let query = Query {
            cursor: cursor.parse().ok(),
            limit: if behind { LONGEST_PAGE } else { MORE },
            ..query
        };
        window.asking.set_value(true);
        let asked = window.asked.get_value();
        leptos::task::spawn_local(async move {
            let more = list(query).await;
            // The list may be gone, or another one.
            if window.asked.try_get_value() != Some(asked) {
                return;
            }
            window.asking.set_value(false);
            let Ok(more) = more else {
                return;
            };
            self.learn(&Ok(more.clone()));
            let same = untrack(|| self.loaded()).is_some_and(|(_, next)| next == Some(cursor));
            if same {
                self.newer.update(|answer| {
                    if let Some(Ok(page)) = answer {
                        page.items.extend(more.items);
                        page.next_cursor = more.next_cursor;
                    }
                });
                self.scrolled();
            }
        });
    }

    /// How many contacts are loaded, and where the next ones start.
    fn loaded(self) -> Option<(usize, Option<String>)> {
        self.with_answer(|answer| {
            let page = answer.as_ref().ok()?;
            Some((page.items.len(), page.next_cursor.clone()))
        })
        .flatten()
    }

    /// The contacts whose rows are drawn.
    pub fn drawn(self) -> Vec<Contact> {
        let drawn = self.window.drawn.get();
        self.with_answer(|answer| match answer {
            Ok(page) => {
                let end = drawn.end.min(page.items.len());
                page.items[drawn.start.min(end)..end].to_vec()
            }
            Err(_) => Vec::new(),
        })
        .unwrap_or_default()
    }

    /// The contact of a row.
    pub fn contact_at(self, row: usize) -> Option<Contact> {
        self.with_answer(|answer| answer.as_ref().ok()?.items.get(row).cloned())
            .flatten()
    }

    /// How many rows the list has: all that are found, as far as they were counted.
    pub fn length(self) -> usize {
        let Some((loaded, next)) = self.loaded() else {
            return 0;
        };
        match (self.paged.get(), next, self.total()) {
            (true, ..) | (_, None, _) | (.., None) => loaded,
            (_, Some(_), Some(Total::Exactly(total))) => loaded.max(total as usize),
            (_, Some(_), Some(Total::AtLeast { .. })) => (loaded + AHEAD).max(COUNTED as usize),
        }
    }

    /// How much space stands for the rows above and below those that are drawn.
    pub fn space(self) -> (f64, f64) {
        let (drawn, length) = (self.window.drawn.get(), self.length());
        let loaded = self.loaded().map_or(0, |(loaded, _)| loaded);
        let row = self.window.row.get_value();
        let start = drawn.start.min(loaded);
        let end = drawn.end.clamp(start, loaded.max(start));
        let above = start as f64 * row;
        (above, (length.saturating_sub(end)) as f64 * row)
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
        let (top, bottom) = (row as f64 * height, (row + 1) as f64 * height);
        let from = f64::from(scroller.scroll_top());
        // The header covers the first row's height.
        let seen = f64::from(scroller.client_height()) - height;
        if top < from {
            scroller.set_scroll_top(top as i32);
        } else if bottom > from + seen {
            scroller.set_scroll_top((bottom - seen).ceil() as i32);
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
