//! Digests of the phones and emails of all contacts, under the key of one look at what an import would do. They are read once,
//! as a stream, and kept in memory while somebody looks: 24 bytes for each phone and email, 48 MB for a million contacts with
//! one of each. Whichever server is asked makes its own, from the key that all find in the database.
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use contact::{
    ContactId,
    effect::{Holder, veil::DigestKey},
};
use futures::TryStreamExt;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{error::Error, model::Database};

/// For how long digests are kept, as the key is.
const LIFE: Duration = Duration::from_secs(60 * 60);
/// How many of them a server keeps at most: the one that nobody has asked for the longest gives way, and is made anew if it is
/// asked for again.
const MOST: usize = 4;
/// One that was asked for so lately is in use and does not give way, or looks at the same moment would have all contacts read
/// for each of their batches.
const IN_USE: Duration = Duration::from_secs(30);

/// Who has which digest, in the order of the digests.
#[derive(Debug)]
pub struct EffectIndex(Vec<(u64, Uuid)>);

impl EffectIndex {
    /// Reads the phones and emails of the contacts that are in the list.
    async fn of_all(database: &Database, key: &DigestKey) -> Result<Self, Error> {
        let mut db = database.heavy.acquire().await?;
        let mut rows = Vec::new();
        // Those that are not in the list are few, and to join everybody with the whole of their contacts takes three times as long.
        let gone = sqlx::query_scalar!("select id from contact where deleted_at is not null");
        let gone: HashSet<Uuid> = gone.fetch_all(&mut *db).await?.into_iter().collect();
        let phones = sqlx::query!("select contact_id, number from contact_phone");
        let mut phones = phones.fetch(&mut *db);
        while let Some(phone) = phones.try_next().await? {
            rows.push((key.phone(&phone.number), phone.contact_id));
        }
        drop(phones);
        // In lower case as the import compares them.
        let emails =
            sqlx::query!(r#"select contact_id, lower(address) as "address!" from contact_email"#);
        let mut emails = emails.fetch(&mut *db);
        while let Some(email) = emails.try_next().await? {
            rows.push((key.email(&email.address), email.contact_id));
        }
        drop(emails);
        rows.retain(|(_, contact)| !gone.contains(contact));
        drop(db);
        let sorted = tokio::task::spawn_blocking(move || {
            rows.sort_unstable();
            rows.dedup();
            rows
        });
        Ok(Self(sorted.await.map_err(Error::broken)?))
    }

    /// Who has a digest.
    pub fn holder(&self, digest: u64) -> Option<Holder> {
        let from = self.0.partition_point(|(other, _)| *other < digest);
        let held = self.0[from..]
            .iter()
            .take_while(|(other, _)| *other == digest);
        Holder::of(held.map(|(_, contact)| ContactId(*contact)))
    }
}

/// The digests that a server keeps.
#[derive(Clone, Debug, Default)]
pub struct EffectIndexes(Arc<Mutex<Vec<KeptIndex>>>);

#[derive(Clone, Debug)]
struct KeptIndex {
    check: Uuid,
    owner: Uuid,
    since: Instant,
    asked: Instant,
    index: Arc<OnceCell<Arc<EffectIndex>>>,
}

impl EffectIndexes {
    /// The digests of one look, made where they are not here yet: once, however many ask meanwhile.
    pub async fn of(
        &self,
        (check, owner): (Uuid, Uuid),
        database: &Database,
        key: &DigestKey,
    ) -> Result<Arc<EffectIndex>, Error> {
        let cell = self.kept(check, owner)?;
        let index = cell
            .get_or_try_init(|| async { EffectIndex::of_all(database, key).await.map(Arc::new) });
        index.await.cloned()
    }

    fn kept(&self, check: Uuid, owner: Uuid) -> Result<Arc<OnceCell<Arc<EffectIndex>>>, Error> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| {
            other.since.elapsed() < LIFE && (other.owner != owner || other.check == check)
        });
        let now = Instant::now();
        if let Some(known) = kept.iter_mut().find(|other| other.check == check) {
            known.asked = now;
            return Ok(known.index.clone());
        }
        if kept.len() >= MOST {
            let rests = kept.iter().map(|other| other.asked.elapsed()).enumerate();
            match rests.max_by_key(|(_, rest)| *rest) {
                Some((at, rest)) if rest >= IN_USE => {
                    kept.remove(at);
                }
                _ => {
                    return Err(Error::Conflict(format!(
                        "{MOST} others look at what their imports would do just now. Try again in a minute."
                    )));
                }
            }
        }
        let index = Arc::default();
        kept.push(KeptIndex {
            check,
            owner,
            since: now,
            asked: now,
            index: Arc::clone(&index),
        });
        self.forget_later();
        Ok(index)
    }

    /// Nobody may ask for anything once an hour has passed.
    fn forget_later(&self) {
        let here = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(LIFE).await;
            let mut kept = here.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.retain(|other| other.since.elapsed() < LIFE);
        });
    }
}
