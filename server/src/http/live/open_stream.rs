//! A stream that is open, and what all streams of one process share: what is told to them, who looks at contacts, and how far
//! it is read.
use std::{
    iter, mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use app::{
    error::Error,
    model::{
        Database,
        events::{self, ImportTelling},
    },
    wire::live::{Position, Presence},
};
use axum::body::Bytes;
use tokio::sync::{
    Semaphore,
    broadcast::{self, error::RecvError},
    oneshot::{self, error::TryRecvError},
};

use super::{
    opened::OpenStreams,
    presence::{Attendance, frames},
    reader::StreamReader,
    telling::Telling,
};

/// How much is told again to whoever comes back; whoever missed more looks anew.
const REPLAYED: u16 = 500;
/// How many readers at a time have something looked up for themselves, those who come back and those of panels, so that all
/// at once leave the database to others.
const TURNS: usize = 8;

/// What the streams of one process share.
#[derive(Debug)]
pub struct StreamSource {
    pub database: Database,
    pub news: broadcast::Sender<Arc<Telling>>,
    pub attendance: Attendance,
    turns: Semaphore,
    open: Mutex<Registry>,
}

/// The streams that are open, and where they stand.
#[derive(Debug, Default)]
pub struct Registry {
    pub streams: OpenStreams,
    /// How far it is read and told; absent while nobody follows and nothing is read.
    pub position: Option<Position>,
}

impl StreamSource {
    /// Of a process that follows nothing yet: how many readings a stream may lag behind, and how long somebody is taken to
    /// look at a contact.
    pub fn new(database: Database, lag: usize, presence: Duration) -> Self {
        Self {
            database,
            news: broadcast::Sender::new(lag),
            attendance: Attendance::lasting(presence),
            turns: Semaphore::new(TURNS),
            open: Mutex::default(),
        }
    }

    /// The streams that are open. A panic cannot leave them half-written, so they go on being used.
    pub fn open(&self) -> MutexGuard<'_, Registry> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far it is read; nothing, from then on, where nobody follows any more. Then nobody is heard any more either.
    pub fn stands(&self) -> Option<Position> {
        let mut open = self.open();
        if open.streams.is_empty() {
            open.position = None;
            self.attendance.forget();
        }
        open.position
    }
}

/// What a stream tells next.
#[derive(Debug)]
pub enum StreamPart {
    /// What happened, up to where its reader stands from then on.
    News(Bytes),
    /// Who else looks at what its reader looks at.
    Presence(Bytes),
}

impl StreamPart {
    /// As it is written.
    pub fn frames(self) -> Bytes {
        match self {
            Self::News(frames) | Self::Presence(frames) => frames,
        }
    }
}

/// A stream that is open, for as long as it is held.
#[derive(Debug)]
pub struct OpenStream {
    source: Arc<StreamSource>,
    number: u64,
    reader: StreamReader,
    ended: oneshot::Receiver<()>,
    news: broadcast::Receiver<Arc<Telling>>,
    /// What it has been told, until its reader is: whoever waits for that may break off.
    telling: Option<Arc<Telling>>,
    presence: broadcast::Receiver<Arc<Presence>>,
    /// It shows another contact than before, and is to be told who looks at that.
    is_elsewhere: bool,
    position: Position,
}

impl OpenStream {
    /// A stream that was taken in, under its number and with what resolves when it is to end, for a reader who stands at a
    /// position.
    pub fn new(
        source: Arc<StreamSource>,
        (number, ended): (u64, oneshot::Receiver<()>),
        reader: StreamReader,
        position: Position,
    ) -> Self {
        metrics::gauge!("live_streams").increment(1.0);
        Self {
            number,
            reader,
            ended,
            news: source.news.subscribe(),
            telling: None,
            presence: source.attendance.follow(),
            is_elsewhere: false,
            position,
            source,
        }
    }

    /// Where its reader stands, once they have heard all that it gave.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Looks what its reader may hear, now that nothing that happens is missed any more.
    pub async fn look(&mut self) -> Result<(), Error> {
        self.reader.look().await
    }

    /// What happened since a position that its reader names, as far as that can be told and they may hear it now; none is a
    /// position that cannot be read.
    pub async fn replay(&mut self, since: Option<Position>) -> Result<Option<Bytes>, Error> {
        if since == Some(self.position) {
            return Ok(None);
        }
        let source = &self.source;
        let turn = source.turns.acquire().await;
        let batch = match since {
            Some(since) if since.epoch == self.position.epoch => {
                events::after(&source.database, since, REPLAYED, ImportTelling::AsOne).await?
            }
            // What their page shows may never have happened here: this base was restored from a copy.
            Some(_) | None => None,
        };
        let telling = match since.zip(batch) {
            Some((since, batch)) if !batch.more => {
                let between = (since, batch.position);
                let happened = &batch.happened;
                let staff = [self.reader.staff()];
                Telling::of(&source.database, between, happened, &staff).await?
            }
            _ => Telling::resync(events::now(&source.database).await?),
        };
        drop(turn);
        let stands = since.unwrap_or(telling.to);
        let told = self.reader.told(&telling, stands, &source.turns).await;
        self.position = telling.to;
        Ok(told)
    }

    /// Who else looks at what its reader looks at now; nothing where they look at no contact.
    pub fn presence(&self) -> Option<Bytes> {
        let attendance = &self.source.attendance;
        attendance.told_to(self.reader.staff(), |contact| {
            self.reader.may_look_at(contact)
        })
    }

    /// What happens next, as far as its reader may hear it; nothing where the stream has ended. Who takes too little of it
    /// is told to look anew, and goes on from there.
    pub async fn next(&mut self) -> Option<StreamPart> {
        loop {
            if let Some(telling) = self.telling.clone() {
                let looks_at = self.reader.contact();
                let told = tokio::select! {
                    biased;
                    _ = &mut self.ended => return None,
                    told = self.reader.told(&telling, self.position, &self.source.turns) => told,
                };
                self.telling = None;
                self.is_elsewhere |= self.reader.contact() != looks_at;
                self.position = telling.behind(self.position);
                if let Some(told) = told {
                    return Some(StreamPart::News(told));
                }
            }
            if mem::take(&mut self.is_elsewhere)
                && let Some(told) = self.presence()
            {
                return Some(StreamPart::Presence(told));
            }
            let heard = tokio::select! {
                biased;
                _ = &mut self.ended => return None,
                telling = self.news.recv() => telling,
                presence = self.presence.recv() => {
                    let told = match presence {
                        Ok(presence) => self.among(&presence),
                        Err(RecvError::Lagged(_)) => self.presence(),
                        Err(RecvError::Closed) => return None,
                    };
                    match told {
                        Some(told) => return Some(StreamPart::Presence(told)),
                        None => continue,
                    }
                }
            };
            self.telling = match heard {
                Ok(telling) => Some(telling),
                Err(RecvError::Lagged(_)) => {
                    self.catch_up();
                    Some(Arc::new(Telling::resync(self.position)))
                }
                Err(RecvError::Closed) => return None,
            };
        }
    }

    /// Who else looks at a contact, where its reader does too.
    fn among(&self, presence: &Presence) -> Option<Bytes> {
        match self.reader.may_look_at(presence.contact) {
            true => frames(iter::once(presence), self.reader.staff()),
            false => None,
        }
    }

    /// Leaves out all that was told up to now.
    fn catch_up(&mut self) {
        let source = &self.source;
        let open = source.open();
        self.news = source.news.subscribe();
        self.position = open.position.unwrap_or(self.position);
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        // Where it is told to end it is struck off already: of all that end together at a stop none waits for the others.
        if self.ended.try_recv() == Err(TryRecvError::Empty) {
            self.source.open().streams.end(self.number);
        }
        metrics::gauge!("live_streams").decrement(1.0);
    }
}
