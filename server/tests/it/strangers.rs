//! What strangers can do to a server without any account: hold sockets, try passwords, make up words, send half of a form.
//! It goes on answering, and its memory comes back.
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use futures::future::join_all;
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::{
    chaos::{Process, memory::ROOM},
    harness::Client,
};

/// How many requests are under way at a time.
const AT_ONCE: usize = 50;

/// Sends so many requests.
async fn flood(times: usize, send: impl AsyncFn(usize)) {
    for batch in 0..times.div_ceil(AT_ONCE) {
        let numbers = (batch * AT_ONCE..times).take(AT_ONCE);
        join_all(numbers.map(|n| send(n))).await;
    }
}

/// A try to sign in as nobody; gives where it leads.
async fn sign_in(visitor: &Client, n: usize) -> String {
    let email = format!("{n}{}@example.org", "x".repeat(200));
    let fields = [("email", email.as_str()), ("password", "guess")];
    let answer = visitor.form("/sign-in", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.location().to_owned()
}

/// Waits until the memory of a server is near what it was.
async fn comes_back(server: &Process, before: u64, what: &str) {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let grown = server.memory("VmRSS").saturating_sub(before);
        if grown <= ROOM {
            println!("{what}: {} KiB more than before", grown / 1024);
            return;
        }
        let mebibytes = grown / 1024 / 1024;
        assert!(Instant::now() < patience, "{what}: {mebibytes} MiB stay");
        sleep(Duration::from_millis(200)).await;
    }
}

/// So many sockets that ask nothing, in a server that may open so many files.
async fn silent_sockets(sockets: usize, files: u32) {
    rlimit::increase_nofile_limit(u64::MAX).expect("files");
    let server = Process::start_with_files(files);
    let address = server.address();
    let mut silent = Vec::new();
    for n in 0..sockets {
        // A full queue of the kernel lets some wait, which is as silent.
        let connect = timeout(Duration::from_secs(5), TcpStream::connect(&address));
        if let Ok(Ok(mut socket)) = connect.await {
            if n % 3 == 0 {
                let _ = socket.write_all(b"P").await;
            }
            silent.push(socket);
        }
    }
    assert!(silent.len() * 2 > sockets, "{} sockets", silent.len());
    let visitor = Client::new(&address).in_browser();
    for _ in 0..20 {
        let probe = timeout(Duration::from_secs(30), visitor.get("/healthz"));
        assert_eq!(probe.await.expect("an answer").status, StatusCode::OK);
    }
    let page = timeout(Duration::from_secs(30), visitor.get("/sign-in"));
    assert_eq!(page.await.expect("an answer").status, StatusCode::OK);
    let attempt = timeout(Duration::from_secs(30), sign_in(&visitor, 0));
    assert_eq!(attempt.await.expect("an answer"), "/sign-in?problem=wrong");
    drop(silent);
}

/// So many of each.
async fn flooded(tries: usize, methods: usize, forms: usize) {
    rlimit::increase_nofile_limit(u64::MAX).expect("files");
    let server = Process::start_with_files(16_384);
    let visitor = Client::new(&server.address()).in_browser();
    // Once around, so that the pools and the code are there.
    flood(500, async |n| {
        sign_in(&visitor, n).await;
    })
    .await;
    let before = server.memory("VmRSS");
    flood(tries, async |n| {
        sign_in(&visitor, n).await;
    })
    .await;
    comes_back(&server, before, "tries to sign in").await;
    flood(methods, async |n| {
        let method = format!("M{n}{}", "X".repeat(1_000));
        let method: Method = method.parse().expect("a method");
        visitor.send(method, "/contacts", None, "").await;
    })
    .await;
    comes_back(&server, before, "methods").await;
    let address = server.address();
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\n\
         content-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let piece = format!("3e8\r\n{}\r\n", "e".repeat(1_000));
    let half = async |_| {
        let mut socket = TcpStream::connect(&address).await.expect("a connection");
        let _ = socket.write_all(head.as_bytes()).await;
        // As much as it takes of a form that has no end.
        for _ in 0..210 {
            if socket.write_all(piece.as_bytes()).await.is_err() {
                break;
            }
        }
        socket
    };
    let mut sockets = Vec::new();
    for _ in 0..forms.div_ceil(AT_ONCE) {
        sockets.extend(join_all((0..AT_ONCE).map(&half)).await);
    }
    let probe = visitor.get("/healthz").await;
    assert_eq!(probe.status, StatusCode::OK);
    drop(sockets);
    comes_back(&server, before, "half-sent forms").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_silent_sockets_keep_a_small_server_from_nothing() {
    silent_sockets(200, 200).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_made_up_words_is_forgotten() {
    flooded(6_000, 1_000, 200).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn two_thousand_silent_sockets_keep_a_server_with_1024_files_from_nothing() {
    silent_sockets(2_000, 1_024).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes too long for make test; make chaos runs it"]
async fn a_long_flood_of_made_up_words_is_forgotten() {
    flooded(120_000, 20_000, 4_000).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_while_it_makes_its_cluster_makes_it_the_next_time() {
    let folder = tempfile::tempdir().expect("a folder");
    // From before `initdb` to after the cluster is up, on a slow machine and on a fast one.
    for moment in [50, 150, 300, 500, 600, 700, 800, 900, 1_000, 1_200] {
        Process::start_and_kill(folder.path(), Duration::from_millis(moment));
    }
    let server = Process::start_in(folder);
    assert_eq!(server.count("staff").await, 0);
}
