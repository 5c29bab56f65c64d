//! What a person typed over cells, and what steps make of columns, before a record is judged. The row is written anew, with
//! the cells that nobody touched as they stand in the file, and read like any other: what is typed is judged as if the file
//! said so, and can break no row.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    CheckOptions,
    columns::{FileColumn, FileColumns, is_known},
};
use crate::{
    field::{
        Part,
        column::{Column, bare},
    },
    file::rows::{Next, Row, Rows},
    mend::{
        CellPatch, MendStep, NAMES,
        steps::{BesideCell, StepColumn},
    },
    rules::Rules,
};

/// What changes the cells of a file before they are judged.
pub(super) struct CellChanges {
    /// What is typed over cells, by record.
    patches: Arc<BTreeMap<u64, Vec<CellPatch>>>,
    steps: Vec<MendStep>,
    /// The columns with steps, once the header is known: that of the country first, because others ask for it.
    columns: Arc<Vec<ColumnSteps>>,
    /// Where the country of a record stands.
    country: Option<usize>,
    /// Where its two names stand, if full ones are split.
    names: Option<[usize; 2]>,
    /// What was typed over cells that say something else by now.
    misfits: Vec<CellPatch>,
    /// The steps that changed the record at hand.
    pub stepped: Vec<u32>,
    cells: Vec<AlteredCell>,
    /// The record at hand, written anew.
    text: Vec<u8>,
    rows: Option<Rows>,
}

/// The steps of one column.
struct ColumnSteps {
    place: usize,
    steps: StepColumn,
}

/// A cell that does not read as in the file.
struct AlteredCell {
    place: usize,
    text: String,
    is_typed: bool,
    /// The steps up to this one leave it alone.
    since: u32,
}

/// How the records of a file are written.
#[derive(Clone, Copy)]
pub(super) struct RecordFrame {
    /// How many values they have.
    pub width: usize,
    pub delimiter: u8,
    /// The most bytes of one.
    pub longest: usize,
}

/// How a record reads that was changed.
#[derive(Clone, Copy)]
pub(super) struct ChangedRecord {
    /// How many values it has, those left out that only steps have put behind its end.
    pub values: usize,
}

/// Whether something can be typed over a cell of this row.
pub(super) fn has_place(row: &Row, place: usize, width: usize) -> bool {
    !row.long && place < row.len().max(width)
}

impl CellChanges {
    /// Nothing where nothing is typed and no step is made.
    pub fn for_file(options: &CheckOptions) -> Option<Box<Self>> {
        let any = !options.patches.is_empty() || !options.steps.is_empty();
        any.then(|| Box::new(Self::of(options.patches.clone(), options.steps.clone())))
    }

    fn of(patches: Arc<BTreeMap<u64, Vec<CellPatch>>>, steps: Vec<MendStep>) -> Self {
        Self {
            patches,
            steps,
            columns: Arc::default(),
            country: None,
            names: None,
            misfits: Vec::new(),
            stepped: Vec::new(),
            cells: Vec::new(),
            text: Vec::new(),
            rows: None,
        }
    }

    /// The same for records that are read again, with this typed over them.
    pub fn again(
        changes: Option<&Self>,
        patches: Arc<BTreeMap<u64, Vec<CellPatch>>>,
    ) -> Option<Box<Self>> {
        let (columns, country, names) = match changes {
            Some(changes) => (changes.columns.clone(), changes.country, changes.names),
            None => Default::default(),
        };
        (!patches.is_empty() || !columns.is_empty()).then(|| {
            Box::new(Self {
                columns,
                country,
                names,
                ..Self::of(patches, Vec::new())
            })
        })
    }

    /// What is typed over cells.
    pub fn patches(&self) -> &Arc<BTreeMap<u64, Vec<CellPatch>>> {
        &self.patches
    }

    /// What is typed over cells is this from now on.
    pub fn patch(&mut self, patches: Arc<BTreeMap<u64, Vec<CellPatch>>>) {
        self.patches = patches;
    }

