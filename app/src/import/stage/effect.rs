//! How the page comes to know what the import would do: a look begins with a key from the server, goes on by batches between
//! worker and server, and ends with counts that follow every choice.
use contact::effect::choices::EffectChoices;
use preview::{
    FromWorker, ToWorker,
    effect::{EffectAsk, EffectList, EffectTold},
};

use super::{ImportState, Stage, foreseeing::ShownEffect};
use crate::import::{
    effect_event::{EffectCommand, EffectEvent},
    event::ImportCommand,
};

impl ImportState {
    /// Takes what the worker says. A file that is judged otherwise has another effect.
    pub(super) fn heard(&mut self, answer: FromWorker) -> Vec<ImportCommand> {
        let judged = matches!(answer, FromWorker::Judged(_) | FromWorker::Edited(_));
        if judged && self.effect.wanted {
            if self.effect.is_chosen() {
                // What was confirmed was chosen for records that may count otherwise now.
                self.edits.confirmed = None;
            }
            self.effect.outdated = true;
            self.effect.looking = false;
            // The numbers of the records may be others by now.
            self.effect.forgotten |= !self.effect.records.is_empty();
            self.effect.records.clear();
            self.effect.shown = None;
        }
        let mut commands = match answer {
            FromWorker::Effect(told) => self.told_of_effect(told),
            answer => self.said(answer),
        };
        let is_quick = self.effect.is_quick(self.counts.accepted());
        if judged && self.effect.wanted && is_quick {
            commands.extend(self.look());
        }
        commands
    }

    pub(super) fn effect_event(&mut self, event: EffectEvent) -> Vec<ImportCommand> {
        match event {
            EffectEvent::Wanted => {
                self.effect.wanted = true;
                return self.look();
            }
            EffectEvent::Begun(check, begun) if check == self.effect.check => {
                self.effect.begun = Some(begun);
                return self.ask_worker();
            }
            EffectEvent::Answered(check, answer) if check == self.effect.check => {
                return vec![ImportCommand::Ask(ToWorker::Effect(answer))];
            }
            EffectEvent::Existing(check, contacts) if check == self.effect.check => {
                if let Some(shown) = &mut self.effect.shown {
                    shown.contacts = contacts;
                }
            }
            EffectEvent::Failed(check, error) if check == self.effect.check => {
                self.effect.looking = false;
                self.effect.outdated = true;
                // Whoever looks in two windows ends one look by the other: neither begins anew by itself.
                self.effect.begun = None;
                self.effect.trouble = Some(error);
            }
            EffectEvent::ForClass(class, choice) => {
                self.effect.classes.choose(class, choice);
                return self.chosen_anew();
            }
            EffectEvent::ForRecord(record, choice) => {
                self.effect.forgotten = false;
                match choice {
                    Some(choice) => self.effect.records.insert(record, choice),
                    None => self.effect.records.remove(&record),
                };
                return self.chosen_anew();
            }
            EffectEvent::Shown(None) => self.effect.shown = None,
            EffectEvent::Shown(Some((list, from))) => return self.ask_rows(list, from),
            EffectEvent::Begun(..)
            | EffectEvent::Answered(..)
            | EffectEvent::Existing(..)
            | EffectEvent::Failed(..) => {}
        }
        Vec::new()
    }

    /// Something else is to be done with records whose contact exists.
    pub(super) fn chosen_anew(&mut self) -> Vec<ImportCommand> {
        let is_known = self.effect.view.is_some() || self.effect.looking;
        // Of a file that is judged otherwise since, the worker knows nothing before it is looked at again; that goes by the
        // choices as they are then.
        if !is_known || self.effect.outdated {
            return Vec::new();
        }
        self.effect.looking = true;
        let choose = EffectAsk::Choose {
            check: self.effect.check,
            choices: self.choices(),
        };
        vec![ImportCommand::Ask(ToWorker::Effect(choose))]
    }

    /// What is to be done with records whose contact exists.
    pub fn choices(&self) -> EffectChoices {
        EffectChoices {
            duplicates: self.options.duplicates,
            matching: self.options.matching,
            classes: self.effect.classes,
            records: self.effect.records.clone(),
        }
    }

    fn look(&mut self) -> Vec<ImportCommand> {
        if self.busy || !matches!(self.stage, Stage::Judged | Stage::CountryQuestion) {
            return Vec::new();
        }
        self.effect.check += 1;
        self.effect.looking = true;
        self.effect.outdated = false;
        self.effect.trouble = None;
        self.effect.shown = None;
        match self.effect.begun {
            Some(_) => self.ask_worker(),
            None => vec![ImportCommand::Look(EffectCommand::Begin {
                check: self.effect.check,
            })],
        }
    }

    fn ask_worker(&self) -> Vec<ImportCommand> {
        let begun = self.effect.begun.iter();
        let begin = begun.map(|begun| EffectAsk::Begin {
            check: self.effect.check,
            key: begun.key.clone(),
            choices: self.choices(),
        });
        begin
            .map(|begin| ImportCommand::Ask(ToWorker::Effect(begin)))
            .collect()
    }

    fn ask_rows(&self, list: EffectList, from: u64) -> Vec<ImportCommand> {
        let rows = EffectAsk::Rows {
            check: self.effect.check,
            list,
            from,
        };
        vec![ImportCommand::Ask(ToWorker::Effect(rows))]
    }

    fn told_of_effect(&mut self, told: EffectTold) -> Vec<ImportCommand> {
        let Some(id) = self.effect.begun.as_ref().map(|begun| begun.id) else {
            return Vec::new();
        };
        let mine = self.effect.check;
        let command = match told {
            EffectTold::Keys {
                check,
                number,
                keys,
            } if check == mine => EffectCommand::Hits {
                check,
                id,
                number,
                keys,
            },
            EffectTold::Compare {
                check,
                number,
                records,
            } if check == mine => EffectCommand::Compare {
                check,
                id,
                number,
                records,
            },
            EffectTold::Foreseen { check, view } if check == mine => {
                // It may answer to what was chosen before; then another one follows.
                self.effect.looking = !view.compared || view.choices != self.choices();
                self.effect.view = Some(view);
                self.effect.met |= self.effect.existing() > 0;
                // What is shown may belong to another list by now.
                return match &self.effect.shown {
                    Some(shown) => self.ask_rows(shown.list, shown.from),
                    None => Vec::new(),
                };
            }
            EffectTold::Rows {
                check,
                list,
                from,
                total,
                rows,
            } if check == mine && !self.effect.outdated => {
                let known = self.effect.shown.take();
                let contacts = known.map_or_else(Vec::new, |known| known.contacts);
                let shown = ShownEffect {
                    list,
                    from,
                    total,
                    rows,
                    contacts,
                };
                let ids = shown.fitting();
                self.effect.shown = (!shown.rows.is_empty()).then_some(shown);
                if ids.is_empty() {
                    return Vec::new();
                }
                EffectCommand::Existing { check, ids }
            }
            EffectTold::Keys { .. }
            | EffectTold::Compare { .. }
            | EffectTold::Foreseen { .. }
            | EffectTold::Rows { .. } => return Vec::new(),
        };
        vec![ImportCommand::Look(command)]
    }
}
