//! What was read of what happened and is not told yet. While an import goes on and nothing else happens, streams are told of
//! it once in a while and not of each of its chunks: nobody looks at each, and to tell a thousand streams of each takes from
//! the import. What is told then tells of all of them; whoever opens a stream meanwhile begins before them, and hears it too.
use std::time::Duration;

use app::{
    model::events::{Happened, What},
    wire::live::Position,
};
use tokio::time::Instant;

/// How long all streams are left alone after they were told of an import, unless something else happens.
const LEFT_ALONE: Duration = Duration::from_secs(1);

/// What is not told yet.
#[derive(Debug, Default)]
pub struct UntoldNews {
    happened: Vec<Happened>,
    /// Up to where it was read, where that is further than what was told.
    read: Option<Position>,
    /// When it was told of an import last.
    told: Option<Instant>,
}

impl UntoldNews {
    /// Where to read on, where it is told up to a position.
    pub fn end(&self, told: Position) -> Position {
        self.read.unwrap_or(told)
    }

    /// Takes in what was read, up to a position.
    pub fn take_in(&mut self, happened: Vec<Happened>, to: Position) {
        self.happened.extend(happened);
        self.read = Some(to);
    }

    /// All of it, in the order in which it happened.
    pub fn all(&self) -> &[Happened] {
        &self.happened
    }

    /// For how long it may wait; nothing where it is to be told now.
    pub fn may_wait(&self, now: Instant) -> Option<Duration> {
        let until = self.told? + LEFT_ALONE;
        let left = until.saturating_duration_since(now);
        let may_wait = !left.is_zero() && self.happened.iter().all(is_of_import);
        may_wait.then_some(left)
    }

    /// It was told, or cannot be told any more.
    pub fn clear(&mut self, now: Instant) {
        if self.happened.iter().any(is_of_import) {
            self.told = Some(now);
        }
        self.happened.clear();
        self.read = None;
    }
}

/// Whether it is that an import went on. What it wrote of a few contacts only is told of each.
fn is_of_import(happened: &Happened) -> bool {
    match happened.what {
        What::Contacts { .. } | What::Import { .. } => true,
        What::Contact { .. } | What::Enquiry { .. } | What::Staff { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use contact::ContactId;
    use uuid::Uuid;

    use super::*;

    const IMPORT: Uuid = Uuid::from_u128(5);

    fn at(number: i64) -> Position {
        Position { epoch: 1, number }
    }

    /// What a chunk tells, which ends at a number.
    fn chunk(number: i64) -> Vec<Happened> {
        let contacts = What::Contacts { import: IMPORT };
        let import = What::Import { id: IMPORT };
        let told = [(number - 1, contacts), (number, import)].into_iter();
        let told = told.map(|(number, what)| Happened {
            position: at(number),
            what,
        });
        told.collect()
    }

    fn edit(number: i64, import: Option<Uuid>) -> Happened {
        Happened {
            position: at(number),
            what: What::Contact {
                id: ContactId(Uuid::from_u128(7)),
                version: Some(2),
                change: "Updated".to_owned(),
                fields: vec!["company".to_owned()],
                import,
            },
        }
    }

    fn milliseconds(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    /// Everybody was told of a first chunk, and at once.
    fn told_of_a_chunk(now: Instant) -> UntoldNews {
        let mut untold = UntoldNews::default();
        untold.take_in(chunk(3), at(3));
        assert_eq!(untold.may_wait(now), None);
        untold.clear(now);
        assert!(untold.all().is_empty());
        untold
    }

    #[test]
    fn chunks_of_one_second_are_told_together_and_read_once() {
        let now = Instant::now();
        let mut untold = told_of_a_chunk(now);
        for (number, after, left) in [(8, 400, 600), (12, 900, 100)] {
            untold.take_in(chunk(number), at(number));
            let left = milliseconds(left);
            assert_eq!(untold.may_wait(now + milliseconds(after)), Some(left));
            // Streams stand where they stood.
            assert_eq!(untold.end(at(3)), at(number));
        }
        assert_eq!(untold.may_wait(now + milliseconds(1_000)), None);
        assert_eq!(untold.all(), [chunk(8), chunk(12)].concat());
        untold.clear(now + milliseconds(1_000));
        assert_eq!(untold.end(at(12)), at(12));
        untold.take_in(chunk(15), at(15));
        assert!(untold.may_wait(now + milliseconds(1_900)).is_some());
        assert_eq!(untold.may_wait(now + milliseconds(2_000)), None);
    }

    #[test]
    fn whatever_else_happens_is_told_at_once_with_all_that_waits_before_it() {
        let now = Instant::now();
        let soon = now + milliseconds(300);
        for import in [None, Some(IMPORT)] {
            let mut untold = told_of_a_chunk(now);
            untold.take_in(chunk(8), at(8));
            assert!(untold.may_wait(soon).is_some());
            untold.take_in(vec![edit(9, import)], at(9));
            assert_eq!(untold.may_wait(soon), None, "{import:?}");
            let all = [chunk(8), vec![edit(9, import)]].concat();
            assert_eq!(untold.all(), all);
            untold.clear(soon);
            // All have heard of the import by that too.
            untold.take_in(chunk(12), at(12));
            assert!(untold.may_wait(soon + milliseconds(900)).is_some());
        }
    }

    #[test]
    fn what_happened_while_no_import_went_on_waits_for_nothing() {
        let now = Instant::now();
        let mut untold = UntoldNews::default();
        for number in [3, 4] {
            untold.take_in(vec![edit(number, None)], at(number));
            assert_eq!(untold.may_wait(now), None);
            untold.clear(now);
        }
    }
}
