//! Bulk actions: the same change to many contacts, each with its entry in the change log, in the transaction of its
//! save. The contacts are fixed when it begins; few are done at once, many in chunks by whoever finds them waiting.
//! What an action changed is kept beside it, so that an undo puts back exactly that.
mod change;

use change::UnderWay;
use chrono::{DateTime, Utc};
use contact::{
    Draft,
    query::{Query, selection::Selection},
};
use sqlx::{PgConnection, QueryBuilder, types::Json};
use uuid::Uuid;

use crate::{
    error::{Error, FieldProblem},
    model::{Asker, Database, contacts, labels, listing::Conditions, work},
    who::{Action, Who},
    wire::bulk::{Bulk, BulkAction},
};

/// So many contacts are changed while the client waits for the answer.
const AT_ONCE: u32 = 500;
/// The most ids of one request.
const MOST_IDS: usize = 5_000;
/// The most labels of one action.
const MOST_LABELS: usize = 50;

/// Starts an action; does it at once where it is small. The same key of the same person starts it once. With
/// `expected` it is refused if the selection holds another number of contacts by now.
pub async fn start(
    asker: &Asker,
    key: Option<Uuid>,
    selection: Selection,
    action: BulkAction,
    expected: Option<u32>,
) -> Result<Bulk, Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let id = Uuid::now_v7();
                let action = checked(transaction, action).await?;
                // A start with the same key at the same moment waits here, and then finds the winner's row.
                let new = sqlx::query!(
                    "insert into bulk (id, owner_id, key, who, deed) values ($1, $2, $3, $4, $5)
                     on conflict (owner_id, key) do nothing",
                    id,
                    asker.who.id(),
                    key,
                    Json(&asker.who) as _,
                    Json(&action) as _
                );
                if new.execute(&mut *transaction).await?.rows_affected() == 0 {
                    let known = sqlx::query_scalar!(
                        "select id from bulk where owner_id = $1 and key = $2",
                        asker.who.id(),
                        key
                    );
                    let known = known.fetch_one(&mut *transaction).await?;
                    return read(transaction, known).await;
                }
                let total = select(transaction, id, selection).await?;
                if let Some(expected) = expected.filter(|expected| *expected != total) {
                    return Err(Error::Conflict(format!(
                        "The selection holds {total} contacts by now, not {expected}. Nothing was changed; look at it again."
                    )));
                }
                let labels = match &action {
                    BulkAction::AddLabels(names) => labels::ids(transaction, names).await?,
                    BulkAction::RemoveLabels(names) => labels::known(transaction, names).await?,
                    _ => Vec::new(),
                };
                sqlx::query!(
                    "update bulk set total = $2, labels = $3, status = case when $2 = 0 then 'done' else status end
                     where id = $1",
                    id,
                    number(total),
                    &labels
                )
                .execute(&mut *transaction)
                .await?;
                if total <= AT_ONCE {
                    step(transaction, id).await?;
                } else {
                    work::wake(transaction, work::BULK).await?;
                }
                read(transaction, id).await
            })
        .await
}

/// How far an action is.
pub async fn get(asker: &Asker, id: Uuid) -> Result<Bulk, Error> {
    let database = asker.read(Action::ReadContacts)?;
    read(&mut *database.pool.acquire().await?, id).await
}

/// The newest action of this person that is under way; else the `untold` one, if it is theirs.
pub async fn under_way(asker: &Asker, untold: Option<Uuid>) -> Result<Option<Bulk>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let found = sqlx::query_scalar!(
        "select id from bulk where owner_id = $1 and (status in ('running', 'undoing') or id = $2)
         order by status in ('running', 'undoing') desc, created_at desc limit 1",
        asker.who.id(),
        untold
    );
    match found.fetch_optional(&mut *connection).await? {
        Some(id) => Ok(Some(read(&mut connection, id).await?)),
        None => Ok(None),
    }
}

