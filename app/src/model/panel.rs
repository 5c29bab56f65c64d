//! What the side panel shows beside an enquiry: its room, what others did to the contact since whoever asks last spoke with
//! them, and, where it was missed, what to know before calling back. The table of enquiries decides who sees it, as in the room.
use chrono::Utc;
use contact::{ContactId, enquiry::Status, permit::EnquiryAction};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Asker, Database,
    enquiries::{overview::brief, seen, since::since, standing::standing},
};
use crate::{
    error::Error,
    who::{Action, Who},
    wire::{
        overview::MissedEnquiry,
        panel::{Panel, SinceSpoken},
        room::{Room, RoomContact},
    },
};

/// Finds an enquiry by the id that it has in the contact centre. There is none before it was reported.
pub async fn enquiry(database: &Database, external_id: &str) -> Result<Uuid, Error> {
    // No id holds one, and the database knows no such text.
    if external_id.contains('\0') {
        return Err(Error::NotFound);
    }
    let enquiry = sqlx::query_scalar!(
        "select id from enquiry where external_id = $1 and status is not null",
        external_id
    );
    let enquiry = enquiry.fetch_optional(&database.pool).await?;
    enquiry.ok_or(Error::NotFound)
}

/// Whose an enquiry is, for those who may view it; nothing where it is nobody's.
pub async fn own(asker: &Asker, enquiry: Uuid) -> Result<Option<ContactId>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let standing = standing(&mut connection, &asker.who, enquiry).await?;
    Ok(standing.may(EnquiryAction::View)?.contact)
}

/// Reads what a panel shows.
pub async fn read(asker: &Asker, enquiry: Uuid) -> Result<Panel, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let room = seen::read(&mut connection, &asker.who, enquiry).await?;
    let (since, brief) = beside(&mut connection, &asker.who, &room).await?;
    Ok(Panel {
        room,
        since,
        brief,
        now: Utc::now(),
    })
}

/// What is told beside a room. Most have nothing of it to ask for, or one of the two.
async fn beside(
    connection: &mut PgConnection,
    who: &Who,
    room: &Room,
) -> Result<(Option<SinceSpoken>, Option<MissedEnquiry>), Error> {
    let enquiry = room.enquiry.id;
    let contact = match &room.contact {
        RoomContact::Here(contact, _) if who.staff_id().is_some() => Some(contact.id),
        RoomContact::Here(..)
        | RoomContact::Nobody { .. }
        | RoomContact::Deleted { .. }
        | RoomContact::Erased => None,
    };
    let is_missed = room.enquiry.status == Status::Missed;
    let since = match contact {
        Some(contact) => since(connection, who, enquiry, contact).await?,
        None => None,
    };
    let brief = match is_missed {
        true => brief::of_one(connection, who, enquiry).await?,
        false => None,
    };
    Ok((since, brief))
}
