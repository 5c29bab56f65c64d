//! The transcript of an enquiry, for those whom the table lets view it: its messages page by page from the newest, what is
//! found in them, and what is taken over from them into the contact.
use chrono::{DateTime, Utc};
use contact::{
    Contact, ContactId, Draft,
    heard::{Offer, heard},
    obstacle::Obstacle,
    permit::EnquiryAction,
};
use futures::TryStreamExt;
use sqlx::PgConnection;
use uuid::Uuid;

use super::standing::{Standing, standing};
use crate::{
    error::Error,
    model::{Asker, contacts, contacts::read, cursor, log::ChangeKind},
    who::Action,
    wire::{
        intake::Sender,
        transcript::{
            FoundMessage, Hits, MessageName, Place, Sought, TranscriptLine, TranscriptPage,
        },
    },
};

/// How many messages there are on the first page, and how many are found at most.
const PAGE: usize = 100;
/// How many come at a time while somebody scrolls: a browser draws so many without a hitch.
const FURTHER: usize = 50;
/// One more is read, to know whether there are more.
const READ: i64 = PAGE as i64 + 1;
/// How much of a message is shown before what was found in it, and after.
const AROUND: i32 = 60;

/// A place between two messages: behind the one of this time and id.
type MessagePlace = (DateTime<Utc>, Uuid);

/// Reads messages of an enquiry, with what the visitor typed in them that the contact lacks.
pub async fn page(asker: &Asker, enquiry: Uuid, place: Place) -> Result<TranscriptPage, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.pool.acquire().await?;
    let standing = standing(&mut connection, &asker.who, enquiry).await?;
    let standing = standing.may(EnquiryAction::View)?;
    let mut near = Vec::new();
    let (mut items, has_older, more) = match place {
        Place::Newest => {
            let (items, has_older) = before(&mut connection, enquiry, None, PAGE).await?;
            (items, has_older, false)
        }
        Place::Older(cursor) => {
            let mark = Some(cursor::read(&cursor)?);
            let (items, has_older) = before(&mut connection, enquiry, mark, FURTHER).await?;
            (items, has_older, true)
        }
        Place::Newer(cursor) => {
            let mark = cursor::read(&cursor)?;
            let (items, more) = behind(&mut connection, enquiry, mark, FURTHER).await?;
            let with_it = Some((mark.0, after(mark.1)));
            let (known, _) = before(&mut connection, enquiry, with_it, FURTHER).await?;
            near.extend(known.iter().map(|line| line.id));
            (items, true, more)
        }
        Place::Around(name) => {
            let mark = mark_of(&mut connection, enquiry, &name).await?;
            let (newer, more) = behind(&mut connection, enquiry, mark, PAGE / 2).await?;
            let with_it = Some((mark.0, after(mark.1)));
            let (older, has_older) = before(&mut connection, enquiry, with_it, PAGE / 2).await?;
            ([older, newer].concat(), has_older, more)
        }
    };
    let edge = |line: Option<&TranscriptLine>| line.map(|line| cursor::write(line.at, line.id));
    let (older, newer) = (edge(items.first()), edge(items.last()));
    if let Some(contact) = standing.contact {
        then(&mut connection, contact, enquiry, &mut items).await?;
        offer(&mut connection, standing, contact, &mut items).await?;
    }
    Ok(TranscriptPage {
        older: older.filter(|_| has_older),
        newer,
        more,
        items,
        near,
        status: standing.status,
        contact: standing.contact,
    })
}

/// The id behind which nothing of the same time is but what follows this one.
fn after(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128().saturating_add(1))
}

async fn mark_of(
    connection: &mut PgConnection,
    enquiry: Uuid,
    name: &MessageName,
) -> Result<MessagePlace, Error> {
    let message = sqlx::query!(
        "select at, id from enquiry_message where enquiry_id = $1 and external_id = $2",
        enquiry,
        &**name
    );
    let message = message.fetch_optional(connection).await?;
    message
        .map(|message| (message.at, message.id))
        .ok_or(Error::NotFound)
}