/// Takes an action back, also one that still runs: what it changed gets its old values, but for what somebody else has
/// changed since. Asking again is the same as asking once.
pub async fn undo(asker: &Asker, id: Uuid) -> Result<Bulk, Error> {
    asker.write(Action::WriteContacts, async |transaction| {
                let position = sqlx::query_scalar!(
                    "update bulk set status = 'undoing', undone_by = $2 where id = $1 and status in ('running', 'done')
                     returning position",
                    id,
                    Json(&asker.who) as _
                );
                let position = position.fetch_optional(&mut *transaction).await?;
                match position {
                    Some(position) if position <= number(AT_ONCE) => drop(step(transaction, id).await?),
                    Some(_) => work::wake(transaction, work::BULK).await?,
                    None => {}
                }
                read(transaction, id).await
            })
        .await
}

/// Counts the contacts of a query exactly, however many.
pub async fn count(asker: &Asker, query: &Query) -> Result<u32, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.heavy.acquire().await?;
    let conditions = Conditions::of(&mut connection, query).await?;
    let mut sql = QueryBuilder::new("select count(*) from contact where ");
    conditions.push(&mut sql);
    let count: i64 = sql.build_query_scalar().fetch_one(&mut *connection).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The action that is next to be worked on, but for some: of those that nobody has in hand, the one that is least far, so
/// that a large one keeps no small one waiting.
pub async fn next(database: &Database, but: &[Uuid]) -> Result<Option<Uuid>, Error> {
    let next = sqlx::query_scalar!(
        "select id from bulk where status in ('running', 'undoing') and id <> all($1)
         order by case status when 'running' then position else undo_position end, created_at
         limit 1 for update skip locked",
        but
    );
    Ok(next.fetch_optional(&database.pool).await?)
}

/// Does one more chunk of an action, all of it or nothing; tells whether there is more to do. One server at a time works
/// on an action, since the chunk holds its row.
pub async fn advance(database: &Database, id: Uuid) -> Result<bool, Error> {
    database
        .write(async |transaction| step(transaction, id).await)
        .await
}

