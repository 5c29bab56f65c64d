//! Sending what is due to one endpoint: what concerns one contact one after the other, many contacts at once. The next of a
//! contact is sent only after what became of the one before is noted, so that a kill repeats no more than what was on its way.
//! What is told is read when it is sent, and nothing is on its way for longer than the endpoint is ours for sure: what another
//! server tells of a contact after that comes behind it.
use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use futures::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout_at},
};
use uuid::Uuid;

use super::{
    due::{Due, Tried, due, note},
    follow::follow,
    health::{Endpoint, disable, failed, recovered},
    lease::{ClaimedWebhook, release},
    outgoing::{Letter, Outgoing},
};
use crate::{
    error::Error,
    model::{
        Database,
        asker::Shared,
        database::{PATIENCE, in_time},
        feed,
        sealed::SealingKey,
    },
    wire::webhooks::{DeliveryState, WebhookState},
};

/// How often it is looked whether something happened: twice a second.
pub const LOOK: Duration = Duration::from_millis(500);
/// How long an endpoint is let rest whose secret this server cannot read.
const UNREADABLE: Duration = Duration::from_secs(30);
/// How many contacts an endpoint is told of at a time.
const LANES: usize = 32;
/// How many deliveries are read at a time.
const BATCH: u16 = 500;
/// After so many failures and nothing delivered the rest is not tried: the endpoint is down.
const DOWN: usize = 8;
/// For how long new ones are begun before it is looked again what is due.
const ROUND: Duration = Duration::from_secs(3);
/// For how long other answers are waited for behind one: an endpoint that answers at once answers many together, and what is
/// noted and read together is so for the price of one.
const TOGETHER: Duration = Duration::from_millis(2);

/// Sends what is due to an endpoint until nothing is; tells how long to let it rest. A stop lets what is on its way arrive.
pub async fn deliver(
    database: &Database,
    shared: &Shared,
    mut claimed: ClaimedWebhook,
    stop: &watch::Receiver<bool>,
) -> Result<Duration, Error> {
    let done = rounds(database, shared, &mut claimed, stop).await;
    in_time(PATIENCE, release(database, &claimed)).await?;
    done
}

async fn rounds(
    database: &Database,
    shared: &Shared,
    claimed: &mut ClaimedWebhook,
    stop: &watch::Receiver<bool>,
) -> Result<Duration, Error> {
    let Some(outgoing) = shared.outgoing.as_deref() else {
        return Ok(UNREADABLE);
    };
    let mut is_full = false;
    while !*stop.borrow() {
        let next = NextRound::read(database, &shared.sealing, claimed, is_full);
        let Some(next) = in_time(PATIENCE, next).await? else {
            break;
        };
        let NextRound {
            endpoint,
            due,
            more,
        } = next;
        if endpoint.secrets.is_none() {
            return Ok(UNREADABLE);
        }
        is_full = !endpoint.is_failing && due.len() >= usize::from(BATCH);
        match (due.is_empty(), more) {
            (true, true) => continue,
            (true, false) => return Ok(LOOK),
            (false, _) => {}
        }
        let round = Round {
            database,
            key: &shared.sealing,
            outgoing,
            url: &endpoint.url,
        };
        let tally = round.run(due, claimed, stop).await?;
        let ended = ended(database, claimed, &endpoint, &tally);
        if let Some(rest) = in_time(PATIENCE, ended).await? {
            return Ok(rest);
        }
    }
    Ok(Duration::ZERO)
}

/// What a round begins with.
struct NextRound {
    endpoint: Endpoint,
    due: Vec<Due>,
    /// Whether there may be more where nothing is due.
    more: bool,
}

impl NextRound {
    /// Makes deliveries of what happened next, and reads what is due; nothing where the endpoint is not ours any more.
    async fn read(
        database: &Database,
        key: &SealingKey,
        claimed: &mut ClaimedWebhook,
        is_full: bool,
    ) -> Result<Option<Self>, Error> {
        if !claimed.renew(database).await? {
            return Ok(None);
        }
        // What happened next waits where it is while a whole batch was due: more is made at a time than is sent, and what was
        // made for an endpoint that takes it more slowly would grow on and on.
        let more = is_full || follow(database, claimed).await?;
        let Some(endpoint) = Endpoint::read(database, key, claimed).await? else {
            return Ok(None);
        };
        let most = if endpoint.is_failing {
            (1, 1)
        } else {
            (BATCH, 0)
        };
        let due = due(database, claimed.id, most).await?;
        Ok(Some(Self {
            endpoint,
            due,
            more,
        }))
    }
}

