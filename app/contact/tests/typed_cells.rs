//! What a person types over cells, the steps of a column and the repairs by cause: whatever was done to a file, its records
//! are judged as those of the file that was written out like that. (W04, W07, W08, W10 and E12 speak of the file.)
#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use contact::{
    Code, Draft, Problem, Rules,
    check::{CheckOptions, Outcome, checker::Checker, verdict::Verdict},
    field::column::bare,
    mend::{CellPatch, Mend, MendStep, steps::StepColumn},
    repair::Fix,
};
use proptest::prelude::*;

const HEADER: [&str; 7] = [
    "Last name",
    "Mobile",
    "Email",
    "Company",
    "Contact Label",
    "Country",
    "Birthdate",
];
const COUNTRY: usize = 5;

fn rules() -> Rules {
    Rules {
        labels: Some(vec!["VIP".to_owned()].into()),
        ..Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
    }
}

/// A cell of a file, and how it is written.
#[derive(Clone, Debug)]
struct Written {
    text: String,
    quoted: bool,
}

impl Written {
    fn raw(&self) -> String {
        // A quotation mark inside a cell may stand for itself.
        let stands = self.text.contains('"') && !self.text.starts_with('"');
        let needs = self.text.contains([',', '\n', '\r', '"']);
        let stray = stands && !self.text.contains([',', '\n', '\r']) && !self.quoted;
        if stray || !needs && !self.quoted {
            self.text.clone()
        } else {
            format!("\"{}\"", self.text.replace('"', "\"\""))
        }
    }
}

