//! How much memory files take of the real binary, whatever is sent: no more than its limits leave.
use super::*;

/// How much memory a server may take over its baseline.
pub const ROOM: u64 = 64 * 1024 * 1024;

/// The head of a file and so many pieces of a mebibyte.
fn stream(head: &str, piece: &str, mebibytes: usize) -> impl Iterator<Item = Vec<u8>> + use<> {
    let filled = piece
        .repeat((1024 * 1024 / piece.len()).max(1))
        .into_bytes();
    std::iter::once(head.as_bytes().to_vec()).chain(std::iter::repeat_n(filled, mebibytes))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_makes_the_server_swell() {
    let server = Process::start();
    // Once around, so that the pools and the code are there.
    let (status, answer) = server.send("POST", "/api/v1/imports", "", [many(2_000).into_bytes()]);
    assert_eq!(status, 202, "{answer}");
    server.ended(&answer);
    let before = server.memory("VmRSS");
    let rows = |count: usize| {
        (0..count)
            .map(|n| format!("Lee{n}\r\n"))
            .collect::<String>()
    };
    let check = |what: &str, wanted: (u16, &str), body: Box<dyn Iterator<Item = Vec<u8>>>| {
        let (status, answer) = server.send("POST", "/api/v1/imports", "", body);
        assert_eq!(status, wanted.0, "{what}: {answer}");
        assert!(
            answer.contains(&format!("\"code\":\"{}\"", wanted.1)),
            "{what}: {answer}"
        );
    };
    check(
        "513 MiB",
        (413, "F02"),
        Box::new(
            stream("Last name,Company\r\n", "Lee,Acme\r\n", 1)
                .take(1)
                .chain(big_rows(513)),
        ),
    );
    check(
        "a record too many",
        (422, "F03"),
        Box::new(
            ["Last name\r\n".to_owned(), rows(1_000_001)]
                .into_iter()
                .map(String::into_bytes),
        ),
    );
    check(
        "201 columns",
        (413, "F02"),
        Box::new(stream(
            &format!("Last name,{}x\r\n", "c,".repeat(199)),
            "Lee\r\n",
            1,
        )),
    );
    check(
        "a NUL in the header",
        (422, "F01"),
        Box::new(["Last\0name\r\nLee\r\n".as_bytes().to_vec()].into_iter()),
    );
    check(
        "a PNG",
        (422, "F01"),
        Box::new(["\u{89}PNG".as_bytes().to_vec(), vec![0; 1024]].into_iter()),
    );
    // A field without end: over the limit of the file, or one record that is too long.
    check(
        "one field of 600 MiB",
        (413, "F02"),
        Box::new(stream("Last name\r\n\"", "x", 600)),
    );
    check(
        "ten million columns",
        (413, "F02"),
        Box::new(stream("Last name,", "c,", 30)),
    );
    let grown = server.memory("VmHWM").saturating_sub(before);
    assert!(
        grown <= ROOM,
        "the server grew by {} MiB",
        grown / 1024 / 1024
    );
    assert_eq!(server.count("import where status = 'refused'").await, 7);
    assert_eq!(server.count("contact").await, 2_000);
    assert!(
        server
            .import("00000000-0000-0000-0000-000000000000")
            .is_none(),
        "and it still answers"
    );
}

#[test]
#[ignore = "takes too long for make test; make chaos runs it"]
fn workbooks_that_unpack_without_end_leave_the_server_small_and_quick() {
    let server = Process::start();
    let good = include_bytes!("../../fixtures/two.xlsx").to_vec();
    let (status, answer) = server.send("POST", "/api/v1/imports", "", [good]);
    assert_eq!(status, 202, "{answer}");
    server.ended(&answer);
    let before = server.memory("VmRSS");
    let mut waits = Vec::new();
    std::thread::scope(|scope| {
        let bombs: Vec<_> = crate::bombs::bombs()
            .into_iter()
            .take(8)
            .map(|(kind, file)| {
                let server = &server;
                let send = move || server.send("POST", "/api/v1/imports", "", [file]);
                (kind, scope.spawn(send))
            })
            .collect();
        while bombs.iter().any(|(_, bomb)| !bomb.is_finished()) {
            let begun = Instant::now();
            let (status, answer) = server.send("GET", "/api/v1/contacts?limit=1", "", []);
            assert_eq!(status, 200, "{answer}");
            waits.push(begun.elapsed());
            std::thread::sleep(Duration::from_millis(50));
        }
        for (kind, bomb) in bombs {
            let (status, answer) = bomb.join().expect("an answer");
            // One that has waited too long for its turn may come again.
            assert!(matches!(status, 422 | 429), "{kind}: {answer}");
        }
    });
    let grown = server.memory("VmHWM").saturating_sub(before);
    assert!(
        grown <= ROOM,
        "the server grew by {} MiB",
        grown / 1024 / 1024
    );
    waits.sort();
    let slowest = waits[waits.len() * 99 / 100];
    println!(
        "{} requests beside them, p99 {slowest:?}, grown by {} MiB",
        waits.len(),
        grown >> 20
    );
    assert!(slowest < Duration::from_millis(250), "{slowest:?}");
}

/// Records that are long and few, so that size is what is over the limit.
fn big_rows(mebibytes: usize) -> impl Iterator<Item = Vec<u8>> {
    let row = format!("Lee,{}\r\n", "x".repeat(8_000));
    std::iter::repeat_n(row.repeat(131).into_bytes(), mebibytes)
}
