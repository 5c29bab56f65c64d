//! What programs are told of what happened, in the order in which it could first be read: the feed and the webhooks follow
//! it by position. An entry holds no value, so that it can be kept; the contact is added when it is told.
//!
//! Each entry of the change log is told: also a note and a proposal, which are no field of the contact but are asked for by its
//! id, as a contact that was updated, with what they are called in the log among what was changed. Of what else happened, only
//! what a program can do something with: that somebody was erased, that an import is over, that an enquiry is somebody's.
mod entry;
mod rows;

use std::collections::HashMap;

use contact::Contact;
use uuid::Uuid;

pub use self::entry::FeedEntry;
use super::{
    Asker, Database,
    contacts::read,
    events::{self, OpenSpan},
};
use crate::{
    error::Error,
    who::Action,
    wire::{
        events::{EventBody, EventData, EventKind, EventPage},
        live::Position,
    },
};

/// How much of what imports wrote is passed over by one statement: however much it is, none takes long.
const PASSED_OVER: i64 = 200_000;

/// Some of what happened, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedPart {
    pub entries: Vec<FeedEntry>,
    /// Where to go on, also where nothing of it is told to programs.
    pub position: Position,
    /// There is more that has ended.
    pub more: bool,
}

/// What happened after a position, so many entries at most, and one more where a merge tells of both contacts; without the
/// contacts that imports wrote, where they are not told one by one. Nothing where what
/// came after it is not kept any more, or where the position was never given out.
pub async fn after(
    database: &Database,
    position: Position,
    limit: u16,
    imports: bool,
) -> Result<Option<FeedPart>, Error> {
    let mut connection = database.pool.acquire().await?;
    let Some(span) = OpenSpan::behind(&mut connection, position).await? else {
        return Ok(None);
    };
    let limit = limit.max(1);
    let to = match imports {
        true => span.to,
        false => span.to.min(span.from + PASSED_OVER),
    };
    let is_cut = to < span.to;
    let mut rows = rows::rows(&mut connection, (span.from, to), limit, imports).await?;
    let end = match is_cut {
        true => Some(span.at(to)),
        false => span.end(&mut connection).await?,
    };
    if span.is_forgotten(&mut connection).await? {
        return Ok(None);
    }
    let many = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let entries = rows.into_iter().flat_map(|row| {
        let position = span.at(row.number);
        row.entries(position)
    });
    let mut entries: Vec<FeedEntry> = entries.collect();
    let is_full = cut(&mut entries, limit.into()) || many;
    let last = entries.last().map(|last| last.position);
    Ok(Some(FeedPart {
        position: last.filter(|_| is_full).or(end).unwrap_or(position),
        entries,
        more: is_full || is_cut,
    }))
}

/// Leaves so many entries, and one more where the last would else be half a merge; tells whether there were more.
fn cut(entries: &mut Vec<FeedEntry>, limit: usize) -> bool {
    let last = limit.checked_sub(1).and_then(|last| entries.get(last));
    let Some(last) = last.map(|last| last.position) else {
        return false;
    };
    let left = entries.partition_point(|entry| entry.position <= last);
    let more = left < entries.len();
    entries.truncate(left);
    more
}

/// The entries as they are told now, in their order, each with its contact as it is. Few statements, however many there are.
pub async fn bodies(database: &Database, entries: Vec<FeedEntry>) -> Result<Vec<EventBody>, Error> {
    // Of whom was erased nothing is told but the id.
    let told = entries
        .iter()
        .filter(|entry| entry.kind != EventKind::ContactErased);
    let mut ids: Vec<Uuid> = told.filter_map(|entry| entry.contact).collect();
    ids.sort_unstable();
    ids.dedup();
    let there = there(database, &ids).await?;
    let bodies = entries.into_iter().map(|entry| {
        let contact = entry.contact.and_then(|id| there.get(&id));
        EventBody {
            r#type: entry.kind,
            timestamp: entry.at,
            position: entry.position,
            data: EventData {
                id: entry.subject,
                version: contact.map(|(version, _)| *version),
                changed: entry.changed,
                contact: contact.and_then(|(_, contact)| contact.clone()),
                actor: entry.actor,
                source: entry.source,
            },
        }
    });
    Ok(bodies.collect())
}

/// The versions of contacts by their ids, and the contacts, but for those that were deleted or merged away.
async fn there(
    database: &Database,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (i64, Option<Box<Contact>>)>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut connection = database.pool.acquire().await?;
    let rows = read::rows(&mut connection, ids).await?.into_iter();
    Ok(rows
        .map(|row| {
            let is_gone = row.deleted_at.is_some() || row.merged_into.is_some();
            let id = row.id;
            let contact = Contact::from(row);
            let version = contact.version;
            (id, (version, (!is_gone).then(|| Box::new(contact))))
        })
        .collect())
}

/// What programs are told after a position, as it is told now: whoever names none begins now. Nothing where what came after it
/// is not kept any more, or where the position was never given out.
pub async fn page(
    asker: &Asker,
    position: Option<Position>,
    limit: u16,
) -> Result<Option<EventPage>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let Some(position) = position else {
        return Ok(Some(EventPage {
            items: Vec::new(),
            position: events::now(database).await?,
        }));
    };
    let Some(part) = after(database, position, limit, true).await? else {
        return Ok(None);
    };
    Ok(Some(EventPage {
        items: bodies(database, part.entries).await?,
        position: part.position,
    }))
}

#[cfg(test)]
mod tests {
    use super::{EventKind, FeedEntry, Position, Uuid, cut};

    #[test]
    fn a_page_never_ends_within_a_merge() {
        let entry = |number: i64| FeedEntry {
            position: Position { epoch: 1, number },
            kind: EventKind::ContactMerged,
            at: chrono::DateTime::UNIX_EPOCH,
            subject: Uuid::nil(),
            contact: None,
            import: None,
            changed: Vec::new(),
            actor: String::new(),
            source: String::new(),
        };
        for (limit, left, more) in [
            (1, vec![1], true),
            (2, vec![1, 3, 3], true),
            (3, vec![1, 3, 3], true),
            (4, vec![1, 3, 3, 4], false),
            (5, vec![1, 3, 3, 4], false),
        ] {
            let mut entries: Vec<FeedEntry> = [1, 3, 3, 4].map(entry).into();
            assert_eq!(cut(&mut entries, limit), more, "{limit}");
            let numbers: Vec<i64> = entries.iter().map(|entry| entry.position.number).collect();
            assert_eq!(numbers, left, "{limit}");
        }
    }
}
