//! Whoever holds a connection and asks nothing, or takes nothing of an answer: others go on, and what is held comes free.
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use futures::future::join_all;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::{
    harness::{Client, Server},
    imports::{import, number, until},
};

/// What HTTP/2 begins with: the preface and settings, with no room for any answer.
fn preface() -> Vec<u8> {
    let settings = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0];
    [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &settings].concat()
}

/// A request by HTTP/2 without a body.
fn headers(program: &Client, path: &str) -> Vec<u8> {
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let mut block = Vec::new();
    for (name, value) in [
        (":method", "GET"),
        (":scheme", "http"),
        (":authority", program.address.as_str()),
        (":path", path),
        ("authorization", token),
    ] {
        // A literal that nobody has to remember.
        block.push(0);
        for text in [name, value] {
            block.push(u8::try_from(text.len()).expect("short"));
            block.extend(text.as_bytes());
        }
    }
    let length = u8::try_from(block.len()).expect("short");
    // Ends its headers and itself, on stream 1.
    let mut frame = vec![0, 0, length, 1, 5, 0, 0, 0, 1];
    frame.append(&mut block);
    frame
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(&server.address)
        .await
        .expect("a connection")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_asks_nothing_is_closed() {
    let server = Server::start().await;
    let closed = |begin: Vec<u8>| {
        let server = &server;
        async move {
            let mut silent = connect(server).await;
            silent.write_all(&begin).await.expect("sent");
            let mut answer = Vec::new();
            let end = timeout(Duration::from_secs(60), silent.read_to_end(&mut answer));
            assert!(end.await.is_ok(), "{begin:?} is still held");
        }
    };
    join_all([Vec::new(), b"P".to_vec(), preface(), b"GET /".to_vec()].map(closed)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_takes_the_place_of_whoever_asks_nothing() {
    let server = Server::start_with(&["--max-connections", "10"]).await;
    let mut silent = Vec::new();
    for n in 0..200 {
        let mut socket = connect(&server).await;
        if n % 2 == 0 {
            socket.write_all(b"P").await.expect("sent");
        }
        silent.push(socket);
    }
    let visitor = server.visitor();
    assert_eq!(visitor.get("/healthz").await.status, StatusCode::OK);
    server.agent().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_every_place_is_busy_the_answer_is_503_at_once() {
    let server = Server::start_with(&["--max-connections", "4"]).await;
    let program = server.program().await;
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let head = format!(
        "POST /api/v1/contacts HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\n\
         content-type: application/json\r\ncontent-length: 1000\r\nexpect: 100-continue\r\n\r\n",
        server.address
    );
    let mut busy = Vec::new();
    for _ in 0..4 {
        let mut socket = connect(&server).await;
        socket.write_all(head.as_bytes()).await.expect("sent");
        // Its request is in hand: before, its place would go to the newcomer.
        let mut go_on = [0; 12];
        socket.read_exact(&mut go_on).await.expect("an answer");
        assert_eq!(&go_on, b"HTTP/1.1 100");
        busy.push(socket);
    }
    let refused = async || {
        let mut newcomer = connect(&server).await;
        let ask = format!("GET /healthz HTTP/1.0\r\nhost: {}\r\n\r\n", server.address);
        newcomer.write_all(ask.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        let read = newcomer.read_to_string(&mut answer);
        timeout(Duration::from_secs(10), read)
            .await
            .expect("at once")
            .expect("an answer");
        answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: 1")
    };
    assert!(refused().await);
    drop(busy);
    until(async || !refused().await).await;
}

/// Contacts that are too long for what sockets take by themselves.
async fn many_long_contacts(server: &Server) {
    let program = server.program().await;
    let long = "x".repeat(250);
    let rows = (0..12_000).map(|n| format!("Lee {n},{long},{long},{long},{long}\r\n"));
    let titles = "Last name,Company,Job Title,Team,Group\r\n".to_owned();
    let done = import(&program, "", titles + &rows.collect::<String>()).await;
    assert_eq!(number(&done, "created"), 12_000);
}

/// Asks for a file and takes nothing of it.
async fn stalled(program: &Client, path: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("set");
    let address = program.address.parse().expect("an address");
    let mut lazy = socket.connect(address).await.expect("a connection");
    let token = program.headers["authorization"].to_str().expect("ASCII");
    let ask = format!(
        "GET {path} HTTP/1.1\r\nhost: {}\r\nauthorization: {token}\r\n\r\n",
        program.address
    );
    lazy.write_all(ask.as_bytes()).await.expect("sent");
    // The head of the answer is there: the file is on its way.
    let mut head = [0; 12];
    lazy.read_exact(&mut head).await.expect("an answer");
    assert_eq!(&head, b"HTTP/1.1 200");
    lazy
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_five_stalled_downloads_keep_nobody_waiting() {
    let server = Server::start().await;
    many_long_contacts(&server).await;
    let mut lazy = Vec::new();
    for _ in 0..55 {
        lazy.push(stalled(&server.program().await, "/api/v1/contacts/export").await);
    }
    // What they asked for lies on the disk, and no connection to the database waits for them.
    let busy = "pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()";
    until(async || server.count(busy).await == 0).await;
    let program = server.program().await;
    let list = program.get("/api/v1/contacts?limit=50").await;
    assert_eq!(list.status, StatusCode::OK);
    let whole = program.get("/api/v1/contacts/export").await;
    assert_eq!(whole.status, StatusCode::OK);
    assert!(whole.body.len() > 12_000_000, "{}", whole.body.len());
    import(&program, "", "Last name\r\nHo\r\n").await;
    drop(lazy);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_stalled_readers_of_error_detail_stop_neither_imports_nor_exports() {
    let server = Server::start().await;
    let long = "x".repeat(900);
    let rows = (0..6_000).map(|n| format!("Lee {n},12,{long}\r\n"));
    let file = "Last name,Mobile,Company\r\n".to_owned() + &rows.collect::<String>();
    let program = server.program().await;
    let failed = import(&program, "", file).await;
    assert_eq!(number(&failed, "failed"), 6_000);
    let path = format!(
        "/api/v1/imports/{}/errors",
        failed["id"].as_str().expect("an id")
    );
    let mut lazy = Vec::new();
    for _ in 0..5 {
        lazy.push(stalled(&server.program().await, &path).await);
    }
    let done = import(&program, "", "Last name\r\nHo\r\n").await;
    assert_eq!(number(&done, "created"), 1);
    let export = program.get("/api/v1/contacts/export").await;
    assert_eq!(export.status, StatusCode::OK);
    let whole = program.get(&path).await;
    assert_eq!(whole.text().lines().count(), 6_001);
    drop(lazy);
}

/// Reads frames up to one of headers, and its payload.
async fn head_of_answer(stream: &mut TcpStream) -> Vec<u8> {
    loop {
        let mut frame = [0; 9];
        stream.read_exact(&mut frame).await.expect("a frame");
        let length = u32::from_be_bytes([0, frame[0], frame[1], frame[2]]);
        let mut payload = vec![0; length as usize];
        stream.read_exact(&mut payload).await.expect("its payload");
        if frame[3] == 1 {
            return payload;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn http_2_without_room_for_the_answer_is_cut_off_too() {
    let server = Server::start_with(&["--slow-seconds", "1"]).await;
    let program = server.program().await;
    let draft = json!({"last_name": "Ho"});
    let made = program.post_json("/api/v1/contacts", &draft).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let mut lazy = connect(&server).await;
    let ask = [preface(), headers(&program, "/api/v1/contacts/export")].concat();
    lazy.write_all(&ask).await.expect("sent");
    // The head of an answer needs no room: when it is here, the download is in hand.
    let head = timeout(Duration::from_secs(30), head_of_answer(&mut lazy)).await;
    assert_eq!(
        head.expect("an answer").first(),
        Some(&0x88),
        "200, as HPACK writes it"
    );
    let download = async || program.get("/api/v1/contacts/export").await.status;
    let start = Instant::now();
    while download().await == StatusCode::CONFLICT {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "its answer is still held"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut rest = Vec::new();
    let end = timeout(Duration::from_secs(30), lazy.read_to_end(&mut rest));
    assert!(end.await.is_ok(), "its connection is still held");
}
