//! The rows of a list of enquiries while it is asked for anew by itself: each that is drawn stays where it stands and says
//! what became of it; those that came since are counted, and drawn when somebody asks for them. Nobody loses a row, or the
//! place that they point at, by what others do.
use contact::enquiry::Status;
use uuid::Uuid;

use crate::{
    enquiries::listing::ListContent,
    wire::overview::{EnquiryPage, EnquiryRow},
};

/// What a list shows of an enquiry.
pub trait Listed: Clone + PartialEq + Send + Sync + 'static {
    /// Its row.
    fn row(&self) -> &EnquiryRow;

    /// Shows another state of its row.
    fn set_row(&mut self, row: EnquiryRow);
}

impl Listed for EnquiryRow {
    fn row(&self) -> &EnquiryRow {
        self
    }

    fn set_row(&mut self, row: EnquiryRow) {
        *self = row;
    }
}

/// A page as it was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered<R> {
    pub items: Vec<R>,
    /// Where the next page starts; absent on the last one.
    pub next: Option<String>,
}

impl From<EnquiryPage> for Answered<EnquiryRow> {
    fn from(page: EnquiryPage) -> Self {
        Self {
            items: page.items,
            next: page.next_cursor,
        }
    }
}

/// An enquiry that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownRow<R> {
    pub item: R,
    /// Why it is in the list no more.
    pub left: Option<Left>,
}

/// Why an enquiry is in a list no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It has another status by now.
    Now(Status),
    /// It is not what the list is narrowed down to any more, or may no longer be seen.
    Elsewhere,
}

/// What is drawn of a page, and what is not yet.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownRows<R> {
    pub rows: Vec<ShownRow<R>>,
    /// Where the next page starts.
    pub next: Option<String>,
    /// How many there are that are not drawn.
    pub newcomers: usize,
    /// What was answered last.
    newest: Option<Answered<R>>,
}

impl<R> Default for ShownRows<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            next: None,
            newcomers: 0,
            newest: None,
        }
    }
}

impl<R: Listed> ShownRows<R> {
    /// How many are drawn that are in the list no more.
    pub fn left(&self) -> usize {
        self.rows.iter().filter(|row| row.left.is_some()).count()
    }

    /// Draws what was answered last; the first of it that is new, or else the first of it.
    pub fn show(&mut self) -> Option<Uuid> {
        let newest = self.newest.take()?;
        let mut ids = newest.items.iter().map(id);
        let first = ids.clone().find(|id| !self.holds(*id));
        let first = first.or_else(|| ids.next());
        *self = Self::of(newest);
        first
    }

    fn holds(&self, wanted: Uuid) -> bool {
        self.rows.iter().any(|row| id(&row.item) == wanted)
    }

    /// How many of a page stand before the last row that is drawn.
    fn ahead(&self, items: &[R]) -> usize {
        let Some(last) = self.rows.last() else {
            return 0;
        };
        let place = |item: &R| (item.row().opened_at, id(item));
        let last = place(&last.item);
        let is_ahead = |item: &&R| match is_oldest_first(items) {
            true => place(item) < last,
            false => place(item) > last,
        };
        items.iter().take_while(is_ahead).count()
    }
}

impl<R: Listed> ListContent for ShownRows<R> {
    type Answer = Answered<R>;

    fn of(answer: Answered<R>) -> Self {
        let row = |item| ShownRow { item, left: None };
        Self {
            rows: answer.items.into_iter().map(row).collect(),
            next: answer.next,
            ..Self::default()
        }
    }

    fn missing(&self, newer: &Answered<R>) -> Vec<Uuid> {
        let drawn = self.rows.iter().map(|row| id(&row.item));
        let is_missing = |wanted: &Uuid| !newer.items.iter().any(|item| id(item) == *wanted);
        drawn.filter(is_missing).collect()
    }

    fn follow(&mut self, newer: Answered<R>, others: &[EnquiryRow]) {
        // Where nothing is drawn, nothing can move.
        if self.rows.is_empty() {
            *self = Self::of(newer);
            return;
        }
        for row in &mut self.rows {
            row.follow(&newer, others);
        }
        let is_drawn = |item: &R| self.holds(id(item));
        // What came up from the next page, in the place of those that left, is not new.
        let own = match (&self.next, newer.items.iter().rposition(is_drawn)) {
            (None, _) => newer.items.len(),
            (Some(_), Some(last)) => last + 1,
            // All that are drawn have left, or were moved to further pages by a whole page of those that came before them.
            (Some(_), None) => self.ahead(&newer.items),
        };
        let newcomers = newer.items[..own].iter();
        self.newcomers = newcomers.filter(|item| !is_drawn(item)).count();
        if newer.next.is_none() && own == newer.items.len() {
            self.next = None;
        }
        self.newest = (self.newcomers > 0 || self.left() > 0).then_some(newer);
    }
}

