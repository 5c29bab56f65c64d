//! Rows of delimited text: the same as the `csv` crate on well-formed text, the same however the bytes are cut into
//! chunks, and no row around a broken one lost.

use contact::file::rows::{Next, Row, Rows};
use contact::file::scan::{FaultKind, Shape};
use proptest::prelude::*;

/// Line, last line, place, cells, fault, too long.
type Seen = (
    u32,
    u32,
    (u64, u64),
    Vec<String>,
    Option<(FaultKind, u32, u32)>,
    bool,
);

fn seen(row: &Row) -> Seen {
    let cells = (0..row.len())
        .map(|cell| row.shown(cell).into_owned())
        .collect();
    let fault = row
        .fault
        .map(|fault| (fault.kind, row.line + fault.lines_before, fault.cell));
    (
        row.line,
        row.last_line,
        (row.range.start, row.range.end),
        cells,
        fault,
        row.long,
    )
}

fn read_chunks(bytes: &[u8], delimiter: u8, longest: usize, cuts: &[usize]) -> Vec<Seen> {
    let mut rows = Vec::new();
    let mut sink = |row: &Row| {
        rows.push(seen(row));
        Next::Go
    };
    let mut reader = Rows::new(delimiter, longest, 1, 0);
    let mut from = 0;
    for &cut in cuts {
        let cut = cut.clamp(from, bytes.len());
        reader.push(&bytes[from..cut], &mut sink);
        from = cut;
    }
    reader.push(&bytes[from..], &mut sink);
    reader.finish(&mut sink);
    rows
}

fn read(text: &str) -> Vec<Seen> {
    read_chunks(text.as_bytes(), b',', 65_536, &[])
}

fn cells(text: &str) -> Vec<Vec<String>> {
    read(text).into_iter().map(|row| row.3).collect()
}

fn oracle(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text)
        .byte_records()
        .map(|record| {
            let record = record.expect("flexible byte records never fail");
            record
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect()
        })
        .collect()
}

#[test]
fn quoted_commas_doubled_quotes_and_line_breaks_stay_in_their_cell() {
    assert_eq!(
        cells("a,\"b,c\",\"say \"\"hi\"\"\"\r\n\"x\ny\",,z"),
        [vec!["a", "b,c", "say \"hi\""], vec!["x\ny", "", "z"]]
    );
}

#[test]
fn lf_crlf_and_cr_end_a_row_and_a_missing_final_line_break_does_not_matter() {
    for text in ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d"] {
        assert_eq!(cells(text), [["a", "b"], ["c", "d"]], "{text:?}");
    }
}

#[test]
fn lines_are_counted_across_cells_of_several_lines_and_blank_lines() {
    let lines: Vec<_> = read("h\n\n\"x\ny\r\nz\"\nlast\n")
        .into_iter()
        .map(|row| (row.0, row.1))
        .collect();
    assert_eq!(lines, [(1, 1), (2, 2), (3, 5), (6, 6)]);
}

#[test]
fn a_bare_quotation_mark_stands_for_itself() {
    let text = "15\" monitor,37.8\"N,b\n";
    assert_eq!(cells(text), [["15\" monitor", "37.8\"N", "b"]]);
    let mut shapes = Vec::new();
    let mut rows = Rows::new(b',', 100, 1, 0);
    let mut note = |row: &Row| {
        shapes.extend((0..3).map(|cell| row.shape(cell)));
        Next::Go
    };
    rows.push(text.as_bytes(), &mut note);
    rows.finish(&mut note);
    assert_eq!(shapes, [Shape::Stray, Shape::Stray, Shape::Bare]);
}

#[test]
fn text_after_a_closing_quotation_mark_breaks_that_row_only() {
    let rows = read("a,b\n1,\"x\" y\n2,z\n");
    assert_eq!(rows[1].4, Some((FaultKind::AfterClosing, 2, 1)));
    assert_eq!(rows[1].3, ["1", "\"x\" y"]);
    assert_eq!(
        (rows[2].0, &rows[2].3[..], rows[2].4),
        (3, &["2".to_owned(), "z".to_owned()][..], None)
    );
}

#[test]
fn an_unclosed_quotation_mark_does_not_swallow_the_rows_after_it() {
    let rows = read("a,b,c\n1,\"x,y\n2,z,w\n3,\"q,q\",r\n");
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1].4, Some((FaultKind::AfterClosing, 2, 1)));
    assert_eq!((rows[1].0, rows[1].1), (2, 2));
    assert_eq!(rows[2].3, ["2", "z", "w"]);
    assert_eq!(rows[3].3, ["3", "q,q", "r"]);
}

#[test]
fn an_unclosed_quotation_mark_with_no_other_after_it_breaks_its_row_only() {
    let rows = read("a,b,c\n1,\"x,y\n2,z,w\n3,q,r\n");
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1].4, Some((FaultKind::Unclosed, 2, 1)));
    assert_eq!(rows[3].3, ["3", "q", "r"]);
}

