//! The one runner of all that is done in the background. A job is looked at when it is woken, after a rest, and now and then
//! in any case: what was woken while the database was away is found then. What goes wrong is tried again after a while that
//! doubles, and keeps nothing else waiting; a stop lets what is in hand come to an end.
use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use app::{
    error::Error,
    model::{
        Database,
        database::{self, in_time},
        work,
    },
};
use futures::FutureExt;
use metrics::{counter, histogram};
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
    time::{Instant, sleep, sleep_until, timeout},
};
use uuid::Uuid;

/// How long a stop waits for what is in hand.
const STOP: Duration = Duration::from_secs(8);
/// How long a first failure is let rest, and how long one that fails again and again, unless its job rests longer anyway.
const FAILED: Duration = Duration::from_millis(500);
const FAILED_LONG: Duration = Duration::from_secs(30);
/// How soon the database is listened to again.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// Something that is done in the background, piece by piece.
pub trait Job: Send + Sync + 'static {
    /// A piece of it that was taken in hand. Who may work on it, of several servers, stands in the database.
    type Piece: Send + 'static;
    /// By what it is woken and measured.
    const NAME: &'static str;
    /// How often it is looked at though nobody woke it.
    const LOOK: Duration;
    /// How many pieces one server has in hand at a time.
    const AT_ONCE: usize = 1;
    /// How long taking a piece may take, before it is looked for again later.
    const PATIENCE: Duration = database::PATIENCE;
    /// Whether a stop cuts off what is in hand: what was not done whole is not done at all, and nobody waits for it.
    const CUT: bool = false;

    /// Takes the next piece in hand, but for some that are in hand or rest; with what it is known by.
    fn claim(
        &self,
        but: &[Uuid],
    ) -> impl Future<Output = Result<Option<(Uuid, Self::Piece)>, Error>> + Send;

    /// Works on a piece, until it is done or at a good place to stop; tells how long to let it rest.
    fn run(
        &self,
        piece: Self::Piece,
        stop: watch::Receiver<bool>,
    ) -> impl Future<Output = Result<Duration, Error>> + Send;
}

/// All that is done in the background. Dropped without a stop, it ends like a server that is killed.
pub struct Runner {
    stop: watch::Sender<bool>,
    bells: watch::Sender<Bells>,
    tasks: JoinSet<()>,
}

/// What rings for a job, by its name.
type Bells = HashMap<&'static str, Arc<Notify>>;

impl Runner {
    /// Does nothing yet, but hears who is woken in this database.
    pub fn of(database: &Database) -> Self {
        let (stop, bells) = (watch::Sender::new(false), watch::Sender::default());
        let mut tasks = JoinSet::new();
        let listening = listen(database.clone(), bells.subscribe());
        let mut stopped = stop.subscribe();
        tasks.spawn(async move {
            tokio::select! {
                _ = stopped.changed() => {}
                () = listening => {}
            }
        });
        Self { stop, bells, tasks }
    }

    /// Does a job from now on.
    pub fn take_on<J: Job>(&mut self, job: J) {
        self.take_on_looking(job, J::LOOK);
    }

    /// The same, looking for what nobody woke it for as often as this.
    pub fn take_on_looking<J: Job>(&mut self, job: J, look: Duration) {
        let bell = Arc::new(Notify::new());
        self.bells.send_modify(|bells| {
            bells.insert(J::NAME, bell.clone());
        });
        let kept = keep(Arc::new(job), look, bell, self.stop.subscribe());
        self.tasks.spawn(kept);
    }

    /// Lets what is in hand come to an end, so that another server can go on with the rest at once.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(STOP, ended).await.is_err() {
            tracing::warn!("work was cut off in the middle; it goes on with the next start");
        }
    }
}

/// Rings for whoever is woken; for everybody when it begins to listen, since what was said before was not heard.
async fn listen(database: Database, bells: watch::Receiver<Bells>) {
    loop {
        let hear = async {
            let mut listener = work::listen(&database).await?;
            bells.borrow().values().for_each(|bell| bell.notify_one());
            while let Some(woken) = listener.try_recv().await? {
                if let Some(bell) = bells.borrow().get(woken.payload()) {
                    bell.notify_one();
                }
            }
            Ok::<_, sqlx::Error>(())
        };
        // A connection that Postgres ended is an error, one that is gone is none.
        if let Err(error) = hear.await {
            tracing::warn!(%error, "nobody is woken; work is looked for now and then");
        }
        sleep(LISTEN_AGAIN).await;
    }
}

