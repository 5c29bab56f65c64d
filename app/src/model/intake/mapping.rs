//! Whose enquiry it is. By itself it is mapped only where exactly one contact in the list fits: a call by its number, a
//! WhatsApp enquiry by a contact's WhatsApp ID, else by a phone. Nothing else proves who somebody is.
use contact::{
    ContactId, Network,
    enquiry::{Channel, Enquiry, number},
    known_fields::Told,
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::device;
use crate::{
    error::Error,
    model::{contacts, events, log::Author},
    who::Who,
};

/// The contacts in the list that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fits {
    Nobody,
    One(ContactId),
    Several,
}

impl Fits {
    fn of(found: &[Uuid]) -> Self {
        match found {
            [] => Self::Nobody,
            [one] => Self::One(ContactId(*one)),
            _ => Self::Several,
        }
    }

    pub(super) fn one(self) -> Option<ContactId> {
        match self {
            Self::One(contact) => Some(contact),
            Self::Nobody | Self::Several => None,
        }
    }
}

/// The number that an enquiry is mapped by: that of a call, the ID of a WhatsApp enquiry. Enquiries of other channels are
/// mapped by nothing.
pub(super) fn sought(enquiry: &Enquiry) -> Option<String> {
    let visitor = &enquiry.visitor;
    match enquiry.channel {
        Channel::PhoneCall => visitor.number(),
        Channel::Whatsapp => {
            let social = visitor.social.as_ref();
            let id = social.filter(|social| social.network == Network::Whatsapp)?;
            number(&id.id)
        }
        Channel::WebChat
        | Channel::Email
        | Channel::Messenger
        | Channel::Wechat
        | Channel::Line
        | Channel::Woztell => None,
    }
}

/// Finds whom an enquiry fits by itself.
pub(super) async fn fits(connection: &mut PgConnection, enquiry: &Enquiry) -> Result<Fits, Error> {
    let Some(number) = sought(enquiry) else {
        return Ok(Fits::Nobody);
    };
    if enquiry.channel == Channel::Whatsapp {
        let found = who_is(connection, &number).await?;
        if found != Fits::Nobody {
            return Ok(found);
        }
    }
    who_has(connection, &number).await
}

/// The contacts in the list with a phone number.
pub(super) async fn who_has(connection: &mut PgConnection, number: &str) -> Result<Fits, Error> {
    let found = sqlx::query_scalar!(
        "select distinct contact.id from contact_phone join contact on contact.id = contact_id
         where number = $1 and deleted_at is null limit 2",
        number
    );
    Ok(Fits::of(&found.fetch_all(connection).await?))
}

/// The contacts in the list with a WhatsApp ID.
async fn who_is(connection: &mut PgConnection, id: &str) -> Result<Fits, Error> {
    let found = sqlx::query_scalar!(
        "select distinct contact.id from contact_social join contact on contact.id = contact_id
         where account = $1 and network = $2 and deleted_at is null limit 2",
        id,
        Network::Whatsapp.as_str()
    );
    Ok(Fits::of(&found.fetch_all(connection).await?))
}

/// Gives an enquiry that is nobody's to a contact that is locked, as a person says; false where it is somebody's by now.
/// The contact gets the marks that the channel proves.
pub(in crate::model) async fn give(
    transaction: &mut PgConnection,
    (who, author): (&Who, &Author),
    enquiry: Uuid,
    contact: ContactId,
) -> Result<bool, Error> {
    let row = sqlx::query!(
        r#"select contact_id, erased, told as "told: Json<Told>", opened_at as "opened_at!" from enquiry
           where id = $1 and status is not null for update"#,
        enquiry
    );
    let row = row
        .fetch_optional(&mut *transaction)
        .await?
        .ok_or(Error::NotFound)?;
    if row.erased {
        return Err(Error::Erased);
    }
    if row.contact_id.is_some() {
        return Ok(row.contact_id == Some(contact.0));
    }
    map(transaction, enquiry, contact).await?;
    if let Some(known) = Enquiry::of(&row.told.0, row.opened_at) {
        let proven = known.visitor.proven(known.channel);
        contacts::prove(transaction, who, contact, &proven).await?;
        let device = &known.visitor.device;
        device::note(transaction, (enquiry, contact), &row.told.0, device).await?;
    }
    events::record_enquiry(transaction, enquiry, None, Some((contact, author))).await?;
    Ok(true)
}

/// Gives an enquiry to a contact, with its visits, its calls and messages. Both are locked; what goes along is locked in the
/// order of its ids, as reports do that tell it anew of another enquiry.
pub(super) async fn map(
    transaction: &mut PgConnection,
    enquiry: Uuid,
    contact: ContactId,
) -> Result<(), Error> {
    sqlx::query!(
        "update enquiry set contact_id = $2 where id = $1",
        enquiry,
        contact.0
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!(
        r#"with along as (
             select id from visit where enquiry_id = $1 order by external_id collate "C" for update
           )
           update visit set contact_id = $2 from along where visit.id = along.id"#,
        enquiry,
        contact.0
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query!(
        r#"with along as (
             select id from engagement where enquiry_id = $1 and kind is not null and at is not null
             order by external_id collate "C" for update
           )
           update engagement set contact_id = $2 from along where engagement.id = along.id"#,
        enquiry,
        contact.0
    )
    .execute(transaction)
    .await?;
    Ok(())
}
