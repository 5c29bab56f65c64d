//! Nothing inside is connected to, whatever way to it is written, named, answered or looked up.
use std::{
    collections::VecDeque,
    io,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use app::model::webhooks::outgoing::{BadAddress, Letter, Outgoing, Reply, Unreached};
use futures::future::BoxFuture;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{PostOffice, connector::LookUp, places::AllowedPlaces};

/// Somebody on this machine who counts who connects, and answers all the same, or nothing.
struct Listener {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Listener {
    async fn answering(answer: Option<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut head = [0; 4096];
                    let _ = stream.read(&mut head).await;
                    match answer {
                        Some(answer) => {
                            let _ = stream.write_all(answer.as_bytes()).await;
                        }
                        None => std::future::pending().await,
                    }
                });
            }
        });
        Self { port, connections }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// A name server that answers what it is told to, one after the other, and the last again and again.
#[derive(Debug)]
struct Names(Mutex<(VecDeque<Vec<IpAddr>>, usize)>);

impl Names {
    fn leading(to: &[&[&str]]) -> Arc<Self> {
        let answers = to.iter().map(|answer| {
            let addresses = answer.iter().map(|address| address.parse::<IpAddr>());
            addresses
                .map(|address| address.expect("an address"))
                .collect::<Vec<_>>()
        });
        Arc::new(Self(Mutex::new((answers.collect(), 0))))
    }

    fn asked(&self) -> usize {
        self.0.lock().expect("no panic").1
    }
}

impl LookUp for Names {
    fn look_up<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let mut names = self.0.lock().expect("no panic");
        names.1 += 1;
        let answer = match names.0.len() {
            0 => Vec::new(),
            1 => names.0[0].clone(),
            _ => names.0.pop_front().unwrap_or_default(),
        };
        Box::pin(async move { Ok(answer) })
    }
}

fn places(allowed: &[&str]) -> AllowedPlaces {
    let places = allowed.iter().map(|place| place.parse().expect("a place"));
    AllowedPlaces::new(places.collect())
}

