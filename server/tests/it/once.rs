//! The same key is the same thing, once: whether the answer is lost on its way to the client, or the answer to a commit
//! on its way from Postgres.
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::{Duration, Instant},
};

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::Digest;
use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
};

use crate::{
    harness::{Client, Server, fresh_database::fresh_database},
    imports::over,
};

/// What becomes of the next commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Commit {
    Answered,
    /// Carried out, but the connection breaks before the answer.
    AnswerLost,
    /// The connection breaks before Postgres hears of it.
    Lost,
}

/// Stands between the server and its Postgres.
struct Between {
    next: Arc<AtomicU8>,
    options: PgConnectOptions,
}

impl Between {
    async fn start(postgres: &PgConnectOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let options = PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(listener.local_addr().expect("bound").port())
            .username(postgres.get_username())
            .database(postgres.get_database().expect("a name"));
        let socket = postgres.get_socket().expect("a socket");
        let socket = socket.join(".s.PGSQL.5432");
        let next = Arc::new(AtomicU8::new(Commit::Answered as u8));
        tokio::spawn({
            let next = next.clone();
            async move {
                while let Ok((server, _)) = listener.accept().await {
                    tokio::spawn(carry(server, socket.clone(), next.clone()));
                }
            }
        });
        Self { next, options }
    }

    fn next(&self, commit: Commit) {
        self.next.store(commit as u8, Ordering::SeqCst);
    }

    fn is_over(&self) -> bool {
        self.next.load(Ordering::SeqCst) == Commit::Answered as u8
    }
}

