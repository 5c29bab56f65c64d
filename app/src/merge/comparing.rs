//! What is held while two contacts are compared, and choices are made.
use contact::{
    CustomField,
    merge::{Choices, Keep},
};
use leptos::prelude::*;

use crate::{
    values::words::I18n,
    wire::{labels::Label, merge::Comparison},
};

/// What the page holds while choices are made.
#[derive(Clone, Copy)]
pub struct Comparing {
    pub i18n: I18n,
    pub sides: RwSignal<Comparison>,
    pub choices: RwSignal<Choices>,
    pub custom: StoredValue<Vec<CustomField>>,
    pub labels: StoredValue<Vec<Label>>,
    /// What went wrong, or what somebody else did.
    pub notice: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
}

impl Comparing {
    /// Whose value of a field was chosen; nothing while the preselection stands.
    pub fn keeps(self, field: &str) -> Option<Keep> {
        self.choices
            .with(|choices| choices.fields.get(field).copied())
    }

    /// Chooses whose value a field keeps.
    pub fn keep(self, field: &str, keep: Keep) {
        self.choices.update(|choices| {
            choices.fields.insert(field.to_owned(), keep);
        });
    }

    /// Makes the other one the master; what was chosen stays chosen.
    pub fn swap(self) {
        self.choices.update(|choices| {
            for keep in choices.fields.values_mut() {
                *keep = match keep {
                    Keep::Master => Keep::Other,
                    Keep::Other => Keep::Master,
                    Keep::Both => Keep::Both,
                };
            }
        });
        self.sides.update(|sides| *sides = sides.clone().swapped());
    }
}
