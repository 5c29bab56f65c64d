//! How a file comes to its verdict: dropped, judged by the worker, and judged again whenever somebody says otherwise.
use contact::{Code, CountryCode, Rules, check::Counts};
use preview::{FromWorker, Group, Judgement, JudgementSettings, Show, ToWorker};

use super::{FileRefusal, ImportState, NO_ERROR_DETAIL, RowsWindow, Stage, TOO_MUCH};
use crate::{
    error::Error,
    import::event::{Choice, ImportCommand},
};

impl ImportState {
    pub(super) fn dropped(&mut self, name: String, size: u64) -> Vec<ImportCommand> {
        if self.sending_now() {
            return Vec::new();
        }
        let round = self.round + 1;
        let (rules, language) = (self.rules.take(), self.language);
        *self = Self {
            stage: Stage::Checking,
            file_name: name,
            size,
            round,
            busy: true,
            sendings: self.sendings,
            rules,
            language,
            ..Self::default()
        };
        match self.rules.clone() {
            None => Vec::new(),
            Some(rules) => self.judge_new(rules),
        }
    }

    /// A file that was dropped before the rules were there has waited for them.
    pub(super) fn ruled(&mut self, rules: Rules) -> Vec<ImportCommand> {
        self.rules = Some(rules.clone());
        if self.stage == Stage::Checking && self.settings.is_none() {
            self.judge_new(rules)
        } else {
            Vec::new()
        }
    }

    fn judge_new(&mut self, rules: Rules) -> Vec<ImportCommand> {
        let settings = JudgementSettings {
            rules,
            language: self.language,
            encoding: None,
            delimiter: None,
            columns: Default::default(),
            repairs: Vec::new(),
            steps: Vec::new(),
            layout: Default::default(),
            sheet: None,
        };
        self.settings = Some(settings.clone());
        vec![ImportCommand::JudgeNew(ToWorker::Judge {
            round: self.round,
            settings,
        })]
    }

    pub(super) fn judge_with(
        &mut self,
        change: impl FnOnce(&mut JudgementSettings),
    ) -> Vec<ImportCommand> {
        let before_import = matches!(
            self.stage,
            Stage::Checking | Stage::Refused | Stage::Judged | Stage::CountryQuestion
        );
        let Some(settings) = self.settings.as_mut().filter(|_| before_import) else {
            return Vec::new();
        };
        change(settings);
        self.round += 1;
        self.busy = true;
        self.read = 0;
        vec![ImportCommand::Ask(ToWorker::Judge {
            round: self.round,
            settings: settings.clone(),
        })]
    }

    pub(super) fn said(&mut self, answer: FromWorker) -> Vec<ImportCommand> {
        match answer {
            FromWorker::Ready => {}
            FromWorker::Began {
                reading,
                columns,
                rows,
            } => {
                self.reading = Some(reading);
                self.columns = columns;
                self.refusal = None;
                if self.stage == Stage::Checking {
                    self.window = RowsWindow {
                        total: rows.len() as u64,
                        rows,
                        ..RowsWindow::default()
                    };
                }
            }
            FromWorker::Progress { counts, read, size } => {
                self.read = read;
                self.size = size;
                if self.stage == Stage::Checking {
                    self.counts = counts;
                }
            }
            FromWorker::Refused {
                code,
                message,
                reading,
                columns,
            } => {
                self.reading = reading.or(self.reading.take());
                self.refuse(Some(code), message);
                self.columns = columns;
            }
            FromWorker::Lost { message } => self.refuse(None, message),
            FromWorker::Judged(judgement) => return self.judged(judgement),
            FromWorker::Rows {
                show,
                from,
                total,
                rows,
            } => {
                if show == self.window.show && from == self.window.from {
                    self.window.total = total;
                    self.window.rows = rows;
                }
            }
            FromWorker::ErrorDetail { column, .. } => {
                if self.stage == Stage::Result {
                    self.trouble = None;
                }
                self.error_column = Some(column);
                return vec![ImportCommand::Download];
            }
            // The sender waits for this one itself.
            FromWorker::Part { .. } => {}
        }
        Vec::new()
    }