fn letter(url: &str) -> Letter {
    Letter {
        url: url.to_owned(),
        signed: None,
        body: b"{}".to_vec(),
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nOK";

#[tokio::test]
async fn forty_ways_inside_lead_to_no_connection() {
    let listener = Listener::answering(Some(OK.to_owned())).await;
    let port = listener.port;
    // Whatever name is asked for leads inside.
    let inside: &[&[&str]] = &[&["127.0.0.1", "::1", "::ffff:127.0.0.1"]];
    let hosts = [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.000.000.001",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0177.1",
        "017700000001",
        "127.0.0.1.",
        "0",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "a.localhost",
        "localtest.me",
        "127.0.0.1.nip.io",
        "１２７.０.０.１",
        "①②⑦.⓪.⓪.①",
        "loc%61lhost",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "metadata.google.internal",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.100.100.200",
        "168.63.129.16",
    ];
    assert!(hosts.len() >= 40);
    let office = PostOffice::asking(places(&["198.51.100.7"]), Names::leading(inside));
    for scheme in ["http", "https"] {
        for host in hosts {
            let url = format!("{scheme}://{host}:{port}/hook");
            if let Ok(address) = office.address(&url) {
                let posted = office.post(letter(&address)).await;
                assert!(posted.is_err(), "{url} → {posted:?}");
            }
            // Whoever registered it may have had other settings.
            assert!(office.post(letter(&url)).await.is_err(), "{url}");
        }
    }
    assert_eq!(listener.connections(), 0);
    // It would have heard.
    let office = PostOffice::new(places(&["127.0.0.1"]));
    let posted = office
        .post(letter(&format!("http://127.0.0.1:{port}/hook")))
        .await;
    assert_eq!(posted.map(|reply| reply.status), Ok(200));
    assert_eq!(listener.connections(), 1);
}

#[test]
fn an_address_is_one_of_http_without_a_password_and_plain_only_inside() {
    let office = PostOffice::new(places(&[]));
    for (bad, why) in [
        ("", BadAddress::NoAddress),
        ("example.org", BadAddress::NoAddress),
        ("ftp://example.org", BadAddress::NoAddress),
        ("file:///etc/passwd", BadAddress::NoAddress),
        ("javascript:alert(1)", BadAddress::NoAddress),
        ("gopher://127.0.0.1:25/_HELO", BadAddress::NoAddress),
        ("https://", BadAddress::NoAddress),
        ("https://mei:secret@example.org", BadAddress::HoldsPassword),
        ("https://mei@example.org", BadAddress::HoldsPassword),
        ("http://example.org", BadAddress::Plain),
        ("http://93.184.215.14/", BadAddress::Plain),
        ("https://10.0.0.1/", BadAddress::Inside),
        ("http://2130706433/", BadAddress::Inside),
        ("https://[::ffff:127.0.0.1]/", BadAddress::Inside),
    ] {
        assert_eq!(office.address(bad), Err(why), "{bad}");
    }
    let good = office.address("HTTPS://Example.org:443/hook?a=b#part");
    assert_eq!(good.as_deref(), Ok("https://example.org/hook?a=b"));
    let office = PostOffice::new(places(&["10.0.0.0/8", "crm.internal"]));
    for good in [
        "http://10.0.0.1/",
        "https://10.0.0.1/",
        "http://crm.internal/",
    ] {
        assert_eq!(office.address(good).as_deref(), Ok(good));
    }
    assert!(office.address("http://10.0.0.1.example.org/").is_ok());
}

/// The name leads to a place that may be posted to when it is first asked for, and inside when it is asked for again.
#[tokio::test]
async fn a_name_that_leads_elsewhere_the_second_time_is_connected_to_by_what_was_judged() {
    let listener = Listener::answering(Some(OK.to_owned())).await;
    // Nobody listens at the one that may be posted to.
    let names = Names::leading(&[&["127.0.0.2"], &["127.0.0.1"]]);
    let office = PostOffice::asking(places(&["127.0.0.2"]), names.clone());
    let url = format!("http://rebinding.example:{}/", listener.port);
    let refused = office.post(letter(&url)).await;
    assert_eq!(
        refused,
        Err(Unreached("it refused the connection".to_owned()))
    );
    assert_eq!(names.asked(), 1, "what was judged is connected to");
    let denied = office.post(letter(&url)).await;
    let words = "it leads to no address that may be posted to";
    assert_eq!(denied, Err(Unreached(words.to_owned())));
    assert_eq!((names.asked(), listener.connections()), (2, 0));
}

#[tokio::test]
async fn of_many_addresses_those_inside_are_left_out() {
    let listener = Listener::answering(Some(OK.to_owned())).await;
    let names = Names::leading(&[&["127.0.0.3", "127.0.0.1", "10.0.0.1"]]);
    let office = PostOffice::asking(places(&["127.0.0.1"]), names);
    let url = format!("http://many.example:{}/", listener.port);
    let posted = office.post(letter(&url)).await;
    assert_eq!(posted.map(|reply| reply.status), Ok(200));
    assert_eq!(listener.connections(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let inside = Listener::answering(Some(OK.to_owned())).await;
    for status in [301, 302, 303, 307, 308] {
        let redirect = format!(
            "HTTP/1.1 {status} Elsewhere\r\nlocation: http://127.0.0.1:{}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            inside.port
        );
        let listener = Listener::answering(Some(redirect)).await;
        let office = PostOffice::new(places(&["127.0.0.1"]));
        let posted = office
            .post(letter(&format!("http://127.0.0.1:{}/", listener.port)))
            .await;
        assert_eq!(posted.map(|reply| reply.status), Ok(status));
        assert_eq!(listener.connections(), 1);
    }
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn of_an_answer_64_kb_are_read() {
    let long = "x".repeat(1_000_000);
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{long}",
        long.len()
    );
    let listener = Listener::answering(Some(answer)).await;
    let office = PostOffice::new(places(&["127.0.0.1"]));
    let posted = office
        .post(letter(&format!("http://127.0.0.1:{}/", listener.port)))
        .await;
    let Reply { status, body } = posted.expect("answered");
    assert_eq!((status, body.len()), (200, 64 * 1024));
}

#[tokio::test]
async fn whoever_does_not_answer_is_not_waited_for_for_long() {
    let listener = Listener::answering(None).await;
    let mut office = PostOffice::new(places(&["127.0.0.1"]));
    office.patience = Duration::from_secs(1);
    let posted = office
        .post(letter(&format!("http://127.0.0.1:{}/", listener.port)))
        .await;
    let words = "it did not answer within 1 seconds";
    assert_eq!(posted, Err(Unreached(words.to_owned())));
}

#[tokio::test]
async fn nothing_is_sent_that_an_empty_secret_would_sign() {
    let listener = Listener::answering(Some(OK.to_owned())).await;
    let office = PostOffice::new(places(&["127.0.0.1"]));
    for secrets in [vec![], vec![Vec::new()]] {
        let signed = Letter {
            signed: Some((uuid::Uuid::nil(), secrets)),
            ..letter(&format!("http://127.0.0.1:{}/", listener.port))
        };
        assert!(office.post(signed).await.is_err());
    }
    assert_eq!(listener.connections(), 0);
}
