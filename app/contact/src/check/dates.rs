//! What the date columns of a file show, all their cells together: 03/04/1985 is the 4th of March, unless another date of
//! its column can only be DD/MM/YYYY. Then a person must say which it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::DayOrder;

/// How often each order of day and month was met, by the names of the columns: what a single record has shown can be taken
/// out again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    columns: BTreeMap<String, Orders>,
}

/// How many dates of a column read only with the day first, only with the month first, and both ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Orders {
    day_first: u64,
    month_first: u64,
    either: u64,
}

impl Dates {
    /// Takes note of a date in this column.
    #[inline]
    pub(super) fn note(&mut self, column: &str, order: DayOrder) {
        let mut one = Orders::default();
        match order {
            DayOrder::DayFirst => one.day_first = 1,
            DayOrder::MonthFirst => one.month_first = 1,
            DayOrder::Either => one.either = 1,
        }
        self.put(column, one);
    }

    fn put(&mut self, column: &str, more: Orders) {
        match self.columns.get_mut(column) {
            Some(met) => {
                met.day_first += more.day_first;
                met.month_first += more.month_first;
                met.either += more.either;
            }
            None => {
                self.columns.insert(column.to_owned(), more);
            }
        }
    }

    /// Forgets what was met, and keeps the columns: the next record is looked at by itself.
    pub(super) fn clear(&mut self) {
        for met in self.columns.values_mut() {
            *met = Orders::default();
        }
    }

    /// Adds what other records have shown.
    pub fn add(&mut self, other: &Self) {
        for (column, more) in other.columns.iter().filter(|(_, more)| more.any()) {
            self.put(column, *more);
        }
    }

    /// Takes out what records have shown that were added before.
    pub fn subtract(&mut self, other: &Self) {
        for (column, less) in &other.columns {
            if let Some(met) = self.columns.get_mut(column) {
                met.day_first = met.day_first.saturating_sub(less.day_first);
                met.month_first = met.month_first.saturating_sub(less.month_first);
                met.either = met.either.saturating_sub(less.either);
            }
        }
        self.columns.retain(|_, met| met.any());
    }

    /// Whether the dates of a column read as DD/MM/YYYY without exception, and not all as MM/DD/YYYY.
    pub fn read_day_first(&self, column: &str) -> bool {
        let met = self.columns.get(column);
        met.is_some_and(|met| met.day_first > 0 && met.month_first == 0)
    }

    /// The columns with dates that read both ways beside some that are only DD/MM/YYYY.
    pub fn doubted(&self) -> BTreeSet<String> {
        let is_doubted = |met: &Orders| met.day_first > 0 && met.either > 0;
        let columns = self.columns.iter().filter(|(_, met)| is_doubted(met));
        columns.map(|(column, _)| column.clone()).collect()
    }
}

impl Orders {
    fn any(self) -> bool {
        self.day_first + self.month_first + self.either > 0
    }
}
