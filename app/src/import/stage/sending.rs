//! How a judged file goes to the server: confirmed, sent, followed to its result. What the server refuses is said on the page.
use contact::{Code, check::report::headers_again};
use preview::{Format, Match};

use super::{ImportState, Stage};
use crate::{
    error::Error,
    import::event::{ImportCommand, Parcel, Sending, passes},
    wire::imports::{FileReading, Import, ImportStatus},
};

impl ImportState {
    pub(super) fn confirmed(&mut self) -> Vec<ImportCommand> {
        if self.may_confirm().is_err() {
            return Vec::new();
        }
        if self.stage == Stage::Judged && self.lacking > 0 {
            return self.ask_country();
        }
        self.stage = Stage::Importing;
        self.arrived = Some(0);
        self.sendings += 1;
        self.trouble = None;
        self.import = None;
        self.options.country_code = self.country_code();
        let known = self.effect.known();
        let (choices, changes) = known.map_or_else(Default::default, |view| {
            (view.runs.clone(), view.changes.clone())
        });
        let send = ImportCommand::Send(Parcel {
            file_name: self.file_name.clone(),
            options: self.options,
            choices,
            changes,
            counts: self.counts,
            reading: self.read_as(),
        });
        [send].into_iter().chain(self.keep_recipes()).collect()
    }

    /// How the file was read, for the history.
    fn read_as(&self) -> FileReading {
        let csv = self
            .reading
            .as_ref()
            .filter(|reading| reading.format == Format::Csv);
        let ignored = self
            .columns
            .iter()
            .filter(|column| column.matched == Match::Ignored);
        FileReading {
            encoding: csv.map(|reading| reading.encoding),
            encoding_sure: csv.is_none_or(|reading| reading.encoding_evidence.is_sure()),
            ignored_columns: ignored.map(|column| column.header.clone()).collect(),
            notes: self.notes(),
        }
    }

    /// What there is to say about the file, as the check of a whole file tells it.
    fn notes(&self) -> Vec<String> {
        let Some(judgement) = &self.judgement else {
            return Vec::new();
        };
        let mut groups = judgement.groups.iter();
        let again = groups.find(|group| group.key.code == Code::W10);
        let again = again.map(|group| headers_again(group.records).sentence(self.language));
        judgement.notes.iter().cloned().chain(again).collect()
    }

    pub(super) fn sending(&mut self, sending: Sending) -> Vec<ImportCommand> {
        if self.stage != Stage::Importing {
            return Vec::new();
        }
        match sending {
            Sending::Stands(import) if self.import_id().is_none_or(|id| id == import.id) => {
                self.stands(*import);
            }
            Sending::Stands(_) => {}
            Sending::Arrived(records) => {
                self.arrived = Some(records);
                self.trouble = None;
            }
            Sending::Sealed => {
                self.arrived = None;
                self.trouble = None;
                return self
                    .import_id()
                    .map(ImportCommand::Follow)
                    .into_iter()
                    .collect();
            }
            Sending::Failed(error) => {
                // Once all of it is there, another Confirm would import it twice.
                if !passes(&error) && self.arrived.take().is_some() && self.judgement.is_some() {
                    self.stage = Stage::Judged;
                }
                return self.troubled(error);
            }
        }
        Vec::new()
    }

    /// Something was not done: the page says why, and the frame what belongs there.
    pub(super) fn troubled(&mut self, error: Error) -> Vec<ImportCommand> {
        self.trouble = Some(error.clone());
        vec![ImportCommand::Report(error)]
    }

    /// The server told of an import that nobody here sends just now: the one that is shown, or one that was begun before.
    pub(super) fn followed(&mut self, import: Import) -> Vec<ImportCommand> {
        let is_shown = self.import_id() == Some(import.id);
        let mut commands = Vec::new();
        match self.stage {
            Stage::Empty => {
                self.file_name.clone_from(&import.file_name);
                self.stage = Stage::Importing;
                commands.push(ImportCommand::Follow(import.id));
            }
            Stage::Importing | Stage::Result if is_shown => {}
            _ => return commands,
        }
        self.stands(import);
        commands
    }

    fn stands(&mut self, import: Import) {
        if !matches!(
            import.status,
            ImportStatus::Receiving | ImportStatus::Running
        ) {
            self.stage = Stage::Result;
            self.arrived = None;
        }
        if self.trouble.as_ref().is_some_and(passes) {
            self.trouble = None;
        }
        self.import = Some(import);
    }
}
