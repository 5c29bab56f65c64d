//! The steps that change a column as a whole: made, taken back in any order, and what is looked at before one is made. A
//! step is a setting of the judgement, so that taking it back is judging without it.
use contact::{
    Column, Part, Rules,
    mend::{self, Mend, MendStep, clusters::is_clustered, steps::holds_numbers},
};
use preview::{FromWorker, MadeStep, ToWorker};

use super::{
    ImportState, Stage,
    mending::{MadeAnew, MendedColumn},
};
use crate::import::event::ImportCommand;

/// How many values of a column are shown, the most frequent of them.
const MOST_VALUES: u32 = 200;

impl ImportState {
    /// The columns that steps can change: those that a field has, each with its place and the header of the field.
    pub fn mendable(&self) -> Vec<(u32, String)> {
        let columns = (0..).zip(&self.columns);
        let named = columns.filter_map(|(place, column)| {
            let name = column.matched.field()?;
            Some((place, name.clone()))
        });
        named.collect()
    }

    /// Whether values of the open column that mean the same are looked for.
    pub fn mends_clusters(&self) -> bool {
        self.open_column()
            .is_some_and(|(column, rules)| is_clustered(column, rules))
    }

    /// Whether the open column can get the country code of each record's own Country.
    pub fn mends_numbers(&self) -> bool {
        let is_country =
            |column: Column| matches!(column, Column::Field(field) if field.part == Part::Country);
        let has_country = |rules: &Rules| {
            let names = self.mendable().into_iter();
            names
                .map(|(_, name)| Column::of(&name, rules))
                .any(is_country)
        };
        self.open_column()
            .is_some_and(|(column, rules)| holds_numbers(column) && has_country(rules))
    }

    /// Whether full names of the open column can be split: it is one of the two names, and the other one is there.
    pub fn mends_names(&self) -> bool {
        let open = self.mending.open.as_ref();
        let other = open.and_then(|open| mend::other_name(&open.name));
        other.is_some_and(|other| self.mendable().iter().any(|(_, name)| name == other))
    }

    /// The words that the field of the open column knows.
    pub fn spellings(&self) -> Vec<String> {
        self.open_column().map_or_else(Vec::new, |(column, rules)| {
            mend::clusters::spellings(column, rules)
        })
    }

    fn open_column(&self) -> Option<(Column, &Rules)> {
        let open = self.mending.open.as_ref()?;
        let rules = self.rules.as_ref()?;
        Some((Column::of(&open.name, rules), rules))
    }

    /// The steps that are made, each with what it did when the file was last judged.
    pub fn made_steps(&self) -> Vec<MadeStep> {
        let Some(settings) = &self.settings else {
            return Vec::new();
        };
        let judged = self.judgement.iter().flat_map(|judgement| &judgement.steps);
        let made = |step: &MendStep| MadeStep {
            step: step.clone(),
            records: judged
                .clone()
                .find(|made| made.step.number == step.number)
                .map_or(0, |made| made.records),
            later: mend::later(&settings.steps, step),
        };
        settings.steps.iter().map(made).collect()
    }

    /// Somebody looks at a column, or no longer.
    pub(super) fn ask_values(&mut self, column: Option<u32>) -> Vec<ImportCommand> {
        self.mending.tried = None;
        self.mending.open = column.and_then(|wanted| {
            let columns = self.mendable().into_iter();
            let mut wanted = columns.filter(|(place, _)| *place == wanted);
            wanted
                .next()
                .map(|(place, name)| MendedColumn::new(place, name))
        });
        match self.mending.open {
            Some(_) => self.values_of_open(),
            None => self.try_steps(),
        }
    }

    fn values_of_open(&self) -> Vec<ImportCommand> {
        let open = self.mending.open.iter();
        let ask = open.map(|open| {
            ImportCommand::Ask(ToWorker::Values {
                column: open.place,
                most: MOST_VALUES,
            })
        });
        ask.collect()
    }

