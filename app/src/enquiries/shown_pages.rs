//! The pages of a transcript that are in the document: they follow each other, and there are only so many messages.
use std::{
    collections::{HashSet, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use chrono::{DateTime, Utc};
use contact::Bounded;
use leptos::prelude::*;
use uuid::Uuid;

use crate::wire::transcript::{Place, TranscriptPage};

/// So many messages stay in the document, and the rest of their pages. Pages themselves are no measure: what is said while
/// somebody looks comes one by one.
const MOST: usize = 500;

/// A page that is shown.
#[derive(Clone)]
pub struct ShownPage {
    /// No two have the same: one that is read anew begins with the same message, and is drawn anew.
    number: u32,
    pub page: Arc<TranscriptPage>,
    /// When the message before its first one was; absent while that is not here.
    pub before: ArcRwSignal<Option<DateTime<Utc>>>,
}

impl ShownPage {
    fn of(page: TranscriptPage) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            page: Arc::new(page),
            before: ArcRwSignal::new(None),
        }
    }

    /// What it is known by.
    pub fn key(&self) -> u32 {
        self.number
    }

    fn last_at(&self) -> Option<DateTime<Utc>> {
        self.page.items.last().map(|last| last.at)
    }
}

/// The pages that are shown, the oldest first.
#[derive(Clone, Default)]
pub struct ShownPages {
    shown: VecDeque<ShownPage>,
    /// There are newer messages than those of the last page.
    more: bool,
}

impl ShownPages {
    /// One page, and no other.
    pub fn of(page: TranscriptPage) -> Self {
        let mut pages = Self::default();
        pages.put_behind(page);
        pages
    }

    /// The pages.
    pub fn shown(&self) -> Vec<ShownPage> {
        self.shown.iter().cloned().collect()
    }

    /// Whether there is no message.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Where older messages are; nothing where the first one is here.
    pub fn older(&self) -> Option<Place> {
        let cursor = self.shown.front()?.page.older.clone()?;
        Some(Place::Older(Bounded::own(cursor)))
    }

    /// Where newer messages are that there are already.
    pub fn newer(&self) -> Option<Place> {
        self.look().filter(|_| self.more)
    }

    /// Where newer messages will be.
    pub fn look(&self) -> Option<Place> {
        let cursor = self.shown.back()?.page.newer.clone()?;
        Some(Place::Newer(Bounded::own(cursor)))
    }

    /// Where what is said from now on will be; nothing where newer messages than these follow already.
    pub fn end(&self) -> Option<Place> {
        (!self.more).then(|| self.look().unwrap_or(Place::Newest))
    }

    /// Puts an older page before the others.
    pub fn put_before(&mut self, page: TranscriptPage) {
        if page.items.is_empty() {
            return;
        }
        let shown = ShownPage::of(page);
        if let Some(first) = self.shown.front() {
            first.before.set(shown.last_at());
        }
        self.shown.push_front(shown);
    }

    /// Puts a newer page behind the others.
    pub fn put_behind(&mut self, page: TranscriptPage) {
        self.more = page.more;
        if page.items.is_empty() {
            return;
        }
        let shown = ShownPage::of(page);
        shown
            .before
            .set(self.shown.back().and_then(ShownPage::last_at));
        self.shown.push_back(shown);
    }

    /// How many messages of a newer page stand otherwise than shown: those that came late, into the midst of the others, and
    /// those that were told anew and have moved behind them.
    pub fn overtaking(&self, page: &TranscriptPage) -> usize {
        let lines = self.shown.iter().flat_map(|shown| &shown.page.items);
        let shown: HashSet<Uuid> = lines.map(|line| line.id).collect();
        let is_shown = |id: &Uuid| shown.contains(id);
        // What stands before the first one that is shown comes as one scrolls up, unless that is the first of all.
        let is_whole = self.older().is_none();
        let near = page.near.iter().skip_while(|id| !is_whole && !is_shown(id));
        let late = near.filter(|id| !is_shown(id)).count();
        late + page.items.iter().filter(|line| is_shown(&line.id)).count()
    }

    /// How many of the oldest pages there are too many.
    pub fn surplus_first(&self) -> usize {
        self.surplus(self.shown.iter())
    }

    /// How many of the newest pages there are too many.
    pub fn surplus_last(&self) -> usize {
        self.surplus(self.shown.iter().rev())
    }

    /// How many of these, which are all in one order or the other, there are too many at their beginning.
    fn surplus<'a>(&self, pages: impl Iterator<Item = &'a ShownPage>) -> usize {
        let sizes = pages.map(|shown| shown.page.items.len());
        let mut left: usize = self.shown.iter().map(|shown| shown.page.items.len()).sum();
        let is_surplus = |size: &usize| {
            left = left.saturating_sub(*size);
            left >= MOST
        };
        sizes.take_while(is_surplus).count()
    }

    /// Takes the oldest pages out, of which there are too many.
    pub fn drop_first(&mut self) {
        for _ in 0..self.surplus_first() {
            self.shown.pop_front();
        }
    }

    /// Takes the newest pages out, of which there are too many.
    pub fn drop_last(&mut self) {
        for _ in 0..self.surplus_last() {
            self.shown.pop_back();
            self.more = true;
        }
    }

    /// What a message of the contact centre is called in the document, if it is there.
    pub fn id_of(&self, message: &str) -> Option<String> {
        let mut lines = self.shown.iter().flat_map(|shown| &shown.page.items);
        let line = lines.find(|line| line.external_id == message)?;
        Some(element_id(line.id))
    }
}

