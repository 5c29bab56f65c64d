//! How the installation is: its schema, its pools, what waits and what is under way, and how full the disk is. For an
//! Administrator who looks; programs that watch read `/metrics`.
use chrono::Utc;
use sqlx::PgPool;

use super::{Asker, Database, database::MIGRATIONS};
use crate::{
    error::Error,
    who::Action,
    wire::health::{ImportsState, InstallationHealth, MigrationState, NewestImport, PoolState},
};

/// Looks how the installation is.
pub async fn look(asker: &Asker) -> Result<InstallationHealth, Error> {
    let database = asker.read(Action::ManageSettings)?;
    // Counting goes through tables.
    let pool = &database.heavy;
    let database_bytes =
        sqlx::query_scalar!(r#"select pg_database_size(current_database()) as "bytes!""#)
            .fetch_one(pool)
            .await?;
    let bulk = sqlx::query_scalar!(
        r#"select count(*) as "count!" from bulk where status in ('running', 'undoing')"#
    )
    .fetch_one(pool)
    .await?;
    let deliveries = sqlx::query_scalar!(
        r#"select count(*) as "count!" from webhook_delivery where state = 'waiting'"#
    )
    .fetch_one(pool)
    .await?;
    Ok(InstallationHealth {
        at: Utc::now(),
        machine: asker.shared.probe.ask(),
        migrations: migrations(pool).await?,
        pools: pools(database),
        database_bytes: database_bytes.unsigned_abs(),
        imports: imports(pool).await?,
        bulk: bulk.unsigned_abs(),
        deliveries: deliveries.unsigned_abs(),
        last_import: last_import(pool).await?,
    })
}

/// Of the migrations' own table, which stands in none of them.
async fn migrations(pool: &PgPool) -> Result<MigrationState, Error> {
    let (applied, newest) = sqlx::query_as::<_, (i64, Option<i64>)>(
        "select count(*), max(version) from _sqlx_migrations where success",
    )
    .fetch_one(pool)
    .await?;
    let (applied, known) = (applied.unsigned_abs(), MIGRATIONS.iter().count() as u64);
    Ok(MigrationState {
        applied,
        newest: newest.unwrap_or_default(),
        pending: known.saturating_sub(applied),
    })
}

fn pools(database: &Database) -> Vec<PoolState> {
    let state = |name: &str, pool: &PgPool| PoolState {
        name: name.to_owned(),
        open: pool.size(),
        idle: u32::try_from(pool.num_idle()).unwrap_or(u32::MAX),
        most: pool.options().get_max_connections(),
    };
    vec![
        state("main", &database.pool),
        state("lists", &database.lists),
        state("heavy", &database.heavy),
    ]
}

async fn imports(pool: &PgPool) -> Result<ImportsState, Error> {
    let row = sqlx::query!(
        r#"select count(*) filter (where status = 'receiving') as "arriving!",
               count(*) filter (where status = 'running' and leased_until > now()) as "running!",
               count(*) filter (
                   where status = 'running' and not paused and coalesce(leased_until <= now(), true)) as "waiting!",
               count(*) filter (where undo_status = 'running') as "undone!",
               min(leased_until) filter (where status = 'running' and lease is not null) as oldest_lease
           from import
           where status in ('receiving', 'running') or undo_status = 'running'"#
    )
    .fetch_one(pool)
    .await?;
    Ok(ImportsState {
        arriving: row.arriving.unsigned_abs(),
        waiting: row.waiting.unsigned_abs(),
        running: row.running.unsigned_abs(),
        undone: row.undone.unsigned_abs(),
        oldest_lease: row.oldest_lease,
    })
}

async fn last_import(pool: &PgPool) -> Result<Option<NewestImport>, Error> {
    let row = sqlx::query!(
        "select started_by, file_name, status, created_at, finished_at, created, updated, failed, browser_failed
         from import order by created_at desc, id desc limit 1"
    );
    let row = row.fetch_optional(pool).await?;
    Ok(row.map(|row| NewestImport {
        started_by: row.started_by,
        file_name: row.file_name,
        status: row.status,
        created_at: row.created_at,
        finished_at: row.finished_at,
        created: count(row.created),
        updated: count(row.updated),
        failed: count(row.failed) + count(row.browser_failed),
    }))
}

fn count(number: i32) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
