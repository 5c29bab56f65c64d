//! What people write before and behind a telephone number: `Tel.`, `(mobile)`, `x12`. None of it is part of the number,
//! and none of it is a name.

use super::number::digits;

/// Words for a telephone, as texts are folded, longer ones before those that begin them.
#[rustfmt::skip]
const LABELS: [&str; 55] = [
    "telephone", "telefono", "telefone", "telefon", "tel no", "tel", "cellphone", "cell phone", "cell", "phone number", "phone no",
    "phone", "handphone", "handy", "mobile", "mobil", "mob", "movil", "portable", "work", "home", "office", "direct", "fax", "other",
    "whatsapp", "wa", "viber", "signal", "telegram", "wechat", "imessage", "callto", "call", "sms", "ph", "no", "t", "m", "p", "h", "w", "f",
    "聯絡電話", "電話號碼", "手提電話", "辦公電話", "電話", "手機", "手提", "傳眞", "攜帶", "전화", "휴대폰", "โทร",
];

/// What stands before the number of an extension.
const EXTENSIONS: [&str; 8] = ["extension", "extn", "ext", "x", "#", "分機", "內綫", "轉"];

/// So many digits are a telephone number, and not one of a house or a product.
const LEAST: usize = 5;

/// The number in a folded text, without the labels and the extension around it, where there are some.
pub(super) fn unlabelled(folded: &str) -> Option<&str> {
    let mut number = without_extension(folded);
    let mut rest = number.unwrap_or(folded);
    loop {
        let start =
            rest.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '+');
        let end = start.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        match behind_label(end).or_else(|| before_label(end)) {
            Some(left) => (number, rest) = (Some(left), left),
            None => {
                let is_number = digits(end).len() >= LEAST && !end.contains(char::is_alphabetic);
                return number.filter(|_| is_number).map(|_| end);
            }
        }
    }
}

/// A word of Latin letters does not go on; others may stand beside anything.
fn is_apart(label: &str, beside: Option<char>) -> bool {
    !label.is_ascii() || !beside.is_some_and(char::is_alphabetic)
}

fn behind_label(text: &str) -> Option<&str> {
    LABELS.iter().find_map(|label| {
        let rest = text.strip_prefix(label)?;
        is_apart(label, rest.chars().next()).then_some(rest)
    })
}

fn before_label(text: &str) -> Option<&str> {
    LABELS.iter().find_map(|label| {
        let rest = text.strip_suffix(label)?;
        is_apart(label, rest.chars().next_back()).then_some(rest)
    })
}

/// A number without its extension, of at most six digits behind a word for it.
fn without_extension(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let before = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if !(1..=6).contains(&(text.len() - before.len())) {
        return None;
    }
    let word = before.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '#');
    EXTENSIONS.iter().find_map(|extension| {
        let number = word.strip_suffix(extension)?;
        let is_it = digits(number).len() >= LEAST && !number.ends_with(char::is_alphabetic);
        is_it.then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold;

    #[test]
    fn labels_and_extensions_are_no_part_of_a_number() {
        for (typed, number) in [
            ("Tel. 9123 4567", Some("9123 4567")),
            ("T: 9123 4567", Some("9123 4567")),
            ("電話：9123 4567", Some("9123 4567")),
            ("电话 9123 4567", Some("9123 4567")),
            ("手機9123 4567", Some("9123 4567")),
            ("+852 9123 4567 (mobile)", Some("+852 9123 4567")),
            ("Tel (Mobile): +852 9123 4567", Some("+852 9123 4567")),
            ("whatsapp:+85291234567", Some("+85291234567")),
            ("(415) 555 2671 x12", Some("415) 555 2671")),
            ("415 555 2671 ext. 12", Some("415 555 2671")),
            ("415 555 2671 #12", Some("415 555 2671")),
            ("2123 4567 分機 12", Some("2123 4567")),
            ("office 365", None),
            ("Tom 9123 4567", None),
            ("telly 91234567", None),
            ("Home", None),
            ("3x12", None),
            ("", None),
        ] {
            assert_eq!(unlabelled(&fold(typed)), number, "{typed}");
        }
        let all = LABELS.iter().chain(&EXTENSIONS);
        let unfolded: Vec<_> = all
            .filter(|label| fold(label) != **label)
            .map(|label| fold(label))
            .collect();
        assert!(unfolded.is_empty(), "{unfolded:?}");
    }
}
