//! What a visitor wrote from: once for each enquiry of a contact, whose it is as often as it is told.
use contact::{ContactId, enquiry::VisitorDevice, known_fields::Told};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::Error;

/// Notes what the visitor wrote from.
pub(super) async fn note(
    transaction: &mut PgConnection,
    (enquiry, contact): (Uuid, ContactId),
    told: &Told,
    device: &VisitorDevice,
) -> Result<(), Error> {
    let fields = contact::enquiry::DEVICE.iter();
    let seen = fields.filter_map(|field| told.seen_at(&format!("device.{field}")));
    let Some(last_seen) = seen.max() else {
        return Ok(());
    };
    sqlx::query!(
        "insert into device (id, contact_id, enquiry_id, platform, os, browser, ip, location, language, time_zone, last_seen)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (enquiry_id) where enquiry_id is not null do update set
           contact_id = excluded.contact_id, platform = excluded.platform, os = excluded.os,
           browser = excluded.browser, ip = excluded.ip, location = excluded.location, language = excluded.language,
           time_zone = excluded.time_zone, last_seen = excluded.last_seen",
        Uuid::now_v7(),
        contact.0,
        enquiry,
        device.platform,
        device.os,
        device.browser,
        device.ip,
        device.location,
        device.language,
        device.time_zone,
        last_seen
    )
    .execute(transaction)
    .await?;
    Ok(())
}
