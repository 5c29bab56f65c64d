//! Phone numbers: `+` and 8 to 20 digits, nothing else. A byte grammar, because every cell of four columns of a file
//! passes through it; numbering plans only fill in country codes (`plans`), they never refuse.

use std::borrow::Cow;

pub mod groups;

use groups::are_digits;

use crate::{code::Code, country::CountryCode, invisible::is_invisible, wording::Phrase};

/// How many digits a number has at least and at most.
pub const DIGITS: std::ops::RangeInclusive<usize> = 8..=20;

/// Reads a phone number: borrowed as it stands, owned where a country code was added.
pub fn parse(text: &str, country_code: CountryCode) -> Result<Cow<'_, str>, Code> {
    match text.as_bytes() {
        [b'+', digits @ ..] if are_digits(digits) && DIGITS.contains(&digits.len()) => {
            Ok(Cow::Borrowed(text))
        }
        digits if are_digits(digits) => {
            let number = complete(text, country_code).ok_or(Code::E02)?;
            let fits = number
                .strip_prefix('+')
                .is_some_and(|digits| DIGITS.contains(&digits.len()));
            if fits {
                Ok(Cow::Owned(number))
            } else {
                Err(Code::E01)
            }
        }
        _ if is_rounded(text) => Err(Code::E03),
        _ => Err(Code::E01),
    }
}

/// A number without the marks that people and this product write into it, and without a `tel:` before it:
/// `+852 9123-4567` is `+85291234567`. What is still no number, with or without its country code, stays as it is written.
/// Forms understand numbers so, and the repair of a file; files and programs are held to `parse`.
pub fn unmarked(text: &str) -> String {
    let number = match text.trim_start().get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &text.trim_start()[4..],
        _ => text,
    };
    // What a spreadsheet added to a number is no digit of it.
    let number = number.trim_end().strip_suffix(".0").unwrap_or(number);
    // Neither are two numbers one, nor is `/68` behind a number the end of it.
    let is_ending = |(_, ending): (&str, &str)| ending.len() < 5;
    if hint(number).is_some() || number.rsplit_once('/').is_some_and(is_ending) {
        return text.to_owned();
    }
    let close: String = number
        .chars()
        .filter(|letter| !letter.is_whitespace() && !is_invisible(*letter))
        .map(|letter| match letter {
            '＋' => '+',
            '（' | '[' | '［' => '(',
            '）' | ']' | '］' => ')',
            '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).unwrap_or(letter),
            other => other,
        })
        .collect();
    let dialled = without_home_zero(&close);
    let plain = dialled.replace(MARKS, "");
    // Italy dials its zeros from abroad too, and only its people know whether such a one is meant.
    if close != *dialled && plain.starts_with("+39") {
        return text.to_owned();
    }
    match parse(&plain, CountryCode::No) {
        Ok(_) | Err(Code::E02) => plain,
        Err(_) => text.to_owned(),
    }
}

/// A number with its country code, without the zero in brackets that is only dialled at home: `+44(0)7700900123`. Of a
/// number without one nothing is taken.
pub(crate) fn without_home_zero(number: &str) -> Cow<'_, str> {
    let digits = number.trim_start_matches(['(', ' ']);
    if number.contains("(0)") && (digits.starts_with('+') || digits.starts_with("00")) {
        Cow::Owned(number.replacen("(0)", "", 1))
    } else {
        Cow::Borrowed(number)
    }
}

/// Hyphens and dashes of all kinds, brackets, dots and slashes.
const MARKS: [char; 14] = [
    '-', '(', ')', '.', '/', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}',
    '\u{2212}', '\u{FF0D}', '·', '．',
];

fn complete(digits: &str, country_code: CountryCode) -> Option<String> {
    match country_code {
        CountryCode::No => None,
        #[cfg(feature = "plans")]
        CountryCode::Yes(country) => crate::plans::complete(digits, country),
        // The page alone knows no numbering plans; it leaves such numbers to the worker and the server.
        #[cfg(not(feature = "plans"))]
        CountryCode::Yes(_) => None,
        CountryCode::PlusMissing => {
            Some(format!("+{}", digits.strip_prefix("00").unwrap_or(digits)))
        }
    }
}

/// Recognises what a spreadsheet makes of a long number: `8.52E+10`.
fn is_rounded(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '-']);
    text.split_once(['E', 'e'])
        .is_some_and(|(mantissa, exponent)| {
            let whole = mantissa.replacen(['.', ','], "", 1);
            are_digits(whole.as_bytes())
                && are_digits(exponent.trim_start_matches(['+', '-']).as_bytes())
        })
}

/// What to do about a text that is no number, where that is plain to see.
pub fn hint(text: &str) -> Option<Phrase> {
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let numbers = text
        .split([',', '/', '|', '\n', '\r', '、', '，'])
        .flat_map(|part| part.split(":::"))
        .filter(|part| digits(part) >= *DIGITS.start());
    if numbers.count() > 1 {
        return Some(Phrase(&[
            "Write ; between two numbers",
            "請用 ; 分隔兩個號碼",
            "请用 ; 分隔两个号码",
        ]));
    }
    let is_decimal = text
        .strip_suffix(".0")
        .is_some_and(|whole| are_digits(whole.trim_start_matches('+').as_bytes()));
    is_decimal.then_some(Phrase(&[
        "The .0 was added by a program that took it for an amount. Take it off",
        "末尾的 .0 是程式把號碼當成數值而加上的。請刪去",
        "末尾的 .0 是程序把号码当成数值而加上的。请删去",
    ]))
}

