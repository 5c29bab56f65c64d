//! What the Import page knows and how it moves: one model, changed only by `ImportState::take(event)`, which answers with
//! the commands that the browser has to carry out. It knows no browser, so that every path can be tested as plain Rust.
mod cell;
mod columns;
mod edit_history;
mod edits;
mod effect;
mod foreseeing;
mod judging;
mod known_recipes;
mod layout;
mod lost_work;
mod mending;
mod offering;
mod recipe;
mod sending;
mod steps;
mod window;

use contact::{Code, CountryCode, Language, Rules, check::Counts, repair::Fix, wording::Phrase};
use preview::{
    ColumnView, FromWorker, Judgement, JudgementSettings, LayoutChoice, ReadingView, ToWorker,
};

pub use columns::{Alike, CellFault};
pub use edit_history::DroppedText;
pub use foreseeing::{ChangedCell, ForeseenEffect, ShownEffect};
use known_recipes::KnownRecipes;
pub use known_recipes::RecipeOffer;
pub use lost_work::LostWork;
pub use mending::{MadeAnew, Mending};
pub use window::{GridCell, ROWS, RowsWindow};

use self::edit_history::EditHistory;
use crate::{
    error::Error,
    import::event::{Choice, ImportCommand, ImportEvent},
    wire::imports::{Import, ImportId, ImportOptions},
};

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
pub struct FileRefusal {
    /// `None` if the file could not be read any more.
    pub code: Option<Code>,
    pub message: String,
}

/// Everything that the Import page knows.
#[derive(Clone, Debug, Default)]
pub struct ImportState {
    pub stage: Stage,
    pub file_name: String,
    pub size: u64,
    pub read: u64,
    rules: Option<Rules>,
    /// In which the worker speaks.
    language: Language,
    settings: Option<JudgementSettings>,
    round: u32,
    /// A judgement is under way; what is shown is that of the settings before.
    pub busy: bool,
    pub reading: Option<ReadingView>,
    pub columns: Vec<ColumnView>,
    /// The sheets of the workbook, each with its records.
    pub sheets: Vec<(String, u64)>,
    pub counts: Counts,
    pub judgement: Option<Judgement>,
    /// What was repaired keeps its place among the causes.
    steady: bool,
    pub refusal: Option<FileRefusal>,
    pub window: RowsWindow,
    /// The column whose values are changed, and what came of steps.
    pub mending: Mending,
    /// What was typed over cells of the file.
    pub edits: EditHistory,
    pub options: ImportOptions,
    /// What the import would do.
    pub effect: ForeseenEffect,
    /// Records with a number that lacks a country code, as judged without one.
    pub lacking: u64,
    pub choice: Choice,
    /// How often a sending was begun, of whichever file: the number of the last one.
    sendings: u32,
    /// Records that have arrived; `None` while nothing is being sent.
    pub arrived: Option<u64>,
    /// Why the sending waits or ended, or what was not done.
    trouble: Option<Error>,
    pub import: Option<Import>,
    /// Where the error text stands in the ErrorDetail.csv made last.
    pub error_column: Option<String>,
    recipes: KnownRecipes,
}

/// What is said of a file that this browser cannot hold.
const TOO_MUCH: Phrase = Phrase(&[
    "The file takes more memory to read than a browser gives. Nothing was imported. Save the sheet with the contacts alone, as CSV, and choose that file",
    "讀取此檔案所需的記憶體超出瀏覽器所能提供。沒有匯入任何內容。請只將聯絡人所在的工作表存為 CSV，再選擇該檔案",
    "读取此文件所需的内存超出浏览器所能提供。没有导入任何内容。请只将联系人所在的工作表另存为 CSV，再选择该文件",
]);
/// What is said once the records are on the server, where this browser cannot make the file of those that failed.
const NO_ERROR_DETAIL: Phrase = Phrase(&[
    "ErrorDetail.csv takes more memory to make than a browser gives. The import is not touched by that. Drop the file again to see which records failed: nothing is imported before you confirm.",
    "製作 ErrorDetail.csv 所需的記憶體超出瀏覽器所能提供。匯入不受影響。請再拖放檔案一次，以查看哪些記錄失敗：在您確認之前不會匯入任何內容。",
    "制作 ErrorDetail.csv 所需的内存超出浏览器所能提供。导入不受影响。请再拖放文件一次，以查看哪些记录失败：在您确认之前不会导入任何内容。",
]);

