//! Clients that dawdle: one whose body trickles in, one that takes nothing of a long answer. Each is cut off, leaves
//! nothing behind, and nobody else is kept waiting.
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use futures::future::join_all;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

use crate::{
    harness::{Client, Server},
    imports::send,
};

/// A second of patience, where people have thirty.
const IMPATIENT: [&str; 2] = ["--slow-seconds", "1"];

/// The head of a request of a program, up to its body.
fn head(program: &Client, method: &str, path: &str, more: &str) -> String {
    let token = program.headers["authorization"].to_str().expect("ASCII");
    format!(
        "{method} {path} HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\n{more}\r\n",
        program.address
    )
}

/// Sends a body in so many pieces, ten a second; gives all that is answered, and when it ended.
async fn trickle(program: &Client, head: &str, piece: &str, pieces: usize) -> (String, Duration) {
    let start = Instant::now();
    let stream = TcpStream::connect(&program.address).await;
    let (mut answer, mut stream) = stream.expect("a connection").into_split();
    stream.write_all(head.as_bytes()).await.expect("sent");
    let sending = async {
        for _ in 0..pieces {
            if stream.write_all(piece.as_bytes()).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        // It stays open, as a client's does that waits for its answer.
        std::future::pending().await
    };
    let mut text = Vec::new();
    tokio::select! {
        _ = answer.read_to_end(&mut text) => {}
        () = sending => { let _ = answer.read_to_end(&mut text).await; }
    }
    (String::from_utf8_lossy(&text).into_owned(), start.elapsed())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_trickles_in_is_cut_off_and_one_that_is_only_slow_arrives() {
    let server = Server::start_with(&IMPATIENT).await;
    let program = server.program().await;
    let json = "content-type: application/json\r\nconnection: close\r\ncontent-length: 100000\r\n";
    let csv = "content-type: text/csv\r\nconnection: close\r\ncontent-length: 100000\r\n";
    // 500 bytes a second, for as long as it takes.
    let contact = head(&program, "POST", "/api/v1/contacts", json);
    let file = head(&program, "POST", "/api/v1/imports", csv);
    let piece = format!("Last name\r\n{}", "Lee\r\n".repeat(7));
    let cut_off = AtomicBool::new(false);
    let slow = join_all((0..40).map(|n| {
        let (program, head, piece) = (&program, if n % 2 == 0 { &contact } else { &file }, &piece);
        let cut_off = &cut_off;
        async move {
            let ended = trickle(program, head, piece, 1_000).await;
            cut_off.store(true, Ordering::Relaxed);
            ended
        }
    }));
    let others = async {
        let mut served = 0;
        while !cut_off.load(Ordering::Relaxed) {
            let read = program.get("/api/v1/contacts?limit=1").await;
            assert_eq!(read.status, StatusCode::OK);
            served += 1;
        }
        served
    };
    let (slow, served) = tokio::join!(slow, others);
    for (answer, took) in slow {
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("\"code\":\"too_slow\""), "{answer}");
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
    // The last read may have waited for the first of them to be cut off: one before it was answered while all were in hand.
    assert!(served > 1, "others waited until one was cut off");
    assert_eq!(server.count("import").await, 0);
    let files = server.folder.path().join("imports");
    let left = std::fs::read_dir(files).map_or(0, Iterator::count);
    assert_eq!(left, 0, "files of what was cut off");
    // Four KiB a second is slow, but goes on.
    let length = format!(
        "content-type: text/csv\r\nconnection: close\r\ncontent-length: {}\r\n",
        11 + 30 * 400
    );
    let file = head(&program, "POST", "/api/v1/imports", &length) + "Last name\r\n";
    let (answer, _) = trickle(&program, &file, &"Lee\r\n".repeat(80), 30).await;
    assert!(answer.starts_with("HTTP/1.1 202 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_takes_nothing_of_a_download_is_cut_off_and_may_download_again() {
    let server = Server::start_with(&IMPATIENT).await;
    let program = server.program().await;
    // More than sockets take by themselves.
    let long = "x".repeat(250);
    let rows = (0..12_000).map(|n| format!("Lee {n},{long},{long},{long},{long}\r\n"));
    let titles = "Last name,Company,Job Title,Team,Group\r\n".to_owned();
    let file = titles + &rows.collect::<String>();
    let begun = send(&program, "", file).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
    let import = format!(
        "/api/v1/imports/{}",
        begun.json()["id"].as_str().expect("an id")
    );
    let done = crate::imports::over(&program, &import).await;
    assert_eq!(done["created"], 12_000, "{done}");
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("set");
    let address = program.address.parse().expect("an address");
    let mut lazy = socket.connect(address).await.expect("a connection");
    let ask = head(&program, "GET", "/api/v1/contacts/export", "");
    lazy.write_all(ask.as_bytes()).await.expect("sent");
    let download = async || program.get("/api/v1/contacts/export").await.status;
    // Once its head is here, the download is in hand.
    let mut begun = [0; 12];
    lazy.read_exact(&mut begun).await.expect("an answer");
    assert_eq!(&begun, b"HTTP/1.1 200");
    assert_eq!(download().await, StatusCode::CONFLICT, "it is under way");
    let (start, mut served) = (Instant::now(), 0);
    while download().await == StatusCode::CONFLICT {
        assert!(start.elapsed() < Duration::from_secs(10), "it still is");
        let draft = json!({"last_name": "Ho"});
        let made = program.post_json("/api/v1/contacts", &draft).await;
        assert_eq!(made.status, StatusCode::CREATED);
        served += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // The last write may have waited for the end of the download: one before it was answered while that was in hand.
    assert!(served > 1, "others waited until it was cut off");
    // What the socket still held is not the whole file.
    let mut rest = Vec::new();
    let _ = lazy.read_to_end(&mut rest).await;
    assert!(rest.len() < 12_000_000, "{}", rest.len());
}

#[tokio::test]
async fn whoever_sends_half_a_form_is_told_so_and_nothing_is_in_doubt() {
    let server = Server::start().await;
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\ncontent-length: 100\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\nemail=mei",
        server.address
    );
    let mut socket = TcpStream::connect(&server.address)
        .await
        .expect("a connection");
    socket.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("Nothing was done"), "{answer}");
}
