//! What happens to the Import page, and what it has the browser do about it.

use contact::{
    ContactId, CountryCode, Language, Rules, check::Counts, effect::ChoiceRun,
    file::encoding::Encoding, mend::Mend,
};
use preview::{FromWorker, GroupKey, LayoutChoice, Show, ToWorker};

use super::recipe_event::RecipeEvent;
use crate::{
    error::Error,
    import::effect_event::{EffectCommand, EffectEvent},
    wire::{
        imports::{FileReading, Import, ImportId, ImportOptions},
        recipes::RecipeDraft,
    },
};

/// What happens to the page.
#[derive(Clone, Debug)]
pub enum ImportEvent {
    /// A file was dropped or browsed; the browser's side holds it.
    Dropped {
        name: String,
        size: u64,
    },
    /// The worker said something about that round.
    Said(u32, FromWorker),
    /// The file was too much for the worker.
    Overcome,
    /// Fields and labels of the organisation, and today's date.
    Rules(Rules),
    /// The language of the page, in which the worker speaks too.
    Language(Language),
    Encoding(Encoding),
    Delimiter(char),
    /// A column of the file was matched by hand; an empty name means "ignore".
    Matched(u32, String),
    /// Whether an export of another program is read by its layout.
    LaidOut(LayoutChoice),
    /// The sheet of a workbook; an empty name means the one that is found.
    SheetChosen(String),
    /// The repair of a group was made (true) or undone.
    Repaired(GroupKey, bool),
    Filtered(Show),
    /// The values of this column are wanted, by its place in the file; `None`: of no column any more.
    ValuesAsked(Option<u32>),
    /// What a step would do is wanted.
    MendTried(Mend),
    /// A step is made.
    MadeStepOf(Mend),
    /// The step of this number is taken back.
    StepTaken(u32),
    /// Another part of the rows was asked for, from this row of those shown.
    Turned(u64),
    /// To the next problem (true) or the previous one.
    Stepped(bool),
    /// Cells were typed over, each by record and column; `None`: the file's own text again.
    Typed(Vec<(u64, u32, Option<String>)>),
    /// What was typed last is taken back.
    Undo,
    /// What was taken back last is typed again.
    Redo,
    /// It was read that some of what was typed no longer fits the file.
    DropsRead,
    /// The focus of the grid went to the cell of this record and column.
    Went(u64, u32),
    /// … or on from the cell where it was.
    Moved(GridMove),
    Options(ImportOptions),
    /// What the import would do is looked at.
    Effect(EffectEvent),
    /// `Confirm`, in the first step or in the second.
    Confirmed,
    Chosen(Choice),
    /// From the question back to the preview.
    Back,
    /// The sending of that number came on, or did not.
    Sending(u32, Sending),
    /// An order about that import was not carried out.
    Troubled(ImportId, Error),
    /// The server told how an import stands.
    Followed(Import),
    /// The sending was given up before the server had named the import.
    GivenUp,
    Recipe(RecipeEvent),
    /// `Cancel` before the import, or of its result: the file is let go.
    Closed,
}

/// A way through the cells of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridMove {
    Up,
    Down,
    Left,
    Right,
    /// To the cell behind it in reading order: at the end of a row the first of the next one.
    Next,
    Previous,
    /// To the ends of the row.
    Start,
    End,
    /// To the first cell of all records, and to the last one.
    First,
    Last,
    PageUp,
    PageDown,
}

/// The answer to the question about country codes, as far as it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    #[default]
    None,
    /// Yes, but the country is still to be chosen.
    YesWithout,
    Given(CountryCode),
}

/// How far the way to the server is.
#[derive(Clone, Debug, PartialEq)]
pub enum Sending {
    /// The server told how the import stands that takes the records.
    Stands(Box<Import>),
    /// So many accepted records have safely arrived.
    Arrived(u64),
    /// Every part has arrived and the server goes on by itself.
    Sealed,
    /// The server could not be asked, or refused.
    Failed(Error),
}

/// Whether the same is asked again by itself: the way to the server is lost, it cannot do anything for anybody just now, or
/// the way in opens in place. All else is a refusal, for somebody to read and to act on.
pub fn passes(error: &Error) -> bool {
    matches!(
        error,
        Error::Unreachable
            | Error::SignedOut
            | Error::Unavailable { .. }
            | Error::Unsure { .. }
            | Error::Full { .. }
    )
}

/// What the browser has to do.
#[derive(Clone, Debug)]
pub enum ImportCommand {
    /// Say it to the worker.
    Ask(ToWorker),
    /// Judge the file in hand, which is new to the worker.
    JudgeNew(ToWorker),
    /// Ask the server what the import would do.
    Look(EffectCommand),
    /// Send the accepted records.
    Send(Parcel),
    /// Ask the server every now and then how the import stands, until it has ended.
    Follow(ImportId),
    /// Offer ErrorDetail.csv, which came with the answer, as a download.
    Download,
    /// Show in the frame what belongs there of a failure whose sentence is on the page.
    Report(Error),
    /// Keep what was decided about the file.
    KeepRecipe(RecipeDraft),
}

/// What the server must know before the first record.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    pub file_name: String,
    pub options: ImportOptions,
    /// What is to be done with single records whose contact exists.
    pub choices: Vec<ChoiceRun>,
    /// The contacts that it is known to change.
    pub changes: Vec<ContactId>,
    pub counts: Counts,
    pub reading: FileReading,
}
