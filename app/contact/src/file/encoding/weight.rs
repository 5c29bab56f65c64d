//! How much of a text looks like words of a language.

use std::collections::BTreeSet;

use super::{
    letters::{self, Meant},
    names::Encoding,
};

/// What speaks for and against a reading.
#[derive(Default)]
pub struct Weight {
    good: f32,
    bad: f32,
    /// Characters of East Asia, and how many of them are common.
    east_asian: f32,
    common: f32,
    /// Letters beyond a to z.
    pub letters: usize,
    pub script: Option<Script>,
    /// The different words of Latin letters, in lower case.
    latin: BTreeSet<Vec<char>>,
    /// Those that are words of no language, and signs that stand where none does.
    odd: BTreeSet<Vec<char>>,
}

/// Scripts that are never mixed within a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
    EastAsian,
    Other,
}

impl Script {
    fn of(letter: char) -> Option<Self> {
        match letter {
            // Letters by name, signs by use.
            'ª' | 'º' | 'µ' | '×' | '÷' => None,
            'a'..='z'
            | 'A'..='Z'
            | '\u{C0}'..='\u{24F}'
            | '\u{300}'..='\u{36F}'
            | '\u{1E00}'..='\u{1EFF}' => Some(Self::Latin),
            '\u{370}'..='\u{3FF}' => Some(Self::Greek),
            '\u{400}'..='\u{52F}' => Some(Self::Cyrillic),
            '\u{591}'..='\u{5F4}' => Some(Self::Hebrew),
            '\u{610}'..='\u{6FF}' => Some(Self::Arabic),
            '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E5B}' => Some(Self::Thai),
            '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{30FA}'
            | '\u{30FC}'..='\u{318E}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF66}'..='\u{FF9F}'
            | '\u{20000}'..='\u{3FFFF}' => Some(Self::EastAsian),
            other if other.is_alphabetic() => Some(Self::Other),
            _ => None,
        }
    }
}

impl Weight {
    pub fn of(text: &str, meant: Meant) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let mut weight = Self::default();
        let mut at = 0;
        while at < letters.len() {
            let from = at;
            while at < letters.len() && Script::of(letters[at]).is_some() {
                at += 1;
            }
            let word = &letters[from..at];
            if !word.iter().all(char::is_ascii) {
                weight.word(word, meant);
            }
            if let Some(sign) = letters.get(at) {
                if !sign.is_ascii() {
                    weight.sign(&letters[..at], *sign, &letters[at + 1..]);
                }
                at += 1;
            }
        }
        weight
    }

    fn word(&mut self, word: &[char], meant: Meant) {
        let beyond = word.iter().filter(|letter| !letter.is_ascii());
        self.letters += beyond.clone().count();
        let mut scripts = word.iter().filter_map(|letter| Script::of(*letter));
        let first = scripts.next();
        let mixed = scripts.any(|script| Some(script) != first);
        self.script = self
            .script
            .or_else(|| beyond.clone().find_map(|letter| Script::of(*letter)));
        let east_asian = |letter: &&char| Script::of(**letter) == Some(Script::EastAsian);
        match first {
            _ if mixed && word.iter().any(|letter| east_asian(&letter)) => {
                // `VIP客戶`, but not `M黮ler`.
                match beyond.clone().all(|letter| is_common(*letter, meant)) {
                    true => self.good += 1.0,
                    false => self.bad += 1.0,
                }
            }
            Some(Script::EastAsian) => {
                for letter in word {
                    // Half-width kana: what the bytes of other encodings read as, too.
                    let half = matches!(letter, '\u{FF66}'..='\u{FF9F}');
                    self.east_asian += if half { 0.5 } else { 1.0 };
                    self.common += f32::from(u8::from(is_common(*letter, meant)));
                }
            }
            Some(script) if !mixed && is_written_like_a_word(word, script, meant) => {
                self.good += 1.0;
                if script == Script::Latin {
                    self.latin.insert(small(word));
                }
            }
            _ => {
                self.bad += 1.0;
                self.odd.insert(small(word));
            }
        }
    }

    /// A sign that is no letter: some stand before a word, some after it, few within.
    fn sign(&mut self, before: &[char], sign: char, after: &[char]) {
        let is_letter = |letter: Option<&char>| letter.copied().and_then(Script::of).is_some();
        let good = match (is_letter(before.last()), is_letter(after.first())) {
            (true, true) => match sign {
                '’' | '‘' => is_apostrophe(before, after),
                '—' => true,
                // Catalan.
                '·' => before.last() == Some(&'l') && after.first() == Some(&'l'),
                '–' => after.first().is_some_and(|letter| letter.is_uppercase()),
                other => is_east_asian_sign(other),
            },
            (true, false) => "”’“»«›‹…®™°ºª²³–—†•\u{A0}".contains(sign) || is_east_asian_sign(sign),
            (false, true) => "“‘„‚«»‹›¿¡§©–—…•†°’\u{A0}".contains(sign) || is_east_asian_sign(sign),
            (false, false) => {
                "“”‘’„‚«»‹›¿¡§©®™–—…•†°ºª²³¹\u{A0}€£¥¢±×÷½¼¾µ‰№".contains(sign)
                    || is_east_asian_sign(sign)
            }
        };
        match good {
            true => self.good += 1.0,
            // The word beside it is none either.
            false => {
                self.bad += 2.0;
                let last = before.len().saturating_sub(SHOWN);
                let around = before[last..].iter().chain([&sign]);
                let around = around.chain(after.iter().take(SHOWN));
                self.odd.insert(around.copied().collect());
            }
        }
    }

    /// Counts the different words.
    pub fn words(&self) -> usize {
        self.latin.len() + self.odd.len()
    }

    /// Counts the words of no language.
    pub fn odd(&self) -> usize {
        self.odd.len()
    }

    /// Counts the words that are none of the language that has most of them.
    pub fn strange(&self, meant: Meant) -> usize {
        let languages = letters::languages(meant);
        let strange = languages.map(|language| {
            let words = self.latin.iter();
            words.filter(|word| !language.has(word)).count()
        });
        self.odd.len() + strange.min().unwrap_or_default()
    }

    pub fn plausible(&self) -> f32 {
        let all = self.good + self.bad + self.east_asian;
        if all == 0.0 {
            return 0.0;
        }
        // Two in three characters of a text are common ones.
        (self.good + self.east_asian.min(self.common * 1.5)) / all
    }
}

