//! What is kept of answers, sealed with the token of whoever was answered. The database knows a token only by its hash, so
//! that a copy of it opens nothing: neither the secret of a token that was made, nor a contact. Requests are told apart by
//! a hash under the same token, so that a password in one cannot be guessed at.
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The bytes of a nonce, which stand before what they seal.
const NONCE: usize = 24;

/// The seal of one token.
pub struct Seal {
    answers: [u8; 32],
    requests: [u8; 32],
}

impl Seal {
    /// Made of a token's secret.
    pub fn of(secret: &str) -> Self {
        Self {
            answers: digest(secret.as_bytes(), [b"answers"]),
            requests: digest(secret.as_bytes(), [b"requests"]),
        }
    }

    /// By which a request is known again.
    pub fn request<'a>(&self, parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        digest(&self.requests, parts).to_vec()
    }

    /// Seals an answer to a request.
    pub fn close(&self, request: &[u8], answer: &[u8]) -> Option<Vec<u8>> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload {
            msg: answer,
            aad: request,
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed as the answer to this request.
    pub fn open(&self, request: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: request,
        };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.answers.into())
    }
}

/// A keyed hash of parts, none of which can pass for the end of another.
fn digest<'a>(key: &[u8], parts: impl IntoIterator<Item = impl AsRef<[u8]> + 'a>) -> [u8; 32] {
    // Any length of key will do.
    let mut digest = match Hmac::<Sha256>::new_from_slice(key) {
        Ok(digest) => digest,
        Err(_) => return [0; 32],
    };
    for part in parts {
        let part = part.as_ref();
        digest.update(&(part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::Seal;

    #[test]
    fn an_answer_opens_only_with_its_own_token_and_request() {
        let (mine, other) = (Seal::of("ec_mine"), Seal::of("ec_other"));
        let request = mine.request([b"POST".as_slice(), b"/tokens"]);
        let sealed = mine.close(&request, b"ec_new").expect("sealed");
        assert_eq!(
            mine.open(&request, &sealed).as_deref(),
            Some(&b"ec_new"[..])
        );
        assert_eq!(other.open(&request, &sealed), None);
        assert_eq!(mine.open(b"another", &sealed), None);
        assert_eq!(mine.open(&request, b"short"), None);
        assert!(!sealed.windows(6).any(|bytes| bytes == b"ec_new"));
        assert_ne!(sealed, mine.close(&request, b"ec_new").expect("sealed"));
    }

    #[test]
    fn the_same_request_is_another_under_another_token() {
        let parts = || [b"POST".as_slice(), b"/staff", b"{\"password\":\"guess\"}"];
        let (mine, other) = (Seal::of("ec_mine"), Seal::of("ec_other"));
        assert_eq!(mine.request(parts()), mine.request(parts()));
        assert_ne!(mine.request(parts()), other.request(parts()));
        let moved = [b"POST/".as_slice(), b"staff", b"{\"password\":\"guess\"}"];
        assert_ne!(mine.request(parts()), mine.request(moved));
    }
}
