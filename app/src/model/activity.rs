//! What the contact centre reported about a contact, and what was pressed here: a page at a time, the newest first. A merge
//! moves these rows to the master, so that one id finds all of them. All kinds stand in one order, by time and id, so that
//! one cursor is a place among all of them.
use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    enquiry::Status,
    permit::{EnquiryAction, Relation},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{
        Asker,
        contacts::read,
        cursor,
        enquiries::standing::{shown_subject, standing},
    },
    who::{Action, Who},
    wire::activity::{Activity, ActivityKind, Device, Engagement, EnquiryEntry, Visit},
};

/// How much stands on a page, of all kinds together.
const PAGE: usize = 100;
/// One more of each kind is read, to know whether there is more.
const READ: i64 = PAGE as i64 + 1;

/// A place in the order: what is read lies before it.
type ActivityPlace = (DateTime<Utc>, Uuid);

/// Reads a page of the activity of a contact, of one kind or of all: the newest, or the newest before a cursor.
pub async fn page(
    asker: &Asker,
    id: ContactId,
    kind: Option<ActivityKind>,
    cursor: Option<&str>,
) -> Result<Activity, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let is_first = kind.is_none() && cursor.is_none();
    let before = place(cursor)?;
    let mut connection = database.pool.acquire().await?;
    read::exists(&mut connection, id).await?;
    let wanted = |this| kind.is_none_or(|kind| kind == this);
    let mut page = Activity::default();
    if wanted(ActivityKind::Enquiries) {
        page.enquiries = enquiries(&mut connection, id, before, &asker.who).await?;
    }
    if wanted(ActivityKind::Engagements) {
        page.engagements = engagements(&mut connection, id, before).await?;
    }
    if wanted(ActivityKind::Visits) {
        page.visits = visits(&mut connection, id, before).await?;
    }
    if is_first {
        page.device = newest_device(&mut connection, id).await?;
    }
    Ok(cut(page))
}

/// Reads a page of what the visitor of an enquiry looked at who is nobody's contact yet, for those who may view it.
pub async fn of_visitor(
    asker: &Asker,
    enquiry: Uuid,
    cursor: Option<&str>,
) -> Result<Activity, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let (at, before) = place(cursor)?;
    let mut connection = database.pool.acquire().await?;
    let standing = standing(&mut connection, &asker.who, enquiry).await?;
    standing.may(EnquiryAction::View)?;
    let visits = sqlx::query_as!(
        Visit,
        "select id, title, address, at from visit
         where enquiry_id = $1 and contact_id is null and (at, id) < ($2, $3) order by at desc, id desc limit $4",
        enquiry,
        at,
        before,
        READ
    );
    Ok(cut(Activity {
        visits: visits.fetch_all(&mut *connection).await?,
        ..Activity::default()
    }))
}

/// Before which place a page lies: the first before none.
fn place(cursor: Option<&str>) -> Result<ActivityPlace, Error> {
    let before = cursor.map(cursor::read).transpose()?;
    Ok(before.unwrap_or((DateTime::<Utc>::MAX_UTC, Uuid::max())))
}

/// Leaves the newest of all kinds together, and says where the next page begins.
fn cut(mut page: Activity) -> Activity {
    let enquiries = page.enquiries.iter().map(|one| (one.opened_at, one.id));
    let engagements = page.engagements.iter().map(|one| (one.at, one.id));
    let visits = page.visits.iter().map(|one| (one.at, one.id));
    let mut places: Vec<ActivityPlace> = enquiries.chain(engagements).chain(visits).collect();
    places.sort_unstable_by(|one, other| other.cmp(one));
    if places.len() > PAGE {
        let (at, id) = places[PAGE - 1];
        page.enquiries
            .retain(|one| (one.opened_at, one.id) >= (at, id));
        page.engagements.retain(|one| (one.at, one.id) >= (at, id));
        page.visits.retain(|one| (one.at, one.id) >= (at, id));
        page.next_cursor = Some(cursor::write(at, id));
    }
    page
}

