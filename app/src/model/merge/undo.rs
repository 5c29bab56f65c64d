//! The mirror of a merge: both contacts come back with what was theirs. What was edited since stays and is told.
use contact::{Contact, ContactId};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{
    lines::{difference, line, name},
    lock::both,
    moved,
};
use crate::{
    error::Error,
    model::{
        Asker,
        contacts::{fate, read, row::ContactRow, write},
        log::{self, Author, ChangeKind},
    },
    who::Action,
    wire::merge::UndoneMerge,
};

/// Undoes a merge, once, and the merges into one contact in the reverse order only.
pub async fn undo(asker: &Asker, merge: Uuid) -> Result<UndoneMerge, Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let ids = sqlx::query!("select master_id, other_id from merge where id = $1", merge);
            let ids = ids.fetch_one(&mut *transaction).await?;
            let ids = [ContactId(ids.master_id), ContactId(ids.other_id)];
            both(transaction, ids).await?;
            let kept = KeptMerge::take(transaction, merge).await?;
            let row = read::row(transaction, ids[0]).await?;
            may_undo(transaction, merge, &row).await?;
            let (import, now) = (row.import_id, Contact::from(row));

            let undone = contact::merge::undo(&kept.before, &kept.after, &now);
            write::rewrite(transaction, &asker.who, (&now, import), &undone.contact).await?;
            fate::come_back(transaction, ids[1]).await?;
            moved::back(transaction, ids, &kept.moved, &kept.left_out).await?;
            moved::disinherit(transaction, merge).await?;
            sqlx::query!(
                "update merge set undone_at = now(), undone_by = $2 where id = $1",
                merge,
                asker.who.name()
            )
            .execute(&mut *transaction)
            .await?;

            let master = read::read(transaction, ids[0]).await?;
            let other = read::read(transaction, ids[1]).await?;
            let mut lines = vec![line("merged", Some(name(&other).into()), None)];
            lines.extend(difference(&now, &master));
            let (author, kind) = (Author::merging(&asker.who), ChangeKind::MergeUndone);
            log::record_merge(transaction, &author, kind, (ids[0], lines), merge).await?;
            let lines = vec![line("merged_into", Some(name(&now).into()), None)];
            log::record_merge(transaction, &author, kind, (ids[1], lines), merge).await?;
            Ok(UndoneMerge {
                master,
                other,
                kept: undone.kept,
            })
        })
        .await
}

/// What a merge kept for its undo.
struct KeptMerge {
    before: Contact,
    after: Contact,
    moved: moved::Moved,
    left_out: Vec<Uuid>,
}

impl KeptMerge {
    async fn take(transaction: &mut PgConnection, merge: Uuid) -> Result<Self, Error> {
        let row = sqlx::query!(
            r#"select master_before as "before: Json<Contact>", master_after as "after: Json<Contact>",
                 moved as "moved: Json<moved::Moved>", left_out, undone_at
               from merge where id = $1 for update"#,
            merge
        );
        let row = row.fetch_one(transaction).await?;
        if row.undone_at.is_some() {
            return Err(Error::Conflict("This merge was already undone.".to_owned()));
        }
        Ok(Self {
            before: row.before.0,
            after: row.after.0,
            moved: row.moved.0,
            left_out: row.left_out,
        })
    }
}

/// Says what has to be undone first.
async fn may_undo(
    transaction: &mut PgConnection,
    merge: Uuid,
    master: &ContactRow,
) -> Result<(), Error> {
    let later = sqlx::query_scalar!(
        r#"select coalesce(nullif(trim(concat(other_before ->> 'first_name', ' ', other_before ->> 'last_name')), ''), '')
             as "name!"
           from merge where master_id = $1 and undone_at is null 
             and number > (select number from merge where id = $2) order by number desc limit 1"#,
        master.id,
        merge
    );
    let sentence = if master.merged_into.is_some() {
        "The Master Contact was merged into another one since. Undo that merge first.".to_owned()
    } else if master.deleted_at.is_some() {
        "The Master Contact was deleted since. Restore it first, then undo the merge.".to_owned()
    } else if let Some(later) = later.fetch_optional(transaction).await? {
        format!("“{later}” was merged into this contact since. Undo that merge first.")
    } else {
        return Ok(());
    };
    Err(Error::Conflict(sentence))
}