/// A message as it stands in the table.
struct MessageRow {
    id: Uuid,
    external_id: String,
    at: DateTime<Utc>,
    sender: String,
    name: String,
    text: String,
}

impl From<MessageRow> for TranscriptLine {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id,
            external_id: row.external_id,
            at: row.at,
            sender: Sender::parse(&row.sender),
            name: row.name,
            text: row.text,
            offers: Vec::new(),
            then: None,
        }
    }
}

/// So many messages before a place or the newest, the oldest first; tells whether there are older ones.
async fn before(
    connection: &mut PgConnection,
    enquiry: Uuid,
    mark: Option<MessagePlace>,
    most: usize,
) -> Result<(Vec<TranscriptLine>, bool), Error> {
    let (at, id) = mark.unwrap_or((DateTime::<Utc>::MAX_UTC, Uuid::max()));
    let rows = sqlx::query_as!(
        MessageRow,
        "select id, external_id, at, sender, name, text from enquiry_message
         where enquiry_id = $1 and (at, id) < ($2, $3) order by at desc, id desc limit $4",
        enquiry,
        at,
        id,
        most as i64 + 1
    );
    let mut rows = rows.fetch_all(connection).await?;
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((
        rows.into_iter().rev().map(TranscriptLine::from).collect(),
        more,
    ))
}

/// So many messages behind a place, the oldest first; tells whether there are newer ones.
async fn behind(
    connection: &mut PgConnection,
    enquiry: Uuid,
    (at, id): MessagePlace,
    most: usize,
) -> Result<(Vec<TranscriptLine>, bool), Error> {
    let rows = sqlx::query_as!(
        MessageRow,
        "select id, external_id, at, sender, name, text from enquiry_message
         where enquiry_id = $1 and (at, id) > ($2, $3) order by at, id limit $4",
        enquiry,
        at,
        id,
        most as i64 + 1
    );
    let mut rows = rows.fetch_all(connection).await?;
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((rows.into_iter().map(TranscriptLine::from).collect(), more))
}

/// Says of each message which change of the contact was its last one then. Before the enquiry came to the contact by a
/// merge, that was another contact.
async fn then(
    connection: &mut PgConnection,
    contact: ContactId,
    enquiry: Uuid,
    lines: &mut [TranscriptLine],
) -> Result<(), Error> {
    let merges = sqlx::query!(
        r#"with recursive joined (other_id, at, number, moved) as (
             select other_id, at, number, moved from merge where master_id = $1 and undone_at is null
             union all
             select merge.other_id, merge.at, merge.number, merge.moved
             from merge join joined on merge.master_id = joined.other_id where merge.undone_at is null
           )
           select other_id as "other_id!", at as "at!" from joined where moved -> 'enquiry' ? $2 order by number"#,
        contact.0,
        enquiry.to_string()
    );
    let merges = merges.fetch_all(&mut *connection).await?;
    let owner = |line: &TranscriptLine| {
        let mut merges = merges.iter();
        let next = merges.find(|merge| line.at < merge.at);
        next.map_or(contact, |merge| ContactId(merge.other_id))
    };
    for lines in lines.chunk_by_mut(|one, next| owner(one) == owner(next)) {
        if let Some(line) = lines.first() {
            let contact = owner(line);
            then_of(connection, contact, lines).await?;
        }
    }
    Ok(())
}

/// The same of messages from the time when the enquiry was this contact's. The log is read from the newest message back to
/// the oldest.
async fn then_of(
    connection: &mut PgConnection,
    contact: ContactId,
    lines: &mut [TranscriptLine],
) -> Result<(), Error> {
    let Some(newest) = lines.last() else {
        return Ok(());
    };
    let mut changes = sqlx::query!(
        "select number, at from change where contact_id = $1 and at <= $2 order by number desc",
        contact.0,
        newest.at
    )
    .fetch(connection);
    let mut change = changes.try_next().await?;
    for line in lines.iter_mut().rev() {
        while change.as_ref().is_some_and(|change| change.at > line.at) {
            change = changes.try_next().await?;
        }
        line.then = change.as_ref().map(|change| change.number);
    }
    Ok(())
}

