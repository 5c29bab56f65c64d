//! What a person types over cells, the steps of a column and the repairs by cause: whatever was done to a file, its records
//! are judged as those of the file that was written out like that. (W04, W07, W08, W10 and E12 speak of the file.)
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, sync::Arc};

use contact::{
    Code, CustomField, CustomKind, CustomValue,
    check::{CheckOptions, Outcome, checker::Checker, verdict::Verdict},
    mend::{CellPatch, Mend, MendStep},
    repair::Fix,
};
use proptest::prelude::*;
use written::{
    Done, FileForm, TextForm, WrittenCell,
    generated::{HEADER, WIDEST, mend, of_column, rows, rules},
};

mod written;

/// Without the tables of other encodings there are only these.
const TEXTS: &[TextForm] = match cfg!(feature = "encodings") {
    true => &TextForm::ALL,
    false => &[TextForm::Plain, TextForm::Marked],
};

/// The repairs of these numbers, in this order.
fn fixes(numbers: &[usize]) -> Vec<(Code, String, Fix)> {
    let all = [
        (Code::E01, "Mobile", Fix::PhoneMarks),
        (Code::E04, "Email", Fix::EmailSpaces),
        (Code::W06, "Company", Fix::CurlyQuotes),
        (Code::W06, "Last name", Fix::CurlyQuotes),
        (Code::W06, "Contact Label", Fix::CurlyQuotes),
        (Code::E05, "Birthdate", Fix::DayFirst),
        (Code::E21, "Birthdate", Fix::DayFirst),
        (Code::E05, "Birthdate", Fix::YearFirst),
        (Code::E07, "Language", Fix::LanguageCode),
    ];
    let made = numbers.iter().map(|place| all[*place]);
    made.map(|(code, column, fix)| (code, column.to_owned(), fix))
        .collect()
}

fn typed() -> impl Strategy<Value = (usize, usize, String, u32)> {
    (0..WIDEST).prop_flat_map(|column| {
        let text = prop_oneof![1 => Just(String::new()), 4 => of_column(column)];
        (0..6_usize, Just(column), text, 0..4_u32)
    })
}

