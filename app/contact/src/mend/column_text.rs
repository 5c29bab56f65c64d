//! What one column says, record by record, as it is typed over and changed by steps: what is counted, clustered and tried.
//! Nothing is judged, so that a million records take a second.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    CellPatch, MendStep, other_name,
    steps::{BesideCell, StepColumn},
};
use crate::{
    check::columns::{FileColumn, FileColumns, is_known},
    field::{
        Part,
        column::{Column, bare},
    },
    file::rows::Row,
    rules::Rules,
};

/// What was typed over cells, by record.
type TypedCells = Arc<BTreeMap<u64, Vec<CellPatch>>>;

/// One column of a file as it stands.
pub struct ColumnText {
    column: PlacedSteps,
    /// That of the record's own country.
    country: Option<PlacedSteps>,
    /// That of the other name, of a column of one.
    other_name: Option<PlacedSteps>,
    typed: TypedCells,
}

/// Where a column stands, and the steps that were made in it.
struct PlacedSteps {
    place: usize,
    steps: Option<StepColumn>,
}

impl ColumnText {
    /// The column at this place of the file; none where the file has no such column.
    pub fn of(
        columns: &FileColumns,
        place: usize,
        steps: &[MendStep],
        typed: TypedCells,
        rules: &Rules,
    ) -> Option<Self> {
        let placed = |place: usize| {
            let name = &columns.all.get(place)?.name;
            Some(PlacedSteps {
                place,
                steps: StepColumn::of(steps, name, rules),
            })
        };
        let is_country =
            |column: Column| matches!(column, Column::Field(field) if field.part == Part::Country);
        let country = columns.all.iter().position(|file| is_country(file.column));
        let other = other_name(&columns.all.get(place)?.name);
        // As in `CellChanges::learn`: a column that is ignored is no name.
        let is_name = |file: &FileColumn, name: &str| file.name == name && is_known(file.column);
        let other = other.and_then(|name| columns.all.iter().position(|file| is_name(file, name)));
        Some(Self {
            column: placed(place)?,
            country: country.and_then(placed),
            other_name: other.and_then(placed),
            typed,
        })
    }

