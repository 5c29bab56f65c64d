//! Tells whether two names sound alike and two companies are one, in a way that can be explained: case, accents, order
//! and spaces do not count; of a longer Latin word only its consonants do, those that sound the same as one, and whether
//! it begins with a vowel.

use unicode_normalization::char::is_combining_mark;

use crate::search::{fold, is_cjk};

/// What a company calls its legal form; it tells no two companies apart.
#[rustfmt::skip]
const LEGAL_FORMS: [&str; 30] = [
    "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "holdings", "inc",
    "incorporated", "kg", "kk", "limited", "llc", "llp", "ltd", "ltda", "nv", "oy", "plc", "pte", "pty", "pvt", "sa",
    "sarl", "srl", "the",
];

/// A folded company up to its legal form: how the same company begins wherever it is written; empty where there is none.
pub fn company_start(folded: &str) -> &str {
    let end = |word: &str| word.as_ptr() as usize - folded.as_ptr() as usize + word.len();
    folded
        .rsplit(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty() && !LEGAL_FORMS.contains(word))
        .map_or("", |word| &folded[..end(word)])
}

/// The company without its legal form and without anything but letters and digits. Two contacts are at one company when
/// this is equal and not empty.
pub fn company_key(company: &str) -> String {
    let folded = fold(company);
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.replace('.', ""))
        .filter(|word| !LEGAL_FORMS.contains(&word.as_str()))
        .collect()
}

/// The sounds of a name, in any order. Two names sound alike when this is equal and not empty.
pub fn name_key(first: &str, last: &str) -> String {
    let folded = fold(&format!("{first} {last}"));
    let mut sounds: Vec<String> = Vec::new();
    for word in folded
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
    {
        if word.contains(is_cjk) {
            // Written without spaces, so that nothing tells family name and given name apart.
            sounds.extend(word.chars().map(String::from));
        } else {
            sounds.push(sound(word));
        }
    }
    // One word is a name that half of the world shares.
    if sounds.len() < 2 {
        return String::new();
    }
    sounds.sort_unstable();
    sounds.join(" ")
}

/// The consonants of a word, behind an `a` where it begins with any vowel: Ivan is not Fiona. A word that has fewer than
/// two consonants is told by all its letters.
fn sound(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
    let mut consonants = String::new();
    let mut before = ' ';
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let heard = match letter {
            'p' if letters.peek() == Some(&'h') => 'f',
            'c' | 'q' => 'k',
            'g' if letters.peek() == Some(&'h') => ' ',
            'v' | 'w' => 'f',
            'z' | 'x' => 's',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' => ' ',
            other => other,
        };
        if heard != ' ' && heard != before {
            consonants.push(heard);
        }
        // A double letter is one sound, the same letter after a vowel is another one.
        before = if letter == 'h' { before } else { heard };
    }
    if consonants.chars().count() < 2 {
        word.to_owned()
    } else if vowel {
        format!("a{consonants}")
    } else {
        consonants
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sound_alike_whatever_their_order_accents_and_spelling() {
        for (one, two) in [
            (("Tai Man", "Chan"), ("Chan", "Tai Man")),
            (("", "Tai Man Chan"), ("Tai Man", "Chan")),
            (("Stephen", "Miller"), ("Steven", "Miler")),
            (("Catherine", "Smith"), ("Kathryn", "Smyth")),
            (("José", "Muñoz"), ("Jose", "MUNOZ")),
            (("Eric", "Olsen"), ("Erik", "Olson")),
            (("Yvonne", "Ivanov"), ("Ivonne", "Ivanow")),
            (("Zoë", "Müller"), ("Zoe", "Muller")),
            (("Philip", "Jonson"), ("Filipp", "Johnson")),
            (("大文", "陳"), ("", "陳大文")),
            (("Mary-Ann", "O'Neil"), ("Mary Ann", "ONeill")),
            (("सीता", "शर्मा"), ("शर्मा", "सीता")),
            (("大文", "陳"), ("大文", "陈")),
            (("タロウ", "タナカ"), ("たなか", "たろう")),
        ] {
            assert_eq!(
                name_key(one.0, one.1),
                name_key(two.0, two.1),
                "{one:?} {two:?}"
            );
            assert_ne!(name_key(one.0, one.1), "", "{one:?}");
        }
    }

    #[test]
    fn other_names_do_not() {
        for (one, two) in [
            (("Ada", "Lovelace"), ("Adam", "Lovelace")),
            (("Wei", "Lau"), ("Wei", "Lee")),
            (("Ann", "Lee"), ("Ann", "Leung")),
            (("Ivan", "Lau"), ("Fiona", "Lau")),
            (("大文", "陳"), ("大明", "陳")),
            (("सीता", "शर्मा"), ("सत्य", "शर्मा")),
            (("สมชาย", "ใจดี"), ("สมชาย", "ใจดู")),
        ] {
            assert_ne!(
                name_key(one.0, one.1),
                name_key(two.0, two.1),
                "{one:?} {two:?}"
            );
        }
        for (first, last) in [
            ("", "customer"),
            ("", ""),
            ("Ada", ""),
            ("", "—"),
            ("", "शर्मा"),
        ] {
            assert_eq!(name_key(first, last), "", "{first} {last}");
        }
    }

    #[test]
    fn a_company_is_one_whatever_its_legal_form() {
        for (one, two) in [
            ("Acme Ltd.", "ACME Limited"),
            ("Acme Logistics, Inc.", "acme logistics"),
            ("Bäckerei Müller GmbH", "Backerei Muller"),
            ("The Acme Company", "Acme Co."),
            ("海港貿易", " 海港貿易 "),
        ] {
            assert_eq!(company_key(one), company_key(two), "{one} {two}");
        }
        assert_ne!(company_key("Acme Logistics"), company_key("Acme Trading"));
        assert_eq!(company_key("Ltd"), "");
        assert_eq!(company_key(""), "");
    }

    #[test]
    fn companies_that_are_one_begin_alike() {
        assert_eq!(company_start("acme logistics, inc."), "acme logistics");
        assert_eq!(company_start("acme co."), "acme");
        assert_eq!(company_start("acme"), "acme");
        assert_eq!(company_start(""), "");
        assert_eq!(company_start("海港貿易"), "海港貿易");
    }
}
