//! What breakers got past the check: files that were read as something else without a word.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use contact::{
    Code, Problem, Rules,
    check::{CheckOptions, checker::Checker, verdict::Verdict},
};

fn options() -> CheckOptions {
    CheckOptions::new(Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()))
}

/// What becomes of each record: its outcome and codes, as `2 failed E21`, or the sentence of a refusal.
fn said(bytes: impl AsRef<[u8]>, mut options: CheckOptions) -> Vec<String> {
    let bytes = bytes.as_ref();
    loop {
        let mut said = Vec::new();
        let mut note = |verdict: &Verdict| {
            let codes: Vec<String> = verdict
                .problems
                .iter()
                .map(|problem| format!(" {}", problem.code))
                .collect();
            let outcome = format!("{:?}", verdict.outcome).to_lowercase();
            said.push(format!("{} {outcome}{}", verdict.line, codes.concat()));
        };
        let mut checker = Checker::new(options.clone());
        let end = checker.push(bytes, &mut note);
        if let Err(problem) = end.and_then(|()| checker.finish(&mut note)) {
            return vec![refusal(&problem)];
        }
        match checker.doubted() {
            Some(doubted) => options.doubted = doubted,
            None => return said,
        }
    }
}

fn refusal(problem: &Problem) -> String {
    format!("{} {problem}", problem.code)
}

#[test]
fn a_date_of_any_spelling_that_can_only_be_day_first_puts_those_that_read_both_ways_in_doubt() {
    for other in [
        "25/12/1980",
        "25/12/80",
        "25.12.1980",
        "25-12-1980",
        "25. 12. 1980",
        "25/12/1980 0:00",
    ] {
        let file = format!("Last name,Birthdate\nLee,05/06/1990\nOrr,{other}\n");
        assert_eq!(
            said(&file, options()),
            ["2 failed E21", "3 failed E05"],
            "{other}"
        );
    }
    let file = "Last name,Birthdate\nLee,05/06/1990\nOrr,12.25.1980\n";
    assert_eq!(said(file, options()), ["2 ready", "3 failed E05"]);
}

#[test]
fn a_header_that_is_repeated_in_other_words_is_skipped() {
    for again in [
        "first name,last name,mobile,shoe size",
        "First\u{a0}name,Last\u{a0}name,Mobile,Shoe size",
        " FIRSTNAME , LASTNAME ,phone,",
        "First name,Last name,Phone,SHOE SIZE",
        "first_name,last-name,Mobile,shoe_size",
        "\"First name\",\"Last name\",\"Phone\",\"Shoe size\"",
    ] {
        let file =
            format!("First name,Last name,Mobile,Shoe size\nAn,Lee,,7\n{again}\nBo,Orr,,8\n");
        assert_eq!(
            said(&file, options()),
            ["2 ready", "3 skipped W10", "4 ready"],
            "{again}"
        );
    }
    let workbook = "Last name,Company\nLee,Tea\nlast name,company\nOrr,\n";
    let mut of_workbook = options();
    of_workbook.workbook(Vec::new());
    assert_eq!(
        said(workbook, of_workbook),
        ["2 ready", "3 skipped W10", "4 ready"]
    );
}

#[test]
fn a_header_in_another_order_begins_another_file() {
    for again in ["Last name,First name,Company", "last name,Company"] {
        let file = format!("First name,Last name,Company\nAn,Lee,Tea\n{again}\nOrr,Bo,Rice\n");
        assert_eq!(
            said(&file, options()),
            [
                "F06 The header stands again at line 3, with its columns in another order. Make a file of its own of the rows from there on"
            ],
            "{again}"
        );
    }
}

#[test]
fn people_who_are_called_like_columns_are_people() {
    let file = "First name,Last name,Company\nTeam,Group,Company\n,Street,\nState,City,Work\n,Surname,\n,Last name,\n";
    assert_eq!(
        said(file, options()),
        ["2 ready", "3 ready", "4 ready", "5 ready", "6 ready"]
    );
}

#[test]
fn a_whole_row_beside_a_piece_of_one_value_is_told_of() {
    const HEADER: &str = "First name,Last name,Company,Team,City\n";
    for (rows, told) in [
        (
            "Bo,Orr,,,\nAn\nn,Lee,Tea,A,B\nCy,Ho,,,\n",
            &[
                "2 warning W07",
                "3 warning W01 W07",
                "4 warning W07",
                "5 ready",
            ] as &[_],
        ),
        (
            "Cy,Orr,Tea,A,E\nU\nAn,Lee,,,\n",
            &["2 warning W07", "3 warning W01 W07", "4 warning W07"],
        ),
        (
            "Cy,Orr,Tea,A,E\r\n\r\nU\r\n\r\nAn,Lee,,,\r\n",
            &["2 warning W07", "4 warning W01 W07", "6 warning W07"],
        ),
        (
            "Cy,Orr,Tea,A,\n\"E, \"\"U\"\"\"\n",
            &["2 warning W07", "3 warning W01 W07"],
        ),
        (
            "Cy,Orr,Tea,A,E\n,,,,\n  \nAn,Lee,,,\n\"An\n\",Lee,,,\n",
            &["2 ready", "5 ready", "6 ready"],
        ),
    ] {
        assert_eq!(said(HEADER.to_owned() + rows, options()), told, "{rows}");
    }
    let one_column = "Last name\nLee\nOrr\n";
    assert_eq!(said(one_column, options()), ["2 ready", "3 ready"]);
}

