//! What happens, read once for all the streams of this process while there are any: woken by the database, and looked for now
//! and then in any case. While the database is away the streams wait; afterwards it goes on from where it stood.
use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use app::{
    error::Error,
    model::{
        Database,
        events::{self, Happened, ImportTelling},
        presence::Heartbeat,
        sessions::{
            Lifetime,
            open::{OpenSession, go_on},
        },
    },
    wire::live::Position,
};
use futures::FutureExt;
use tokio::{
    sync::Notify,
    time::{Instant, sleep, timeout},
};
use uuid::Uuid;

use super::{
    open_stream::{OpenStream, StreamSource},
    patience::within_patience,
    reader::StreamReader,
    telling::Telling,
    untold::UntoldNews,
};
use crate::config::Settings;

/// How much is read at a time, and how much is told at once.
const READ: u16 = 1_000;
const TOLD: usize = 5_000;
/// The longest that it is let rest after a reading that took long.
const LONGEST_REST: Duration = Duration::from_secs(1);
/// How long it is let rest after a chunk of an import: an edit by somebody else meanwhile is shown within a second still.
const IMPORT_REST: Duration = Duration::from_millis(500);
/// How soon the database is listened to again.
const LISTEN_AGAIN: Duration = Duration::from_millis(500);

/// How streams are served.
#[derive(Clone, Copy, Debug)]
pub struct LiveSettings {
    /// How often it is looked for what nobody woke it for.
    pub look: Duration,
    /// How long it is let rest after each reading, so that what happens close together is told together.
    pub rest: Duration,
    /// After how long without a word it is listened anew: whoever is cut off hears as little as whoever is told nothing.
    pub silence: Duration,
    /// How often a stream shows that it is still there.
    pub comment: Duration,
    /// How often it is asked whether the sessions of the streams go on.
    pub sessions: Duration,
    /// How many readings a stream may lag behind before its reader has to look anew.
    pub lag: usize,
    /// How long somebody is taken to look at a contact after their page has said so, which it does every four seconds.
    pub presence: Duration,
}

impl Default for LiveSettings {
    fn default() -> Self {
        Self {
            look: Duration::from_millis(500),
            rest: Duration::from_millis(100),
            silence: Duration::from_secs(30),
            comment: Duration::from_secs(15),
            sessions: Duration::from_secs(5),
            lag: 64,
            presence: Duration::from_secs(9),
        }
    }
}

/// The streams of one process.
#[derive(Clone, Debug)]
pub struct Streams(Arc<Hub>);

#[derive(Debug)]
struct Hub {
    lifetime: Lifetime,
    /// How many streams there may be.
    most: usize,
    settings: LiveSettings,
    /// Rings when there may be something to read.
    bell: Notify,
    source: Arc<StreamSource>,
}

impl Streams {
    /// None yet, of a server with these settings.
    pub fn of(database: &Database, settings: &Settings) -> Self {
        // The other half of the connections is left to whoever asks something.
        let most = (settings.max_connections / 2).max(1);
        let database = database.clone();
        Self::new(database, settings.lifetime(), most, LiveSettings::default())
    }

    /// None yet either, to be served so.
    pub fn serving(&self, settings: LiveSettings) -> Self {
        let hub = &self.0;
        let database = hub.source.database.clone();
        Self::new(database, hub.lifetime, hub.most, settings)
    }

    fn new(database: Database, lifetime: Lifetime, most: usize, settings: LiveSettings) -> Self {
        Self(Arc::new(Hub {
            lifetime,
            most,
            settings,
            bell: Notify::new(),
            source: Arc::new(StreamSource::new(database, settings.lag, settings.presence)),
        }))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.source.news.receiver_count()
    }

    /// How this one serves.
    pub fn settings(&self) -> LiveSettings {
        self.0.settings
    }

    /// Where somebody stands who begins to read now; nothing while the database is away.
    pub async fn position(&self) -> Option<Position> {
        let position = self.0.source.open().position;
        match position {
            Some(position) => Some(position),
            None => events::now(&self.0.source.database).await.ok(),
        }
    }

    /// Opens a stream for its reader; nothing where there are as many as there may be.
    pub async fn open(
        &self,
        session: &OpenSession,
        reader: StreamReader,
    ) -> Result<Option<OpenStream>, Error> {
        let position = self.0.source.open().position;
        let begin = match position {
            Some(position) => position,
            None => events::now(&self.0.source.database).await?,
        };
        Ok(self.add(session, reader, begin))
    }

    /// Takes in a stream, and begins to read from a position where nothing is read yet.
    fn add(
        &self,
        session: &OpenSession,
        reader: StreamReader,
        begin: Position,
    ) -> Option<OpenStream> {
        let source = &self.0.source;
        let mut open = source.open();
        let entry = open.streams.add(session, self.0.most)?;
        let position = open.position.unwrap_or(begin);
        if open.position.replace(position).is_none() {
            tokio::spawn(self.clone().follow());
        }
        Some(OpenStream::new(source.clone(), entry, reader, position))
    }

    /// Ends all streams, and opens no more.
    pub fn stop(&self) {
        let ending = self.0.source.open().streams.stop();
        drop(ending);
        self.0.bell.notify_one();
    }

    /// Resolves with a stop, when all streams have been ended.
    pub async fn end_with(self, stop: impl Future<Output = ()>) {
        stop.await;
        self.stop();
    }

