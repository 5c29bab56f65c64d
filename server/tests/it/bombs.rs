//! Workbooks that unpack to far more than they are, that lie about themselves, or that nobody would write: each is refused
//! in words, or read as what it shows, by a process of its own; nothing is left of it, and the next one has its turn.
use std::{
    fs::File,
    io::{Seek, Write},
    path::Path,
};

use app::model::imports::{Fault, Unpacking};
use axum::http::StatusCode;
use contact::Code;
use serde_json::json;

use crate::{
    harness::Server,
    imports::{id_of, import, number, send},
};

#[path = "../../../app/contact/tests/workbooks/book.rs"]
pub mod book;

use book::{AFTER, BEFORE, Book, HEADER, Part, SHEET, STRINGS, close, entry};

/// So many bytes of x.
fn long(bytes: usize) -> String {
    "x".repeat(bytes)
}

/// A piece of 64 KiB.
const PIECE: usize = 64 * 1024;

fn sheet_of(before: &str, piece: &str, times: usize, after: &str) -> Part {
    Part::repeated(
        SHEET,
        &format!("{BEFORE}{HEADER}{before}"),
        piece,
        times,
        &format!("{after}{AFTER}"),
    )
}

/// A workbook whose directory names one part, at one place, very often.
fn overlapping() -> Vec<u8> {
    let one = Book(vec![sheet_of("<!--", &long(PIECE), 16_000, "-->")]);
    let mut file = Book::empty().zip();
    // Behind the usual parts, before their directory.
    let parts: usize = Book::empty()
        .0
        .iter()
        .map(|part| 30 + part.name.len() + part.packed.len())
        .sum();
    file.truncate(parts);
    let mut directory = Vec::new();
    let mut at = 0;
    for part in Book::empty().0 {
        directory.extend_from_slice(&entry(&part, at));
        at += 30 + part.name.len() + part.packed.len();
    }
    let place = file.len();
    let mut shared = one.0[0].clone();
    file.extend_from_slice(&one.zip()[..30 + shared.name.len() + shared.packed.len()]);
    for number in 1..=20_000 {
        shared.name = format!("xl/worksheets/sheet{number}.xml");
        directory.extend_from_slice(&entry(&shared, place));
    }
    close(file, &directory, 20_004)
}

/// The bombs, by kind.
pub fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let shared = "<row>".to_owned() + &"<c t=\"s\"><v>0</v></c>".repeat(100) + "</row>";
    let named_bin = Book::empty()
        .0
        .into_iter()
        .map(|part| {
            if part.name.ends_with("workbook.xml.rels") {
                let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
                let target = format!(
                    "<Relationships><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>"
                );
                Part::new(&part.name, target)
            } else {
                part
            }
        })
        .collect();
    let bin = Part {
        name: "xl/worksheets/sheet1.bin".to_owned(),
        ..sheet_of("<row>", &"<c/>".repeat(PIECE / 4), 24_000, "</row>")
    };
    let entities = (1..30).fold(
        "<!DOCTYPE worksheet [<!ENTITY e0 \"xxxxxxxxxx\">".to_owned(),
        |all, n| {
            let before = format!("&e{};", n - 1).repeat(10);
            all + &format!("<!ENTITY e{n} \"{before}\">")
        },
    );
    let lying = Part {
        size: 10,
        crc: 0,
        ..sheet_of("<!--", &long(PIECE), 16_000, "-->")
    };
    let books = [
        (
            "room for 10^12 strings, behind a comment that tells of one",
            Book::of("").with(Part::new(
                STRINGS,
                "<!-- <sst uniqueCount=\"1\"> --><sst uniqueCount=\"1099511627776\"><si><t>x</t></si></sst>",
            )),
        ),
        (
            "1.5 GB of blank cells in a sheet by another name",
            Book(named_bin).with(bin),
        ),
        (
            "1 GB of shared strings",
            Book::of("").with(Part::repeated(
                STRINGS,
                "<sst>",
                &"<si><t>x</t></si>".repeat(4_000),
                16_000,
                "</sst>",
            )),
        ),
        (
            "one string, shown by two million cells",
            Book::empty()
                .with(sheet_of("", &shared, 20_000, ""))
                .sharing(&[&long(32_000)]),
        ),
        (
            "1 GB of texts in cells",
            Book::empty().with(sheet_of(
                "",
                &format!("<row>{}</row>", cell(&long(32_000))),
                32_000,
                "",
            )),
        ),
        (
            "one text of 1 GB",
            Book::empty().with(sheet_of(
                "<row><c t=\"inlineStr\"><is><t>",
                &long(PIECE),
                16_000,
                "</t></is></c></row>",
            )),
        ),
        (
            "one tag with 1 GB of attributes",
            Book::empty().with(sheet_of("<row ", &"a=\"\" ".repeat(PIECE / 5), 16_000, "></row>")),
        ),
        (
            "elements inside each other, 260 million deep",
            Book::empty().with(sheet_of("", &"<a>".repeat(PIECE / 4), 16_000, "")),
        ),
        (
            "entities made of entities",
            Book::empty().with(Part::new(
                SHEET,
                format!("{entities}]>{BEFORE}{HEADER}<row>{}</row>{AFTER}", cell("&e29;")),
            )),
        ),
        (
            "1 GB of styles",
            Book::of("").with(Part::repeated(
                "xl/styles.xml",
                "<styleSheet><cellXfs>",
                &"<xf numFmtId=\"14\"/>".repeat(3_000),
                16_000,
                "</cellXfs></styleSheet>",
            )),
        ),
        (
            "a part that says it has ten bytes",
            Book::empty().with(lying),
        ),
    ];
    books
        .into_iter()
        .map(|(kind, book)| (kind, book.zip()))
        .chain([("twenty thousand sheets in one place", overlapping())])
        .collect()
}

