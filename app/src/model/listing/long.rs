//! Which conditions were met by more contacts than are counted, a moment ago. Finding that out takes longer than the page
//! itself, and so many people look at the same lists that it is worth remembering; a number that is shown as "at least"
//! may be a moment old.
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::Conditions;

/// How long it is remembered.
const MOMENT: Duration = Duration::from_secs(5);
/// How many conditions are remembered at most.
const MOST: usize = 1_000;

/// What is remembered, for all who ask one server.
#[derive(Clone, Debug, Default)]
pub struct LongLists(Arc<Mutex<HashMap<Conditions, Instant>>>);

impl LongLists {
    /// Whether more contacts than are counted met these conditions a moment ago.
    pub(super) fn knows(&self, conditions: &Conditions) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(conditions)
            .is_some_and(|at| at.elapsed() < MOMENT)
    }

    /// Remembers that they do now.
    pub(super) fn learn(&self, conditions: Conditions) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, at| at.elapsed() < MOMENT);
        }
        if known.len() < MOST {
            known.insert(conditions, Instant::now());
        }
    }
}