/// A cell that was changed, between quotation marks only where it needs them.
fn anew(text: &str) -> String {
    if text.contains([',', '\n', '\r', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn file(rows: &[Vec<String>]) -> String {
    let mut text = format!("{}\r\n", HEADER.join(","));
    for row in rows {
        text.push_str(&row.join(","));
        text.push_str("\r\n");
    }
    text
}

/// What is said of a record.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    outcome: Outcome,
    problems: Vec<Problem>,
    cells: Vec<String>,
    draft: Option<Draft>,
}

impl Said {
    fn of(verdict: &Verdict) -> Self {
        let of_file = [Code::W04, Code::W07, Code::W08, Code::W10, Code::E12];
        let of_record = |problem: &&Problem| !of_file.contains(&problem.code);
        let accepted = matches!(verdict.outcome, Outcome::Ready | Outcome::Warning);
        Self {
            outcome: verdict.outcome,
            problems: verdict.problems.iter().filter(of_record).cloned().collect(),
            cells: verdict.cells().map(|cell| cell.into_owned()).collect(),
            draft: accepted.then(|| verdict.draft()),
        }
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Judges a file to its end, knowing which of its dates are in doubt.
fn checked(text: &str, options: &CheckOptions) -> (Vec<Said>, Checker) {
    let mut options = options.clone();
    loop {
        let mut checker = Checker::new(options.clone());
        let mut said = Vec::new();
        let mut sink = |verdict: &Verdict| said.push(Said::of(verdict));
        // What is empty is refused, and says nothing of any record.
        for piece in text.as_bytes().chunks(31) {
            let _ = checker.push(piece, &mut sink);
        }
        let _ = checker.finish(&mut sink);
        match checker.doubted() {
            Some(doubted) if options.doubted.is_empty() && !doubted.is_empty() => {
                options.doubted = doubted;
            }
            _ => return (said, checker),
        }
    }
}

fn options(fixes: &BTreeSet<usize>) -> CheckOptions {
    let all = [
        (Code::E01, "Mobile", Fix::PhoneMarks),
        (Code::E04, "Email", Fix::EmailSpaces),
        (Code::W06, "Company", Fix::CurlyQuotes),
        (Code::E05, "Birthdate", Fix::DayFirst),
    ];
    let mut options = CheckOptions::new(rules());
    options.delimiter = Some(b',');
    let made = fixes.iter().map(|place| all[*place]);
    options.fixes = made
        .map(|(code, column, fix)| (code, column.to_owned(), fix))
        .collect();
    options
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
    ]
}

fn of_column(column: usize) -> BoxedStrategy<String> {
    let own = match HEADER[column] {
        "Mobile" => prop_oneof![
            Just("+85291234567"),
            Just("+852 9123 4568"),
            Just("91234567;+85291234569"),
            Just("12")
        ]
        .prop_map(str::to_owned)
        .boxed(),
        "Email" => prop_oneof![Just("a@x.co"), Just("b @x.co"), Just("nobody")]
            .prop_map(str::to_owned)
            .boxed(),
        "Contact Label" => prop_oneof![Just("VIP"), Just("new"), Just("new;newer")]
            .prop_map(str::to_owned)
            .boxed(),
        "Country" => prop_oneof![Just("HK"), Just("Spain"), Just("Atlantis")]
            .prop_map(str::to_owned)
            .boxed(),
        "Birthdate" => prop_oneof![
            Just("12/14/1980"),
            Just("14/12/1980"),
            Just("03/04/1985"),
            Just("1980-12-14")
        ]
        .prop_map(str::to_owned)
        .boxed(),
        _ => "[A-Z][a-z]{1,6}".boxed(),
    };
    prop_oneof![3 => own, 2 => cell()].boxed()
}

fn row() -> impl Strategy<Value = Vec<Written>> {
    let of = |column| {
        (of_column(column), prop::bool::weighted(0.2))
            .prop_map(|(text, quoted)| Written { text, quoted })
    };
    let cells: Vec<_> = (0..HEADER.len()).map(of).collect();
    // A blank row is no record.
    cells.prop_map(|mut cells| {
        if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            cells[0].text = "Chan".to_owned();
        }
        cells
    })
}

fn typed() -> impl Strategy<Value = (usize, usize, String, u32)> {
    (0..HEADER.len()).prop_flat_map(|column| {
        let text = prop_oneof![1 => Just(String::new()), 4 => of_column(column)];
        (0..6_usize, Just(column), text, 0..4_u32)
    })
}

fn step() -> impl Strategy<Value = Mend> {
    let column = prop::sample::select(vec!["Company", "Country", "Contact Label", "Mobile"]);
    let mend = (column, 0..4_usize);
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
            _ => Mend::CountryOfRow { column },
        }
    })
}

