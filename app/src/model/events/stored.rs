//! The rows that tell what happened, of the change log and of the table beside it.
use contact::ContactId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::happened::What;
use crate::error::Error;

/// Of more fields that one save wrote these many are named.
const MOST_FIELDS: i64 = 100;
/// How far is looked for what imports wrote where that is not told one by one.
const SPAN: i64 = 20_000;
/// More contacts of one import than these are told as one.
const OF_IMPORT: i64 = 50;

/// A row of the log, or of the table beside it.
pub(super) struct StoredEvent {
    pub(super) number: i64,
    contact: Option<Uuid>,
    version: Option<i64>,
    change: String,
    fields: Vec<String>,
    import: Option<Uuid>,
    enquiry: Option<Uuid>,
    staff: Option<Uuid>,
    destination: Option<Uuid>,
    /// The contact that was merged into this one, and its version.
    other: Option<Uuid>,
    other_version: Option<i64>,
}

impl StoredEvent {
    /// What it tells. A merge has one entry in the log, and tells of both contacts.
    pub(super) fn told(self) -> Vec<What> {
        let Some(contact) = self.contact else {
            let destination = self.destination;
            let enquiry = self.enquiry.map(|id| What::Enquiry {
                id,
                left: destination,
            });
            let import = self.import.map(|id| What::Import { id });
            let staff = self.staff.map(|id| What::Staff { id, destination });
            return enquiry.or(import).or(staff).into_iter().collect();
        };
        let other = self.other.map(|other| What::Contact {
            id: ContactId(other),
            version: self.other_version,
            change: self.change.clone(),
            // As the undo of the merge names it.
            fields: vec!["merged_into".to_owned()],
            import: None,
        });
        let contact = What::Contact {
            id: ContactId(contact),
            version: self.version,
            change: self.change,
            fields: self.fields,
            import: self.import,
        };
        [Some(contact), other].into_iter().flatten().collect()
    }
}

/// What one import wrote between two numbers.
pub(super) struct ImportCrowd {
    pub(super) import: Uuid,
    pub(super) first: i64,
    pub(super) last: i64,
}

/// Finds the imports that wrote more than a few contacts behind a number, and up to which number it was looked, which is kept
/// where it is not the other one.
pub(super) async fn crowds(
    connection: &mut PgConnection,
    (from, to): (i64, i64),
) -> Result<(i64, Vec<ImportCrowd>), Error> {
    let end = sqlx::query_scalar!(
        r#"select coalesce(min(number), $2) as "end!" from (
             (select number from change where number > $1 and number <= $2 order by number offset $3 limit 1)
             union all
             (select number from event where number > $1 and number <= $2 order by number offset $3 limit 1)
           ) as full_span"#,
        from,
        to,
        SPAN - 1
    );
    let end = end.fetch_one(&mut *connection).await?;
    let crowds = sqlx::query_as!(
        ImportCrowd,
        r#"select import_id as "import!", min(number) as "first!", max(number) as "last!"
           from change where number > $1 and number <= $2 and import_id is not null
           group by import_id having count(*) > $3"#,
        from,
        end,
        OF_IMPORT
    );
    Ok((end, crowds.fetch_all(connection).await?))
}

/// What is numbered behind the one and up to the other, but for what these imports wrote, one row more than the limit if there
/// is one.
pub(super) async fn rows(
    connection: &mut PgConnection,
    (from, to): (i64, i64),
    limit: u16,
    crowds: &[ImportCrowd],
) -> Result<Vec<StoredEvent>, Error> {
    let crowds: Vec<Uuid> = crowds.iter().map(|crowd| crowd.import).collect();
    let rows = sqlx::query_as!(
        StoredEvent,
        r#"with happened as (
             (select number, contact_id, action, import_id, null::uuid as enquiry_id, null::uuid as staff_id,
                null::uuid as destination_id, merge_id, lines
              from change
              where number > $1 and number <= $2 and (import_id is null or import_id <> all($5)) order by number limit $3)
             union all
             (select number, contact_id, 'Erased', import_id, enquiry_id, staff_id,
                destination_id, null::uuid, '[]'::jsonb
              from event where number > $1 and number <= $2 order by number limit $3)
             order by number limit $3
           )
           select happened.number as "number!", happened.contact_id as "contact?", contact.version as "version?",
             happened.action as "change!", happened.import_id as "import?", happened.enquiry_id as "enquiry?",
             happened.staff_id as "staff?", happened.destination_id as "destination?",
             array(
               select distinct (line ->> 'field') collate "C" from jsonb_array_elements(happened.lines) as line
               order by 1 limit $4) as "fields!",
             other.id as "other?", other.version as "other_version?"
           from happened
             left join contact on contact.id = happened.contact_id
             left join merge on merge.id = happened.merge_id and happened.action = 'Merged'
             left join contact as other on other.id = merge.other_id
           order by happened.number"#,
        from,
        to,
        i64::from(limit) + 1,
        MOST_FIELDS,
        &crowds
    );
    Ok(rows.fetch_all(connection).await?)
}