/// What a message is called in the document.
pub fn element_id(message: Uuid) -> String {
    format!("message-{message}")
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use contact::enquiry::Status;
    use leptos::prelude::*;
    use uuid::Uuid;

    use super::{MOST, Place, ShownPages, TranscriptPage};
    use crate::wire::{intake::Sender, transcript::TranscriptLine};

    fn at(number: u32) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::Duration::hours(number.into())
    }

    /// The messages of these numbers, of those from 0 to 9,999.
    fn page(numbers: std::ops::Range<u32>) -> TranscriptPage {
        let line = |number: u32| TranscriptLine {
            id: Uuid::from_u128(number.into()),
            external_id: format!("M-{number}"),
            at: at(number),
            sender: Sender::Visitor,
            name: String::new(),
            text: String::new(),
            offers: Vec::new(),
            then: None,
        };
        TranscriptPage {
            older: (numbers.start > 0).then(|| numbers.start.to_string()),
            newer: numbers.clone().last().map(|last| last.to_string()),
            more: numbers.end < 10_000,
            items: numbers.map(line).collect(),
            near: Vec::new(),
            status: Status::Closed,
            contact: None,
        }
    }

    fn cursor(place: Option<Place>) -> Option<String> {
        match place? {
            Place::Older(cursor) | Place::Newer(cursor) => Some(cursor.into_string()),
            Place::Newest | Place::Around(_) => None,
        }
    }

    #[test]
    fn a_page_that_is_read_anew_is_another_one_though_it_begins_with_the_same_message() {
        let keys = [page(0..1), page(0..17)].map(|page| ShownPages::of(page).shown()[0].key());
        assert_ne!(keys[0], keys[1]);
    }

    #[test]
    fn pages_follow_each_other_and_only_so_many_stay() {
        let mut pages = ShownPages::of(page(9_900..10_000));
        assert!(pages.newer().is_none());
        for start in (8_000..9_900).rev().step_by(100) {
            assert_eq!(cursor(pages.older()), Some((start + 1).to_string()));
            pages.put_before(page(start - 99..start + 1));
        }
        assert_eq!(pages.surplus_last(), 20 - MOST / 100);
        pages.drop_last();
        assert_eq!(pages.shown().len(), MOST / 100);
        assert_eq!(cursor(pages.older()).as_deref(), Some("8000"));
        assert_eq!(cursor(pages.newer()).as_deref(), Some("8499"));
        pages.put_behind(page(8_500..8_600));
        assert_eq!(pages.surplus_first(), 1);
        pages.drop_first();
        assert_eq!(pages.shown().len(), MOST / 100);
        assert_eq!(cursor(pages.older()).as_deref(), Some("8100"));
        assert_eq!(cursor(pages.newer()).as_deref(), Some("8599"));
        assert_eq!(
            pages.id_of("M-8550"),
            Some(super::element_id(Uuid::from_u128(8_550)))
        );
        assert_eq!(pages.id_of("M-8000"), None);
    }

    #[test]
    fn what_comes_one_by_one_pushes_nothing_out_as_long_as_there_is_room() {
        let mut pages = ShownPages::of(page(9_000..9_100));
        for number in 9_100..9_150 {
            pages.put_behind(page(number..number + 1));
            assert_eq!((pages.surplus_first(), pages.surplus_last()), (0, 0));
        }
        assert_eq!(pages.shown().len(), 51);
        for number in 9_150..9_600 {
            pages.put_behind(page(number..number + 1));
        }
        assert_eq!((pages.surplus_first(), pages.surplus_last()), (1, 100));
    }

    #[test]
    fn what_came_late_or_was_told_anew_is_noticed_and_what_stands_further_up_is_not_late() {
        let near = |numbers: &[u128]| TranscriptPage {
            near: numbers
                .iter()
                .map(|number| Uuid::from_u128(*number))
                .collect(),
            ..page(0..0)
        };
        let pages = ShownPages::of(page(100..200));
        assert_eq!(pages.overtaking(&near(&[198, 199])), 0);
        assert_eq!(pages.overtaking(&near(&[98, 99, 100, 101])), 0);
        assert_eq!(pages.overtaking(&near(&[198, 7_000, 199])), 1);
        assert_eq!(pages.overtaking(&page(200..202)), 0);
        assert_eq!(pages.overtaking(&page(199..202)), 1);
        // Nothing stands further up.
        let pages = ShownPages::of(page(0..2));
        assert_eq!(pages.overtaking(&near(&[7_000, 0, 1])), 1);
    }

    #[test]
    fn the_first_message_of_a_page_knows_the_one_before_it_once_that_is_here() {
        Owner::new().with(|| {
            let mut pages = ShownPages::of(page(200..300));
            assert_eq!(pages.shown()[0].before.get(), None);
            pages.put_before(page(100..200));
            pages.put_behind(page(300..400));
            let before: Vec<_> = pages
                .shown()
                .iter()
                .map(|shown| shown.before.get())
                .collect();
            assert_eq!(before, [None, Some(at(199)), Some(at(299))]);
        });
    }

    #[test]
    fn what_is_said_from_now_on_is_looked_for_at_the_end_only() {
        assert_eq!(ShownPages::default().end(), Some(Place::Newest));
        let mut pages = ShownPages::of(page(9_900..10_000));
        assert_eq!(cursor(pages.end()).as_deref(), Some("9999"));
        pages.more = true;
        assert_eq!(pages.end(), None);
        assert_eq!(ShownPages::of(page(100..200)).end(), None);
    }

    #[test]
    fn where_nothing_new_has_come_the_same_place_is_looked_at_again() {
        let mut pages = ShownPages::of(page(9_900..10_000));
        let mut none = page(0..0);
        none.more = false;
        pages.put_behind(none);
        assert_eq!(pages.shown().len(), 1);
        assert_eq!(cursor(pages.look()).as_deref(), Some("9999"));
        assert!(ShownPages::of(page(0..0)).is_empty());
    }
}
