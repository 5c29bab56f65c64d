//! What a page itself is writing to the contact that it shows: news of that contact wait for the answer, so that nobody is
//! told of what they do themselves.
use leptos::prelude::*;

/// Counts the writes of a record; found in the context of all that stands on it.
#[derive(Clone, Copy)]
pub struct OwnWrites {
    under_way: RwSignal<u32>,
    begun: RwSignal<u32>,
}

impl OwnWrites {
    fn new() -> Self {
        Self {
            under_way: RwSignal::new(0),
            begun: RwSignal::new(0),
        }
    }

    /// Makes the count available to everything on a record.
    pub fn provide() -> Self {
        let writes = Self::new();
        provide_context(writes);
        writes
    }

    /// The count of the record; one that nobody asks for where there is no record around it.
    pub fn of_record() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Counts one more, which is under way until this is dropped.
    pub fn begin(self) -> OwnWrite {
        // The record may be gone by now.
        let _ = self.begun.try_update(|count| *count += 1);
        let _ = self.under_way.try_update(|count| *count += 1);
        OwnWrite(self.under_way)
    }

    /// How many were begun.
    pub fn begun(self) -> u32 {
        self.begun.try_get_untracked().unwrap_or_default()
    }

    /// Whether one is under way.
    pub fn are_under_way(self) -> bool {
        self.under_way.get() > 0
    }
}

/// A write that is under way.
pub struct OwnWrite(RwSignal<u32>);

impl Drop for OwnWrite {
    fn drop(&mut self) {
        // The record may be gone by now.
        let _ = self.0.try_update(|count| *count -= 1);
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::OwnWrites;

    #[test]
    fn a_write_is_under_way_until_its_answer_was_heard_and_counts_ever_after() {
        Owner::new().with(|| {
            assert_eq!(OwnWrites::of_record().begun(), 0);
            let writes = OwnWrites::provide();
            let write = OwnWrites::of_record().begin();
            assert!(untrack(|| writes.are_under_way()));
            drop(write);
            assert!(!untrack(|| writes.are_under_way()));
            assert_eq!(writes.begun(), 1);
        });
    }
}