/// Notes what a round says of the endpoint; tells how long to let it rest where nothing more is to be sent now.
async fn ended(
    database: &Database,
    claimed: &ClaimedWebhook,
    endpoint: &Endpoint,
    tally: &Tally,
) -> Result<Option<Duration>, Error> {
    if tally.is_gone {
        disable(database, claimed, &endpoint.url, WebhookState::Gone).await?;
        return Ok(Some(Duration::ZERO));
    }
    match (tally.delivered, tally.failed) {
        (0, 0) => return Ok(Some(Duration::ZERO)),
        (0, _) => {
            failed(database, claimed, &endpoint.url).await?;
            return Ok(Some(LOOK));
        }
        _ if endpoint.is_failing => recovered(database, claimed.id).await?,
        _ => {}
    }
    Ok(None)
}

/// What became of the attempts of a round.
#[derive(Default)]
struct Tally {
    delivered: usize,
    failed: usize,
    is_gone: bool,
}

impl Tally {
    fn count(&mut self, tried: &[Tried]) {
        let delivered = tried
            .iter()
            .filter(|tried| tried.state == DeliveryState::Delivered);
        let delivered = delivered.count();
        self.delivered += delivered;
        self.failed += tried.len() - delivered;
        self.is_gone |= tried.iter().any(|tried| tried.is_gone);
    }

    /// Whether more is to be tried.
    fn goes_on(&self) -> bool {
        !self.is_gone && (self.delivered > 0 || self.failed < DOWN)
    }
}

/// What waits of a contact, in order.
#[derive(Default)]
struct Lanes {
    waiting: HashMap<Uuid, VecDeque<Due>>,
    /// Those of which nothing is on its way.
    free: VecDeque<Uuid>,
}

impl Lanes {
    fn new(all: Vec<Due>) -> Self {
        let mut lanes = Self::default();
        for due in all {
            let lane = due.lane;
            let waiting = lanes.waiting.entry(lane).or_default();
            if waiting.is_empty() {
                lanes.free.push_back(lane);
            }
            waiting.push_back(due);
        }
        lanes
    }

    /// Takes the next of contacts of which nothing is on its way, of so many at most.
    fn take(&mut self, most: usize) -> Vec<Due> {
        let lanes = self.free.drain(..most.min(self.free.len()));
        let waiting = &mut self.waiting;
        lanes
            .filter_map(|lane| waiting.get_mut(&lane)?.pop_front())
            .collect()
    }

    /// Lets the next of a contact go, unless the one before is to be tried again first.
    fn go_on(&mut self, tried: &Tried) {
        let waits = self
            .waiting
            .get(&tried.lane)
            .is_some_and(|waiting| !waiting.is_empty());
        if waits && tried.state != DeliveryState::Waiting {
            self.free.push_back(tried.lane);
        }
    }
}

/// How far a round is.
struct RoundSoFar<'a> {
    lanes: Lanes,
    on_their_way: FuturesUnordered<BoxFuture<'a, Tried>>,
    tally: Tally,
    began: Instant,
    /// Whether the endpoint is still ours and where it was: more may be begun.
    is_open: bool,
}

impl RoundSoFar<'_> {
    /// Takes what is begun next.
    fn take(&mut self, claimed: &ClaimedWebhook) -> Vec<Due> {
        let goes_on = self.is_open && claimed.is_sure() && self.began.elapsed() < ROUND;
        match goes_on && self.tally.goes_on() {
            true => self.lanes.take(LANES - self.on_their_way.len()),
            false => Vec::new(),
        }
    }
}

/// Some deliveries on their way to one endpoint.
struct Round<'a> {
    database: &'a Database,
    key: &'a SealingKey,
    outgoing: &'a dyn Outgoing,
    /// Where all of them go. What waits for an endpoint that has moved is left to the next round.
    url: &'a str,
}

