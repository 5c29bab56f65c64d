//! A file as the worker holds it: judged once as a whole, and then by its records.

use std::collections::BTreeMap;

use contact::{
    Code, Language,
    check::{CheckOptions, checker::Checker, dates::Dates, verdict::Verdict},
    mend::{Mend, MendStep},
};
use preview::{
    EditedCell, GroupKey, JudgementSettings, LayoutChoice, Show,
    edits::{FilePatches, Retaking, one_repair, touched},
    ledger::{KeptRecord, RecordLedger, RowRepairs, fixes},
};

use crate::written::{SaidOfRecord, generated::rules};

pub fn settings() -> JudgementSettings {
    JudgementSettings {
        rules: rules(),
        language: Language::default(),
        encoding: None,
        delimiter: Some(','),
        columns: BTreeMap::new(),
        repairs: Vec::new(),
        steps: Vec::new(),
        layout: LayoutChoice::default(),
        sheet: None,
    }
}

pub fn key(code: Code, column: &str) -> GroupKey {
    GroupKey {
        code,
        column: column.to_owned(),
    }
}

/// A file as the worker holds it.
pub struct HeldFile {
    bytes: Vec<u8>,
    /// What the bytes say, without a byte order mark.
    text: String,
    pub settings: JudgementSettings,
    pub typed: FilePatches,
    pub checker: Checker,
    pub ledger: RecordLedger,
    /// What the dates showed when it was judged as a whole.
    dates: Dates,
    /// How many blank values every row had at its end when it was judged before.
    blank_surplus: usize,
}

impl HeldFile {
    pub fn new(bytes: &[u8], text: &str, settings: &JudgementSettings) -> Self {
        Self::judged(
            (bytes, text),
            settings,
            &FilePatches::default(),
            Dates::default(),
            0,
        )
    }

    /// The whole file, judged anew.
    pub fn anew(&self) -> Self {
        Self::judged(
            (&self.bytes, &self.text),
            &self.settings,
            &self.typed,
            Dates::default(),
            self.blank_surplus,
        )
    }

    /// Judges the whole file, until it knows what its dates show.
    fn judged(
        (bytes, text): (&[u8], &str),
        settings: &JudgementSettings,
        typed: &FilePatches,
        mut dates: Dates,
        blank_surplus: usize,
    ) -> Self {
        loop {
            let (options, rows) = options(settings, typed, &dates, blank_surplus);
            let mut checker = Checker::new(options);
            let mut ledger = RecordLedger::new(rows, settings.language);
            let mut note = |verdict: &Verdict| ledger.note(verdict, &settings.rules);
            checker.push(bytes, &mut note).unwrap();
            checker.finish(&mut note).unwrap();
            ledger.know_dates(checker.dates());
            let mut held = Self {
                bytes: bytes.to_vec(),
                text: text.to_owned(),
                settings: settings.clone(),
                typed: typed.clone(),
                checker,
                ledger,
                dates,
                blank_surplus,
            };
            if !held.is_overtaken() {
                let misfits = held.checker.misfits();
                held.typed.forget(&misfits);
                held.blank_surplus = held.ledger.blank_surplus();
                return held;
            }
            dates = held.ledger.dates().clone();
        }
    }

    /// All that the file was judged by.
    pub fn options(&self) -> CheckOptions {
        let dates = self.ledger.dates();
        options(&self.settings, &self.typed, dates, self.blank_surplus).0
    }

    /// Whether the whole file has to be judged again.
    fn is_overtaken(&self) -> bool {
        let (now, then) = (self.ledger.dates(), &self.dates);
        let made = |dates| fixes(&self.settings.repairs, &self.settings.rules, dates);
        self.ledger.is_unsure() || now.doubted() != then.doubted() || made(now) != made(then)
    }

    pub fn read(&self, records: &[u32]) -> Vec<(KeptRecord, Vec<u8>)> {
        let read = |record: &u32| {
            let kept = self.ledger.kept(*record);
            let span = kept.span.start as usize..kept.span.end as usize;
            let text = self.text.as_bytes()[span].to_vec();
            (kept, text)
        };
        records.iter().map(read).collect()
    }

