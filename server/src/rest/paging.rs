//! A short list, read whole, page by page. Where a page ended is an entry of its list, by what the list is sorted by and
//! by its id: what others add or delete meanwhile moves no entry to another page. What a verb pages itself says where a page
//! ended in words that fit other lists too: here they get the mark of theirs.
use std::{fmt::Display, str::FromStr};

use app::{error::Error, wire::labels::Gone};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contact::{Bounded, query::LONGEST_PAGE};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::IntoParams;

use super::answer::{ListPage, page_length};

/// Which page is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageAsked {
    /// 1 to 500, which is the default
    limit: Option<u16>,
    /// next_cursor of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Bounded<1_000>>,
}

/// What an entry is sorted by, and its id.
pub type ListPlace = (String, String);

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOrder {
    Rising,
    Falling,
}

impl PageAsked {
    /// How many entries a page has.
    pub fn length(&self) -> Result<u16, Error> {
        page_length(self.limit, LONGEST_PAGE)
    }

    /// Where the page before ended, if it was one of this list.
    pub fn after(&self, list: &str) -> Result<Option<ListPlace>, Error> {
        let Some(cursor) = self.cursor.as_deref() else {
            return Ok(None);
        };
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
            let (of, place): (String, ListPlace) = serde_json::from_slice(&bytes).ok()?;
            let holds_nul = place.0.contains('\0') || place.1.contains('\0');
            (of == list && !holds_nul).then_some(place)
        };
        read().map(Some).ok_or_else(foreign)
    }

    /// Cuts the page out of the whole list. `place` tells of an entry what the list is sorted by, and its id.
    pub fn of<T>(
        &self,
        list: &str,
        order: ListOrder,
        entries: Vec<T>,
        place: impl Fn(&T) -> ListPlace,
    ) -> Result<ListPage<T>, Error> {
        let length = usize::from(self.length()?);
        let start = match self.after(list)? {
            Some(after) => behind(&entries, &after, order, &place),
            None => 0,
        };
        let total = entries.len() as u64;
        let mut rest = entries.into_iter().skip(start);
        let items: Vec<T> = rest.by_ref().take(length).collect();
        let last = items.last().filter(|_| rest.next().is_some());
        let next_cursor = last.map(|last| cursor(list, &place(last)));
        Ok(ListPage {
            items,
            total,
            next_cursor,
        })
    }
}

/// The mark of a list that a verb pages itself, in the cursors that it gives out: another list does not take them, nor the
/// same one that is narrowed or sorted in another way.
pub struct CursorMark(String);

impl CursorMark {
    /// The mark of the list that is asked for so. How long a page is does not count, which may change from page to page.
    pub fn of(asked: &impl Serialize) -> Self {
        let text = serde_json::to_vec(asked).unwrap_or_default();
        let digest: [u8; 32] = Sha256::digest(text).into();
        Self(URL_SAFE_NO_PAD.encode(&digest[..9]))
    }

    /// Marks where a page ended.
    pub fn written(&self, place: Option<impl Display>) -> Option<String> {
        place.map(|place| format!("{}.{place}", self.0))
    }

    /// Where the page before ended, if it was one of this list.
    pub fn place<T: FromStr>(&self, cursor: Option<&str>) -> Result<Option<T>, Error> {
        let read = |cursor: &str| {
            let place = cursor.strip_prefix(&self.0)?.strip_prefix('.')?;
            place.parse::<T>().ok()
        };
        cursor
            .map(|cursor| read(cursor).ok_or_else(foreign))
            .transpose()
    }
}

fn foreign() -> Error {
    let sentence = "cursor: it is not one that this list gave out, narrowed and sorted as it is asked for now. Leave it out \
                    to begin at the first page.";
    Error::Refused(sentence.to_owned())
}

