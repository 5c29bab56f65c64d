//! What is held while two contacts are compared, and choices are made.
use contact::{
    Contact, CustomField,
    merge::{Choices, Keep, Refused, merge as joined},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::merge::merge,
    i18n::*,
    page::Report,
    values::words::I18n,
    wire::{
        labels::Label,
        merge::{Comparison, Merged},
    },
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
    /// What the two become by the choices.
    pub fn result(self) -> Result<Contact, Refused> {
        self.sides.with(|sides| {
            self.choices
                .with(|choices| joined(&sides.master, &sides.other, choices))
        })
    }

    /// Tells whether choices would be lost.
    pub fn is_dirty(self) -> bool {
        let chosen = |choices: &Choices| *choices != Choices::default();
        self.choices.try_with_untracked(chosen) == Some(true)
    }

    /// Merges the two, unless that is under way. `done` hears of the merge and of the contact that they are now.
    pub fn send(self, report: Report, done: impl FnOnce(Uuid, Contact) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (ids, versions) = self
            .sides
            .with_untracked(|Comparison { master, other, .. }| {
                ([master.id, other.id], [master.version, other.version])
            });
        let choices = self.choices.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = merge(ids[0], ids[1], versions, choices).await;
            self.busy.set(false);
            match answer {
                Ok(Merged::Done { merge, contact }) => done(merge, *contact),
                Ok(Merged::Conflict(now)) => {
                    self.sides.set(*now);
                    self.notice
                        .set(Some(tu_string!(self.i18n, merge.conflict).to_owned()));
                }
                Err(error) => {
                    report.say_in(self.notice, error);
                }
            }
        });
    }

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
