//! What an import would do, before it does anything: the browser sends digests of a file's phones and emails under a key that
//! is made for this look alone, and hears which contacts have them; for a record that one contact fits it sends digests of all
//! its values, and hears whether that contact would change. No cell of the file comes here before it is confirmed.
use contact::{
    ContactId,
    effect::{
        COMPARED_AT_ONCE, CONTACTS_AT_ONCE, Holder, KEYS_AT_ONCE, KeyHit, VeiledRecord,
        veil::{DigestKey, KEY_BYTES},
    },
};
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Asker, Database, contacts::stored},
    who::Action,
    wire::effect::{ComingImport, EffectCheck, ExistingContact},
};

/// Begins a look, with a key of its own. The one that the same account or token began before ends.
pub async fn begin(asker: &Asker) -> Result<EffectCheck, Error> {
    let (id, owner) = (Uuid::now_v7(), asker.who.id());
    let key: [u8; KEY_BYTES] = rand::random();
    asker
        .write(Action::ImportContacts, async |db| {
            sqlx::query!("delete from import_effect where expires_at <= now()")
                .execute(&mut *db)
                .await?;
            sqlx::query!(
                "insert into import_effect (owner_id, id, key, expires_at)
                 values ($1, $2, $3, now() + interval '1 hour')
                 on conflict (owner_id) do update
                     set id = excluded.id, key = excluded.key, expires_at = excluded.expires_at",
                owner,
                id,
                key.as_slice(),
            )
            .execute(db)
            .await?;
            Ok(())
        })
        .await?;
    Ok(EffectCheck {
        id,
        key: DigestKey::write(&key),
    })
}

/// Tells which of some records have contacts already. `keys` has a line for each: the digests of its phones, each behind a `p`,
/// and of its emails, each behind an `e`, with spaces between them.
pub async fn hits(asker: &Asker, check: Uuid, keys: &str) -> Result<Vec<KeyHit>, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let key = key(asker, database, check).await?;
    let owner = asker.who.id();
    let index = asker.shared.effects.of((check, owner), database, &key);
    let index = index.await?;
    let mut hits = Vec::new();
    for (record, line) in keys.split('\n').enumerate() {
        if record >= KEYS_AT_ONCE {
            return Err(Error::Refused(format!(
                "At most {KEYS_AT_ONCE} records can be looked up at a time."
            )));
        }
        let mut hit = KeyHit {
            record: u32::try_from(record).unwrap_or(u32::MAX),
            phone: None,
            email: None,
        };
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let (digests, held) = match word.strip_prefix('p') {
                Some(digest) => (digest, &mut hit.phone),
                // A digest may begin with an `e` of its own.
                None => (word.strip_prefix('e').unwrap_or(word), &mut hit.email),
            };
            let digest = u64::from_str_radix(digests, 16).map_err(|_| unreadable())?;
            *held = both(held.take(), index.holder(digest));
        }
        if hit.phone.is_some() || hit.email.is_some() {
            hits.push(hit);
        }
    }
    Ok(hits)
}

/// Tells which of some records, from 0, say nothing that their contact does not hold: by the digests of both, and by the rule
/// that the import itself goes by.
pub async fn compare(asker: &Asker, check: Uuid, records: &str) -> Result<Vec<u32>, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let records: Vec<VeiledRecord> = serde_json::from_str(records)
        .map_err(|_| Error::Refused("These are no records to compare.".to_owned()))?;
    if records.len() > COMPARED_AT_ONCE {
        return Err(Error::Refused(format!(
            "At most {COMPARED_AT_ONCE} records can be compared at a time."
        )));
    }
    let key = key(asker, database, check).await?;
    let ids: Vec<Uuid> = records.iter().map(|record| record.contact.0).collect();
    let contacts = stored::look(&mut *database.pool.acquire().await?, &ids).await?;
    let mut same = Vec::new();
    for (place, record) in (0..).zip(&records) {
        if let Some(contact) = contacts.get(&record.contact) {
            let veiled = key.veil(&contact.draft);
            if veiled.updated_by(&record.draft, record.filled) == veiled {
                same.push(place);
            }
        }
    }
    Ok(same)
}

/// Shows some contacts as they stand, those of them that are in the list, in the order in which they are asked for.
pub async fn existing(asker: &Asker, ids: Vec<ContactId>) -> Result<Vec<ExistingContact>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    if ids.len() > CONTACTS_AT_ONCE {
        return Err(Error::Refused(format!(
            "At most {CONTACTS_AT_ONCE} contacts can be shown at a time."
        )));
    }
    let asked: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let mut contacts = stored::look(&mut *database.pool.acquire().await?, &asked).await?;
    let found = ids.into_iter().filter_map(|id| {
        let draft = contacts.remove(&id)?.draft;
        Some(ExistingContact { id, draft })
    });
    Ok(found.collect())
}

/// Finds an import under way that is to change a contact.
pub async fn coming(asker: &Asker, contact: ContactId) -> Result<Option<ComingImport>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let coming = sqlx::query_as!(
        ComingImport,
        "select file_name, started_by from import_change join import on import.id = import_id
         where contact_id = $1 and status in ('receiving', 'running') order by import.id limit 1",
        contact.0
    );
    Ok(coming.fetch_optional(&database.pool).await?)
}

/// The key of a look that whoever asks began less than an hour ago.
async fn key(asker: &Asker, database: &Database, check: Uuid) -> Result<DigestKey, Error> {
    let key = sqlx::query_scalar!(
        "select key from import_effect where id = $1 and owner_id = $2 and expires_at > now()",
        check,
        asker.who.id()
    );
    let key: Vec<u8> = key.fetch_one(&database.pool).await?;
    let key: [u8; KEY_BYTES] = key
        .try_into()
        .map_err(|_| Error::broken("a key of another length"))?;
    Ok(DigestKey::new(&key))
}

/// Of two look-ups.
fn both(one: Option<Holder>, other: Option<Holder>) -> Option<Holder> {
    match (one, other) {
        (None, held) | (held, None) => held,
        (Some(one), Some(other)) => {
            let all = one.contacts().iter().chain(other.contacts());
            Holder::of(all.copied())
        }
    }
}

fn unreadable() -> Error {
    Error::Refused("A digest is 16 hexadecimal digits.".to_owned())
}
