//! One judgement of one file: its state, from the first slice on.

use std::rc::Rc;

use contact::{
    check::{checker::Checker, failed::Failed},
    file::encoding::Encoding,
};
use preview::{JudgementSettings, RowView};

use crate::{ledger::RecordLedger, opened::OpenedFile, source::TextSource};

/// One judgement of one file.
pub struct JudgementJob {
    pub opened: Rc<OpenedFile>,
    pub settings: JudgementSettings,
    pub checker: Checker,
    pub ledger: RecordLedger,
    pub failed: Failed,
    pub samples: Vec<Vec<String>>,
    pub first_rows: Vec<RowView>,
    /// The record, from 0, with which each part begins.
    pub parts: Vec<u32>,
}

impl JudgementJob {
    /// The text of the file, for reading pieces of it again.
    pub fn source(&self) -> TextSource {
        match &self.opened.text {
            Some(text) => TextSource::Unpacked(text.clone()),
            None => TextSource::File {
                file: self.opened.file.clone(),
                encoding: self.checker.text_encoding().unwrap_or(Encoding::Utf8),
                marks: self.checker.marks().into(),
            },
        }
    }

    /// Whether the file was a workbook.
    pub fn is_workbook(&self) -> bool {
        self.opened.text.is_some()
    }
}
