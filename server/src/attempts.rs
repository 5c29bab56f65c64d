//! How often a password may be tried: ten wrong ones within a minute, for one account and for one address. A right one
//! gives its place back, so that a whole office can sign in from behind one address at nine o'clock; that giving back
//! is what the ready-made token buckets cannot do.
use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

const PER_MINUTE: usize = 10;
const MINUTE: Duration = Duration::from_secs(60);
/// Beyond this many names the oldest are forgotten, so that invented ones cannot fill the memory.
const NAMES: usize = 20_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Name {
    Account(String),
    Address(IpAddr),
}

type Times = HashMap<Name, VecDeque<Instant>>;

/// The wrong tries of the last minute.
#[derive(Clone, Default)]
pub struct Attempts(Arc<Mutex<Times>>);

/// A try that counts as wrong until it is said to have succeeded.
pub struct Attempt {
    attempts: Attempts,
    names: [Name; 2],
}

impl Attempts {
    /// Counts a try, or says that there were too many.
    pub fn begin(&self, email: &str, address: IpAddr) -> Option<Attempt> {
        let email: String = email.trim().to_lowercase().chars().take(254).collect();
        let names = [Name::Account(email), Name::Address(address)];
        let now = Instant::now();
        let mut times = self.lock();
        for name in &names {
            let tries = times.entry(name.clone()).or_default();
            while tries
                .front()
                .is_some_and(|first| now.duration_since(*first) > MINUTE)
            {
                tries.pop_front();
            }
            if tries.len() >= PER_MINUTE {
                return None;
            }
        }
        for name in &names {
            times.entry(name.clone()).or_default().push_back(now);
        }
        if times.len() > NAMES {
            times.retain(|_, tries| {
                tries
                    .back()
                    .is_some_and(|last| now.duration_since(*last) <= MINUTE)
            });
        }
        drop(times);
        Some(Attempt {
            attempts: self.clone(),
            names,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Times> {
        // A panic cannot leave the counts half-written, so they go on being used.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempt {
    /// Gives the place back.
    pub fn succeeded(self) {
        let mut times = self.attempts.lock();
        for name in &self.names {
            if let Some(tries) = times.get_mut(name) {
                tries.pop_back();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::Attempts;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

    #[test]
    fn the_eleventh_wrong_password_of_a_minute_is_not_looked_at() {
        let attempts = Attempts::default();
        assert!((0..10).all(|_| attempts.begin("mei@example.org", HERE).is_some()));
        assert!(
            attempts.begin("mei@example.org", THERE).is_none(),
            "the account is full, from anywhere"
        );
        assert!(
            attempts.begin(" MEI@example.org", THERE).is_none(),
            "however it is written"
        );
        assert!(
            attempts.begin("jo@example.org", HERE).is_none(),
            "the address is full, for anybody"
        );
        assert!(attempts.begin("jo@example.org", THERE).is_some());
    }

    #[test]
    fn right_passwords_are_not_counted() {
        let attempts = Attempts::default();
        for _ in 0..100 {
            attempts
                .begin("mei@example.org", HERE)
                .expect("never too many")
                .succeeded();
        }
    }
}
