//! What a visitor typed in a chat that belongs into their contact: phone numbers with their country code, email addresses
//! and birthdays, each read as a form reads pasted text. It is only ever offered: what a chat says is never taken over by
//! itself, and never proved.
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    contact::{Draft, Email, Phone},
    country::CountryCode,
    date, email,
    invisible::is_invisible,
    phone::{self, groups::dial},
    words::{EmailKind, PhoneKind},
};

mod dates;

/// The most that is heard in one message.
pub const MOST: usize = 10;
/// The most digits that a number has anywhere in the world.
const DIGITS: usize = 15;
/// A date this many years old is a birthday even where nobody says so: what was ordered or promised is younger.
const YEARS: i32 = 10;
/// What is said of a birthday, in lower case.
const BIRTHDAY: [&str; 10] = [
    "birth", "born", "b-day", "bday", "dob", "d.o.b", "生日", "出生", "生於", "生于",
];

/// A value that somebody typed in a chat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// With its country code.
    Phone(String),
    Email(String),
    Birthday(NaiveDate),
}

/// What is heard in a message of this day, each value once, in the order of kinds.
pub fn heard(text: &str, day: NaiveDate) -> Vec<Offer> {
    let mut all = Vec::new();
    let mut add = |offer: Offer| {
        if all.len() < MOST && !all.contains(&offer) {
            all.push(offer);
        }
    };
    phones(text)
        .into_iter()
        .for_each(|number| add(Offer::Phone(number)));
    emails(text)
        .into_iter()
        .for_each(|address| add(Offer::Email(address)));
    let says_so = says_birthday(text);
    dates::dates(text)
        .into_iter()
        .filter(|date| *date <= day && (says_so || date.year() + YEARS <= day.year()))
        .for_each(|date| add(Offer::Birthday(date)));
    all
}

impl Offer {
    /// Whether a contact lacks it. One that has a birthday lacks no other.
    pub fn is_missing(&self, draft: &Draft) -> bool {
        match self {
            Self::Phone(number) => !draft.phones.iter().any(|phone| phone.number == *number),
            Self::Email(address) => !draft
                .emails
                .iter()
                .any(|email| email.address.eq_ignore_ascii_case(address)),
            Self::Birthday(_) => draft.birth_date.is_none(),
        }
    }

    /// Adds it to a draft, as something that nobody has proved.
    pub fn add(self, draft: &mut Draft) {
        match self {
            Self::Phone(number) => draft.phones.push(Phone {
                kind: PhoneKind::default(),
                number,
                verified: false,
            }),
            Self::Email(address) => draft.emails.push(Email {
                kind: EmailKind::default(),
                address,
            }),
            Self::Birthday(day) => draft.birth_date = Some(day),
        }
        draft.tidy();
    }
}

fn says_birthday(text: &str) -> bool {
    let text = text.to_lowercase();
    BIRTHDAY.iter().any(|word| text.contains(word))
}

/// Numbers that say their country: without its code nobody but the visitor knows which number is meant.
fn phones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, plus) in text.match_indices(['+', '＋']) {
        let before = text[..start].chars().next_back();
        if before.is_some_and(|letter| is_joined(letter) || "@._".contains(letter)) {
            continue;
        }
        let number = number_in(&text[start..], plus.len());
        found.extend(number.filter(|number| dial(number).is_some()));
    }
    found
}

/// Letters and digits that make one word with what stands beside them; Chinese is written without spaces.
fn is_joined(letter: char) -> bool {
    letter.is_alphanumeric() && letter < '\u{2e80}'
}

/// The number that a text begins with. What more there is than a number has is none of it, and so is a part that goes on
/// as something else: of `+852 9123 4567 10:30` the 10 is an hour.
fn number_in(text: &str, plus: usize) -> Option<String> {
    // With the marks between its digits.
    let most = 3 * DIGITS;
    let rest = &text[plus..];
    let ended = rest
        .char_indices()
        .enumerate()
        .find(|(count, (_, letter))| *count >= most || !is_of_number(*letter));
    let end = plus + ended.map_or(rest.len(), |(_, (length, _))| length);
    let follows = text[end..].chars().next();
    let mut number = &text[..end];
    let goes_on = follows.is_some_and(|letter| is_joined(letter) || ":@%=_".contains(letter));
    if goes_on && number.ends_with(|letter: char| letter.is_numeric()) {
        (number, _) = number.rsplit_once(char::is_whitespace)?;
    }
    while number.chars().filter(|letter| letter.is_numeric()).count() > DIGITS {
        (number, _) = number.rsplit_once(char::is_whitespace)?;
    }
    let number = number.trim_end_matches(|letter: char| !letter.is_numeric());
    let number = phone::unmarked(number);
    let is_whole = number.starts_with('+') && phone::parse(&number, CountryCode::No).is_ok();
    is_whole.then_some(number)
}

