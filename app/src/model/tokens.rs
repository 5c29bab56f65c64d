//! Keys of programs for `/api/v1`, and the one-time link that lets the first Administrator in. Both are shown once and
//! kept only as SHA-256: with 256 random bits nothing slower is needed.
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    Asker, Database, bulk, imports,
    security_log::{self, DoneBy, SecurityEvent, Subject},
};
use crate::{
    error::{Error, FieldProblem},
    who::{Action, Scope, Who},
    wire::tokens::Token,
};

/// Whom a key belongs to; notes, at most once a minute, that it is in use.
pub async fn who(database: &Database, secret: &str) -> Result<Option<Who>, Error> {
    let row = sqlx::query!(
        r#"select id, name, scopes, coalesce(used_at < now() - interval '1 minute', true) as "stale!"
           from token where token_hash = $1"#,
        hash(secret),
    )
    .fetch_optional(&database.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
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

/// Makes a key and gives it away, this once.
pub async fn create(
    asker: &Asker,
    name: &str,
    scopes: Vec<Scope>,
) -> Result<(Token, String), Error> {
    let secret = format!("ec_{}", random());
    let token = keep(asker, name, scopes, &secret).await?;
    Ok((token, secret))
}

/// Keeps a key that somebody else made, such as `API_TOKEN`.
pub async fn keep(
    asker: &Asker,
    name: &str,
    scopes: Vec<Scope>,
    secret: &str,
) -> Result<Token, Error> {
    let name = name.trim().to_owned();
    let mut problems = Vec::new();
    if contact::invisible::is_blank(&name)
        || name.chars().count() > 100
        || name.chars().any(char::is_control)
    {
        let message = "Name: write 1 to 100 characters that say which program uses the token.";
        problems.push(FieldProblem::new("name", "name", message));
    }
    if scopes.is_empty() {
        problems.push(FieldProblem::new(
            "scopes",
            "scopes",
            format!("Scopes: choose one or more of {}.", Scope::known()),
        ));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (hash, by) = (hash(secret), DoneBy::of(asker));
    let work = async move |transaction: &mut sqlx::PgConnection| -> Result<Token, Error> {
        let id = Uuid::now_v7();
        let words: Vec<String> = scopes
            .iter()
            .map(|scope| scope.as_str().to_owned())
            .collect();
        let created_at = sqlx::query_scalar!(
            "insert into token (id, name, token_hash, scopes) values ($1, $2, $3, $4) returning created_at",
            id,
            name,
            hash,
            &words,
        )
        .fetch_one(&mut *transaction)
        .await?;
        let subject = Subject { id, name: &name };
        let detail = words.join(", ");
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
            created_at,
            used_at: None,
        })
    };
    asker.write(Action::ManageTokens, work).await
}

/// Lists all keys, newest first; at most 1,000.
pub async fn list(asker: &Asker) -> Result<Vec<Token>, Error> {
    let database = asker.read(Action::ManageTokens)?;
    let rows = sqlx::query!(
        "select id, name, scopes, created_at, used_at from token order by id desc limit 1000"
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
            })
        })
        .collect()
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
