//! How much somebody may send: what one file may not exceed, as it is set for all, and what their files may take together.
use contact::Limits;
use sqlx::PgConnection;
use uuid::Uuid;

use super::fault::LARGEST_FILE;
use crate::{error::Error, model::Asker, wire::imports::Source};

/// How many bytes of files one account or token may keep here before it sends no more; files go after seven days.
const MOST_KEPT: i64 = 8 * LARGEST_FILE as i64;

/// What the file of an import may not exceed. The page has judged its file by what is set, and sends what it took of it in
/// the columns of the template, which are more columns and other bytes.
pub fn of_source(asker: &Asker, source: Source) -> Limits {
    let set = asker.shared.installation.now().limits;
    match source {
        Source::Page => Limits {
            file_bytes: Limits::MOST.file_bytes,
            columns: Limits::MOST.columns,
            ..set
        },
        Source::Api | Source::Command => set,
    }
}

/// Refuses more bytes than one account or token may keep here.
pub async fn within_quota(db: &mut PgConnection, owner: Uuid, more: i64) -> Result<(), Error> {
    let kept = sqlx::query_scalar!(
        r#"select coalesce(sum(bytes), 0)::bigint as "kept!" from import
           where owner_id = $1 and file_removed_at is null"#,
        owner
    );
    let kept = kept.fetch_one(db).await?;
    if kept + more < MOST_KEPT {
        return Ok(());
    }
    Err(Error::Conflict(format!(
        "The files of your imports fill {} of the {} MB that you may keep here. Cancel an import that is under way, or \
         wait: a file is removed seven days after its import.",
        kept / 1024 / 1024,
        MOST_KEPT / 1024 / 1024
    )))
}
