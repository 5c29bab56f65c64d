//! How often a password may be tried: ten wrong ones within a minute. Strangers share the ten of an account and the ten of
//! an address; a browser that has signed in to the account before has ten of its own. A right password gives its place
//! back, so that a whole office can sign in from behind one address at nine o'clock; that giving back is what the
//! ready-made token buckets cannot do. Nothing is kept of a try that is refused, nor of what somebody typed.
use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};

const PER_MINUTE: usize = 10;
const MINUTE: Duration = Duration::from_secs(60);
/// Beyond this many names the oldest is forgotten: more than can be tried in a minute, since each try is a slow hash.
const NAMES: usize = 20_000;

/// For whom wrong passwords are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    Account([u8; 32]),
    Browser([u8; 32]),
    Address(IpAddr),
}

impl Name {
    /// The account that somebody means, however they write its address.
    pub fn account(email: &str) -> Self {
        Self::Account(Sha256::digest(email.trim().to_lowercase()).into())
    }

    /// A browser that has signed in to this account before.
    pub fn browser(cookie: &[u8], email: &str) -> Self {
        let both = [cookie, email.trim().to_lowercase().as_bytes()].concat();
        Self::Browser(Sha256::digest(both).into())
    }

    /// A network address; of IPv6 the network, in which one machine has all addresses.
    pub fn address(address: IpAddr) -> Self {
        const NETWORK: u128 = u128::MAX << 64;
        Self::Address(match address {
            IpAddr::V6(address) => IpAddr::V6((u128::from(address) & NETWORK).into()),
            IpAddr::V4(_) => address,
        })
    }
}

/// The wrong tries of the last minute under one name.
#[derive(Default)]
struct Tries {
    times: VecDeque<Instant>,
    /// Whether somebody was told since the last of them that there were too many.
    told: bool,
}

impl Tries {
    fn is_over(&self, now: Instant) -> bool {
        self.times
            .back()
            .is_none_or(|last| now.duration_since(*last) > MINUTE)
    }
}

/// The wrong tries of the last minute.
#[derive(Clone, Default)]
pub struct Attempts(Arc<Mutex<HashMap<Name, Tries>>>);

/// A try that counts as wrong until it is given back.
pub struct Attempt {
    attempts: Attempts,
    names: Vec<Name>,
}

/// There were too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Nobody was told so yet.
    pub first: bool,
}

impl Attempts {
    /// Counts a try under all its names, or says that there were too many under one of them.
    pub fn begin(&self, names: Vec<Name>) -> Result<Attempt, TooMany> {
        let now = Instant::now();
        let mut all = self.lock();
        for name in &names {
            let Some(tries) = all.get_mut(name) else {
                continue;
            };
            while tries
                .times
                .front()
                .is_some_and(|first| now.duration_since(*first) > MINUTE)
            {
                tries.times.pop_front();
            }
            if tries.times.len() >= PER_MINUTE {
                let first = !std::mem::replace(&mut tries.told, true);
                return Err(TooMany { first });
            }
        }
        if all.len() + names.len() > NAMES {
            all.retain(|_, tries| !tries.is_over(now));
        }
        while all.len() + names.len() > NAMES {
            let oldest = all.iter().min_by_key(|(_, tries)| tries.times.back());
            let Some(oldest) = oldest.map(|(name, _)| *name) else {
                break;
            };
            all.remove(&oldest);
        }
        for name in &names {
            let tries = all.entry(*name).or_default();
            tries.times.push_back(now);
            tries.told = false;
        }
        drop(all);
        Ok(Attempt {
            attempts: self.clone(),
            names,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Name, Tries>> {
        // A panic cannot leave the counts half-written, so they go on being used.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempt {
    /// Gives the place back of a try that was right, or of which nobody can say whether it was.
    pub fn give_back(self) {
        let mut all = self.attempts.lock();
        for name in &self.names {
            if let Some(tries) = all.get_mut(name) {
                tries.times.pop_back();
                if tries.times.is_empty() {
                    all.remove(name);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::{Attempts, Name, TooMany};

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

    fn stranger(email: &str, address: IpAddr) -> Vec<Name> {
        vec![Name::account(email), Name::address(address)]
    }

    #[test]
    fn the_eleventh_wrong_password_of_a_minute_is_not_looked_at() {
        let attempts = Attempts::default();
        let may = |email, address| attempts.begin(stranger(email, address)).is_ok();
        assert!((0..10).all(|_| may("mei@example.org", HERE)));
        assert!(
            !may("mei@example.org", THERE),
            "the account is full, from anywhere"
        );
        assert!(!may(" MEI@example.org", THERE), "however it is written");
        assert!(
            !may("jo@example.org", HERE),
            "the address is full, for anybody"
        );
        assert!(may("jo@example.org", THERE));
        let own = vec![Name::browser(b"cookie", "mei@example.org")];
        assert!(
            attempts.begin(own).is_ok(),
            "a known browser has its own ten"
        );
    }

    #[test]
    fn right_passwords_are_not_counted() {
        let attempts = Attempts::default();
        for _ in 0..100 {
            attempts
                .begin(stranger("mei@example.org", HERE))
                .unwrap_or_else(|_| panic!("never too many"))
                .give_back();
        }
        assert!(attempts.lock().is_empty());
    }

    #[test]
    fn nothing_is_kept_of_what_is_refused_and_the_first_refusal_is_told_apart() {
        let attempts = Attempts::default();
        for n in 0..10 {
            let begun = attempts.begin(stranger(&format!("{n}@example.org"), HERE));
            assert!(begun.is_ok());
        }
        let kept = attempts.lock().len();
        for n in 0..10_000 {
            let refused = attempts.begin(stranger(&format!("{n}{n}@example.org"), HERE));
            assert_eq!(refused.err(), Some(TooMany { first: n == 0 }));
        }
        assert_eq!(attempts.lock().len(), kept);
    }

    #[test]
    fn a_machine_with_a_whole_ipv6_network_is_one_address() {
        let attempts = Attempts::default();
        let evaluated = (0..40).filter(|n| {
            let address = format!("2001:db8::{n:x}").parse().expect("an address");
            let begun = attempts.begin(stranger(&format!("{n}@example.org"), address));
            begun.is_ok()
        });
        assert_eq!(evaluated.count(), 10);
    }
}
