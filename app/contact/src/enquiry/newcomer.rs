//! The contact that is made of a visitor nobody knows: what they filled in goes through the check of a file, so that it
//! is read as an import reads it, and values with errors are left out.
use std::collections::BTreeMap;

use super::{Channel, EMAIL, Proven, Visitor};
use crate::{
    check::{Options, Outcome, checker::Checker, verdict::Verdict},
    code::NO_LAST_NAME,
    contact::Draft,
    file::encoding::Encoding,
    rules::Rules,
};

/// The column that no record is without.
const LAST_NAME: &str = "Last name";

impl Visitor {
    /// The contact that this visitor would be; nothing where they told nothing that makes one.
    pub fn newcomer(&self, channel: Channel, rules: &Rules) -> Option<Draft> {
        let proven = self.proven(channel);
        let draft = self.filled_in(rules);
        let nameless = || Draft {
            last_name: NO_LAST_NAME.to_owned(),
            ..Draft::default()
        };
        let draft = draft.or_else(|| (proven != Proven::default()).then(nameless))?;
        Some(proven.mark(&draft))
    }

    /// What they filled in, without the values that have errors; nothing where nothing is left.
    fn filled_in(&self, rules: &Rules) -> Option<Draft> {
        let mut cells = self.cells();
        cells.entry(LAST_NAME.to_owned()).or_default();
        while cells.values().any(|cell| !cell.trim().is_empty()) {
            let faulty = match judge(&cells, rules)? {
                Ok(draft) => return Some(draft),
                Err(faulty) => faulty,
            };
            let before = cells.clone();
            for (header, cell) in &mut cells {
                if faulty.iter().any(|name| name.eq_ignore_ascii_case(header)) {
                    cell.clear();
                }
            }
            if cells == before {
                return None;
            }
        }
        None
    }

    /// What was told, by the header of its column: what the visitor is known by stands above what a form says.
    fn cells(&self) -> BTreeMap<String, String> {
        let form = self.form.iter().flat_map(|form| &form.values);
        let mut cells: BTreeMap<String, String> = form
            .map(|(header, cell)| (header.clone(), cell.clone()))
            .collect();
        for (header, cell) in [
            ("First name", &self.first_name),
            (LAST_NAME, &self.last_name),
            (EMAIL, &self.email),
        ] {
            put(&mut cells, header, cell.clone());
        }
        // A number that no form has written as one is given as a form would read it.
        put(&mut cells, "Mobile", crate::phone::unmarked(&self.phone));
        cells
    }
}

fn put(cells: &mut BTreeMap<String, String>, header: &str, cell: String) {
    if !cell.trim().is_empty() {
        cells.retain(|known, _| !known.eq_ignore_ascii_case(header));
        cells.insert(header.to_owned(), cell);
    }
}

/// Judges one record: the contact, or the columns whose values have errors; nothing where the record cannot be read.
fn judge(cells: &BTreeMap<String, String>, rules: &Rules) -> Option<Result<Draft, Vec<String>>> {
    let mut text = csv::Writer::from_writer(Vec::new());
    text.write_record(cells.keys()).ok()?;
    text.write_record(cells.values()).ok()?;
    let text = text.into_inner().ok()?;
    let mut options = Options::new(rules.clone());
    options.encoding = Some(Encoding::Utf8);
    options.delimiter = Some(b',');
    let mut found = None;
    let mut sink = |verdict: &Verdict| {
        found = Some(match verdict.outcome {
            Outcome::Ready | Outcome::Warning => Ok(verdict.draft()),
            Outcome::Failed | Outcome::Skipped => Err(verdict
                .problems
                .iter()
                .map(|problem| problem.column.to_string())
                .collect()),
        });
    };
    let mut checker = Checker::new(options);
    checker.push(&text, &mut sink).ok()?;
    checker.finish(&mut sink).ok()?;
    found
}
