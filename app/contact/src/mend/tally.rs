//! The values of one column and how many records have each, in bounded memory: of a column of millions of different
//! values the first are kept, and it is said that there are more.

use std::{cmp::Reverse, collections::HashMap};

/// The most values that are kept.
pub const MOST_KEPT: usize = 200_000;
/// The most bytes of their text.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The values of one column, each with its records.
#[derive(Debug, Default)]
pub struct DistinctValues {
    records: HashMap<Box<str>, u32>,
    bytes: usize,
    /// Others came when no more were kept.
    more: bool,
}

impl DistinctValues {
    /// Takes note of a bare cell; of a list each value counts, once.
    pub fn note(&mut self, cell: &str, is_list: bool) {
        if !is_list || !cell.contains(';') {
            return self.note_value(cell);
        }
        let mut values: Vec<&str> = cell.split(';').map(str::trim).collect();
        values.sort_unstable();
        values.dedup();
        for value in values {
            self.note_value(value);
        }
    }

    fn note_value(&mut self, value: &str) {
        if value.is_empty() {
            return;
        }
        if let Some(records) = self.records.get_mut(value) {
            *records += 1;
        } else if self.records.len() == MOST_KEPT || self.bytes + value.len() > MOST_BYTES {
            self.more = true;
        } else {
            self.bytes += value.len();
            self.records.insert(value.into(), 1);
        }
    }

    /// How many values there are; where they are more than those that are kept, one more than `MOST_KEPT`.
    pub fn distinct(&self) -> u64 {
        match self.more {
            true => MOST_KEPT as u64 + 1,
            false => self.records.len() as u64,
        }
    }

    /// The values that are kept, the most frequent first.
    pub fn most_frequent(&self) -> Vec<(&str, u32)> {
        let all = self.records.iter();
        let mut all: Vec<(&str, u32)> = all.map(|(value, records)| (&**value, *records)).collect();
        all.sort_unstable_by_key(|(value, records)| (Reverse(*records), *value));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_the_most_frequent_first() {
        let mut values = DistinctValues::default();
        for cell in ["b", "a", "b", "", "a;b"] {
            values.note(cell, false);
        }
        assert_eq!(values.most_frequent(), [("b", 2), ("a", 1), ("a;b", 1)]);
        assert_eq!(values.distinct(), 3);
    }

    #[test]
    fn each_value_of_a_list_counts_once() {
        let mut values = DistinctValues::default();
        for cell in ["vip; news", "vip;vip;", "news"] {
            values.note(cell, true);
        }
        assert_eq!(values.most_frequent(), [("news", 2), ("vip", 2)]);
    }

    #[test]
    fn no_more_are_kept_than_fit_and_those_that_are_kept_are_counted_on() {
        let mut values = DistinctValues::default();
        for number in 0..MOST_KEPT + 5 {
            values.note(&number.to_string(), false);
        }
        values.note("7", false);
        assert_eq!(values.most_frequent().len(), MOST_KEPT);
        assert_eq!(values.most_frequent()[0], ("7", 2));
        assert_eq!(values.distinct(), MOST_KEPT as u64 + 1);
        let mut long = DistinctValues::default();
        for number in 0..20 {
            long.note(&format!("{number}{}", "x".repeat(1024 * 1024)), false);
        }
        assert_eq!(long.most_frequent().len(), 15);
        assert!(long.distinct() > MOST_KEPT as u64);
    }
}
