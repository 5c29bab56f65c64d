//! Which rows are drawn. The list may be of any length: only the rows in sight and a few around them are in the
//! document, what is above and below is space, and more contacts are asked for before the end comes in sight.
use std::ops::Range;

use contact::query::{COUNTED, Total};
use leptos::{html, prelude::*};

/// How many rows are drawn beyond each edge.
const BEYOND: usize = 12;
/// The window moves by this many rows at a time.
const STRIDE: usize = 4;
/// More is asked for when fewer rows than these are left below.
pub const AHEAD: usize = 100;
/// How high a row is until one has been measured.
const ROW: f64 = 36.0;

/// Where a list stands once it is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aim {
    /// Where it begins: it is another one.
    #[default]
    Start,
    /// Where it stood.
    Stay,
    /// There too, unless what was not shown stands at its top.
    Unshown,
}

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
    /// How far the list is scrolled.
    pub top: StoredValue<f64>,
    /// How high a row is.
    pub row: StoredValue<f64>,
    /// Where the next answer is shown.
    pub aim: StoredValue<Aim>,
}

impl Window {
    /// A window on a new list, which is drawn whole, or again on one that was scrolled this far.
    pub fn new(top: StoredValue<f64>, again: bool) -> Self {
        Self {
            scroller: NodeRef::new(),
            drawn: RwSignal::new(first_drawn(top.get_value(), again)),
            at: RwSignal::new(None),
            peeking: RwSignal::new(false),
            top,
            row: StoredValue::new(ROW),
            aim: StoredValue::default(),
        }
    }

    /// Starts from the top: another list is about to come.
    pub fn forget(self) {
        self.aim.set_value(Aim::Start);
        self.top.set_value(0.0);
        self.drawn.set(0..BEYOND + AHEAD);
        self.at.set(None);
        self.peeking.set(false);
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    }

    /// The row behind the last one that is drawn; none while the list is drawn whole.
    pub fn end(self) -> usize {
        match self.drawn.get_untracked().end {
            usize::MAX => 0,
            end => end,
        }
    }
}

/// The rows that are drawn before anything was measured.
fn first_drawn(top: f64, again: bool) -> Range<usize> {
    let first = ((top / ROW) as usize).saturating_sub(BEYOND);
    match again {
        true => first..first + AHEAD,
        false => 0..usize::MAX,
    }
}

/// The rows to draw where an area of this height is scrolled this far down rows of this height.
pub fn around(top: f64, height: f64, row: f64) -> Range<usize> {
    let first = (top / row) as usize;
    let last = ((top + height) / row) as usize + 1;
    let first = first.saturating_sub(BEYOND) / STRIDE * STRIDE;
    first..(last + BEYOND).div_ceil(STRIDE) * STRIDE
}

/// How many rows the list has: all that are found, as far as they were counted. Of one page at a time, or where nothing
/// comes behind what is loaded, it is that.
pub fn length(loaded: usize, comes_more: bool, total: Option<Total>) -> usize {
    match total.filter(|_| comes_more) {
        None => loaded,
        Some(Total::Exactly(total)) => loaded.max(total as usize),
        Some(Total::AtLeast { .. }) => (loaded + AHEAD).max(COUNTED as usize),
    }
}

/// How much space stands for the rows above and below those that are drawn.
pub fn space(drawn: &Range<usize>, loaded: usize, length: usize, row: f64) -> (f64, f64) {
    let start = drawn.start.min(loaded);
    let end = drawn.end.clamp(start, loaded.max(start));
    let below = length.saturating_sub(end);
    (start as f64 * row, below as f64 * row)
}

/// The next row or the one before; the first one from nowhere.
pub fn step(at: Option<usize>, forward: bool) -> usize {
    match (at, forward) {
        (None, _) => 0,
        (Some(row), true) => row + 1,
        (Some(row), false) => row.saturating_sub(1),
    }
}

/// How far to scroll so that a row comes in sight; none where it is. The header covers the height of one row.
pub fn scroll_to(row: usize, from: f64, client: f64, height: f64) -> Option<f64> {
    let (top, bottom) = (row as f64 * height, (row + 1) as f64 * height);
    let seen = client - height;
    if top < from {
        Some(top)
    } else if bottom > from + seen {
        Some((bottom - seen).ceil())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use contact::query::Total;

    use super::{AHEAD, around, first_drawn, length, scroll_to, space, step};

    #[test]
    fn a_new_list_is_drawn_whole_and_one_that_was_left_around_where_it_was_left() {
        assert_eq!(first_drawn(0.0, false), 0..usize::MAX);
        assert_eq!(first_drawn(0.0, true), 0..AHEAD);
        assert_eq!(first_drawn(3600.0, true), 88..88 + AHEAD);
    }

    #[test]
    fn the_rows_in_sight_are_drawn_with_some_around_them_and_the_window_moves_in_strides() {
        let drawn = around(3600.0, 720.0, 36.0);
        assert!(drawn.start <= 88 && drawn.end >= 132, "{drawn:?}");
        assert_eq!(
            drawn,
            around(3610.0, 720.0, 36.0),
            "one row is no reason to move"
        );
        assert_eq!(around(0.0, 720.0, 36.0).start, 0);
    }

    #[test]
    fn a_list_is_as_long_as_was_counted_while_more_comes() {
        assert_eq!(length(50, false, Some(Total::Exactly(900))), 50);
        assert_eq!(length(50, true, None), 50);
        assert_eq!(length(50, true, Some(Total::Exactly(900))), 900);
        assert_eq!(
            length(50, true, Some(Total::Exactly(7))),
            50,
            "some came meanwhile"
        );
        let uncounted = Some(Total::AtLeast { at_least: 10_000 });
        assert_eq!(length(50, true, uncounted), 10_000);
        assert_eq!(length(20_000, true, uncounted), 20_000 + AHEAD);
    }

    #[test]
    fn space_and_rows_together_are_as_high_as_the_list() {
        for drawn in [0..usize::MAX, 0..40, 88..132, 190..300, 500..600] {
            let (above, below) = space(&drawn, 200, 900, 36.0);
            let shown = drawn.end.min(200).saturating_sub(drawn.start.min(200));
            assert_eq!(
                above + below + shown as f64 * 36.0,
                900.0 * 36.0,
                "{drawn:?}"
            );
        }
    }

    #[test]
    fn keys_go_from_row_to_row_and_begin_at_the_first() {
        assert_eq!(step(None, true), 0);
        assert_eq!(step(None, false), 0);
        assert_eq!(step(Some(3), true), 4);
        assert_eq!(step(Some(3), false), 2);
        assert_eq!(step(Some(0), false), 0);
    }

    #[test]
    fn a_row_out_of_sight_is_scrolled_to_and_one_in_sight_stays() {
        assert_eq!(scroll_to(10, 0.0, 720.0, 36.0), None);
        assert_eq!(scroll_to(2, 360.0, 720.0, 36.0), Some(72.0));
        assert_eq!(scroll_to(40, 0.0, 720.0, 36.0), Some(41.0 * 36.0 - 684.0));
        assert_eq!(scroll_to(0, 0.0, 720.0, 36.0), None);
    }
}
