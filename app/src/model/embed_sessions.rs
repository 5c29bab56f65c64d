//! Whoever looks at one enquiry beside a conversation in another product, let in by a ticket that its host has signed. Only
//! the hash of the session's key is kept. A ticket is good once, whichever server it is shown to.
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Database,
    sessions::key::{Here, Key},
    staff::member,
};
use crate::{error::Error, who::Who, wire::panel::Ticket};

/// For how many seconds a session is good, however much it is used.
pub const SECONDS: i32 = 900;

/// How many sessions of one account are open at once.
const SESSIONS_EACH: i64 = 40;

/// How many sessions that are over are cleared away with each new one.
const CLEARED: i64 = 1000;

/// A session, and the only enquiry that it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedSession {
    /// The id that it has in the contact centre.
    pub enquiry: String,
    pub here: Here,
}

/// Lets in whom a ticket names, and gives away the key of the session, this once. Nobody where there is no such account, it
/// is closed, or the ticket was used. Of an account's sessions beyond the newest forty the oldest end.
pub async fn begin(database: &Database, ticket: &Ticket) -> Result<Option<Key>, Error> {
    let key = Key::new();
    let here = Key::opens(&key.0);
    let has_begun = database
        .write(async |transaction| exchange(transaction, ticket, &here).await)
        .await?;
    Ok(has_begun.then_some(key))
}

/// Exchanges a ticket for a session that this key opens; tells whether it could be.
async fn exchange(
    transaction: &mut PgConnection,
    ticket: &Ticket,
    here: &Here,
) -> Result<bool, Error> {
    // The account's sessions begin one after the other, so that none is counted wrong. It is locked before any session, as it
    // is by whoever ends them: the other way round either would wait for the other.
    let staff = sqlx::query_scalar!(
        "select id from staff where lower(email) = lower($1) and active for no key update",
        ticket.sub.trim(),
    );
    let Some(staff) = staff.fetch_optional(&mut *transaction).await? else {
        return Ok(false);
    };
    sqlx::query!(
        "delete from embed_session where ticket in
            (select ticket from embed_session where expires_at <= now()
             order by expires_at limit $1 for update skip locked)",
        CLEARED,
    )
    .execute(&mut *transaction)
    .await?;
    let begun = sqlx::query!(
        "insert into embed_session (ticket, key, staff_id, enquiry, expires_at)
         values ($1, $2, $3, $4, now() + make_interval(secs => $5)) on conflict (ticket) do nothing",
        ticket.jti,
        here.0,
        staff,
        ticket.enquiry,
        f64::from(SECONDS),
    );
    if begun.execute(&mut *transaction).await?.rows_affected() == 0 {
        return Ok(false);
    }
    // Without its row the ticket of a session that gave way could be used again.
    sqlx::query!(
        "update embed_session set key = null where ticket in
            (select ticket from embed_session where staff_id = $1 and key is not null
             order by expires_at desc, ticket offset $2)",
        staff,
        SESSIONS_EACH,
    )
    .execute(&mut *transaction)
    .await?;
    Ok(true)
}

/// A session with whoever it lets in, as their account is now, and what it shows.
#[derive(Debug)]
pub struct OpenedPanel {
    pub session: EmbedSession,
    pub who: Who,
    /// Its enquiry here; none before it was reported.
    pub reported: Option<Uuid>,
}

/// The session that a shown key opens, if it is not over and its owner's account is open. All of it is asked at once, since
/// the panel asks for it before everything else.
pub async fn opened(database: &Database, key: &str) -> Result<Option<OpenedPanel>, Error> {
    let here = Key::opens(key);
    let row = sqlx::query!(
        r#"select embed_session.enquiry, staff.id, staff.name, staff.email, staff.role, enquiry.id as "reported?",
             array(select permission from withheld where withheld.role = staff.role) as "withheld!"
           from embed_session join staff on staff.id = staff_id
             left join enquiry on enquiry.external_id = embed_session.enquiry and enquiry.status is not null
           where key = $1 and expires_at > now() and active"#,
        here.0,
    );
    let Some(row) = row.fetch_optional(&database.pool).await? else {
        return Ok(None);
    };
    Ok(Some(OpenedPanel {
        session: EmbedSession {
            enquiry: row.enquiry,
            here,
        },
        who: member(row.id, (row.name, row.email), &row.role, &row.withheld)?,
        reported: row.reported,
    }))
}
