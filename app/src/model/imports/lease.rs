//! Who works on which import. A lease lasts three seconds and is renewed every second; it only decides who tries, never
//! what is right: every transaction of the job demands that the lease is still its own. A lease that ends later than any
//! could is from before the clock was put back, and counts as ended.

use std::time::Duration;

use contact::{Problem, effect::choices::RecordChoices};
use uuid::Uuid;

use super::{fault::storage, files::Files, row::ImportRow};
use crate::{
    error::Error,
    model::{Database, events, log::Author},
    wire::imports::ImportId,
};

/// How many imports are worked on at a time.
pub const AT_ONCE: u8 = 2;

/// An import that was taken to be worked on.
#[derive(Clone, Debug)]
pub struct LeasedImport {
    pub id: ImportId,
    pub(super) lease: Uuid,
    /// What becomes of records whose contact exists; for single ones it is read when the work begins.
    pub(super) choices: RecordChoices,
    pub(super) staff: Option<Uuid>,
    pub(super) actor: String,
    /// How many records have their outcome.
    pub(super) position: u32,
}

impl LeasedImport {
    pub(super) fn author(&self) -> Author {
        Author::importing(self.id.0, self.staff, self.actor.clone())
    }
}

/// Takes the import that has waited longest, unless enough are under way or its owner has one under way. Takes only
/// those whose file lies here, but for some that the caller leaves alone.
pub async fn claim(
    database: &Database,
    files: &Files,
    but: &[Uuid],
) -> Result<Option<LeasedImport>, Error> {
    let here: Vec<Uuid> = files
        .all()
        .map_err(storage)?
        .into_iter()
        .map(|id| id.0)
        .filter(|id| !but.contains(id))
        .collect();
    if here.is_empty() {
        return Ok(None);
    }
    let lease = Uuid::now_v7();
    let row = sqlx::query_as::<_, ImportRow>(
        "update import set lease = $1, leased_until = now() + interval '3 seconds',
             started_at = coalesce(started_at, now())
         where id = (
             select waiting.id from import waiting
             where waiting.status = 'running' and not waiting.paused and waiting.id = any($2)
               and (waiting.leased_until between now() and now() + interval '10 seconds') is not true
               and (select count(*) from import busy where busy.status = 'running'
                    and busy.leased_until between now() and now() + interval '10 seconds') < $3
               and not exists (
                   select from import busy where busy.owner_id = waiting.owner_id and busy.status = 'running'
                    and busy.leased_until between now() and now() + interval '10 seconds')
             order by waiting.created_at limit 1 for update skip locked)
         returning *",
    )
    .bind(lease)
    .bind(&here)
    .bind(i64::from(AT_ONCE))
    .fetch_optional(&database.pool)
    .await?;
    row.map(|row| row.claimed(lease)).transpose()
}

/// Takes one import before anybody else may: for the command line, which waits for it.
pub async fn claim_own(database: &Database, id: ImportId) -> Result<Option<LeasedImport>, Error> {
    let lease = Uuid::now_v7();
    let row = sqlx::query_as::<_, ImportRow>(
        "update import set lease = $1, leased_until = now() + interval '3 seconds',
             started_at = coalesce(started_at, now())
         where id = $2 and status = 'running'
           and (leased_until between now() and now() + interval '10 seconds') is not true
         returning *",
    )
    .bind(lease)
    .bind(id.0)
    .fetch_optional(&database.pool)
    .await?;
    row.map(|row| row.claimed(lease)).transpose()
}

/// Takes the lease of a file that arrives here in one piece, so that no other server takes it for one that was given up.
pub(super) async fn receive(database: &Database, id: ImportId) -> Result<Uuid, Error> {
    let lease = Uuid::now_v7();
    let taken = sqlx::query!(
        "update import set lease = $2, leased_until = now() + interval '3 seconds'
         where id = $1 and status = 'receiving'",
        id.0,
        lease
    );
    match taken.execute(&database.pool).await?.rows_affected() {
        1 => Ok(lease),
        _ => Err(Error::NotFound),
    }
}

/// Renews a lease until it is lost.
pub(super) async fn keep(database: Database, id: ImportId, lease: Uuid) {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let renewed = sqlx::query!(
            "update import set leased_until = now() + interval '3 seconds' where id = $1 and lease = $2",
            id.0,
            lease
        )
        .execute(&database.pool)
        .await;
        if renewed.is_ok_and(|done| done.rows_affected() == 0) {
            return;
        }
    }
}

/// How many records have their outcome by now; nothing if the import is no longer ours to work on.
pub(super) async fn position(
    database: &Database,
    claim: &LeasedImport,
) -> Result<Option<u32>, Error> {
    let position = sqlx::query_scalar!(
        "select position from import where id = $1 and lease = $2 and status = 'running' and not paused",
        claim.id.0,
        claim.lease
    )
    .fetch_optional(&database.pool)
    .await?;
    Ok(position.map(|position| u32::try_from(position).unwrap_or_default()))
}

/// Gives a lease back, so that the import can be taken up again at once.
pub(super) async fn release(database: &Database, claim: &LeasedImport) -> Result<(), Error> {
    sqlx::query!(
        "update import set lease = null, leased_until = null where id = $1 and lease = $2",
        claim.id.0,
        claim.lease
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// Ends an import whose file is refused after all: what is written stays, and can be taken back. The file goes, unless
/// records failed before, whose ErrorDetail.csv needs it.
pub(super) async fn refuse(
    database: &Database,
    files: &Files,
    claim: &LeasedImport,
    problem: &Problem,
) -> Result<(), Error> {
    let gone = database
        .write(async |transaction| {
            let gone = sqlx::query_scalar!(
                r#"update import set status = case when position = 0 then 'refused' else 'cancelled' end,
                     reason_code = $3, reason = $4, lease = null, leased_until = null, finished_at = now(),
                     file_removed_at = case when failed = 0 then now() end,
                     recipe = case when failed > 0 then recipe end,
                     recipe_reading = case when failed > 0 then recipe_reading end
                   where id = $1 and lease = $2 and status = 'running'
                   returning file_removed_at is not null as "gone!""#,
                claim.id.0,
                claim.lease,
                problem.code.to_string(),
                problem.to_string()
            );
            let gone = gone.fetch_optional(&mut *transaction).await?;
            if gone.is_some() {
                events::record_import_ends(transaction, &[claim.id.0], None).await?;
            }
            Ok(gone)
        })
        .await?;
    if gone == Some(true) {
        files.remove(claim.id).await.map_err(storage)?;
    }
    Ok(())
}

impl ImportRow {
    fn claimed(self, lease: Uuid) -> Result<LeasedImport, Error> {
        let options = self.options()?;
        Ok(LeasedImport {
            id: ImportId(self.id),
            lease,
            choices: RecordChoices {
                duplicates: options.duplicates,
                matching: options.matching,
                classes: options.classes,
                runs: Vec::new(),
            },
            staff: self.staff_id,
            position: u32::try_from(self.position).unwrap_or_default(),
            actor: self.started_by,
        })
    }
}
