//! The one way out of this server: something is posted to an address that somebody outside gave. Who carries it there stands
//! above the model, and sees to it that nothing inside of the network is reached.
use std::fmt;

use futures::future::BoxFuture;
use uuid::Uuid;

/// Something to post.
#[derive(Clone)]
pub struct Letter {
    pub url: String,
    /// Its `webhook-id`, and what signs it: each secret by itself. A challenge is signed by nothing.
    pub signed: Option<(Uuid, Vec<Vec<u8>>)>,
    /// In JSON.
    pub body: Vec<u8>,
}

/// Neither what is told nor what signs it stands in any log, nor an address that may hold a password.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.signed.as_ref().map(|(id, _)| id);
        f.debug_struct("Letter")
            .field("id", &id)
            .finish_non_exhaustive()
    }
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// The beginning of it, at most 64 KB.
    pub body: Vec<u8>,
}

/// Why nothing was answered, in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreached(pub String);

/// Why an address is not posted to, as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAddress {
    /// It is none, or is of another kind than https and http.
    NoAddress,
    /// It holds a name or a password.
    HoldsPassword,
    /// It is not encrypted, and WEBHOOK_ALLOW does not name it.
    Plain,
    /// It names a place inside of the network.
    Inside,
}

/// Whoever posts.
pub trait Outgoing: Send + Sync + fmt::Debug {
    /// The address as it is kept, as far as it can be judged without asking anybody.
    fn address(&self, text: &str) -> Result<String, BadAddress>;

    /// Posts it, follows no redirect, and reads the beginning of the answer.
    fn post(&self, letter: Letter) -> BoxFuture<'_, Result<Reply, Unreached>>;
}
