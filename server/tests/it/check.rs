//! `external-contacts check`, run as other programs run it: lines, exit codes, ErrorDetail.csv.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../app/contact/tests/corpus")
        .join(name)
}

pub fn check(file: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_external-contacts"))
        .arg("check")
        .arg(file)
        .args(options)
        .output()
        .expect("the binary runs")
}

pub fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("JSON is UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

#[test]
fn check_needs_no_database_and_says_one_line_a_record() {
    let output = check(&corpus("two-bad-of-ten.csv"), &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    assert_eq!(lines.len(), 11);
    assert_eq!(lines[0]["outcome"], "ready");
    assert_eq!(lines[0]["contact"]["phones"][0]["number"], "+85212345670");
    assert_eq!(lines[4]["outcome"], "failed");
    assert_eq!(lines[4]["line"], 6);
    assert_eq!(lines[4]["problems"][0]["code"], "E01");
    assert!(lines[4].get("contact").is_none());
    let summary = &lines[10]["summary"];
    assert_eq!(summary["records"], 10);
    assert_eq!(summary["failed"], 2);
    assert_eq!(summary["problems"]["E04"], 1);
}

#[test]
fn what_only_the_whole_file_shows_is_known_from_its_first_record() {
    for name in ["e21-dates.csv", "w09-unseen.csv", "w13-row-numbers.csv"] {
        let told = lines(&check(&corpus(name), &["--json"]));
        let golden = std::fs::read_to_string(corpus(&format!("{name}.golden"))).expect("a golden");
        let golden: Vec<Value> = golden
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let records = golden.len() - 1;
        assert_eq!(told[..records], golden[..records], "{name}");
        let counted = &golden[records]["summary"]["problems"];
        assert_eq!(&told[records]["summary"]["problems"], counted, "{name}");
    }
    let told = lines(&check(&corpus("w09-unseen.csv"), &["--json"]));
    let notes = &told.last().expect("a summary")["summary"]["notes"];
    let codes: Vec<&Value> = notes
        .as_array()
        .expect("notes")
        .iter()
        .map(|note| &note["code"])
        .collect();
    assert_eq!(codes, ["W11", "W09"]);
}

#[test]
fn exit_code_0_is_all_good_and_2_is_a_refused_file() {
    assert_eq!(check(&corpus("good.csv"), &[]).status.code(), Some(0));
    let output = check(&corpus("f01-png.csv"), &["--json"]);
    assert_eq!(output.status.code(), Some(2));
    let lines = lines(&output);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["refused"]["code"], "F01");
    assert_eq!(
        check(Path::new("no such file"), &["--json"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_country_or_the_missing_plus_completes_phone_numbers() {
    let hong_kong = lines(&check(
        &corpus("country-hk.csv"),
        &["--json", "--country", "HK"],
    ));
    assert_eq!(
        hong_kong[0]["contact"]["phones"][0]["number"],
        "+85212345678"
    );
    assert_eq!(hong_kong[0]["problems"][0]["code"], "W02");
    let plus = lines(&check(
        &corpus("plus-missing.csv"),
        &["--json", "--plus-missing"],
    ));
    assert_eq!(plus[1]["contact"]["phones"][0]["number"], "+447700900123");
    assert_eq!(
        check(&corpus("good.csv"), &["--country", "Atlantis"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn error_detail_holds_the_failed_records_and_can_be_checked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let detail = folder.path().join("ErrorDetail.csv");
    let path = detail.to_str().expect("a plain path");
    assert_eq!(
        check(&corpus("two-bad-of-ten.csv"), &["--error-detail", path])
            .status
            .code(),
        Some(1)
    );
    let again = lines(&check(&detail, &["--json"]));
    assert_eq!(again.len(), 3);
    assert_eq!(again[2]["summary"]["failed"], 2);
}

#[test]
fn a_problem_is_told_with_its_line_as_on_the_page_and_counts_name_only_what_there_is() {
    let file = corpus("two-bad-of-ten.csv");
    let said = |file: &Path, options: &[&str]| {
        String::from_utf8(check(file, options).stdout).expect("text")
    };
    let english = said(&file, &[]);
    assert!(english.contains("\nLine 6: ") || english.starts_with("Line 6: "));
    assert!(!english.contains("Row "), "{english}");
    let counts = english.lines().last().expect("the counts");
    assert!(counts.starts_with("10 records: "), "{counts}");
    assert!(counts.contains("2 failed") && !counts.contains(" 0 "));
    let chinese = said(&file, &["--language", "zh-Hant"]);
    assert!(chinese.contains("第 6 行："), "{chinese}");
    let folder = tempfile::tempdir().expect("a folder");
    let one = folder.path().join("one.csv");
    std::fs::write(&one, "Last name,Mobile\nLee,+85211111111\n").expect("written");
    assert_eq!(said(&one, &[]), "1 record: 1 ready\n");
}

#[test]
fn it_speaks_the_language_that_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let detail = folder.path().join("ErrorDetail.csv");
    let path = detail.to_str().expect("a plain path");
    let file = corpus("two-bad-of-ten.csv");
    let output = check(&file, &["--language", "zh-Hant", "--error-detail", path]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(
        said.contains("Email：「not-an-email」不是有效的電郵地址"),
        "{said}"
    );
    let detail = std::fs::read_to_string(&detail).expect("ErrorDetail.csv");
    assert!(
        detail.contains("Email：「not-an-email」不是有效的電郵地址"),
        "{detail}"
    );
    let told = lines(&check(&file, &["--json", "--language", "zh-Hans"]));
    let messages: Vec<_> = told
        .iter()
        .flat_map(|line| line["problems"].as_array().cloned().unwrap_or_default())
        .map(|problem| problem["message"].to_string())
        .collect();
    assert!(
        messages
            .iter()
            .any(|said| said.contains("不是有效的电子邮箱地址")),
        "{messages:?}"
    );
    assert_eq!(check(&file, &["--language", "fr"]).status.code(), Some(2));
}

#[test]
fn a_refused_file_gives_no_record_however_late_it_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("too-many.csv");
    let mut text = String::from("Last name\n");
    text.extend(std::iter::repeat_n("A\n", 1_000_001));
    std::fs::write(&file, &text).expect("a file");
    let output = check(&file, &["--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(lines(&output)[0]["refused"]["code"], "F03");
}

#[test]
fn the_encoding_and_the_delimiter_are_told_and_can_be_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("dos.csv");
    std::fs::write(&file, b"Last name~Reach me\r\nJos\x82~chan@example.com\r\n").expect("a file");
    let refused = check(&file, &["--json", "--encoding", "cp1252"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(lines(&refused)[0]["refused"]["code"], "F05");
    let refused = check(&file, &["--json", "--delimiter", "~"]);
    assert_eq!(lines(&refused)[0]["refused"]["code"], "F07");
    let read = lines(&check(
        &file,
        &["--json", "--delimiter", "~", "--encoding", "cp1252"],
    ));
    assert_eq!(read[0]["contact"]["last_name"], "Jos\u{201A}");
    let summary = &read[1]["summary"];
    assert_eq!(summary["encoding"], "Windows-1252");
    assert_eq!(summary["encoding_sure"], true);
    assert_eq!(summary["delimiter"], "~");
    assert_eq!(summary["ignored_columns"][0], "Reach me");
    assert_eq!(summary["ignored_contact_columns"][0], "Reach me");
    let words = check(&file, &["--delimiter", "~", "--encoding", "cp1252"]);
    let words = String::from_utf8(words.stdout).expect("UTF-8");
    assert!(
        words.contains("Unknown column ignored: \"Reach me\", and the email addresses in it"),
        "{words}"
    );
    for wrong in [
        ["--encoding", "cp850"],
        ["--delimiter", "x"],
        ["--delimiter", "\""],
    ] {
        assert_eq!(check(&file, &wrong).status.code(), Some(2), "{wrong:?}");
    }
}
