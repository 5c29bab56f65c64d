//! Guesses the encoding of a text that does not say it. Every encoding that may be meant reads the same lines, and each
//! reading is weighed by how much of it looks like words of a language: a guess is sure where no other reading with
//! other letters does. The detector of browsers decides between readings that look equally good.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::{
    letters,
    names::{Encoding, SAMPLE},
};

/// Those that may be meant, the likelier of two equal readings first.
const CANDIDATES: [Encoding; 24] = [
    Encoding::Utf8,
    Encoding::Windows1252,
    Encoding::Gb18030,
    Encoding::Big5,
    Encoding::ShiftJis,
    Encoding::EucKr,
    Encoding::EucJp,
    Encoding::Windows1251,
    Encoding::Windows1250,
    Encoding::Windows1254,
    Encoding::Windows1257,
    Encoding::Windows1253,
    Encoding::Windows1255,
    Encoding::Windows1256,
    Encoding::Windows874,
    Encoding::Koi8U,
    Encoding::Iso8859_2,
    Encoding::Iso8859_5,
    Encoding::Iso8859_7,
    Encoding::Iso8859_6,
    Encoding::Iso8859_15,
    Encoding::Ibm866,
    Encoding::XMacCyrillic,
    Encoding::Macintosh,
];

/// How many bytes of lines that are not plain ASCII are read in every encoding.
const WEIGHED: usize = 8 * 1024;
/// What a reading that may be meant looks like, at least.
const GOOD: f32 = 0.75;
/// … and one in a text of many letters that the detector thinks of too.
const GOOD_ENOUGH: f32 = 0.4;
/// From so many letters on the detector, which counts pairs of letters, is believed: between two Latin alphabets, which
/// share most letters; between scripts; and within East Asia, where whole characters tell more than pairs of bytes.
const FEW_LETTERS: usize = 5;
const SOME_LETTERS: usize = 8;
const MANY_LETTERS: usize = 20;

/// Guesses the encoding of a text that is no UTF-8; true: it can hardly be another one.
pub fn guess(text: &[u8]) -> (Encoding, bool) {
    let detected = detect(text);
    let readings = readings(text, detected);
    let Some((best, others)) = readings.split_first() else {
        return (detected.unwrap_or(Encoding::Windows1252), false);
    };
    // One byte without meaning rules an encoding out for the detector: the lines that have one are set aside.
    let detected = [detected, detect(&best.bytes(text))].contains(&Some(best.encoding));
    let good = best.plausible >= GOOD
        || detected && best.letters >= MANY_LETTERS && best.plausible >= GOOD_ENOUGH;
    let is_rival = |other: &&Reading| {
        // Where the other signs are an apostrophe and a dash, a Mac's letters would be read into `It’s`.
        let signs_only = best.letters == 0 && other.encoding == Encoding::Macintosh;
        other.text != best.text && other.plausible > best.plausible / 2.0 && !signs_only
    };
    let may_be_told = |rival: &Reading| {
        let needed = match (best.script, rival.script) {
            (Some(Script::Latin), Some(Script::Latin)) => FEW_LETTERS,
            (Some(Script::EastAsian), Some(Script::EastAsian)) => MANY_LETTERS,
            _ => SOME_LETTERS,
        };
        detected && best.letters >= needed
    };
    let sure = good && others.iter().filter(is_rival).all(may_be_told);
    (best.encoding, sure)
}

/// What the detector of browsers says.
fn detect(text: &[u8]) -> Option<Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Not the last bytes: a sample may end within a character.
    detector.feed(text, false);
    Encoding::of_table(detector.guess(None, Utf8Detection::Deny))
}

/// The encodings in which a text makes sense, the likeliest first, with its text; each text once.
pub fn likely(text: &[u8]) -> Vec<(Encoding, String)> {
    let mut likely: Vec<(Encoding, String)> = Vec::new();
    for reading in readings(text, None) {
        let known = likely.iter().any(|(_, text)| *text == reading.text);
        if reading.plausible > 0.0 && !known {
            likely.push((reading.encoding, reading.text));
        }
    }
    likely
}

/// A text as it reads in one encoding.
struct Reading {
    encoding: Encoding,
    text: String,
    /// Between 0 and 1.
    plausible: f32,
    /// Letters beyond a to z.
    letters: usize,
    script: Option<Script>,
}

impl Reading {
    /// The lines of a text that mean something in this encoding.
    fn bytes(&self, text: &[u8]) -> Vec<u8> {
        text.split_inclusive(|byte| matches!(byte, b'\n' | b'\r'))
            .filter(|line| line.is_ascii() || self.encoding.read(line).is_some())
            .flatten()
            .copied()
            .collect()
    }
}

