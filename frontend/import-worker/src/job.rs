//! One judgement of one file: its state, from the first slice on.

use std::{collections::BTreeSet, rc::Rc};

use contact::{check::checker::Checker, code::Code, file::encoding::Encoding, repair::Fix};
use preview::{
    JudgementSettings, RowView,
    edits::Retaking,
    ledger::{RecordLedger, fixes},
};

use crate::{opened::OpenedFile, source::TextSource};

/// One judgement of one file.
pub struct JudgementJob {
    pub opened: Rc<OpenedFile>,
    pub settings: JudgementSettings,
    pub checker: Checker,
    pub ledger: RecordLedger,
    /// The repairs as they are made, and the columns of dates that are in doubt.
    pub fixes: Vec<(Code, String, Fix)>,
    pub doubted: BTreeSet<String>,
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

    /// Single records of it, to be judged anew.
    pub fn retaking(&mut self) -> Retaking<'_> {
        Retaking {
            checker: &mut self.checker,
            ledger: &mut self.ledger,
            rules: &self.settings.rules,
        }
    }

    /// Whether only judging all of it again tells how it reads: what its dates show has changed the verdicts on others, or
    /// what was judged anew cannot be told apart from the rest.
    pub fn is_overtaken(&self) -> bool {
        let dates = self.ledger.dates();
        let fixes = || fixes(&self.settings.repairs, &self.settings.rules, dates);
        self.ledger.is_unsure() || dates.doubted() != self.doubted || fixes() != self.fixes
    }

    /// Whether the file was a workbook.
    pub fn is_workbook(&self) -> bool {
        self.opened.text.is_some()
    }
}
