//! The rows that tell programs what happened, of the change log and of the table beside it. Of the table far more is written
//! than programs are told, so it is read by an index of what they are (migration 0098).
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::entry::FeedEntry;
use crate::{
    error::Error,
    model::log::ChangeKind,
    wire::{events::EventKind, live::Position},
};

/// Of more fields that one save wrote these many are named.
const MOST_FIELDS: i64 = 100;

/// What the log calls what has a name of its own for programs. Whatever else it tells of is an update to them.
const KINDS: [(ChangeKind, EventKind); 5] = [
    (ChangeKind::Created, EventKind::ContactCreated),
    (ChangeKind::Deleted, EventKind::ContactDeleted),
    (ChangeKind::Restored, EventKind::ContactRestored),
    (ChangeKind::Merged, EventKind::ContactMerged),
    (ChangeKind::MergeUndone, EventKind::ContactUnmerged),
];

/// A row of the log, or one of the table beside it that programs are told of.
pub(super) struct ToldRow {
    pub(super) number: i64,
    at: DateTime<Utc>,
    contact: Option<Uuid>,
    /// Of a row of the log: what was done.
    action: Option<String>,
    source: String,
    actor: String,
    import: Option<Uuid>,
    enquiry: Option<Uuid>,
    /// The contact that the enquiry was given to.
    mapped_to: Option<Uuid>,
    fields: Vec<String>,
    /// The contact that was merged into this one.
    other: Option<Uuid>,
}

impl ToldRow {
    /// What it tells. A merge has one row in the log, and tells of both contacts.
    pub(super) fn entries(self, position: Position) -> Vec<FeedEntry> {
        let Some(subject) = self.contact.or(self.enquiry).or(self.import) else {
            return Vec::new();
        };
        let entry = FeedEntry {
            position,
            kind: self.kind(),
            at: self.at,
            subject,
            contact: self.contact.or(self.mapped_to),
            import: self.import.filter(|import| *import != subject),
            changed: self.fields,
            actor: self.actor,
            source: self.source,
        };
        let other = self.other.map(|other| FeedEntry {
            subject: other,
            contact: Some(other),
            // As the undo of the merge names it.
            changed: vec!["merged_into".to_owned()],
            ..entry.clone()
        });
        [Some(entry), other].into_iter().flatten().collect()
    }

    fn kind(&self) -> EventKind {
        match &self.action {
            Some(action) => {
                let named = KINDS.iter().find(|(change, _)| change.as_str() == action);
                named.map_or(EventKind::ContactUpdated, |(_, kind)| *kind)
            }
            None if self.contact.is_some() => EventKind::ContactErased,
            None if self.enquiry.is_some() => EventKind::EnquiryMapped,
            None => EventKind::ImportFinished,
        }
    }
}

/// What programs are told that is numbered behind the one and up to the other, one row more than the limit if there is one;
/// without what imports wrote, where that is not told one by one.
pub(super) async fn rows(
    connection: &mut PgConnection,
    (from, to): (i64, i64),
    limit: u16,
    imports: bool,
) -> Result<Vec<ToldRow>, Error> {
    let rows = sqlx::query_as!(
        ToldRow,
        r#"with happened as (
             (select number, at, contact_id, action, source, staff, actor, import_id, null::uuid as enquiry_id,
                null::uuid as mapped_contact_id, merge_id, lines
              from change where number > $1 and number <= $2 and ($5 or import_id is null) order by number limit $3)
             union all
             (select number, at, contact_id, null::text, source, null::uuid, actor, import_id, enquiry_id,
                mapped_contact_id, null::uuid, '[]'::jsonb
              from event
              where number > $1 and number <= $2 and (contact_id is not null or ended or mapped_contact_id is not null)
              order by number limit $3)
             order by number limit $3
           )
           select happened.number as "number!", happened.at as "at!", happened.contact_id as "contact?",
             happened.action as "action?", happened.source as "source!",
             coalesce(staff.name, happened.actor) as "actor!", happened.import_id as "import?",
             happened.enquiry_id as "enquiry?", happened.mapped_contact_id as "mapped_to?",
             array(
               select distinct (line ->> 'field') collate "C" from jsonb_array_elements(happened.lines) as line
               order by 1 limit $4) as "fields!",
             merge.other_id as "other?"
           from happened
             left join staff on staff.id = happened.staff
             left join merge on merge.id = happened.merge_id and happened.action = 'Merged'
           order by happened.number"#,
        from,
        to,
        i64::from(limit) + 1,
        MOST_FIELDS,
        imports
    );
    Ok(rows.fetch_all(connection).await?)
}
