//! What keeps a form from being saved, and when it is said: an input is left in peace until it was left.
use contact::{Code, CustomKind, Part, Problem, Rules, field::field_of};
use leptos::prelude::*;

use super::{Form, List, Row, TEXTS, id_of, iso};
use crate::{browser::clock::today, error, i18n::*, values::day};

/// A sentence, and the input that it is about; the id is empty where it is about none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub id: String,
    pub sentence: String,
}

impl Form {
    /// Finds what is wrong, input by input.
    pub(super) fn judge(self) -> Vec<Trouble> {
        let custom = self.custom.get().into_iter().flatten().flatten();
        let rules = Rules {
            custom_fields: custom.map(|custom| custom.field).collect(),
            ..Rules::new(today())
        };
        let problems = self
            .base
            .with(|base| self.draft().check_since(base, &rules))
            .err()
            .unwrap_or_default();
        let mut troubles: Vec<_> = problems
            .iter()
            .filter_map(|problem| self.trouble(problem))
            .collect();
        for (id, text) in self.days() {
            if let Err(unclear) = iso(&text) {
                // What the rules say of it is about files.
                troubles.retain(|trouble| trouble.id != id);
                let sentence = day::unclear(self.i18n, &text, unclear);
                troubles.push(Trouble { id, sentence });
            }
        }
        let left_over = self.left_over();
        if !left_over.is_empty() {
            troubles.push(Trouble {
                id: "labels".to_owned(),
                sentence: t_string!(self.i18n, record.label_left, text = left_over),
            });
        }
        troubles
    }

    /// The days of the form: the ids of their inputs, and what is typed.
    fn days(self) -> Vec<(String, String)> {
        let custom = self.custom.get().into_iter().flatten().flatten();
        let custom = custom.filter(|custom| custom.field.kind == CustomKind::Date);
        std::iter::once((id_of("birth_date"), self.text("birth_date").get()))
            .chain(custom.map(|custom| (custom.field.id, custom.text.get())))
            .collect()
    }

    /// Finds the input that holds what a problem is about.
    fn trouble(self, problem: &Problem) -> Option<Trouble> {
        let row = List::ALL.into_iter().find_map(|list| {
            let is_meant = |row: &&Row| {
                row.value(list) == problem.value && list.column(&row.kind.get()) == problem.column
            };
            self.rows(list)
                .with(|rows| rows.iter().find(is_meant).map(|row| (list, *row)))
        });
        let mut sentence = problem.to_string();
        if problem.code == Code::E02 {
            // The server completes a number by the numbering plan of its country.
            if row.is_some_and(|(_, row)| !row.region.get().is_empty()) {
                return None;
            }
            sentence = t_string!(self.i18n, record.no_country_code).to_owned();
        }
        let id = match row {
            Some((list, row)) => format!("{}-{}", list.word(), row.key),
            None => self.id_of_column(&problem.column),
        };
        Some(Trouble { id, sentence })
    }

    fn id_of_column(self, column: &str) -> String {
        let is_meant = |(_, part): &&(&str, Part)| field_of(*part).header == column;
        if let Some((name, _)) = TEXTS.iter().find(is_meant) {
            return id_of(name);
        }
        if column == field_of(Part::Labels).header {
            return "labels".to_owned();
        }
        let mut custom = self.custom.get().into_iter().flatten().flatten();
        let custom = custom.find(|custom| custom.field.name == column);
        custom.map(|custom| custom.field.id).unwrap_or_default()
    }

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
