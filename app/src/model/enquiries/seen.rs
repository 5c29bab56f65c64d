//! What stands in the room of an enquiry for whoever may view it. Whoever may not learns the reason, and nothing of its
//! visitor or contact.
use chrono::{DateTime, Utc};
use contact::{
    ContactId,
    enquiry::Enquiry,
    permit::{EnquiryAction, permit},
    told::Told,
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{beside::Standing, identified::identified};
use crate::{
    error::Error,
    model::{Asker, activity, contacts, fields, labels, notes},
    who::{Action, Who},
    wire::{
        contacts::{Found, Known, Note},
        room::{Other, Others, Room, Seen, Whose},
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
    let held = Held::read(&mut connection, &asker.who, enquiry).await?;
    let standing = held.standing.may(EnquiryAction::View)?;
    let known = held.known.as_ref().ok_or(Error::NotFound)?;
    let whose = match standing.contact {
        None if held.erased => Whose::Erased,
        None => {
            let rules = contacts::rules(&mut connection).await?;
            let newcomer = known.visitor.newcomer(known.channel, &rules);
            Whose::Nobody {
                newcomer: newcomer.map(Box::new),
                custom: rules.custom_fields,
            }
        }
        Some(contact) => {
            // What follows asks by connections of its own: nobody waits for one while they hold another.
            drop(connection);
            let whose = whose(asker, contact).await?;
            connection = database.pool.acquire().await?;
            whose
        }
    };
    let own = match &whose {
        Whose::Here(contact, _) => Some(contact.id),
        Whose::Deleted { id, .. } => Some(*id),
        Whose::Nobody { .. } | Whose::Erased => None,
    };
    let others = match own {
        Some(contact) => others(&mut connection, &asker.who, enquiry, contact).await?,
        None => Others::default(),
    };
    let identified = match &whose {
        Whose::Nobody { .. } | Whose::Here(..) => identified(&mut connection, known, own).await?,
        Whose::Deleted { .. } | Whose::Erased => Vec::new(),
    };
    Ok(Room {
        relation: standing.relation,
        enquiry: held.seen(enquiry)?,
        contact: whose,
        others,
        identified,
    })
}

/// An enquiry with how whoever asks stands to it, as both were at one moment.
struct Held {
    external_id: String,
    standing: Standing,
    known: Option<Enquiry>,
    erased: bool,
    destination: String,
    staff: Vec<String>,
}

impl Held {
    async fn read(connection: &mut PgConnection, who: &Who, enquiry: Uuid) -> Result<Self, Error> {
        let row = sqlx::query!(
            r#"select enquiry.external_id, contact_id, erased, enquiry.told as "told: Json<Told>", status as "status!",
                 opened_at as "opened_at!", relation_to(enquiry.id, enquiry.destination, $2) as "relation!",
                 coalesce(nullif(destination.name, ''), enquiry.destination) as "destination!",
                 array(
                   select coalesce(staff.name, enquiry_staff.email)
                   from enquiry_staff left join staff on lower(staff.email) = enquiry_staff.email
                   where enquiry_id = enquiry.id and place is not null order by place
                 ) as "staff!"
               from enquiry left join destination on destination.external_id = enquiry.destination
               where enquiry.id = $1 and status is not null"#,
            enquiry,
            who.staff_id()
        );
        let row = row
            .fetch_optional(connection)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(Self {
            external_id: row.external_id,
            standing: Standing {
                status: row.status.parse().map_err(Error::broken)?,
                relation: row.relation.parse().map_err(Error::broken)?,
                contact: row.contact_id.map(ContactId),
            },
            known: Enquiry::of(&row.told.0, row.opened_at),
            erased: row.erased,
            destination: row.destination,
            staff: row.staff,
        })
    }

    fn seen(self, id: Uuid) -> Result<Seen, Error> {
        let known = self.known.ok_or(Error::NotFound)?;
        Ok(Seen {
            id,
            external_id: self.external_id,
            channel: known.channel,
            status: self.standing.status,
            subject: known.subject,
            destination: self.destination,
            staff: self.staff,
            opened_at: known.opened_at,
            closed_at: known.closed_at,
            visitor: known.visitor,
        })
    }
}

/// Reads the contact that an enquiry belongs to, and what is known besides.
async fn whose(asker: &Asker, id: ContactId) -> Result<Whose, Error> {
    let found = match contacts::get(asker, id).await {
        Ok(Found::Merged { into }) => contacts::get(asker, into).await,
        found => found,
    };
    match found {
        Ok(Found::Here(contact)) => {
            let known = known(asker, contact.id).await?;
            Ok(Whose::Here(contact, Box::new(known)))
        }
        Ok(Found::Deleted { name, .. }) => Ok(Whose::Deleted { id, name }),
        Ok(Found::Merged { .. }) | Err(Error::NotFound) => Ok(Whose::Erased),
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
        Ok(Other {
            id: row.id,
            external_id: row.external_id,
            channel: row.channel.parse().map_err(Error::broken)?,
            status,
            subject: row.subject,
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
