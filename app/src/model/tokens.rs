//! Keys of programs for `/api/v1`, and the one-time link that lets the first Administrator in. Both are shown once and
//! kept only as SHA-256: with 256 random bits nothing slower is needed.
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Asker, Database, bulk, imports,
    security_log::{self, DoneBy, SecurityEvent, Subject},
};
use crate::{
    error::{Error, FieldProblem},
    who::{Action, Scope, Who},
    wire::tokens::{MOST_TOKEN_DAYS, Token},
};

/// Whom a key belongs to, unless it has expired; notes, at most once a minute, that it is in use.
pub async fn who(database: &Database, secret: &str) -> Result<Option<Who>, Error> {
    let row = sqlx::query!(
        r#"select id, name, scopes, coalesce(used_at < now() - interval '1 minute', true) as "stale!",
               coalesce(expires_at <= now(), false) as "expired!"
           from token where token_hash = $1"#,
        hash(secret),
    )
    .fetch_optional(&database.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.expired {
        return Err(Error::TokenExpired);
    }
    if row.stale {
        sqlx::query!("update token set used_at = now() where id = $1", row.id)
            .execute(&database.pool)
            .await?;
    }
    Ok(Some(Who::Token {
        id: row.id,
        name: row.name,
        scopes: parse(row.scopes)?,
    }))
}

/// Makes a key that is good for so many days, or for ever, and gives it away, this once.
pub async fn create(
    asker: &Asker,
    name: &str,
    scopes: Vec<Scope>,
    days: Option<u16>,
) -> Result<(Token, String), Error> {
    let secret = format!("ec_{}", random());
    let token = keep(asker, name, scopes, days, &secret).await?;
    Ok((token, secret))
}

/// Keeps a key that somebody else made, such as `API_TOKEN`.
pub async fn keep(
    asker: &Asker,
    name: &str,
    scopes: Vec<Scope>,
    days: Option<u16>,
    secret: &str,
) -> Result<Token, Error> {
    let name = name.trim().to_owned();
    judge(&name, &scopes, days)?;
    let (hash, by) = (hash(secret), DoneBy::of(asker));
    let created_by = asker.who.name().to_owned();
    let work = async move |transaction: &mut sqlx::PgConnection| -> Result<Token, Error> {
        let id = Uuid::now_v7();
        let words: Vec<String> = scopes
            .iter()
            .map(|scope| scope.as_str().to_owned())
            .collect();
        let made = sqlx::query!(
            "insert into token (id, name, token_hash, scopes, expires_at, created_by)
             values ($1, $2, $3, $4, now() + make_interval(days => $5), $6)
             returning created_at, expires_at",
            id,
            name,
            hash,
            &words,
            days.map(i32::from),
            created_by,
        )
        .fetch_one(&mut *transaction)
        .await?;
        let subject = Subject { id, name: &name };
        let mut detail = words.join(", ");
        if let Some(days) = days {
            detail = format!("{detail}; {days} days");
        }
        security_log::record(
            transaction,
            &by,
            SecurityEvent::TokenCreated,
            subject,
            &detail,
        )
        .await?;
        Ok(Token {
            id,
            name,
            scopes,
            created_at: made.created_at,
            used_at: None,
            expires_at: made.expires_at,
            days_left: days.map(u32::from),
            created_by,
        })
    };
    asker.write(Action::ManageTokens, work).await
}

/// Refuses a token that nobody could tell from others, that may do nothing, or that is good for no day or too many.
fn judge(name: &str, scopes: &[Scope], days: Option<u16>) -> Result<(), Error> {
    let mut problems = Vec::new();
    if contact::invisible::is_blank(name)
        || name.chars().count() > 100
        || name.chars().any(char::is_control)
    {
        problems.push(FieldProblem::said(
            "name",
            "name",
            [
                "Name: write 1 to 100 characters that say which program uses the token.",
                "名稱：請輸入 1 至 100 個字元，說明由哪個程式使用此權杖。",
                "名称：请输入 1 至 100 个字符，说明由哪个程序使用此令牌。",
            ]
            .map(str::to_owned),
        ));
    }
    if scopes.is_empty() {
        let known = Scope::known();
        problems.push(FieldProblem::said(
            "scopes",
            "scopes",
            [
                format!("Scopes: choose one or more of {known}."),
                format!("範圍：請從 {known} 中選擇一項或多項。"),
                format!("范围：请从 {known} 中选择一项或多项。"),
            ],
        ));
    }
    if let Some(days) = days.filter(|days| !(1..=MOST_TOKEN_DAYS).contains(days)) {
        problems.push(FieldProblem::said(
            "days",
            "days",
            [
                format!("Days: \"{days}\" is not a number from 1 to {MOST_TOKEN_DAYS}. Write one, or none for ever."),
                format!("天數：「{days}」不是 1 至 {MOST_TOKEN_DAYS} 的數字。請輸入這樣的數字，或留空表示永久。"),
                format!("天数：“{days}”不是 1 至 {MOST_TOKEN_DAYS} 的数字。请输入这样的数字，或留空表示永久。"),
            ],
        ));
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Error::Invalid(problems)),
    }
}

