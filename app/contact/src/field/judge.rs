//! What is wrong with text that stands for a part of a contact. Good text costs no allocation: a file has millions of
//! cells.

use std::borrow::Cow;

use chrono::Datelike;

use super::{Field, Part};
use crate::{
    code::Code,
    contact::{MOST_LABELS, MOST_VALUES},
    country::{self, Country},
    custom::{CustomField, CustomKind, CustomReading},
    date, email, invisible, label, language, phone,
    problem::Problem,
    rules::Rules,
    wording::Phrase,
    words::{Kind, Level, Network, Text},
};

/// Nobody who was born earlier is still a contact.
const EARLIEST_BIRTH: i32 = 1900;

/// What no name may hold.
const LINE_BREAK: Phrase = Phrase(&["a line break or a tab", "換行或定位字元", "换行或制表符"]);

/// The most characters of a custom field of type Text.
pub const TEXT_LIMIT: usize = 1000;

impl Field {
    /// The text without characters that nobody sees, but for those that a name needs.
    #[inline]
    pub(super) fn visible<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.part {
            Part::Text(Text::Zip) | Part::Social(Network::Whatsapp) => invisible::without(text),
            Part::Text(_) | Part::Social(_) | Part::Labels => invisible::readable(text),
            _ => invisible::without(text),
        }
    }

    /// Reports every problem of trimmed text.
    pub fn judge(&self, text: &str, rules: &Rules, report: &mut impl FnMut(Problem)) {
        let visible = self.visible(text);
        if let Cow::Owned(left) = &visible {
            report_invisible(self.header, text, left, report);
        }
        let text = &*visible;
        if text.is_empty() {
            if self.part == Part::Text(Text::LastName) {
                report(self.problem(Code::W01, ""));
            }
            return;
        }
        match self.part {
            Part::Text(Text::FirstName | Text::LastName) if has_break(text) => {
                report(self.problem(Code::E16, text).text(LINE_BREAK));
            }
            Part::Text(_) => judge_text(self.header, text, self.limit, report),
            Part::Phone(_) | Part::Social(Network::Whatsapp) => {
                self.each(
                    text,
                    MOST_VALUES,
                    report,
                    |value, report| match phone::parse(value, rules.country_code) {
                        Ok(Cow::Borrowed(_)) => {}
                        Ok(Cow::Owned(number)) => {
                            report(self.problem(Code::W02, value).text(number))
                        }
                        Err(code) => report(match phone::hint(value) {
                            Some(hint) if code == Code::E01 => self.problem(code, value).text(hint),
                            _ => self.problem(code, value),
                        }),
                    },
                );
            }
            Part::Email(_) => self.each(text, MOST_VALUES, report, |value, report| {
                if is_longer(value, self.limit) {
                    report(self.problem(Code::E11, value).number(self.limit as u64));
                } else if !email::is_email(value) {
                    report(match email::hint(value) {
                        Some(hint) => self.problem(Code::E04, value).text(hint),
                        None => self.problem(Code::E04, value),
                    });
                }
            }),
            Part::Social(_) => self.each(text, MOST_VALUES, report, |value, report| {
                judge_text(self.header, value, self.limit, report);
            }),
            Part::BirthDate => match date::parse(text) {
                Some(date) if date > rules.today => report(self.problem(Code::E06, text)),
                Some(date) if date.year() < EARLIEST_BIRTH => report(self.problem(Code::W12, text)),
                Some(_) => {}
                None => report(match date::hint(text) {
                    Some(hint) => self.problem(Code::E05, text).text(hint),
                    None => self.problem(Code::E05, text),
                }),
            },
            Part::Language if !language::is_language(text) => report(self.problem(Code::E07, text)),
            Part::Country if Country::parse(text).is_none() => {
                report(match country::several(text) {
                    Some(which) => self.problem(Code::E08, text).text(which),
                    None => self.problem(Code::E08, text),
                });
            }
            Part::Kind if Kind::parse(text).is_none() => report(self.problem(Code::E09, text)),
            Part::Level if Level::parse(text).is_none() => report(self.problem(Code::E10, text)),
            Part::Language | Part::Country | Part::Kind | Part::Level => {}
            Part::Labels => self.judge_labels(text, rules, report),
        }
    }

    fn judge_labels(&self, text: &str, rules: &Rules, report: &mut impl FnMut(Problem)) {
        let mut new: Vec<&str> = Vec::new();
        let is_new = |name| {
            rules
                .labels
                .as_ref()
                .is_some_and(|labels| labels.find(name).is_none())
        };
        self.each(
            text,
            MOST_LABELS,
            report,
            |name, report| match label::fault(name) {
                Some(Code::E11) => report(self.problem(Code::E11, name).number(self.limit as u64)),
                Some(code) => report(self.problem(code, name)),
                None if is_new(name) => new.push(name),
                None => {}
            },
        );
        if !new.is_empty() {
            report(self.problem(Code::W03, &new.join("; ")));
        }
    }

    /// Judges each value of a cell, mostly the only one; more than a contact may have are a problem.
    #[inline]
    fn each<'a, R: FnMut(Problem)>(
        &self,
        text: &'a str,
        most: usize,
        report: &mut R,
        mut judge: impl FnMut(&'a str, &mut R),
    ) {
        if memchr::memchr(b';', text.as_bytes()).is_none() {
            return judge(text, report);
        }
        if values(text).nth(most).is_some() {
            report(self.problem(Code::E17, text).number(most as u64));
        }
        for value in values(text) {
            judge(value, report);
        }
    }

    fn problem(&self, code: Code, value: &str) -> Problem {
        Problem::new(code, self.header, value)
    }
}

