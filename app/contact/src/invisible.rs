//! Characters that nobody sees: direction marks that phones paste along, zero-width spaces, byte order marks, fillers.
//! Nothing but free text may hold them, and that only where a script needs them: joiners in Persian, Indic scripts and
//! emoji, variation selectors behind what they vary.

use std::borrow::Cow;

/// Tells whether a character leaves no mark on the screen. White space is none of them.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Takes every invisible character out, and white space off the ends.
pub fn without(text: &str) -> Cow<'_, str> {
    remove(text, |_, _, _| false)
}

/// Takes out those invisible characters that no script needs, and white space off the ends.
pub fn readable(text: &str) -> Cow<'_, str> {
    remove(text, is_needed)
}

/// Tells whether there is nothing to be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_whitespace() || is_invisible(letter))
}

/// Names the characters of a text that another lacks, each once: `U+202D, U+202C`.
pub fn names(text: &str, left: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut kept = left.chars().peekable();
    for letter in text.chars() {
        if kept.next_if_eq(&letter).is_some() || !is_invisible(letter) {
            continue;
        }
        let name = format!("U+{:04X}", letter as u32);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// `needed` tells whether an invisible character stays, by what stays before it, itself, and what comes after it.
#[inline]
fn remove(text: &str, needed: impl Fn(Option<char>, char, Option<char>) -> bool) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut left = String::with_capacity(text.len());
    let mut letters = text.trim().chars();
    while let Some(letter) = letters.next() {
        let stays = if is_invisible(letter) {
            let after = letters.clone().find(|letter| !is_invisible(*letter));
            needed(left.chars().next_back(), letter, after)
        } else {
            !left.is_empty() || !letter.is_whitespace()
        };
        if stays {
            left.push(letter);
        }
    }
    let trimmed = left.trim_end();
    if trimmed.len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(trimmed.to_owned())
    }
}

/// Tells whether a script needs an invisible character between these two.
fn is_needed(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let Some(before) = before else {
        return false;
    };
    match letter {
        // They choose a form of the letter, ideograph or emoji before them; of digits only as keys.
        '\u{fe00}'..='\u{fe0f}' if before.is_ascii() => after == Some('\u{20e3}'),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            !before.is_ascii() && !before.is_whitespace() && !is_invisible(before)
        }
        // They spell out a flag.
        '\u{e0020}'..='\u{e007f}' => matches!(before, '\u{1f3f4}' | '\u{e0020}'..='\u{e007f}'),
        '\u{180b}'..='\u{180f}' => matches!(before, '\u{1800}'..='\u{18af}'),
        // An emoji of several, and a letter that joins or must not.
        '\u{200d}' if is_picture(before) => after.is_some_and(is_picture),
        // A final joiner behind a virama is a letter of its own.
        '\u{200c}' | '\u{200d}' => {
            is_joining(before) && (after.is_some_and(is_joining) || is_virama(before))
        }
        // The direction of what stands between letters that run both ways.
        '\u{200e}' | '\u{200f}' | '\u{61c}' => after
            .is_some_and(|after| !after.is_whitespace() && (runs_left(before) || runs_left(after))),
        // Where a line may break in scripts that write no spaces.
        '\u{200b}' => runs_on(before) && after.is_some_and(runs_on),
        '\u{115f}' | '\u{1160}' => {
            matches!(before, '\u{1100}'..='\u{11ff}')
                || after.is_some_and(|after| matches!(after, '\u{1100}'..='\u{11ff}'))
        }
        '\u{34f}' => after.is_some_and(|after| !after.is_ascii() && !after.is_whitespace()),
        _ => false,
    }
}

/// Emoji, and what varies them.
fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{fe0f}' | '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Scripts whose letters join: Arabic, Syriac, Mongolian, and those of India and around it.
fn is_joining(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{74f}' | '\u{750}'..='\u{77f}' | '\u{7c0}'..='\u{7ff}' | '\u{840}'..='\u{dff}'
        | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{1a20}'..='\u{1aaf}' | '\u{a8e0}'..='\u{a9df}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{1145f}')
}

fn is_virama(letter: char) -> bool {
    let block = letter as u32;
    (0x900..0xe00).contains(&block) && matches!(block & 0x7f, 0x4d | 0x4a)
}

/// Hebrew, Arabic and the other scripts that run from right to left.
fn runs_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Thai, Lao, Burmese and Khmer.
fn runs_on(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out_and_named() {
        for (text, left, named) in [
            (
                "\u{202d}+85291234567\u{202c}",
                "+85291234567",
                "U+202D, U+202C",
            ),
            ("+852\u{ad}9123\u{ad}4567", "+85291234567", "U+00AD"),
            (
                "ann@exam\u{200e}ple.com \u{200b}",
                "ann@example.com",
                "U+200E, U+200B",
            ),
            ("\u{feff}12/14/1980\u{2800}", "12/14/1980", "U+FEFF, U+2800"),
            ("\u{3164}", "", "U+3164"),
            ("plain", "plain", ""),
            ("陳大文", "陳大文", ""),
        ] {
            assert_eq!(without(text), left, "{text:?}");
            assert_eq!(names(text, &without(text)), named, "{text:?}");
        }
    }

    #[test]
    fn a_name_keeps_what_its_script_needs() {
        for name in [
            "می\u{200c}خواهم",
            "ක්\u{200d}ෂ",
            "അവന്\u{200d}",
            "Ann 👩\u{200d}💻",
            "Ann ❤\u{fe0f}",
            "辻\u{e0100}",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "ABC\u{200f}שלום",
            "ខ្មែរ\u{200b}ក្រុម",
        ] {
            assert_eq!(readable(name), name, "{name:?}");
        }
    }

    #[test]
    fn a_name_keeps_no_other() {
        for (text, left) in [
            ("\u{202a}Ann\u{202c}", "Ann"),
            ("Ann\u{200b}", "Ann"),
            ("An\u{ad}n", "Ann"),
            ("A\u{200d}nn\u{fe0f}", "Ann"),
            (" \u{feff} Ann \u{3164} ", "Ann"),
            ("שלום\u{200f}", "שלום"),
            ("\u{200b}\u{3164}\u{2800}", ""),
        ] {
            assert_eq!(readable(text), left, "{text:?}");
        }
        assert!(is_blank(" \u{3164}\u{200b}\u{3000}"));
        assert!(!is_blank("\u{200b}a"));
    }

    proptest! {
        #[test]
        fn taking_out_twice_is_taking_out_once(text in "[a मक्ش👩\u{200b}-\u{200f}\u{fe0f}\u{feff}\u{3164} ]{0,8}|.{0,12}") {
            let once = readable(&text).into_owned();
            prop_assert_eq!(readable(&once), once.as_str());
            let bare = without(&text).into_owned();
            prop_assert!(!bare.contains(is_invisible));
            prop_assert_eq!(without(&bare), bare.as_str());
        }
    }
}