impl<R: Listed> ShownRow<R> {
    /// Takes in how it stands by now: as a newer answer holds it, else as it stands among these others.
    fn follow(&mut self, newer: &Answered<R>, others: &[EnquiryRow]) {
        let (own, before) = (id(&self.item), self.item.row().status);
        if let Some(item) = newer.items.iter().find(|item| id(*item) == own) {
            self.item = item.clone();
            self.left = None;
            return;
        }
        let other = others.iter().find(|other| other.id == own);
        self.left = match (other, self.left) {
            (Some(other), Some(Left::Now(_))) => Some(Left::Now(other.status)),
            (Some(other), _) if other.status != before => Some(Left::Now(other.status)),
            // Those that came since have moved it down, to the next page.
            (Some(other), _) if newer.next.is_some() && is_behind(other, &newer.items) => None,
            _ => Some(Left::Elsewhere),
        };
        if let Some(other) = other {
            self.item.set_row(other.clone());
        }
    }
}

fn id<R: Listed>(item: &R) -> Uuid {
    item.row().id
}

/// Whether an enquiry stands behind all of a page.
fn is_behind<R: Listed>(row: &EnquiryRow, items: &[R]) -> bool {
    let Some(last) = items.last().map(|item| item.row().opened_at) else {
        return true;
    };
    match is_oldest_first(items) {
        true => row.opened_at >= last,
        false => row.opened_at <= last,
    }
}