    /// What was typed and does not fit this file of so many records.
    pub fn misfits(&self, records: u64) -> Vec<CellPatch> {
        let beyond = self.patches.range(records + 1..);
        let beyond = beyond.flat_map(|(_, patches)| patches);
        self.misfits.iter().chain(beyond).cloned().collect()
    }

    /// Learns the columns of the file.
    pub fn learn(&mut self, columns: &FileColumns, rules: &Rules) {
        let is_country =
            |column: Column| matches!(column, Column::Field(field) if field.part == Part::Country);
        let mut places = columns.all.iter();
        let country = places.position(|file| is_country(file.column));
        let steps = |(place, name): (usize, &str)| {
            let steps = StepColumn::of(&self.steps, name, rules)?;
            Some(ColumnSteps { place, steps })
        };
        let named = columns.all.iter().enumerate();
        let named = named.map(|(place, file)| (place, file.name.as_str()));
        let mut stepped: Vec<_> = named
            .filter(|(_, name)| !name.is_empty())
            .filter_map(steps)
            .collect();
        stepped.sort_by_key(|column| Some(column.place) != country);
        // Half a name in a column that is ignored would be lost.
        let is_name = |file: &FileColumn, name: &str| file.name == name && is_known(file.column);
        let place = |name: &str| columns.all.iter().position(|file| is_name(file, name));
        let splits = stepped.iter().any(|column| column.steps.needs_name());
        self.names = match NAMES.map(place) {
            [Some(first), Some(last)] if splits => Some([first, last]),
            _ => None,
        };
        self.columns = Arc::new(stepped);
        self.country = country;
    }

    /// Writes a record anew, if anything in it is changed. Steps leave it alone if it is no contact as it is typed: the sample,
    /// totals, the header once more.
    pub fn apply(
        &mut self,
        row: &Row,
        record: u64,
        frame: RecordFrame,
        is_contact: impl Fn(&Row) -> bool,
    ) -> Option<ChangedRecord> {
        self.cells.clear();
        self.stepped.clear();
        self.take_typed(row, record, frame.width);
        // Behind a broken quotation mark nobody knows which cell belongs to which column.
        let is_known = row.fault.is_none() || row.len() == frame.width;
        if !row.long
            && is_known
            && !self.columns.is_empty()
            && !self.is_emptied(row)
            && self.as_typed(row, frame, is_contact)
        {
            self.take_steps(row);
        }
        self.cells.retain(|cell| row.shown(cell.place) != cell.text);
        if self.cells.is_empty() {
            self.stepped.clear();
            return None;
        }
        Some(self.write(row, frame))
    }

    /// Whether this is so of the record with what is typed over it.
    fn as_typed(&mut self, row: &Row, frame: RecordFrame, is_so: impl Fn(&Row) -> bool) -> bool {
        let mut typed = self.cells.iter();
        if typed.all(|cell| row.shown(cell.place) == cell.text) {
            return is_so(row);
        }
        self.write(row, frame);
        let mut is = true;
        self.read(row.line, frame, &mut |row| is = is_so(row));
        is
    }

    fn take_typed(&mut self, row: &Row, record: u64, width: usize) {
        for patch in self.patches.get(&record).into_iter().flatten() {
            let place = patch.column as usize;
            if has_place(row, place, width) && row.shown(place) == patch.before {
                self.cells.push(AlteredCell {
                    place,
                    text: patch.text.clone(),
                    is_typed: true,
                    since: patch.since,
                });
            } else {
                self.misfits.push(patch.clone());
            }
        }
    }

    /// Whether all of a record was taken away by hand: a step that fills a column does not bring it back.
    fn is_emptied(&self, row: &Row) -> bool {
        let is_blank = |place: usize| {
            let typed = self.cells.iter().any(|cell| cell.place == place);
            typed || row.blank(place) || row.shown(place).trim().is_empty()
        };
        let mut typed = self.cells.iter();
        !self.cells.is_empty()
            && typed.all(|cell| cell.text.trim().is_empty())
            && (0..row.len()).all(is_blank)
    }

