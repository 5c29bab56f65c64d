//! What keeps a form from being saved, and when it is said: an input is left in peace until it was left.
use leptos::prelude::*;

use super::Form;
use crate::error;

/// A sentence, and the input that it is about; the id is empty where it is about none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub id: String,
    pub sentence: String,
}

impl Form {
    /// The sentence about an input, once it was left.
    pub fn error(self, id: &str) -> Signal<Option<String>> {
        let id = id.to_owned();
        Signal::derive(move || {
            let of = |troubles: &Vec<Trouble>| {
                let trouble = troubles.iter().find(|trouble| trouble.id == id);
                trouble.map(|trouble| trouble.sentence.clone())
            };
            let shown = self.all.get() || self.left.with(|left| left.contains(&id));
            shown
                .then(|| self.found.with(of))
                .flatten()
                .or_else(|| self.answered.with(of))
        })
    }

    /// All that keeps the form from being saved, once that was tried.
    pub fn troubles(self) -> Vec<Trouble> {
        let mut troubles = self.answered.get();
        if self.all.get() {
            troubles.extend(self.found.get());
        }
        troubles
    }

    /// An input was left: from now on it says what is wrong with it.
    pub fn leave(self, id: String) {
        if !id.is_empty() {
            self.left.update(|left| left.extend([id]));
        }
    }

    /// An input is typed into: what the server said about it is history.
    pub fn typed(self, id: &str) {
        if self
            .answered
            .with_untracked(|answered| answered.iter().any(|trouble| trouble.id == id))
        {
            self.answered
                .update(|answered| answered.retain(|trouble| trouble.id != id));
        }
    }

    /// Shows what the server found wrong.
    pub fn answer(self, problems: Vec<error::Problem>) {
        let trouble = |problem: error::Problem| Trouble {
            id: untrack(|| self.id_of_column(&problem.column)),
            sentence: problem.message,
        };
        self.answered
            .set(problems.into_iter().map(trouble).collect());
    }
}
