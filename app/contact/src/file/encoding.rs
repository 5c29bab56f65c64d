//! Which encoding the bytes of a file are in, why, and their text as UTF-8, in constant memory. Nothing is dropped: a
//! byte that means nothing in its encoding becomes U+FFFD, and a row that holds one is a problem that names its line.

use serde::{Deserialize, Serialize};

#[cfg(feature = "encodings")]
mod guess;
#[cfg(feature = "encodings")]
mod letters;
mod names;
#[cfg(feature = "encodings")]
mod weight;

#[cfg(feature = "encodings")]
pub use guess::likely;
pub use names::Encoding;
use names::SAMPLE;

/// Why the file is read in this encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EncodingEvidence {
    /// A byte order mark says so.
    Mark,
    /// Every byte read so far is valid in it.
    Valid,
    /// It looks like it, and like no other.
    Guess,
    /// It looks most like it, and another may be meant: a person should look at the rows.
    Doubt,
    /// A person chose it.
    Chosen,
    /// A workbook says so itself.
    Workbook,
}

impl EncodingEvidence {
    /// Whether the text can hardly read otherwise.
    pub fn is_sure(self) -> bool {
        self != Self::Doubt
    }
}

/// Says in which encoding a file is that starts like this. Marks and the zeros of UTF-16 are looked for only here.
pub fn sniff(head: &[u8]) -> (Encoding, EncodingEvidence) {
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
        if head.starts_with(encoding.mark()) {
            return (encoding, EncodingEvidence::Mark);
        }
    }
    match utf16_by_zeros(head) {
        Some(encoding) => (encoding, EncodingEvidence::Guess),
        None => sniff_text(head),
    }
}

/// In UTF-16, the letters of the header have a zero byte, always on the same side, and so have commas and line breaks.
fn utf16_by_zeros(head: &[u8]) -> Option<Encoding> {
    let (pairs, _) = head.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let starts = |side: usize| pairs.len() >= 4 && pairs[..4].iter().all(|pair| pair[side] == 0);
    match (zeros(0), zeros(1)) {
        (0, zeros) if zeros * 10 >= pairs.len() && starts(1) => Some(Encoding::Utf16Le),
        (zeros, 0) if zeros * 10 >= pairs.len() && starts(0) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn is_marked_utf8(head: &[u8]) -> bool {
    let text = head.strip_prefix(Encoding::Utf8.mark());
    text.is_some_and(|text| sniff_text(text).0 == Encoding::Utf8)
}

/// Says in which of the encodings that agree on ASCII a text is.
fn sniff_text(text: &[u8]) -> (Encoding, EncodingEvidence) {
    let (mut characters, mut faults, mut rest) = (0, 0, text);
    loop {
        match std::str::from_utf8(rest) {
            Ok(valid) => {
                characters += letters_beyond_ascii(valid);
                break;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                characters += letters_beyond_ascii(std::str::from_utf8(valid).unwrap_or_default());
                // No length: the text ends within a character.
                let Some(length) = error.error_len() else {
                    break;
                };
                faults += 1;
                rest = &after[length..];
            }
        }
    }
    match (faults, characters) {
        (0, 0) if is_iso_2022_jp(text) => (Encoding::Iso2022Jp, EncodingEvidence::Guess),
        (0, _) => (Encoding::Utf8, EncodingEvidence::Valid),
        // In another encoding hardly any two bytes would make a UTF-8 character.
        (faults, characters) if characters > 2 * faults => {
            (Encoding::Utf8, EncodingEvidence::Guess)
        }
        _ => guess(text),
    }
}

/// In ISO-2022-JP, which is all ASCII, Japanese letters come after an escape sequence.
fn is_iso_2022_jp(text: &[u8]) -> bool {
    [b"\x1B$B", b"\x1B$@"]
        .iter()
        .any(|escape| memchr::memmem::find(text, *escape).is_some())
}

fn letters_beyond_ascii(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_ascii()).count()
}

#[cfg(not(feature = "encodings"))]
fn guess(_: &[u8]) -> (Encoding, EncodingEvidence) {
    (Encoding::Utf8, EncodingEvidence::Doubt)
}

#[cfg(feature = "encodings")]
fn guess(text: &[u8]) -> (Encoding, EncodingEvidence) {
    match guess::guess(text) {
        (encoding, true) => (encoding, EncodingEvidence::Guess),
        (encoding, false) => (encoding, EncodingEvidence::Doubt),
    }
}

/// A place where the text can be taken up again: bytes of UTF-8 text before it, and bytes of the file before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub text: u64,
    pub file: u64,
}

/// Turns the bytes of a file into UTF-8, chunk by chunk. What is UTF-8 already passes through uncopied.
pub struct Decoder {
    encoding: Encoding,
    evidence: EncodingEvidence,
    /// Only ASCII so far, and nobody chose: any encoding that agrees on ASCII may still turn out.
    open: bool,
    /// Bytes held back until the encoding is known.
    held: Vec<u8>,
    /// Bytes of the byte order mark that have not come yet.
    mark_left: usize,
    marks: Vec<Mark>,
    read: u64,
    written: u64,
    #[cfg(feature = "encodings")]
    table: Option<encoding_rs::Decoder>,
    #[cfg(feature = "encodings")]
    text: Vec<u8>,
}

