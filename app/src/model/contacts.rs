//! One contact: created, read, changed, deleted, restored. A contact's row, its lists, its search keys and its log entry
//! are written in one transaction or not at all; verified values are never written by a person.
pub(super) mod assign;
pub(super) mod copy;
pub(super) mod fate;
pub(super) mod keys;
pub(super) mod read;
pub(super) mod row;
pub(super) mod stored;
pub(super) mod write;

use chrono::Utc;
use contact::{
    Contact, ContactId, Draft, Rules, Social,
    change::{Line, diff},
    enquiry::Proven,
    name::full_name,
    obstacle::Obstacle,
    reconcile::reconcile,
};
use sqlx::PgConnection;
use uuid::Uuid;

use read::{Locked, end, lock, locked, read, row};
use write::put;

use crate::{
    error::{Error, FieldProblem},
    model::{
        Asker, fields,
        log::{self, Author, ChangeKind},
    },
    who::{Action, Who},
    wire::contacts::{Edited, Found, Saved},
};

/// What a check must know of this organisation: its fields, its labels, today's date.
pub async fn rules(connection: &mut PgConnection) -> Result<Rules, Error> {
    let custom_fields = fields::active(connection).await?;
    let labels = sqlx::query_scalar!("select name from label")
        .fetch_all(connection)
        .await?;
    Ok(Rules {
        custom_fields,
        labels: Some(labels.into()),
        ..Rules::new(Utc::now().date_naive())
    })
}

/// Creates a contact. The same key of the same person creates it once, however often it is sent.
pub async fn create(asker: &Asker, key: Option<Uuid>, draft: Draft) -> Result<Contact, Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let (contact, _) = make(transaction, asker, key, draft).await?;
            Ok(contact)
        })
        .await
}

/// Makes a contact, or reads the one that was made under the same key; tells whether it is new.
pub(super) async fn make(
    transaction: &mut PgConnection,
    asker: &Asker,
    key: Option<Uuid>,
    draft: Draft,
) -> Result<(Contact, bool), Error> {
    let draft = checked(transaction, draft, &Draft::default()).await?;
    let id = ContactId(Uuid::now_v7());
    if let Some(key) = key {
        let before = first_use(transaction, &asker.who, key, id).await?;
        if let Some(before) = before {
            return Ok((read(transaction, before).await?, false));
        }
    }
    put(transaction, &asker.who, id, None, (&draft, [&[], &[]])).await?;
    let entry = vec![(id.0, diff(&Draft::default(), &draft))];
    log::record(transaction, &asker.author(), ChangeKind::Created, entry).await?;
    Ok((read(transaction, id).await?, true))
}

/// Reads what stands under an id.
pub async fn get(asker: &Asker, id: ContactId) -> Result<Found, Error> {
    let database = asker.read(Action::ReadContacts)?;
    found(&mut *database.pool.acquire().await?, id).await
}

/// The same by a connection that is held already.
pub(super) async fn found(connection: &mut PgConnection, id: ContactId) -> Result<Found, Error> {
    let row = row(connection, id).await?;
    Ok(match (row.merged_into, row.deleted_at) {
        (Some(into), _) => Found::Merged {
            into: end(connection, ContactId(into)).await?,
        },
        (None, Some(at)) => {
            let contact = Contact::from(row);
            let name = full_name(&contact.draft.first_name, &contact.draft.last_name);
            Found::Deleted { name, at }
        }
        (None, None) => Found::Here(Box::new(row.into())),
    })
}

/// Changes a contact. `change` gets the draft that is there, of the version which the save was made from, and returns
/// the draft that is wanted. A save that changes nothing writes nothing.
pub async fn update<F>(
    asker: &Asker,
    id: ContactId,
    version: i64,
    change: F,
) -> Result<Saved, Error>
where
    F: FnOnce(&Draft) -> Result<Draft, Error> + Send + 'static,
{
    asker
        .write(Action::WriteContacts, async |transaction| {
            let there = locked(transaction, id).await?;
            if there.contact.version != version {
                return Ok(Saved::Conflict(Box::new(there.contact)));
            }
            let draft = change(&there.contact.draft)?;
            let saved = save(transaction, asker, there, draft, ChangeKind::Updated).await?;
            Ok(Saved::Done(Box::new(saved)))
        })
        .await
}