/// Ends the actions of an account or token that is closed, in the transaction that closes it: what they have done stays, and
/// can be taken back; what they were taking back stays as far as it has come.
pub(super) async fn stop_of(transaction: &mut PgConnection, owner: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "update bulk set status = 'done' where status = 'running' and owner_id = $1
             or status = 'undoing' and coalesce(undone_by #>> '{Staff,id}', undone_by #>> '{Token,id}') = $1::text",
        owner
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Forgets actions from before a time, which nobody will take back any more.
pub async fn forget_old(database: &Database, before: DateTime<Utc>) -> Result<(), Error> {
    sqlx::query!(
        "delete from bulk where status in ('done', 'undone') and created_at < $1",
        before
    )
    .execute(&database.heavy)
    .await?;
    Ok(())
}

/// Puts what a person wrote into its stored form, or says what is wrong with it.
async fn checked(transaction: &mut PgConnection, action: BulkAction) -> Result<BulkAction, Error> {
    Ok(match action {
        BulkAction::AddLabels(names) => BulkAction::AddLabels(label_names(names)?),
        BulkAction::RemoveLabels(names) => BulkAction::RemoveLabels(label_names(names)?),
        BulkAction::SetGroup(group) => {
            let draft = Draft {
                group,
                ..Draft::default()
            };
            BulkAction::SetGroup(text(transaction, draft).await?.group)
        }
        BulkAction::SetTeam(team) => {
            let draft = Draft {
                team,
                ..Draft::default()
            };
            BulkAction::SetTeam(text(transaction, draft).await?.team)
        }
        BulkAction::SetType(_) | BulkAction::SetLevel(_) | BulkAction::Delete => action,
    })
}

/// Judges one text by the rules of the form.
async fn text(transaction: &mut PgConnection, draft: Draft) -> Result<Draft, Error> {
    let nobody = Draft {
        last_name: "customer".to_owned(),
        ..draft
    };
    contacts::checked(transaction, nobody, &Draft::default()).await
}

fn label_names(names: Vec<String>) -> Result<Vec<String>, Error> {
    if !(1..=MOST_LABELS).contains(&names.len()) {
        let sentences = [
            format!("Labels: choose 1 to {MOST_LABELS}."),
            format!("標籤：請選擇 1 至 {MOST_LABELS} 個。"),
            format!("标签：请选择 1 至 {MOST_LABELS} 个。"),
        ];
        let problem = FieldProblem::said("labels", "labels", sentences);
        return Err(Error::Invalid(vec![problem]));
    }
    names
        .iter()
        .map(|name| labels::checked_name(name))
        .collect()
}

/// Fixes the contacts of an action, in the order of their ids; tells how many they are.
async fn select(
    transaction: &mut PgConnection,
    bulk: Uuid,
    selection: Selection,
) -> Result<u32, Error> {
    let selected = match selection {
        Selection::These(ids) => {
            if !(1..=MOST_IDS).contains(&ids.len()) {
                let sentence =
                    format!("Choose 1 to {MOST_IDS} contacts by their ids, or more by a query.");
                return Err(Error::Refused(sentence));
            }
            let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
            sqlx::query!(
                "insert into bulk_contact (bulk_id, position, contact_id)
                 select $1, row_number() over (order by id), id from unnest($2::uuid[]) as selected (id)",
                bulk,
                &ids
            )
            .execute(transaction)
            .await?
        }
        Selection::All(query) => {
            let conditions = Conditions::of(transaction, &query).await?;
            let mut sql = QueryBuilder::new(
                "insert into bulk_contact (bulk_id, position, contact_id) select ",
            );
            sql.push_bind(bulk)
                .push(", row_number() over (order by id), id from contact where ");
            conditions.push(&mut sql);
            sql.build().execute(transaction).await?
        }
    };
    Ok(u32::try_from(selected.rows_affected()).unwrap_or(u32::MAX))
}

/// Does one chunk of an action and moves its counts on.
async fn step(transaction: &mut PgConnection, id: Uuid) -> Result<bool, Error> {
    let row = sqlx::query!(
        r#"select status, who as "who: Json<Who>", undone_by as "undone_by: Json<Who>", deed as "action: Json<BulkAction>",
               labels, position, undo_position
           from bulk where id = $1 for update skip locked"#,
        id
    );
    let Some(row) = row.fetch_optional(&mut *transaction).await? else {
        return Ok(false);
    };
    let back = match row.status.as_str() {
        "running" => false,
        "undoing" => true,
        _ => return Ok(false),
    };
    let bulk = UnderWay {
        id,
        who: row.undone_by.filter(|_| back).unwrap_or(row.who).0,
        action: row.action.0,
        labels: row.labels,
        position: if back {
            row.undo_position
        } else {
            row.position
        },
    };
    let more = if back {
        change::undo(transaction, &bulk).await?
    } else {
        change::apply(transaction, &bulk).await?
    };
    if !more {
        let over = if back { "undone" } else { "done" };
        sqlx::query!("update bulk set status = $2 where id = $1", id, over)
            .execute(transaction)
            .await?;
    }
    Ok(more)
}

async fn read(connection: &mut PgConnection, id: Uuid) -> Result<Bulk, Error> {
    let row = sqlx::query!(
        r#"select status, deed as "action: Json<BulkAction>", total, position, changed, unchanged, gone, overfull, restored, kept
           from bulk where id = $1"#,
        id
    )
    .fetch_one(connection)
    .await?;
    let [
        total,
        done,
        changed,
        unchanged,
        gone,
        overfull,
        restored,
        kept,
    ] = [
        row.total,
        row.position,
        row.changed,
        row.unchanged,
        row.gone,
        row.overfull,
        row.restored,
        row.kept,
    ]
    .map(i32::unsigned_abs);
    Ok(Bulk {
        id,
        status: row.status.parse().map_err(Error::broken)?,
        action: row.action.0,
        total,
        done,
        changed,
        unchanged,
        gone,
        overfull,
        restored,
        kept,
    })
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
