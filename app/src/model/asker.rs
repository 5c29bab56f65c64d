//! Who asks, and the one way to read and to write for them. No verb gets at the database but by an action that whoever
//! asks may carry out.
use std::{net::IpAddr, num::NonZeroU32, sync::Arc};

use contact::{ContactId, permit::EnquiryAction};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Database,
    downloads::Downloads,
    enquiries::standing::{self, FromEnquiry},
    imports::effect_index::EffectIndexes,
    installation::effective::InstallationSettings,
    keyed_request::KeyedRequest,
    listing::LongLists,
    log::Author,
    probe::MachineProbe,
    sealed::SealingKey,
    webhooks::outgoing::Outgoing,
    writes::{Rate, Writes},
};
use crate::{
    error::Error,
    who::{Action, Permission, Who},
};

/// How often a second the pages of an account may say that they are there: each does every four seconds, and whenever other
/// fields are changed in it. All servers tell it to their streams.
const BEATS: NonZeroU32 = NonZeroU32::new(5).expect("five");

/// Which way a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A page, by somebody who is signed in.
    Page,
    /// `/api/v1`, by a program with a token.
    Rest,
    /// The command line on the server's own machine.
    CommandLine,
    /// Beside an enquiry, whose table decides what may be written.
    Enquiry(FromEnquiry),
}

/// What all who ask one server share besides its database.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Lists that are too long to be counted, as far as that is known.
    pub(super) long_lists: LongLists,
    /// The files that are on their way out.
    pub(super) downloads: Downloads,
    /// What looks at the effect of imports are answered from.
    pub(super) effects: EffectIndexes,
    /// What seals the secrets that are kept.
    pub sealing: SealingKey,
    /// Who posts to webhooks; nobody on the command line.
    pub(super) outgoing: Option<Arc<dyn Outgoing>>,
    /// What is set for the whole installation.
    pub installation: InstallationSettings,
    /// Who tells how the server itself is.
    pub(super) probe: MachineProbe,
    /// How fast contact centres may report; without a limit on the command line.
    pub(super) reports: Option<Arc<Rate>>,
    /// How often pages may say that they are there; without a limit on the command line.
    pub(super) beats: Option<Arc<Rate>>,
}

impl Shared {
    /// What a server shares at first of which this is set.
    pub fn governed(installation: InstallationSettings) -> Self {
        Self {
            installation,
            ..Self::default()
        }
    }

    /// The same, which hears contact centres so fast.
    pub fn hearing(self, reports: Rate) -> Self {
        Self {
            reports: Some(Arc::new(reports)),
            beats: Some(Arc::new(Rate::per_second(BEATS))),
            ..self
        }
    }

    /// The same, which posts to webhooks so.
    pub fn sending(self, outgoing: Arc<dyn Outgoing>) -> Self {
        Self {
            outgoing: Some(outgoing),
            ..self
        }
    }

    /// The same, of a server that can be asked how it is.
    pub fn probed(self, probe: MachineProbe) -> Self {
        Self { probe, ..self }
    }
}

/// Who asks, which way, and what their request may still write.
#[derive(Clone, Debug)]
pub struct Asker {
    database: Database,
    pub shared: Shared,
    pub who: Who,
    pub origin: Origin,
    /// Where the request came from; absent on the command line.
    pub(super) address: Option<IpAddr>,
    /// What the request writes; absent on the command line, which may write as it likes.
    writes: Option<Arc<Writes>>,
    /// What is carried out at most once, where the request has a key.
    keyed: Option<Arc<KeyedRequest>>,
}

impl Asker {
    /// Somebody who asks a server this way.
    pub fn new((database, shared): (Database, Shared), who: Who, origin: Origin) -> Self {
        Self {
            database,
            shared,
            who,
            origin,
            address: None,
            writes: None,
            keyed: None,
        }
    }

    /// Somebody who asks on the server's own machine.
    pub fn here(database: Database, who: Who) -> Self {
        Self::new((database, Shared::default()), who, Origin::CommandLine)
    }

    /// The same, whose request came from an address.
    pub fn at(self, address: impl Into<Option<IpAddr>>) -> Self {
        Self {
            address: address.into(),
            ..self
        }
    }

    /// The same, whose writes are counted, so that nobody writes too much.
    pub fn counting(self, writes: Option<Arc<Writes>>) -> Self {
        if let Some(writes) = &writes {
            writes.are_of(&self.who);
        }
        Self { writes, ..self }
    }

