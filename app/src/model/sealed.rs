//! Secrets that the server must be able to read again, such as those that webhooks are signed with: sealed with a key that
//! stands outside of the database (`SECRET_KEY`), so that a copy of it opens nothing.
use std::fmt;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use crate::error::Error;

/// The bytes of a nonce, which stand before what they seal.
const NONCE: usize = 24;

/// The key that seals.
#[derive(Clone)]
pub struct SealingKey([u8; 32]);

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey")
    }
}

/// One that nobody else has: what it seals can be read until the process ends.
impl Default for SealingKey {
    fn default() -> Self {
        Self(rand::random())
    }
}

impl SealingKey {
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// Seals a secret, for whatever it is about: the same words open it.
    pub fn seal(&self, about: &str, secret: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload {
            msg: secret,
            aad: about.as_bytes(),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::broken("a secret could not be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens it again; nothing where another key sealed it, or something else is meant.
    pub fn open(&self, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: about.as_bytes(),
        };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::SealingKey;

    #[test]
    fn a_secret_opens_only_with_its_own_key_and_for_what_it_is_about() {
        let key = SealingKey::default();
        let sealed = key.seal("webhook 1", b"secret").expect("sealed");
        assert_eq!(
            key.open("webhook 1", &sealed).as_deref(),
            Some(&b"secret"[..])
        );
        assert_eq!(key.open("webhook 2", &sealed), None);
        assert_eq!(SealingKey::default().open("webhook 1", &sealed), None);
        assert_eq!(key.open("webhook 1", b"short"), None);
    }
}