impl Round<'_> {
    async fn run(
        &self,
        due: Vec<Due>,
        claimed: &mut ClaimedWebhook,
        stop: &watch::Receiver<bool>,
    ) -> Result<Tally, Error> {
        let mut so_far = RoundSoFar {
            lanes: Lanes::new(due),
            on_their_way: FuturesUnordered::new(),
            tally: Tally::default(),
            began: Instant::now(),
            is_open: true,
        };
        // Whatever it waits for, a database that does not answer included, it waits no longer than the lease is ours for sure:
        // then all that is on its way is let go of, which cuts it off, before another server may send it.
        while timeout_at(claimed.sure_until(), self.step(&mut so_far, claimed, stop))
            .await
            .unwrap_or(Ok(false))?
        {}
        Ok(so_far.tally)
    }

    /// Begins what may be begun, and waits until something is answered or the lease is to be renewed. Tells whether anything was
    /// on its way.
    async fn step<'r>(
        &'r self,
        so_far: &mut RoundSoFar<'r>,
        claimed: &mut ClaimedWebhook,
        stop: &watch::Receiver<bool>,
    ) -> Result<bool, Error> {
        if so_far.is_open && claimed.renewal() <= Instant::now() {
            // For how long the endpoint is ours is reckoned anew before more is begun.
            so_far.is_open = claimed.renew(self.database).await?;
            return Ok(true);
        }
        let is_stopped = *stop.borrow();
        let due = match is_stopped {
            true => Vec::new(),
            false => so_far.take(claimed),
        };
        if !due.is_empty() {
            let letters = self.letters(due, claimed).await?;
            // Reading them took its time.
            match letters.filter(|_| claimed.is_sure()) {
                Some(letters) => {
                    for (due, letter) in letters {
                        so_far.on_their_way.push(self.send(due, letter).boxed());
                    }
                }
                None => so_far.is_open = false,
            }
        }
        tokio::select! {
            // What was begun is on its way at once, and not after something else was waited for.
            biased;
            first = so_far.on_their_way.next() => match first {
                Some(first) => self.hear(so_far, first).await?,
                None => return Ok(false),
            },
            () = sleep_until(claimed.renewal()), if so_far.is_open => {}
        }
        Ok(true)
    }

    /// These deliveries, made now: each with its contact as it is, so that nothing is told of whoever was erased meanwhile, and
    /// signed by what signs now. What is sent together is read together. Nothing where the endpoint is not ours any more, or has
    /// moved.
    async fn letters(
        &self,
        due: Vec<Due>,
        claimed: &ClaimedWebhook,
    ) -> Result<Option<Vec<(Due, Letter)>>, Error> {
        let endpoint = Endpoint::read(self.database, self.key, claimed).await?;
        let endpoint = endpoint.filter(|endpoint| endpoint.url == self.url);
        let Some(secrets) = endpoint.and_then(|endpoint| endpoint.secrets) else {
            return Ok(None);
        };
        let entries = due.iter().map(|due| due.entry.0.clone()).collect();
        let bodies = feed::bodies(self.database, entries).await?;
        if bodies.len() != due.len() {
            return Err(Error::broken("not every event has a body"));
        }
        let letters = due.into_iter().zip(bodies).map(|(due, body)| {
            let letter = Letter {
                url: self.url.to_owned(),
                signed: Some((due.id, secrets.clone())),
                body: serde_json::to_vec(&body)?,
            };
            Ok((due, letter))
        });
        let letters: Result<Vec<(Due, Letter)>, serde_json::Error> = letters.collect();
        letters.map(Some).map_err(Error::broken)
    }

    async fn send(&self, due: Due, letter: Letter) -> Tried {
        let began = Instant::now();
        let answered = self.outgoing.post(letter).await;
        Tried::new(&due, began.elapsed(), answered)
    }

    /// Notes what was answered, the first and what else is right behind it, and lets the next of those contacts go. One that is
    /// alone on its way waits for nothing.
    async fn hear(&self, so_far: &mut RoundSoFar<'_>, first: Tried) -> Result<(), Error> {
        let mut tried = vec![first];
        let until = Instant::now() + TOGETHER;
        while let Ok(Some(next)) = timeout_at(until, so_far.on_their_way.next()).await {
            tried.push(next);
        }
        note(self.database, &mut tried).await?;
        so_far.tally.count(&tried);
        tried.iter().for_each(|tried| so_far.lanes.go_on(tried));
        Ok(())
    }
}