impl Decoder {
    /// Decodes a file that starts with `head`, which is pushed again afterwards.
    pub fn new(chosen: Option<Encoding>, head: &[u8]) -> Self {
        let (encoding, evidence) = match chosen {
            // What a mark says and the text bears out is no matter of choice.
            Some(_) if is_marked_utf8(head) => (Encoding::Utf8, EncodingEvidence::Mark),
            Some(encoding) => (encoding, EncodingEvidence::Chosen),
            None => sniff(head),
        };
        let mark = match head.starts_with(Encoding::Utf8.mark()) {
            true => Encoding::Utf8.mark(),
            false => encoding.mark(),
        };
        let mark_left = if head.starts_with(mark) {
            mark.len()
        } else {
            0
        };
        let open = chosen.is_none() && evidence == EncodingEvidence::Valid && is_open(head);
        Self {
            encoding,
            evidence,
            open,
            held: Vec::new(),
            mark_left,
            marks: vec![Mark {
                text: 0,
                file: mark_left as u64,
            }],
            read: mark_left as u64,
            written: 0,
            #[cfg(feature = "encodings")]
            table: encoding
                .table()
                .map(encoding_rs::Encoding::new_decoder_without_bom_handling),
            #[cfg(feature = "encodings")]
            text: Vec::new(),
        }
    }

    /// The encoding, as far as it is known by now.
    pub fn encoding(&self) -> (Encoding, EncodingEvidence) {
        (self.encoding, self.evidence)
    }

    /// Where the text can be taken up again, in order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Decodes the next bytes. `last`: no more follow.
    pub fn push(&mut self, bytes: &[u8], last: bool, sink: &mut impl FnMut(&[u8])) {
        let (mark, mut bytes) = bytes.split_at(self.mark_left.min(bytes.len()));
        self.mark_left -= mark.len();
        if !self.open {
            return self.decode(bytes, last, sink);
        }
        if self.held.is_empty() {
            let ascii = telling_byte(bytes).unwrap_or(bytes.len());
            self.decode(&bytes[..ascii], false, sink);
            self.mark();
            bytes = &bytes[ascii..];
        }
        self.held.extend_from_slice(bytes);
        if self.held.len() >= SAMPLE || last && !self.held.is_empty() {
            (self.encoding, self.evidence) = sniff_text(&self.held);
            self.open = false;
            self.marks.push(Mark {
                text: self.written,
                file: self.read,
            });
            #[cfg(feature = "encodings")]
            {
                self.table = self
                    .encoding
                    .table()
                    .map(encoding_rs::Encoding::new_decoder_without_bom_handling);
            }
            let held = std::mem::take(&mut self.held);
            self.decode(&held, last, sink);
        }
    }

    #[cfg(not(feature = "encodings"))]
    fn decode(&mut self, bytes: &[u8], _last: bool, sink: &mut impl FnMut(&[u8])) {
        self.pass(bytes, sink);
    }

    #[cfg(feature = "encodings")]
    fn decode(&mut self, bytes: &[u8], last: bool, sink: &mut impl FnMut(&[u8])) {
        let Some(mut decoder) = self.table.take() else {
            return self.pass(bytes, sink);
        };
        let mut text = std::mem::take(&mut self.text);
        let mut rest = bytes;
        loop {
            // Cut after a line break, which no character of these encodings contains: there a mark can stand.
            let (piece, after) = rest.split_at(cut(self.encoding, rest));
            let end = last && after.is_empty();
            let room = decoder
                .max_utf8_buffer_length(piece.len())
                .unwrap_or(piece.len() * 4 + 16);
            if text.len() < room {
                text.resize(room, 0);
            }
            let (_, read, written, _) = decoder.decode_to_utf8(piece, &mut text, end);
            debug_assert_eq!(read, piece.len());
            sink(&text[..written]);
            self.read += piece.len() as u64;
            self.written += written as u64;
            let line_break = match self.encoding {
                Encoding::Utf16Le => piece.ends_with(&[b'\n', 0]) && self.read.is_multiple_of(2),
                Encoding::Utf16Be => piece.ends_with(&[0, b'\n']) && self.read.is_multiple_of(2),
                _ => piece.ends_with(b"\n"),
            };
            // The letters of ISO-2022-JP depend on all that came before them.
            if line_break && self.encoding != Encoding::Iso2022Jp {
                self.mark();
            }
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        self.text = text;
        self.table = (!last).then_some(decoder);
    }

    /// Notes that the text can be taken up again here, if the last such place is far enough behind.
    fn mark(&mut self) {
        let far = self
            .marks
            .last()
            .is_none_or(|mark| self.read - mark.file >= SAMPLE as u64 / 2);
        if far {
            self.marks.push(Mark {
                text: self.written,
                file: self.read,
            });
        }
    }

    fn pass(&mut self, bytes: &[u8], sink: &mut impl FnMut(&[u8])) {
        sink(bytes);
        self.read += bytes.len() as u64;
        self.written += bytes.len() as u64;
    }
}

/// Whether nothing in a text tells encodings that agree on ASCII apart.
fn is_open(text: &[u8]) -> bool {
    text.is_ascii() && memchr::memchr(ESCAPE, text).is_none()
}

/// Where the first byte stands that tells such encodings apart.
fn telling_byte(bytes: &[u8]) -> Option<usize> {
    if is_open(bytes) {
        return None;
    }
    let tells = |byte: &u8| !byte.is_ascii() || *byte == ESCAPE;
    bytes.iter().position(tells)
}

/// With it the letters of ISO-2022-JP begin.
const ESCAPE: u8 = 0x1B;

/// How many of the bytes to decode at a time.
#[cfg(feature = "encodings")]
fn cut(encoding: Encoding, bytes: &[u8]) -> usize {
    let most = bytes.len().min(SAMPLE);
    let break_end = match encoding {
        Encoding::Utf16Le => memchr::memmem::rfind(&bytes[..most], &[b'\n', 0]).map(|at| at + 2),
        Encoding::Utf16Be => memchr::memmem::rfind(&bytes[..most], &[0, b'\n']).map(|at| at + 2),
        _ => memchr::memrchr(b'\n', &bytes[..most]).map(|at| at + 1),
    };
    break_end.unwrap_or(most)
}