    /// Follows what happens for as long as anybody does.
    async fn follow(self) {
        let work = async {
            tokio::select! {
                () = self.read() => {}
                () = self.hear() => {}
                () = self.part() => {}
                () = self.0.source.attendance.expire() => {}
            }
        };
        if AssertUnwindSafe(work).catch_unwind().await.is_err() {
            tracing::error!("what happens could not be followed; all streams begin anew");
            let mut open = self.0.source.open();
            let ending = open.streams.end_all();
            open.position = None;
            self.0.source.attendance.forget();
            drop(open);
            drop(ending);
        }
    }

    /// Reads and tells, until nobody follows any more.
    async fn read(&self) {
        let LiveSettings { look, rest, .. } = self.0.settings;
        let mut untold = UntoldNews::default();
        loop {
            let _ = timeout(look, self.0.bell.notified()).await;
            let Some(from) = self.0.source.stands() else {
                return;
            };
            let began = Instant::now();
            // What failed was logged, and is tried again.
            let looked = within_patience(self.look(from, &mut untold)).await;
            let rest = match looked {
                Ok(true) => {
                    let left = untold.may_wait(Instant::now());
                    left.map_or(IMPORT_REST, |left| left.min(IMPORT_REST))
                }
                _ => rest,
            };
            // However much there is to ask, most of the time the database is left to others.
            let rest = rest.max((2 * began.elapsed()).min(LONGEST_REST));
            sleep(rest).await;
        }
    }

    /// Reads on, and tells all that happened since a position, but for what may wait. True: nothing happened but that imports
    /// went on.
    async fn look(&self, from: Position, untold: &mut UntoldNews) -> Result<bool, Error> {
        let database = &self.0.source.database;
        let Some((happened, to)) = self.fetch(untold.end(from)).await? else {
            let now = events::now(database).await?;
            untold.clear(Instant::now());
            self.tell(Telling::resync(now), &[]);
            return Ok(false);
        };
        untold.take_in(happened, to);
        if untold.all().is_empty() {
            untold.clear(Instant::now());
            self.0.source.open().position = Some(to);
            return Ok(false);
        }
        if untold.may_wait(Instant::now()).is_some() {
            // Once it may not, it is told though nothing more happens.
            self.0.bell.notify_one();
            return Ok(true);
        }
        loop {
            let staff = self.0.source.open().streams.staff();
            let telling = Telling::of(database, (from, to), untold.all(), &staff).await?;
            let is_of_imports = telling.is_of_imports();
            if self.tell(telling, &staff) {
                untold.clear(Instant::now());
                return Ok(is_of_imports);
            }
        }
    }

    /// What happened since a position, as much as is told at once, and up to where that is; nothing where it cannot be told.
    async fn fetch(&self, from: Position) -> Result<Option<(Vec<Happened>, Position)>, Error> {
        let database = &self.0.source.database;
        let (mut to, mut happened) = (from, Vec::new());
        loop {
            let batch = events::after(database, to, READ, ImportTelling::AsOne).await?;
            // What was told may never have happened in a base that has taken over.
            let batch = batch.filter(|batch| batch.epoch == from.epoch);
            let Some(batch) = batch else {
                return Ok(None);
            };
            happened.extend(batch.happened);
            to = batch.position;
            let is_enough = happened.len() >= TOLD;
            if batch.more && is_enough {
                self.0.bell.notify_one();
            }
            if is_enough || !batch.more {
                return Ok(Some((happened, to)));
            }
        }
    }

    /// Tells all streams, unless one was opened meanwhile by somebody of whom it was not asked what they may view.
    fn tell(&self, telling: Telling, asked: &[Uuid]) -> bool {
        let mut open = self.0.source.open();
        let is_asked = |staff: &Uuid| asked.binary_search(staff).is_ok();
        if telling.is_about_enquiries() && !open.streams.staff().iter().all(is_asked) {
            return false;
        }
        open.position = Some(telling.to);
        // Nobody may be following any more.
        let _ = self.0.source.news.send(Arc::new(telling));
        true
    }

    /// Rings whenever the database says that something happened, and when it may have said so unheard; takes in who looks at
    /// contacts.
    async fn hear(&self) {
        let hub = &self.0;
        loop {
            let listening = async {
                let listener = events::listen(&hub.source.database).await?;
                // Another base may have taken over from the one that was listened to before.
                events::begin_epoch(&hub.source.database).await?;
                Ok::<_, Error>(listener)
            };
            if let Ok(mut listener) = within_patience(listening).await {
                hub.bell.notify_one();
                let is_silent = loop {
                    match timeout(hub.settings.silence, listener.try_recv()).await {
                        Ok(Ok(Some(said))) => match Heartbeat::heard(&said) {
                            Some(heartbeat) => hub.source.attendance.hear(heartbeat),
                            None => hub.bell.notify_one(),
                        },
                        // A connection that Postgres ended is an error, one that is gone is none.
                        Ok(_) => break false,
                        // It may have been cut without a word.
                        Err(_) => break true,
                    }
                };
                hub.bell.notify_one();
                if is_silent {
                    continue;
                }
            }
            sleep(LISTEN_AGAIN).await;
        }
    }

    /// Ends the streams whose session has ended, or whose owner is not any more who they were.
    async fn part(&self) {
        let hub = &self.0;
        loop {
            sleep(hub.settings.sessions).await;
            let (numbers, sessions) = hub.source.open().streams.sessions();
            let asked = go_on(&hub.source.database, &sessions, hub.lifetime);
            // While the database is away nobody knows; they are asked of again.
            let Ok(go_on) = within_patience(asked).await else {
                continue;
            };
            let mut open = hub.source.open();
            for (number, _) in numbers.iter().zip(go_on).filter(|(_, goes_on)| !goes_on) {
                open.streams.end(*number);
            }
        }
    }
}