    /// The same, writing at most once for a request.
    pub fn under_key(self, keyed: Arc<KeyedRequest>) -> Self {
        Self {
            keyed: Some(keyed),
            ..self
        }
    }

    /// The same, whose request has been counted as a write already: the next parts of a file come as fast as the line
    /// allows.
    pub fn counted(self) -> Self {
        Self {
            writes: None,
            ..self
        }
    }

    /// The same, whose key is not taken yet: what takes several transactions takes it with the last of them, so that it can
    /// be sent again where it breaks off before that.
    pub(super) fn before_the_end(&self) -> Self {
        Self {
            keyed: None,
            ..self.clone()
        }
    }

    /// The same, who does something from an enquiry, to its contact or to nobody's yet.
    pub(super) fn beside(
        &self,
        enquiry: Uuid,
        action: EnquiryAction,
        contact: Option<ContactId>,
    ) -> Self {
        let beside = FromEnquiry {
            enquiry,
            action,
            contact,
            message: None,
        };
        Self {
            origin: Origin::Enquiry(beside),
            ..self.clone()
        }
    }

    /// The same, who has it from a message of that enquiry.
    pub(super) fn hearing(self, message: Uuid) -> Self {
        let origin = match self.origin {
            Origin::Enquiry(beside) => Origin::Enquiry(FromEnquiry {
                message: Some(message),
                ..beside
            }),
            other => other,
        };
        Self { origin, ..self }
    }

    /// Who stands in the change log for what this request writes.
    pub(super) fn author(&self) -> Author {
        let author = Author::of(&self.who);
        match self.origin {
            Origin::Enquiry(beside) => author.beside_an_enquiry(beside.message),
            Origin::Page | Origin::Rest | Origin::CommandLine => author,
        }
    }

    /// Counts reports of a contact centre, which has a limit of its own in place of that of other writes.
    pub(super) fn reports(&self, count: usize) -> Result<(), Error> {
        if let Some(rate) = &self.shared.reports {
            rate.take(self.who.id(), count)?;
        }
        if let Some(writes) = &self.writes {
            writes.are_reports();
        }
        Ok(())
    }

    /// Counts that a page says that it is there, which writes nothing.
    pub(super) fn beats(&self) -> Result<(), Error> {
        match &self.shared.beats {
            Some(rate) => rate.take(self.who.id(), 1),
            None => Ok(()),
        }
    }

    /// The database, for reading what whoever asks may read.
    pub fn read(&self, action: Action) -> Result<&Database, Error> {
        self.who.may(action)?;
        Ok(&self.database)
    }

    /// Runs `work` in one transaction and commits it, if whoever asks may do this and has not written too much lately.
    /// A request is a task of its own, so that a client which hangs up stops nothing half-way.
    pub async fn write<T>(
        &self,
        action: Action,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if let Some(writes) = &self.writes {
            writes.begin()?;
        }
        self.database
            .write_once(self.keyed.as_deref(), async |transaction| {
                still(transaction, &self.who).await?.may(action)?;
                let Origin::Enquiry(beside) = self.origin else {
                    return work(transaction).await;
                };
                standing::ask(transaction, &self.who, beside).await?;
                let done = work(transaction).await?;
                standing::ask_last(transaction, &self.who, beside).await?;
                Ok(done)
            })
            .await
    }
}

/// Refuses whoever is not any more who they were when they asked: an account that was closed or has another role since, a
/// token that was deleted or has expired. Either ends what they have begun. What is withheld from the role since they asked is withheld by
/// now, and what was given back is there: that ends no session.
async fn still(transaction: &mut PgConnection, who: &Who) -> Result<Who, Error> {
    let still = match who {
        Who::Staff { id, role, .. } => {
            let withheld = sqlx::query_scalar!(
                r#"select array(select permission from withheld where withheld.role = staff.role) as "withheld!"
                   from staff where id = $1 and active and role = $2"#,
                id,
                role.as_str()
            );
            let withheld = withheld.fetch_optional(transaction).await?;
            let withheld = withheld.map(|withheld| Permission::read(&withheld));
            let withheld = withheld.transpose().map_err(Error::broken)?;
            withheld.map(|now| who.with_withheld(now))
        }
        Who::Token { id, .. } => {
            let is_there = sqlx::query_scalar!(
                r#"select exists (
                       select from token where id = $1 and (expires_at is null or expires_at > now())) as "still!""#,
                id
            );
            let is_there = is_there.fetch_one(transaction).await?;
            is_there.then(|| who.clone())
        }
        Who::Operator => Some(who.clone()),
    };
    still.ok_or(Error::SignedOut)
}
