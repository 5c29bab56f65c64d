//! How a file comes to its verdict: dropped, judged by the worker, and judged again whenever somebody says otherwise.
use contact::{Code, CountryCode, Rules, check::Counts};
use preview::{Answer, Ask, Group, Judgement, Settings, Show};

use super::{NO_ERROR_DETAIL, Page, Refusal, Stage, TOO_MUCH, Window};
use crate::{
    error::Error,
    import::event::{Choice, Command},
};

impl Page {
    pub(super) fn dropped(&mut self, name: String, size: u64) -> Vec<Command> {
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
    pub(super) fn ruled(&mut self, rules: Rules) -> Vec<Command> {
        self.rules = Some(rules.clone());
        if self.stage == Stage::Checking && self.settings.is_none() {
            self.judge_new(rules)
        } else {
            Vec::new()
        }
    }

    fn judge_new(&mut self, rules: Rules) -> Vec<Command> {
        let settings = Settings {
            rules,
            language: self.language,
            encoding: None,
            delimiter: None,
            columns: Default::default(),
            repairs: Vec::new(),
        };
        self.settings = Some(settings.clone());
        vec![Command::JudgeNew(Ask::Judge {
            round: self.round,
            settings,
        })]
    }

    pub(super) fn judge_with(&mut self, change: impl FnOnce(&mut Settings)) -> Vec<Command> {
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
        vec![Command::Ask(Ask::Judge {
            round: self.round,
            settings: settings.clone(),
        })]
    }

    pub(super) fn said(&mut self, answer: Answer) -> Vec<Command> {
        match answer {
            Answer::Ready => {}
            Answer::Began {
                reading,
                columns,
                rows,
            } => {
                self.reading = Some(reading);
                self.columns = columns;
                self.refusal = None;
                if self.stage == Stage::Checking {
                    self.window = Window {
                        total: rows.len() as u64,
                        rows,
                        ..Window::default()
                    };
                }
            }
            Answer::Progress { counts, read, size } => {
                self.read = read;
                self.size = size;
                if self.stage == Stage::Checking {
                    self.counts = counts;
                }
            }
            Answer::Refused {
                code,
                message,
                reading,
                columns,
            } => {
                self.reading = reading.or(self.reading.take());
                self.refuse(Some(code), message);
                self.columns = columns;
            }
            Answer::Lost { message } => self.refuse(None, message),
            Answer::Judged(judgement) => return self.judged(judgement),
            Answer::Rows {
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
            Answer::ErrorDetail { column, .. } => {
                if self.stage == Stage::Result {
                    self.trouble = None;
                }
                self.error_column = Some(column);
                return vec![Command::Download];
            }
            // The sender waits for this one itself.
            Answer::Part { .. } => {}
        }
        Vec::new()
    }

    pub(super) fn refuse(&mut self, code: Option<Code>, message: String) {
        self.busy = false;
        self.judgement = None;
        self.counts = Counts::default();
        self.window = Window::default();
        self.columns.clear();
        self.refusal = Some(Refusal { code, message });
        self.stage = Stage::Refused;
    }

    /// The file was too much for the worker, which ended. While records are still being sent nothing of them is imported:
    /// the server throws away what it has of a sending that ends. Once all are there, what is lost is ErrorDetail.csv.
    pub(super) fn overcome(&mut self) -> Vec<Command> {
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

    fn judged(&mut self, mut judgement: Judgement) -> Vec<Command> {
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
    pub(super) fn rows(&self) -> Vec<Command> {
        vec![Command::Ask(self.window.ask())]
    }

    pub(super) fn chosen(&mut self, choice: Choice) -> Vec<Command> {
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

    pub(super) fn back(&mut self) -> Vec<Command> {
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
