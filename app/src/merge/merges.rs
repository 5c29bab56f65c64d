//! How often contacts were merged, or merged ones taken apart, on this page.
use leptos::prelude::*;

/// Counts the merges and undos of this page, so that what shows contacts reads them again, and what else changes who is
/// suspected, so that what shows suspicions does.
#[derive(Clone, Copy)]
pub struct Merges {
    made: RwSignal<u32>,
    suspected: RwSignal<u32>,
    /// Somebody works through the suspicions: the next pair is begun with.
    pub next: StoredValue<bool>,
}

impl Merges {
    /// Makes the count available to everything on the page.
    pub fn provide() {
        provide_context(Self {
            made: RwSignal::new(0),
            suspected: RwSignal::new(0),
            next: StoredValue::new(false),
        });
    }

    /// How many there have been.
    pub fn count(self) -> u32 {
        self.made.get()
    }

    /// How often it may have changed who is suspected.
    pub fn suspicions(self) -> u32 {
        self.made.get() + self.suspected.get()
    }

    /// Counts one more.
    pub fn add(self) {
        self.made.update(|count| *count += 1);
    }

    /// Who is suspected may have changed, by an answer or a search.
    pub fn suspect_anew(self) {
        self.suspected.update(|count| *count += 1);
    }
}

/// The count of the page.
pub fn use_merges() -> Merges {
    expect_context::<Merges>()
}