/// The cells of a row as they read after what was typed and after the steps.
fn done(
    row: &[Written],
    typed: &BTreeMap<usize, (String, u32)>,
    steps: &[MendStep],
) -> Vec<String> {
    let rules = rules();
    // Of what is emptied no step makes anything.
    let is_emptied = |place: usize| match typed.get(&place) {
        Some((text, _)) => text.trim().is_empty(),
        None => row[place].text.trim().is_empty(),
    };
    if !typed.is_empty() && (0..row.len()).all(is_emptied) {
        return vec![String::new(); row.len()];
    }
    let text = |place: usize, country: Option<&str>| {
        let (text, since) = match typed.get(&place) {
            Some((text, since)) => (text.clone(), *since),
            None => (row[place].text.clone(), 0),
        };
        let steps = StepColumn::of(steps, HEADER[place], &rules);
        let made = steps.and_then(|steps| steps.apply(bare(&text), since, country));
        made.unwrap_or(text)
    };
    let country = text(COUNTRY, None);
    let texts = (0..row.len()).map(|place| {
        let own = (place != COUNTRY).then(|| bare(&country));
        text(place, own)
    });
    texts.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_that_is_typed_over_is_judged_as_if_it_were_written_so(
        rows in prop::collection::vec(row(), 1..6),
        cells in prop::collection::vec(typed(), 0..8),
        mends in prop::collection::vec(step(), 0..4),
        fixes in prop::collection::btree_set(0..4_usize, 0..4),
    ) {
        let steps: Vec<_> = (1..).zip(mends).map(|(number, mend)| MendStep { number, mend }).collect();
        let mut by_record: BTreeMap<usize, BTreeMap<usize, (String, u32)>> = BTreeMap::new();
        for (record, column, text, since) in cells {
            by_record.entry(record % rows.len()).or_default().insert(column, (text, since));
        }
        let patch = |record: usize, column: usize, (text, since): &(String, u32)| CellPatch {
            record: record as u64 + 1,
            column: column as u32,
            before: rows[record][column].text.clone(),
            text: text.clone(),
            since: *since,
        };
        let patches = by_record.iter().map(|(record, cells)| {
            let patches = cells.iter().map(|(column, typed)| patch(*record, *column, typed));
            (*record as u64 + 1, patches.collect::<Vec<_>>())
        });
        let mut options = options(&fixes);
        options.patches = Arc::new(patches.collect());
        options.steps = steps.clone();

        let uploaded: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(Written::raw).collect()).collect();
        let none = BTreeMap::new();
        let written: Vec<Vec<String>> = rows.iter().enumerate().map(|(record, row)| {
            let typed = by_record.get(&record).unwrap_or(&none);
            let texts = done(row, typed, &steps);
            let cells = row.iter().zip(texts);
            cells.map(|(cell, text)| if cell.text == text { cell.raw() } else { anew(&text) }).collect()
        }).collect();

        let (now, checker) = checked(&file(&uploaded), &options);
        prop_assert_eq!(now.len(), rows.len());
        prop_assert!(checker.misfits().is_empty());
        // Who empties a record wants it gone.
        let now: Vec<Said> = now.into_iter().filter(|said| !said.is_blank()).collect();
        options.patches = Arc::default();
        options.steps = Vec::new();
        let (anew, _) = checked(&file(&written), &options);
        prop_assert_eq!(now, anew, "{}", file(&written));
    }
}

fn patch(record: u64, column: u32, before: &str, text: &str) -> CellPatch {
    CellPatch {
        record,
        column,
        before: before.to_owned(),
        text: text.to_owned(),
        since: 0,
    }
}

#[test]
fn a_step_makes_nobody_of_the_totals_or_of_what_was_emptied() {
    let text = "Last name,Mobile,Company\nChan,+85291234567,\nLee,+85291234568,\nTotal,2,\n";
    let mut options = options(&BTreeSet::new());
    options.steps = vec![MendStep {
        number: 1,
        mend: Mend::Fill {
            column: "Company".to_owned(),
            value: "Acme".to_owned(),
        },
    }];
    let emptied = vec![patch(2, 0, "Lee", ""), patch(2, 1, "+85291234568", "")];
    options.patches = Arc::new(BTreeMap::from([(2, emptied)]));
    let (said, _) = checked(text, &options);
    let outcomes: Vec<_> = said.iter().map(|said| said.outcome).collect();
    assert_eq!(
        outcomes,
        [Outcome::Ready, Outcome::Skipped, Outcome::Skipped]
    );
    assert_eq!(said[0].cells[2], "Acme");
    assert!(said[1].is_blank());
}

fn typed_over(text: &str, patches: Vec<CellPatch>) -> (Vec<(u64, String)>, Vec<CellPatch>) {
    let mut options = CheckOptions::new(rules());
    let mut by_record: BTreeMap<u64, Vec<CellPatch>> = BTreeMap::new();
    for patch in patches {
        by_record.entry(patch.record).or_default().push(patch);
    }
    options.patches = Arc::new(by_record);
    let mut checker = Checker::new(options);
    let mut said = Vec::new();
    let mut sink = |verdict: &Verdict| {
        let cells: Vec<_> = verdict.cells().collect();
        let codes: Vec<_> = verdict
            .problems
            .iter()
            .map(|problem| problem.code.to_string())
            .collect();
        said.push((
            verdict.line,
            format!(
                "{:?} {} {}",
                verdict.outcome,
                cells.join("|"),
                codes.join(" ")
            ),
        ));
    };
    checker.push(text.as_bytes(), &mut sink).unwrap();
    checker.finish(&mut sink).unwrap();
    (said, checker.misfits())
}