/// Writes where a page of a list ended.
pub fn cursor(list: &str, place: &ListPlace) -> String {
    let text = serde_json::to_vec(&(list, place)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(text)
}

/// Where something that was deleted stands among others that were.
pub fn gone_at(gone: &Gone) -> ListPlace {
    let at = gone.at.timestamp_micros();
    (format!("{at:020}"), gone.id.clone())
}

/// Where the entries behind a place begin: behind its own entry, or where that would be by now.
fn behind<T>(
    entries: &[T],
    after: &ListPlace,
    order: ListOrder,
    place: impl Fn(&T) -> ListPlace,
) -> usize {
    let own = entries.iter().position(|entry| place(entry).1 == after.1);
    let later = |entry: &T| match order {
        ListOrder::Rising => place(entry) > *after,
        ListOrder::Falling => place(entry) < *after,
    };
    own.map(|own| own + 1)
        .or_else(|| entries.iter().position(later))
        .unwrap_or(entries.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(limit: u16, cursor: Option<String>) -> PageAsked {
        PageAsked {
            limit: Some(limit),
            cursor: cursor.map(Bounded::own),
        }
    }

    fn page(asked: &PageAsked, entries: &[&str]) -> Result<ListPage<String>, Error> {
        let entries = entries.iter().map(|entry| (*entry).to_owned()).collect();
        asked.of("words", ListOrder::Rising, entries, |word: &String| {
            (word.clone(), format!("id of {word}"))
        })
    }

    #[test]
    fn pages_follow_one_another_whatever_is_added_or_deleted_meanwhile() {
        let first = page(&asked(2, None), &["b", "d", "f", "h"]).expect("a page");
        assert_eq!(first.items, ["b", "d"]);
        assert_eq!(first.total, 4);
        // What it ended with is gone, and something came before it.
        let second = page(&asked(2, first.next_cursor), &["a", "b", "e", "f", "h"]);
        let second = second.expect("a page");
        assert_eq!(second.items, ["e", "f"]);
        let last = page(&asked(2, second.next_cursor), &["a", "b", "e", "f", "h"]);
        let last = last.expect("a page");
        assert_eq!((last.items, last.next_cursor), (vec!["h".to_owned()], None));
    }

    #[test]
    fn a_cursor_of_another_list_and_a_damaged_one_are_refused() {
        let of_another = cursor("labels", &("b".to_owned(), "1".to_owned()));
        let own = cursor("words", &("b".to_owned(), "1".to_owned()));
        let cut = own[..own.len() - 3].to_owned();
        for cursor in [of_another, cut, "nonsense".to_owned(), "!".to_owned()] {
            let refused = page(&asked(2, Some(cursor)), &["a", "b"]);
            assert!(matches!(refused, Err(Error::Refused(_))));
        }
        assert!(page(&asked(2, Some(own)), &["a", "b"]).is_ok());
    }

    #[test]
    fn a_mark_is_of_one_list_asked_for_in_one_way() {
        let of = |list: &str, search: &str| CursorMark::of(&(list, search));
        let cursor = of("bin", "chan").written(Some("7-a.b"));
        let cursor = cursor.as_deref();
        let place: Option<String> = of("bin", "chan").place(cursor).expect("its own");
        assert_eq!(place.as_deref(), Some("7-a.b"));
        for other in [of("bin", ""), of("enquiries", "chan")] {
            assert!(other.place::<String>(cursor).is_err());
        }
        // It is no number.
        assert!(of("bin", "chan").place::<i64>(cursor).is_err());
        for damaged in ["", "7-a.b", ".7-a.b"] {
            let read = of("bin", "chan").place::<String>(Some(damaged));
            assert!(matches!(read, Err(Error::Refused(_))), "{damaged}");
        }
        assert!(matches!(of("bin", "").place::<i64>(None), Ok(None)));
        assert_eq!(of("bin", "").written(None::<i64>), None);
    }

    #[test]
    fn a_page_has_one_to_five_hundred_entries() {
        for limit in [0, 501] {
            assert!(page(&asked(limit, None), &["a"]).is_err(), "{limit}");
        }
    }
}
