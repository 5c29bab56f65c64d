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
    let mut connection = database.pool.acquire().await?;
    let viewed = summary::read(&mut connection, &asker.who, enquiry).await?;
    let (standing, known) = (viewed.standing, &viewed.known);
    let contact = match standing.contact {
        None if viewed.erased => RoomContact::Erased,
        None => {
            let rules = contacts::rules(&mut connection).await?;
            let newcomer = known.visitor.newcomer(known.channel, &rules);
            RoomContact::Nobody {
                newcomer: newcomer.map(Box::new),
                custom: rules.custom_fields,
            }
        }
        Some(contact) => {
            // What follows asks by connections of its own: nobody waits for one while they hold another.
            drop(connection);
            let there = room_contact(asker, contact).await?;
            connection = database.pool.acquire().await?;
            there
        }
    };
    let own = match &contact {
        RoomContact::Here(contact, _) => Some(contact.id),
        RoomContact::Deleted { id, .. } => Some(*id),
        RoomContact::Nobody { .. } | RoomContact::Erased => None,
    };
    let others = match own {
        Some(contact) => others(&mut connection, &asker.who, enquiry, contact).await?,
        None => Others::default(),
    };
    let identified = match &contact {
        RoomContact::Nobody { .. } | RoomContact::Here(..) => {
            identified(&mut connection, known, own).await?
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
async fn room_contact(asker: &Asker, id: ContactId) -> Result<RoomContact, Error> {
    let found = match contacts::get(asker, id).await {
        Ok(Found::Merged { into }) => contacts::get(asker, into).await,
        found => found,
    };
    match found {
        Ok(Found::Here(contact)) => {
            let known = known(asker, contact.id).await?;
            Ok(RoomContact::Here(contact, Box::new(known)))
        }
        Ok(Found::Deleted { name, .. }) => Ok(RoomContact::Deleted { id, name }),
        Ok(Found::Merged { .. }) | Err(Error::NotFound) => Ok(RoomContact::Erased),
        Err(error) => Err(error),
    }
}

async fn known(asker: &Asker, id: ContactId) -> Result<Known, Error> {
    let (custom, labels, notes, device) = futures::try_join!(
        fields::list(asker),
        labels::list(asker),
        notes::list(asker, id),
        activity::device(asker, id)
    )?;
    // A note is deleted where its contact is at home.
    let notes = notes.into_iter().map(|note| Note {
        may_delete: false,
        ..note
    });
    Ok(Known {
        custom,
        labels,
        notes: notes.collect(),
        device,
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
