//! The security log: who came in or was kept out, and who changed what lets people in. An entry is written in the
//! transaction that does it, so that neither is without the other. Only Administrators read it.
use std::net::IpAddr;

use sqlx::PgConnection;
use strum::IntoStaticStr;
use uuid::Uuid;

use super::{Asker, Database};
use crate::{
    error::Error,
    who::{Action, Who},
    wire::security_log::{LoggedEvents, SecurityEntry, SecurityLogQuery},
};

/// For how many days an entry is kept.
const DAYS: i32 = 400;
/// How many refusals are kept at most: strangers cause them, and must not crowd out the rest.
const REFUSALS: i64 = 10_000;
/// How many other entries are kept at most.
const ENTRIES: i64 = 100_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[cfg_attr(test, derive(strum::VariantArray))]
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
    /// A link was made by which somebody sets the first password of an account.
    AccountInvited,
    AccountReopened,
    /// Somebody set the password of an account by the link that was made for it.
    InvitationAccepted,
    /// A password was taken away, and a link made to set another.
    PasswordReset,
    RoleChanged,
    TokenCreated,
    TokenDeleted,
    WebhookRegistered,
    WebhookChanged,
    WebhookDeleted,
    WebhookSecretRenewed,
    /// It is told nothing more: it answered 410, or failed for five days.
    WebhookDisabled,
    /// What came next for it was not kept any more, so that it goes on from now.
    WebhookSkipped,
    /// What is set for the whole installation: its name, what it was and what it is.
    SettingChanged,
    /// What tickets for the side panel are signed with.
    PanelSecretRenewed,
    /// The secrets before the present one are good no longer.
    PanelSecretsEnded,
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

/// Writes down what the server did by itself, in the transaction that does it.
pub(super) async fn record_own(
    transaction: &mut PgConnection,
    event: SecurityEvent,
    subject: Subject<'_>,
    detail: &str,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into security_log (event, subject_id, subject, detail) values ($1, $2, $3, $4)",
        event.as_str(),
        subject.id,
        subject.name,
        detail,
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

/// How many entries a page has, unless something else is asked for.
const PAGE: u16 = 100;
/// How many it has at most.
const LONGEST: u16 = 500;

/// Reads a page of the log, newest first, as far as it is asked for: by what happened, and by some letters of who did it or
/// whom it was done to.
pub async fn page(asker: &Asker, query: SecurityLogQuery) -> Result<LoggedEvents, Error> {
    let database = asker.read(Action::ReadSecurityLog)?;
    let event = (!query.event.is_empty()).then(|| query.event.into_string());
    let length = query.limit.unwrap_or(PAGE).clamp(1, LONGEST);
    let found = format!("%{}%", like_escaped(query.who.trim()));
    let rows = sqlx::query_as!(
        SecurityEntry,
        r#"select number, at, event, actor_id, actor, subject_id, subject, detail, address from security_log
           where ($1::bigint is null or number < $1) and ($2::text is null or event = $2)
             and ($3 = '%%' or actor ilike $3 or subject ilike $3)
           order by number desc limit $4"#,
        query.before,
        event,
        found,
        i64::from(length) + 1,
    );
    let mut items = rows.fetch_all(&database.heavy).await?;
    let more = items.len() > usize::from(length);
    items.truncate(usize::from(length));
    let events = sqlx::query_scalar!("select distinct event from security_log order by event")
        .fetch_all(&database.heavy)
        .await?;
    Ok(LoggedEvents {
        next: items.last().filter(|_| more).map(|last| last.number),
        items,
        events,
    })
}

/// Letters as they stand, in a pattern.
fn like_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
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

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::SecurityEvent;

    #[test]
    fn the_page_of_the_log_has_words_for_everything_that_happens() {
        let words = include_str!("../../locales/en/settings.json");
        let words: serde_json::Value = serde_json::from_str(words).expect("words");
        for event in SecurityEvent::VARIANTS {
            let key = format!("event_{}", event.as_str());
            assert!(words[&key].is_string(), "no words for {key}");
        }
    }
}
