//! Email addresses: prefix, @, domain, at most 64 characters before the @ and 254 in all. The grammar is that of the
//! crate `email_address`, without quoted prefixes, and with domains as they can be registered: letters, digits and
//! hyphens. Addresses of the everyday form are accepted by a quick look, which a test keeps in step.

use email_address::{EmailAddress, Options};
use unicode_normalization::char::is_combining_mark;

use crate::wording::Phrase;

/// The longest address that mail can carry, in bytes.
pub const LONGEST: usize = 254;

/// Tells whether this is a valid email address.
pub fn is_email(text: &str) -> bool {
    text.len() <= LONGEST && (is_plain(text.as_bytes()) || is_valid(text))
}

fn is_valid(text: &str) -> bool {
    let options = Options::default()
        .with_required_tld()
        .without_display_text()
        .without_domain_literal();
    EmailAddress::parse_with_options(text, options).is_ok()
        && !text.contains(|letter: char| letter == '"' || letter.is_whitespace())
        && text
            .rsplit_once('@')
            .is_some_and(|(_, domain)| is_domain(domain))
}

/// Tells whether a domain could be registered: letters, digits and hyphens between dots, at its end no number.
fn is_domain(domain: &str) -> bool {
    let is_allowed =
        |letter: char| letter == '-' || letter.is_alphanumeric() || is_combining_mark(letter);
    let is_label = |label: &str| {
        !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_allowed)
    };
    domain.split('.').all(is_label) && !is_number(domain.rsplit('.').next().unwrap_or_default())
}

fn is_number(label: &str) -> bool {
    label.chars().all(char::is_numeric)
}

/// What to do about a text that is no address, where that is plain to see.
pub fn hint(text: &str) -> Option<Phrase> {
    let addresses = text
        .split([',', '/', '|', ' ', '\n', '\r', '\t', '、', '，'])
        .filter(|part| part.contains('@'));
    (addresses.count() > 1).then_some(Phrase(&[
        "Write ; between two addresses",
        "請用 ; 分隔兩個地址",
        "请用 ; 分隔两个地址",
    ]))
}

/// Accepts ASCII words joined by single dots, @, and a short domain of at least two labels.
fn is_plain(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', text) else {
        return false;
    };
    let (prefix, domain) = (&text[..at], &text[at + 1..]);
    let has = |part: &[u8], other: u8| {
        part.iter()
            .fold(0, |bits, byte| bits | CLASSES[usize::from(*byte)])
            & other
            != 0
    };
    !has(prefix, OTHER)
        && !has(domain, OTHER | MARK)
        && prefix.len() <= 64
        && domain.len() <= 63
        && words(prefix) > 0
        && words(domain) > 1
        && domain.last().is_some_and(u8::is_ascii_alphabetic)
        && !(memchr::memchr(b'-', domain).is_some() && has_outer_hyphen(domain))
}

/// Counts the words between single dots; none if a dot stands where it may not.
fn words(part: &[u8]) -> usize {
    let mut words = 1;
    let mut rest = part;
    while let Some(dot) = memchr::memchr(b'.', rest) {
        if dot == 0 {
            return 0;
        }
        words += 1;
        rest = &rest[dot + 1..];
    }
    if rest.is_empty() { 0 } else { words }
}

fn has_outer_hyphen(domain: &[u8]) -> bool {
    domain
        .split(|byte| *byte == b'.')
        .any(|label| label.starts_with(b"-") || label.ends_with(b"-"))
}

/// Allowed only before the @.
const MARK: u8 = 1;
const OTHER: u8 = 2;

static CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => 0,
            b'_' | b'+' => MARK,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_valid_address_is_prefix_at_and_domain() {
        for text in [
            "a@b.co",
            "a.b+c@mail.example.com",
            "x_y-z@a-b.com",
            "müller@bücher.example",
            "o'brien@b.co",
            "陳@例子.公司",
            "-x@123.example",
            "a@b.c0m",
            "a@xn--fsqu00a.xn--55qx5d",
            "अ@उदाहरण.भारत",
        ] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "",
            "@",
            "a@",
            "@b.co",
            "a b@c.d",
            "a@@b.co",
            "a@b",
            "a@b.",
            "a@.b.co",
            "a@b..co",
            ".a@b.co",
            "a.@b.co",
            "a..b@c.d",
            "not-an-email",
            "a@-b.co",
            "a@b-.co",
            "a@b.co,",
            "Ann <a@b.co>",
            "<a@b.co>",
            "a@[127.0.0.1]",
            "a@b.co c",
            "a@b c.co",
            "a@exa_mple.co",
            "a@b=c.co",
            "a@b&c.co",
            "a@b*c.co",
            "a@b|c.co",
            "a@b%c.co",
            "a@b+c.co",
            "a@b'c.co",
            "a@123.123.123.123",
            "a@b.１２",
            "\"a b\"@b.co",
            "\"a\"@b.co",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn two_addresses_in_one_are_told_apart() {
        for text in [
            "a@b.co, c@d.co",
            "a@b.co c@d.co",
            "a@b.co/c@d.co",
            "a@b.co\nc@d.co",
        ] {
            assert!(hint(text).is_some(), "{text}");
        }
        for text in ["a@b", "Ann <a@b.co>", "a b@c.co"] {
            assert_eq!(hint(text), None, "{text}");
        }
    }

    #[test]
    fn the_prefix_has_64_and_the_address_254_characters_at_most() {
        let domain = format!(
            "{}.{}.{}.example",
            "d".repeat(63),
            "e".repeat(63),
            "f".repeat(54)
        );
        assert!(is_email(&format!("{}@b.co", "a".repeat(64))));
        assert!(!is_email(&format!("{}@b.co", "a".repeat(65))));
        let longest = format!("{}@{domain}", "a".repeat(LONGEST - 1 - domain.len()));
        assert_eq!(longest.len(), LONGEST);
        assert!(is_email(&longest));
        assert!(!is_email(&format!("a{longest}")));
        assert!(!is_email(&format!("a@{}.co", "d".repeat(64))));
    }

    proptest! {
        #[test]
        fn the_quick_look_accepts_only_what_the_grammar_accepts(text in "[a.@\\-_+1 é\"]{0,12}|[a-z.]{1,3}@[a-z.-]{1,70}") {
            if is_plain(text.as_bytes()) {
                prop_assert!(is_valid(&text), "{text}");
            }
        }
    }
}
