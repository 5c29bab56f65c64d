//! Chance, as the demo draws it: from a seed, so that it falls the same way every time.
use rand::{Rng, RngExt, seq::IndexedRandom};

/// Whether it falls into a share of all cases.
pub fn some(random: &mut impl Rng, share: f64) -> bool {
    random.random_bool(share)
}

/// One of some, of which there is at least one.
pub fn pick<T: Copy>(from: &[T], random: &mut impl Rng) -> T {
    from.choose(random).copied().unwrap_or(from[0])
}

/// A number by a pattern, in which a # is any digit.
pub fn digits(pattern: &str, random: &mut impl Rng) -> String {
    pattern
        .chars()
        .map(|char| match char {
            '#' => char::from(b'0' + random.random_range(0..10)),
            other => other,
        })
        .collect()
}
