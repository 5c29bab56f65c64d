//! Who is signed in where. Only hashes of session ids reach the database; idle and absolute time are judged by the
//! database's one clock.
use std::time::Duration;

use sha2::{Digest, Sha256};
use sqlx::{PgConnection, postgres::types::PgInterval};
use uuid::Uuid;

use key::{Here, Key};

use super::{
    Asker, Database,
    security_log::{self, DoneBy, SecurityEvent, Subject},
};
use crate::{
    error::Error,
    who::{Action, Who},
    wire::account::Session,
};

mod device;
pub mod key;
pub mod open;

/// Under which a session holds the hash of the key that opens it, and where it was opened.
pub const KEY: &str = "key";
pub const BROWSER: &str = "browser";
pub const ADDRESS: &str = "address";

/// How often the present password may be given wrong in one session.
const WRONG: i16 = 5;

/// How many places one account may be signed in at.
const SESSIONS_EACH: i64 = 20;

/// How long a session lasts.
#[derive(Clone, Copy, Debug)]
pub struct Lifetime {
    /// Without any request.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

/// Keeps a new session, ends those of the same account beyond the newest twenty, and clears away expired ones.
/// False if the id is taken.
pub async fn create(
    database: &Database,
    id: &[u8],
    staff_id: Option<Uuid>,
    data: serde_json::Value,
    lifetime: Lifetime,
) -> Result<bool, Error> {
    let hash = hash(id);
    let work = async move |transaction: &mut sqlx::PgConnection| -> Result<bool, Error> {
        if let Some(staff) = staff_id {
            lock_account(transaction, staff).await?;
        }
        sqlx::query!(
            // Of any account: those that somebody is just ending are theirs to end.
            "delete from session where id_hash in
                (select id_hash from session
                 where created_at < now() - $1::interval or seen_at < now() - $2::interval for update skip locked)",
            interval(lifetime.absolute),
            interval(lifetime.idle),
        )
        .execute(&mut *transaction)
        .await?;
        let made = sqlx::query!(
            "insert into session (id_hash, staff_id, data) values ($1, $2, $3) on conflict do nothing",
            hash,
            staff_id,
            data,
        )
        .execute(&mut *transaction)
        .await?;
        if let Some(staff) = staff_id
            && made.rows_affected() == 1
        {
            let from = from(&data);
            security_log::record_session(transaction, SecurityEvent::SignedIn, staff, from).await?;
            sqlx::query!("update staff set seen_at = now() where id = $1", staff)
                .execute(&mut *transaction)
                .await?;
        }
        sqlx::query!(
            "delete from session where id_hash in
                (select id_hash from session where staff_id = $1 order by created_at desc, id_hash offset $2)",
            staff_id,
            SESSIONS_EACH,
        )
        .execute(&mut *transaction)
        .await?;
        Ok(made.rows_affected() == 1)
    };
    database.write(work).await
}

/// Locks an account before a session of it is made or several of them are ended. Whoever changes an account has it already
/// when they end its sessions: with these locked first, either would wait for the other.
async fn lock_account(transaction: &mut PgConnection, staff: Uuid) -> Result<(), Error> {
    sqlx::query!("select from staff where id = $1 for no key update", staff)
        .fetch_optional(transaction)
        .await?;
    Ok(())
}

/// Writes what a session holds, unless it has ended meanwhile: a revoked session never comes back.
pub async fn save(
    database: &Database,
    id: &[u8],
    staff_id: Option<Uuid>,
    data: serde_json::Value,
) -> Result<(), Error> {
    let hash = hash(id);
    sqlx::query!(
        "update session set staff_id = $2, data = $3 where id_hash = $1",
        hash,
        staff_id,
        data
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// What a living session holds. Where it is used, that is noted at most once a minute, of its owner too, also where the clock
/// was put back since.
pub async fn load(
    database: &Database,
    id: &[u8],
    lifetime: Lifetime,
    is_used: bool,
) -> Result<Option<serde_json::Value>, Error> {
    let hash = hash(id);
    let row = sqlx::query!(
        r#"select data, seen_at not between now() - interval '1 minute' and now() + interval '1 minute' as "stale!"
           from session
           where id_hash = $1 and created_at > now() - $2::interval and seen_at > now() - $3::interval"#,
        hash,
        interval(lifetime.absolute),
        interval(lifetime.idle),
    )
    .fetch_optional(&database.pool)
    .await?;
    if row.as_ref().is_some_and(|row| is_used && row.stale) {
        sqlx::query!(
            // An account that is being written waits for nobody here, and nobody for it: the next minute tells as much.
            "with used as (update session set seen_at = now() where id_hash = $1 returning staff_id)
             update staff set seen_at = now() where id in (
               select staff.id from staff join used on staff.id = used.staff_id for no key update of staff skip locked)",
            hash
        )
        .execute(&database.pool)
        .await?;
    }
    Ok(row.map(|row| row.data))
}

/// Ends a session.
pub async fn delete(database: &Database, id: &[u8]) -> Result<(), Error> {
    let hash = hash(id);
    let work = async move |transaction: &mut sqlx::PgConnection| -> Result<(), Error> {
        let ended = sqlx::query!(
            "delete from session where id_hash = $1 returning staff_id, data",
            hash
        );
        let ended = ended.fetch_optional(&mut *transaction).await?;
        if let Some(ended) = ended
            && let Some(staff) = ended.staff_id
        {
            let from = from(&ended.data);
            security_log::record_session(transaction, SecurityEvent::SignedOut, staff, from)
                .await?;
        }
        Ok(())
    };
    database.write(work).await
}

fn from(data: &serde_json::Value) -> Option<&str> {
    data.get(ADDRESS)?.as_str()
}

/// Ends all sessions of an account, which is locked, those of the side panel too.
pub(super) async fn end_all(transaction: &mut PgConnection, staff: Uuid) -> Result<(), Error> {
    sqlx::query!("delete from session where staff_id = $1", staff)
        .execute(&mut *transaction)
        .await?;
    end_panels(transaction, staff).await
}

/// Ends the sessions of an account in the side panel, whose tickets stay used. Whoever still has a host asks it for another.
async fn end_panels(transaction: &mut PgConnection, staff: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update embed_session set key = null where staff_id = $1",
        staff
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Lists where one is signed in oneself: here first, then where one was last.
pub async fn list(asker: &Asker, here: &Here) -> Result<Vec<Session>, Error> {
    let database = asker.read(Action::ManageOwnAccount)?;
    let staff = asker.who.staff_id().ok_or(Error::Forbidden)?;
    read(database, staff, Some(here)).await
}

/// Lists where a member of staff is signed in, where they were last first.
pub async fn list_of(asker: &Asker, staff: Uuid) -> Result<Vec<Session>, Error> {
    let database = asker.read(Action::ManageStaff)?;
    let is_known = sqlx::query_scalar!(
        r#"select exists (select from staff where id = $1) as "known!""#,
        staff
    );
    match is_known.fetch_one(&database.pool).await? {
        true => read(database, staff, None).await,
        false => Err(Error::NotFound),
    }
}

async fn read(
    database: &Database,
    staff: Uuid,
    here: Option<&Here>,
) -> Result<Vec<Session>, Error> {
    let rows = sqlx::query!(
        r#"select handle, created_at, seen_at, coalesce(data ->> 'key' = $2::text, false) as "current!",
               coalesce(data ->> 'browser', '') as "browser!", coalesce(data ->> 'address', '') as "address!"
           from session where staff_id = $1 order by 4 desc, seen_at desc, handle"#,
        staff,
        here.map(|here| here.0.as_str())
    );
    let rows = rows.fetch_all(&database.pool).await?;
    Ok(rows
        .into_iter()
        .map(|row| Session {
            id: row.handle,
            current: row.current,
            browser: device::browser(&row.browser).to_owned(),
            system: device::system(&row.browser).to_owned(),
            address: row.address,
            since: row.created_at,
            seen: row.seen_at,
        })
        .collect())
}

/// Signs a member of staff out everywhere, in the side panel too; tells at how many places they were signed in.
pub async fn end_everywhere(asker: &Asker, staff: Uuid) -> Result<u32, Error> {
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            lock_account(transaction, staff).await?;
            let email = sqlx::query_scalar!("select email from staff where id = $1", staff)
                .fetch_one(&mut *transaction)
                .await?;
            let ended = sqlx::query!("delete from session where staff_id = $1", staff);
            let ended = ended.execute(&mut *transaction).await?.rows_affected();
            end_panels(transaction, staff).await?;
            let subject = Subject {
                id: staff,
                name: &email,
            };
            let (event, detail) = (SecurityEvent::SessionsEnded, ended.to_string());
            security_log::record(transaction, &by, event, subject, &detail).await?;
            Ok(u32::try_from(ended).unwrap_or(u32::MAX))
        })
        .await
}

/// Ends one of somebody's own sessions.
pub async fn end(asker: &Asker, id: Uuid) -> Result<(), Error> {
    let staff = asker.who.staff_id().ok_or(Error::Forbidden)?;
    let (by, name) = (DoneBy::of(asker), email(&asker.who));
    let ended = asker
        .write(Action::ManageOwnAccount, async |transaction| {
            let ended = sqlx::query!(
                "delete from session where staff_id = $1 and handle = $2",
                staff,
                id
            );
            let ended = ended.execute(&mut *transaction).await?.rows_affected();
            if ended > 0 {
                let subject = Subject {
                    id: staff,
                    name: &name,
                };
                let (event, detail) = (SecurityEvent::SessionsEnded, ended.to_string());
                security_log::record(transaction, &by, event, subject, &detail).await?;
            }
            Ok(ended)
        })
        .await?;
    match ended {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Ends somebody's sessions everywhere else.
pub async fn end_others(asker: &Asker, here: &Here) -> Result<u32, Error> {
    let staff = asker.who.staff_id().ok_or(Error::Forbidden)?;
    let (by, name) = (DoneBy::of(asker), email(&asker.who));
    asker
        .write(Action::ManageOwnAccount, async |transaction| {
            let ended = all_but(transaction, staff, here).await?;
            let subject = Subject {
                id: staff,
                name: &name,
            };
            let (event, detail) = (SecurityEvent::SessionsEnded, ended.to_string());
            security_log::record(transaction, &by, event, subject, &detail).await?;
            Ok(ended)
        })
        .await
}

/// By which the security log names an account.
fn email(who: &Who) -> String {
    match who {
        Who::Staff { email, .. } => email.clone(),
        Who::Token { .. } | Who::Operator => String::new(),
    }
}

/// Ends all sessions of an account but one, those of the side panel too; tells how many there were of the others.
pub(super) async fn all_but(
    transaction: &mut PgConnection,
    staff: Uuid,
    here: &Here,
) -> Result<u32, Error> {
    lock_account(transaction, staff).await?;
    let ended = sqlx::query!(
        "delete from session where staff_id = $1 and data ->> 'key' is distinct from $2",
        staff,
        here.0
    );
    let ended = ended.execute(&mut *transaction).await?.rows_affected();
    end_panels(transaction, staff).await?;
    Ok(u32::try_from(ended).unwrap_or(u32::MAX))
}

/// Lets a session be opened by a new key alone.
pub(super) async fn rekey(
    transaction: &mut PgConnection,
    staff: Uuid,
    here: &Here,
    key: &Key,
) -> Result<(), Error> {
    let rekeyed = sqlx::query!(
        "update session set data = data || jsonb_build_object('key', $3::text)
         where staff_id = $1 and data ->> 'key' = $2",
        staff,
        here.0,
        Key::opens(&key.0).0
    );
    rekeyed.execute(transaction).await?;
    Ok(())
}

/// Notes that the present password was given wrong here, and ends the session when that was once too often.
pub(super) async fn wrong(asker: &Asker, here: &Here) -> Result<(), Error> {
    let staff = asker.who.staff_id().ok_or(Error::Forbidden)?;
    let (by, name) = (DoneBy::of(asker), email(&asker.who));
    asker
        .write(Action::ManageOwnAccount, async |transaction| {
            let noted = sqlx::query!(
                "update session set wrong = wrong + 1 where staff_id = $1 and data ->> 'key' = $2",
                staff,
                here.0
            );
            noted.execute(&mut *transaction).await?;
            let subject = Subject {
                id: staff,
                name: &name,
            };
            security_log::record(
                transaction,
                &by,
                SecurityEvent::PasswordRefused,
                subject,
                "",
            )
            .await?;
            let over = sqlx::query!(
                "delete from session where staff_id = $1 and data ->> 'key' = $2 and wrong >= $3",
                staff,
                here.0,
                WRONG
            );
            let over = over.execute(&mut *transaction).await?.rows_affected();
            if over > 0 {
                let (event, detail) = (SecurityEvent::SessionsEnded, over.to_string());
                security_log::record(transaction, &by, event, subject, &detail).await?;
            }
            Ok(())
        })
        .await
}

fn hash(id: &[u8]) -> Vec<u8> {
    Sha256::digest(id).to_vec()
}

fn interval(duration: Duration) -> PgInterval {
    let microseconds = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
    PgInterval {
        months: 0,
        days: 0,
        microseconds,
    }
}
