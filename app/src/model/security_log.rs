//! The security log: who came in or was kept out, and who changed what lets people in. An entry is written in the
//! transaction that does it, so that neither is without the other. Only Administrators read it.
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use strum::IntoStaticStr;
use uuid::Uuid;

use super::{Asker, Database};
use crate::{
    error::Error,
    who::{Action, Who},
};

/// For how many days an entry is kept.
const DAYS: i32 = 400;
/// How many refusals are kept at most: strangers cause them, and must not crowd out the rest.
const REFUSALS: i64 = 10_000;
/// How many other entries are kept at most.
const ENTRIES: i64 = 100_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SecurityEvent {
    SignedIn,
    SignedOut,
    /// A wrong password, or an address that no account has.
    SignInRefused,
    /// The first of the tries that were not looked at, because there were too many.
    SignInHeldBack,
    /// Somebody ended sessions without being asked for a sign-out there.
    SessionsEnded,
    PasswordChanged,
    /// Somebody who is signed in gave a wrong present password.
    PasswordRefused,
    AccountAdded,
    AccountChanged,
    AccountClosed,
    AccountReopened,
    RoleChanged,
    TokenCreated,
    TokenDeleted,
    /// Something that a role has otherwise was withheld from it.
    PermissionWithheld,
    PermissionGiven,
}

impl SecurityEvent {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Who does something, and from where.
#[derive(Clone, Debug)]
pub struct DoneBy {
    id: Uuid,
    name: String,
    address: Option<IpAddr>,
}

impl DoneBy {
    /// Whoever asks, from where their request came.
    pub fn of(asker: &Asker) -> Self {
        let who = &asker.who;
        let name = match who {
            Who::Staff { email, .. } => email,
            Who::Token { .. } | Who::Operator => who.name(),
        };
        Self {
            id: who.id(),
            name: name.to_owned(),
            address: asker.address,
        }
    }
}

/// The account, token or role that something is done to.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Nil for a role.
    pub id: Uuid,
    /// The email address of an account, the name of a token, the word for a role.
    pub name: &'a str,
}

/// An entry as it is read.
#[derive(Clone, Debug)]
pub struct SecurityEntry {
    pub number: i64,
    pub at: DateTime<Utc>,
    pub event: String,
    pub actor_id: Option<Uuid>,
    pub actor: String,
    pub subject_id: Option<Uuid>,
    pub subject: String,
    pub detail: String,
    pub address: Option<String>,
}

/// Writes down what somebody does, in the transaction that does it.
pub async fn record(
    transaction: &mut PgConnection,
    by: &DoneBy,
    event: SecurityEvent,
    subject: Subject<'_>,
    detail: &str,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into security_log (event, actor_id, actor, subject_id, subject, detail, address)
         values ($1, $2, $3, $4, $5, $6, $7)",
        event.as_str(),
        by.id,
        by.name,
        subject.id,
        subject.name,
        detail,
        by.address.map(|address| address.to_string()),
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Writes down that an account came in or went out, in the transaction that begins or ends its session.
pub(super) async fn record_session(
    transaction: &mut PgConnection,
    event: SecurityEvent,
    staff: Uuid,
    address: Option<&str>,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into security_log (event, actor_id, actor, subject_id, subject, address)
         select $1, id, email, id, email, $3 from staff where id = $2",
        event.as_str(),
        staff,
        address,
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Writes down that somebody was kept out. Of what they typed only the account is kept that it is the address of.
pub async fn refused(
    database: &Database,
    event: SecurityEvent,
    email: &str,
    address: IpAddr,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into security_log (event, subject_id, subject, address)
         select $1, staff.id, coalesce(staff.email, ''), $3
         from (select) as always left join staff on lower(email) = lower($2)",
        event.as_str(),
        email.trim(),
        address.to_string(),
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

/// Reads the log, newest first, what is older than `before` if given; at most 500 entries.
pub async fn list(
    asker: &Asker,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<SecurityEntry>, Error> {
    let database = asker.read(Action::ReadSecurityLog)?;
    let entries = sqlx::query_as!(
        SecurityEntry,
        "select number, at, event, actor_id, actor, subject_id, subject, detail, address from security_log
         where ($1::bigint is null or number < $1) order by number desc limit $2",
        before,
        i64::from(limit.min(500)),
    );
    Ok(entries.fetch_all(&database.pool).await?)
}

/// Forgets what is old, and what is more than is kept.
pub async fn forget_old(database: &Database) -> Result<(), Error> {
    sqlx::query!(
        "delete from security_log where at < now() - make_interval(days => $1)
            or event like 'sign_in_%' and number <= (
                select number from security_log where event like 'sign_in_%' order by number desc offset $2 limit 1)
            or event not like 'sign_in_%' and number <= (
                select number from security_log where event not like 'sign_in_%' order by number desc offset $3 limit 1)",
        DAYS,
        REFUSALS,
        ENTRIES,
    )
    .execute(&database.heavy)
    .await?;
    Ok(())
}
