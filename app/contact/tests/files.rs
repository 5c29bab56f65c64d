//! The files that we write: Contact.csv reads back as the same contacts, and ErrorDetail.csv can be corrected and
//! uploaded again as it is.
#![allow(clippy::unwrap_used)]

use std::{borrow::Cow, collections::BTreeMap};

use contact::{
    Address, Code, Column, CustomField, CustomKind, CustomValue, Draft, Email, EmailKind, Kind,
    Level, Network, Phone, PhoneKind, Problem, Rules, Social,
    error_detail::{ERROR_COLUMN, ErrorDetail, Layout},
    export::Export,
    field::FIELDS,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn rules(custom_fields: Vec<CustomField>) -> Rules {
    Rules {
        custom_fields,
        ..Rules::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
    }
}

fn one_of_each() -> Vec<CustomField> {
    let field = |kind: &CustomKind| CustomField {
        id: format!("cf_{}", kind.label()),
        name: format!("=My {}", kind.label()),
        kind: *kind,
        options: vec!["Gold".to_owned(), "-Silver".to_owned(), "a,b".to_owned()],
    };
    CustomKind::ALL.iter().map(field).collect()
}

fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a BOM");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// Reads Contact.csv as an import does; no problem may be found in it.
fn import(bytes: &[u8], rules: &Rules) -> Vec<Draft> {
    let records = records(bytes);
    let columns: Vec<_> = records[0]
        .iter()
        .map(|header| Column::of(header, rules))
        .collect();
    let read = |record: &Vec<String>| {
        let mut draft = Draft::default();
        for (column, cell) in columns.iter().zip(record) {
            column.judge(cell, rules, &mut |problem| panic!("{problem} ({cell:?})"));
            column.read(cell, rules, &mut draft);
        }
        draft.tidy();
        draft
    };
    records[1..].iter().map(read).collect()
}

fn export(drafts: &[Draft], rules: &Rules) -> Vec<u8> {
    let mut export = Export::new(Vec::new(), &rules.custom_fields, true).unwrap();
    for draft in drafts {
        export.write(draft).unwrap();
    }
    export.finish().unwrap()
}

/// Text that people, spreadsheets and attackers write.
fn text(longest: usize) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => "[A-Za-z陳大文éÅ ]{1,12}",
        2 => "['=+@＝＋\\-\"“;,\t\n\r a1]{1,8}",
        1 => "\\PC{0,20}",
    ]
    .prop_map(move |text| {
        let text: String = text.trim().chars().take(longest).collect();
        contact::invisible::readable(&text).trim().to_owned()
    })
}

/// A code holds nothing that cannot be seen.
fn zip() -> impl Strategy<Value = String> {
    text(20).prop_map(|text| contact::invisible::without(&text).trim().to_owned())
}

/// A name stands on one line.
fn name() -> impl Strategy<Value = String> {
    text(100).prop_map(|text| text.replace(['\t', '\n', '\r'], " ").trim().to_owned())
}

fn label() -> impl Strategy<Value = String> {
    text(50).prop_map(|text| {
        text.replace([',', ';', '\t', '\n', '\r'], " ")
            .trim()
            .to_owned()
    })
}

fn id() -> impl Strategy<Value = String> {
    text(255)
        .prop_map(|text| text.replace(';', " ").trim().to_owned())
        .prop_filter("an ID", |id| !id.is_empty())
}

fn custom() -> impl Strategy<Value = BTreeMap<String, CustomValue>> {
    let fields = one_of_each();
    let value = |kind| match kind {
        CustomKind::Text => text(1000)
            .prop_filter("text", |text| !text.is_empty())
            .prop_map(CustomValue::Text)
            .boxed(),
        CustomKind::Number => (-1_000_000_000i64..1_000_000_000, 0..4u32)
            .prop_map(|(number, scale)| {
                CustomValue::Number(number as f64 / 10f64.powi(scale as i32))
            })
            .boxed(),
        CustomKind::Date => date()
            .prop_map(|date| CustomValue::Text(date.to_string()))
            .boxed(),
        CustomKind::DropdownSingle => select(vec!["Gold", "-Silver", "a,b"])
            .prop_map(|text| CustomValue::Text(text.to_owned()))
            .boxed(),
        CustomKind::DropdownMultiple => {
            proptest::sample::subsequence(vec!["Gold", "-Silver", "a,b"], 1..=3)
                .prop_map(|options| {
                    CustomValue::Several(options.into_iter().map(str::to_owned).collect())
                })
                .boxed()
        }
        CustomKind::Checkbox => any::<bool>().prop_map(CustomValue::Checked).boxed(),
    };
    fields
        .into_iter()
        .map(|field| (Just(field.id), option::of(value(field.kind))))
        .collect::<Vec<_>>()
        .prop_map(|values| {
            values
                .into_iter()
                .filter_map(|(id, value)| Some((id, value?)))
                .collect()
        })
}

