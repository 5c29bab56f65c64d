//! Files of every kind, as a person might send them, and what may be done to them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use contact::{Rules, field::FIELDS, mend::Mend};
use proptest::prelude::*;

use super::WrittenCell;

/// The last of them is no column of ours.
pub const HEADER: [&str; 10] = [
    "First name",
    "Last name",
    "Mobile",
    "Email",
    "Company",
    "Contact Label",
    "Country",
    "Birthdate",
    "Language",
    "Shoe",
];

/// The most values that a row has.
pub const WIDEST: usize = HEADER.len() + 2;

pub fn rules() -> Rules {
    Rules {
        labels: Some(vec!["VIP".to_owned()].into()),
        ..Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        3 => "[A-Z][a-z]{1,6}",
        1 => "[A-Z][a-z]{1,4}, [A-Z][a-z]{1,4}",
        1 => "[A-Z][a-z]{1,3} \"[A-Z][a-z]{1,3}\" [a-z]{1,3}",
        1 => "[A-Z][a-z]{1,3}\n[a-z]{1,3}",
        1 => "“[A-Z][a-z]{1,3}”",
        1 => Just("香港".to_owned()),
        1 => Just("\"".to_owned()),
        1 => Just(" ".to_owned()),
        1 => Just("'+1".to_owned()),
        1 => Just("a\t|;b".to_owned()),
        1 => Just("Ch\u{fffd}n".to_owned()),
        1 => Just("\u{200e}é".to_owned()),
        1 => Just("Total".to_owned()),
    ]
}

fn one_of(texts: &[&str]) -> BoxedStrategy<String> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    prop::sample::select(texts).boxed()
}

/// What people write into this column: good mostly, and otherwise what a repair or a step may mend, or nothing.
pub fn of_column(column: usize) -> BoxedStrategy<String> {
    let (good, other): (&[&str], &[&str]) = match HEADER.get(column).copied().unwrap_or_default() {
        "First name" => (&["", "", "Mei", "Tai Man"], &["“Mei”"]),
        "Last name" => (
            &["Kwok", "Mei Kwok", "陳大文", "Cher"],
            &["“Chan, Tai Man”", ""],
        ),
        "Mobile" => (
            &["", "+85291234567", "+85291234568;+85291234569"],
            &[
                "+852 9123 4568",
                "'+852 9123 4568",
                "=\"+852 9123-4568\"",
                "91234567;+85291234569",
                "12",
            ],
        ),
        "Email" => (
            &["", "a@x.co", "d@x.co"],
            &["b @x.co", "mailto:c@x.co", "nobody"],
        ),
        "Contact Label" => (&["", "VIP", "vip;new"], &["new;newer", "“new”"]),
        "Country" => (&["", "HK", "Hong Kong"], &["Spain", "Atlantis"]),
        // None of them is that of the sample once it is mended.
        "Birthdate" => (
            &["", "12/15/1980", "03/04/1985"],
            &[
                "15/12/1980",
                "1980-12-15",
                "1985-04-03",
                "\u{200e}15/12/1980",
                "25.12.1980",
            ],
        ),
        "Language" => (&["", "en", "fr"], &["English", "FR", "Klingon"]),
        _ => (&["", "Acme", "Apex"], &["“Apex”", "Acme Ltd."]),
    };
    prop_oneof![8 => one_of(good), 3 => one_of(other), 1 => cell()].boxed()
}

pub fn written(cells: &[&str]) -> Vec<WrittenCell> {
    let cell = |text: &&str| WrittenCell {
        text: (*text).to_owned(),
        quoted: false,
    };
    cells.iter().map(cell).collect()
}

/// The sample of the template.
fn sample() -> Vec<WrittenCell> {
    let field = |header: &&str| FIELDS.iter().find(|field| field.header == *header);
    let sample = |header: &&str| field(header).map_or("", |field| field.sample);
    written(&HEADER.iter().map(sample).collect::<Vec<_>>())
}

/// A row with so many values: a contact mostly, or the sample, totals or the header again.
fn row(values: impl Strategy<Value = usize>) -> impl Strategy<Value = Vec<WrittenCell>> {
    let of = |column| {
        (of_column(column), prop::bool::weighted(0.2))
            .prop_map(|(text, quoted)| WrittenCell { text, quoted })
    };
    let cells: Vec<_> = (0..WIDEST).map(of).collect();
    let contact = (cells, values).prop_map(|(mut cells, values)| {
        cells.truncate(values);
        // A blank row is no record.
        if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            cells[0].text = "Chan".to_owned();
        }
        cells
    });
    prop_oneof![
        9 => contact,
        1 => Just(written(&["", "Total", "2", "", "", "", "", "", ""])),
        1 => Just(written(&HEADER)),
        1 => Just(sample()),
    ]
}

/// The rows of a file, and how many blank values each of them has at its end.
pub fn rows() -> impl Strategy<Value = (Vec<Vec<WrittenCell>>, usize)> {
    let width = HEADER.len();
    let any = prop::collection::vec(row(prop_oneof![3 => Just(width), 1 => 1..=WIDEST]), 1..6);
    let with_surplus = (prop::collection::vec(row(Just(width)), 1..6), 1..3_usize);
    let with_surplus = with_surplus.prop_map(|(mut rows, surplus)| {
        for row in &mut rows {
            row.extend(written(&["", ""][..surplus]));
        }
        (rows, surplus)
    });
    prop_oneof![3 => any.prop_map(|rows| (rows, 0)), 1 => with_surplus]
}

pub fn mend() -> impl Strategy<Value = Mend> {
    let columns = [
        "Company",
        "Country",
        "Contact Label",
        "Mobile",
        "Last name",
        "First name",
    ];
    let mend = (prop::sample::select(columns.to_vec()), 0..5_usize);
    mend.prop_map(|(column, kind)| {
        let column = column.to_owned();
        match kind {
            0 => Mend::Fill {
                column,
                value: "HK".to_owned(),
            },
            1 => Mend::Replace {
                column,
                find: "a".to_owned(),
                with: "o, \"o\"".to_owned(),
                whole: false,
                any_case: true,
            },
            2 => Mend::Values {
                column,
                into: BTreeMap::from([
                    ("new".to_owned(), "VIP".to_owned()),
                    ("spain".to_owned(), "HK".to_owned()),
                    ("香港".to_owned(), String::new()),
                ]),
            },
            3 => Mend::CountryOfRow { column },
            _ => Mend::SplitName { column },
        }
    })
}
