//! Bytes on their way out of this memory, a megabyte at a time: into a blob that the page gets, or a file that is read here.

use std::io;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, File};

/// How much is held here.
const ROOM: usize = 1024 * 1024;

/// Bytes on their way out.
#[derive(Default)]
pub struct Pieces {
    done: Array,
    bytes: Vec<u8>,
}

impl Pieces {
    fn hand_over(&mut self) {
        self.done.push(&Uint8Array::from(self.bytes.as_slice()));
        self.bytes.clear();
    }

    /// Takes more bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= ROOM {
            self.hand_over();
        }
    }

    /// All of it as a download.
    pub fn into_blob(mut self) -> Option<JsValue> {
        self.hand_over();
        let kind = BlobPropertyBag::new();
        kind.set_type("text/csv;charset=utf-8");
        Some(
            Blob::new_with_u8_array_sequence_and_options(&self.done, &kind)
                .ok()?
                .into(),
        )
    }

    /// All of it as a file of this name.
    pub fn into_file(mut self, name: &str) -> Result<File, JsValue> {
        self.hand_over();
        File::new_with_u8_array_sequence(&self.done, name)
    }
}

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.take(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
