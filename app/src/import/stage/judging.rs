//! How a file comes to its verdict: dropped, judged by the worker, and judged again whenever somebody says otherwise.
use contact::{Code, CountryCode, Rules, check::Counts, file::encoding::Encoding};
use preview::{
    FromWorker, Group, GroupKey, Judgement, JudgementSettings, LayoutChoice, Show, ToWorker,
};

use super::{FileRefusal, ImportState, NO_ERROR_DETAIL, RowsWindow, Stage, TOO_MUCH, columns};
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
            effect: self.effect.of_another_file(),
            rules,
            language,
            recipes: self.recipes.of_next_file(),
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
            layout: LayoutChoice::default(),
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
        let before = settings.clone();
        change(settings);
        // Nobody has seen yet what would be sent.
        self.edits.confirmed = None;
        let settings = settings.clone();
        if !has_columns_of(&settings, &before) {
            let columns = &self.columns;
            let header = |place| columns::header(columns, place);
            self.edits.drop_all(header);
            self.window.clear();
        }
        self.round += 1;
        self.busy = true;
        self.read = 0;
        vec![ImportCommand::Ask(ToWorker::Judge {
            round: self.round,
            settings,
        })]
    }

    /// Another encoding only reads the letters otherwise: what was made of the file stays, as far as it fits them.
    pub(super) fn encoded(&mut self, encoding: Encoding) -> Vec<ImportCommand> {
        if let Some(used) = &mut self.recipes.used {
            // Whoever stops using the recipe has chosen this one all the same.
            used.encoding = Some(encoding);
        }
        self.judge_with(|settings| settings.encoding = Some(encoding))
    }

    pub(super) fn matched(&mut self, column: u32, name: String) -> Vec<ImportCommand> {
        self.judge_with(|settings| {
            settings.columns.insert(column, name);
        })
    }

    pub(super) fn repaired(&mut self, key: GroupKey, made: bool) -> Vec<ImportCommand> {
        self.steady = true;
        self.judge_with(|settings| {
            settings.repairs.retain(|other| *other != key);
            if made {
                settings.repairs.push(key);
            }
        })
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
                sheets,
            } => {
                self.reading = reading.or(self.reading.take());
                self.refuse(Some(code), message);
                self.columns = columns;
                if !sheets.is_empty() {
                    self.sheets = sheets;
                }
            }
            FromWorker::Lost { message } => {
                // What it was told of is not answered any more.
                self.edits.asked = 0;
                if self.is_sent() {
                    return self.troubled(Error::Refused(message));
                }
                self.refuse(None, message);
            }
            FromWorker::Judged(judgement) => return self.judged(judgement),
            FromWorker::Edited(judgement) => return self.edited(judgement),
            FromWorker::Rows {
                show,
                from,
                total,
                rows,
            } => {
                if show == self.window.show && from == self.window.from {
                    self.window.arrived(total, rows);
                }
            }
            FromWorker::ErrorDetail { column, .. } => {
                if self.stage == Stage::Result {
                    self.trouble = None;
                }
                self.error_column = Some(column);
                return vec![ImportCommand::Download];
            }
            FromWorker::Values { .. } | FromWorker::Clusters { .. } | FromWorker::Tried(_) => {
                return self.heard_of_column(answer);
            }
            // The sender waits for this one itself.
            FromWorker::Part { .. } => {}
            // `heard` takes it.
            FromWorker::Effect(_) => {}
        }
        Vec::new()
    }

    pub(super) fn refuse(&mut self, code: Option<Code>, message: String) {
        self.busy = false;
        self.edits.confirmed = None;
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
        if self.is_sent() {
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

    /// Whether all records are on the server: what happens to the file takes nothing of the import away.
    fn is_sent(&self) -> bool {
        matches!(self.stage, Stage::Importing | Stage::Result) && !self.sending_now()
    }

    fn judged(&mut self, judgement: Judgement) -> Vec<ImportCommand> {
        let first = self.judgement.is_none();
        self.busy = false;
        self.read = self.size;
        self.refusal = None;
        if matches!(self.stage, Stage::Checking | Stage::Refused) {
            self.stage = Stage::Judged;
        }
        let gone = !self.window.is_of(&judgement);
        self.drop_patches(&judgement.dropped);
        self.take_over(judgement);
        let show = match self.stage {
            Stage::CountryQuestion => Show::Group {
                code: Code::W02,
                column: None,
            },
            _ if (first || gone) && self.counts.failed > 0 => Show::Failed,
            _ if first || gone => Show::All,
            _ => self.window.show.clone(),
        };
        let cell = self.window.cell.filter(|_| show == self.window.show);
        self.window.turn(show, 0);
        self.window.cell = cell;
        let mut commands = self.typed_meanwhile();
        commands.extend(self.rows());
        commands.extend(self.look_again());
        commands
    }

    /// A new judgement of the same file takes the place of the one before.
    pub(super) fn take_over(&mut self, mut judgement: Judgement) {
        if std::mem::take(&mut self.steady)
            && let Some(before) = &self.judgement
        {
            let place = |group: &Group| {
                let before = before.groups.iter();
                before.take_while(|other| other.key != group.key).count()
            };
            judgement.groups.sort_by_key(place);
        }
        self.reading = Some(judgement.reading.clone());
        self.columns.clone_from(&judgement.columns);
        self.sheets.clone_from(&judgement.sheets);
        self.counts = judgement.counts;
        if self.country_code() == CountryCode::No {
            self.lacking = lacking(&judgement);
        }
        self.judgement = Some(judgement);
    }

    /// The rows of the window as it stands now.
    pub(super) fn rows(&self) -> Vec<ImportCommand> {
        vec![ImportCommand::Ask(self.window.ask())]
    }

    /// Comes to the question about country codes. What was answered before stands, or else what a used recipe answers: for
    /// somebody to look at and to confirm.
    pub(super) fn ask_country(&mut self) -> Vec<ImportCommand> {
        self.stage = Stage::CountryQuestion;
        match self.choice {
            Choice::None => self.answered_by_recipe(),
            Choice::Given(code) if code == self.country_code() => Vec::new(),
            answer => self.chosen(answer),
        }
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
        self.judgement = None;
        // The answer stays, for when the question is come to again.
        self.judge_with(|settings| settings.rules.country_code = CountryCode::No)
    }
}

/// Whether a file has the same columns by either settings: another encoding only reads their letters otherwise.
pub(super) fn has_columns_of(settings: &JudgementSettings, other: &JudgementSettings) -> bool {
    (settings.delimiter, &settings.layout, &settings.sheet)
        == (other.delimiter, &other.layout, &other.sheet)
}

fn lacking(judgement: &Judgement) -> u64 {
    judgement
        .groups
        .iter()
        .filter(|group| group.key.code == Code::E02)
        .map(|group| group.records)
        .sum()
}