/// What is remembered of a piece.
#[derive(Default)]
struct PieceRest {
    /// Until when it is let rest; none while it is in hand.
    until: Option<Instant>,
    /// How often in a row it failed.
    failures: u32,
}

/// Does one job until a stop.
async fn keep<J: Job>(
    job: Arc<J>,
    look: Duration,
    bell: Arc<Notify>,
    mut stop: watch::Receiver<bool>,
) {
    let mut hands = JoinSet::new();
    let mut pieces: HashMap<Uuid, PieceRest> = HashMap::new();
    while !*stop.borrow() {
        while hands.len() < J::AT_ONCE {
            let now = Instant::now();
            let but = pieces
                .iter()
                .filter(|(_, rest)| rest.until.is_none_or(|until| until > now));
            let but: Vec<Uuid> = but.map(|(key, _)| *key).collect();
            match in_time(J::PATIENCE, job.claim(&but)).await {
                Ok(Some((key, piece))) if !but.contains(&key) => {
                    pieces.entry(key).or_default().until = None;
                    hands.spawn(measured(job.clone(), key, piece, stop.clone()));
                }
                // What rested is not there any more.
                Ok(_) => {
                    pieces.retain(|key, _| but.contains(key));
                    break;
                }
                Err(error) => {
                    tracing::warn!(job = J::NAME, %error, "work could not be looked for");
                    break;
                }
            }
        }
        let looked = Instant::now();
        let rested = pieces.values().filter_map(|rest| rest.until);
        let next = rested
            .filter(|until| *until > looked)
            .fold(looked + look, Instant::min);
        tokio::select! {
            _ = stop.changed() => {}
            () = bell.notified() => {
                // What fails rests on: somebody else's work does not mend it.
                let done = pieces.values_mut().filter(|rest| rest.failures == 0);
                let rests = done.filter_map(|rest| rest.until.as_mut());
                rests.for_each(|until| *until = looked);
            }
            () = sleep_until(next) => {}
            Some(Ok((key, outcome))) = hands.join_next() => {
                let rest = pieces.entry(key).or_default();
                rest.failures = if outcome.is_ok() { 0 } else { rest.failures + 1 };
                let pause = outcome.unwrap_or_else(|_| back_off(rest.failures, look));
                rest.until = Some(Instant::now() + pause);
            }
        }
    }
    if J::CUT {
        hands.abort_all();
    }
    while hands.join_next().await.is_some() {}
}

/// For how long is let rest what failed so often in a row.
fn back_off(failures: u32, look: Duration) -> Duration {
    let doubled = FAILED.saturating_mul(1_u32.checked_shl(failures - 1).unwrap_or(u32::MAX));
    doubled.min(FAILED_LONG.max(look))
}

/// Works on a piece, and notes how that went.
async fn measured<J: Job>(
    job: Arc<J>,
    key: Uuid,
    piece: J::Piece,
    stop: watch::Receiver<bool>,
) -> (Uuid, Result<Duration, Error>) {
    let began = Instant::now();
    let work = AssertUnwindSafe(job.run(piece, stop)).catch_unwind();
    let outcome = work
        .await
        .unwrap_or_else(|_| Err(Error::broken("a job panicked")));
    histogram!("job_seconds", "job" => J::NAME).record(began.elapsed());
    counter!("job_runs_total", "job" => J::NAME).increment(1);
    if let Err(error) = &outcome {
        counter!("job_failures_total", "job" => J::NAME).increment(1);
        tracing::warn!(job = J::NAME, piece = %key, %error, "work broke off; it is tried again");
    }
    (key, outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_again_and_again_rests_twice_as_long_each_time_up_to_half_a_minute_or_its_own_rest()
     {
        let rests = |look| [1, 2, 3, 7, 8, 40].map(|failures| back_off(failures, look));
        let seconds = |seconds: [f32; 6]| seconds.map(Duration::from_secs_f32);
        let short = Duration::from_secs(1);
        assert_eq!(rests(short), seconds([0.5, 1., 2., 30., 30., 30.]));
        let hour = Duration::from_secs(3600);
        assert_eq!(rests(hour), seconds([0.5, 1., 2., 32., 64., 3600.]));
    }
}