impl CustomField {
    /// The text without characters that nobody sees, but for those that free text needs.
    #[inline]
    pub(super) fn visible<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.kind {
            CustomKind::Number | CustomKind::Date | CustomKind::Checkbox => {
                invisible::without(text)
            }
            _ => invisible::readable(text),
        }
    }

    /// Reports every problem of trimmed text.
    pub fn judge(&self, text: &str, report: &mut impl FnMut(Problem)) {
        let visible = self.visible(text);
        if let Cow::Owned(left) = &visible {
            report_invisible(&self.name, text, left, report);
        }
        let text = &*visible;
        if text.is_empty() {
            return;
        }
        match self.parse(text) {
            Err((value, what)) => {
                report(Problem::new(Code::E13, self.name.clone(), value).text(what))
            }
            Ok(CustomReading::Text(text)) => judge_text(&self.name, text, TEXT_LIMIT, report),
            Ok(_) => {}
        }
    }
}

/// The values of a cell that holds several.
#[inline]
pub(super) fn values(text: &str) -> impl Iterator<Item = &str> {
    text.split(';')
        .map(trimmed)
        .filter(|value| !value.is_empty())
}

/// Trims; text with a letter at either end needs no look at Unicode.
#[inline]
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

fn judge_text(header: &str, text: &str, limit: usize, report: &mut impl FnMut(Problem)) {
    if is_longer(text, limit) {
        report(Problem::new(Code::E11, header.to_owned(), text).number(limit as u64));
    }
    if has_control(text) {
        report(Problem::new(Code::E16, header.to_owned(), text));
    }
}

/// Names the characters that were taken out, if any were.
#[cold]
fn report_invisible(header: &str, text: &str, left: &str, report: &mut impl FnMut(Problem)) {
    let names = invisible::names(text, left);
    if !names.is_empty() {
        report(Problem::new(Code::W09, header.to_owned(), text).text(names));
    }
}

/// A name stands on one line, whichever character breaks it.
#[inline]
pub(super) fn has_break(text: &str) -> bool {
    memchr::memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_some()
        || memchr::memchr2(0x0b, 0x0c, text.as_bytes()).is_some()
        || !text.is_ascii() && text.contains(['\u{85}', '\u{2028}', '\u{2029}'])
}

/// Tells whether free text may be kept.
pub(super) fn is_good(text: &str, limit: usize) -> bool {
    !is_longer(text, limit) && !has_control(text)
}

#[inline]
fn is_longer(text: &str, limit: usize) -> bool {
    text.len() > limit && text.chars().count() > limit
}

/// Tabs and line breaks are text, other control characters are not.
#[inline]
fn has_control(text: &str) -> bool {
    may_have_control(text.as_bytes())
        && text
            .contains(|letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'))
}

/// Looks at eight bytes at a time for those that control characters begin with; now and then it sees one too many.
#[inline]
fn may_have_control(bytes: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let has_zero = |eight: u64| eight.wrapping_sub(ONES) & !eight & (ONES << 7) != 0;
    let is_suspect = |eight: u64| {
        eight.wrapping_sub(ONES * 0x20) & !eight & (ONES << 7) != 0
            || has_zero(eight ^ (ONES * 0x7f))
            || has_zero(eight ^ (ONES * 0xc2))
    };
    let (eights, rest) = bytes.as_chunks::<8>();
    eights
        .iter()
        .any(|eight| is_suspect(u64::from_le_bytes(*eight)))
        || match bytes.last_chunk::<8>() {
            Some(last) => is_suspect(u64::from_le_bytes(*last)),
            None => rest
                .iter()
                .any(|byte| *byte < b' ' || *byte == 0x7f || *byte == 0xc2),
        }
}