/// What was typed over the cells of these rows, each cell once.
fn patches(
    rows: &[Vec<WrittenCell>],
    surplus: usize,
    typed: Vec<(usize, usize, String, u32)>,
) -> BTreeMap<u64, Vec<CellPatch>> {
    let mut by_record: BTreeMap<u64, Vec<CellPatch>> = BTreeMap::new();
    for (place, column, text, since) in typed {
        let place = place % rows.len();
        let row = &rows[place];
        if column >= row.len().max(HEADER.len() + surplus) {
            continue;
        }
        let record = place as u64 + 1;
        let patches = by_record.entry(record).or_default();
        patches.retain(|other| other.column as usize != column);
        patches.push(CellPatch {
            record,
            column: column as u32,
            before: row.get(column).map_or("", |cell| &cell.text).to_owned(),
            text,
            since,
        });
    }
    by_record
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_to_a_file_its_records_are_judged_as_those_of_the_file_written_out_like_that(
        form in FileForm::any(TEXTS),
        (mut rows, surplus) in rows(),
        mut typed in prop::collection::vec(typed(), 0..8),
        mends in prop::collection::vec(mend(), 0..4),
        repairs in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(),
        repaired in 0..6_usize,
        ignores_blanks in any::<bool>(),
        leaves_out_short in any::<bool>(),
    ) {
        for cell in rows.iter_mut().flatten() {
            cell.text = form.text.fitting(&cell.text);
        }
        for (_, _, text, _) in &mut typed {
            *text = form.text.fitting(text);
        }
        let mut options = CheckOptions::new(rules());
        options.delimiter = Some(form.delimiter);
        options.encoding = form.text.chosen();
        options.blank_surplus = if ignores_blanks { surplus } else { 0 };
        options.leave_out_short = leaves_out_short;
        options.patches = Arc::new(patches(&rows, options.blank_surplus, typed));
        let numbered = (1..).zip(mends);
        options.steps = numbered.map(|(number, mend)| MendStep { number, mend }).collect();
        options.fixes = fixes(&repairs[..repaired]);
        let done = Done { form, header: &HEADER, rows: &rows, options };
        let (anew, text) = done.said_anew();
        prop_assert_eq!(done.said(), anew, "{}", text);
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

/// What is said of each record, with its line: its outcome, its cells and the codes of its problems.
fn said(text: &str, options: CheckOptions) -> (Vec<(u64, String)>, Vec<CellPatch>) {
    let mut checker = Checker::new(options);
    let mut said = Vec::new();
    let mut sink = |verdict: &Verdict| {
        let cells: Vec<_> = verdict.cells().collect();
        let codes = verdict.problems.iter().map(|one| one.code.to_string());
        let codes: Vec<_> = codes.collect();
        let (outcome, cells) = (verdict.outcome, cells.join("|"));
        let told = format!("{outcome:?} {cells} {}", codes.join(" "));
        said.push((verdict.line, told));
    };
    checker.push(text.as_bytes(), &mut sink).unwrap();
    checker.finish(&mut sink).unwrap();
    (said, checker.misfits())
}

fn typing(patches: Vec<CellPatch>) -> CheckOptions {
    let mut options = CheckOptions::new(rules());
    let mut by_record: BTreeMap<u64, Vec<CellPatch>> = BTreeMap::new();
    for patch in patches {
        by_record.entry(patch.record).or_default().push(patch);
    }
    options.patches = Arc::new(by_record);
    options
}

fn typed_over(text: &str, patches: Vec<CellPatch>) -> (Vec<(u64, String)>, Vec<CellPatch>) {
    said(text, typing(patches))
}

fn fill_company(options: &mut CheckOptions) {
    options.steps = vec![MendStep {
        number: 1,
        mend: Mend::Fill {
            column: "Company".to_owned(),
            value: "Acme".to_owned(),
        },
    }];
}

#[test]
fn a_step_makes_nobody_of_the_totals_or_of_what_was_emptied() {
    let text = "Last name,Mobile,Company\nChan,+85291234567,\nLee,+85291234568,\nTotal,2,\nLast name,Mobile,Company\n";
    let mut options = typing(vec![
        patch(2, 0, "Lee", ""),
        patch(2, 1, "+85291234568", ""),
        // Totals they are also with another number.
        patch(3, 1, "2", "1"),
    ]);
    fill_company(&mut options);
    let (said, _) = said(text, options);
    let said: Vec<_> = said.iter().map(|(_, said)| said.as_str()).collect();
    assert_eq!(
        said,
        [
            "Ready Chan|+85291234567|Acme ",
            "Skipped || ",
            "Skipped Total|1| W16",
            "Skipped Last name|Mobile|Company W10",
        ]
    );
}

#[test]
fn who_types_a_contact_over_totals_or_over_the_header_once_more_gets_one() {
    let text = "Last name,Mobile,Company\nChan,+85291234567,\nTotal,2,\nLast name,Mobile,Company\n";
    let mut options = typing(vec![
        patch(2, 0, "Total", "Lee"),
        patch(2, 1, "2", "+85291234568"),
        patch(3, 0, "Last name", "Ho"),
        patch(3, 1, "Mobile", "+85291234569"),
    ]);
    fill_company(&mut options);
    let (said, _) = said(text, options);
    let said: Vec<_> = said.iter().map(|(_, said)| said.as_str()).collect();
    assert_eq!(
        said,
        [
            "Ready Chan|+85291234567|Acme ",
            "Ready Lee|+85291234568|Acme ",
            "Ready Ho|+85291234569|Company ",
        ]
    );
}

#[test]
fn a_word_of_another_product_becomes_an_option_in_all_rows_that_have_it() {
    let mut rules = rules();
    rules.custom_fields = vec![CustomField {
        id: "cf_gender".to_owned(),
        name: "Gender".to_owned(),
        kind: CustomKind::DropdownSingle,
        options: vec!["Female".to_owned(), "Male".to_owned()],
    }];
    let mut options = CheckOptions::new(rules);
    options.steps = vec![MendStep {
        number: 1,
        mend: Mend::Values {
            column: "Gender".to_owned(),
            into: BTreeMap::from([
                ("femme".to_owned(), "Female".to_owned()),
                ("homme".to_owned(), "Male".to_owned()),
            ]),
        },
    }];
    let text = "Last name,Gender\nChan,Femme\nLee,FEMME\nHo,homme\nNg,Autre\nAu,female\n";
    let mut drafts = Vec::new();
    let mut note = |verdict: &Verdict| {
        let gender = verdict.draft().custom.get("cf_gender").cloned();
        drafts.push((verdict.outcome, gender, verdict.stepped.to_vec()));
    };
    let mut checker = Checker::new(options);
    checker.push(text.as_bytes(), &mut note).unwrap();
    checker.finish(&mut note).unwrap();
    let option = |option: &str| Some(CustomValue::Text(option.to_owned()));
    assert_eq!(
        drafts,
        [
            (Outcome::Ready, option("Female"), vec![1]),
            (Outcome::Ready, option("Female"), vec![1]),
            (Outcome::Ready, option("Male"), vec![1]),
            (Outcome::Failed, None, vec![]),
            (Outcome::Ready, option("Female"), vec![]),
        ]
    );
}

/// The file written out says 04/03/1985, as if somebody had typed it: that a repair wrote it, which knows the day, no text
/// tells.
#[test]
fn a_date_that_a_repair_wrote_is_not_in_doubt_though_the_same_date_in_a_file_would_be() {
    let text =
        |date: &str| format!("Last name,Birthdate\nChan,{date}\nLee,14/12/1980\nHo,12/31/1990\n");
    let mut options = CheckOptions::new(rules());
    options.doubted = ["Birthdate".to_owned()].into();
    let (written, _) = said(&text("04/03/1985"), options.clone());
    assert_eq!(written[0].1, "Failed Chan|04/03/1985 E21");
    options.fixes = fixes(&[7]);
    let (mended, _) = said(&text("1985-04-03"), options);
    assert_eq!(mended[0].1, "Ready Chan|1985-04-03 ");
}

#[test]
fn curly_quotes_are_taken_off_and_say_nothing_any_more() {
    let text = "Last name,Company\n“Chan”,“Acme \"\"x\"\"”\n“Lee\",“Apex”\n";
    let mut options = CheckOptions::new(rules());
    options.fixes = fixes(&[2, 3]);
    let mut checker = Checker::new(options);
    let mut names = Vec::new();
    let mut note = |verdict: &Verdict| {
        let draft = verdict.draft();
        let codes: Vec<_> = verdict.problems.iter().map(|one| one.code).collect();
        names.push(format!("{} | {} {codes:?}", draft.last_name, draft.company));
    };
    checker.push(text.as_bytes(), &mut note).unwrap();
    checker.finish(&mut note).unwrap();
    assert_eq!(names, ["Chan | Acme \"\"x\"\" []", "“Lee\" | Apex [W06]"]);
}

#[test]
fn a_value_of_a_column_is_as_good_as_the_repairs_make_it() {
    let text = "Last name,Mobile\nChan,+852 9123 4569\nLee,9123 4567\nHo,call me\n";
    let of_values = |fixes: Vec<(Code, String, Fix)>| {
        let mut options = CheckOptions::new(rules());
        options.fixes = fixes;
        let mut checker = Checker::new(options);
        checker.push(text.as_bytes(), &mut |_| {}).unwrap();
        checker.finish(&mut |_| {}).unwrap();
        let mobile = &checker.columns().unwrap().all[1];
        ["+852 9123 4569", "9123 4567", "call me"].map(|value| {
            let (mended, problems) = mobile.as_mended(value, &rules());
            let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
            format!("{} {codes:?}", mended.unwrap_or_default())
        })
    };
    assert_eq!(of_values(Vec::new()), [" [E01]", " [E01]", " [E01]"]);
    let made = of_values(fixes(&[0]));
    assert_eq!(made, ["+85291234569 []", "91234567 [E02]", " [E01]"]);
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
