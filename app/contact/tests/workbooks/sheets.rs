//! Workbooks of several sheets: which there are, each with its records, and which one is read.

use std::io::Cursor;

use contact::{Limits, file::xlsx};

use crate::book::{AFTER, BEFORE, Book, Part};

/// A sheet by its name, whether it is in sight, and its rows.
type SheetOfBook<'s> = (&'s str, &'s str, Vec<Vec<&'s str>>);

fn cell(text: &&str) -> String {
    match *text {
        // A formula that shows nothing.
        "=" => "<c t=\"str\"><f>IF(A9=\"\",\"\",A9)</f><v></v></c>".to_owned(),
        text => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    }
}

fn book(sheets: &[SheetOfBook]) -> Book {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let (mut names, mut targets, mut book) = (String::new(), String::new(), Book::empty());
    for (number, (name, state, rows)) in (1..).zip(sheets) {
        names += &format!("<sheet name=\"{name}\" state=\"{state}\" r:id=\"r{number}\"/>");
        targets += &format!(
            "<Relationship Id=\"r{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let row = |row: &Vec<&str>| {
            let cells: String = row.iter().map(cell).collect();
            format!("<row>{cells}</row>")
        };
        let rows: String = rows.iter().map(row).collect();
        let part = format!("xl/worksheets/sheet{number}.xml");
        book = book.with(Part::new(&part, format!("{BEFORE}{rows}{AFTER}")));
    }
    let names = format!("<workbook><sheets>{names}</sheets></workbook>");
    let targets = format!("<Relationships>{targets}</Relationships>");
    book.with(Part::new("xl/workbook.xml", names))
        .with(Part::new("xl/_rels/workbook.xml.rels", targets))
}

fn filled(book: &Book) -> Vec<(String, u64)> {
    xlsx::filled_sheets(Cursor::new(book.zip()))
}

/// The rows of the sheet that is read where this one is asked for, and what is said of the workbook.
fn read(book: &Book, sheet: Option<&str>) -> (String, String) {
    let mut text = Vec::new();
    let zip = Cursor::new(book.zip());
    let about = xlsx::sheet_to_csv(zip, sheet, &Limits::default(), &mut text).unwrap();
    let about: Vec<String> = about.iter().map(ToString::to_string).collect();
    (String::from_utf8(text).unwrap(), about.join(" "))
}

fn several() -> Book {
    book(&[
        ("How to", "visible", vec![vec!["Fill in the other sheets"]]),
        (
            "Customers",
            "visible",
            vec![
                vec!["Last name", "City"],
                vec!["Lee", "Rome"],
                vec![],
                vec!["", "Oslo"],
                vec![" ", "="],
                vec!["=", "="],
            ],
        ),
        ("Empty", "visible", vec![vec![""], vec!["="]]),
        (
            "Old",
            "hidden",
            vec![vec!["Last name"], vec!["Ho"], vec!["Ng"], vec!["Au"]],
        ),
    ])
}

#[test]
fn the_sheets_that_hold_anything_are_told_each_with_its_records_those_in_sight_first() {
    let told = filled(&several());
    let told: Vec<_> = told
        .iter()
        .map(|(name, rows)| (name.as_str(), *rows))
        .collect();
    assert_eq!(told, [("How to", 0), ("Customers", 2), ("Old", 3)]);
    // Of a single sheet there is nothing to choose.
    assert_eq!(
        filled(&book(&[("Contacts", "visible", vec![vec!["Last name"]])])),
        []
    );
}

#[test]
fn the_sheet_that_is_chosen_is_read_and_the_others_with_contacts_are_named() {
    let book = several();
    let (text, about) = read(&book, None);
    assert!(text.starts_with("Last name,City\nLee,Rome\n"), "{text}");
    assert_eq!(
        about,
        "Only the sheet \"Customers\" was read. Contacts stand in \"Old\" too"
    );
    let (text, about) = read(&book, Some("Old"));
    assert_eq!(text, "Last name\nHo\nNg\nAu\n");
    assert_eq!(
        about,
        "Only the sheet \"Old\" was read. Contacts stand in \"Customers\" too"
    );
    // A sheet that is gone gives way to the one with contacts.
    let (text, _) = read(&book, Some("New"));
    assert!(text.starts_with("Last name,City\n"), "{text}");
}

#[test]
fn behind_a_sheet_that_cannot_be_read_none_is_told_of() {
    let damaged = Part::new(
        "xl/worksheets/sheet3.xml",
        format!("{BEFORE}<row><c><d/></c>"),
    );
    let told = filled(&several().with(damaged));
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(xlsx::filled_sheets(Cursor::new(b"no workbook")), []);
}