#[test]
fn what_is_typed_keeps_the_place_and_the_line_of_its_record() {
    let file = "Last name,Email\n\"Chan\nSiu\",x\nLee,b@x.co\n";
    let (said, misfits) = typed_over(
        file,
        vec![
            patch(1, 0, "Chan\nSiu", "Chan"),
            patch(1, 1, "x", "a@x.co"),
            patch(2, 1, "b@x.co", "b, \"c\""),
        ],
    );
    assert_eq!(
        said,
        [
            (2, "Ready Chan|a@x.co ".to_owned()),
            (4, "Failed Lee|b, \"c\" E04".to_owned()),
        ]
    );
    assert!(misfits.is_empty());
}

#[test]
fn what_no_longer_fits_is_dropped_and_named() {
    let other = patch(1, 1, "other", "c@x.co");
    let beyond = patch(9, 1, "x", "c@x.co");
    let no_column = patch(1, 7, "", "c@x.co");
    let (said, misfits) = typed_over(
        "Last name,Email\nChan,a@x.co\n",
        vec![other.clone(), beyond.clone(), no_column.clone()],
    );
    assert_eq!(said, [(2, "Ready Chan|a@x.co ".to_owned())]);
    assert_eq!(misfits, [other, no_column, beyond]);
}

#[test]
fn a_value_that_is_missing_can_be_typed_and_one_too_many_taken_away() {
    let file = "Last name,Email,City\nChan\nLee,b@x.co,Rome,more\nHo,,\n";
    let (said, _) = typed_over(
        file,
        vec![
            patch(1, 2, "", "Rome"),
            patch(2, 3, "more", ""),
            patch(3, 0, "Ho", ""),
        ],
    );
    assert_eq!(
        said.iter().map(|(_, said)| said.trim()).collect::<Vec<_>>(),
        ["Ready Chan||Rome", "Ready Lee|b@x.co|Rome", "Skipped ||"]
    );
}

#[test]
fn a_broken_quotation_mark_is_mended_where_it_stands() {
    let file = "Last name,Email,City\nChan,\"a\"@x.co,Rome\nLee,b@x.co,Rome\n";
    let (before, _) = typed_over(file, Vec::new());
    assert!(before[0].1.starts_with("Failed"), "{before:?}");
    let (said, _) = typed_over(file, vec![patch(1, 1, "\"a\"@x.co", "a@x.co")]);
    assert_eq!(said[0].1, "Ready Chan|a@x.co|Rome ");
}

#[test]
fn a_full_name_is_split_in_the_file_as_in_its_columns() {
    let file = "First name,Last name\r\n,Mei Kwok\r\nAnn,Lee Ho\r\n陳大文,\r\n,\"Chan, Tai Man\"\r\n,Cher\r\n";
    let mut options = CheckOptions::new(rules());
    options.steps = (1..)
        .zip(["Last name", "First name"])
        .map(|(number, column)| MendStep {
            number,
            mend: Mend::SplitName {
                column: column.to_owned(),
            },
        })
        .collect();
    let mut names = Vec::new();
    let mut note = |verdict: &Verdict| {
        let draft = verdict.draft();
        names.push(format!(
            "{} | {} {:?}",
            draft.first_name, draft.last_name, verdict.stepped
        ));
    };
    let mut checker = Checker::new(options);
    checker.push(file.as_bytes(), &mut note).unwrap();
    checker.finish(&mut note).unwrap();
    assert_eq!(
        names,
        [
            "Mei | Kwok [1]",
            "Ann | Lee Ho []",
            "大文 | 陳 [2]",
            "Tai Man | Chan [1]",
            " | Cher []",
        ]
    );
}
