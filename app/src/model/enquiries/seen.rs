//! What stands in the room of an enquiry for whoever may view it. Whoever may not learns the reason, and nothing of its
//! visitor or contact.
use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    permit::{EnquiryAction, permit},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{identified::identified, standing::shown_subject, summary};
use crate::{
    error::Error,
    model::{Asker, activity, contacts, fields, labels, notes},
    who::{Action, Who},
    wire::{
        contacts::{Found, Known, Note},
        room::{OtherEnquiry, Others, Room, RoomContact},
    },
};

/// How many other enquiries of a contact its room lists.
const OTHERS: usize = 100;
/// One more is read, to know whether there are more.
const READ: i64 = OTHERS as i64 + 1;

/// Reads the room of an enquiry.
pub async fn room(asker: &Asker, enquiry: Uuid) -> Result<Room, Error> {
    let database = asker.read(Action::ReadContacts)?;
    read(&mut *database.pool.acquire().await?, &asker.who, enquiry).await
}

/// The same by a connection that is held already: what is asked one after the other is not made sooner by more of them where
/// the processors are taken, as during an import.
pub(in crate::model) async fn read(
    connection: &mut PgConnection,
    who: &Who,
    enquiry: Uuid,
) -> Result<Room, Error> {
    let viewed = summary::read(connection, who, enquiry).await?;
    let (standing, known) = (viewed.standing, &viewed.known);
    let contact = match standing.contact {
        None if viewed.erased => RoomContact::Erased,
        None => {
            let rules = contacts::rules(connection).await?;
            let newcomer = known.visitor.newcomer(known.channel, &rules);
            RoomContact::Nobody {
                newcomer: newcomer.map(Box::new),
                custom: rules.custom_fields,
            }
        }
        Some(contact) => room_contact(connection, who, contact).await?,
    };
    let own = match &contact {
        RoomContact::Here(contact, _) => Some(contact.id),
        RoomContact::Deleted { id, .. } => Some(*id),
        RoomContact::Nobody { .. } | RoomContact::Erased => None,
    };
    let others = match own {
        Some(contact) => others(connection, who, enquiry, contact).await?,
        None => Others::default(),
    };
    let identified = match &contact {
        RoomContact::Nobody { .. } | RoomContact::Here(..) => {
            identified(connection, known, own).await?
        }
        RoomContact::Deleted { .. } | RoomContact::Erased => Vec::new(),
    };
    Ok(Room {
        relation: standing.relation,
        enquiry: viewed.summary(),
        visitor: viewed.known.visitor,
        contact,
        others,
        identified,
    })
}

/// Reads the contact that an enquiry belongs to, and what is known besides.
async fn room_contact(
    connection: &mut PgConnection,
    who: &Who,
    id: ContactId,
) -> Result<RoomContact, Error> {
    let found = match contacts::found(connection, id).await {
        Ok(Found::Merged { into }) => contacts::found(connection, into).await,
        found => found,
    };
    match found {
        Ok(Found::Here(contact)) => {
            let known = known(connection, who, contact.id).await?;
            Ok(RoomContact::Here(contact, Box::new(known)))
        }
        Ok(Found::Deleted { name, .. }) => Ok(RoomContact::Deleted { id, name }),
        Ok(Found::Merged { .. }) | Err(Error::NotFound) => Ok(RoomContact::Erased),
        Err(error) => Err(error),
    }
}

async fn known(connection: &mut PgConnection, who: &Who, id: ContactId) -> Result<Known, Error> {
    let notes = notes::all(connection, who, id).await?.into_iter();
    // A note is deleted where its contact is at home.
    let notes = notes.map(|note| Note {
        may_delete: false,
        ..note
    });
    Ok(Known {
        custom: fields::active(connection).await?,
        labels: labels::all(connection).await?,
        notes: notes.collect(),
        device: activity::newest_device(connection, id).await?,
    })
}

/// Lists the other enquiries of a contact, each with the reason where its own row of the table forbids it.
async fn others(
    connection: &mut PgConnection,
    who: &Who,
    enquiry: Uuid,
    contact: ContactId,
) -> Result<Others, Error> {
    let rows = sqlx::query!(
        r#"select enquiry.id, enquiry.external_id, channel as "channel!", status as "status!", subject,
             opened_at as "opened_at!: DateTime<Utc>",
             coalesce(nullif(destination.name, ''), enquiry.destination) as "destination!",
             relation_to(enquiry.id, enquiry.destination, $3) as "relation!"
           from enquiry left join destination on destination.external_id = enquiry.destination
           where contact_id = $1 and enquiry.id <> $2 and status is not null
           order by opened_at desc, enquiry.id desc limit $4"#,
        contact.0,
        enquiry,
        who.staff_id(),
        READ
    );
    let mut rows = rows.fetch_all(connection).await?;
    let cut = rows.len() > OTHERS;
    rows.truncate(OTHERS);
    let items = rows.into_iter().map(|row| {
        let status = row.status.parse().map_err(Error::broken)?;
        let relation = row.relation.parse().map_err(Error::broken)?;
        Ok(OtherEnquiry {
            id: row.id,
            external_id: row.external_id,
            channel: row.channel.parse().map_err(Error::broken)?,
            status,
            subject: shown_subject(who, (status, relation), row.subject),
            destination: row.destination,
            opened_at: row.opened_at,
            refused: permit(status, relation, EnquiryAction::View).err(),
        })
    });
    Ok(Others {
        items: items.collect::<Result<_, Error>>()?,
        cut,
    })
}
