//! The streams that are open here, and whose they are. A stream ends when it is struck off.
use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use app::model::sessions::open::OpenSession;
use tokio::sync::oneshot;
use uuid::Uuid;

/// How many streams one account may have open: a browser needs one, whatever its pages show, and a panel one beside the
/// conversation that is in sight.
const EACH: usize = 24;

/// The streams that are open.
#[derive(Debug, Default)]
pub struct OpenStreams {
    /// Counts up, so that of an account's streams the oldest stands first.
    turn: u64,
    streams: BTreeMap<u64, RegisteredStream>,
    /// No more are opened.
    stopped: bool,
}

#[derive(Debug)]
struct RegisteredStream {
    session: OpenSession,
    /// Ends the stream when it is dropped.
    end: oneshot::Sender<()>,
}

impl OpenStreams {
    /// Takes in a stream where there are fewer than `most`; the oldest of an account with too many ends for it. Gives its
    /// number, and what resolves when it is to end.
    pub fn add(
        &mut self,
        session: &OpenSession,
        most: usize,
    ) -> Option<(u64, oneshot::Receiver<()>)> {
        let of_account = self
            .streams
            .iter()
            .filter(|(_, entry)| entry.session.staff == session.staff);
        let of_account: Vec<u64> = of_account.map(|(number, _)| *number).collect();
        if of_account.len() >= EACH {
            self.end(of_account[0]);
        }
        if self.stopped || self.streams.len() >= most {
            return None;
        }
        self.turn += 1;
        let (end, ended) = oneshot::channel();
        let entry = RegisteredStream {
            session: session.clone(),
            end,
        };
        self.streams.insert(self.turn, entry);
        Some((self.turn, ended))
    }

    /// Strikes a stream off.
    pub fn end(&mut self, number: u64) {
        self.streams.remove(&number);
    }

    /// Strikes all of them off. They end as what it gives is dropped: a thousand are woken by that, so nothing is held meanwhile
    /// that they may wait for.
    pub fn end_all(&mut self) -> Vec<oneshot::Sender<()>> {
        let streams = mem::take(&mut self.streams).into_values();
        streams.map(|stream| stream.end).collect()
    }

    /// Strikes all of them off, and takes in no more.
    pub fn stop(&mut self) -> Vec<oneshot::Sender<()>> {
        self.stopped = true;
        self.end_all()
    }

    /// Whether nobody follows.
    pub fn is_empty(&self) -> bool {
        self.streams.is_empty()
    }

    /// Who follows, each once and in order.
    pub fn staff(&self) -> Vec<Uuid> {
        let staff = self.streams.values().map(|entry| entry.session.staff);
        let staff: BTreeSet<Uuid> = staff.collect();
        staff.into_iter().collect()
    }

    /// The streams, with the session that each was opened by.
    pub fn sessions(&self) -> (Vec<u64>, Vec<OpenSession>) {
        let streams = self.streams.iter();
        let streams = streams.map(|(number, entry)| (*number, entry.session.clone()));
        streams.unzip()
    }
}

#[cfg(test)]
mod tests {
    use app::{
        model::sessions::{key::Here, open::OpenSession},
        who::Role,
    };
    use tokio::sync::oneshot::error::TryRecvError;
    use uuid::Uuid;

    use super::{EACH, OpenStreams};

    fn session(staff: u128) -> OpenSession {
        OpenSession {
            staff: Uuid::from_u128(staff),
            role: Role::Agent,
            here: Here(format!("key {staff}")),
        }
    }

    #[test]
    fn the_oldest_stream_of_an_account_ends_for_one_too_many_and_those_of_others_go_on() {
        let mut opened = OpenStreams::default();
        let (_, mut other) = opened.add(&session(2), 100).expect("a stream");
        let mut own: Vec<_> = (0..=EACH)
            .map(|_| opened.add(&session(1), 100).expect("a stream").1)
            .collect();
        assert_eq!(own[0].try_recv(), Err(TryRecvError::Closed));
        for open in own.iter_mut().skip(1).chain([&mut other]) {
            assert_eq!(open.try_recv(), Err(TryRecvError::Empty));
        }
        assert_eq!(opened.staff(), [session(1).staff, session(2).staff]);
        assert_eq!(opened.sessions().1.len(), EACH + 1);
    }

    #[test]
    fn there_are_so_many_at_most_and_after_a_stop_none() {
        let mut opened = OpenStreams::default();
        let (first, mut ended) = opened.add(&session(1), 2).expect("a stream");
        let (_, mut last) = opened.add(&session(2), 2).expect("a stream");
        assert!(opened.add(&session(3), 2).is_none());
        opened.end(first);
        assert_eq!(ended.try_recv(), Err(TryRecvError::Closed));
        assert!(opened.add(&session(3), 2).is_some());
        opened.stop();
        assert_eq!(last.try_recv(), Err(TryRecvError::Closed));
        assert!(opened.is_empty() && opened.add(&session(4), 2).is_none());
    }

    #[test]
    fn at_a_stop_all_are_struck_off_before_the_first_of_them_ends() {
        let mut opened = OpenStreams::default();
        let mut ended: Vec<_> = (1..=2)
            .map(|staff| opened.add(&session(staff), 2).expect("a stream").1)
            .collect();
        let ending = opened.stop();
        assert!(opened.is_empty());
        for stream in &mut ended {
            assert_eq!(stream.try_recv(), Err(TryRecvError::Empty));
        }
        drop(ending);
        for stream in &mut ended {
            assert_eq!(stream.try_recv(), Err(TryRecvError::Closed));
        }
    }
}
