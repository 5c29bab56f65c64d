//! What a step would do, before it is made: in how many records, and in the first of them.

use super::{
    Mend, MendStep,
    steps::{BesideCell, StepColumn},
};
use crate::{layout::names, rules::Rules};

/// A step that is only tried.
pub struct StepTrial {
    steps: StepColumn,
    /// How many cells it would change.
    pub records: u64,
    /// The first of them, as it stands and as it would be.
    pub before: String,
    pub after: String,
}

impl StepTrial {
    /// None for a step that can change nothing.
    pub fn of(mend: &Mend, rules: &Rules) -> Option<Self> {
        // It would be the newest of all, which what was typed does not escape.
        let step = MendStep {
            number: u32::MAX,
            mend: mend.clone(),
        };
        Some(Self {
            steps: StepColumn::of(&[step], mend.column(), rules)?,
            records: 0,
            before: String::new(),
            after: String::new(),
        })
    }

    /// Whether `note` has to be told the country of the record.
    pub fn needs_country(&self) -> bool {
        self.steps.needs_country()
    }

    /// Whether `note` has to be told the other name of the record.
    pub fn needs_name(&self) -> bool {
        self.steps.needs_name()
    }

    /// Tries it on a bare cell; `beside` is the country of the record, or its other name.
    pub fn note(&mut self, text: &str, beside: Option<&str>) {
        let is_split = self.needs_name();
        let beside = match is_split {
            true => BesideCell {
                country: None,
                name: beside.map(|name| (name, 0)),
            },
            false => BesideCell {
                country: beside,
                name: None,
            },
        };
        let Some(after) = self.steps.apply_beside(text, 0, beside, &mut |_| {}) else {
            return;
        };
        if self.records == 0 {
            text.clone_into(&mut self.before);
            // What of the name is gone from here stands in the other column.
            self.after = match is_split {
                true => split_shown(text, &after),
                false => after,
            };
        }
        self.records += 1;
    }
}

/// Both halves of a name that is split: the first name, then the last.
fn split_shown(full: &str, half: &str) -> String {
    let (first, last) = names::split(full);
    match first == half || last == half {
        true => format!("{first} | {last}"),
        false => half.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_name_is_split_where_the_other_one_is_blank_and_both_halves_are_shown() {
        let rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        let split = Mend::SplitName {
            column: "Last name".to_owned(),
        };
        let mut trial = StepTrial::of(&split, &rules).unwrap();
        assert!(trial.needs_name());
        for (last, first) in [
            ("Kwok", ""),
            ("Mei Kwok", "Mei"),
            ("陳大文", " "),
            ("Ann Lee", ""),
        ] {
            trial.note(last, Some(first));
        }
        assert_eq!(trial.records, 2);
        assert_eq!(
            (trial.before.as_str(), trial.after.as_str()),
            ("陳大文", "大文 | 陳")
        );
        let other = Mend::SplitName {
            column: "City".to_owned(),
        };
        assert!(StepTrial::of(&other, &rules).is_none());
    }

    #[test]
    fn the_cells_that_a_step_would_change_are_counted_and_the_first_is_shown() {
        let rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        let mend = |find: &str| Mend::Replace {
            column: "Company".to_owned(),
            find: find.to_owned(),
            with: "Ltd".to_owned(),
            whole: false,
            any_case: true,
        };
        let mut trial = StepTrial::of(&mend("limited"), &rules).unwrap();
        for text in ["Acme", "Acme Limited", "", "B LIMITED"] {
            trial.note(text, None);
        }
        assert_eq!(trial.records, 2);
        assert_eq!(
            (trial.before.as_str(), trial.after.as_str()),
            ("Acme Limited", "Acme Ltd")
        );
        assert!(StepTrial::of(&mend(""), &rules).is_none());
    }
}
