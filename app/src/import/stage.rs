//! What the Import page knows and how it moves: one model, changed only by `Page::take(event)`, which answers with the
//! commands that the browser has to carry out. It knows no browser, so that every path can be tested as plain Rust.
mod columns;
mod window;

use contact::{
    Code, CountryCode, Language, Rules,
    check::{Counts, report::headers_again},
    repair::Fix,
    wording::Phrase,
};
use preview::{Answer, Ask, ColumnView, Format, Group, Judgement, Match, Reading, Settings, Show};

pub use columns::Alike;
pub use window::{ROWS, Window};

use crate::import::event::{Choice, Command, Event, Parcel, Sending};
use crate::wire::imports::{self, Import, ImportId, Options, Status};

/// Where the page stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// No file yet.
    #[default]
    Empty,
    /// The file is being judged for the first time.
    Checking,
    /// The file as a whole cannot be imported.
    Refused,
    /// The guide's first step: the preview, before the first Confirm.
    Judged,
    /// The guide's second step: add country codes?
    CountryQuestion,
    /// After the last Confirm.
    Importing,
    /// The guide's message, and the ledger.
    Result,
}

/// A file-level refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `None` if the file could not be read any more.
    pub code: Option<Code>,
    pub message: String,
}

/// Everything that the Import page knows.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub stage: Stage,
    pub file_name: String,
    pub size: u64,
    pub read: u64,
    rules: Option<Rules>,
    /// In which the worker speaks.
    language: Language,
    settings: Option<Settings>,
    round: u32,
    /// A judgement is under way; what is shown is that of the settings before.
    pub busy: bool,
    pub reading: Option<Reading>,
    pub columns: Vec<ColumnView>,
    pub counts: Counts,
    pub judgement: Option<Judgement>,
    /// What was repaired keeps its place among the causes.
    steady: bool,
    pub refusal: Option<Refusal>,
    pub window: Window,
    pub options: Options,
    /// Records with a number that lacks a country code, as judged without one.
    pub lacking: u64,
    pub choice: Choice,
    /// Records that have arrived; `None` while nothing is being sent.
    pub arrived: Option<u64>,
    /// Why the sending waits or ended.
    pub trouble: Option<String>,
    pub import: Option<Import>,
    /// Where the error text stands in the ErrorDetail.csv made last.
    pub error_column: Option<String>,
}

/// What is said of a file that this browser cannot hold.
const TOO_MUCH: Phrase = Phrase(&[
    "The file takes more memory to read than a browser gives. Nothing was imported. Save the sheet with the contacts alone, as CSV, and choose that file",
    "讀取此檔案所需的記憶體超出瀏覽器所能提供。沒有匯入任何內容。請只將聯絡人所在的工作表存為 CSV，再選擇該檔案",
    "读取此文件所需的内存超出浏览器所能提供。没有导入任何内容。请只将联系人所在的工作表另存为 CSV，再选择该文件",
]);

impl Page {
    /// Takes what happened, and answers what has to be done.
    pub fn take(&mut self, event: Event) -> Vec<Command> {
        match event {
            Event::Dropped { name, size } => self.dropped(name, size),
            Event::Said(round, answer) if round == self.round => self.said(answer),
            Event::Said(..) => Vec::new(),
            Event::Overcome => {
                self.refuse(None, TOO_MUCH.said(self.language).to_owned());
                Vec::new()
            }
            Event::Rules(rules) => self.ruled(rules),
            Event::Language(language) if language == self.language => Vec::new(),
            Event::Language(language) => {
                self.language = language;
                self.judge_with(|settings| settings.language = language)
            }
            Event::Encoding(encoding) => self.judge_with(|settings| {
                settings.encoding = Some(encoding);
                settings.repairs.clear();
            }),
            Event::Delimiter(delimiter) => self.judge_with(|settings| {
                settings.delimiter = Some(delimiter);
                settings.columns.clear();
                settings.repairs.clear();
            }),
            Event::Matched(column, name) => self.judge_with(|settings| {
                settings.columns.insert(column, name);
            }),
            Event::Repaired(key, made) => {
                self.steady = true;
                self.judge_with(|settings| {
                    settings.repairs.retain(|other| *other != key);
                    if made {
                        settings.repairs.push(key);
                    }
                })
            }
            Event::Filtered(show) => {
                self.window.turn(show, 0);
                self.rows()
            }
            Event::Turned(from) => {
                self.window.turn(self.window.show.clone(), from);
                self.rows()
            }
            Event::Stepped(forward) => match self.window.step(forward, self.counts.failed) {
                true => self.rows(),
                false => Vec::new(),
            },
            Event::Options(options) => {
                self.options = options;
                Vec::new()
            }
            Event::Confirmed => self.confirmed(),
            Event::Chosen(choice) => self.chosen(choice),
            Event::Back => self.back(),
            Event::Sending(sending) => self.sending(sending),
            Event::Troubled(why) => {
                self.trouble = Some(why);
                Vec::new()
            }
            Event::Followed(import) => self.followed(import),
            Event::GivenUp => {
                if self.sending_now() && self.import.is_none() {
                    self.arrived = None;
                    self.trouble = None;
                    self.stage = Stage::Judged;
                }
                Vec::new()
            }
            Event::Closed => self.closed(),
        }
    }

