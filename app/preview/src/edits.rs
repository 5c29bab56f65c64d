//! What is judged anew when a person types over cells, or makes one repair or takes it back: the records that it touches,
//! and no others. Their text is read again; everything else follows from the ledger.

use std::{collections::BTreeMap, sync::Arc};

use contact::{
    Code, Column, Part, Rules,
    check::checker::{Again, Checker},
    mend::CellPatch,
    repair::Fix,
};

use crate::{
    EditedCell, GroupKey, JudgementSettings,
    ledger::{KeptRecord, RecordLedger, fixes},
};

/// What is typed over the cells of a file.
#[derive(Clone, Debug, Default)]
pub struct FilePatches {
    by_record: Arc<BTreeMap<u64, Vec<CellPatch>>>,
}

/// What is judged anew: the file as it was judged, and its records.
pub struct Retaking<'j> {
    pub checker: &'j mut Checker,
    pub ledger: &'j mut RecordLedger,
    pub rules: &'j Rules,
}

impl FilePatches {
    /// For a check.
    pub fn patches(&self) -> Arc<BTreeMap<u64, Vec<CellPatch>>> {
        self.by_record.clone()
    }

    /// How many cells are typed over.
    pub fn cells(&self) -> u64 {
        self.by_record
            .values()
            .map(|cells| cells.len() as u64)
            .sum()
    }

    /// Forgets what does not fit the file.
    pub fn forget(&mut self, misfits: &[CellPatch]) {
        if misfits.is_empty() {
            return;
        }
        let by_record = Arc::make_mut(&mut self.by_record);
        for misfit in misfits {
            if let Some(cells) = by_record.get_mut(&misfit.record) {
                cells.retain(|cell| cell.column != misfit.column);
            }
        }
        by_record.retain(|_, cells| !cells.is_empty());
    }

    fn of<'r>(&self, records: impl Iterator<Item = &'r u64>) -> BTreeMap<u64, Vec<CellPatch>> {
        let typed = |record: &u64| Some((*record, self.by_record.get(record)?.clone()));
        records.filter_map(typed).collect()
    }

    /// What is typed over these records is this from now on.
    fn put<'r>(
        &mut self,
        records: impl Iterator<Item = &'r u64>,
        mut typed: BTreeMap<u64, Vec<CellPatch>>,
    ) {
        let by_record = Arc::make_mut(&mut self.by_record);
        for record in records {
            match typed.remove(record).filter(|cells| !cells.is_empty()) {
                Some(cells) => by_record.insert(*record, cells),
                None => by_record.remove(record),
            };
        }
    }
}

/// The records, from 0 and in order, whose text is wanted for these cells.
pub fn touched(cells: &[EditedCell], ledger: &RecordLedger) -> Vec<u32> {
    let all = 1..=ledger.records() as u64;
    let records = cells.iter().map(|cell| cell.record);
    let known = records.filter(|record| all.contains(record));
    let mut touched: Vec<u32> = known.map(|record| (record - 1) as u32).collect();
    touched.sort_unstable();
    touched.dedup();
    touched
}