#[test]
fn a_row_beside_a_piece_is_told_of_however_the_bytes_arrive_and_when_it_is_read_again() {
    let file = "First name,Last name,Team\nBo,Orr,A\nAn\nn,Lee,B\nCy,Ho,E\n\"U\"\n";
    for size in 1..file.len() {
        let mut checker = Checker::new(options());
        let mut told = Vec::new();
        let mut note = |verdict: &Verdict| {
            told.push((
                verdict.place(),
                verdict.record,
                verdict.line,
                verdict.problems.to_vec(),
            ));
        };
        for piece in file.as_bytes().chunks(size) {
            checker.push(piece, &mut note).unwrap();
        }
        checker.finish(&mut note).unwrap();
        assert_eq!(told.len(), 5);
        let mut again = checker.again().unwrap();
        for (place, record, line, problems) in told {
            assert!(
                problems.iter().any(|problem| problem.code == Code::W07),
                "{size}: {line}"
            );
            let text = &file.as_bytes()[place.start as usize..place.end as usize];
            again.record(text, record, line, &mut |verdict| {
                assert_eq!(verdict.problems, problems, "{line}");
            });
        }
    }
}

#[test]
fn other_kinds_of_file_are_called_by_their_names() {
    let wide = |text: &str, to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    };
    let utf32: Vec<u8> = "Last name\nLee\n"
        .chars()
        .flat_map(|letter| (letter as u32).to_le_bytes())
        .collect();
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>";
    let table = "Last name;Mobile\nLee;\n";
    for (bytes, name) in [
        (
            [&[0xFF, 0xFE][..], &wide(xml, u16::to_le_bytes)].concat(),
            "an XML file",
        ),
        (wide(xml, u16::to_be_bytes), "an XML file"),
        (
            [&[0xFE, 0xFF][..], &wide("[{\"a\": 1}]", u16::to_be_bytes)].concat(),
            "a JSON file",
        ),
        ([&[0xFF, 0xFE, 0, 0][..], &utf32].concat(), "text in UTF-32"),
        (utf32, "text in UTF-32"),
        (
            b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"Last name\"\r\nE\r\n".to_vec(),
            "a SYLK spreadsheet",
        ),
        (
            b"dn: cn=Ann Lee,ou=people\ncn: Ann Lee\n".to_vec(),
            "an LDIF address book",
        ),
        (
            b"# book\nversion: 1\n\nDN:: Y249QW5u\ncn: Ann\n".to_vec(),
            "an LDIF address book",
        ),
    ] {
        let said = said(&bytes, options());
        assert!(
            said[0].starts_with("F01") && said[0].contains(name),
            "{name}: {said:?}"
        );
    }
    let table_of_ids = "ID;Phone;Last name\n1;+85291234567;Lee\n";
    assert_eq!(said(table_of_ids, options()), ["2 ready"]);
    assert_eq!(said(wide(table, u16::to_le_bytes), options()), ["2 ready"]);
}

#[test]
fn a_name_on_two_lines_is_refused_whichever_character_breaks_it() {
    for sign in ['\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}', '\t'] {
        let file = format!("First name,Last name,Company\nAn{sign}n,Lee,\nAnn,Le{sign}e,\n");
        assert_eq!(
            said(&file, options()),
            ["2 failed E16", "3 failed E16"],
            "{sign:?}"
        );
    }
    let company = "Last name,Company\nLee,Tea\u{2028}House\n";
    assert_eq!(said(company, options()), ["2 ready"]);
}

#[test]
fn a_header_that_is_too_long_to_be_counted_is_told_so() {
    let file = format!("Last name{}\nLee\n", ",x".repeat(100_000));
    assert_eq!(
        said(file, options()),
        ["F02 The file is over the size limit: its header is longer than 65536 characters"]
    );
}

#[test]
fn a_mark_of_utf8_is_no_text_whatever_encoding_was_chosen() {
    use contact::file::encoding::Encoding;
    let mut chosen = options();
    chosen.encoding = Some(Encoding::Windows1252);
    for file in [
        "\u{feff}Last name\nJos\u{e9}\n".as_bytes(),
        b"\xEF\xBB\xBFLast name\nJos\xE9\n\xC0ngel\n\xC1vila\n",
    ] {
        let mut names = Vec::new();
        let mut checker = Checker::new(chosen.clone());
        let mut note = |verdict: &Verdict| names.push(verdict.draft().last_name);
        checker.push(file, &mut note).unwrap();
        checker.finish(&mut note).unwrap();
        assert_eq!(names[0], "Jos\u{e9}");
    }
}