/// Whether a page is in the order in which its enquiries were opened, and not in the reverse. Its end tells: what was searched
/// for by its id stands first in any case.
fn is_oldest_first<R: Listed>(items: &[R]) -> bool {
    let mut opened = items.iter().rev().map(|item| item.row().opened_at);
    let Some(last) = opened.next() else {
        return false;
    };
    opened
        .find(|at| *at != last)
        .is_some_and(|other| other < last)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contact::enquiry::{Channel, Status};
    use uuid::Uuid;

    use super::{Answered, EnquiryRow, Left, ListContent, ShownRows};
    use crate::wire::overview::Caller;

    type Rows = ShownRows<EnquiryRow>;

    /// An enquiry of this number, opened in the second of that number.
    fn row(number: u32, status: Status) -> EnquiryRow {
        EnquiryRow {
            id: Uuid::from_u128(number.into()),
            external_id: format!("E-{number}"),
            caller: Caller::Unknown,
            channel: Channel::Line,
            status,
            subject: String::new(),
            destination: String::new(),
            staff: Vec::new(),
            opened_at: DateTime::UNIX_EPOCH + chrono::Duration::seconds(number.into()),
            closed_at: None,
            refused: None,
        }
    }

    /// A page of open ones with these numbers.
    fn page(numbers: &[u32], next: bool) -> Answered<EnquiryRow> {
        let items = numbers.iter().map(|number| row(*number, Status::Open));
        Answered {
            items: items.collect(),
            next: next.then(|| "next".to_owned()),
        }
    }

    /// The numbers of what is drawn, with why they have left.
    fn drawn(rows: &Rows) -> Vec<(u128, Option<Left>)> {
        let rows = rows.rows.iter();
        rows.map(|row| (row.item.id.as_u128(), row.left)).collect()
    }

    #[test]
    fn rows_stay_where_they_stand_and_say_what_became_of_them() {
        let mut rows = Rows::of(page(&[1, 2, 3], false));
        let newer = page(&[1, 3], false);
        assert_eq!(rows.missing(&newer), [Uuid::from_u128(2)]);
        let closed = row(2, Status::Closed);
        rows.follow(newer, std::slice::from_ref(&closed));
        let left = Some(Left::Now(Status::Closed));
        assert_eq!(drawn(&rows), [(1, None), (2, left), (3, None)]);
        assert_eq!(rows.rows[1].item, closed, "it is drawn as it is by now");
        assert_eq!((rows.newcomers, rows.left()), (0, 1));
        // However often it is looked at.
        rows.follow(page(&[1, 3], false), &[closed]);
        assert_eq!(drawn(&rows)[1], (2, left));
        // It may come back to where it was.
        rows.follow(page(&[1, 2, 3], false), &[]);
        assert_eq!(drawn(&rows), [(1, None), (2, None), (3, None)]);
    }

    #[test]
    fn what_is_no_longer_asked_for_or_may_no_longer_be_seen_has_left_too() {
        let mut rows = Rows::of(page(&[1, 2], false));
        rows.follow(page(&[2], false), &[row(1, Status::Open)]);
        assert_eq!(drawn(&rows), [(1, Some(Left::Elsewhere)), (2, None)]);
        rows.follow(page(&[2], false), &[]);
        assert_eq!(drawn(&rows), [(1, Some(Left::Elsewhere)), (2, None)]);
    }

    #[test]
    fn newcomers_are_counted_and_drawn_when_somebody_asks_for_them() {
        let mut rows = Rows::of(page(&[1, 3], false));
        rows.follow(page(&[3, 4, 5], false), &[row(1, Status::Missed)]);
        let left = Some(Left::Now(Status::Missed));
        assert_eq!(drawn(&rows), [(1, left), (3, None)]);
        assert_eq!(rows.newcomers, 2);
        assert_eq!(rows.show(), Some(Uuid::from_u128(4)));
        assert_eq!(drawn(&rows), [(3, None), (4, None), (5, None)]);
        assert_eq!((rows.newcomers, rows.left()), (0, 0));
        assert_eq!(rows.show(), None, "there is nothing more");
    }

    #[test]
    fn where_nothing_is_drawn_those_who_come_are_drawn_at_once() {
        let mut rows = Rows::of(page(&[], false));
        rows.follow(page(&[1], false), &[]);
        assert_eq!((drawn(&rows), rows.newcomers), (vec![(1, None)], 0));
    }

    #[test]
    fn what_comes_up_from_the_next_page_is_not_new() {
        let mut rows = Rows::of(page(&[1, 2, 3], true));
        rows.follow(page(&[2, 3, 4], true), &[row(1, Status::Closed)]);
        assert_eq!((rows.newcomers, rows.left()), (0, 1));
        assert_eq!(rows.next.as_deref(), Some("next"));
        // One that waited elsewhere comes in between.
        let mut between = page(&[2, 3, 4], true);
        between.items.insert(1, row(9, Status::Open));
        rows.follow(between, &[row(1, Status::Closed)]);
        assert_eq!(rows.newcomers, 1);
        // Nothing follows any more.
        rows.follow(page(&[2, 3], false), &[row(1, Status::Closed)]);
        assert_eq!((rows.newcomers, rows.next.as_deref()), (0, None));
    }

    #[test]
    fn a_whole_page_of_newcomers_is_told_of_too() {
        let mut rows = Rows::of(page(&[3, 2, 1], true));
        let moved = [3, 2, 1].map(|number| row(number, Status::Open));
        rows.follow(page(&[6, 5, 4], true), &moved);
        assert_eq!((rows.newcomers, rows.left()), (3, 0));
        assert_eq!(drawn(&rows), [(3, None), (2, None), (1, None)]);
        assert_eq!(rows.show(), Some(Uuid::from_u128(6)));
        // Where all that are drawn were taken, others have come up from the next page.
        let mut rows = Rows::of(page(&[1, 2, 3], true));
        let taken = [1, 2, 3].map(|number| row(number, Status::Closed));
        rows.follow(page(&[4, 5, 6], true), &taken);
        assert_eq!((rows.newcomers, rows.left()), (0, 3));
    }

    #[test]
    fn what_is_moved_to_the_next_page_by_newcomers_has_not_left() {
        let mut rows = Rows::of(page(&[9, 8, 7], true));
        let moved = row(7, Status::Open);
        rows.follow(page(&[10, 9, 8], true), std::slice::from_ref(&moved));
        assert_eq!(drawn(&rows), [(9, None), (8, None), (7, None)]);
        assert_eq!(rows.newcomers, 1);
        rows.follow(page(&[11, 10, 9], true), &[moved, row(8, Status::Open)]);
        assert_eq!((rows.newcomers, rows.left()), (2, 0));
        // One in the middle of the page is not moved: it is not what is asked for.
        let mut rows = Rows::of(page(&[9, 8, 7], true));
        rows.follow(page(&[9, 7, 6], true), &[row(8, Status::Open)]);
        assert_eq!(drawn(&rows)[1], (8, Some(Left::Elsewhere)));
        // The same where those come first who have waited longest.
        let mut rows = Rows::of(page(&[1, 2, 4], true));
        rows.follow(page(&[1, 2, 3], true), &[row(4, Status::Open)]);
        assert_eq!(drawn(&rows)[2], (4, None));
    }
}
