//! What one wants to know before calling back whoever was missed: their number, what they looked at last, what time it is
//! where they are, and the last thing they said.
use std::collections::BTreeMap;

use contact::{
    ContactId, Network,
    enquiry::{Status, Visitor, number},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::rows;
use crate::{
    error::Error,
    who::Who,
    wire::{
        activity::Visit,
        overview::{EnquiryRow, LastSaid, MissedEnquiry},
    },
};

/// The most characters of what was said last.
const SAID: i32 = 500;

/// Adds to missed enquiries what is known for a call back.
pub(super) async fn read(
    connection: &mut PgConnection,
    rows: Vec<EnquiryRow>,
) -> Result<Vec<MissedEnquiry>, Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut people = people(connection, &ids).await?;
    let mut visits = visits(connection, &ids).await?;
    let mut said = said(connection, &ids).await?;
    let missed = rows.into_iter().map(|row| {
        let called = people.remove(&row.id).unwrap_or_default();
        MissedEnquiry {
            contact: called.contact,
            number: called.number,
            minutes_ahead: called.minutes_ahead,
            visits: visits.remove(&row.id).unwrap_or_default(),
            last_said: said.remove(&row.id),
            row,
        }
    });
    Ok(missed.collect())
}

/// The same of one enquiry; nothing where it is not missed, and for whoever may not view it.
pub(in crate::model) async fn of_one(
    connection: &mut PgConnection,
    who: &Who,
    enquiry: Uuid,
) -> Result<Option<MissedEnquiry>, Error> {
    let mut rows = rows::read(connection, who, &[enquiry]).await?;
    rows.retain(|row| row.status == Status::Missed && row.refused.is_none());
    Ok(read(connection, rows).await?.pop())
}

/// Who is called back.
#[derive(Default)]
struct Called {
    /// Where they are in the list.
    contact: Option<ContactId>,
    number: Option<String>,
    minutes_ahead: Option<i32>,
}

/// Whose each is, their number, and how far their clock is ahead: what this enquiry told comes before what is known of the
/// contact.
async fn people(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Called>, Error> {
    let rows = sqlx::query!(
        r#"select enquiry.id, visitor as "visitor: Json<Visitor>",
             (select contact.id from contact where contact.id = enquiry.contact_id and deleted_at is null) as contact,
             (select number from contact_phone where contact_phone.contact_id = enquiry.contact_id
              order by verified desc, position limit 1) as phone,
             minutes_ahead_of_utc(coalesce(
               nullif(visitor -> 'device' ->> 'time_zone', ''),
               (select time_zone from device where device.contact_id = enquiry.contact_id and time_zone <> ''
                order by last_seen desc, device.id desc limit 1),
               '')) as minutes_ahead
           from enquiry where id = any($1)"#,
        ids
    );
    let rows = rows.fetch_all(connection).await?;
    let people = rows.into_iter().map(|row| {
        let called = Called {
            contact: row.contact.map(ContactId),
            number: number_of(&row.visitor.0).or(row.phone),
            minutes_ahead: row.minutes_ahead,
        };
        (row.id, called)
    });
    Ok(people.collect())
}

/// The number that a visitor told, or came by.
fn number_of(visitor: &Visitor) -> Option<String> {
    let social = visitor.social.as_ref();
    let whatsapp = social.filter(|social| social.network == Network::Whatsapp);
    visitor.number().or_else(|| number(&whatsapp?.id))
}

/// The last three visits of the contact of each, or of the enquiry where it is nobody's yet.
async fn visits(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Visit>>, Error> {
    let rows = sqlx::query!(
        r#"select enquiry.id as enquiry, visit.id as "id!", visit.title as "title!", visit.address as "address!",
             visit.at as "at!"
           from enquiry cross join lateral (
             (select id, title, address, at from visit where visit.contact_id = enquiry.contact_id
              order by at desc, id desc limit 3)
             union all
             (select id, title, address, at from visit where visit.enquiry_id = enquiry.id and enquiry.contact_id is null
              order by at desc, id desc limit 3)
           ) as visit
           where enquiry.id = any($1) order by visit.at desc, visit.id desc"#,
        ids
    );
    let mut visits: BTreeMap<Uuid, Vec<Visit>> = BTreeMap::new();
    for row in rows.fetch_all(connection).await? {
        visits.entry(row.enquiry).or_default().push(Visit {
            id: row.id,
            title: row.title,
            address: row.address,
            at: row.at,
        });
    }
    Ok(visits)
}

/// The last thing that the visitor of each said.
async fn said(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, LastSaid>, Error> {
    let rows = sqlx::query!(
        r#"select enquiry.id, said.at as "at!", left(said.text, $2) as "text!"
           from enquiry cross join lateral (
             select at, text from enquiry_message
             where enquiry_id = enquiry.id and sender = 'visitor' order by at desc, id desc limit 1
           ) as said
           where enquiry.id = any($1)"#,
        ids,
        SAID
    );
    let rows = rows.fetch_all(connection).await?;
    let said = rows.into_iter().map(|row| {
        let said = LastSaid {
            text: row.text,
            at: row.at,
        };
        (row.id, said)
    });
    Ok(said.collect())
}