/// Digits, and the marks that people write between them; a line ends the number.
fn is_of_number(letter: char) -> bool {
    let is_space =
        letter.is_whitespace() && !matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    let is_mark = matches!(
        letter,
        '-' | '(' | ')' | '.' | '/' | '[' | ']' | '（' | '）' | '［' | '］' | '\u{2010}'
            ..='\u{2014}' | '\u{2212}' | '\u{FF0D}' | '·' | '．'
    );
    letter.is_ascii_digit()
        || ('０'..='９').contains(&letter)
        || is_space
        || is_mark
        || is_invisible(letter)
}

fn emails(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    // Where the word before ended: an address has one @.
    let mut from = 0;
    for (at, _) in text.match_indices('@') {
        if at < from {
            continue;
        }
        let word = word_around(text, from, at);
        from = word.end;
        let before = text[..word.start].chars().next_back();
        // The rest of an address that has a rarer mark in it, or of one of the web.
        if before.is_some_and(|letter| "/&#!*^~{}|$`@".contains(letter)) {
            continue;
        }
        let word = text[word].trim_matches(['.', '\'', '-', '_', '%', '+']);
        if word.len() <= email::LONGEST && email::is_email(word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// The word around an @, not before a place; no longer than an address may be to each side.
fn word_around(text: &str, from: usize, at: usize) -> Range<usize> {
    let is_end = |letter: char| !is_of_address(letter);
    let before = text[from..at].char_indices().rev();
    let start = before
        .take(email::LONGEST)
        .find(|(_, letter)| is_end(*letter))
        .map_or(from, |(place, letter)| from + place + letter.len_utf8());
    let behind = at + 1;
    let end = text[behind..]
        .char_indices()
        .take(email::LONGEST)
        .find(|(_, letter)| is_end(*letter))
        .map_or(text.len(), |(place, _)| behind + place);
    start..end
}

/// What may stand in an address as people write it between other words. Scripts that are written without spaces are what
/// stands around an address.
fn is_of_address(letter: char) -> bool {
    match letter {
        '.' | '_' | '+' | '-' | '%' | '\'' => true,
        _ if letter.is_ascii() => letter.is_ascii_alphanumeric(),
        _ => letter.is_alphanumeric() && letter < '\u{590}',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Draft, MOST, NaiveDate, Offer, heard};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn said(text: &str) -> Vec<String> {
        let words = |heard| match heard {
            Offer::Phone(number) => number,
            Offer::Email(address) => address,
            Offer::Birthday(day) => day.to_string(),
        };
        let all = heard(text, day(2026, 11, 28));
        all.into_iter().map(words).collect()
    }

    #[test]
    fn a_number_is_heard_with_its_country_code_however_it_is_written() {
        for (text, number) in [
            ("+85291234567", "+85291234567"),
            ("my number is +852 9123 4567, thanks", "+85291234567"),
            ("Call (+852) 9123-4567.", "+85291234567"),
            ("我的電話是＋８５２ ９１２３ ４５６７，謝謝", "+85291234567"),
            ("tel:+852-9123-4567", "+85291234567"),
            ("+44 (0)7700 900123", "+447700900123"),
            ("at +852 9123 4567 10:30 please", "+85291234567"),
            ("+852 9123 4567 9am", "+85291234567"),
            ("電話+85291234567謝謝", "+85291234567"),
            ("+852 9123 4567\n2 pieces", "+85291234567"),
            ("\u{202A}+852 9123 4567\u{202C}", "+85291234567"),
        ] {
            assert_eq!(said(text), [number], "{text}");
        }
        assert_eq!(
            said("+852 9123 4567 / +852 9123 4568 or +85291234567"),
            ["+85291234567", "+85291234568"]
        );
        assert_eq!(
            said("+852 9123 4567 14-12-1980"),
            ["+85291234567", "1980-12-14"]
        );
    }

    #[test]
    fn what_is_no_whole_number_is_not_heard() {
        for text in [
            "9123 4567",
            "85291234567",
            "00852 9123 4567",
            "1+12345678",
            "+852 912",
            "+0123456789",
            "+39 (0)6 1234 5678",
            "a+12345678@",
            "+1234567890123456789012345",
            "+",
            "++",
            "C++ 20",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_address_is_heard_between_other_words() {
        for (text, address) in [
            ("chan@example.com", "chan@example.com"),
            (
                "It is Chan.Tai-Man@example.com.",
                "Chan.Tai-Man@example.com",
            ),
            ("我的電郵是chan@example.com，謝謝", "chan@example.com"),
            ("<chan@example.com>", "chan@example.com"),
            ("mailto:chan@example.com?subject=x", "chan@example.com"),
            ("'chan@example.com'", "chan@example.com"),
            ("o'neil@example.com", "o'neil@example.com"),
            ("a+b@example.com!", "a+b@example.com"),
            ("éva@example.com", "éva@example.com"),
        ] {
            assert_eq!(said(text), [address], "{text}");
        }
        assert_eq!(
            said("a@example.com,b@example.com a@example.com"),
            ["a@example.com", "b@example.com"]
        );
    }

    #[test]
    fn what_is_no_address_is_not_heard() {
        for text in [
            "@chan",
            "chan@",
            "chan@localhost",
            "see https://chan@example.com/x",
            "a&chan@example.com",
            "a@@example.com",
            "chan @ example.com",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_birthday_is_heard_where_it_reads_one_way() {
        for text in [
            "14/12/1980",
            "I was born on 14 Dec 1980.",
            "December 14, 1980",
            "1980-12-14",
            "生日是1980年12月14日",
            "１９８０年１２月１４日",
            "dob:14.12.1980!",
            "14-Dec-1980",
        ] {
            assert_eq!(said(text), ["1980-12-14"], "{text}");
        }
        for text in [
            "03/04/1985",
            "my birthday is 03/04/1985",
            "30 Feb 1980",
            "14/12/80",
            "1980 12 14",
            "14/12/1980/7",
            "3.14.12.1980",
            "1980",
            "v14.12.1980a",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_date_of_late_is_a_birthday_only_where_somebody_says_so_and_one_to_come_never() {
        assert_eq!(said("I ordered on 14 Nov 2026"), [""; 0]);
        assert_eq!(said("My son was born on 14 Nov 2026"), ["2026-11-14"]);
        assert_eq!(said("我的女兒2020年3月14日出生"), ["2020-03-14"]);
        assert_eq!(said("my birthday: 14 Dec 2026"), [""; 0]);
    }

    #[test]
    fn a_contact_is_offered_what_it_lacks_and_gets_it_unproved() {
        let mut draft = Draft::default();
        let all = heard(
            "+852 9123 4567, Chan@example.com, 14 Dec 1980",
            day(2026, 11, 28),
        );
        assert_eq!(all.len(), 3);
        for one in all {
            assert!(one.is_missing(&draft));
            one.clone().add(&mut draft);
            assert!(!one.is_missing(&draft));
        }
        assert!(draft.phones.iter().all(|phone| !phone.verified));
        assert!(!Offer::Email("chan@EXAMPLE.com".to_owned()).is_missing(&draft));
        assert!(!Offer::Birthday(day(1990, 1, 1)).is_missing(&draft));
        assert!(Offer::Phone("+85291234568".to_owned()).is_missing(&draft));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_without_a_fault_and_little_is_heard(text in "(?s).{0,200}|[+0-9 @.a-z/年月日生-]{0,400}") {
            let all = heard(&text, day(2026, 11, 28));
            prop_assert!(all.len() <= MOST);
            for one in all {
                // Heard alone it is the same.
                let (text, is_same) = match &one {
                    Offer::Phone(number) => (number.clone(), true),
                    Offer::Email(address) => (address.clone(), !address.contains('+')),
                    Offer::Birthday(day) => (format!("born {day}"), true),
                };
                prop_assert!(!is_same || heard(&text, day(2026, 11, 28)).contains(&one), "{text:?} {one:?}");
            }
        }
    }

    #[test]
    fn the_longest_message_is_read_at_once() {
        for part in ["+1 ", "a@", "1/2/", "+", "@", "+852 9123 4567 ", "14 Dec "] {
            let text = part.repeat(20_000 / part.len());
            assert!(heard(&text, day(2026, 11, 28)).len() <= MOST);
        }
    }
}
