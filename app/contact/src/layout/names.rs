//! A person's name, of which the guide knows two parts: joined from the parts of other programs, or split from a whole.

/// Chinese family names of two characters that are met every day.
const DOUBLE_NAMES: [&str; 16] = [
    "歐陽", "欧阳", "司徒", "司馬", "司马", "上官", "諸葛", "诸葛", "夏侯", "皇甫", "尉遲", "尉迟",
    "公孫", "公孙", "慕容", "令狐",
];

/// Small words that belong to the family name behind them.
const PARTICLES: [&str; 20] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "la", "le",
    "las", "los", "bin", "binti", "al", "ter",
];

/// What stands behind a family name.
const SUFFIXES: [&str; 8] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd"];

/// Joins the parts of a name that are there.
pub fn joined(parts: &[&str]) -> String {
    let there = parts.iter().filter(|part| !part.is_empty());
    there.copied().collect::<Vec<_>>().join(" ")
}

/// Splits a full name into the first name and the last name. Before a comma stands the last name; a name in Chinese
/// characters, Kana or Hangul begins with it; of others it is the last word, with the small words before it and what
/// stands behind it. A single word is a last name.
pub fn split(full: &str) -> (String, String) {
    let full = full.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((last, first)) = full.split_once([',', '，']) {
        let (first, last) = (first.trim(), last.trim());
        let is_suffix = SUFFIXES.contains(&first.to_lowercase().as_str());
        if !is_suffix && !first.is_empty() && !last.is_empty() {
            return (first.to_owned(), last.to_owned());
        }
    }
    let words: Vec<&str> = full.split(' ').collect();
    if full.chars().any(is_eastern) {
        return match words[..] {
            [one] => split_characters(one),
            [last, ref first @ ..] => (first.join(" "), last.to_owned()),
            [] => (String::new(), String::new()),
        };
    }
    let is_suffix = |word: &str| SUFFIXES.contains(&word.to_lowercase().as_str());
    let mut from = words.len().saturating_sub(1);
    while from > 1 && is_suffix(words[from]) {
        from -= 1;
    }
    while from > 1 && PARTICLES.contains(&words[from - 1]) {
        from -= 1;
    }
    (words[..from].join(" "), words[from..].join(" "))
}

/// A name without a space: two characters of the family, if it is known to have two, otherwise one. Only Chinese and Korean
/// names are that regular.
fn split_characters(name: &str) -> (String, String) {
    let characters: Vec<char> = name.chars().collect();
    let regular = characters
        .iter()
        .all(|letter| is_han(*letter) || is_hangul(*letter));
    if !regular || !(2..=4).contains(&characters.len()) {
        return (String::new(), name.to_owned());
    }
    let is_double = DOUBLE_NAMES.iter().any(|double| name.starts_with(double));
    let family = match characters.len() {
        2 => 1,
        _ if is_double => 2,
        3 => 1,
        // Four characters are two and two.
        _ => 2,
    };
    let (last, first) = characters.split_at(family);
    (first.iter().collect(), last.iter().collect())
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

fn is_eastern(letter: char) -> bool {
    is_han(letter) || is_hangul(letter) || matches!(letter, '\u{3040}'..='\u{30ff}')
}

/// Tells whether a whole name says nothing that its parts do not say, in whatever order.
pub fn is_same(full: &str, parts: &[&str]) -> bool {
    let letters = |texts: &[&str]| {
        let all = texts.iter().flat_map(|text| text.chars());
        let mut letters: Vec<char> = all
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        letters.sort_unstable();
        letters
    };
    let full = letters(&[full]);
    // Which of the parts a program puts into the whole is a matter of its settings.
    (0..1u32 << parts.len()).any(|choice| {
        let chosen = parts.iter().enumerate();
        let chosen = chosen.filter(|(at, _)| choice & (1 << at) != 0);
        letters(&chosen.map(|(_, part)| *part).collect::<Vec<_>>()) == full
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_is_split_by_the_rule_that_the_page_tells() {
        for (full, first, last) in [
            ("Mei Kwok", "Mei", "Kwok"),
            (" Tai  Man Chan ", "Tai Man", "Chan"),
            ("Chan, Tai Man", "Tai Man", "Chan"),
            ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
            ("Juan de la Cruz", "Juan", "de la Cruz"),
            ("Ann Smith Jr.", "Ann", "Smith Jr."),
            ("Ann Smith, Jr.", "Ann", "Smith, Jr."),
            ("Cher", "", "Cher"),
            ("陳大文", "大文", "陳"),
            ("歐陽娜娜", "娜娜", "歐陽"),
            ("王伟", "伟", "王"),
            ("山田 太郎", "太郎", "山田"),
            ("スズキ", "", "スズキ"),
            ("김민준", "민준", "김"),
            ("陳大文有限公司", "", "陳大文有限公司"),
            ("", "", ""),
        ] {
            assert_eq!(split(full), (first.to_owned(), last.to_owned()), "{full}");
        }
    }

    #[test]
    fn a_whole_that_is_made_of_the_parts_says_nothing_new() {
        let parts = ["Dr.", "Mei", "Ling", "Kwok", "Jr."];
        for full in [
            "Mei Kwok",
            "Kwok, Mei Ling",
            "Dr. Mei Ling Kwok Jr.",
            "KWOK Mei",
        ] {
            assert!(is_same(full, &parts), "{full}");
        }
        for full in ["Mei Kwok (Harbour Tea)", "May Kwok"] {
            assert!(!is_same(full, &parts), "{full}");
        }
        assert!(is_same("陳大文", &["", "大文", "", "陳", ""]));
    }
}
