//! Guesses the encoding of a text that does not say it. Every encoding that may be meant reads the same lines, and each
//! reading is weighed by how much of it looks like words of a language: a guess is sure where no other reading with
//! other letters does. The detector of browsers decides between readings that look equally good.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::{
    letters::{CodePage, Meant},
    names::{Encoding, SAMPLE},
    weight::{Script, Weight},
};

/// Those that may be meant, the likelier of two equal readings first.
const CANDIDATES: [Encoding; 28] = [
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
    Encoding::Iso8859_4,
    Encoding::Iso8859_13,
    Encoding::Iso8859_10,
    Encoding::Iso8859_16,
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
/// From so many letters on the detector, which counts pairs of letters, is believed: between scripts; and within East
/// Asia, where whole characters tell more than pairs of bytes.
const SOME_LETTERS: usize = 8;
const MANY_LETTERS: usize = 20;
/// Between two Latin alphabets, which share most letters, only words tell: so many different ones must be none of the
/// language that a reading is in, and one in so many of all.
const FEW_WORDS: usize = 2;
const SHARE_OF_WORDS: usize = 20;

/// Guesses the encoding of a text that is no UTF-8; true: it can hardly be another one.
pub fn guess(text: &[u8]) -> (Encoding, bool) {
    let detected = detect(text);
    let readings = readings(text, detected);
    let best = readings.iter().find_map(|reading| match reading.meant {
        Meant::Read(encoding) => Some((reading, encoding)),
        Meant::Dos(_) => None,
    });
    let Some((best, best_encoding)) = best else {
        return (detected.unwrap_or(Encoding::Windows1252), false);
    };
    // One byte without meaning rules an encoding out for the detector: the lines that have one are set aside.
    let detected = [detected, detect(&best.bytes(text))].contains(&Some(best_encoding));
    let good = best.plausible >= GOOD
        || detected && best.letters >= MANY_LETTERS && best.plausible >= GOOD_ENOUGH;
    let is_rival = |other: &&EncodingReading| {
        // Where the other signs are an apostrophe and a dash, letters would be read into `It’s`.
        let signs_only = best.letters == 0 && other.meant.reads_apostrophes_as_letters();
        other.text != best.text && other.plausible > best.plausible / 2.0 && !signs_only
    };
    let may_be_told = |rival: &EncodingReading| {
        let needed = match (best.script, rival.script) {
            (Some(Script::Latin), Some(Script::Latin)) => return reads_better(best, rival),
            (Some(Script::EastAsian), Some(Script::EastAsian)) => MANY_LETTERS,
            _ => SOME_LETTERS,
        };
        // The detector knows no code pages of DOS.
        let unknown = matches!(rival.meant, Meant::Dos(_)) && rival.plausible >= GOOD;
        detected && best.letters >= needed && !unknown
    };
    // Most bytes are letters there, so that nearly every text reads as one.
    let is_greedy = matches!(
        best_encoding,
        Encoding::Macintosh | Encoding::XMacCyrillic | Encoding::Ibm866
    );
    let rivals = readings.iter().filter(is_rival);
    let sure = good && !is_greedy && rivals.into_iter().all(may_be_told);
    (best_encoding, sure)
}

/// Whether clearly fewer words are none of the language of this Latin reading than of the other, or the other makes words
/// that no language has.
fn reads_better(best: &EncodingReading, rival: &EncodingReading) -> bool {
    let fewer = rival.strange.saturating_sub(best.strange);
    let tells = fewer >= FEW_WORDS || rival.odd > best.odd;
    tells && fewer * SHARE_OF_WORDS >= best.words
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
        if let Meant::Read(encoding) = reading.meant
            && reading.plausible > 0.0
            && !known
        {
            likely.push((encoding, reading.text));
        }
    }
    likely
}

/// A text as it reads in one encoding.
struct EncodingReading {
    meant: Meant,
    text: String,
    /// Between 0 and 1.
    plausible: f32,
    /// Letters beyond a to z.
    letters: usize,
    script: Option<Script>,
    /// The different words with such letters, and how many of them are none of the one language that has most of them.
    words: usize,
    strange: usize,
    /// How many of them are words of no language.
    odd: usize,
}

impl EncodingReading {
    /// The lines of a text that mean something in this encoding.
    fn bytes(&self, text: &[u8]) -> Vec<u8> {
        text.split_inclusive(|byte| matches!(byte, b'\n' | b'\r'))
            .filter(|line| line.is_ascii() || self.meant.read(line).is_some())
            .flatten()
            .copied()
            .collect()
    }
}

/// The readings of a text, the most plausible first.
fn readings(text: &[u8], detected: Option<Encoding>) -> Vec<EncodingReading> {
    let lines = telling_lines(text);
    let mut candidates = CANDIDATES.to_vec();
    if let Some(detected) = detected
        && !candidates.contains(&detected)
    {
        candidates.push(detected);
    }
    let meant = candidates.into_iter().map(Meant::Read);
    let mut readings: Vec<EncodingReading> = meant
        .chain(CodePage::ALL.iter().map(Meant::Dos))
        .filter_map(|meant| read(&lines, meant))
        .collect();
    // In tenths: what differs by less is left to the detector, then to the order of the candidates.
    let rank = |reading: &EncodingReading| {
        let tenths = (reading.plausible * 10.0).round() as u8;
        let common = 10 - reading.strange * 10 / reading.words.max(1);
        let is_detected = detected.map(Meant::Read) == Some(reading.meant);
        (tenths, common, is_detected)
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
fn read(lines: &[&[u8]], meant: Meant) -> Option<EncodingReading> {
    let meaningless =
        |letter: char| matches!(letter, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
    let mut text = String::new();
    let mut good = 0;
    for line in lines {
        match meant.read(line) {
            Some(line) if !line.contains(meaningless) => {
                text.push_str(&line);
                text.push('\n');
                good += 1;
            }
            _ => {}
        }
    }
    // A line that is UTF-8 is so by no accident.
    let share = match meant {
        Meant::Read(Encoding::Utf8) if good > 0 => 1.0,
        _ => good as f32 / lines.len() as f32,
    };
    if share <= 0.5 {
        return None;
    }
    let weight = Weight::of(&text, meant);
    Some(EncodingReading {
        meant,
        text,
        plausible: weight.plausible() * (1.0 + share) / 2.0,
        letters: weight.letters,
        script: weight.script,
        words: weight.words(),
        strange: weight.strange(meant),
        odd: weight.odd(),
    })
}
