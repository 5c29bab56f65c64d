//! One contact: created, read, changed, deleted, restored. A contact's row, its lists, its search keys and its log entry
//! are written in one transaction or not at all; verified values are never written by a person.
mod row;
mod write;

use chrono::Utc;
use contact::{
    Contact, ContactId, Draft, Rules, Social, change::diff, name::full_name, reconcile::reconcile,
};
use sqlx::PgConnection;
use uuid::Uuid;

pub(super) use row::Row;
use write::put;

use crate::{
    error::{self, Error},
    model::{
        Store,
        changes::{self, Deed},
        fields, merge,
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
pub async fn create(
    store: &Store,
    who: &Who,
    key: Option<Uuid>,
    draft: Draft,
) -> Result<Contact, Error> {
    let who = who.clone();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::WriteContacts)?;
                let draft = checked(transaction, draft, &Draft::default()).await?;
                let id = ContactId(Uuid::now_v7());
                if let Some(key) = key {
                    let before = first_use(transaction, &who, key, id).await?;
                    if let Some(before) = before {
                        return read(transaction, before).await;
                    }
                }
                put(transaction, &who, id, None, (&draft, [&[], &[]])).await?;
                changes::record(
                    transaction,
                    id,
                    &who,
                    Deed::Created,
                    diff(&Draft::default(), &draft),
                )
                .await?;
                read(transaction, id).await
            })
        })
        .await
}

/// Reads what stands under an id.
pub async fn get(store: &Store, who: &Who, id: ContactId) -> Result<Found, Error> {
    who.may(Action::ReadContacts)?;
    let mut connection = store.pool.acquire().await?;
    let row = row(&mut connection, id).await?;
    Ok(match (row.merged_into, row.deleted_at) {
        (Some(into), _) => Found::Merged {
            into: merge::end(&mut connection, ContactId(into)).await?,
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
    store: &Store,
    who: &Who,
    id: ContactId,
    version: i64,
    change: F,
) -> Result<Saved, Error>
where
    F: FnOnce(&Draft) -> Result<Draft, Error> + Send + 'static,
{
    let who = who.clone();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::WriteContacts)?;
                let there = locked(transaction, id).await?;
                if there.contact.version != version {
                    return Ok(Saved::Conflict(Box::new(there.contact)));
                }
                let draft = change(&there.contact.draft)?;
                let saved = save(transaction, &who, there, draft, Deed::Updated).await?;
                Ok(Saved::Done(Box::new(saved)))
            })
        })
        .await
}

/// Saves what a person made of the contact that they read. Where somebody else saved meanwhile, and `base` tells what
/// was read, changes that do not overlap are joined; otherwise nothing is written, and both values can be compared.
pub async fn edit(
    store: &Store,
    who: &Who,
    id: ContactId,
    version: i64,
    base: Option<Draft>,
    mut draft: Draft,
) -> Result<Edited, Error> {
    let who = who.clone();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::WriteContacts)?;
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
                        let others = changes::latest(transaction, id, fields.collect()).await?;
                        let current = Box::new(there.contact);
                        return Ok(Edited::Conflict { current, others });
                    }
                    draft = joined.draft;
                }
                let saved = save(transaction, &who, there, draft, Deed::Updated).await?;
                Ok(Edited::Done(Box::new(saved)))
            })
        })
        .await
}

/// A contact that is locked until the transaction ends, and the import that created it.
pub(super) struct Locked {
    pub contact: Contact,
    import: Option<Uuid>,
}

/// Locks and reads a contact that is in the list.
pub(super) async fn locked(transaction: &mut PgConnection, id: ContactId) -> Result<Locked, Error> {
    lock(transaction, id).await?;
    let row = row(transaction, id).await?;
    let import = row.import_id;
    Ok(Locked {
        contact: row.into(),
        import,
    })
}

/// Writes what becomes of a locked contact, and its entry in the log. A save that changes nothing writes nothing.
pub(super) async fn save(
    transaction: &mut PgConnection,
    who: &Who,
    there: Locked,
    draft: Draft,
    deed: Deed,
) -> Result<Contact, Error> {
    let Locked { contact, import } = there;
    let draft = checked(transaction, draft, &contact.draft).await?;
    let lines = diff(&contact.draft, &draft);
    if lines.is_empty() {
        return Ok(contact);
    }
    let id = contact.id;
    let names = [&contact.other_first_names[..], &contact.other_last_names];
    let new = (&draft, names);
    put(transaction, who, id, Some((&contact, import)), new).await?;
    changes::record(transaction, id, who, deed, lines).await?;
    read(transaction, id).await
}