    pub(super) fn refuse(&mut self, code: Option<Code>, message: String) {
        self.busy = false;
        self.judgement = None;
        self.counts = Counts::default();
        self.window = RowsWindow::default();
        self.columns.clear();
        self.refusal = Some(FileRefusal { code, message });
        self.stage = Stage::Refused;
    }

    /// The file was too much for the worker, which ended. While records are still being sent nothing of them is imported:
    /// the server throws away what it has of a sending that ends. Once all are there, what is lost is ErrorDetail.csv.
    pub(super) fn overcome(&mut self) -> Vec<ImportCommand> {
        let is_sent = matches!(self.stage, Stage::Importing | Stage::Result) && !self.sending_now();
        if is_sent {
            let had_failures = self.judgement.take().is_some() && self.counts.failed > 0;
            return match had_failures {
                true => self.troubled(Error::Refused(
                    NO_ERROR_DETAIL.said(self.language).to_owned(),
                )),
                false => Vec::new(),
            };
        }
        // Without a file there is nothing to say: the next one gets another worker.
        if self.stage != Stage::Empty {
            self.refuse(None, TOO_MUCH.said(self.language).to_owned());
        }
        Vec::new()
    }

    fn judged(&mut self, mut judgement: Judgement) -> Vec<ImportCommand> {
        let first = self.judgement.is_none();
        if std::mem::take(&mut self.steady)
            && let Some(before) = &self.judgement
        {
            let place = |group: &Group| {
                let before = before.groups.iter();
                before.take_while(|other| other.key != group.key).count()
            };
            judgement.groups.sort_by_key(place);
        }
        self.busy = false;
        self.read = self.size;
        self.refusal = None;
        self.reading = Some(judgement.reading.clone());
        self.columns.clone_from(&judgement.columns);
        self.counts = judgement.counts;
        if self.country_code() == CountryCode::No {
            self.lacking = lacking(&judgement);
        }
        if matches!(self.stage, Stage::Checking | Stage::Refused) {
            self.stage = Stage::Judged;
        }
        let gone = !self.window.is_of(&judgement);
        self.judgement = Some(judgement);
        let show = match self.stage {
            Stage::CountryQuestion => Show::Group {
                code: Code::W02,
                column: None,
            },
            _ if (first || gone) && self.counts.failed > 0 => Show::Failed,
            _ if first || gone => Show::All,
            _ => self.window.show.clone(),
        };
        self.window.turn(show, 0);
        self.rows()
    }

    /// The rows of the window as it stands now.
    pub(super) fn rows(&self) -> Vec<ImportCommand> {
        vec![ImportCommand::Ask(self.window.ask())]
    }

    pub(super) fn chosen(&mut self, choice: Choice) -> Vec<ImportCommand> {
        if self.stage != Stage::CountryQuestion {
            return Vec::new();
        }
        self.choice = choice;
        match choice {
            Choice::Given(code) => self.judge_with(|settings| settings.rules.country_code = code),
            Choice::None | Choice::YesWithout if self.country_code() != CountryCode::No => {
                self.judge_with(|settings| settings.rules.country_code = CountryCode::No)
            }
            Choice::None | Choice::YesWithout => Vec::new(),
        }
    }

    pub(super) fn back(&mut self) -> Vec<ImportCommand> {
        if self.stage != Stage::CountryQuestion {
            return Vec::new();
        }
        self.stage = Stage::Judged;
        self.choice = Choice::None;
        self.judgement = None;
        self.judge_with(|settings| settings.rules.country_code = CountryCode::No)
    }
}

fn lacking(judgement: &Judgement) -> u64 {
    judgement
        .groups
        .iter()
        .filter(|group| group.key.code == Code::E02)
        .map(|group| group.records)
        .sum()
}
