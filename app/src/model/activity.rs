//! What the contact centre reported about a contact: read here, written by `Ingest` only. A merge moves these rows to the
//! master, so that one id finds all of them.
use contact::ContactId;
use sqlx::PgConnection;

use crate::{
    api::activity::{Activity, Device, Engagement, Enquiry, Visit},
    error::Error,
    model::{Store, contacts},
    session::{Action, Who},
};

/// The most of each kind that are shown.
const MOST: i64 = 200;

/// Reads the activity of a contact, the newest first.
pub async fn activity(store: &Store, who: &Who, id: ContactId) -> Result<Activity, Error> {
    who.may(Action::ReadContacts)?;
    let mut connection = store.pool.acquire().await?;
    contacts::exists(&mut connection, id).await?;
    let enquiries = sqlx::query_as!(
        Enquiry,
        "select id, external_id, channel, status, destination, subject, staff, opened_at, closed_at
         from enquiry where contact_id = $1 order by opened_at desc, id desc limit $2",
        id.0,
        MOST
    )
    .fetch_all(&mut *connection)
    .await?;
    let engagements = sqlx::query_as!(
        Engagement,
        r#"select engagement.id, kind, number, coalesce(staff.name, actor) as "staff!", at, seconds, text
           from engagement left join staff on staff.id = engagement.staff
           where contact_id = $1 order by at desc, engagement.id desc limit $2"#,
        id.0,
        MOST
    )
    .fetch_all(&mut *connection)
    .await?;
    let visits = sqlx::query_as!(
        Visit,
        "select id, title, address, at from visit where contact_id = $1 order by at desc, id desc limit $2",
        id.0,
        MOST
    )
    .fetch_all(&mut *connection)
    .await?;
    Ok(Activity {
        enquiries,
        engagements,
        visits,
        device: newest_device(&mut connection, id).await?,
    })
}

/// Reads what a contact wrote from last, if anybody knows.
pub async fn device(store: &Store, who: &Who, id: ContactId) -> Result<Option<Device>, Error> {
    who.may(Action::ReadContacts)?;
    newest_device(&mut *store.pool.acquire().await?, id).await
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