impl ImportState {
    /// Takes what happened, and answers what has to be done.
    pub fn take(&mut self, event: ImportEvent) -> Vec<ImportCommand> {
        match event {
            ImportEvent::Dropped { name, size } => self.dropped(name, size),
            ImportEvent::Said(round, answer) if round == self.round => {
                self.heard_with_recipes(answer)
            }
            ImportEvent::Said(_, FromWorker::Edited(judgement)) => self.edited_before(&judgement),
            ImportEvent::Said(..) => Vec::new(),
            ImportEvent::Overcome => self.overcome(),
            ImportEvent::Rules(rules) => self.ruled(rules),
            ImportEvent::Language(language) if language == self.language => Vec::new(),
            ImportEvent::Language(language) => {
                self.language = language;
                self.judge_with(|settings| settings.language = language)
            }
            ImportEvent::Encoding(encoding) => self.encoded(encoding),
            ImportEvent::Delimiter(delimiter) => self.delimited(delimiter),
            ImportEvent::Matched(column, name) => self.matched(column, name),
            ImportEvent::LaidOut(layout) => self.laid_out(layout),
            ImportEvent::SheetChosen(sheet) => self.of_sheet(sheet),
            ImportEvent::Repaired(key, made) => self.repaired(key, made),
            ImportEvent::ValuesAsked(column) => self.ask_values(column),
            ImportEvent::MendTried(mend) => self.try_mend(mend),
            ImportEvent::MadeStepOf(mend) => self.make_step(mend),
            ImportEvent::StepTaken(number) => self.take_step_back(number),
            event @ (ImportEvent::Filtered(_)
            | ImportEvent::Turned(_)
            | ImportEvent::Stepped(_)
            | ImportEvent::Typed(_)
            | ImportEvent::Undo
            | ImportEvent::Redo
            | ImportEvent::DropsRead
            | ImportEvent::Went(..)
            | ImportEvent::Moved(_)) => self.worked(event),
            ImportEvent::Options(options) => {
                self.options = options;
                self.chosen_anew()
            }
            // What was typed last is judged first.
            ImportEvent::Confirmed if self.edits.is_judged_now() => {
                self.edits.confirm_then(self.lacking > 0);
                Vec::new()
            }
            ImportEvent::Effect(event) => self.effect_event(event),
            ImportEvent::Confirmed => self.confirmed(),
            ImportEvent::Chosen(choice) => self.chosen(choice),
            ImportEvent::Back => self.back(),
            // One that was given up has no part in the next one.
            ImportEvent::Sending(number, sending) if number == self.sendings => {
                self.sending(sending)
            }
            ImportEvent::Sending(..) => Vec::new(),
            ImportEvent::Troubled(id, error) if self.import_id() == Some(id) => {
                self.troubled(error)
            }
            ImportEvent::Troubled(..) => Vec::new(),
            ImportEvent::Followed(import) => self.followed(import),
            ImportEvent::GivenUp => self.given_up(),
            ImportEvent::Recipe(event) => self.recipe(event),
            ImportEvent::Closed => self.closed(),
        }
    }

    /// The sending was given up before the server knew of it.
    fn given_up(&mut self) -> Vec<ImportCommand> {
        if self.sending_now() && self.import.is_none() {
            self.arrived = None;
            self.trouble = None;
            self.stage = Stage::Judged;
        }
        Vec::new()
    }