    /// The problem that keeps `Confirm` from being pressed, if any.
    pub fn may_confirm(&self) -> Result<(), Hindrance> {
        match self.stage {
            _ if self.busy => Err(Hindrance::Busy),
            Stage::Judged if self.counts.accepted() + self.counts.failed == 0 => {
                Err(Hindrance::Nothing)
            }
            Stage::CountryQuestion if self.choice == Choice::None => Err(Hindrance::Unanswered),
            Stage::CountryQuestion if self.choice == Choice::YesWithout => {
                Err(Hindrance::NoCountry)
            }
            Stage::Judged | Stage::CountryQuestion => Ok(()),
            _ => Err(Hindrance::Busy),
        }
    }

    /// Whether leaving the page would stop the sending.
    pub fn sending_now(&self) -> bool {
        self.stage == Stage::Importing && self.arrived.is_some()
    }

    /// Whether leaving the document would throw away what somebody did with the file: the other pages of ours do not.
    pub fn is_worked_on(&self) -> bool {
        let began = |settings: &Settings| {
            settings.encoding.is_some()
                || settings.delimiter.is_some()
                || !settings.columns.is_empty()
                || !settings.repairs.is_empty()
        };
        let is_open = matches!(
            self.stage,
            Stage::Refused | Stage::Judged | Stage::CountryQuestion
        );
        is_open && self.settings.as_ref().is_some_and(began)
    }

    /// The import that is on its way, by id.
    pub fn import_id(&self) -> Option<ImportId> {
        self.import.as_ref().map(|import| import.id)
    }

    /// The problem group of rows whose numbers were given a country code.
    pub fn rewritten(&self) -> u64 {
        self.judgement.as_ref().map_or(0, |judgement| {
            judgement
                .groups
                .iter()
                .filter(|group| group.key.code == Code::W02)
                .map(|group| group.records)
                .sum()
        })
    }

    /// The names of the organisation's custom fields, to which a column can be matched.
    pub fn custom_fields(&self) -> Vec<String> {
        let fields = self.rules.iter().flat_map(|rules| &rules.custom_fields);
        fields.map(|field| field.name.clone()).collect()
    }

    /// The columns that mean the same, by the field that they mean.
    pub fn alike(&self) -> Vec<Alike> {
        columns::alike(&self.columns)
    }

    /// The columns of dates that are repaired, each with how.
    pub fn repaired_dates(&self) -> Vec<(usize, Fix)> {
        columns::repaired_dates(&self.columns, self.judgement.as_ref())
    }

    /// What the template needs to know.
    pub fn rules(&self) -> Option<&Rules> {
        self.rules.as_ref()
    }

