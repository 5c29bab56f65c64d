//! What opens a session besides its id, and which session a request comes from.
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The session that sent a request, by the hash of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here(pub String);

/// 256 random bits, of which only the hash is kept.
pub struct Key(pub String);

impl Key {
    /// A new one.
    pub fn new() -> Self {
        let bits: [u8; 32] = rand::random();
        Self(BASE64_URL_SAFE_NO_PAD.encode(bits))
    }

    /// The session that a shown key opens.
    pub fn opens(shown: &str) -> Here {
        Here(BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(shown)))
    }
}

impl Default for Key {
    fn default() -> Self {
        Self::new()
    }
}
