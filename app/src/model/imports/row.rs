//! An import as it is stored, and whose it is.
use chrono::{DateTime, Utc};
use contact::{
    Limits,
    recipe::{Recipe, reading::RecipeReading},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    who::{Role, Who},
    wire::imports::{Import, ImportId, ImportOptions, Ledger, RefusedImport, UndoLedger},
};

/// Finds an import and locks it, for somebody who may import and act on this one: who started it, or an Administrator.
pub async fn own(db: &mut PgConnection, who: &Who, id: ImportId) -> Result<ImportRow, Error> {
    let row = sqlx::query_as::<_, ImportRow>("select * from import where id = $1 for update")
        .bind(id.0)
        .fetch_one(db)
        .await?;
    if row.belongs_to(who) {
        Ok(row)
    } else {
        Err(Error::Forbidden)
    }
}

/// The row as it is stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ImportRow {
    pub id: Uuid,
    pub owner_id: Uuid,
    pub staff_id: Option<Uuid>,
    pub started_by: String,
    pub source: String,
    pub file_name: String,
    pub options: serde_json::Value,
    pub status: String,
    pub paused: bool,
    pub bytes: i64,
    pub parts: i32,
    pub workbook: bool,
    pub doubted_dates: Vec<String>,
    pub total: i32,
    pub position: i32,
    pub created: i32,
    pub updated: i32,
    pub unchanged: i32,
    pub skipped: i32,
    pub failed: i32,
    pub browser_skipped: i32,
    pub browser_failed: i32,
    pub rate: f32,
    pub reason_code: Option<String>,
    pub reason: Option<String>,
    pub encoding: Option<String>,
    pub encoding_sure: bool,
    pub ignored_columns: Vec<String>,
    pub notes: Vec<String>,
    /// The recipe by which it is read, and what that means for this file.
    pub recipe: Option<serde_json::Value>,
    pub recipe_reading: Option<serde_json::Value>,
    /// What its file may not exceed, as it was set when it began.
    pub limits: Option<serde_json::Value>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub file_removed_at: Option<DateTime<Utc>>,
    /// Somebody in the file was erased.
    pub erased_at: Option<DateTime<Utc>>,
    pub undo_status: Option<String>,
    pub undo_by: Option<Json<Who>>,
    pub undo_edited: bool,
    pub undo_total: i32,
    pub undo_position: i32,
    pub undo_removed: i32,
    pub undo_restored: i32,
    pub undo_kept: i32,
    pub undo_failed: i32,
    pub undo_at: Option<DateTime<Utc>>,
}

impl ImportRow {
    /// Whether this is somebody who may do something with it.
    pub fn belongs_to(&self, who: &Who) -> bool {
        match who {
            Who::Operator
            | Who::Staff {
                role: Role::Administrator,
                ..
            } => true,
            _ => self.owner_id == who.id(),
        }
    }

    /// What it was begun with.
    pub fn options(&self) -> Result<ImportOptions, Error> {
        serde_json::from_value(self.options.clone()).map_err(Error::broken)
    }

    /// What its file may not exceed.
    pub fn limits(&self) -> Result<Limits, Error> {
        let limits = self.limits.clone().map(serde_json::from_value);
        let limits = limits.transpose().map_err(Error::broken)?;
        Ok(limits.unwrap_or_default())
    }

    /// How far it is taken back, or how the last undo ended.
    pub fn undo(&self) -> Result<Option<UndoLedger>, Error> {
        let (Some(status), Some(by), Some(at)) = (&self.undo_status, &self.undo_by, self.undo_at)
        else {
            return Ok(None);
        };
        Ok(Some(UndoLedger {
            status: status.parse().map_err(Error::broken)?,
            total: count(self.undo_total),
            removed: count(self.undo_removed),
            restored: count(self.undo_restored),
            kept: count(self.undo_kept),
            failed: count(self.undo_failed),
            by: by.0.name().to_owned(),
            at,
        }))
    }

    /// The recipe by which its file is read.
    pub fn recipe(&self) -> Result<Option<Recipe>, Error> {
        let recipe = self.recipe.clone().map(serde_json::from_value);
        recipe.transpose().map_err(Error::broken)
    }

    /// What the recipe means for its file, once that was read through.
    pub fn recipe_reading(&self) -> Result<Option<RecipeReading>, Error> {
        let reading = self.recipe_reading.clone().map(serde_json::from_value);
        reading.transpose().map_err(Error::broken)
    }

    /// As whoever asks sees it, but for what stands in other tables: its place in the queue, and the labels that it made.
    pub fn shown_to(self, who: &Who) -> Result<Import, Error> {
        let [browser_skipped, browser_failed] =
            [self.browser_skipped, self.browser_failed].map(count);
        let status = self.status.parse().map_err(Error::broken)?;
        let undo = self.undo()?;
        Ok(Import {
            id: ImportId(self.id),
            status,
            ledger: Ledger {
                records: count(self.position) + browser_skipped + browser_failed,
                created: count(self.created),
                updated: count(self.updated),
                unchanged: count(self.unchanged),
                skipped: count(self.skipped) + browser_skipped,
                failed: count(self.failed) + browser_failed,
            },
            total: count(self.total) + browser_skipped + browser_failed,
            paused: self.paused,
            waits_for: 0,
            rate: self.rate,
            parts: u32::try_from(self.parts).unwrap_or_default(),
            error_detail: self.failed > 0
                && self.file_removed_at.is_none()
                && self.erased_at.is_none(),
            labels_made: Vec::new(),
            undo,
            mine: self.belongs_to(who),
            options: self.options()?,
            refused: self.reason.map(|message| RefusedImport {
                code: self.reason_code.unwrap_or_default(),
                message,
            }),
            source: self.source.parse().map_err(Error::broken)?,
            encoding: self.encoding,
            encoding_sure: self.encoding_sure,
            ignored_columns: self.ignored_columns,
            notes: self.notes,
            file_name: self.file_name,
            started_by: self.started_by,
            created_at: self.created_at,
            finished_at: self.finished_at,
        })
    }
}

fn count(number: i32) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
