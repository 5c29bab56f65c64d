//! Somebody who is told what happens: a server of the test, which keeps what it hears and answers as it is told to.
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::Value;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

/// A letter as it arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub id: String,
    pub headers: HeaderMap,
    pub raw: Bytes,
    pub body: Value,
    /// What it was answered with; nothing where it never was.
    pub answered: Option<u16>,
    /// How many letters were still in hand when it arrived: neither answered nor cut off.
    pub beside: usize,
}

impl Arrived {
    pub fn kind(&self) -> &str {
        self.body["type"].as_str().expect("a type")
    }

    /// The contact or import that it tells of.
    pub fn subject(&self) -> &str {
        self.body["data"]["id"].as_str().expect("an id")
    }

    /// The number of its position.
    pub fn number(&self) -> i64 {
        let position = self.body["position"].as_str().expect("a position");
        let (_, number) = position.split_once('.').expect("a position");
        number.parse().expect("a number")
    }

    /// Whether this secret signed it.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let webhook = standardwebhooks::Webhook::new(secret).expect("a secret");
        webhook.verify(&self.raw, &self.headers).is_ok()
    }
}

/// What is answered to a letter, of which there were so many before; nothing where it never is.
type Answering = Box<dyn Fn(usize, &Value) -> Option<u16> + Send>;

struct Held {
    letters: Mutex<Vec<Arrived>>,
    answering: Mutex<Answering>,
    /// Whether a challenge is answered with its value.
    is_willing: Mutex<bool>,
    /// Whether letters are answered; until then they are kept in hand.
    is_answering: watch::Sender<bool>,
    in_hand: AtomicUsize,
}

/// A letter that is in hand, until it is answered or whoever sent it cuts it off.
struct InHand(Arc<Held>);

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.in_hand.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The server, which ends with the test.
pub struct Receiver {
    pub url: String,
    held: Arc<Held>,
    running: JoinHandle<()>,
}

impl Receiver {
    /// One that answers 200 to everything.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/hook", listener.local_addr().expect("bound"));
        let held = Arc::new(Held {
            letters: Mutex::default(),
            answering: Mutex::new(Box::new(|_, _| Some(200))),
            is_willing: Mutex::new(true),
            is_answering: watch::Sender::new(true),
            in_hand: AtomicUsize::new(0),
        });
        let router = Router::new()
            .route("/hook", post(hear))
            .with_state(held.clone());
        let running = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("it runs");
        });
        Self { url, held, running }
    }

    /// Answers so from now on.
    pub fn answer(&self, answering: impl Fn(usize, &Value) -> Option<u16> + Send + 'static) {
        *self.held.answering.lock().expect("no panic") = Box::new(answering);
    }

    /// Answers challenges from now on, or does not.
    pub fn is_willing(&self, is_willing: bool) {
        *self.held.is_willing.lock().expect("no panic") = is_willing;
    }

    /// Answers letters from now on, those in hand too, or keeps them in hand.
    pub fn is_answering(&self, is_answering: bool) {
        self.held.is_answering.send_replace(is_answering);
    }

    /// What arrived, in its order.
    pub fn letters(&self) -> Vec<Arrived> {
        self.held.letters.lock().expect("no panic").clone()
    }

    /// What was taken, each letter once, in the order in which it first was.
    pub fn taken(&self) -> Vec<Arrived> {
        let mut taken: Vec<Arrived> = Vec::new();
        for letter in self.letters() {
            let is_good = letter.answered.is_some_and(|status| status < 300);
            if is_good && taken.iter().all(|before| before.id != letter.id) {
                taken.push(letter);
            }
        }
        taken
    }

    /// The kinds of what was taken, each with how often.
    pub fn kinds(&self) -> BTreeMap<String, usize> {
        let mut kinds = BTreeMap::new();
        for letter in self.taken() {
            *kinds.entry(letter.kind().to_owned()).or_default() += 1;
        }
        kinds
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.running.abort();
    }
}

async fn hear(State(held): State<Arc<Held>>, headers: HeaderMap, raw: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&raw).expect("JSON");
    if body["type"] == "webhook.challenge" {
        return match *held.is_willing.lock().expect("no panic") {
            true => raw.into_response(),
            false => "who are you?".into_response(),
        };
    }
    let id = headers["webhook-id"].to_str().expect("an id").to_owned();
    let beside = held.in_hand.fetch_add(1, Ordering::SeqCst);
    let _in_hand = InHand(held.clone());
    let answered = {
        let mut letters = held.letters.lock().expect("no panic");
        let answering = held.answering.lock().expect("no panic");
        let answered = answering(letters.len(), &body);
        letters.push(Arrived {
            id,
            headers,
            raw,
            body,
            answered,
            beside,
        });
        answered
    };
    let mut is_answering = held.is_answering.subscribe();
    let turn = is_answering.wait_for(|is_answering| *is_answering);
    assert!(turn.await.is_ok(), "the receiver is there");
    match answered {
        Some(status) => StatusCode::from_u16(status)
            .expect("a status")
            .into_response(),
        None => std::future::pending().await,
    }
}