    /// Takes what happened among the rows.
    fn worked(&mut self, event: ImportEvent) -> Vec<ImportCommand> {
        match event {
            ImportEvent::Filtered(show) => {
                let column = columns::of_cause(&self.columns, &show);
                self.window.turn(show, 0);
                if let Some(column) = column {
                    self.window.await_column(column);
                }
                self.rows()
            }
            ImportEvent::Turned(from) => {
                self.window.turn(self.window.show.clone(), from);
                self.rows()
            }
            ImportEvent::Stepped(forward) => match self.window.step(forward, self.counts.failed) {
                true => self.rows(),
                false => Vec::new(),
            },
            ImportEvent::Typed(cells) => self.typed(cells),
            ImportEvent::Undo => self.taken_back(),
            ImportEvent::Redo => self.typed_again(),
            ImportEvent::DropsRead => {
                self.edits.dropped.clear();
                Vec::new()
            }
            ImportEvent::Went(record, column) => {
                self.window.cell = Some(GridCell { record, column });
                Vec::new()
            }
            ImportEvent::Moved(step) => match self.window.go(step, self.width()) {
                true => self.rows(),
                false => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The problem that keeps `Confirm` from being pressed, if any.
    pub fn may_confirm(&self) -> Result<(), Hindrance> {
        match self.stage {
            _ if self.busy => Err(Hindrance::Busy),
            _ if self.effect.is_awaited() => Err(Hindrance::Looking),
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

    /// Why the sending waits or ended, or what was not done; nothing where the page as a whole says it.
    pub fn trouble(&self) -> Option<String> {
        let trouble = self.trouble.as_ref()?;
        trouble.in_place(self.language)
    }

    /// Whether leaving the page would stop the sending.
    pub fn sending_now(&self) -> bool {
        self.stage == Stage::Importing && self.arrived.is_some()
    }

    /// The number of the sending that was begun last.
    pub fn last_sending(&self) -> u32 {
        self.sendings
    }

    /// Whether records are still being sent by the sending of that number.
    pub fn is_sending(&self, number: u32) -> bool {
        self.sending_now() && number == self.sendings
    }

    /// Whether leaving the document would stop the sending or throw away what somebody did with the file: the other pages of
    /// ours do neither.
    pub fn would_be_lost(&self) -> bool {
        self.sending_now() || self.is_worked_on()
    }

    /// The import whose records the server refused too, to be told of in ErrorDetail.csv.
    pub fn refused_there(&self) -> Option<ImportId> {
        let import = self.import.as_ref().filter(|import| import.error_detail)?;
        (self.stage == Stage::Result).then_some(import.id)
    }

    /// Whether texts are typed over cells of a file that is still open: another file throws them away.
    pub fn has_typed(&self) -> bool {
        let is_open = matches!(self.stage, Stage::Judged | Stage::CountryQuestion);
        is_open && !self.edits.is_empty()
    }

    fn is_worked_on(&self) -> bool {
        let began = |settings: &JudgementSettings| {
            settings.encoding.is_some()
                || settings.delimiter.is_some()
                || !settings.columns.is_empty()
                || settings.layout != LayoutChoice::Found
                || settings.sheet.is_some()
                || !settings.repairs.is_empty()
                || !settings.steps.is_empty()
        };
        let is_open = matches!(
            self.stage,
            Stage::Refused | Stage::Judged | Stage::CountryQuestion
        );
        let is_typed_over = !self.edits.is_empty();
        is_open && (is_typed_over || self.settings.as_ref().is_some_and(began))
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

    fn closed(&mut self) -> Vec<ImportCommand> {
        if self.sending_now() {
            return Vec::new();
        }
        let (rules, language) = (self.rules.take(), self.language);
        let had_file = self.settings.is_some();
        *self = Self {
            round: self.round + 1,
            sendings: self.sendings,
            effect: self.effect.of_another_file(),
            rules,
            language,
            recipes: self.recipes.of_next_file(),
            ..Self::default()
        };
        if had_file {
            vec![ImportCommand::Ask(ToWorker::Cancel)]
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
    /// What is to be done with single records is being worked out.
    Looking,
}

#[cfg(test)]
mod tests;
