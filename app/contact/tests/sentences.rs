//! Every problem says the same in every language.
#![allow(clippy::unwrap_used)]

use contact::{
    Code, CountryCode, CustomField, CustomKind, Detail, Language, Problem, Rules,
    field::column::Column,
    problem::{
        WORKBOOK,
        said::{reasons, too_many_values},
    },
    wording::Phrase,
};
use strum::VariantArray;

const COLUMN: &str = "Spalte";
const VALUE: &str = "Wert";
const WORDS: Phrase = Phrase(&["Fülltext", "Fülltext", "Fülltext"]);

/// A problem of every code with every detail that it may come with.
fn all() -> Vec<Problem> {
    let details = [
        Detail::None,
        Detail::Number(5 << 20),
        Detail::Widths(4711, 4712),
        Detail::Text("Fülltext".into()),
        Detail::Phrase(WORDS),
        Detail::Names(vec!["Eins".into(), "Zwei".into()]),
    ];
    let mut all = Vec::new();
    for &code in Code::VARIANTS {
        for detail in &details {
            for (column, value) in [(COLUMN, VALUE), ("", VALUE), (COLUMN, ""), ("", WORKBOOK)] {
                let detail = detail.clone();
                all.push(Problem {
                    detail,
                    ..Problem::new(code, column, value)
                });
            }
        }
    }
    all
}

fn is_chinese(text: &str) -> bool {
    text.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[test]
fn every_code_has_a_sentence_in_every_language_that_says_what_the_english_one_says() {
    let inserted = [
        COLUMN,
        VALUE,
        "Fülltext",
        "Eins",
        "Zwei",
        "4711",
        "4712",
        "5242880",
        "5 MB",
    ];
    for problem in all() {
        let [english, traditional, simplified] = problem.sentences();
        assert!(!english.is_empty(), "{problem:?}");
        assert_eq!(english, problem.to_string());
        for sentence in [&traditional, &simplified] {
            assert!(is_chinese(sentence), "{sentence}");
            assert!(!sentence.contains(['{', '}', ':']), "{sentence}");
            assert!(!sentence.ends_with('。'), "{sentence}");
            for text in inserted {
                assert_eq!(
                    sentence.contains(text),
                    english.contains(text),
                    "{sentence}"
                );
            }
        }
        assert!(
            !traditional.contains(['“', '”', '这', '个', '号', '码', '为']),
            "{traditional}"
        );
        assert!(
            !simplified.contains(['「', '」', '這', '個', '號', '碼', '為']),
            "{simplified}"
        );
    }
}

#[test]
fn a_language_is_named_by_its_tag() {
    let tags: Vec<String> = Language::VARIANTS.iter().map(ToString::to_string).collect();
    assert_eq!(tags, ["en", "zh-Hant", "zh-Hans"]);
    for language in Language::VARIANTS {
        assert_eq!(language.to_string().parse(), Ok(*language));
        let json = serde_json::to_string(language).unwrap();
        assert_eq!(json, format!("\"{language}\""));
    }
    assert!("fr".parse::<Language>().is_err());
    assert_eq!(Language::default(), Language::English);
}

#[test]
fn the_widths_of_a_row_are_read_again_from_the_sentence_of_any_language() {
    for &language in Language::VARIANTS {
        let wide = Problem {
            detail: Detail::Widths(33, 31),
            ..Problem::new(Code::E12, "", ",")
        };
        let other = Problem::new(Code::E04, "Email", "a@");
        let said = reasons(&[other, wide], language);
        assert_eq!(too_many_values(&said), Some((33, 31)), "{said}");
    }
}

/// What the cells of one record say, in each language.
#[test]
fn the_cells_of_a_record_are_told_in_chinese() {
    let mut rules = Rules::new(chrono::NaiveDate::from_ymd_opt(2026, 6, 1).unwrap());
    rules.country_code = CountryCode::No;
    rules.labels = Some(vec!["VIP".to_owned()].into());
    rules.custom_fields = vec![CustomField {
        id: "cf_size".into(),
        name: "尺碼".into(),
        kind: CustomKind::Number,
        options: Vec::new(),
    }];
    let mut said = String::new();
    for language in [Language::Traditional, Language::Simplified] {
        for (header, cell) in [
            ("First name", "Ann\nLee"),
            ("Last name", ""),
            ("Mobile", "+852 9123 4567"),
            ("Mobile", "+85291234567/+85291234568"),
            ("Mobile", "91234567"),
            ("Work", "8.52E+10"),
            ("Email", "ann@"),
            ("Email", "ann@example.com, bob@example.com"),
            ("Birthdate", "31/12/1980"),
            ("Birthdate", "29568"),
            ("Birthdate", "12/14/2080"),
            ("Birthdate", "12/14/1880"),
            ("Language", "ENG"),
            ("Country", "Korea"),
            ("Country", "Atlantis"),
            ("Type", "Friend"),
            ("Level", "Top"),
            ("ZipCode", "123456789012345678901"),
            ("Company", "Acme\u{200b}"),
            ("Contact Label", "a,b"),
            ("Contact Label", "VIP;new"),
            ("尺碼", "big"),
            ("City", "#N/A"),
        ] {
            Column::of(header, &rules).judge(cell, &rules, &mut |problem| {
                said.push_str(&format!(
                    "{} {}\n",
                    problem.code,
                    problem.sentence(language)
                ));
            });
        }
    }
    insta::assert_snapshot!(said);
}