/// Offers what the visitor typed and the contact lacks, to those who may add it.
async fn offer(
    connection: &mut PgConnection,
    standing: Standing,
    contact: ContactId,
    lines: &mut [TranscriptLine],
) -> Result<(), Error> {
    if standing.may(EnquiryAction::Edit).is_err() {
        return Ok(());
    }
    let row = read::row(connection, contact).await?;
    if row.deleted_at.is_some() {
        return Ok(());
    }
    let draft: Draft = Contact::from(row).draft;
    for line in lines {
        line.offers = offers(line.sender, &line.text, line.at);
        line.offers.retain(|offer| offer.is_missing(&draft));
    }
    Ok(())
}

fn offers(sender: Sender, text: &str, at: DateTime<Utc>) -> Vec<Offer> {
    match sender {
        Sender::Visitor => heard(text, at.date_naive()),
        Sender::Staff | Sender::System => Vec::new(),
    }
}

/// Finds the messages that hold a text, in any case, the newest first.
pub async fn find(asker: &Asker, enquiry: Uuid, sought: &Sought) -> Result<Hits, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let mut connection = database.lists.acquire().await?;
    let standing = standing(&mut connection, &asker.who, enquiry).await?;
    standing.may(EnquiryAction::View)?;
    let sought = sought.trim();
    if sought.is_empty() {
        return Ok(Hits::default());
    }
    let rows = sqlx::query!(
        r#"select external_id, at, sender, name,
             substr(text, greatest(place - $3, 1), least($3, place - 1)) as "before!",
             substr(text, place, char_length($2)) as "found!",
             substr(text, place + char_length($2), $3 * 2) as "after!"
           from enquiry_message cross join lateral (select strpos(lower(text), lower($2)) as place) as found
           where enquiry_id = $1 and place > 0 order by at desc, id desc limit $4"#,
        enquiry,
        sought,
        AROUND,
        READ
    );
    let mut rows = rows.fetch_all(&mut *connection).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let items = rows.into_iter().map(|row| FoundMessage {
        external_id: row.external_id,
        at: row.at,
        sender: Sender::parse(&row.sender),
        name: row.name,
        before: row.before,
        found: row.found,
        after: row.after,
    });
    Ok(Hits {
        items: items.collect(),
        more,
    })
}

/// Adds what the visitor typed in a message to the contact of the enquiry. What it has by now is not added again.
pub async fn add(
    asker: &Asker,
    enquiry: Uuid,
    contact: ContactId,
    message: Uuid,
    offer: Offer,
) -> Result<Contact, Error> {
    let asker = asker
        .beside(enquiry, EnquiryAction::Edit, Some(contact))
        .hearing(message);
    asker
        .write(Action::WriteContacts, async |transaction| {
            let there = read::locked(transaction, contact).await?;
            let said = sqlx::query!(
                "select sender, text, at from enquiry_message where id = $1 and enquiry_id = $2",
                message,
                enquiry
            );
            let said = said.fetch_optional(&mut *transaction).await?;
            let said = said.ok_or(Error::NotFound)?;
            let offers = offers(Sender::parse(&said.sender), &said.text, said.at);
            if !offers.contains(&offer) {
                return Err(Obstacle::NotTyped.into());
            }
            let mut draft = there.contact.draft.clone();
            if offer.is_missing(&draft) {
                offer.add(&mut draft);
            } else if matches!(&offer, Offer::Birthday(day) if draft.birth_date != Some(*day)) {
                return Err(Obstacle::AnotherBirthday.into());
            }
            contacts::save(transaction, &asker, there, draft, ChangeKind::Updated).await
        })
        .await
}