/// Puts a contact into the bin. With a version, only if nobody saved since.
pub async fn delete(
    store: &Store,
    who: &Who,
    id: ContactId,
    version: Option<i64>,
) -> Result<Saved, Error> {
    let who = who.clone();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::WriteContacts)?;
                lock(transaction, id).await?;
                let current = read(transaction, id).await?;
                if version.is_some_and(|version| version != current.version) {
                    return Ok(Saved::Conflict(Box::new(current)));
                }
                let gone = "update contact set deleted_at = now(), updated_at = now(), version = version + 1 where id = $1";
                sqlx::query(gone).bind(id.0).execute(&mut *transaction).await?;
                changes::record(transaction, id, &who, Deed::Deleted, Vec::new()).await?;
                Ok(Saved::Done(Box::new(current)))
            })
        })
        .await
}

/// Takes a contact out of the bin.
pub async fn restore(store: &Store, who: &Who, id: ContactId) -> Result<Contact, Error> {
    let who = who.clone();
    store
        .write(move |transaction| {
            Box::pin(async move {
                who.may(Action::WriteContacts)?;
                let restored = sqlx::query!(
                    "update contact set deleted_at = null, taken_back = false, updated_at = now(), version = version + 1
                     where id = $1 and deleted_at is not null and merged_into is null",
                    id.0
                );
                if restored.execute(&mut *transaction).await?.rows_affected() == 0 {
                    return Err(Error::NotFound);
                }
                changes::record(transaction, id, &who, Deed::Restored, Vec::new()).await?;
                read(transaction, id).await
            })
        })
        .await
}

/// Locks a contact that is in the list until the transaction ends.
pub(super) async fn lock(transaction: &mut PgConnection, id: ContactId) -> Result<(), Error> {
    let locked = sqlx::query!(
        "select id from contact where id = $1 and deleted_at is null for update",
        id.0
    );
    locked
        .fetch_optional(transaction)
        .await?
        .map(drop)
        .ok_or(Error::NotFound)
}

/// Refuses an id that never was a contact's.
pub(super) async fn exists(connection: &mut PgConnection, id: ContactId) -> Result<(), Error> {
    let known = sqlx::query!("select id from contact where id = $1", id.0);
    known
        .fetch_optional(connection)
        .await?
        .map(drop)
        .ok_or(Error::NotFound)
}

pub(super) async fn read(connection: &mut PgConnection, id: ContactId) -> Result<Contact, Error> {
    row(connection, id).await.map(Contact::from)
}

pub(super) async fn row(connection: &mut PgConnection, id: ContactId) -> Result<Row, Error> {
    let row = sqlx::query_as("select * from contact_whole where id = $1").bind(id.0);
    Ok(row.fetch_one(connection).await?)
}

/// Reads contacts by id, in no order; those that never were are left out.
pub(super) async fn rows(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> Result<Vec<Row>, sqlx::Error> {
    let rows = sqlx::query_as("select * from contact_whole where id = any($1)").bind(ids);
    rows.fetch_all(connection).await
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
    let mut problems: Vec<error::Problem> = lost_phones
        .map(|phone| verified("phones", &phone.number))
        .chain(lost_socials.map(|social| verified("socials", &social.id)))
        .collect();
    let mut draft = match draft.check_since(current, &rules(transaction).await?) {
        Ok(draft) => draft,
        Err(found) => {
            problems.extend(found.iter().map(error::Problem::from));
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
fn keep_marks(draft: &mut Draft, before: &Draft) {
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

fn verified(field: &str, value: &str) -> error::Problem {
    error::Problem::new(
        "verified",
        field,
        format!("{value} is verified and cannot be edited or removed."),
    )
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

/// Writes the new state of a contact that a merge or its undo made, verified values and other names too.
pub(super) async fn rewrite(
    transaction: &mut PgConnection,
    who: &Who,
    before: (&Contact, Option<Uuid>),
    new: &Contact,
) -> Result<(), Error> {
    let names = [&new.other_first_names[..], &new.other_last_names];
    put(transaction, who, new.id, Some(before), (&new.draft, names)).await
}