    /// The bare cell of a record.
    pub fn text<'s>(
        &'s self,
        row: &'s Row<'_>,
        record: u64,
        scratch: &'s mut String,
    ) -> Cow<'s, str> {
        let needs = |steps: &StepColumn| steps.needs_country();
        let country = match self.column.steps.as_ref().is_some_and(needs) {
            true => self.country(row, record),
            false => None,
        };
        let other = self.other_name.as_ref().filter(|_| {
            let steps = self.column.steps.as_ref();
            steps.is_some_and(StepColumn::needs_name)
        });
        let name = other.map(|other| self.unstepped(other.place, row, record));
        let beside = BesideCell {
            country: country.as_deref(),
            name: name.as_ref().map(|(text, since)| (text.as_str(), *since)),
        };
        let written = row.cell(self.column.place, scratch);
        self.now(&self.column, written, record, beside)
    }

    /// What the record says in the column of its other name.
    pub fn other_name(&self, row: &Row<'_>, record: u64) -> Option<String> {
        let other = self.other_name.as_ref()?;
        let (own, since) = self.unstepped(self.column.place, row, record);
        let beside = BesideCell {
            country: None,
            name: Some((&own, since)),
        };
        let mut scratch = String::new();
        let written = row.cell(other.place, &mut scratch);
        Some(self.now(other, written, record, beside).into_owned())
    }

    /// A bare cell before any step, and the newest step that leaves it alone.
    fn unstepped(&self, place: usize, row: &Row<'_>, record: u64) -> (String, u32) {
        match self.patch(place, record) {
            Some(patch) => (bare(&patch.text).to_owned(), patch.since),
            None => (bare(&row.shown(place)).to_owned(), 0),
        }
    }

    /// What the record says in its column Country.
    pub fn country(&self, row: &Row<'_>, record: u64) -> Option<String> {
        let country = self.country.as_ref()?;
        let mut scratch = String::new();
        let written = row.cell(country.place, &mut scratch);
        let beside = BesideCell::default();
        Some(self.now(country, written, record, beside).into_owned())
    }

    fn now<'s>(
        &'s self,
        column: &PlacedSteps,
        written: &'s str,
        record: u64,
        beside: BesideCell<'_>,
    ) -> Cow<'s, str> {
        let patch = self.patch(column.place, record);
        let (text, since) = match patch {
            Some(patch) => (bare(&patch.text), patch.since),
            None => (bare(written), 0),
        };
        let steps = column.steps.as_ref();
        match steps.and_then(|steps| steps.apply_beside(text, since, beside, &mut |_| {})) {
            Some(now) => Cow::Owned(bare(&now).to_owned()),
            None => Cow::Borrowed(text),
        }
    }

    /// What was typed over the cell.
    fn patch(&self, place: usize, record: u64) -> Option<&CellPatch> {
        if self.typed.is_empty() {
            return None;
        }
        let typed = self.typed.get(&record)?;
        typed.iter().find(|patch| patch.column as usize == place)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        check::{CheckOptions, checker::Checker},
        file::rows::{Next, Rows},
        mend::Mend,
    };

    const FILE: &str = "Last name,Mobile,Country,Company\nChan,91234567,HK,\" a \"\"b\"\" \"\nLi,,,\nHo,612345678,,x\n";

    /// The texts of a column of `FILE`.
    fn texts(place: usize, steps: &[MendStep], typed: Vec<CellPatch>) -> Option<Vec<String>> {
        let rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        let mut checker = Checker::new(CheckOptions::new(rules.clone()));
        checker.push(FILE.as_bytes(), &mut |_| {}).unwrap();
        checker.finish(&mut |_| {}).unwrap();
        let mut by_record = BTreeMap::<u64, Vec<CellPatch>>::new();
        for patch in typed {
            by_record.entry(patch.record).or_default().push(patch);
        }
        let columns = checker.columns().unwrap();
        let column = ColumnText::of(columns, place, steps, Arc::new(by_record), &rules)?;
        let (_, records) = FILE.split_once('\n').unwrap();
        let (mut texts, mut scratch) = (Vec::new(), String::new());
        let mut rows = Rows::new(b',', 1000, 2, 0);
        let mut note = |row: &Row<'_>| {
            let record = texts.len() as u64 + 1;
            texts.push(column.text(row, record, &mut scratch).into_owned());
            Next::Go
        };
        rows.push(records.as_bytes(), &mut note);
        rows.finish(&mut note);
        Some(texts)
    }

    fn typed(record: u64, column: u32, text: &str, since: u32) -> CellPatch {
        CellPatch {
            record,
            column,
            before: String::new(),
            text: text.to_owned(),
            since,
        }
    }

    #[test]
    fn a_column_says_what_is_written_typed_and_stepped() {
        assert_eq!(texts(3, &[], Vec::new()).unwrap(), ["a \"b\"", "", "x"]);
        let fill = MendStep {
            number: 2,
            mend: Mend::Fill {
                column: "Company".to_owned(),
                value: "Acme".to_owned(),
            },
        };
        let now = texts(3, std::slice::from_ref(&fill), Vec::new()).unwrap();
        assert_eq!(now, ["a \"b\"", "Acme", "x"]);
        // What was typed after a step is spared by it, what was typed before is not.
        let cells = vec![typed(2, 3, " ", 2), typed(3, 3, "", 1)];
        assert_eq!(texts(3, &[fill], cells).unwrap(), ["a \"b\"", "", "Acme"]);
        assert!(texts(9, &[], Vec::new()).is_none());
    }

    #[cfg(feature = "plans")]
    #[test]
    fn the_country_of_a_record_is_the_one_that_was_typed() {
        let country = MendStep {
            number: 1,
            mend: Mend::CountryOfRow {
                column: "Mobile".to_owned(),
            },
        };
        let now = texts(1, &[country], vec![typed(3, 2, "Spain", 0)]).unwrap();
        assert_eq!(now, ["+85291234567", "", "+34612345678"]);
    }
}
