//! Where the text of a file comes from, and how any piece of it is read again: from the File itself, from where the
//! decoder can take it up, or from what was made of a workbook.

use std::{ops::Range, rc::Rc};

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
    /// Reads a piece of the text.
    pub async fn text(&self, span: Range<u64>) -> Result<Vec<u8>, JsValue> {
        let (file, encoding, marks) = match self {
            Self::Unpacked(text) => {
                let end = (span.end as usize).min(text.len());
                return Ok(text[(span.start as usize).min(end)..end].to_vec());
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
            return bytes(file, span.start + shift..span.end + shift).await;
        }
        let end = marks[after..]
            .iter()
            .find(|mark| mark.text >= span.end)
            .map_or(file.size() as u64, |mark| mark.file);
        let written = bytes(file, mark.file..end).await?;
        let mut text = Vec::new();
        let mut decoder = Decoder::new(Some(encoding), &[]);
        decoder.push(&written, true, &mut |piece: &[u8]| {
            text.extend_from_slice(piece)
        });
        let end = ((span.end - mark.text) as usize).min(text.len());
        let start = ((span.start - mark.text) as usize).min(end);
        Ok(text[start..end].to_vec())
    }

    /// Reads many pieces, in order; neighbours in one go.
    pub async fn texts(&self, spans: &[Range<u64>]) -> Result<Vec<Vec<u8>>, JsValue> {
        let mut texts = Vec::with_capacity(spans.len());
        let mut from = 0;
        while from < spans.len() {
            let start = spans[from].start;
            let mut to = from + 1;
            while to < spans.len()
                && spans[to].start < spans[to - 1].end + GAP
                && spans[to].end < start + READ
            {
                to += 1;
            }
            let text = self.text(start..spans[to - 1].end).await?;
            texts.extend(spans[from..to].iter().map(|span| {
                let end = ((span.end - start) as usize).min(text.len());
                text[((span.start - start) as usize).min(end)..end].to_vec()
            }));
            from = to;
        }
        Ok(texts)
    }
}

/// Pieces this close together are read in one go…
const GAP: u64 = 256 * 1024;
/// …of at most so many bytes.
const READ: u64 = 4 * 1024 * 1024;
