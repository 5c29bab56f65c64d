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

/// How much of the log one import wrote between two numbers, or all who are none.
struct LogShare {
    import: Option<Uuid>,
    number: i64,
    first: i64,
    last: i64,
}

/// What is to be read of the log behind a number.
pub(super) struct LogSpan {
    /// Up to which number, which is kept.
    pub(super) end: i64,
    /// The imports that wrote more than a few contacts, of which no row is read.
    pub(super) crowds: Vec<ImportCrowd>,
    /// Whether anything else was written. While an import goes on that is seldom, and to look for it is to pass over all that it
    /// wrote.
    has_others: bool,
}

impl LogSpan {
    /// All rows up to a number.
    pub(super) fn one_by_one(end: i64) -> Self {
        Self {
            end,
            crowds: Vec::new(),
            has_others: true,
        }
    }

    /// Looks between two numbers for the imports that wrote more than a few contacts.
    pub(super) async fn look(
        connection: &mut PgConnection,
        (from, to): (i64, i64),
    ) -> Result<Self, Error> {
        let end = match to - from > SPAN {
            true => end_of_look(connection, (from, to)).await?,
            // There are no more rows than numbers.
            false => to,
        };
        let shares = sqlx::query_as!(
            LogShare,
            r#"select import_id as "import?", count(*) as "number!", min(number) as "first!", max(number) as "last!"
               from change where number > $1 and number <= $2 group by import_id"#,
            from,
            end
        );
        let mut span = Self {
            end,
            crowds: Vec::new(),
            has_others: false,
        };
        for share in shares.fetch_all(connection).await? {
            match share.import.filter(|_| share.number > OF_IMPORT) {
                Some(import) => span.crowds.push(ImportCrowd {
                    import,
                    first: share.first,
                    last: share.last,
                }),
                None => span.has_others = true,
            }
        }
        Ok(span)
    }
}

/// The number between two others, which is kept, up to which there are as many rows as are looked over at a time; the latter of
/// the two where there are fewer.
async fn end_of_look(connection: &mut PgConnection, (from, to): (i64, i64)) -> Result<i64, Error> {
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
    Ok(end.fetch_one(connection).await?)
}

/// What is numbered behind the one and up to the end of the span, but for what its crowds wrote, one row more than the limit if
/// there is one.
pub(super) async fn rows(
    connection: &mut PgConnection,
    from: i64,
    limit: u16,
    log: &LogSpan,
) -> Result<Vec<StoredEvent>, Error> {
    let crowds: Vec<Uuid> = log.crowds.iter().map(|crowd| crowd.import).collect();
    let of_others = if log.has_others { log.end } else { from };
    let rows = sqlx::query_as!(
        StoredEvent,
        r#"with happened as (
             (select number, contact_id, action, import_id, null::uuid as enquiry_id, null::uuid as staff_id,
                null::uuid as destination_id, merge_id, lines
              from change
              where number > $1 and number <= $6 and (import_id is null or import_id <> all($5)) order by number limit $3)
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
        log.end,
        i64::from(limit) + 1,
        MOST_FIELDS,
        &crowds,
        of_others
    );
    Ok(rows.fetch_all(connection).await?)
}