    fn take_steps(&mut self, row: &Row) {
        let Self {
            columns,
            country,
            names,
            stepped,
            cells,
            ..
        } = self;
        // As both stood before any step.
        let names = names.map(|places| (places, places.map(|place| unstepped(cells, row, place))));
        for ColumnSteps { place, steps } in columns.iter() {
            let place = *place;
            let asked = country.filter(|country| *country != place && steps.needs_country());
            let made = {
                let own = asked.map(|country| now(cells, row, country));
                let own = own.as_deref().map(bare);
                let typed = cells.iter().find(|cell| cell.place == place);
                let since = typed.map_or(0, |cell| cell.since);
                let text = now(cells, row, place);
                let other = names.as_ref().and_then(|(places, texts)| {
                    let half = places.iter().position(|name| *name == place)?;
                    let (text, since) = &texts[1 - half];
                    Some((bare(text), *since))
                });
                let beside = BesideCell {
                    country: own,
                    name: other,
                };
                steps.apply_beside(bare(&text), since, beside, &mut |number| {
                    if !stepped.contains(&number) {
                        stepped.push(number);
                    }
                })
            };
            let Some(text) = made else {
                continue;
            };
            match cells.iter_mut().find(|cell| cell.place == place) {
                Some(cell) => cell.text = text,
                None => cells.push(AlteredCell {
                    place,
                    text,
                    is_typed: false,
                    since: 0,
                }),
            }
        }
    }

    fn write(&mut self, row: &Row, frame: RecordFrame) -> ChangedRecord {
        let RecordFrame {
            width, delimiter, ..
        } = frame;
        let Self { cells, text, .. } = self;
        let cells = &*cells;
        let typed = || cells.iter().filter(|cell| cell.is_typed);
        let last = |place: usize| place + 1;
        let end = cells.iter().map(|cell| last(cell.place)).max();
        let typed_end = typed().map(|cell| last(cell.place)).max();
        let mut end = row.len().max(end.unwrap_or_default());
        let mut values = row.len().max(typed_end.unwrap_or_default());
        let find = |place: usize| cells.iter().find(|cell| cell.place == place);
        // Who empties what stands behind the last column wants it gone.
        if typed().any(|cell| cell.place >= width) {
            let is_blank =
                |place: usize| find(place).map_or(row.blank(place), |cell| cell.text.is_empty());
            while end > width && is_blank(end - 1) {
                end -= 1;
            }
            values = values.min(end);
        }
        text.clear();
        for place in 0..end {
            if place > 0 {
                text.push(delimiter);
            }
            match find(place) {
                Some(cell) => put(&cell.text, delimiter, text),
                None => text.extend_from_slice(row.written(place)),
            }
        }
        // An empty line would be no row.
        if text.is_empty() {
            text.extend_from_slice(b"\"\"");
        }
        ChangedRecord { values }
    }

    /// Reads the record that was written anew, as if it stood where it does in the file.
    pub fn read(&mut self, line: u32, frame: RecordFrame, sink: &mut impl FnMut(&Row)) {
        let Self { rows, text, .. } = self;
        let new = || Rows::new(frame.delimiter, frame.longest, line, 0);
        let rows = rows.get_or_insert_with(new);
        rows.alone(text, line, frame.width, &mut |row| {
            sink(row);
            Next::Stop
        });
    }
}

/// How a cell reads by now.
fn now<'t>(cells: &'t [AlteredCell], row: &'t Row, place: usize) -> Cow<'t, str> {
    match cells.iter().find(|cell| cell.place == place) {
        Some(cell) => Cow::Borrowed(&cell.text),
        None => row.shown(place),
    }
}

/// How a cell reads before any step, and the newest step that leaves it alone.
fn unstepped(cells: &[AlteredCell], row: &Row, place: usize) -> (String, u32) {
    let typed = cells.iter().find(|cell| cell.place == place);
    let since = typed.map_or(0, |cell| cell.since);
    (now(cells, row, place).into_owned(), since)
}

/// Writes a cell, between quotation marks where it needs them.
fn put(text: &str, delimiter: u8, to: &mut Vec<u8>) {
    let is_mark = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
    if !text.bytes().any(is_mark) {
        to.extend_from_slice(text.as_bytes());
        return;
    }
    to.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            to.push(b'"');
        }
        to.push(byte);
    }
    to.push(b'"');
}