/// What lies in the folder of files.
fn left(server: &Server) -> usize {
    std::fs::read_dir(server.folder.path().join("imports")).map_or(0, |entries| entries.count())
}

#[tokio::test]
async fn a_workbook_that_unpacks_to_far_more_than_contacts_is_refused_in_words() {
    let server = Server::start().await;
    let program = server.program().await;
    for (kind, file) in bombs() {
        assert!(file.len() < 6_000_000, "{kind}: {} bytes", file.len());
        let answer = send(&program, "", file).await;
        let said = answer.text();
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{kind}: {said}"
        );
        assert_eq!(answer.code(), "F07", "{kind}: {said}");
        let detail = answer.json()["detail"].as_str().expect("words").to_owned();
        assert!(detail.starts_with("The workbook "), "{kind}: {detail}");
        assert_eq!(left(&server), 0, "{kind}");
        let history = program
            .get(&format!("/api/v1/imports/{}", id_of(&answer)))
            .await
            .json();
        assert_eq!(
            history["refused"],
            json!({ "code": "F07", "message": detail })
        );
    }
    let good = include_bytes!("../fixtures/two.xlsx").as_slice();
    assert_eq!(number(&import(&program, "", good).await, "created"), 2);
}

#[tokio::test]
async fn what_a_workbook_says_of_its_own_size_is_not_believed() {
    let server = Server::start().await;
    let program = server.program().await;
    let row = |at: u32| {
        format!("<row r=\"{at}\"><c r=\"A{at}\" t=\"inlineStr\"><is><t>Lee</t></is></c></row>")
    };
    let everywhere = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{HEADER}{}{AFTER}",
        row(2)
    );
    let none = "<!-- <sst uniqueCount=\"9\"> --><sst uniqueCount=\"0\"><si><t>Lee</t></si></sst>";
    for (kind, book) in [
        (
            "all cells there can be",
            Book::empty().with(Part::new(SHEET, everywhere)),
        ),
        ("the last row there can be", Book::of(&row(1_048_576))),
        (
            "no strings",
            Book::of("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>")
                .with(Part::new(STRINGS, none)),
        ),
    ] {
        let import = import(&program, "", book.zip()).await;
        assert_eq!(number(&import, "created"), 1, "{kind}: {import}");
    }
}

/// A file that is gone with the test.
fn temporary(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    file.rewind().expect("rewound");
    file
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        // A step of xorshift64.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }
}

/// What stands in workbooks, and what should not.
const PIECES: [&str; 24] = [
    "<row>",
    "<row r=\"1048576\">",
    "<row r=\"99999999999\">",
    "</row>",
    "<c>",
    "<c r=\"XFD1\">",
    "<c r=\"ZZZZZZZZ1\">",
    "<c r=\"\" t=\"s\">",
    "<c t=\"e\">",
    "<c t=\"d\" s=\"4294967296\">",
    "</c>",
    "<v>",
    "<v>1e308</v>",
    "<v>-1</v>",
    "<v>#SPILL!</v>",
    "<f t=\"shared\" si=\"18446744073709551615\" ref=\"A1:B\">",
    "</f>",
    "<is><t>",
    "&#0;",
    "<![CDATA[",
    "<!--",
    "<sst uniqueCount=\"18446744073709551615\">",
    "<dimension ref=\"B2:A1\"/>",
    "\u{0}",
];

