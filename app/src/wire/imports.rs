//! Imports as the pages and the API see them: one import, its ledger, and the history. The numbers of a ledger add up
//! at every moment, not only at the end.
use chrono::{DateTime, Utc};
pub use contact::effect::{MatchBy, OnDuplicate};
use contact::{
    Bounded, country::CountryCode, effect::choices::ClassChoices, file::encoding::Encoding,
};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};
use uuid::Uuid;

/// Names an import for ever; made by the server (UUIDv7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ImportId(pub Uuid);

impl std::fmt::Display for ImportId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What the sender chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportOptions {
    pub country_code: CountryCode,
    pub duplicates: OnDuplicate,
    #[serde(rename = "match")]
    pub matching: MatchBy,
    /// What becomes of the records of a class, where it is not what becomes of all.
    #[serde(skip_serializing_if = "ClassChoices::is_plain")]
    pub classes: ClassChoices,
    /// How the file is read; `None`: as found in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// What its cells are told apart by; `None`: as found in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum ImportStatus {
    /// The file is on its way.
    Receiving,
    /// Records are being written, or wait for their turn.
    Running,
    Done,
    /// The file as a whole was not accepted; nothing of it was imported.
    Refused,
    /// Ended early; what was written until then stays.
    Cancelled,
    /// Done, and taken back.
    Undone,
}

impl ImportStatus {
    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether nothing more will happen by itself.
    pub fn is_over(self) -> bool {
        !matches!(self, Self::Receiving | Self::Running)
    }
}

/// What became of the records: `records = created + updated + unchanged + skipped + failed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Ledger {
    pub records: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub skipped: u64,
    pub failed: u64,
}

/// How far an undo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum UndoStatus {
    Running,
    /// Whoever took the import back may not do so any more; what is left can be taken back by another undo.
    Stopped,
    Done,
}

/// What became of the contacts of an import that is taken back. In the end `total = removed + restored + kept + failed`; until
/// then the rest of them waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct UndoLedger {
    pub status: UndoStatus,
    /// The contacts that the import wrote and that were there, and not yet taken back, when the undo began.
    pub total: u64,
    /// Contacts that the import created and that are gone now, past the bin.
    pub removed: u64,
    /// Contacts that have their old values back.
    pub restored: u64,
    /// Contacts that someone edited or deleted since; left alone unless that was confirmed.
    pub kept: u64,
    /// Contacts that the database refused to put back.
    pub failed: u64,
    /// Who takes the import back.
    pub by: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

impl UndoLedger {
    /// How many contacts have their outcome.
    pub fn done(&self) -> u64 {
        self.removed + self.restored + self.kept + self.failed
    }

    /// How many contacts it left as they are, once it is done: another undo can take them back.
    pub fn left(&self) -> u64 {
        match self.status {
            UndoStatus::Done => self.kept + self.failed,
            UndoStatus::Running | UndoStatus::Stopped => 0,
        }
    }
}

/// An import: a line of the history, and the answer to "how far is it".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Import {
    pub id: ImportId,
    pub status: ImportStatus,
    #[serde(flatten)]
    pub ledger: Ledger,
    /// How many records the ledger will hold in the end; 0 while the file is on its way.
    pub total: u64,
    /// It rests, or its undo does, until somebody lets it go on.
    pub paused: bool,
    /// How many imports of the same account or token are written before this one may begin; 0 unless it waits for its turn.
    pub waits_for: u32,
    /// Records a second, lately.
    pub rate: f32,
    /// How many parts of the file have arrived; the next one to send is this plus one.
    pub parts: u32,
    /// Why the file was refused, or why the import ended early.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refused: Option<RefusedImport>,
    /// In which encoding the file was read; absent while it is on its way, and for a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub encoding: Option<String>,
    /// False where the encoding was a guess and another may have been meant.
    pub encoding_sure: bool,
    /// The headers of the columns that were ignored because no field has their name.
    pub ignored_columns: Vec<String>,
    /// What else there is to say about the file, in sentences: where its header was found, which rows and sheets were left
    /// out or taken along.
    pub notes: Vec<String>,
    /// Whether ErrorDetail.csv can be had from the server.
    pub error_detail: bool,
    /// The names of labels that the file brought along and that are still there: the first hundred.
    pub labels_made: Vec<String>,
    /// How far it is taken back, or how the last undo ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub undo: Option<UndoLedger>,
    pub source: Source,
    pub file_name: String,
    pub started_by: String,
    /// Whether the one who asks may pause, cancel and undo it.
    pub mine: bool,
    #[cfg_attr(feature = "ssr", schema(value_type = Object))]
    pub options: ImportOptions,
    pub created_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub finished_at: Option<DateTime<Utc>>,
}

impl Import {
    /// Whether it is still being written, or taken back: what can be paused.
    pub fn is_under_way(&self) -> bool {
        let undo = self.undo.as_ref().map(|undo| undo.status);
        !self.status.is_over() || undo == Some(UndoStatus::Running)
    }
}

/// Why nothing of a file was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RefusedImport {
    /// F01 to F07, or a word.
    pub code: String,
    /// The sentence for a person.
    pub message: String,
}

/// The door through which a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Source {
    Page,
    Api,
    Command,
}

impl Source {
    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What the page says to begin an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    pub options: ImportOptions,
    pub file_name: Bounded<1_000>,
    /// Made by the page, once for each Confirm: beginning twice with one key is beginning once.
    pub key: Bounded<255>,
    /// Records that stay on the agent's machine because they fail.
    pub browser_failed: u32,
    /// Records that stay there because there is nothing in them, or because they are left out.
    pub browser_skipped: u32,
    /// How the browser read the file.
    #[serde(default)]
    pub reading: FileReading,
}

/// How a file was read, and what of it was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileReading {
    /// `None` for a workbook.
    pub encoding: Option<Encoding>,
    pub encoding_sure: bool,
    /// The headers of the columns that were ignored.
    pub ignored_columns: Vec<String>,
    /// What else there is to say about the file, in sentences.
    pub notes: Vec<String>,
}

impl Default for FileReading {
    fn default() -> Self {
        Self {
            encoding: None,
            encoding_sure: true,
            ignored_columns: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// A record that the server refused, though the page had accepted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Failure {
    /// Its number among those that were sent, from 1.
    pub record: u32,
    /// The sentence of ErrorDetail.csv.
    pub error: String,
}

/// What an undo did or would do, and what it left alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Undone {
    /// Contacts that the import created and that are gone now, past the bin.
    pub removed: u64,
    /// Contacts that have their old values back.
    pub restored: u64,
    /// Contacts that the database refused to put back; another undo tries them again.
    pub failed: u64,
    /// Contacts that someone edited since; left alone unless confirmed. At most the first hundred are listed.
    pub edited: u64,
    pub edited_contacts: Vec<EditedContact>,
}

/// A contact that was edited since an import wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct EditedContact {
    #[cfg_attr(feature = "ssr", schema(value_type = Uuid))]
    pub id: contact::ContactId,
    pub name: String,
}

/// What an import is called, where a filter names it: its file and its day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportName {
    pub id: ImportId,
    pub file_name: String,
    pub created_at: DateTime<Utc>,
}
