//! The small numbers that the inverted index looks up: pieces of text, and values that the list is filtered by.

use uuid::Uuid;

use super::fold;
use crate::field::{Field, Part};

/// A value that the list can be filtered by, as a term of the index.
#[derive(Clone, Copy, Debug)]
pub enum Facet<'a> {
    /// A value of one of `FACETS`.
    Word(&'static Field, &'a str),
    Label(Uuid),
    Phone(bool),
    Email(bool),
    Import(Uuid),
    Custom(&'a str, &'a str),
    /// A common mail domain.
    Provider(&'a str),
    /// A common mail domain, behind the character before its `@`.
    Mailbox(char, &'a str),
}

impl Facet<'_> {
    /// Numbers the value. Two values may share a number by accident (with 100,000 of them, one filter in 20,000 meets
    /// such a pair), so a filter looks at the value itself wherever a column holds it.
    pub fn term(self) -> i32 {
        match self {
            Self::Word(field, text) => match field.part {
                Part::Text(_) => hash(field.key(), fold(text).as_bytes()),
                _ => hash(field.key(), text.as_bytes()),
            },
            Self::Label(id) => hash("label", id.as_bytes()),
            Self::Phone(any) => hash("phone", &[any.into()]),
            Self::Email(any) => hash("email", &[any.into()]),
            Self::Import(id) => hash("import", id.as_bytes()),
            Self::Custom(id, text) => hash(id, fold(text).as_bytes()),
            Self::Provider(domain) => hash("@", domain.as_bytes()),
            Self::Mailbox(last, domain) => hash("mailbox", format!("{last}@{domain}").as_bytes()),
        }
    }
}

/// FNV-1a in the negative half of the numbers; the positive half holds the Latin terms, without collisions.
fn hash(space: &str, bytes: &[u8]) -> i32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in space.bytes().chain([0]).chain(bytes.iter().copied()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash | 0x8000_0000) as i32
}

/// Packs up to three ASCII characters; `tag` tells pieces, beginnings and punctuation apart.
fn pack(tag: i32, chars: &[u8]) -> i32 {
    chars
        .iter()
        .fold(tag, |packed, char| packed << 7 | i32::from(*char))
}

/// Cuts a folded text into what an index can find it by: every three letters of a Latin word, every character and pair
/// of any other script, punctuation marks.
pub(super) fn pieces(folded: &str, mut found: impl FnMut(i32)) {
    for run in runs(folded) {
        match run {
            Run::Latin(word) => word.windows(3).for_each(|three| found(pack(0, three))),
            Run::Other(text) => {
                let mut before: Option<usize> = None;
                for (at, char) in text.char_indices() {
                    let end = at + char.len_utf8();
                    found(hash("", &text.as_bytes()[at..end]));
                    if let Some(before) = before {
                        found(hash("", &text.as_bytes()[before..end]));
                    }
                    before = Some(at);
                }
            }
            Run::Mark(mark) => found(pack(3, &[mark])),
        }
    }
}

/// The beginnings of Latin words: what one and two typed letters look for.
pub(super) fn beginnings(folded: &str, mut found: impl FnMut(i32)) {
    for run in runs(folded) {
        if let Run::Latin(word) = run {
            found(pack(1, &word[..1]));
            if word.len() > 1 {
                found(pack(2, &word[..2]));
            }
        }
    }
}

/// What words of one and two letters look for: each is the beginning of a Latin word.
pub(super) fn begins(short: &str, mut found: impl FnMut(i32)) {
    for run in runs(short) {
        if let Run::Latin(word) = run {
            found(pack(word.len() as i32, word));
        }
    }
}

enum Run<'a> {
    Latin(&'a [u8]),
    Other(&'a str),
    Mark(u8),
}

fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    let latin = |byte: u8| byte.is_ascii_alphanumeric();
    let mut rest = folded;
    std::iter::from_fn(move || {
        loop {
            let first = *rest.as_bytes().first()?;
            let length = |same: &dyn Fn(u8) -> bool| {
                rest.bytes()
                    .position(|byte| !same(byte))
                    .unwrap_or(rest.len())
            };
            let (run, end) = if latin(first) {
                let end = length(&latin);
                (Some(Run::Latin(&rest.as_bytes()[..end])), end)
            } else if !first.is_ascii() {
                let end = length(&|byte| !byte.is_ascii());
                (Some(Run::Other(&rest[..end])), end)
            } else {
                // A full stop and an @ stand in every address: they narrow nothing down.
                (
                    matches!(first, b'!'..=b'-' | b'/' | b':'..=b'?' | b'['..=b'~')
                        .then_some(Run::Mark(first)),
                    1,
                )
            };
            rest = &rest[end..];
            if run.is_some() {
                return run;
            }
        }
    })
}