/// A workbook of which a part, its name, its sizes or the archive itself were damaged at random.
fn damaged(dice: &mut Dice) -> Vec<u8> {
    let texts = [
        (SHEET, format!("{BEFORE}{HEADER}<row r=\"2\"><c r=\"A2\" s=\"1\"><v>501</v></c><c r=\"B2\" t=\"s\"><v>0</v></c></row>{AFTER}")),
        (STRINGS, "<sst uniqueCount=\"1\"><si><t>Lee</t></si></sst>".to_owned()),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts><cellXfs><xf/><xf numFmtId=\"164\"/></cellXfs></styleSheet>".to_owned()),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" r:id=\"rId1\"/></sheets></workbook>".to_owned()),
        ("_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"x/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned()),
    ];
    let mut book = texts.iter().fold(Book::empty(), |book, (name, text)| {
        book.with(Part::new(name, text))
    });
    for _ in 0..=dice.throw(4) {
        match dice.throw(6) {
            0..=2 => {
                let (name, text) = &texts[dice.throw(texts.len())];
                let mut text = text.clone();
                for _ in 0..=dice.throw(3) {
                    let marks: Vec<usize> = text
                        .match_indices(['<', '>', '"'])
                        .map(|(at, _)| at)
                        .collect();
                    if marks.is_empty() {
                        break;
                    }
                    let [from, to] = [0, 1].map(|_| marks[dice.throw(marks.len())]);
                    let to = if dice.throw(2) == 0 { from } else { to };
                    text.replace_range(
                        from.min(to)..from.max(to),
                        PIECES[dice.throw(PIECES.len())],
                    );
                }
                book = book.with(Part::new(name, text));
            }
            3 => {
                let part = dice.throw(book.0.len());
                book.0.remove(part);
            }
            4 => {
                let part = dice.throw(book.0.len());
                book.0[part].size = [0, 1, u64::from(u32::MAX) - 1][dice.throw(3)];
            }
            _ => {
                let part = dice.throw(book.0.len());
                book.0[part].crc ^= 1;
            }
        }
        if book.0.is_empty() {
            break;
        }
    }
    let mut file = book.zip();
    for _ in 0..dice.throw(3) {
        let at = dice.throw(file.len());
        file[at] ^= 1 << dice.throw(8);
    }
    file
}

/// Unpacks workbooks that were damaged at random for as long as wanted: each gives a text within bounds, or is refused.
async fn unpack_damaged(seed: u64, mut wanted: impl FnMut() -> bool) {
    let unpacking = Unpacking::by(Path::new(env!("CARGO_BIN_EXE_external-contacts")).to_owned());
    let mut dice = Dice(seed);
    while wanted() {
        let state = dice.0;
        let file = damaged(&mut dice);
        let mut text = Vec::new();
        match unpacking.unpack(temporary(&file), None, &mut text).await {
            Ok(_) => assert!(text.len() < 20_000_000, "from {state}"),
            Err(Fault::Refused(problem)) => assert!(
                (Code::F01..=Code::F07).contains(&problem.code),
                "from {state}: {problem}"
            ),
            Err(Fault::Disk(error)) => panic!("from {state}: {error}"),
        }
    }
}

#[tokio::test]
async fn a_damaged_workbook_is_read_or_refused() {
    let mut left = 40;
    let wanted = || {
        left -= 1;
        left >= 0
    };
    unpack_damaged(0x9E37_79B9_7F4A_7C15, wanted).await;
}

/// `make fuzz`, for FUZZ_SECONDS, each time from another beginning.
#[tokio::test]
#[ignore = "long"]
async fn any_damaged_workbook_is_read_or_refused() {
    let seconds = std::env::var("FUZZ_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    let end = std::time::Instant::now() + std::time::Duration::from_secs(seconds.unwrap_or(120));
    let seed = u64::from(std::process::id()) << 20 | 1;
    unpack_damaged(seed, || std::time::Instant::now() < end).await;
}
