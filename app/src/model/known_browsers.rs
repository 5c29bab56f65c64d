//! Browsers that have signed in to an account before, by the hash of their cookie. Strangers share the wrong passwords that
//! an account takes in a minute; such a browser has its own.
use uuid::Uuid;

use super::Database;
use crate::error::Error;

/// How many browsers of one account are known.
const BROWSERS_EACH: i64 = 20;

/// Whether a browser has signed in, within a year, to the account of this address.
pub async fn knows(database: &Database, browser: &[u8], email: &str) -> Result<bool, Error> {
    let known = sqlx::query_scalar!(
        r#"select exists (
             select from known_browser join staff on staff.id = staff_id
             where browser_hash = $1 and lower(email) = lower($2) and used_at > now() - interval '1 year') as "known!""#,
        browser,
        email.trim(),
    );
    Ok(known.fetch_one(&database.pool).await?)
}

/// Knows a browser from now on that has just signed in to an account, under a new cookie: one that was planted before the
/// sign-in is worth nothing after it.
pub async fn remember(
    database: &Database,
    before: Option<Vec<u8>>,
    browser: Vec<u8>,
    staff: Uuid,
) -> Result<(), Error> {
    let work = async move |transaction: &mut sqlx::PgConnection| -> Result<(), Error> {
        if let Some(before) = before {
            sqlx::query!(
                "update known_browser set browser_hash = $2 where browser_hash = $1",
                before,
                browser
            )
            .execute(&mut *transaction)
            .await?;
        }
        sqlx::query!(
            "insert into known_browser (browser_hash, staff_id) values ($1, $2)
             on conflict (browser_hash, staff_id) do update set used_at = now()",
            browser,
            staff
        )
        .execute(&mut *transaction)
        .await?;
        sqlx::query!(
            "delete from known_browser where staff_id = $1 and (used_at < now() - interval '1 year' or browser_hash in
                (select browser_hash from known_browser where staff_id = $1 order by used_at desc offset $2))",
            staff,
            BROWSERS_EACH,
        )
        .execute(&mut *transaction)
        .await?;
        Ok(())
    };
    database.write(work).await
}
