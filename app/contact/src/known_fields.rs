//! What somebody tells about one thing, field by field: reports come late, twice and in any order, and whatever order
//! they come in, the same is known at the end. Each field remembers when it was seen as it is told; only what was seen
//! later takes its place, and of two that were seen at once the greater JSON text.
use std::{
    cmp::Ordering,
    collections::{BTreeMap, btree_map::Entry},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is known of a thing, by field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Told(BTreeMap<String, Seen>);

/// A value, and when it was seen. Null: it is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Seen {
    at: DateTime<Utc>,
    value: Value,
}

/// What a report brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// At least one field is told anew.
    New,
    /// All of it was told before, as it is.
    Known,
    /// Something newer is known of all that was not told before.
    Older,
}

impl Seen {
    /// Which of two comes after the other.
    fn order(&self, other: &Self) -> Ordering {
        let text = |seen: &Self| seen.value.to_string();
        self.at
            .cmp(&other.at)
            .then_with(|| text(self).cmp(&text(other)))
    }
}

impl Told {
    /// Hears a report of what was seen at a time: each of its fields takes the place of what was seen before.
    pub fn hear(
        &mut self,
        at: DateTime<Utc>,
        fields: impl IntoIterator<Item = (String, Value)>,
    ) -> Novelty {
        let mut news = Novelty::Known;
        for (field, value) in fields {
            let seen = Seen { at, value };
            match self.0.entry(field) {
                Entry::Vacant(place) => {
                    place.insert(seen);
                    news = Novelty::New;
                }
                Entry::Occupied(mut place) => match seen.order(place.get()) {
                    Ordering::Greater => {
                        place.insert(seen);
                        news = Novelty::New;
                    }
                    Ordering::Equal => {}
                    Ordering::Less if news == Novelty::Known => news = Novelty::Older,
                    Ordering::Less => {}
                },
            }
        }
        news
    }

    /// What is known of a field; nothing where it is empty or was never told.
    pub fn get(&self, field: &str) -> Option<&Value> {
        let seen = self.0.get(field)?;
        (!seen.value.is_null()).then_some(&seen.value)
    }

    /// A field that holds text, trimmed; empty where it is not known.
    pub fn text(&self, field: &str) -> &str {
        let text = self.get(field).and_then(Value::as_str);
        text.unwrap_or_default().trim()
    }

    /// A field that holds a time.
    pub fn time(&self, field: &str) -> Option<DateTime<Utc>> {
        self.get(field)?.as_str()?.parse().ok()
    }

    /// When a field was seen as it is told.
    pub fn seen_at(&self, field: &str) -> Option<DateTime<Utc>> {
        self.0.get(field).map(|seen| seen.at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a time")
    }

    fn one(field: &str, value: Value) -> [(String, Value); 1] {
        [(field.to_owned(), value)]
    }

    #[test]
    fn absent_keeps_null_empties_and_only_what_was_seen_later_replaces() {
        let mut told = Told::default();
        assert_eq!(told.hear(at(2), one("subject", json!("Tea"))), Novelty::New);
        assert_eq!(
            told.hear(at(2), one("subject", json!("Tea"))),
            Novelty::Known
        );
        assert_eq!(
            told.hear(at(1), one("subject", json!("Milk"))),
            Novelty::Older
        );
        assert_eq!(told.hear(at(1), one("status", json!("open"))), Novelty::New);
        assert_eq!(told.text("subject"), "Tea");
        assert_eq!(told.hear(at(3), one("subject", Value::Null)), Novelty::New);
        assert_eq!((told.get("subject"), told.text("subject")), (None, ""));
        assert_eq!(told.seen_at("subject"), Some(at(3)));
        assert_eq!(told.text("status"), "open");
    }

    #[test]
    fn of_two_seen_at_once_the_greater_text_stays() {
        for order in [["Milk", "Tea"], ["Tea", "Milk"]] {
            let mut told = Told::default();
            for text in order {
                told.hear(at(1), one("subject", json!(text)));
            }
            assert_eq!(told.text("subject"), "Tea");
        }
    }

    proptest! {
        #[test]
        fn the_same_is_known_in_any_order_and_however_often_it_is_told(
            reports in prop::collection::vec((0i64..4, 0usize..3, prop::option::of(0u8..3)), 0..12),
            seed in any::<u64>(),
        ) {
            let hear = |told: &mut Told, (second, field, value): &(i64, usize, Option<u8>)| {
                told.hear(at(*second), one(["a", "b", "c"][*field], json!(value)))
            };
            let mut once = Told::default();
            for report in &reports {
                hear(&mut once, report);
            }
            let mut shuffled: Vec<_> = reports.iter().chain(&reports).collect();
            shuffled.sort_by_key(|report| {
                let (second, field, value) = report;
                (*second as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (*field as u64) << 3 ^ u64::from(value.unwrap_or(9)) ^ seed >> 7
            });
            let mut again = Told::default();
            for report in shuffled {
                hear(&mut again, report);
            }
            prop_assert_eq!(once, again);
        }
    }
}
