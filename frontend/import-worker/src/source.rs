//! Where the text of a file comes from, and how any piece of it is read again: from the File itself, from where the
//! decoder can take it up, or from what was made of a workbook.

use std::{collections::VecDeque, ops::Range, rc::Rc};

use contact::file::encoding::{Decoder, Encoding, Mark};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Reads bytes of a file. Fails when it was moved or changed meanwhile.
pub async fn bytes(file: &File, span: Range<u64>) -> Result<Vec<u8>, JsValue> {
    Ok(copied(begin(file, span)?.await?.unchecked_into()))
}

/// Begins to read bytes of a file.
pub fn begin(file: &File, span: Range<u64>) -> Result<JsFuture, JsValue> {
    let slice = file.slice_with_f64_and_f64(span.start as f64, span.end as f64)?;
    Ok(JsFuture::from(slice.array_buffer()))
}

/// Copies a buffer into this wasm's memory.
pub fn copied(buffer: ArrayBuffer) -> Vec<u8> {
    Uint8Array::new(&buffer).to_vec()
}

/// The text of a file.
#[derive(Clone)]
pub enum TextSource {
    File {
        file: File,
        encoding: Encoding,
        marks: Rc<[Mark]>,
    },
    Unpacked(Rc<[u8]>),
}

impl TextSource {
    /// Begins to read a piece of the text.
    fn begin(&self, span: Range<u64>) -> Result<ComingText, JsValue> {
        let (file, encoding, marks) = match self {
            Self::Unpacked(text) => {
                let end = (span.end as usize).min(text.len());
                let start = (span.start as usize).min(end);
                return Ok(ComingText::Here(text[start..end].to_vec()));
            }
            Self::File {
                file,
                encoding,
                marks,
            } => (file, *encoding, marks),
        };
        let after = marks.partition_point(|mark| mark.text <= span.start);
        let mark = marks[after.saturating_sub(1)];
        if encoding == Encoding::Utf8 {
            let shift = mark.file - mark.text;
            let coming = begin(file, span.start + shift..span.end + shift)?;
            return Ok(ComingText::Utf8(coming));
        }
        let end = marks[after..]
            .iter()
            .find(|mark| mark.text >= span.end)
            .map_or(file.size() as u64, |mark| mark.file);
        Ok(ComingText::Encoded {
            coming: begin(file, mark.file..end)?,
            encoding,
            within: span.start - mark.text..span.end - mark.text,
        })
    }

    /// Reads a piece of the text.
    pub async fn text(&self, span: Range<u64>) -> Result<Vec<u8>, JsValue> {
        self.begin(span)?.text().await
    }

    /// Begins to read many pieces, in order; neighbours in one go.
    pub fn runs<'s>(&'s self, spans: &'s [Range<u64>]) -> TextRuns<'s> {
        TextRuns {
            source: self,
            spans,
            from: 0,
            coming: VecDeque::new(),
        }
    }

    /// Reads many pieces, in order; neighbours in one go.
    pub async fn texts(&self, spans: &[Range<u64>]) -> Result<Vec<Vec<u8>>, JsValue> {
        let mut texts = Vec::with_capacity(spans.len());
        let mut runs = self.runs(spans);
        while let Some(run) = runs.next().await? {
            texts.extend(run.pieces().map(|(_, piece)| piece.to_vec()));
        }
        Ok(texts)
    }
}

/// Text that is on its way.
enum ComingText {
    Here(Vec<u8>),
    Utf8(JsFuture),
    /// `within`: which of its bytes, once it is decoded.
    Encoded {
        coming: JsFuture,
        encoding: Encoding,
        within: Range<u64>,
    },
}

impl ComingText {
    async fn text(self) -> Result<Vec<u8>, JsValue> {
        match self {
            Self::Here(text) => Ok(text),
            Self::Utf8(coming) => Ok(copied(coming.await?.unchecked_into())),
            Self::Encoded {
                coming,
                encoding,
                within,
            } => {
                let written = copied(coming.await?.unchecked_into());
                let mut text = Vec::new();
                let mut decoder = Decoder::new(Some(encoding), &[]);
                decoder.push(&written, true, &mut |piece: &[u8]| {
                    text.extend_from_slice(piece)
                });
                let end = (within.end as usize).min(text.len());
                let start = (within.start as usize).min(end);
                Ok(text[start..end].to_vec())
            }
        }
    }
}

/// Pieces of a text on their way, neighbours together: some are read while others are worked on.
pub struct TextRuns<'s> {
    source: &'s TextSource,
    spans: &'s [Range<u64>],
    /// The first piece that was not sent for.
    from: usize,
    coming: VecDeque<(Range<usize>, ComingText)>,
}

/// Some pieces, one behind the other.
pub struct TextRun<'s> {
    /// Their places among all of them.
    places: Range<usize>,
    spans: &'s [Range<u64>],
    text: Vec<u8>,
}

impl<'s> TextRuns<'s> {
    /// The next pieces; none after the last.
    pub async fn next(&mut self) -> Result<Option<TextRun<'s>>, JsValue> {
        self.send_for()?;
        let Some((places, coming)) = self.coming.pop_front() else {
            return Ok(None);
        };
        let text = coming.text().await?;
        self.send_for()?;
        Ok(Some(TextRun {
            places,
            spans: self.spans,
            text,
        }))
    }

    fn send_for(&mut self) -> Result<(), JsValue> {
        let spans = self.spans;
        while self.coming.len() < AHEAD && self.from < spans.len() {
            let from = self.from;
            let start = spans[from].start;
            let mut to = from + 1;
            while to < spans.len()
                && spans[to].start < spans[to - 1].end + GAP
                && spans[to].end < start + READ
            {
                to += 1;
            }
            let coming = self.source.begin(start..spans[to - 1].end)?;
            self.coming.push_back((from..to, coming));
            self.from = to;
        }
        Ok(())
    }
}

impl TextRun<'_> {
    /// The pieces, each with its place among all.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let start = self.spans[self.places.start].start;
        self.places.clone().map(move |place| {
            let span = &self.spans[place];
            let end = ((span.end - start) as usize).min(self.text.len());
            (
                place,
                &self.text[((span.start - start) as usize).min(end)..end],
            )
        })
    }
}

/// Pieces this close together are read in one go…
const GAP: u64 = 256 * 1024;
/// …of at most so many bytes.
const READ: u64 = 4 * 1024 * 1024;
/// So many reads are under way at a time.
const AHEAD: usize = 3;