/// Closed ones say to staff how whoever asks stands to them.
async fn enquiries(
    connection: &mut PgConnection,
    id: ContactId,
    (at, before): ActivityPlace,
    who: &Who,
) -> Result<Vec<EnquiryEntry>, Error> {
    let rows = sqlx::query!(
        r#"select enquiry.id, enquiry.external_id, channel as "channel!", status as "status!",
             coalesce(nullif(destination.name, ''), enquiry.destination) as "destination!", subject,
             array(
               select coalesce(staff.name, enquiry_staff.email)
               from enquiry_staff left join staff on lower(staff.email) = enquiry_staff.email
               where enquiry_id = enquiry.id and place is not null order by place
             ) as "staff!", opened_at as "opened_at!", closed_at,
             relation_to(enquiry.id, enquiry.destination, $4) as "relation!"
           from enquiry left join destination on destination.external_id = enquiry.destination
           where contact_id = $1 and status is not null and (opened_at, enquiry.id) < ($2, $3)
           order by opened_at desc, enquiry.id desc limit $5"#,
        id.0,
        at,
        before,
        who.staff_id(),
        READ
    );
    let rows = rows.fetch_all(connection).await?;
    let rows = rows.into_iter().map(|row| {
        let status: Status = row.status.parse().map_err(Error::broken)?;
        let relation: Relation = row.relation.parse().map_err(Error::broken)?;
        let decides = status == Status::Closed && who.staff_id().is_some();
        Ok(EnquiryEntry {
            id: row.id,
            external_id: row.external_id,
            channel: row.channel.parse().map_err(Error::broken)?,
            status,
            destination: row.destination,
            subject: shown_subject(who, (status, relation), row.subject),
            staff: row.staff,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            relation: decides.then_some(relation),
        })
    });
    rows.collect()
}

async fn engagements(
    connection: &mut PgConnection,
    id: ContactId,
    (at, before): ActivityPlace,
) -> Result<Vec<Engagement>, Error> {
    let engagements = sqlx::query_as!(
        Engagement,
        r#"select engagement.id, kind as "kind!", number, coalesce(staff.name, reported.name, actor) as "staff!", at as "at!", seconds, text
           from engagement left join staff on staff.id = engagement.staff
             left join staff as reported on engagement.staff is null and lower(reported.email) = actor
           where contact_id = $1 and (at, engagement.id) < ($2, $3) order by at desc, engagement.id desc limit $4"#,
        id.0,
        at,
        before,
        READ
    );
    Ok(engagements.fetch_all(connection).await?)
}

async fn visits(
    connection: &mut PgConnection,
    id: ContactId,
    (at, before): ActivityPlace,
) -> Result<Vec<Visit>, Error> {
    let visits = sqlx::query_as!(
        Visit,
        "select id, title, address, at from visit
         where contact_id = $1 and (at, id) < ($2, $3) order by at desc, id desc limit $4",
        id.0,
        at,
        before,
        READ
    );
    Ok(visits.fetch_all(connection).await?)
}

/// Reads what a contact wrote from last, if anybody knows.
pub async fn device(asker: &Asker, id: ContactId) -> Result<Option<Device>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    newest_device(&mut *database.pool.acquire().await?, id).await
}

/// The same by a connection that is held already.
pub(super) async fn newest_device(
    connection: &mut PgConnection,
    id: ContactId,
) -> Result<Option<Device>, Error> {
    let device = sqlx::query_as!(
        Device,
        "select platform, os, browser, ip, location, language, last_seen
         from device where contact_id = $1 order by last_seen desc, id desc limit 1",
        id.0
    );
    Ok(device.fetch_optional(connection).await?)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration, Utc};
    use uuid::Uuid;

    use super::{Activity, Engagement, PAGE, Visit, cut};

    fn moment(minute: usize) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(i64::try_from(minute).expect("small"))
    }

    fn call(minute: usize) -> Engagement {
        Engagement {
            id: Uuid::from_u128(minute as u128),
            kind: "call".to_owned(),
            number: String::new(),
            staff: String::new(),
            at: moment(minute),
            seconds: None,
            text: String::new(),
        }
    }

    fn visit(minute: usize) -> Visit {
        Visit {
            id: Uuid::from_u128(minute as u128),
            title: String::new(),
            address: String::new(),
            at: moment(minute),
        }
    }

    #[test]
    fn a_page_goes_as_far_back_as_nothing_of_any_kind_is_left_out() {
        let mut page = Activity {
            engagements: (0..=PAGE).rev().map(|n| call(2 * n)).collect(),
            visits: (0..=PAGE).rev().map(|n| visit(2 * n + 1)).collect(),
            ..Activity::default()
        };
        page = cut(page);
        let kept = [page.engagements.len(), page.visits.len()];
        assert_eq!(kept, [PAGE / 2, PAGE / 2]);
        let oldest = page.engagements.last().expect("calls");
        let cursor = format!("{}-{}", oldest.at.timestamp_micros(), oldest.id.simple());
        assert_eq!(page.next_cursor, Some(cursor));
    }

    #[test]
    fn the_last_page_says_that_nothing_is_older() {
        let page = Activity {
            visits: (0..PAGE).rev().map(visit).collect(),
            ..Activity::default()
        };
        assert_eq!(cut(page.clone()), page);
    }
}
