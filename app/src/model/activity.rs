//! What the contact centre reported about a contact: read here, written by `intake` only. A merge moves these rows to the
//! master, so that one id finds all of them.
use chrono::{DateTime, Utc};
use contact::ContactId;
use sqlx::PgConnection;

use crate::{
    error::Error,
    model::{Asker, contacts::read},
    who::Action,
    wire::activity::{Activity, Device, Engagement, Enquiry, Visit},
};

/// The most of each kind that are shown.
const MOST: usize = 200;
/// One more is read, to know whether there is more.
const READ: i64 = MOST as i64 + 1;

/// Reads the activity of a contact, the newest first.
pub async fn activity(asker: &Asker, id: ContactId) -> Result<Activity, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    read::exists(&mut connection, id).await?;
    let mut enquiries = sqlx::query_as!(
        Enquiry,
        r#"select enquiry.id, enquiry.external_id, channel as "channel!", status as "status!",
             coalesce(nullif(destination.name, ''), enquiry.destination) as "destination!", subject,
             array(
               select coalesce(staff.name, enquiry_staff.email)
               from enquiry_staff left join staff on lower(staff.email) = enquiry_staff.email
               where enquiry_id = enquiry.id and place is not null order by place
             ) as "staff!", opened_at as "opened_at!", closed_at
           from enquiry left join destination on destination.external_id = enquiry.destination
           where contact_id = $1 and status is not null order by opened_at desc, enquiry.id desc limit $2"#,
        id.0,
        READ
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut engagements = sqlx::query_as!(
        Engagement,
        r#"select engagement.id, kind as "kind!", number, coalesce(staff.name, reported.name, actor) as "staff!", at as "at!", seconds, text
           from engagement left join staff on staff.id = engagement.staff
             left join staff as reported on engagement.staff is null and lower(reported.email) = actor
           where contact_id = $1 order by at desc, engagement.id desc limit $2"#,
        id.0,
        READ
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut visits = sqlx::query_as!(
        Visit,
        "select id, title, address, at from visit where contact_id = $1 order by at desc, id desc limit $2",
        id.0,
        READ
    )
    .fetch_all(&mut *connection)
    .await?;
    let cut_at = [
        cut(&mut enquiries, |enquiry| enquiry.opened_at),
        cut(&mut engagements, |engagement| engagement.at),
        cut(&mut visits, |visit| visit.at),
    ];
    Ok(Activity {
        enquiries,
        engagements,
        visits,
        cut_at: cut_at.into_iter().flatten().max(),
        device: newest_device(&mut connection, id).await?,
    })
}

/// Leaves out what is more than is shown; tells when that was.
fn cut<T>(list: &mut Vec<T>, at: fn(&T) -> DateTime<Utc>) -> Option<DateTime<Utc>> {
    let first = list.get(MOST).map(at);
    list.truncate(MOST);
    first
}

/// Reads what a contact wrote from last, if anybody knows.
pub async fn device(asker: &Asker, id: ContactId) -> Result<Option<Device>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    newest_device(&mut *database.pool.acquire().await?, id).await
}

async fn newest_device(
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