/// Saves what a person made of the contact that they read. Where somebody else saved meanwhile, and `base` tells what
/// was read, changes that do not overlap are joined; otherwise nothing is written, and both values can be compared.
pub async fn edit(
    asker: &Asker,
    id: ContactId,
    version: i64,
    base: Option<Draft>,
    mut draft: Draft,
) -> Result<Edited, Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let there = locked(transaction, id).await?;
            let current = &there.contact;
            if current.version != version {
                let Some(base) = base else {
                    let current = Box::new(there.contact);
                    return Ok(Edited::Conflict {
                        current,
                        others: Vec::new(),
                    });
                };
                keep_marks(&mut draft, &base);
                let joined = reconcile(&base, &draft, &current.draft);
                if !joined.clashes.is_empty() {
                    let fields = joined.clashes.into_iter().map(|clash| clash.field);
                    let reader = asker.who.staff_id();
                    let others = log::latest(transaction, id, fields.collect(), reader).await?;
                    let current = Box::new(there.contact);
                    return Ok(Edited::Conflict { current, others });
                }
                draft = joined.draft;
            }
            let saved = save(transaction, asker, there, draft, ChangeKind::Updated).await?;
            Ok(Edited::Done(Box::new(saved)))
        })
        .await
}

/// Writes what becomes of a locked contact, and its entry in the log. A save that changes nothing writes nothing.
pub(super) async fn save(
    transaction: &mut PgConnection,
    asker: &Asker,
    there: Locked,
    draft: Draft,
    kind: ChangeKind,
) -> Result<Contact, Error> {
    save_telling(transaction, asker, there, draft, (kind, Vec::new())).await
}

/// The same, whose entry says more than what became of the fields.
pub(super) async fn save_telling(
    transaction: &mut PgConnection,
    asker: &Asker,
    there: Locked,
    draft: Draft,
    (kind, more): (ChangeKind, Vec<Line>),
) -> Result<Contact, Error> {
    let Locked { contact, import } = there;
    let draft = checked(transaction, draft, &contact.draft).await?;
    let mut lines = diff(&contact.draft, &draft);
    if lines.is_empty() {
        return Ok(contact);
    }
    lines.extend(more);
    let id = contact.id;
    let names = [&contact.other_first_names[..], &contact.other_last_names];
    let new = (&draft, names);
    put(transaction, &asker.who, id, Some((&contact, import)), new).await?;
    log::record(transaction, &asker.author(), kind, vec![(id.0, lines)]).await?;
    read(transaction, id).await
}

/// Marks on a contact what the contact centre proved to be its own, and adds what is missing; one in the bin stays as it
/// is.
pub(super) async fn prove(
    transaction: &mut PgConnection,
    who: &Who,
    id: ContactId,
    proven: &Proven,
) -> Result<(), Error> {
    if *proven == Proven::default() {
        return Ok(());
    }
    let Locked { contact, import } = match locked(transaction, id).await {
        Ok(there) => there,
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let draft = proven.mark(&contact.draft);
    let lines = diff(&contact.draft, &draft);
    if lines.is_empty() {
        return Ok(());
    }
    let names = [&contact.other_first_names[..], &contact.other_last_names];
    put(
        transaction,
        who,
        id,
        Some((&contact, import)),
        (&draft, names),
    )
    .await?;
    let author = Author::reporting(who);
    log::record(
        transaction,
        &author,
        ChangeKind::Updated,
        vec![(id.0, lines)],
    )
    .await
}

/// Makes a contact of a visitor, whose draft has been judged and holds what was proved of them.
pub(super) async fn welcome(
    transaction: &mut PgConnection,
    who: &Who,
    draft: &Draft,
) -> Result<ContactId, Error> {
    let id = ContactId(Uuid::now_v7());
    put(transaction, who, id, None, (draft, [&[], &[]])).await?;
    let entry = (id.0, diff(&Draft::default(), draft));
    let author = Author::reporting(who);
    log::record(transaction, &author, ChangeKind::Created, vec![entry]).await?;
    Ok(id)
}

/// Puts a contact into the bin.
pub async fn delete(asker: &Asker, id: ContactId) -> Result<(), Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            lock(transaction, id).await?;
            fate::delete(transaction, &asker.author(), &[id.0]).await
        })
        .await
}

