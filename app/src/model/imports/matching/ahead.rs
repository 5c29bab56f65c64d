//! Which contacts an import is going to change, found ahead of its writing by the same matching: whoever has one of them open is
//! told. The page says it of its own imports before it sends them; of those of programs and of the command line it is found here.
use std::collections::HashMap;

use contact::{
    ContactId,
    change::diff,
    effect::{CHANGES_TOLD, EffectClass, choices::RecordChoices},
};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::Holders;
use crate::{
    error::Error,
    model::{
        Database,
        contacts::stored::{self, Stored},
        events,
        imports::{
            choices,
            chunk::{Content, Judged, RecordVerdict},
            files::Files,
            lease::LeasedImport,
            pace::{Halt, Pace},
            reading,
            row::ImportRow,
        },
    },
    wire::imports::{OnDuplicate, Source},
};

/// Notes what an import is going to change, while it is being written. It is a courtesy: where it fails, the import goes on.
pub async fn tell(database: Database, files: Files, claim: LeasedImport) {
    let id = claim.id;
    if let Err(halt) = look_ahead(&database, &files, claim).await {
        tracing::warn!(import = %id, ?halt, "nobody is told beforehand what an import changes");
    }
}

/// Looks at the records behind the first chunk, which is written before anybody could read that it will be; and at no more than
/// contacts are told of, so that a long import costs little more.
async fn look_ahead(
    database: &Database,
    files: &Files,
    mut claim: LeasedImport,
) -> Result<(), Halt> {
    let row = sqlx::query_as::<_, ImportRow>("select * from import where id = $1")
        .bind(claim.id.0)
        .fetch_one(&database.pool)
        .await?;
    claim.choices.runs = choices::of(database, claim.id.0).await?;
    let is_told = row.source == Source::Page.as_str() || !claim.choices.compare();
    if is_told || !somebody_is_there(database).await? {
        return Ok(());
    }
    let plan = reading::plan(database, files, &claim, &Pace::default()).await?;
    let (send, mut chunks) = mpsc::channel(1);
    let reader = tokio::task::spawn_blocking(move || plan.read(&send));
    let mut looked_at = 0;
    chunks.recv().await.transpose()?;
    while let Some(chunk) = chunks.recv().await {
        let Content::Drafts(judged) = chunk?.content else {
            break;
        };
        let chosen = &claim.choices;
        let mut db = database.pool.acquire().await?;
        let found = Holders::look_up(&mut db, chosen.matching, &judged).await?;
        let known = stored::look(&mut db, &found.ids()).await?;
        let changed = judged
            .iter()
            .filter_map(|judged| change_of(judged, &found, &known, chosen));
        let changed: Vec<Uuid> = changed.collect();
        if !changed.is_empty() {
            choices::note_changes(&mut db, claim.id, &changed).await?;
            events::record_imports(&mut db, &[claim.id.0]).await?;
        }
        looked_at += judged.len();
        if looked_at >= CHANGES_TOLD {
            break;
        }
    }
    // With the queue gone, the reader stops where it is.
    drop(chunks);
    reader.await.map_err(Error::broken)?;
    Ok(())
}

/// Whether anybody is signed in who may have a contact open. Sessions that have run out go when somebody signs in; until then
/// they only cost what is read ahead.
async fn somebody_is_there(database: &Database) -> Result<bool, sqlx::Error> {
    let anybody = sqlx::query_scalar!(
        r#"select exists (select from session where staff_id is not null) as "anybody!""#
    );
    anybody.fetch_one(&database.pool).await
}

/// The contact that a record changes, as they stand now.
fn change_of(
    judged: &Judged,
    found: &Holders,
    known: &HashMap<ContactId, Stored>,
    chosen: &RecordChoices,
) -> Option<Uuid> {
    let RecordVerdict::Ready(ready) = &judged.verdict else {
        return None;
    };
    let mut near = found.of(&ready.draft, chosen.matching).into_iter();
    // One that matches several changes none.
    let (Some(id), None) = (near.next(), near.next()) else {
        return None;
    };
    let before = &known.get(&id)?.draft;
    let after = before.updated_by(&ready.draft, ready.filled);
    let is_changed = !diff(before, &after).is_empty();
    let choice = chosen.of(judged.record, || EffectClass::Changed);
    (is_changed && choice == OnDuplicate::Update).then_some(id.0)
}
