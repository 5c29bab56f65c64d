//! What the date columns of a file show, all their cells together: 03/04/1985 is the 4th of March, unless another date of
//! its column can only be DD/MM/YYYY. Then a person must say which it is.

use std::collections::BTreeSet;

use crate::date::DayOrder;

/// The orders of day and month that were met, by the names of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    day_first: BTreeSet<String>,
    month_first: BTreeSet<String>,
    either: BTreeSet<String>,
}

impl Dates {
    /// Takes note of a date in this column.
    #[inline]
    pub(super) fn note(&mut self, column: &str, order: DayOrder) {
        let met = match order {
            DayOrder::DayFirst => &mut self.day_first,
            DayOrder::MonthFirst => &mut self.month_first,
            DayOrder::Either => &mut self.either,
        };
        if !met.contains(column) {
            met.insert(column.to_owned());
        }
    }

    /// Whether the dates of a column read as DD/MM/YYYY without exception, and not all as MM/DD/YYYY.
    pub fn read_day_first(&self, column: &str) -> bool {
        self.day_first.contains(column) && !self.month_first.contains(column)
    }

    /// The columns with dates that read both ways beside some that are only DD/MM/YYYY.
    pub fn doubted(&self) -> BTreeSet<String> {
        self.day_first.intersection(&self.either).cloned().collect()
    }
}
