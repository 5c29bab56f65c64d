//! Email addresses: prefix, @, domain, at most 64 characters before the @ and 254 in all. The grammar is that of the
//! crate `email_address`; addresses of the everyday form are accepted by a quick look, which a test keeps in step.

use email_address::{EmailAddress, Options};

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
}

/// Accepts ASCII words joined by single dots, @, and a domain of at least two labels.
fn is_plain(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', text) else {
        return false;
    };
    let (prefix, domain) = (&text[..at], &text[at + 1..]);
    let mut last = b'.';
    for &byte in prefix {
        let fits = byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'-' | b'+')
            || (byte == b'.' && last != b'.');
        if !fits {
            return false;
        }
        last = byte;
    }
    if last == b'.' || prefix.len() > 64 {
        return false;
    }
    let (mut label, mut labels) = (0, 1);
    last = b'.';
    for &byte in domain {
        match byte {
            b'.' if label > 0 && last != b'-' => {
                labels += 1;
                label = 0;
            }
            b'-' if label > 0 => label += 1,
            _ if byte.is_ascii_alphanumeric() && label < 63 => label += 1,
            _ => return false,
        }
        last = byte;
    }
    labels > 1 && label > 0 && label <= 63 && last != b'-'
}

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
        ] {
            assert!(!is_email(text), "{text}");
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
