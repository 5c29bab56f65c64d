//! The one door of the change log: whoever writes a contact writes its entry here, in the same transaction. Pages that
//! are open, webhooks and feeds follow the log by `events.rs`. A trigger of the table sees to it for every statement here
//! that they miss no entry, however late its transaction commits, and hear of it when it does; of a report, a little later.
use contact::{ContactId, change::Line};
use sqlx::{PgConnection, types::Json};
use strum::IntoStaticStr;
use uuid::Uuid;

use super::copy_text::CopyText;
use crate::{error::Error, who::Who, wire::contacts::LastEdit};

/// What was done to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
pub enum ChangeKind {
    Created,
    Updated,
    Deleted,
    Restored,
    #[strum(serialize = "Value restored")]
    ValueRestored,
    #[strum(serialize = "Note added")]
    NoteAdded,
    #[strum(serialize = "Note deleted")]
    NoteDeleted,
    Merged,
    #[strum(serialize = "Merge undone")]
    MergeUndone,
    #[strum(serialize = "Import undone")]
    ImportUndone,
    #[strum(serialize = "Proposal left")]
    Proposed,
    #[strum(serialize = "Proposal accepted")]
    ProposalAccepted,
    #[strum(serialize = "Proposal dropped")]
    ProposalDropped,
}

impl ChangeKind {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Who writes, and by which way.
#[derive(Clone, Debug)]
pub struct Author {
    pub staff: Option<Uuid>,
    pub(super) name: String,
    /// edit, import, merge, panel, api or enquiry.
    pub(super) source: &'static str,
    /// The import that writes.
    pub import: Option<Uuid>,
    /// The message of an enquiry in which it was heard.
    message: Option<Uuid>,
}

impl Author {
    /// Whoever edits a contact.
    pub fn of(who: &Who) -> Self {
        let source = match who {
            Who::Staff { .. } => "edit",
            Who::Token { .. } | Who::Operator => "api",
        };
        Self {
            staff: who.staff_id(),
            name: who.name().to_owned(),
            source,
            import: None,
            message: None,
        }
    }

    /// Whoever merges two contacts, or takes that back.
    pub fn merging(who: &Who) -> Self {
        let author = Self::of(who);
        let source = match who {
            Who::Staff { .. } => "merge",
            Who::Token { .. } | Who::Operator => author.source,
        };
        Self { source, ..author }
    }

    /// The same, beside an enquiry; who has it from a message of it, names that.
    pub fn beside_an_enquiry(self, message: Option<Uuid>) -> Self {
        Self {
            source: "panel",
            message,
            ..self
        }
    }

    /// What an enquiry proves or brings, in the name of the program that reported it.
    pub fn reporting(who: &Who) -> Self {
        Self {
            source: "enquiry",
            ..Self::of(who)
        }
    }

    /// An import, in the name of whoever started it or takes it back.
    pub fn importing(import: Uuid, staff: Option<Uuid>, name: String) -> Self {
        Self {
            staff,
            name,
            source: "import",
            import: Some(import),
            message: None,
        }
    }
}

/// Writes an entry each for some contacts.
pub(super) async fn record(
    transaction: &mut PgConnection,
    author: &Author,
    kind: ChangeKind,
    entries: Vec<(Uuid, Vec<Line>)>,
) -> Result<(), Error> {
    write(transaction, author, kind, entries, None).await
}

/// Writes the entry of a merge or of its undo, which leads to the merge.
pub(super) async fn record_merge(
    transaction: &mut PgConnection,
    author: &Author,
    kind: ChangeKind,
    (contact, lines): (ContactId, Vec<Line>),
    merge: Uuid,
) -> Result<(), Error> {
    let entries = vec![(contact.0, lines)];
    write(transaction, author, kind, entries, Some(merge)).await
}

async fn write(
    transaction: &mut PgConnection,
    author: &Author,
    kind: ChangeKind,
    entries: Vec<(Uuid, Vec<Line>)>,
    merge: Option<Uuid>,
) -> Result<(), Error> {
    let (contacts, lines): (Vec<Uuid>, Vec<Vec<Line>>) = entries.into_iter().unzip();
    let lines: Vec<_> = lines.into_iter().map(Json).collect();
    sqlx::query!(
        "insert into change (contact_id, staff, actor, action, source, import_id, merge_id, message_id, lines)
         select contact, $2, $3, $4, $5, $6, $7, $8, lines
         from unnest($1::uuid[], $9::jsonb[]) as entry (contact, lines)",
        &contacts,
        author.staff,
        author.name,
        kind.as_str(),
        author.source,
        author.import,
        merge,
        author.message,
        &lines as _,
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Entries of many contacts on their way into the log by COPY.
#[derive(Debug, Default)]
pub struct Entries(CopyText);

impl Entries {
    /// Adds one; the lines are written out as JSON.
    pub fn add(&mut self, contact: ContactId, author: &Author, kind: ChangeKind, lines: &str) {
        let row = &mut self.0;
        row.uuid(contact.0);
        row.shown(author.staff);
        row.text(&author.name);
        row.text(kind.as_str());
        row.text(author.source);
        row.shown(author.import);
        row.text(lines);
        row.end();
    }

    /// Sends them.
    pub async fn send(&self, transaction: &mut PgConnection) -> Result<(), sqlx::Error> {
        let statement =
            "copy change (contact_id, staff, actor, action, source, import_id, lines) from stdin";
        self.0.send(transaction, statement).await
    }
}

/// Who changed these fields of a contact last, and when, as it is told to a member of staff.
pub(super) async fn latest(
    connection: &mut PgConnection,
    contact: ContactId,
    fields: Vec<String>,
    reader: Option<Uuid>,
) -> Result<Vec<LastEdit>, Error> {
    let others = sqlx::query_as!(
        LastEdit,
        r#"
        select distinct on (line->>'field') line->>'field' as "field!", change.at, coalesce(staff.name, change.actor) as "staff!",
          coalesce(change.staff = $3, false) as "own!"
        from change cross join jsonb_array_elements(change.lines) as line left join staff on staff.id = change.staff
        where change.contact_id = $1 and line->>'field' = any($2)
        order by line->>'field', change.number desc
        "#,
        contact.0,
        &fields,
        reader
    );
    Ok(others.fetch_all(connection).await?)
}