#[cfg(test)]
mod tests {
    use super::{
        groups::{dial, spaced},
        *,
    };

    fn verdict(text: &str) -> Result<Cow<'_, str>, Code> {
        parse(text, CountryCode::No)
    }

    #[test]
    fn a_phone_number_is_plus_and_8_to_20_digits() {
        for digits in ["12345678", "85212345678", "12345678901234567890"] {
            let number = format!("+{digits}");
            assert_eq!(verdict(&number), Ok(Cow::Borrowed(number.as_str())));
        }
        for text in [
            "+1234567",
            "+123456789012345678901",
            "+",
            "++85212345678",
            "+852123456a8",
        ] {
            assert_eq!(verdict(text), Err(Code::E01), "{text}");
        }
    }

    #[test]
    fn spaces_parentheses_hyphens_and_letters_are_errors() {
        for text in [
            "+852 1234 5678",
            "+852-1234-5678",
            "(852)12345678",
            "1234 5678",
            "call me",
            "＋85212345678",
            "+８５２12345678",
            "E",
            "5E",
            "'+85212345678",
        ] {
            assert_eq!(verdict(text), Err(Code::E01), "{text}");
        }
    }

    #[test]
    fn a_number_rounded_by_the_spreadsheet_is_told_apart() {
        for text in [
            "8.52E+10",
            "8.52123E+10",
            "8,52E+10",
            "8E10",
            "+8.52e+10",
            "8.5E-3",
        ] {
            assert_eq!(verdict(text), Err(Code::E03), "{text}");
        }
    }

    #[test]
    fn no_country_code_is_an_error_unless_one_was_chosen() {
        for text in ["12345678", "00447700900123", "1", "85212345678"] {
            assert_eq!(verdict(text), Err(Code::E02), "{text}");
        }
    }

    #[test]
    fn only_the_plus_is_missing() {
        let verdict = |text| parse(text, CountryCode::PlusMissing).map(Cow::into_owned);
        assert_eq!(verdict("85212345678"), Ok("+85212345678".to_owned()));
        assert_eq!(verdict("+85212345678"), Ok("+85212345678".to_owned()));
        assert_eq!(verdict("00447700900123"), Ok("+447700900123".to_owned()));
        assert_eq!(verdict("1234567"), Err(Code::E01));
        assert_eq!(verdict("852 1234"), Err(Code::E01));
        assert_eq!(verdict("8.52E+10"), Err(Code::E03));
    }

    #[test]
    fn two_numbers_in_one_are_told_apart() {
        for text in [
            "+85291234567 ::: +85291234568",
            "+85291234567/+85291234568",
            "+85291234567, +85291234568",
            "+85291234567\n+85291234568",
            "+852 9123 4567、+852 9123 4568",
        ] {
            assert_eq!(
                hint(text).map(Phrase::english),
                Some("Write ; between two numbers"),
                "{text}"
            );
        }
        for text in [
            "+852 9123 4567",
            "+852 9123/4567",
            "tel:+85291234567",
            "1, 2",
        ] {
            assert_eq!(hint(text), None, "{text}");
        }
        assert!(hint("85291234567.0").is_some_and(|hint| hint.english().contains(".0")));
    }

    #[test]
    fn numbers_are_shown_in_groups() {
        for (number, shown) in [
            ("+85212345678", "+852 1234 5678"),
            ("+12125551234", "+1 212 555 1234"),
            ("+447700900123", "+44 770 090 0123"),
            ("+6512345678", "+65 1234 5678"),
            ("+33612345678", "+33 612 345 678"),
            ("not a number", "not a number"),
            ("", ""),
        ] {
            assert_eq!(spaced(number), shown);
        }
    }

    #[test]
    fn a_form_understands_a_number_as_it_is_shown_and_as_people_write_it() {
        for (typed, number) in [
            ("+852 9123 4567", "+85291234567"),
            (" +852-9123-4567 ", "+85291234567"),
            ("(+852) 9123.4567", "+85291234567"),
            ("＋８５２ ９１２３ ４５６７", "+85291234567"),
            ("tel:+852-9123-4567", "+85291234567"),
            ("\u{202A}+852 9123 4567\u{202C}", "+85291234567"),
            ("+852\u{A0}9123\u{2009}4567", "+85291234567"),
            ("9123 4567", "91234567"),
            ("+44 (0)7700 900123", "+447700900123"),
            ("+44(0) 7700-900123", "+447700900123"),
            ("(+44) [0] 7700 900123", "+447700900123"),
            ("＋44（0）7700 900123", "+447700900123"),
            ("+44 ( 0 ) 7700 900123", "+447700900123"),
            ("0044 (0)7700 900123", "00447700900123"),
            ("(0)7700 900123", "07700900123"),
            ("+39 (06) 1234 5678", "+390612345678"),
            ("+39 (0)6 1234 5678", "+39 (0)6 1234 5678"),
            ("call me", "call me"),
            ("+852 12", "+852 12"),
            ("", ""),
        ] {
            assert_eq!(unmarked(typed), number, "{typed}");
        }
        for number in [
            "+85212345678",
            "+12125551234",
            "+447700900123",
            "+33612345678",
        ] {
            assert_eq!(unmarked(&spaced(number)), number);
        }
    }

    #[test]
    fn a_number_says_its_country_code() {
        for (number, code) in [
            ("+85212345678", Some("852")),
            ("+14185873123", Some("1")),
            ("+447", Some("44")),
            ("+", None),
            ("+0123", None),
            ("85212345678", None),
        ] {
            assert_eq!(dial(number), code, "{number}");
        }
    }
}
