//! What signs the deliveries of an endpoint: made here, shown once, and kept sealed for the endpoint alone.
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{error::Error, model::sealed::SealingKey};

/// How many bytes of a secret nobody finds out by trying; Standard Webhooks asks for 24 to 64.
const BYTES: usize = 32;

/// A new secret: as it is shown, and as it is kept.
pub(super) fn make(key: &SealingKey, webhook: Uuid) -> Result<(String, Vec<u8>), Error> {
    let secret: [u8; BYTES] = rand::random();
    let sealed = key.seal(&about(webhook), &secret)?;
    Ok((format!("whsec_{}", STANDARD.encode(secret)), sealed))
}

/// Opens a secret; nothing where this server's key did not seal it, or nothing was sealed.
pub(super) fn open(key: &SealingKey, webhook: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
    let secret = key.open(&about(webhook), sealed)?;
    Some(secret).filter(|secret| !secret.is_empty())
}

/// All that sign now, the present one first; nothing where it cannot be read.
pub(super) fn signing(
    key: &SealingKey,
    webhook: Uuid,
    present: &[u8],
    before: Option<(&[u8], DateTime<Utc>)>,
) -> Option<Vec<Vec<u8>>> {
    let mut secrets = vec![open(key, webhook, present)?];
    let before = before.filter(|(_, until)| *until > Utc::now());
    secrets.extend(before.and_then(|(sealed, _)| open(key, webhook, sealed)));
    Some(secrets)
}

/// A secret that was copied to another endpoint does not open there.
fn about(webhook: Uuid) -> String {
    format!("webhook {webhook}")
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use chrono::{TimeDelta, Utc};
    use uuid::Uuid;

    use super::{about, make, open, signing};
    use crate::model::sealed::SealingKey;

    #[test]
    fn a_secret_is_shown_as_standard_webhooks_writes_it_and_opens_for_its_endpoint() {
        let (key, webhook) = (SealingKey::default(), Uuid::now_v7());
        let (shown, sealed) = make(&key, webhook).expect("sealed");
        let shown = shown.strip_prefix("whsec_").expect("a secret");
        let bytes = STANDARD.decode(shown).expect("base64");
        assert_eq!(bytes.len(), 32);
        assert_eq!(open(&key, webhook, &sealed), Some(bytes));
        assert_eq!(open(&key, Uuid::now_v7(), &sealed), None);
        assert_eq!(open(&SealingKey::default(), webhook, &sealed), None);
    }

    #[test]
    fn an_empty_secret_signs_nothing() {
        let (key, webhook) = (SealingKey::default(), Uuid::now_v7());
        let empty = key.seal(&about(webhook), b"").expect("sealed");
        assert_eq!(open(&key, webhook, &empty), None);
    }

    #[test]
    fn the_secret_before_signs_along_for_as_long_as_it_may() {
        let (key, webhook) = (SealingKey::default(), Uuid::now_v7());
        let (_, old) = make(&key, webhook).expect("sealed");
        let (_, new) = make(&key, webhook).expect("sealed");
        let until = |seconds| Utc::now() + TimeDelta::seconds(seconds);
        let count = |until| {
            let secrets = signing(&key, webhook, &new, Some((&old, until)));
            secrets.map(|secrets| secrets.len())
        };
        assert_eq!(count(until(60)), Some(2));
        assert_eq!(count(until(-60)), Some(1));
        assert_eq!(signing(&SealingKey::default(), webhook, &new, None), None);
    }
}