    fn dropped(&mut self, name: String, size: u64) -> Vec<Command> {
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
    fn ruled(&mut self, rules: Rules) -> Vec<Command> {
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

    fn judge_with(&mut self, change: impl FnOnce(&mut Settings)) -> Vec<Command> {
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

    fn said(&mut self, answer: Answer) -> Vec<Command> {
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

    fn refuse(&mut self, code: Option<Code>, message: String) {
        self.busy = false;
        self.judgement = None;
        self.counts = Counts::default();
        self.window = Window::default();
        self.columns.clear();
        self.refusal = Some(Refusal { code, message });
        self.stage = Stage::Refused;
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
    fn rows(&self) -> Vec<Command> {
        vec![Command::Ask(self.window.ask())]
    }

    fn confirmed(&mut self) -> Vec<Command> {
        if self.may_confirm().is_err() {
            return Vec::new();
        }
        if self.stage == Stage::Judged && self.lacking > 0 {
            self.stage = Stage::CountryQuestion;
            self.choice = Choice::None;
            return Vec::new();
        }
        self.stage = Stage::Importing;
        self.arrived = Some(0);
        self.trouble = None;
        self.import = None;
        self.options.country_code = self.country_code();
        vec![Command::Send(Parcel {
            file_name: self.file_name.clone(),
            options: self.options,
            counts: self.counts,
            reading: self.read_as(),
        })]
    }

    /// How the file was read, for the history.
    fn read_as(&self) -> imports::Reading {
        let csv = self
            .reading
            .as_ref()
            .filter(|reading| reading.format == Format::Csv);
        let ignored = self
            .columns
            .iter()
            .filter(|column| column.matched == Match::Ignored);
        imports::Reading {
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

    fn chosen(&mut self, choice: Choice) -> Vec<Command> {
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

    fn back(&mut self) -> Vec<Command> {
        if self.stage != Stage::CountryQuestion {
            return Vec::new();
        }
        self.stage = Stage::Judged;
        self.choice = Choice::None;
        self.judgement = None;
        self.judge_with(|settings| settings.rules.country_code = CountryCode::No)
    }

    fn sending(&mut self, sending: Sending) -> Vec<Command> {
        if self.stage != Stage::Importing {
            return Vec::new();
        }
        match sending {
            Sending::Arrived(records) => {
                self.arrived = Some(records);
                self.trouble = None;
            }
            Sending::Stuck(why) => self.trouble = Some(why),
            Sending::Sealed => {
                self.arrived = None;
                self.trouble = None;
                return self.import_id().map(Command::Follow).into_iter().collect();
            }
            Sending::Failed(why) => {
                self.arrived = None;
                self.trouble = why;
                if self.judgement.is_some() {
                    self.stage = Stage::Judged;
                }
            }
        }
        Vec::new()
    }

    fn followed(&mut self, import: Import) -> Vec<Command> {
        let other = self.import_id().is_some_and(|id| id != import.id);
        let mut commands = Vec::new();
        match self.stage {
            Stage::Empty => {
                self.file_name.clone_from(&import.file_name);
                self.stage = Stage::Importing;
                commands.push(Command::Follow(import.id));
            }
            Stage::Importing if !other => {}
            Stage::Result if self.import_id() == Some(import.id) => {}
            _ => return commands,
        }
        if !matches!(import.status, Status::Receiving | Status::Running) {
            self.stage = Stage::Result;
            self.arrived = None;
        }
        self.import = Some(import);
        commands
    }

    fn closed(&mut self) -> Vec<Command> {
        if self.sending_now() {
            return Vec::new();
        }
        let (rules, language) = (self.rules.take(), self.language);
        let had_file = self.settings.is_some();
        *self = Self {
            round: self.round + 1,
            rules,
            language,
            ..Self::default()
        };
        if had_file {
            vec![Command::Ask(Ask::Cancel)]
        } else {
            Vec::new()
        }
    }

    fn country_code(&self) -> CountryCode {
        self.settings
            .as_ref()
            .map_or(CountryCode::No, |settings| settings.rules.country_code)
    }
}

/// Why `Confirm` cannot be pressed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    Busy,
    /// There is no record but the template's sample.
    Nothing,
    Unanswered,
    NoCountry,
}

fn lacking(judgement: &Judgement) -> u64 {
    judgement
        .groups
        .iter()
        .filter(|group| group.key.code == Code::E02)
        .map(|group| group.records)
        .sum()
}

#[cfg(test)]
mod tests;
