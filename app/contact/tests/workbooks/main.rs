//! Workbooks as many programs write them: what a person sees in the cells is what is read, and what nobody means as
//! contacts is refused before it is all unpacked.
#![cfg(all(feature = "encodings", feature = "xlsx", feature = "plans"))]
#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use contact::{Code, Limits, Problem, file::xlsx};
use proptest::prelude::*;

mod book;
mod sheets;

use book::{AFTER, BEFORE, Book, HEADER, Part, SHEET, STRINGS};

fn text(book: &Book) -> Result<String, Problem> {
    read(book).map(|(text, _)| text)
}

/// The text of a workbook, and what is said about it.
fn read(book: &Book) -> Result<(String, Vec<String>), Problem> {
    let mut text = Vec::new();
    let about = xlsx::to_csv(Cursor::new(book.zip()), &Limits::default(), &mut text)?;
    let about = about.iter().map(Problem::to_string).collect();
    Ok((String::from_utf8(text).unwrap(), about))
}

/// The cells of a workbook's rows below the header.
fn cells(book: &Book) -> Vec<Vec<String>> {
    let text = text(book).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_formula_without_its_value_is_no_blank_cell() {
    let book = Book::of(
        "<row r=\"2\"><c r=\"A2\"><f>B2&amp;\"x\"</f></c><c r=\"B2\"><f t=\"shared\" ref=\"B2:B3\" si=\"0\">C2</f><v></v></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"B3\"><f t=\"shared\" si=\"0\"/></c></row>\
         <row r=\"4\"><c r=\"A4\" t=\"str\"><f>\"Lee\"</f><v>Lee</v></c><c r=\"B4\"/></row>",
    );
    assert_eq!(
        cells(&book),
        [
            vec!["#FORMULA! =B2&\"x\"", "#FORMULA! =C2"],
            // A formula that makes an empty text shows nothing.
            vec!["", "#FORMULA! ="],
            vec!["Lee"],
        ]
    );
}

#[test]
fn an_error_that_only_newer_spreadsheets_know_is_that_of_its_cell() {
    let error = |place: &str, text: &str| format!("<c{place} t=\"e\"><f>A9</f><v>{text}</v></c>");
    let name =
        |place: &str, text: &str| format!("<c{place} t=\"inlineStr\"><is><t>{text}</t></is></c>");
    for at in [
        ["A2", "B2", "A3", "B3"].map(|at| format!(" r=\"{at}\"")),
        [""; 4].map(str::to_owned),
    ] {
        let [a, b, c, d] = at;
        let rows = format!(
            "<row r=\"2\">{}{}</row><row r=\"3\">{}{}</row><row r=\"4\">{}</row>",
            error(&a, "#GETTING_DATA"),
            name(&b, "Lee"),
            name(&c, "Ho"),
            error(&d, "#SPILL!"),
            error("", "what nobody has heard of"),
        );
        assert_eq!(
            cells(&Book::of(&rows)),
            [
                vec!["#GETTING_DATA", "Lee"],
                vec!["Ho", "#SPILL!"],
                vec!["#N/A"]
            ]
        );
    }
    // In a header it is a column of that name, and in a sheet before the one with contacts it is nothing.
    let book = Book::of("<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#BUSY!</v></c></row>");
    assert_eq!(text(&book).unwrap(), "Last name,Mobile\n#BUSY!\n");
}

#[test]
fn rows_that_a_sheet_hides_are_read_and_told_of() {
    let row = |number: u32, dress: &str| {
        format!(
            "<row r=\"{number}\"{dress}><c r=\"A{number}\" t=\"inlineStr\"><is><t>Lee</t></is></c></row>"
        )
    };
    let rows = [
        row(2, ""),
        row(3, " hidden=\"1\""),
        row(4, " ht=\"0\" hidden=\"true\""),
        row(5, " hidden=\"0\""),
        "<row r=\"6\" hidden=\"1\"/>".to_owned(),
    ];
    let (text, about) = read(&Book::of(&rows.concat())).unwrap();
    assert_eq!(text.lines().count(), 5);
    assert_eq!(
        about,
        ["Rows that the spreadsheet hides or filters out were read too: 2"]
    );
    // A hidden column is none of them.
    let sheet = BEFORE.replace(
        "<sheetData>",
        "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>",
    );
    let book = Book::empty().with(Part::new(
        SHEET,
        format!("{sheet}{HEADER}{}{AFTER}", row(2, "")),
    ));
    assert_eq!(read(&book).unwrap().1, [""; 0]);
}

#[test]
fn numbers_and_texts_are_read_as_their_formats_show_them() {
    let book = Book::of(
        "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>501</v></c><c r=\"B2\" s=\"2\"><v>85291234567</v></c></row>\
         <row r=\"3\"><c r=\"A3\" s=\"3\" t=\"s\"><v>0</v></c><c r=\"B3\" s=\"4\"><v>29569</v></c></row>",
    )
    .formatted(&["00000", "\"+\"0", "\"+\"@", "d-mmm"])
    .sharing(&["85291234567"]);
    assert_eq!(
        cells(&book),
        [
            vec!["00501", "+85291234567"],
            vec!["+85291234567", "14-Dec"]
        ]
    );
}

#[test]
fn a_sheet_without_contacts_gives_way_to_one_with_contacts() {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let named = |names: [(&str, &str); 3]| {
        let sheets: String = (1..)
            .zip(names)
            .map(|(id, (name, state))| {
                format!("<sheet name=\"{name}\" state=\"{state}\" r:id=\"r{id}\"/>")
            })
            .collect();
        let targets: String = (1..4)
            .map(|id| format!("<Relationship Id=\"r{id}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"))
            .collect();
        let sheet = |place: usize, name: &str| {
            let rows = format!("<row><c t=\"inlineStr\"><is><t>{name}</t></is></c></row>");
            Part::new(
                &format!("xl/worksheets/sheet{place}.xml"),
                format!("{BEFORE}{rows}{AFTER}"),
            )
        };
        let book = Book::empty()
            .with(Part::new(
                "xl/workbook.xml",
                format!("<workbook><sheets>{sheets}</sheets></workbook>"),
            ))
            .with(Part::new(
                "xl/_rels/workbook.xml.rels",
                format!("<Relationships>{targets}</Relationships>"),
            ));
        (1..).zip(names).fold(book, |book, (place, (name, _))| {
            book.with(sheet(place, name))
        })
    };
    let [seen, hidden] = ["visible", "hidden"];
    for (names, chosen, others) in [
        (
            [("How to", seen), ("Last name", seen), ("Notes", seen)],
            "Last name",
            "",
        ),
        (
            [("How to", seen), ("last  NAME", seen), ("Last name", seen)],
            "last  NAME",
            "Only the sheet \"last  NAME\" was read. Contacts stand in \"Last name\" too",
        ),
        (
            [("Last name", hidden), ("Surname", seen), ("Notes", seen)],
            "Surname",
            "Only the sheet \"Surname\" was read. Contacts stand in \"Last name\" too",
        ),
        (
            [("How to", seen), ("Notes", seen), ("More", seen)],
            "How to",
            "",
        ),
        (
            [
                ("Last name", hidden),
                ("Notes", hidden),
                ("More", "veryHidden"),
            ],
            "Last name",
            "",
        ),
    ] {
        let (text, about) = read(&named(names)).unwrap();
        assert_eq!(text, format!("{chosen}\n"), "{names:?}");
        assert_eq!(about.concat(), others);
    }
    // A sheet that is not read may be damaged.
    let book = named([("How to", seen), ("Last name", seen), ("Notes", seen)]);
    let book = book.with(Part::new(
        "xl/worksheets/sheet3.xml",
        format!("{BEFORE}<row><c><d/></c>"),
    ));
    assert!(read(&book).is_ok());
}

#[test]
fn a_sheet_that_is_named_is_read_and_no_other_in_its_place() {
    let book = Book::of("<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Lee</t></is></c></row>");
    let named = |sheet: &str| {
        let mut text = Vec::new();
        let zip = Cursor::new(book.zip());
        xlsx::named_sheet_to_csv(zip, sheet, &Limits::default(), &mut text).map(|_| text)
    };
    let text = named("Contacts").unwrap();
    assert!(text.windows(3).any(|three| three == b"Lee"));
    assert_eq!(named("People").unwrap_err().code, Code::F07);
}

#[test]
fn a_small_workbook_that_unpacks_to_very_much_is_refused() {
    let long = "x".repeat(32_000);
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let row = format!("<row>{cells}</row>");
    let same_string = Book::empty()
        .with(Part::repeated(
            SHEET,
            &format!("{BEFORE}{HEADER}"),
            &row,
            20,
            AFTER,
        ))
        .sharing(&[&long]);
    let last_row =
        "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>Lee</t></is></c></row>";
    let columns = "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>";
    for (book, code) in [
        (same_string, Some(Code::F07)),
        (Book::of(columns), Some(Code::F02)),
        // A million blank rows are two bytes each.
        (Book::of(last_row), None),
    ] {
        assert!(book.zip().len() < 10_000);
        let said = text(&book).map_err(|problem| problem.code);
        assert_eq!(said.as_ref().err().copied(), code);
        assert!(said.is_err() || said.unwrap().len() < 4_000_000);
    }
}

/// A cell as it is meant, and as some program writes it.
#[derive(Clone, Debug)]
enum Cell {
    None,
    Blank,
    Inline(String),
    Shared(String),
    Formula(String),
    Number(u32),
    Plus(u32),
    Zeros(u16),
    Truth(bool),
    Day(u16),
}

impl Cell {
    /// What a person sees.
    fn shown(&self) -> String {
        match self {
            Self::None | Self::Blank => String::new(),
            Self::Inline(text) | Self::Shared(text) | Self::Formula(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Plus(number) => format!("+{number}"),
            Self::Zeros(number) => format!("{number:05}"),
            Self::Truth(value) => value.to_string().to_uppercase(),
            Self::Day(day) => {
                let day = chrono::Days::new(u64::from(*day) + 61);
                let date = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + day;
                date.format("%m/%d/%Y").to_string()
            }
        }
    }

    fn written(&self, at: &str, x: &str, strings: &mut Vec<String>) -> String {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let [type_, inside] = match self {
            Self::None => return String::new(),
            Self::Blank => return format!("<{x}c{at} s=\"1\"/>"),
            Self::Inline(text) => [
                " t=\"inlineStr\"".to_owned(),
                format!("<{x}is><{x}t>{}</{x}t></{x}is>", escaped(text)),
            ],
            Self::Shared(text) => {
                strings.push(escaped(text));
                [
                    " t=\"s\"".to_owned(),
                    format!("<{x}v>{}</{x}v>", strings.len() - 1),
                ]
            }
            Self::Formula(text) => [
                " t=\"str\"".to_owned(),
                format!("<{x}f>A1</{x}f><{x}v>{}</{x}v>", escaped(text)),
            ],
            Self::Number(number) => [String::new(), format!("<{x}v>{number}</{x}v>")],
            Self::Plus(number) => [" s=\"2\"".to_owned(), format!("<{x}v>{number}</{x}v>")],
            Self::Zeros(number) => [" s=\"1\"".to_owned(), format!("<{x}v>{number}</{x}v>")],
            Self::Truth(value) => [
                " t=\"b\"".to_owned(),
                format!("<{x}v>{}</{x}v>", u8::from(*value)),
            ],
            Self::Day(day) => [
                " s=\"3\"".to_owned(),
                format!("<{x}v>{}</{x}v>", u32::from(*day) + 61),
            ],
        };
        format!("<{x}c{at}{type_}>{inside}</{x}c>")
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    let word = "[A-Za-z0-9&<陳é.,\"'-]{1,12}";
    prop_oneof![
        2 => Just(Cell::None),
        1 => Just(Cell::Blank),
        3 => word.prop_map(Cell::Inline),
        3 => word.prop_map(Cell::Shared),
        1 => word.prop_map(Cell::Formula),
        1 => any::<u32>().prop_map(Cell::Number),
        1 => (1..u32::MAX).prop_map(Cell::Plus),
        1 => any::<u16>().prop_map(Cell::Zeros),
        1 => any::<bool>().prop_map(Cell::Truth),
        1 => any::<u16>().prop_map(Cell::Day),
    ]
}

/// How a program writes a sheet.
#[derive(Clone, Debug)]
struct Manner {
    prefixed: bool,
    named: bool,
    comments: bool,
    dimension: Option<String>,
}

fn manner() -> impl Strategy<Value = Manner> {
    let dimension = prop_oneof![
        Just(None),
        Just(Some("A1".to_owned())),
        Just(Some("A1:XFD1048576".to_owned())),
    ];
    (any::<bool>(), any::<bool>(), any::<bool>(), dimension).prop_map(
        |(prefixed, named, comments, dimension)| Manner {
            prefixed,
            named,
            comments,
            dimension,
        },
    )
}

fn sheet(rows: &[Vec<Cell>], manner: &Manner) -> Book {
    let x = if manner.prefixed { "x:" } else { "" };
    let noise = if manner.comments {
        "<!-- <c r=\"A1\"><v>7</v></c> -->\n"
    } else {
        ""
    };
    let mut strings = Vec::new();
    let mut body = String::new();
    for (row, cells) in (2..).zip(rows) {
        let at = if manner.named {
            format!(" r=\"{row}\"")
        } else {
            String::new()
        };
        body += &format!("{noise}<{x}row{at}>");
        for (column, cell) in cells.iter().enumerate() {
            let letter = char::from(b'A' + column as u8);
            // Where cells do not say where they are, none may be left out.
            let (at, cell) = match (manner.named, cell) {
                (true, cell) => (format!(" r=\"{letter}{row}\""), cell),
                (false, Cell::None) => (String::new(), &Cell::Blank),
                (false, cell) => (String::new(), cell),
            };
            body += &cell.written(&at, x, &mut strings);
            body += noise;
        }
        body += &format!("</{x}row>");
    }
    let dimension = manner
        .dimension
        .as_ref()
        .map(|area| format!("<{x}dimension ref=\"{area}\"/>"));
    let header = HEADER.replace("</", &format!("</{x}"));
    let header = header
        .replace('<', &format!("<{x}"))
        .replace(&format!("<{x}/"), "</");
    let shared: String = strings
        .iter()
        .map(|text| format!("<{x}si><{x}t>{text}</{x}t></{x}si>"))
        .collect();
    Book::empty()
        .with(Part::new(
            SHEET,
            format!(
                "<{x}worksheet>{}<{x}sheetData>{header}{body}</{x}sheetData></{x}worksheet>",
                dimension.unwrap_or_default()
            ),
        ))
        .with(Part::new(
            STRINGS,
            format!(
                "<!-- uniqueCount=\"1\" --><{x}sst uniqueCount=\"{}\">{shared}</{x}sst>",
                strings.len()
            ),
        ))
        .formatted(&["00000", "\"+\"0", "yyyy\\-mm\\-dd"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn however_a_program_writes_them_cells_are_read_as_a_person_sees_them(
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..6), 0..8),
        manner in manner(),
    ) {
        let mut wanted: Vec<Vec<String>> = rows
            .iter()
            .map(|cells| cells.iter().map(Cell::shown).collect())
            .collect();
        let trimmed = |row: &mut Vec<String>| {
            while row.last().is_some_and(String::is_empty) {
                row.pop();
            }
        };
        wanted.iter_mut().for_each(trimmed);
        while wanted.last().is_some_and(Vec::is_empty) {
            wanted.pop();
        }
        let text = text(&sheet(&rows, &manner)).unwrap();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| {
                let mut row = record.unwrap().iter().map(str::to_owned).collect();
                trimmed(&mut row);
                row
            })
            .collect();
        prop_assert_eq!(read, wanted);
    }
}

#[test]
fn two_cells_of_one_place_are_damage() {
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    for rows in [
        format!(
            "<row r=\"2\">{}{}</row>",
            cell("A2", "Lee"),
            cell("A2", "Orr")
        ),
        format!(
            "<row r=\"2\">{}</row><row r=\"2\">{}</row>",
            cell("A2", "Lee"),
            cell("A2", "Orr")
        ),
    ] {
        let said = text(&Book::of(&rows)).map_err(|problem| problem.code);
        assert_eq!(said, Err(Code::F07), "{rows}");
    }
}

#[test]
fn an_opendocument_file_is_called_by_its_kind() {
    for (kind, name) in [
        ("text", "an OpenDocument text (.odt)"),
        ("spreadsheet", "an OpenDocument spreadsheet (.ods)"),
        ("presentation", "an OpenDocument presentation (.odp)"),
    ] {
        let kind = format!("application/vnd.oasis.opendocument.{kind}");
        let book = Book(vec![
            Part::new("mimetype", kind),
            Part::new("content.xml", "<a/>"),
        ]);
        let said = text(&book).unwrap_err().to_string();
        assert!(said.ends_with(name), "{said}");
    }
}
