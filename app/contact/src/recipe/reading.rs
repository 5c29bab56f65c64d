//! A recipe on its way into a file that somebody else than the page reads. Its columns are found by the header, which stands
//! among the first bytes; what only the whole file shows (dates that can only be DD/MM/YYYY, blank values at the end of
//! every row) is seen while it is judged without repairs, and then the repairs are known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Recipe, RecipeLayout};
use crate::{
    check::{CheckOptions, checker::Checker, dates::Dates, surplus::RowSurplus, verdict::Verdict},
    code::Code,
    field::column::header_key,
    layout::LayoutSurvey,
    mend::MendStep,
    repair::Fix,
    rules::Rules,
};

/// What a recipe means for one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeReading {
    columns: BTreeMap<u32, String>,
    fixes: Vec<(Code, String, Fix)>,
    steps: Vec<MendStep>,
    leave_out_short: bool,
    blank_surplus: usize,
}

impl RecipeReading {
    /// Has the file judged so.
    pub fn apply(self, options: &mut CheckOptions) {
        options.columns = self.columns;
        options.fixes = self.fixes;
        options.steps = self.steps;
        options.leave_out_short = self.leave_out_short;
        options.blank_surplus = self.blank_surplus;
    }
}

/// Looks at a file for a recipe, if there is one.
#[derive(Clone, Debug, Default)]
pub struct RecipeReader {
    recipe: Option<Recipe>,
    columns: BTreeMap<u32, String>,
    surplus: RowSurplus,
}

impl RecipeReader {
    /// A reader for this recipe.
    pub fn new(recipe: Option<Recipe>) -> Self {
        Self {
            recipe,
            ..Self::default()
        }
    }

    /// The sheet of a workbook that is wanted.
    pub fn sheet(&self) -> Option<&str> {
        self.recipe.as_ref()?.sheet.as_deref()
    }

    /// Recognises an export of another program by the first `HEAD` bytes, unless the recipe says that the file is none.
    pub fn survey(&self, head: &[u8], options: &CheckOptions) -> Option<LayoutSurvey> {
        let layout = self.recipe.as_ref().map(|recipe| &recipe.layout);
        let split = match layout {
            None | Some(RecipeLayout::Found) => None,
            Some(RecipeLayout::AsItIs) => return None,
            Some(RecipeLayout::SplitName(header)) => {
                let wanted = header_key(header);
                let headers = headers(head, options);
                let mut keys = headers.iter().map(|header| header_key(header));
                Some(keys.position(|key| key == wanted)? as u32)
            }
        };
        LayoutSurvey::begin(head, options, split)
    }

    /// Takes the first bytes: the file is judged with the columns and steps of the recipe from then on, without its repairs.
    pub fn begin(&mut self, head: &[u8], options: &mut CheckOptions) {
        let Some(recipe) = &self.recipe else {
            return;
        };
        self.columns = recipe.places(&headers(head, options));
        options.columns = self.columns.clone();
        options.steps = recipe.numbered(0);
    }

    /// Takes note of a record.
    #[inline]
    pub fn note(&mut self, verdict: &Verdict) {
        if self.recipe.is_some() {
            self.surplus.note(verdict);
        }
    }

    /// What the recipe means for the file, once all of it was seen. Nothing without a recipe.
    pub fn end(self, rules: &Rules, dates: &Dates) -> Option<RecipeReading> {
        let recipe = self.recipe?;
        let repairs = recipe.repairs.iter();
        let fixes = repairs.filter_map(|repair| {
            let fix = Fix::chosen(repair.code, &repair.column, rules, dates)?;
            Some((repair.code, repair.column.clone(), fix))
        });
        let of_rows = |code| {
            let mut repairs = recipe.repairs.iter();
            repairs.any(|repair| repair.code == code && repair.column.is_empty())
        };
        Some(RecipeReading {
            fixes: fixes.collect(),
            leave_out_short: of_rows(Code::W07),
            blank_surplus: match of_rows(Code::E12) {
                true => self.surplus.blank(),
                false => 0,
            },
            steps: recipe.numbered(0),
            columns: self.columns,
        })
    }
}

/// The headers of a file, as far as its first bytes show them.
fn headers(head: &[u8], options: &CheckOptions) -> Vec<String> {
    let mut options = options.clone();
    options.must_be_sure = false;
    let mut checker = Checker::new(options);
    // Whatever else is wrong with the file is said when it is judged.
    if checker.push(head, &mut |_| {}).is_ok() && checker.headers().is_empty() {
        let _ = checker.finish(&mut |_| {});
    }
    let headers = checker.headers().iter();
    headers.map(|file| file.header.clone()).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::{check::Counts, recipe::RecipeRepair};

    /// Judges a file by a recipe, as the server and the command line do.
    fn judged(recipe: Recipe, file: &str) -> Counts {
        let rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
        let mut options = CheckOptions::new(rules);
        let mut reader = RecipeReader::new(Some(recipe));
        reader.begin(file.as_bytes(), &mut options);
        let pass = |options: &CheckOptions, reader: &mut RecipeReader| {
            let mut checker = Checker::new(options.clone());
            let mut note = |verdict: &Verdict| reader.note(verdict);
            checker.push(file.as_bytes(), &mut note).expect("a file");
            checker.finish(&mut note).expect("a file");
            checker
        };
        let seen = pass(&options, &mut reader);
        let reading = reader.end(&options.rules, seen.dates()).expect("a recipe");
        reading.apply(&mut options);
        pass(&options, &mut RecipeReader::default()).counts()
    }

    fn repairs(causes: &[(Code, &str)]) -> Vec<RecipeRepair> {
        let repair = |(code, column): &(Code, &str)| RecipeRepair {
            code: *code,
            column: (*column).to_owned(),
        };
        causes.iter().map(repair).collect()
    }

    #[test]
    fn columns_and_repairs_make_good_what_they_did_the_last_time() {
        let file = "Surname of person,Handy,Birthdate\r\nLee,+852 1234 5678,14/12/1980\r\nHo,+852 2234 5678,03/04/1985\r\n";
        let recipe = Recipe {
            columns: BTreeMap::from([
                ("surname of person".to_owned(), "Last name".to_owned()),
                ("Handy".to_owned(), "Mobile".to_owned()),
            ]),
            repairs: repairs(&[(Code::E01, "Mobile"), (Code::E05, "Birthdate")]),
            ..Recipe::default()
        };
        let counts = judged(recipe, file);
        assert_eq!((counts.records, counts.ready), (2, 2));
    }

    #[test]
    fn repairs_of_rows_are_made_of_what_every_row_has() {
        let file = "Last name,Mobile\r\nLee,+85212345678,,\r\nHo,+85222345678,,\r\n";
        let recipe = |causes| Recipe {
            repairs: repairs(causes),
            ..Recipe::default()
        };
        assert_eq!(judged(recipe(&[]), file).failed, 2);
        assert_eq!(judged(recipe(&[(Code::E12, "")]), file).ready, 2);
        let short = "Last name,Mobile,Company\r\nLee,+85212345678\r\nHo,+85222345678,Acme\r\n";
        let counts = judged(recipe(&[(Code::W07, "")]), short);
        assert_eq!((counts.skipped, counts.ready), (1, 1));
    }
}