    /// Asks again what the worker may have been kept from answering: typing can end in judging the whole file.
    pub(super) fn ask_unanswered(&self) -> Vec<ImportCommand> {
        let open = self.mending.open.as_ref();
        let is_open = open.is_some_and(|open| {
            open.values.is_none() || open.clusters.is_none() && self.mends_clusters()
        });
        match is_open {
            true => self.values_of_open(),
            false => Vec::new(),
        }
    }

    pub(super) fn try_mend(&mut self, mend: Mend) -> Vec<ImportCommand> {
        self.mending.tried = None;
        vec![ImportCommand::Ask(ToWorker::Try { mend })]
    }

    /// The number of the newest step that ever was made of this file.
    pub(super) fn newest_step(&self) -> u32 {
        let made = self.settings.iter().flat_map(|settings| &settings.steps);
        let made = made.map(|step| step.number).max();
        self.mending.newest.max(made.unwrap_or_default())
    }

    pub(super) fn make_step(&mut self, mend: Mend) -> Vec<ImportCommand> {
        let number = self.newest_step() + 1;
        let commands = self.judge_with(|settings| settings.steps.push(MendStep { number, mend }));
        if !commands.is_empty() {
            self.steady = true;
            self.mending.newest = number;
            self.mending.tried = None;
            self.mending.anew.clear();
        }
        commands
    }

    pub(super) fn take_step_back(&mut self, number: u32) -> Vec<ImportCommand> {
        let made = self.made_steps();
        let Some(taken) = made.iter().find(|made| made.step.number == number) else {
            return Vec::new();
        };
        let is_later = |made: &&MadeStep| taken.later.contains(&made.step.number);
        let later: Vec<MadeStep> = made.iter().filter(is_later).cloned().collect();
        let commands =
            self.judge_with(|settings| settings.steps.retain(|step| step.number != number));
        if !commands.is_empty() {
            self.steady = true;
            self.mending.newest = self.mending.newest.max(number);
            self.mending.tried = None;
            self.mending.anew.clear();
            self.mending.before = later;
        }
        commands
    }

    /// The worker answered about a column: nobody waits for what it says of another one.
    pub(super) fn heard_of_column(&mut self, answer: FromWorker) -> Vec<ImportCommand> {
        let looks_for_clusters = self.mends_clusters();
        match (answer, &mut self.mending.open) {
            (
                FromWorker::Values {
                    column,
                    values,
                    distinct,
                },
                Some(open),
            ) if column == open.place => {
                open.values = Some(values);
                open.distinct = distinct;
                if looks_for_clusters {
                    return vec![ImportCommand::Ask(ToWorker::Clusters { column })];
                }
            }
            (FromWorker::Clusters { column, clusters }, Some(open)) if column == open.place => {
                open.clusters = Some(clusters);
            }
            (FromWorker::Tried(tried), Some(open)) if tried.mend.column() == open.name => {
                self.mending.tried = Some(tried);
            }
            _ => {}
        }
        Vec::new()
    }

    /// The file was judged anew: the values of the open column are others, and so may be what steps did.
    pub(super) fn look_again(&mut self) -> Vec<ImportCommand> {
        let now = self.made_steps();
        let before = std::mem::take(&mut self.mending.before);
        self.mending
            .anew
            .extend(before.into_iter().filter_map(|made| {
                let is_it = |other: &&MadeStep| other.step == made.step;
                let now = now.iter().find(is_it)?.records;
                (now != made.records).then_some(MadeAnew {
                    step: made.step,
                    before: made.records,
                    now,
                })
            }));
        self.mending.tried = None;
        let still = self.mendable();
        let is_there = |open: &MendedColumn| {
            let is_it = |(place, name): &(u32, String)| *place == open.place && *name == open.name;
            still.iter().any(is_it)
        };
        self.mending.open = self.mending.open.take().filter(is_there);
        match self.stage {
            Stage::Judged => self.values_of_open(),
            _ => Vec::new(),
        }
    }
}
