//! Sending what is due to one endpoint: what concerns one contact one after the other, many contacts at once. The next of a
//! contact is sent only after what became of the one before is noted, so that a kill repeats no more than what was on its way.
use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use chrono::Utc;
use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
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
    model::{Database, asker::Shared, feed},
    wire::webhooks::{DeliveryState, WebhookState},
};

/// How often it is looked whether something happened: twice a second.
pub const LOOK: Duration = Duration::from_millis(500);
/// How long an endpoint is let rest whose secret this server cannot read.
const UNREADABLE: Duration = Duration::from_secs(30);
/// How many contacts an endpoint is told of at a time.
const LANES: usize = 32;
/// How many deliveries are read at a time.
const BATCH: i64 = 500;
/// After so many failures and nothing delivered the rest is not tried: the endpoint is down.
const DOWN: usize = 8;
/// For how long new ones are begun before it is looked again what is due.
const ROUND: Duration = Duration::from_secs(3);

/// Sends what is due to an endpoint until nothing is; tells how long to let it rest. A stop lets what is on its way arrive.
pub async fn deliver(
    database: &Database,
    shared: &Shared,
    mut claimed: ClaimedWebhook,
    stop: &watch::Receiver<bool>,
) -> Result<Duration, Error> {
    let done = rounds(database, shared, &mut claimed, stop).await;
    release(database, &claimed).await?;
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
    while !*stop.borrow() && claimed.renew(database).await? {
        let more = follow(database, claimed).await?;
        let Some(endpoint) = Endpoint::read(database, &shared.sealing, claimed).await? else {
            break;
        };
        let Some(secrets) = &endpoint.secrets else {
            return Ok(UNREADABLE);
        };
        let limit = if endpoint.is_failing { 1 } else { BATCH };
        let due = due(database, claimed.id, limit).await?;
        match (due.is_empty(), more) {
            (true, true) => continue,
            (true, false) => return Ok(LOOK),
            (false, _) => {}
        }
        let round = Round {
            database,
            outgoing,
            url: &endpoint.url,
            secrets,
        };
        let tally = round.run(due, claimed, stop).await?;
        if tally.is_gone {
            disable(database, claimed.id, WebhookState::Gone).await?;
            break;
        }
        match (tally.delivered, tally.failed) {
            (0, 0) => break,
            (0, _) => {
                failed(database, claimed.id).await?;
                return Ok(LOOK);
            }
            _ if endpoint.is_failing => recovered(database, claimed.id).await?,
            _ => {}
        }
    }
    Ok(Duration::ZERO)
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
    waiting: HashMap<Uuid, VecDeque<(Due, Vec<u8>)>>,
    /// Those of which nothing is on its way.
    free: VecDeque<Uuid>,
}

impl Lanes {
    fn new(all: impl Iterator<Item = (Due, Vec<u8>)>) -> Self {
        let mut lanes = Self::default();
        for (due, body) in all {
            let lane = due.lane;
            let waiting = lanes.waiting.entry(lane).or_default();
            if waiting.is_empty() {
                lanes.free.push_back(lane);
            }
            waiting.push_back((due, body));
        }
        lanes
    }

    fn take(&mut self) -> Option<(Due, Vec<u8>)> {
        let lane = self.free.pop_front()?;
        self.waiting.get_mut(&lane)?.pop_front()
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

/// Some deliveries on their way to one endpoint.
struct Round<'a> {
    database: &'a Database,
    outgoing: &'a dyn Outgoing,
    url: &'a str,
    secrets: &'a [Vec<u8>],
}

impl Round<'_> {
    async fn run(
        &self,
        due: Vec<Due>,
        claimed: &mut ClaimedWebhook,
        stop: &watch::Receiver<bool>,
    ) -> Result<Tally, Error> {
        let mut lanes = self.lanes(due).await?;
        let (mut tally, began) = (Tally::default(), Instant::now());
        let mut on_their_way = FuturesUnordered::new();
        let mut is_ours = true;
        loop {
            let goes_on =
                is_ours && claimed.is_sure() && !*stop.borrow() && began.elapsed() < ROUND;
            while goes_on && tally.goes_on() && on_their_way.len() < LANES {
                let Some((due, body)) = lanes.take() else {
                    break;
                };
                on_their_way.push(self.send(due, body));
            }
            tokio::select! {
                first = on_their_way.next() => {
                    let Some(first) = first else {
                        return Ok(tally);
                    };
                    let mut tried = vec![first];
                    while let Some(Some(next)) = on_their_way.next().now_or_never() {
                        tried.push(next);
                    }
                    note(self.database, &tried).await?;
                    tally.count(&tried);
                    tried.iter().for_each(|tried| lanes.go_on(tried));
                }
                () = sleep_until(claimed.renewal()), if is_ours => {
                    is_ours = claimed.renew(self.database).await?;
                }
            }
        }
    }

    /// The deliveries with their bodies as they are now. What is sent together is read together.
    async fn lanes(&self, due: Vec<Due>) -> Result<Lanes, Error> {
        let entries = due.iter().map(|due| due.entry.0.clone()).collect();
        let bodies = feed::bodies(self.database, entries).await?;
        let bodies: Result<Vec<Vec<u8>>, _> = bodies.iter().map(serde_json::to_vec).collect();
        let bodies = bodies.map_err(Error::broken)?;
        if bodies.len() != due.len() {
            return Err(Error::broken("not every event has a body"));
        }
        Ok(Lanes::new(due.into_iter().zip(bodies)))
    }

    async fn send(&self, due: Due, body: Vec<u8>) -> Tried {
        let (at, began) = (Utc::now(), Instant::now());
        let letter = Letter {
            url: self.url.to_owned(),
            signed: Some((due.id, self.secrets.to_vec())),
            body,
        };
        let answered = self.outgoing.post(letter).await;
        Tried::new(&due, at, began.elapsed(), answered)
    }
}
