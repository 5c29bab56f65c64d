//! What belongs to a contact besides its own values, and goes with it into a merge and out again.
use std::collections::BTreeMap;

use contact::ContactId;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use crate::{error::Error, model::events};

/// The tables whose rows go to the master, by their `contact_id`.
pub const MOVED: &[&str] = &["note", ENQUIRY, "engagement", "visit", "device", "proposal"];

/// That of them whose rows are followed by themselves.
const ENQUIRY: &str = "enquiry";

/// The columns that name a contact and stay as they are, each with the reason.
pub const LEFT: &[(&str, &str)] = &[
    (
        "contact.merged_into",
        "leads from the other contact, and from those in it, to the master",
    ),
    (
        "contact_phone.contact_id",
        "the master has its own copy of the values; undoing needs the originals",
    ),
    ("contact_email.contact_id", "as with phones"),
    ("contact_social.contact_id", "as with phones"),
    (
        "change.contact_id",
        "the log of the master lists the entries of those that were merged into it",
    ),
    (
        "import_record.contact_id",
        "tells what became of a record then; the id leads to the master",
    ),
    (
        "import_undo.contact_id",
        "tells what an undo left; one that was merged away is passed over",
    ),
    (
        "import_change.contact_id",
        "tells what an import under way will do to the contact that it found",
    ),
    (
        "bulk_contact.contact_id",
        "the version that the action made no longer fits, so its undo passes the contact over",
    ),
    (
        "erasure.contact_id",
        "names contacts that are no longer there",
    ),
    (
        "erasure_search.contact_id",
        "names contacts that are no longer there",
    ),
    (
        "event.contact_id",
        "names contacts that are no longer there",
    ),
    (
        "event.mapped_contact_id",
        "tells to whom an enquiry was given then",
    ),
    ("merge.master_id", "is the merge"),
    ("merge.other_id", "is the merge"),
    (
        "not_same.one_id",
        "the master inherits what was said of the other; undoing takes that away",
    ),
    (
        "not_same.two_id",
        "the master inherits what was said of the other; undoing takes that away",
    ),
    (
        "duplicate.one_id",
        "pairs of the other are dropped; the next search finds those of the master",
    ),
    (
        "duplicate.two_id",
        "pairs of the other are dropped; the next search finds those of the master",
    ),
];

/// The ids of what moved, by table.
pub(super) type Moved = BTreeMap<String, Vec<Uuid>>;

/// Moves everything of the other to the master but the notes that were left out.
pub(super) async fn to_master(
    transaction: &mut PgConnection,
    [master, other]: [ContactId; 2],
    without: &[Uuid],
) -> Result<Moved, Error> {
    let mut moved = Moved::new();
    for table in MOVED {
        let sql = format!(
            "update {table} set contact_id = $1 where contact_id = $2 and id <> all($3) returning id"
        );
        let ids: Vec<Uuid> = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(master.0)
            .bind(other.0)
            .bind(without)
            .fetch_all(&mut *transaction)
            .await?;
        if !ids.is_empty() {
            moved.insert((*table).to_owned(), ids);
        }
    }
    tell(transaction, &moved).await?;
    Ok(moved)
}

/// Moves the notes of the master that were left out to the other, where nobody sees them and an undo finds them.
pub(super) async fn out_of_sight(
    transaction: &mut PgConnection,
    [master, other]: [ContactId; 2],
    without: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    let notes = sqlx::query_scalar!(
        "update note set contact_id = $2 where contact_id = $1 and id = any($3) returning id",
        master.0,
        other.0,
        without
    );
    Ok(notes.fetch_all(transaction).await?)
}

/// Moves back what is still at the master, and the notes that were left out.
pub(super) async fn back(
    transaction: &mut PgConnection,
    [master, other]: [ContactId; 2],
    moved: &Moved,
    left_out: &[Uuid],
) -> Result<(), Error> {
    for table in MOVED {
        let Some(ids) = moved.get(*table) else {
            continue;
        };
        let sql =
            format!("update {table} set contact_id = $1 where contact_id = $2 and id = any($3)");
        sqlx::query(AssertSqlSafe(sql))
            .bind(other.0)
            .bind(master.0)
            .bind(ids)
            .execute(&mut *transaction)
            .await?;
    }
    tell(transaction, moved).await?;
    sqlx::query!(
        "update note set contact_id = $1 where contact_id = $2 and id = any($3)",
        master.0,
        other.0,
        left_out
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Tells whoever follows enquiries of those that went from one contact to the other.
async fn tell(transaction: &mut PgConnection, moved: &Moved) -> Result<(), Error> {
    match moved.get(ENQUIRY) {
        Some(ids) => events::record_moved_enquiries(transaction, ids).await,
        None => Ok(()),
    }
}

/// Whoever is not the same person as the other is not the same as the master either; and nobody is suspected to be the
/// other any more.
pub(super) async fn inherit_differences(
    transaction: &mut PgConnection,
    [master, other]: [ContactId; 2],
    merge: Uuid,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into not_same (one_id, two_id, staff, actor, at, merge_id)
         select least($1, third), greatest($1, third), staff, actor, at, $3
         from not_same cross join lateral (select case one_id when $2 then two_id else one_id end as third) as side
         where (one_id = $2 or two_id = $2) and third <> $1
         on conflict do nothing",
        master.0,
        other.0,
        merge
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!(
        "delete from duplicate where one_id = $1 or two_id = $1",
        other.0
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Forgets what the master inherited.
pub(super) async fn disinherit(transaction: &mut PgConnection, merge: Uuid) -> Result<(), Error> {
    sqlx::query!("delete from not_same where merge_id = $1", merge)
        .execute(transaction)
        .await?;
    Ok(())
}
