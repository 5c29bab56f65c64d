//! The one form in which texts are compared, of what is stored and of what is typed.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Writes a text in the form in which texts are compared: no case, no accents, full-width as ASCII, no apostrophes
/// and invisible characters, single spaces.
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
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'ħ' => folded.push('h'),
                'ı' => folded.push('i'),
                'ς' => folded.push('σ'),
                mark if is_combining_mark(mark) && !is_voicing(mark) => {}
                other => folded.push(other),
            }
        }
    }
}

/// Accents, apostrophes of all kinds, and characters that nobody sees.
fn is_silent(char: char) -> bool {
    match char {
        '\'' | '`' | '‘' | '’' | 'ʼ' | 'ʻ' | '\u{ad}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => true,
        _ if char.is_ascii() => char.is_ascii_control(),
        _ => char.is_control() || (is_combining_mark(char) && !is_voicing(char)),
    }
}

/// The marks that tell か from が: another letter, not an accent.
fn is_voicing(char: char) -> bool {
    matches!(char, '\u{3099}' | '\u{309a}')
}

/// Scripts that write a full name without a space.
pub(crate) fn is_cjk(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