/// Lists all keys, newest first; at most 1,000.
pub async fn list(asker: &Asker) -> Result<Vec<Token>, Error> {
    let database = asker.read(Action::ManageTokens)?;
    let rows = sqlx::query!(
        "select id, name, scopes, created_at, used_at, expires_at, created_by
         from token order by id desc limit 1000"
    )
    .fetch_all(&database.pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let scopes = parse(row.scopes)?;
            Ok(Token {
                id: row.id,
                name: row.name,
                scopes,
                created_at: row.created_at,
                used_at: row.used_at,
                expires_at: row.expires_at,
                days_left: row.expires_at.map(days_left),
                created_by: row.created_by,
            })
        })
        .collect()
}

/// How many days there are until then, a begun one counted whole.
fn days_left(until: DateTime<Utc>) -> u32 {
    let minutes = (until - Utc::now()).num_minutes().max(0).unsigned_abs();
    u32::try_from(minutes.div_ceil(24 * 60)).unwrap_or(u32::MAX)
}

/// Makes a key useless at once.
pub async fn delete(asker: &Asker, id: Uuid) -> Result<(), Error> {
    let by = DoneBy::of(asker);
    let work = async move |transaction: &mut sqlx::PgConnection| -> Result<(), Error> {
        let name = sqlx::query_scalar!("delete from token where id = $1 returning name", id)
            .fetch_optional(&mut *transaction)
            .await?
            .ok_or(Error::NotFound)?;
        imports::park_of(transaction, id).await?;
        bulk::stop_of(transaction, id).await?;
        let subject = Subject { id, name: &name };
        security_log::record(transaction, &by, SecurityEvent::TokenDeleted, subject, "").await
    };
    asker.write(Action::ManageTokens, work).await
}

/// Makes the secret of a one-time link for the first Administrator; older links end.
pub async fn invite(asker: &Asker) -> Result<String, Error> {
    let secret = random();
    let hash = hash(&secret);
    let work = async move |transaction: &mut sqlx::PgConnection| -> Result<(), Error> {
        sqlx::query!("delete from invitation")
            .execute(&mut *transaction)
            .await?;
        sqlx::query!("insert into invitation (token_hash) values ($1)", hash)
            .execute(&mut *transaction)
            .await?;
        Ok(())
    };
    asker.write(Action::ManageStaff, work).await?;
    Ok(secret)
}

/// Whether a one-time link still opens.
pub async fn is_invited(database: &Database, secret: &str) -> Result<bool, Error> {
    let open = sqlx::query_scalar!(
        r#"select exists (select from invitation where token_hash = $1) as "open!""#,
        hash(secret)
    );
    Ok(open.fetch_one(&database.pool).await?)
}

/// Closes every one-time link.
pub async fn uninvite(asker: &Asker) -> Result<(), Error> {
    asker
        .write(Action::ManageStaff, async |transaction| {
            sqlx::query!("delete from invitation")
                .execute(transaction)
                .await?;
            Ok(())
        })
        .await
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// 256 random bits as text.
fn random() -> String {
    let bits: [u8; 32] = rand::random();
    bits.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parse(scopes: Vec<String>) -> Result<Vec<Scope>, Error> {
    scopes
        .iter()
        .map(|scope| scope.parse().map_err(Error::broken))
        .collect()
}