fn date() -> impl Strategy<Value = chrono::NaiveDate> {
    (1..40_000u64).prop_map(|days| {
        chrono::NaiveDate::from_ymd_opt(1917, 1, 1).unwrap() + chrono::Days::new(days)
    })
}

fn number() -> impl Strategy<Value = String> {
    "\\+[0-9]{8,20}"
}

prop_compose! {
    fn draft()(
        (first_name, last_name, company, job_title, team, group) in (name(), name(), text(255), text(255), text(255), text(255)),
        (street, city, state, zip, country) in (text(255), text(255), text(255), zip(), select(vec!["", "HK", "GB"])),
        (kind, level, language) in (select(Kind::ALL), select(Level::ALL), select(vec!["", "en", "zh"])),
        phones in vec((select(PhoneKind::ALL), number()).prop_map(|(kind, number)| Phone { kind, number, verified: false }), 0..5),
        emails in vec(
            (select(EmailKind::ALL), select(vec!["a@b.co", "+x@b.co", "=y@b.co", "müller@bücher.example"]))
                .prop_map(|(kind, address)| Email { kind, address: address.to_owned() }),
            0..4,
        ),
        socials in vec(select(Network::ALL), 0..6),
        ids in vec(id(), 6),
        numbers in vec(number(), 6),
        birth_date in option::of(date()),
        labels in vec(label(), 0..4),
        custom in custom(),
    ) -> Draft {
        let socials = socials.into_iter().zip(ids.into_iter().zip(numbers)).map(|(network, (id, number))| Social {
            network,
            id: if network == Network::Whatsapp { number } else { id },
            verified: false,
        });
        Draft {
            first_name,
            last_name: if last_name.is_empty() { "Chan".to_owned() } else { last_name },
            kind,
            level,
            phones,
            emails,
            socials: socials.collect(),
            company,
            job_title,
            team,
            group,
            language: language.to_owned(),
            birth_date: birth_date.filter(|date| *date <= chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()),
            address: Address { street, city, state, zip, country: country.to_owned() },
            labels: labels.into_iter().filter(|label| !label.is_empty()).collect(),
            custom,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_exported_contact_imports_as_an_equal_one(drafts in vec(draft(), 1..4)) {
        let rules = rules(one_of_each());
        let mut checked = Vec::new();
        for draft in drafts {
            checked.push(draft.clone().check(&rules).map_err(|problems| {
                TestCaseError::fail(format!("{draft:?}: {}", problems[0]))
            })?);
        }
        let file = export(&checked, &rules);
        let imported = import(&file, &rules);
        prop_assert_eq!(&imported, &checked);
        prop_assert_eq!(export(&imported, &rules), file);
        for cell in records(&export(&checked, &rules)).iter().flatten() {
            prop_assert!(!cell.starts_with(['=', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{}", cell);
        }
    }

    #[test]
    fn json_survives(draft in draft()) {
        let json = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(serde_json::from_str::<Draft>(&json).unwrap(), draft);
    }
}

#[test]
fn export_has_the_template_headers_then_custom_fields_then_line() {
    let rules = rules(vec![custom_text(1)]);
    let header = |line| {
        let bytes = Export::new(Vec::new(), &rules.custom_fields, line)
            .unwrap()
            .finish()
            .unwrap();
        records(&bytes)[0].clone()
    };
    let mut expected: Vec<_> = FIELDS.iter().map(|field| field.header).collect();
    expected.push("Field 1");
    assert_eq!(header(false), expected);
    expected.push("LINE");
    assert_eq!(header(true), expected);
}

fn custom_text(number: usize) -> CustomField {
    CustomField {
        id: format!("cf_{number}"),
        name: format!("Field {number}"),
        kind: CustomKind::Text,
        options: Vec::new(),
    }
}

/// An upload with few columns in another order, a column that nobody knows, LINE, and two surplus cells.
fn error_detail(custom_fields: usize, extras: &[&str]) -> (Vec<Vec<String>>, String, String) {
    let custom_fields: Vec<_> = (1..=custom_fields).map(custom_text).collect();
    let rules = rules(custom_fields.clone());
    let mut headers = vec![
        "Email",
        "Last Name",
        "Mobile",
        "LINE",
        "Shoe size",
        "",
        "Error Message",
    ];
    headers.extend(extras);
    let custom_names: Vec<_> = custom_fields
        .iter()
        .map(|field| field.name.clone())
        .collect();
    headers.extend(custom_names.iter().map(String::as_str));
    let columns: Vec<_> = headers
        .iter()
        .map(|header| (Column::of(header, &rules), *header))
        .collect();
    let mut rows = vec![
        vec![
            "bad",
            " Chan ",
            "+852 1234",
            "=line",
            "42",
            "lost",
            "old error",
        ],
        vec!["'=a@b.co", "", "12345678", "", "", "", ""],
    ];
    for row in &mut rows {
        row.extend(extras.iter().map(|_| "extra"));
        row.extend(custom_names.iter().map(|_| "value"));
    }
    rows[1].extend(["surplus", "cells"]);
    let width = rows[1].len();
    let used = |place: usize| {
        rows.iter()
            .any(|row| row.get(place).is_some_and(|cell| !cell.trim().is_empty()))
    };
    let layout = Layout::new(columns.clone(), width, &custom_fields, used);
    let letters = layout.error_column();
    let mut file = ErrorDetail::new(Vec::new(), layout).unwrap();
    for row in &rows {
        let mut problems: Vec<Problem> = Vec::new();
        for ((column, _), cell) in columns.iter().zip(row) {
            column.judge(cell, &rules, &mut |problem| problems.push(problem));
        }
        file.write(
            |place| {
                row.get(place)
                    .map_or(Cow::Borrowed(""), |cell| Cow::Borrowed(*cell))
            },
            &problems,
        )
        .unwrap();
    }
    let bytes = file.finish().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    (records(&bytes), letters, text)
}

#[test]
fn the_error_stands_in_column_az_whatever_the_number_of_custom_fields() {
    assert_eq!(ERROR_COLUMN, 51);
    for custom_fields in [0, 1, 15] {
        let (records, letters, text) = error_detail(custom_fields, &[]);
        assert_eq!(letters, "AZ");
        assert_eq!(records[0][51], "Error Message");
        assert_eq!(records[0].len(), 52);
        for record in &records[1..] {
            assert!(record[51].contains(": "), "{record:?}");
        }
        insta::with_settings!({ snapshot_suffix => custom_fields.to_string() }, {
            insta::assert_snapshot!("error_detail", text.replace('\r', "␍").replace('\u{feff}', "<BOM>"));
        });
    }
}

#[test]
fn with_20_custom_fields_and_no_other_text_the_error_stands_in_column_az() {
    let custom_fields: Vec<_> = (1..=20).map(custom_text).collect();
    let columns = [
        (Column::Field(&FIELDS[6]), "Email"),
        (Column::Unknown, "Shoe size"),
        (Column::Custom(19), "Field 20"),
    ];
    let layout = Layout::new(columns, 3, &custom_fields, |place| place == 0);
    assert_eq!(layout.error_column(), "AZ");
    let mut file = ErrorDetail::new(Vec::new(), layout).unwrap();
    let problem = Problem::new(Code::E04, "Email", "a@");
    file.write(|place| Cow::Borrowed(["a@", "", "x"][place]), &[problem])
        .unwrap();
    let records = records(&file.finish().unwrap());
    assert_eq!(
        (records[1][6].as_str(), records[1][50].as_str()),
        ("a@", "x")
    );
    assert_eq!(records[1][51], "Email: \"a@\" is not a valid email address");
}

#[test]
fn text_that_does_not_fit_moves_the_error_to_the_right() {
    let (records, letters, _) = error_detail(20, &[]);
    assert_eq!(letters, "BE");
    assert_eq!(records[0][56], "Error Message");
    let wide: Vec<String> = (0..700).map(|number| format!("X{number}")).collect();
    let (records, letters, _) =
        error_detail(0, &wide.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(letters, "ABI");
    assert_eq!(
        records[0]
            .iter()
            .position(|header| header == "Error Message"),
        Some(31 + 5 + 700)
    );
}

#[test]
fn the_uploaded_text_is_unchanged() {
    let (records, _, _) = error_detail(1, &[]);
    let place = |header: &str| records[0].iter().position(|known| known == header).unwrap();
    assert_eq!(records[1][place("Email")], "bad");
    assert_eq!(records[1][place("Last name")], " Chan ");
    assert_eq!(
        records[1][place("Mobile")],
        "'+852 1234",
        "guarded, and read back as it was"
    );
    assert_eq!(records[1][place("LINE")], "'=line");
    assert_eq!(records[1][place("Shoe size")], "42");
    assert_eq!(records[1][place("Field 1")], "value");
    assert_eq!(
        records[2][place("Email")],
        "'=a@b.co",
        "guarded once, not twice"
    );
    let rest = |record: &[String]| record[place("Shoe size") + 1..51].join("|");
    assert!(rest(&records[1]).starts_with("lost|||"));
    assert!(rest(&records[2]).starts_with("|surplus|cells|"));
    assert!(!records[1].contains(&"old error".to_owned()));
}