/// Takes a contact out of the bin.
pub async fn restore(asker: &Asker, id: ContactId) -> Result<Contact, Error> {
    asker
        .write(Action::WriteContacts, async |transaction| {
            let deleted = fate::lock_deleted(transaction, &[id.0]).await?;
            if deleted.is_empty() {
                // What never was, and what became part of another contact, is not there at all.
                lock(transaction, id).await?;
                return Err(Obstacle::NotInBin.into());
            }
            fate::restore(transaction, &asker.author(), &deleted).await?;
            read(transaction, id).await
        })
        .await
}

/// Judges a draft by the rules of the form, and keeps what is verified as it is.
pub(super) async fn checked(
    transaction: &mut PgConnection,
    draft: Draft,
    current: &Draft,
) -> Result<Draft, Error> {
    let phones = current.phones.iter().filter(|phone| phone.verified);
    let socials = current.socials.iter().filter(|social| social.verified);
    let lost_phones = phones.filter(|locked| {
        !draft
            .phones
            .iter()
            .any(|phone| (phone.kind, &phone.number) == (locked.kind, &locked.number))
    });
    let lost_socials =
        socials.filter(|locked| !draft.socials.iter().any(|social| is_same(social, locked)));
    let mut problems: Vec<FieldProblem> = lost_phones
        .map(|phone| verified("phones", &phone.number))
        .chain(lost_socials.map(|social| verified("socials", &social.id)))
        .collect();
    let mut draft = match draft.check_since(current, &rules(transaction).await?) {
        Ok(draft) => draft,
        Err(found) => {
            problems.extend(found.iter().map(FieldProblem::from));
            return Err(Error::Invalid(problems));
        }
    };
    keep_marks(&mut draft, current);
    if problems.is_empty() {
        Ok(draft)
    } else {
        Err(Error::Invalid(problems))
    }
}

/// Marks as verified what was verified before, and nothing else: a person cannot.
pub(super) fn keep_marks(draft: &mut Draft, before: &Draft) {
    for phone in &mut draft.phones {
        phone.verified = before
            .phones
            .iter()
            .any(|known| known.verified && known.number == phone.number);
    }
    for social in &mut draft.socials {
        social.verified = before
            .socials
            .iter()
            .any(|known| known.verified && is_same(known, social));
    }
}

fn is_same(one: &Social, other: &Social) -> bool {
    (one.network, &one.id) == (other.network, &other.id)
}

fn verified(field: &str, value: &str) -> FieldProblem {
    let sentences = [
        format!("{value} is verified and cannot be edited or removed."),
        format!("{value} 已驗證，不能更改或移除。"),
        format!("{value} 已验证，不能更改或移除。"),
    ];
    FieldProblem::said("verified", field, sentences)
}

/// Remembers the key of a creation; gives the contact that it created already.
async fn first_use(
    transaction: &mut PgConnection,
    who: &Who,
    key: Uuid,
    id: ContactId,
) -> Result<Option<ContactId>, Error> {
    let key = format!("contact {key}");
    // Waits for another transaction with the same key to end.
    let first = sqlx::query!(
        "insert into idempotency (owner_id, key, request_hash, status, body) values ($1, $2, '', 201, $3) on conflict do nothing",
        who.id(),
        key,
        id.0.as_bytes()
    );
    if first.execute(&mut *transaction).await?.rows_affected() == 1 {
        return Ok(None);
    }
    let before = sqlx::query_scalar!(
        "select body from idempotency where owner_id = $1 and key = $2",
        who.id(),
        key
    );
    let before = before.fetch_one(transaction).await?;
    Ok(before
        .and_then(|body| Uuid::from_slice(&body).ok())
        .map(ContactId))
}
