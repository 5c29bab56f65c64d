//! What one request writes: whether it has begun to, and whether its account or token may, having written so much lately.
use std::{
    num::NonZeroU32,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
};

use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};
use uuid::Uuid;

use crate::{error::Error, who::Who};

/// For how many seconds' worth of writes somebody may save up.
const SAVED_UP: NonZeroU32 = NonZeroU32::new(3).expect("three");

/// How much everybody has written lately.
#[derive(Debug)]
pub struct Rate(DefaultKeyedRateLimiter<Uuid>);

impl Rate {
    /// So many writes a second for each account and token.
    pub fn per_second(writes: NonZeroU32) -> Self {
        let quota = Quota::per_second(writes).allow_burst(writes.saturating_mul(SAVED_UP));
        Self(DefaultKeyedRateLimiter::keyed(quota))
    }

    /// Forgets those who have written nothing lately.
    pub fn forget_idle(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }

    /// Takes so many writes at once, or says when there is room for them.
    pub(super) fn take(&self, who: Uuid, count: usize) -> Result<(), Error> {
        let Some(count) = u32::try_from(count).ok().and_then(NonZeroU32::new) else {
            return Ok(());
        };
        let wait = match self.0.check_key_n(&who, count) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(until)) => until
                .wait_time_from(DefaultClock::default().now())
                .as_secs(),
            // More than can ever be saved up.
            Err(_) => 0,
        };
        Err(Error::TooMany { seconds: wait + 1 })
    }
}

/// A request has written nothing yet, has begun to, or may not begin any more.
const NOTHING: u8 = 0;
const BEGUN: u8 = 1;
const SHUT: u8 = 2;

/// What one request writes. However many transactions it needs, it counts once.
#[derive(Debug)]
pub struct Writes {
    rate: Arc<Rate>,
    who: OnceLock<Uuid>,
    state: AtomicU8,
    /// They are reports of a contact centre, which are counted by themselves.
    reports: AtomicBool,
}

impl Writes {
    /// A request that has written nothing yet, of nobody yet.
    pub fn new(rate: Arc<Rate>) -> Self {
        Self {
            rate,
            who: OnceLock::new(),
            state: AtomicU8::new(NOTHING),
            reports: AtomicBool::new(false),
        }
    }

    /// Says whose request it is.
    pub fn are_of(&self, who: &Who) {
        self.who.get_or_init(|| who.id());
    }

    /// Says that its writes are reports, which are counted already.
    pub(super) fn are_reports(&self) {
        self.reports.store(true, Ordering::Release);
    }

    /// Lets it begin no more, since whoever sent it is told that nothing was saved; tells whether it had begun.
    pub fn shut(&self) -> bool {
        self.enter(SHUT) == BEGUN
    }

    /// Lets it write, or refuses while it still has not.
    pub(super) fn begin(&self) -> Result<(), Error> {
        if self.state.load(Ordering::Acquire) == NOTHING
            && !self.reports.load(Ordering::Acquire)
            && let Some(who) = self.who.get()
        {
            self.rate.take(*who, 1)?;
        }
        match self.enter(BEGUN) {
            SHUT => Err(Error::unavailable(
                "whoever asked was told that it did not happen",
            )),
            _ => Ok(()),
        }
    }

    /// Changes from nothing to a state; tells which one it was in before.
    fn enter(&self, state: u8) -> u8 {
        let entered =
            self.state
                .compare_exchange(NOTHING, state, Ordering::AcqRel, Ordering::Acquire);
        entered.err().unwrap_or(NOTHING)
    }
}
