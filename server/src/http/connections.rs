//! The connections and who holds them up. There are only so many places; a connection that asks nothing gives its place to
//! one that may, and one that takes nothing of its answer loses the answer, whatever the protocol.
use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    response::Response,
};
use hyper::body::{Frame, SizeHint};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{Notify, Semaphore},
    time::{Instant, sleep, timeout},
};

use super::slow::PACE;

/// How long a client may take to send the head of its first request.
pub const HEAD: Duration = Duration::from_secs(10);
/// How many connections that lost their place may still be on their way out.
const LEAVING: usize = 64;
/// How long somebody who found no place is listened to, so that they get to read why.
const FAREWELL: Duration = Duration::from_secs(1);

/// The places.
#[derive(Debug)]
pub struct Places {
    limit: usize,
    all: Mutex<All>,
    farewells: Semaphore,
}

#[derive(Debug, Default)]
struct All {
    open: usize,
    /// Counts up, so that what stands first in `idle` has asked nothing for the longest time.
    turn: u64,
    /// The connections that have no request in hand, with what ends them.
    idle: BTreeMap<u64, Arc<Notify>>,
}

/// The place of one connection.
#[derive(Debug)]
pub struct ConnectionPlace {
    places: Arc<Places>,
    /// Rings when somebody else needs the place.
    wanted: Arc<Notify>,
    state: Mutex<ConnectionState>,
}

#[derive(Debug)]
struct ConnectionState {
    /// How many requests are being answered.
    in_hand: usize,
    /// Where it stands among those that ask nothing.
    turn: u64,
    since: Instant,
    /// Whether it has asked anything yet.
    asked: bool,
    answers: Vec<Weak<Mutex<OutgoingAnswer>>>,
}

impl Places {
    /// So many.
    pub fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self {
            limit,
            all: Mutex::default(),
            farewells: Semaphore::new(LEAVING),
        })
    }

    /// Takes a place: a free one, or that of whoever has asked nothing for the longest time.
    pub fn take(self: &Arc<Self>) -> Option<Arc<ConnectionPlace>> {
        let wanted = Arc::new(Notify::new());
        let mut all = lock(&self.all);
        if all.open >= self.limit {
            if all.open >= self.limit + LEAVING {
                return None;
            }
            let (_, longest) = all.idle.pop_first()?;
            longest.notify_one();
        }
        all.open += 1;
        let turn = all.queue(wanted.clone());
        drop(all);
        Some(Arc::new(ConnectionPlace {
            places: self.clone(),
            wanted,
            state: Mutex::new(ConnectionState {
                in_hand: 0,
                turn,
                since: Instant::now(),
                asked: false,
                answers: Vec::new(),
            }),
        }))
    }

    /// Tells somebody that there is no place.
    pub fn turn_away(self: &Arc<Self>, mut stream: TcpStream) {
        const WHY: &str =
            "This server has as many connections as it can hold. Try again in a moment.\n";
        let places = self.clone();
        tokio::spawn(async move {
            // Of too many the rest hear nothing.
            let Ok(_place) = places.farewells.try_acquire() else {
                return;
            };
            let answer = format!(
                "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\nretry-after: 1\r\n\
                 connection: close\r\ncontent-length: {}\r\n\r\n{WHY}",
                WHY.len()
            );
            let farewell = async {
                stream.write_all(answer.as_bytes()).await?;
                stream.shutdown().await?;
                // What is left unread would break the connection before the answer is read.
                let mut unread = [0; 1024];
                while stream.read(&mut unread).await? > 0 {}
                Ok::<_, std::io::Error>(())
            };
            let _ = timeout(FAREWELL, farewell).await;
        });
    }
}

impl All {
    fn queue(&mut self, wanted: Arc<Notify>) -> u64 {
        self.turn += 1;
        self.idle.insert(self.turn, wanted);
        self.turn
    }
}

impl ConnectionPlace {
    /// A request has come.
    pub fn take_in_hand(self: &Arc<Self>) -> InHand {
        let mut state = lock(&self.state);
        if state.in_hand == 0 {
            lock(&self.places.all).idle.remove(&state.turn);
        }
        state.in_hand += 1;
        state.asked = true;
        InHand(self.clone())
    }