/// Whether an apostrophe stands where one belongs: in `O’Brien` and `It’s`, not in `Garc’a`.
fn is_apostrophe(before: &[char], after: &[char]) -> bool {
    let is_letter = |letter: &&char| Script::of(**letter).is_some();
    let ahead = before.iter().rev().take_while(is_letter).count();
    let rest: String = after.iter().take_while(is_letter).collect();
    let capital = after.first().is_some_and(|letter| letter.is_uppercase());
    ahead == 1
        || capital
        || ["s", "t", "d", "m", "re", "ll", "ve"].contains(&rest.to_lowercase().as_str())
}

/// Punctuation of East Asia, and letters and digits of its width.
fn is_east_asian_sign(sign: char) -> bool {
    matches!(sign, '\u{3000}'..='\u{303F}' | '・' | '\u{FF01}'..='\u{FF5E}')
}

fn is_common(letter: char, meant: Meant) -> bool {
    let Meant::Read(encoding) = meant else {
        return false;
    };
    let japanese = matches!(encoding, Encoding::ShiftJis | Encoding::EucJp);
    letters::common(encoding).contains(letter)
        || japanese && matches!(letter, '\u{3041}'..='\u{30FC}')
}

/// So many characters beside a sign tell it from others.
const SHOWN: usize = 3;

/// A word in lower case.
fn small(word: &[char]) -> Vec<char> {
    word.iter()
        .map(|letter| letter.to_lowercase().next().unwrap_or(*letter))
        .collect()
}

/// Whether the letters of a word are those of one language, and none beyond a to z is a capital in its middle, nor has
/// one behind it: `ôHarbour`.
fn is_written_like_a_word(word: &[char], script: Script, meant: Meant) -> bool {
    let has_small = word.iter().any(|letter| letter.is_lowercase());
    let mut rest = word.iter().skip(1);
    if has_small && rest.any(|letter| !letter.is_ascii() && letter.is_uppercase()) {
        return false;
    }
    let is_lower = |letter: char| !letter.is_ascii() && letter != 'ß' && letter.is_lowercase();
    let climbs = |pair: &[char]| is_lower(pair[0]) && pair[1].is_uppercase();
    if script == Script::Latin && word.windows(2).any(climbs) {
        return false;
    }
    let small = small(word);
    match script {
        Script::Latin => letters::is_word(&small, meant),
        Script::Thai => is_thai_word(word),
        Script::Hebrew => small.len() > 1,
        Script::Cyrillic if small.len() == 1 => "авеиікосуя".contains(small[0]),
        _ => true,
    }
}

/// Whether vowels and signs of Thai stand where they can: some before a consonant, the others behind one, and no digits
/// among them.
fn is_thai_word(word: &[char]) -> bool {
    let ahead = |letter: char| matches!(letter, '\u{E40}'..='\u{E44}');
    let behind = |letter: char| matches!(letter, '\u{E30}'..='\u{E3A}' | '\u{E45}'..='\u{E4E}');
    let digit = |letter: char| matches!(letter, '\u{E50}'..='\u{E59}');
    if word.iter().all(|letter| digit(*letter)) {
        return true;
    }
    let (Some(first), Some(last)) = (word.first(), word.last()) else {
        return false;
    };
    let fits = |pair: &[char]| match pair {
        [before, _] if ahead(*before) => matches!(pair[1], '\u{E01}'..='\u{E2E}'),
        [before, '\u{E45}'] => matches!(before, '\u{E24}' | '\u{E26}'),
        _ => true,
    };
    !behind(*first)
        && !ahead(*last)
        && !word.iter().any(|letter| digit(*letter))
        && word.windows(2).all(fits)
}
