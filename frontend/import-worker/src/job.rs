//! One judgement of one file: its state, from the first slice on.

use std::rc::Rc;

use contact::{
    check::{checker::Checker, failed::Failed},
    file::encoding::Encoding,
};
use preview::{JudgementSettings, RowView};
use web_sys::File;

use crate::{ledger::RecordLedger, source::TextSource};

/// One judgement of one file.
pub struct JudgementJob {
    pub file: File,
    pub settings: JudgementSettings,
    pub checker: Checker,
    pub ledger: RecordLedger,
    pub failed: Failed,
    /// The text that was made of a workbook.
    pub unpacked: Option<Rc<[u8]>>,
    /// A line that tells the encodings apart, as it is in the file.
    pub telling: Vec<u8>,
    pub samples: Vec<Vec<String>>,
    pub first_rows: Vec<RowView>,
    /// The record, from 0, with which each part begins.
    pub parts: Vec<u32>,
}

impl JudgementJob {
    /// The text of the file, for reading pieces of it again.
    pub fn source(&self) -> TextSource {
        match &self.unpacked {
            Some(text) => TextSource::Unpacked(text.clone()),
            None => TextSource::File {
                file: self.file.clone(),
                encoding: self
                    .checker
                    .reading()
                    .map_or(Encoding::Utf8, |((encoding, _), _)| encoding),
                marks: self.checker.marks().into(),
            },
        }
    }

    /// Whether the file was a workbook.
    pub fn is_workbook(&self) -> bool {
        self.unpacked.is_some()
    }
}