    /// Resolves when the connection has to go: it asked nothing for too long, or somebody else needs the place. On the
    /// way, answers are given up of which less than 1 KiB a second is taken for as long as `patience`.
    pub async fn lost(&self, patience: Duration) {
        loop {
            let (idle, answers) = lock(&self.state).look();
            // The state is not locked any more: an answer that goes counts itself out there.
            for answer in answers {
                let stalled = lock(&answer).stalled(patience);
                drop(stalled);
            }
            let wait = match idle {
                None => patience / 4,
                Some((idle, asked)) => {
                    let limit = if asked { patience } else { HEAD };
                    match limit.checked_sub(idle) {
                        Some(left) if !left.is_zero() => left,
                        _ => return,
                    }
                }
            };
            tokio::select! {
                () = sleep(wait) => {}
                () = self.wanted.notified() => {
                    // A request may just have come.
                    if lock(&self.state).in_hand == 0 {
                        return;
                    }
                }
            }
        }
    }
}

/// The answers that are on their way.
type Answers = Vec<Arc<Mutex<OutgoingAnswer>>>;

impl ConnectionState {
    /// For how long nothing was asked, and whether anything ever was; else the answers that are on their way.
    fn look(&mut self) -> (Option<(Duration, bool)>, Answers) {
        if self.in_hand == 0 {
            return (Some((self.since.elapsed(), self.asked)), Vec::new());
        }
        self.forget_gone();
        let answers = self.answers.iter().filter_map(Weak::upgrade).collect();
        (None, answers)
    }

    fn forget_gone(&mut self) {
        self.answers.retain(|answer| answer.strong_count() > 0);
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        let turn = lock(&self.state).turn;
        let mut all = lock(&self.places.all);
        all.idle.remove(&turn);
        all.open -= 1;
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct InHand(Arc<ConnectionPlace>);

impl InHand {
    /// Watches the client take the answer.
    pub fn answer(self, response: Response) -> Response {
        let place = self.0.clone();
        response.map(|body| {
            let answer = Arc::new(Mutex::new(OutgoingAnswer {
                content: Some((body, self)),
                offered: Some(Instant::now()),
                waited: Duration::ZERO,
                taken: 0,
            }));
            let mut state = lock(&place.state);
            state.forget_gone();
            state.answers.push(Arc::downgrade(&answer));
            drop(state);
            Body::new(Taken(answer))
        })
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        state.in_hand -= 1;
        if state.in_hand == 0 {
            state.since = Instant::now();
            state.answers.clear();
            state.turn = lock(&self.0.places.all).queue(self.0.wanted.clone());
        }
    }
}

/// An answer on its way.
#[derive(Debug)]
struct OutgoingAnswer {
    /// Gone where the client took too little of it.
    content: Option<(Body, InHand)>,
    /// Since when there is something that the client could take; absent while it waits for us.
    offered: Option<Instant>,
    /// How long we have waited for the client, and what it took meanwhile.
    waited: Duration,
    taken: u64,
}

impl OutgoingAnswer {
    /// Gives the answer up where the client takes too little of it.
    fn stalled(&mut self, patience: Duration) -> Option<(Body, InHand)> {
        let waited = self.waited + self.offered?.elapsed();
        if waited < patience {
            return None;
        }
        if self.taken >= PACE * patience.as_secs() {
            (self.waited, self.taken) = (Duration::ZERO, 0);
            self.offered = Some(Instant::now());
            return None;
        }
        self.content.take()
    }
}

/// The body of an answer, as hyper takes it: it asks for the next piece when the client has room for it.
struct Taken(Arc<Mutex<OutgoingAnswer>>);

impl HttpBody for Taken {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut answer = lock(&self.0);
        if let Some(offered) = answer.offered.take() {
            answer.waited += offered.elapsed();
        }
        let Some((body, _)) = &mut answer.content else {
            let cut = axum::Error::new("the client took too little of its answer");
            return Poll::Ready(Some(Err(cut)));
        };
        let next = Pin::new(body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &next {
            answer.taken += frame.data_ref().map_or(0, |bytes| bytes.len() as u64);
            answer.offered = Some(Instant::now());
        }
        next
    }

    fn is_end_stream(&self) -> bool {
        let answer = lock(&self.0);
        answer
            .content
            .as_ref()
            .is_some_and(|(body, _)| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        let answer = lock(&self.0);
        answer
            .content
            .as_ref()
            .map_or_else(SizeHint::default, |(body, _)| body.size_hint())
    }
}

/// A panic cannot leave these half-written, so they go on being used.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
