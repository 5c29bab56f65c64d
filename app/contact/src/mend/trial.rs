//! What a step would do, before it is made: in how many records, and in the first of them.

use super::{Mend, MendStep, steps::StepColumn};
use crate::rules::Rules;

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

    /// Tries it on a bare cell.
    pub fn note(&mut self, text: &str, country: Option<&str>) {
        let Some(after) = self.steps.apply(text, 0, country) else {
            return;
        };
        if self.records == 0 {
            text.clone_into(&mut self.before);
            self.after = after;
        }
        self.records += 1;
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

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
