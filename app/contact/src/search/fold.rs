//! The one form in which texts are compared, of what is stored and of what is typed.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

include!(concat!(env!("OUT_DIR"), "/characters.rs"));

/// Which rules these are. A change of what is folded, or of what `Keys` are made of, calls for the next number: the keys
/// of all contacts are then written again.
pub const FOLDING: i32 = 3;

/// The zeros of scripts that write numbers in their own digits.
const ZEROS: [char; 17] = [
    '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐',
];

/// Writes a text in the form in which texts are compared: no case, no accents, full-width as ASCII, no apostrophes
/// and invisible characters, single spaces; one hyphen, one middle dot, one kind of kana and of digits, and one form of
/// each Chinese character. Vowel signs are letters.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_chars(text.chars(), &mut folded);
        return folded;
    }
    fold_chars(text.nfkd(), &mut folded);
    folded.nfc().collect()
}

fn fold_chars(chars: impl Iterator<Item = char>, folded: &mut String) {
    let mut space = false;
    for char in chars {
        if char.is_whitespace() {
            space = true;
            continue;
        }
        if is_silent(char) {
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        for lower in char.to_lowercase() {
            match lower {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'þ' => folded.push_str("th"),
                ascii if ascii.is_ascii() => folded.push(ascii),
                mark if is_accent(mark) => {}
                other => folded.push(plain(other)),
            }
        }
    }
}

/// The one letter that stands for all that differ only in how they are written.
fn plain(char: char) -> char {
    match char {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ς' => 'σ',
        // The ya, kaf and ta marbuta of Arabic and Persian keyboards.
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        '‐'..='―' | '−' | '⁃' | '־' | '֊' | '᠆' | '⸺' | '⸻' | '゠' => '-',
        '‧' | '・' | '•' | '∙' | '⋅' => '·',
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(char as u32 - 0x60).unwrap_or(char),
        '\u{3400}'.. => FORMS
            .binary_search_by_key(&char, |(form, _)| *form)
            .map_or(char, |at| FORMS[at].1),
        '\u{660}'..='\u{1819}' => digit(char).unwrap_or(char),
        _ => char,
    }
}

fn digit(char: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = (char as u32).checked_sub(*zero as u32)?;
        char::from_digit(value, 10)
    })
}

/// Apostrophes of all kinds, and characters that nobody sees.
fn is_silent(char: char) -> bool {
    match char {
        _ if char.is_ascii() => matches!(char, '\'' | '`') || char.is_ascii_control(),
        '‘' | '’' | '‛' | '′' | 'ʹ' | 'ʼ' | 'ʻ' | 'ꞌ' | 'Ꞌ' | '׳' | '״' => true,
        // Blank though they count as letters, and the stroke that makes an Arabic word longer.
        '\u{115f}' | '\u{1160}' | '\u{2800}' | 'ـ' => true,
        '\u{ad}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => char.is_control() || is_accent(char),
    }
}

/// A mark that leaves its letter the same one: the accents of Latin, Greek and Cyrillic, the points of Hebrew and Arabic.
/// The vowel signs of India and Thailand, and what tells か from が, make another.
fn is_accent(char: char) -> bool {
    let accents = matches!(char,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{711}' | '\u{730}'..='\u{74a}'
        | '\u{8ca}'..='\u{8ff}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}');
    accents && is_combining_mark(char)
}

/// A folded text as it is sorted, and met by a sort: a hyphen is a space.
pub(super) fn spaced(folded: String) -> String {
    if !folded.contains('-') {
        return folded;
    }
    let words: Vec<&str> = folded
        .split(['-', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A folded text without what may as well not be written between its parts, if it has any of that.
pub(super) fn joined(folded: &str, between: &[char]) -> Option<String> {
    folded
        .contains(between)
        .then(|| folded.replace(between, ""))
        .filter(|joined| !joined.is_empty())
}

/// What the letters of German and its northern neighbours become where there are none, folded; nothing if a text has none
/// of them.
pub(super) fn transcribed(text: &str) -> Option<String> {
    let held = |char| {
        matches!(
            char,
            'ä' | 'Ä' | 'ö' | 'Ö' | 'ø' | 'Ø' | 'ü' | 'Ü' | 'å' | 'Å' | '\u{308}' | '\u{30a}'
        )
    };
    if text.is_ascii() || !text.contains(held) {
        return None;
    }
    let mut other = String::with_capacity(text.len() + 4);
    for char in text.nfc() {
        match char {
            'ä' | 'Ä' => other.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => other.push_str("oe"),
            'ü' | 'Ü' => other.push_str("ue"),
            'å' | 'Å' => other.push_str("aa"),
            char => other.push(char),
        }
    }
    let (other, folded) = (fold(&other), fold(text));
    (other != folded).then_some(other)
}

/// Scripts that write a full name without a space.
pub(crate) fn is_cjk(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Thai, Lao, Burmese and Khmer, which write no spaces between words: a first name comes right before the last one.
pub(super) fn runs_on(char: char) -> bool {
    matches!(char, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}