#[test]
fn a_quoted_cell_of_several_lines_that_goes_on_after_closing_is_one_broken_row() {
    let rows = read("a,b,c\n1,\"x\ny\" z,w\n2,q,r\n");
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[1].0, rows[1].1), (2, 3));
    assert!(rows[1].4.is_some());
    assert_eq!(rows[2].3, ["2", "q", "r"]);
}

#[test]
fn a_row_beyond_the_limit_is_passed_over_and_the_next_one_is_read() {
    let long = "y".repeat(500);
    for broken in [format!("1,{long},2"), format!("1,\"{long}\n{long}\",2")] {
        let text = format!("a,b,c\n{broken}\n3,q,r\n");
        let rows = read_chunks(text.as_bytes(), b',', 100, &[]);
        assert_eq!(rows.len(), 3, "{broken}");
        assert!(rows[1].5);
        assert_eq!(rows[1].3, ["1"]);
        assert_eq!(rows[2].3, ["3", "q", "r"]);
        assert_eq!(rows[2].0 as usize, text.trim_end().lines().count());
    }
}

#[test]
fn an_unclosed_quotation_mark_in_a_long_file_costs_one_row() {
    let mut text = String::from("a,b,c\n1,\"x,y\n");
    for number in 0..50 {
        text.push_str(&format!("{number},b,c\n"));
    }
    let rows = read_chunks(text.as_bytes(), b',', 100, &[]);
    assert_eq!(rows.len(), 52);
    assert_eq!(rows.iter().filter(|row| row.4.is_some()).count(), 1);
}

#[test]
fn bytes_that_are_no_utf8_spoil_their_own_row_only() {
    let mut good = Vec::new();
    let mut rows = Rows::new(b',', 100, 1, 0);
    let mut note = |row: &Row| {
        good.push(row.text().map(str::to_owned));
        Next::Go
    };
    rows.push(b"a,b\n1,\xff\n\xe9\x99\xb3,x\n", &mut note);
    rows.finish(&mut note);
    assert_eq!(good, [Ok("a,b".to_owned()), Err(2), Ok("陳,x".to_owned())]);
}

/// Text made of the marks that matter and a few letters.
fn messy() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(&b"\""[..]),
        4 => Just(&b","[..]),
        3 => Just(&b"\n"[..]),
        1 => Just(&b"\r\n"[..]),
        1 => Just(&b"\r"[..]),
        3 => Just(&b"a"[..]),
        1 => Just(&b"1,2,3\n"[..]),
        1 => Just(&b"\"x\",\"y,z\",w\n"[..]),
        1 => Just("陳".as_bytes()),
        1 => Just(&b"\xff"[..]),
        1 => Just(&b"abcdefghijklmnopqrstuvwxyz"[..]),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

fn cell_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        4 => "[a-z0-9 ]{0,12}",
        2 => "[a-z,;\"\n\r]{0,12}",
        1 => "\\PC{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn well_formed_text_reads_as_the_oracle_reads_it(
        table in prop::collection::vec(prop::collection::vec(cell_text(), 1..6), 0..8),
        delimiter in prop::sample::select(b",;\t|".to_vec()),
        crlf in any::<bool>(),
        cut in prop::collection::vec(0_usize..400, 0..4),
    ) {
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .delimiter(delimiter)
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).expect("memory takes every record");
        }
        let bytes = writer.into_inner().expect("memory takes every record");
        let rows: Vec<Vec<String>> = read_chunks(&bytes, delimiter, 65_536, &cut).into_iter().map(|row| row.3).collect();
        prop_assert_eq!(&rows, &table);
        prop_assert_eq!(&rows, &oracle(&bytes, delimiter));
    }

    #[test]
    fn any_cut_of_any_bytes_gives_the_same_rows(
        bytes in messy(),
        cut in prop::collection::vec(0_usize..300, 0..12),
        longest in prop::sample::select(vec![7_usize, 20, 64, 65_536]),
    ) {
        let mut cut = cut;
        cut.sort_unstable();
        let whole = read_chunks(&bytes, b',', longest, &[]);
        prop_assert_eq!(&read_chunks(&bytes, b',', longest, &cut), &whole);
        let single: Vec<usize> = (0..bytes.len()).collect();
        prop_assert_eq!(&read_chunks(&bytes, b',', longest, &single), &whole);
    }

    #[test]
    fn rows_cover_the_text_without_gap_and_lines_only_grow(bytes in messy()) {
        let rows = read_chunks(&bytes, b',', 64, &[]);
        let mut place = 0;
        let mut line = 0;
        for row in &rows {
            prop_assert_eq!(row.2.0, place);
            prop_assert!(row.0 > line && row.1 >= row.0);
            place = row.2.1;
            line = row.1;
        }
        prop_assert_eq!(place, bytes.len() as u64);
    }
}