    pub fn retaking(&mut self) -> Retaking<'_> {
        Retaking {
            checker: &mut self.checker,
            ledger: &mut self.ledger,
            rules: &self.settings.rules,
        }
    }

    fn tell(&mut self) {
        let read = self.read(&self.ledger.untold());
        self.retaking().tell(&read);
    }

    pub fn type_over(&mut self, cells: &[EditedCell]) {
        let read = self.read(&touched(cells, &self.ledger));
        let mut typed = std::mem::take(&mut self.typed);
        self.retaking().edit(&mut typed, cells, &read);
        self.typed = typed;
        if self.is_overtaken() {
            *self = self.anew();
        }
        self.tell();
    }

    /// Makes a repair, or takes it back.
    pub fn repair(&mut self, key: &GroupKey) {
        let mut settings = self.settings.clone();
        settings.repairs.retain(|other| other != key);
        if settings.repairs.len() == self.settings.repairs.len() {
            settings.repairs.push(key.clone());
        }
        self.set(settings);
    }

    pub fn make_step(&mut self, number: u32, mend: &Mend) {
        let (mut settings, mend) = (self.settings.clone(), mend.clone());
        settings.steps.push(MendStep { number, mend });
        self.set(settings);
    }

    /// Takes a step back, any of them.
    pub fn take_back(&mut self, place: usize) {
        let mut settings = self.settings.clone();
        settings.steps.remove(place);
        self.set(settings);
    }

    /// Judges by other settings: only the records of a single repair, if that is all that is new.
    pub fn set(&mut self, settings: JudgementSettings) {
        let old = std::mem::replace(&mut self.settings, settings);
        let Some(key) = one_repair(&old, &self.settings) else {
            *self = self.anew();
            return;
        };
        let repairs = self.settings.repairs.clone();
        let records = self.retaking().begin_repair(&key, &repairs);
        let read = self.read(&records);
        let mut again = self.checker.again().unwrap();
        let mut retaking = self.retaking();
        for (kept, text) in &read {
            retaking.repair(&mut again, kept, text);
        }
        self.ledger.settle();
        self.tell();
    }

    /// The number of the newest step.
    pub fn newest_step(&self) -> u32 {
        self.settings.steps.last().map_or(0, |step| step.number)
    }

    /// What is said of each record that is read again, as the page shows it and as it is sent.
    pub fn said_of_records(&self) -> Vec<SaidOfRecord> {
        self.each(SaidOfRecord::of)
    }

    /// Reads all records again.
    pub fn each<T>(&self, mut tell: impl FnMut(&Verdict) -> T) -> Vec<T> {
        let all: Vec<u32> = (0..self.ledger.records() as u32).collect();
        let mut again = self.checker.again().unwrap();
        let mut told = Vec::new();
        for (kept, text) in self.read(&all) {
            again.record(&text, kept.record, kept.line, &mut |verdict| {
                if verdict.record == kept.record {
                    told.push(tell(verdict));
                }
            });
        }
        told
    }

    /// Everything that is said of the file.
    pub fn said(&self) -> String {
        let groups = self.ledger.groups();
        let records = |code, column: Option<&String>| {
            let column = column.cloned();
            let (total, kept) = self.ledger.select(&Show::Group { code, column }, 0, 100);
            let kept: Vec<u64> = kept.iter().map(|kept| kept.record).collect();
            (total, kept)
        };
        let of_groups: Vec<_> = groups
            .iter()
            .map(|group| {
                let key = &group.key;
                (
                    records(key.code, Some(&key.column)),
                    records(key.code, None),
                )
            })
            .collect();
        let columns = self.checker.columns().unwrap();
        let layout = self.ledger.failed_text().layout(columns, &[]);
        let outcomes: Vec<_> = (0..self.ledger.records())
            .map(|record| self.ledger.outcome(record))
            .collect();
        format!(
            "{:#?}\n{groups:#?}\n{of_groups:?}\n{outcomes:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{layout:?}",
            self.ledger.counts(),
            self.ledger.failed(),
            self.ledger.new_labels(),
            self.ledger.made_steps(&self.settings.steps),
            self.ledger.dates(),
            self.typed,
        )
    }
}

/// As the worker's `all_options`.
fn options(
    settings: &JudgementSettings,
    typed: &FilePatches,
    dates: &Dates,
    blank_surplus: usize,
) -> (CheckOptions, RowRepairs) {
    let rows = RowRepairs::new(&settings.repairs, blank_surplus);
    let mut options = CheckOptions::new(settings.rules.clone());
    options.encoding = settings.encoding;
    options.delimiter = settings.delimiter.map(|delimiter| delimiter as u8);
    options.patches = typed.patches();
    options.steps = settings.steps.clone();
    options.fixes = fixes(&settings.repairs, &settings.rules, dates);
    options.doubted = dates.doubted();
    options.leave_out_short = rows.leave_out_short;
    options.blank_surplus = rows.blank_surplus;
    (options, rows)
}