impl Retaking<'_> {
    /// Types over cells, or takes back what was typed, and judges their records anew: `read` are those of `touched`, each with
    /// its text. Gives back what has no place in the file.
    pub fn edit(
        &mut self,
        typed: &mut FilePatches,
        cells: &[EditedCell],
        read: &[(KeptRecord, Vec<u8>)],
    ) -> Vec<CellPatch> {
        let mut wanted: BTreeMap<u64, Vec<&EditedCell>> = BTreeMap::new();
        for cell in cells {
            wanted.entry(cell.record).or_default().push(cell);
        }
        let old = Arc::new(typed.of(wanted.keys()));
        let mut new = (*old).clone();
        let mut misfits = Vec::new();
        self.each(&old, read, |record, verdict| {
            let Some(cells) = wanted.remove(&record) else {
                return;
            };
            let typed = new.entry(record).or_default();
            for cell in cells {
                let place = cell.column as usize;
                let before = verdict.uploaded(place).into_owned();
                if verdict.has_place(place) {
                    type_over(typed, cell, before);
                } else {
                    misfits.extend(misfit(cell, before));
                }
            }
        });
        // What is left belongs to no record.
        let lost = wanted.into_values().flatten();
        misfits.extend(lost.filter_map(|cell| misfit(cell, String::new())));
        self.retake(&old, &Arc::new(new.clone()), read);
        // While nobody else holds what is typed, it is changed in place.
        drop(old);
        self.checker.patch(Arc::default());
        let records: Vec<u64> = read.iter().map(|(kept, _)| kept.record).collect();
        typed.put(records.iter(), new);
        self.checker.patch(typed.patches());
        let counts_rows = |cell: &EditedCell| {
            let first = self.checker.headers().first().filter(|_| cell.column == 0);
            first.is_some_and(|file| matches!(file.column, Column::Empty))
        };
        if cells.iter().any(counts_rows) {
            self.ledger.doubt();
        }
        misfits
    }

    /// Reads the records again, with this typed over them, and hands on their verdicts.
    fn each(
        &self,
        typed: &Arc<BTreeMap<u64, Vec<CellPatch>>>,
        read: &[(KeptRecord, Vec<u8>)],
        mut show: impl FnMut(u64, &contact::check::verdict::Verdict),
    ) {
        let Some(mut again) = self.checker.again_with(typed.clone()) else {
            return;
        };
        for (kept, text) in read {
            again.record(text, kept.record, kept.line, &mut |verdict| {
                if verdict.record == kept.record {
                    show(kept.record, verdict);
                }
            });
        }
    }

    fn retake(
        &mut self,
        old: &Arc<BTreeMap<u64, Vec<CellPatch>>>,
        new: &Arc<BTreeMap<u64, Vec<CellPatch>>>,
        read: &[(KeptRecord, Vec<u8>)],
    ) {
        let before = self.checker.again_with(old.clone());
        let after = self.checker.again_with(new.clone());
        let (Some(mut before), Some(mut after)) = (before, after) else {
            return;
        };
        let records: Vec<u32> = read
            .iter()
            .map(|(kept, _)| (kept.record - 1) as u32)
            .collect();
        self.ledger.take_out(&records);
        for (kept, text) in read {
            let (ledger, rules) = (&mut *self.ledger, self.rules);
            before.record(text, kept.record, kept.line, &mut |old| {
                if old.record != kept.record {
                    return;
                }
                after.record(text, kept.record, kept.line, &mut |new| {
                    if new.record == kept.record {
                        ledger.retake(Some(old), new, rules);
                    }
                });
            });
        }
        self.ledger.settle();
    }

    /// Begins to make a repair, or to take it back, so that these are made: the records, from 0 and in order, that have to be
    /// judged anew, each by `repair`. Most are not among them: what becomes of a record in which it changes one cell and
    /// nothing that depends on it is known without its text.
    pub fn begin_repair(&mut self, key: &GroupKey, repairs: &[GroupKey]) -> Vec<u32> {
        let fixes = fixes(repairs, self.rules, self.ledger.dates());
        self.checker.mend(&fixes);
        let is_meant =
            |(code, column, _): &&(Code, String, Fix)| *code == key.code && *column == key.column;
        let made = fixes.iter().find(is_meant).map(|(_, _, fix)| *fix);
        self.ledger.turn(key, made)
    }

    /// Judges one of the records of `begin_repair` anew; after the last of them comes `RecordLedger::settle`.
    pub fn repair(&mut self, again: &mut Again, kept: &KeptRecord, text: &[u8]) {
        let (ledger, rules) = (&mut *self.ledger, self.rules);
        again.record(text, kept.record, kept.line, &mut |verdict| {
            if verdict.record == kept.record {
                ledger.retake(None, verdict, rules);
            }
        });
    }

    /// Takes what is said of causes from the records of `RecordLedger::untold`, each with its text.
    pub fn tell(&mut self, read: &[(KeptRecord, Vec<u8>)]) {
        let Some(mut again) = self.checker.again() else {
            return;
        };
        for (kept, text) in read {
            let (ledger, rules) = (&mut *self.ledger, self.rules);
            again.record(text, kept.record, kept.line, &mut |verdict| {
                if verdict.record == kept.record {
                    ledger.tell(verdict, rules);
                }
            });
        }
        self.ledger.settle();
    }
}

/// Types over a cell that says this in the file.
fn type_over(typed: &mut Vec<CellPatch>, cell: &EditedCell, before: String) {
    typed.retain(|other| other.column != cell.column);
    let Some(text) = cell.text.clone() else {
        return;
    };
    // What the file says anyway is typed only where steps would change it.
    if text == before && cell.since == 0 {
        return;
    }
    typed.push(CellPatch {
        record: cell.record,
        column: cell.column,
        before,
        text,
        since: cell.since,
    });
}

/// What was typed and has no place.
fn misfit(cell: &EditedCell, before: String) -> Option<CellPatch> {
    Some(CellPatch {
        record: cell.record,
        column: cell.column,
        before,
        text: cell.text.clone()?,
        since: cell.since,
    })
}

/// The repair that one judgement has and the other has not, if nothing else tells them apart and only the records with its
/// cause depend on it.
pub fn one_repair(old: &JudgementSettings, new: &JudgementSettings) -> Option<GroupKey> {
    let is_more = new.repairs.len() > old.repairs.len();
    let (more, fewer) = match is_more {
        true => (&new.repairs, &old.repairs),
        false => (&old.repairs, &new.repairs),
    };
    let key = more.iter().find(|key| !fewer.contains(key))?;
    // A repair that comes in last sees what the others have left.
    if is_more && more.last() != Some(key) {
        return None;
    }
    if !more.iter().filter(|other| *other != key).eq(fewer.iter()) {
        return None;
    }
    let column = Column::of(&key.column, &new.rules);
    // What dates show and which labels are new follows from more than the problems.
    if matches!(column, Column::Field(field) if field.part == Part::Labels) {
        return None;
    }
    let fix = Fix::of(key.code, column, &new.rules, false)?;
    let turned = Fix::of(key.code, column, &new.rules, true);
    if fix.is_for_dates() || turned != Some(fix) {
        return None;
    }
    let same = JudgementSettings {
        repairs: new.repairs.clone(),
        ..old.clone()
    };
    (same == *new).then(|| key.clone())
}