/// Carries bytes both ways until one side, or what is to become of a commit, ends it.
async fn carry(mut server: TcpStream, socket: PathBuf, next: Arc<AtomicU8>) -> std::io::Result<()> {
    let mut postgres = UnixStream::connect(socket).await?;
    let (mut asked, mut answered) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        tokio::select! {
            length = server.read(&mut asked) => {
                let asked = &asked[..length?];
                if asked.is_empty() {
                    return Ok(());
                }
                if asked.windows(7).any(|bytes| bytes == b"COMMIT\0") {
                    let commit = next.swap(Commit::Answered as u8, Ordering::SeqCst);
                    if commit == Commit::Lost as u8 {
                        return Ok(());
                    }
                    if commit == Commit::AnswerLost as u8 {
                        postgres.write_all(asked).await?;
                        postgres.readable().await?;
                        return Ok(());
                    }
                }
                postgres.write_all(asked).await?;
            }
            length = postgres.read(&mut answered) => match length? {
                0 => return Ok(()),
                length => server.write_all(&answered[..length]).await?,
            },
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_answer_is_lost_is_looked_up_by_its_key_and_nothing_is_made_twice() {
    let between = Between::start(&fresh_database().await).await;
    let server = Server::start_on(between.options.clone(), &[]).await;
    let program = server.program().await;
    for n in 0..200 {
        let name = format!("Chan {n}");
        let keyed = program.clone().with("idempotency-key", &name);
        let create = async || {
            let draft = json!({"last_name": name});
            keyed.post_json("/api/v1/contacts", &draft).await
        };
        let commit = [Commit::AnswerLost, Commit::Lost][n % 2];
        between.next(commit);
        let first = create().await;
        assert!(between.is_over(), "the commit was not met");
        let saved = server
            .count(&format!("contact where last_name = '{name}'"))
            .await;
        // What is said of it is true.
        if commit == Commit::AnswerLost {
            assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
            assert_eq!(saved, 1);
        } else {
            assert_eq!(first.status, StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(first.code(), "unavailable");
            assert_eq!(saved, 0);
        }
        let (second, third) = (create().await, create().await);
        assert_eq!(second.status, StatusCode::CREATED, "{}", second.text());
        if commit == Commit::AnswerLost {
            assert_eq!(first.json(), second.json());
        }
        assert_eq!(third.header("idempotency-replayed"), "true");
        assert_eq!(second.json(), third.json());
    }
    assert_eq!(server.count("contact").await, 200);
}

#[tokio::test]
async fn without_a_key_nobody_claims_to_know_what_became_of_a_commit() {
    let between = Between::start(&fresh_database().await).await;
    let server = Server::start_on(between.options.clone(), &[]).await;
    let program = server.program().await;
    for commit in [Commit::AnswerLost, Commit::Lost] {
        between.next(commit);
        let answer = program
            .post_json("/api/v1/contacts", &json!({"last_name": "Chan"}))
            .await;
        assert_eq!(answer.code(), "unsure");
        assert!(answer.text().contains("Look before you try again."));
    }
    assert_eq!(server.count("contact").await, 1);
}

/// Sends a request and breaks off: at the first byte of the answer, or some time before.
async fn break_off(program: &Client, path: &str, key: &str, kind: &str, body: &str, n: u64) {
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\nidempotency-key: {key}\r\ncontent-type: {kind}\r\n\
         content-length: {}\r\n\r\n{body}",
        program.address,
        body.len(),
    );
    let stream = TcpStream::connect(&program.address).await;
    let mut stream = stream.expect("a connection");
    stream.set_zero_linger().expect("RST instead of FIN");
    stream.write_all(request.as_bytes()).await.expect("sent");
    if n.is_multiple_of(2) {
        let _ = stream.read_u8().await;
    } else {
        tokio::time::sleep(Duration::from_micros((n * 137) % 20_000)).await;
    }
}

/// Sends a request again until it gets an answer that stands.
async fn insist(program: &Client, path: &str, key: &str, kind: &str, body: &str) -> Value {
    let keyed = program.clone().with("idempotency-key", key);
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        let answer = keyed
            .send(Method::POST, path, Some(kind), body.to_owned())
            .await;
        if answer.status.is_success() {
            return answer.json();
        }
        assert!(
            answer.status == StatusCode::CONFLICT && Instant::now() < patience,
            "{path} {}",
            answer.text()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Loses the answers to so many requests that make something, and sends each again, twice.
pub async fn lose_answers(requests: u64) {
    let server = Server::start().await;
    let program = server.program().await;
    let (json, csv) = ("application/json", "text/csv");
    let (mut contacts, mut merges, mut imports) = (0, 0, 0);
    for n in 0..requests {
        let key = format!("key {n}");
        let create = async |n: u64| {
            let draft = json!({"last_name": format!("Chan {n}")});
            let made = program.post_json("/api/v1/contacts", &draft).await.json();
            made["id"].as_str().expect("an id").to_owned()
        };
        let (path, kind, body) = match n % 4 {
            0 | 1 => {
                contacts += 1;
                let draft = json!({"last_name": format!("Chan {n}")});
                ("/api/v1/contacts".to_owned(), json, draft.to_string())
            }
            2 => {
                contacts += 1;
                merges += 1;
                let (master, other) = (create(n).await, create(n).await);
                let choices = json!({"other": other, "choices": {}});
                let path = format!("/api/v1/contacts/{master}/merge");
                (path, json, choices.to_string())
            }
            _ => {
                contacts += 1;
                imports += 1;
                let file = format!("Last name\r\nChan {n}\r\n");
                ("/api/v1/imports".to_owned(), csv, file)
            }
        };
        break_off(&program, &path, &key, kind, &body, n).await;
        let made = insist(&program, &path, &key, kind, &body).await;
        assert_eq!(insist(&program, &path, &key, kind, &body).await, made);
        if kind == csv {
            let id = made["id"].as_str().expect("an id");
            let done = over(&program, &format!("/api/v1/imports/{id}")).await;
            assert_eq!(done["created"], 1, "{done}");
        }
    }
    assert_eq!(
        server.count("contact where deleted_at is null").await,
        contacts
    );
    assert_eq!(server.count("merge").await, merges);
    assert_eq!(server.count("import").await, imports);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_whose_answer_was_lost_is_sent_again_and_makes_one_thing() {
    lose_answers(100).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn a_thousand_requests_whose_answers_were_lost_make_a_thousand_things() {
    lose_answers(1_000).await;
}

#[tokio::test]
async fn what_is_kept_of_an_answer_opens_only_for_whoever_got_it() {
    let server = Server::start().await;
    let program = server.program().await;
    let keyed = program.clone().with("idempotency-key", "once");
    let token = json!({"name": "crm", "scopes": ["ingest"]});
    let made = keyed.post_json("/api/v1/tokens", &token).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let secret = made.json()["secret"].as_str().expect("a secret").to_owned();
    let keyed = program.clone().with("idempotency-key", "again");
    let password = "a password that can be guessed";
    let person =
        json!({"name": "Jo", "email": "jo@example.org", "role": "agent", "password": password});
    let added = keyed.post_json("/api/v1/staff", &person).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    let kept = "select string_agg(encode(body, 'escape') || encode(request_hash, 'hex'), ' ') from idempotency";
    let kept = server.text(kept).await;
    for plain in [&secret[3..], "crm", "jo@example.org"] {
        assert!(!kept.contains(plain), "{plain} is kept");
    }
    // Nobody finds the password by trying: the hash of the request is not of the request alone.
    let address = "/staff";
    let mut request = sha2::Sha256::new();
    for part in ["POST", address, &person.to_string()] {
        request.update((part.len() as u64).to_be_bytes());
        request.update(part);
    }
    let guess: Vec<String> = request
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert!(!kept.contains(&guess.concat()));
    // Whoever sent it gets the same answer, with the secret, for as long as it is kept.
    let keyed = program.with("idempotency-key", "once");
    let again = keyed.post_json("/api/v1/tokens", &token).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.json(), made.json());
    assert_eq!(server.count("token where name = 'crm'").await, 1);
}