/// The readings of a text, the most plausible first.
fn readings(text: &[u8], detected: Option<Encoding>) -> Vec<Reading> {
    let lines = telling_lines(text);
    let mut candidates = CANDIDATES.to_vec();
    if let Some(detected) = detected
        && !candidates.contains(&detected)
    {
        candidates.push(detected);
    }
    let mut readings: Vec<Reading> = candidates
        .into_iter()
        .filter_map(|encoding| read(&lines, encoding))
        .collect();
    // In tenths: what differs by less is left to the detector, then to the order of the candidates.
    let rank = |reading: &Reading| {
        let tenths = (reading.plausible * 10.0).round() as u8;
        (tenths, Some(reading.encoding) == detected)
    };
    readings.sort_by_key(|reading| std::cmp::Reverse(rank(reading)));
    readings
}

/// The lines that are not plain ASCII.
fn telling_lines(text: &[u8]) -> Vec<&[u8]> {
    let whole = match text.len() < SAMPLE {
        true => text.len(),
        // A sample may end within a character.
        false => memchr::memrchr2(b'\n', b'\r', text).unwrap_or(text.len()),
    };
    let mut left = WEIGHED;
    text[..whole]
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|line| !line.is_ascii())
        .map(|line| &line[..line.len().min(WEIGHED)])
        .take_while(|line| {
            let room = left > 0;
            left = left.saturating_sub(line.len());
            room
        })
        .collect()
}

/// Reads lines in one encoding. Lines with bytes that mean nothing in it speak against it, and do not rule it out.
fn read(lines: &[&[u8]], encoding: Encoding) -> Option<Reading> {
    let meaningless =
        |letter: char| matches!(letter, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
    let mut text = String::new();
    let mut good = 0;
    for line in lines {
        match encoding.read(line) {
            Some(line) if !line.contains(meaningless) => {
                text.push_str(&line);
                text.push('\n');
                good += 1;
            }
            _ => {}
        }
    }
    // A line that is UTF-8 is so by no accident.
    let share = match encoding {
        Encoding::Utf8 if good > 0 => 1.0,
        _ => good as f32 / lines.len() as f32,
    };
    if share <= 0.5 {
        return None;
    }
    let weight = Weight::of(&text, encoding);
    Some(Reading {
        encoding,
        text,
        plausible: weight.plausible() * (1.0 + share) / 2.0,
        letters: weight.letters,
        script: weight.script,
    })
}

/// What speaks for and against a reading.
#[derive(Default)]
struct Weight {
    good: f32,
    bad: f32,
    /// Characters of East Asia, and how many of them are common.
    east_asian: f32,
    common: f32,
    letters: usize,
    script: Option<Script>,
}

/// Scripts that are never mixed within a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
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
    fn of(text: &str, encoding: Encoding) -> Self {
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
                weight.word(word, encoding);
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

    fn word(&mut self, word: &[char], encoding: Encoding) {
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
                match beyond.clone().all(|letter| is_common(*letter, encoding)) {
                    true => self.good += 1.0,
                    false => self.bad += 1.0,
                }
            }
            Some(Script::EastAsian) => {
                for letter in word {
                    // Half-width kana: what the bytes of other encodings read as, too.
                    let half = matches!(letter, '\u{FF66}'..='\u{FF9F}');
                    self.east_asian += if half { 0.5 } else { 1.0 };
                    self.common += f32::from(u8::from(is_common(*letter, encoding)));
                }
            }
            Some(script) if !mixed && is_written_like_a_word(word, script, encoding) => {
                self.good += 1.0
            }
            _ => self.bad += 1.0,
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
            false => self.bad += 2.0,
        }
    }

    fn plausible(&self) -> f32 {
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

fn is_common(letter: char, encoding: Encoding) -> bool {
    let japanese = matches!(encoding, Encoding::ShiftJis | Encoding::EucJp);
    letters::common(encoding).contains(letter)
        || japanese && matches!(letter, '\u{3041}'..='\u{30FC}')
}

/// Whether the letters of a word are those of one language, and none is a capital in its middle.
fn is_written_like_a_word(word: &[char], script: Script, encoding: Encoding) -> bool {
    let has_small = word.iter().any(|letter| letter.is_lowercase());
    let mut rest = word.iter().skip(1);
    if has_small && rest.any(|letter| !letter.is_ascii() && letter.is_uppercase()) {
        return false;
    }
    let small: Vec<char> = word
        .iter()
        .map(|letter| letter.to_lowercase().next().unwrap_or(*letter))
        .collect();
    match script {
        Script::Latin => letters::is_word(&small, encoding),
        Script::Thai => is_thai_word(word),
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
