//! What breakers got past the check: files that were read as something else without a word.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use contact::{
    Problem, Rules,
    check::{Options, checker::Checker, verdict::Verdict},
};

fn options() -> Options {
    Options::new(Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()))
}

/// What becomes of each record: its outcome and codes, as `2 failed E21`, or the sentence of a refusal.
fn said(bytes: impl AsRef<[u8]>, mut options: Options) -> Vec<String> {
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
