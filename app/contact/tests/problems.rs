//! Every problem says the catalogue's sentence, everywhere.
#![allow(clippy::unwrap_used)]

use contact::{Code, Detail, Problem, Severity};

#[test]
fn each_code_has_its_sentence() {
    let said = |code, column: &'static str, value: &str, detail: Detail| {
        Problem {
            detail,
            ..Problem::new(code, column, value)
        }
        .to_string()
    };
    let none = || Detail::None;
    for (sentence, wanted) in [
        (
            said(Code::E01, "Mobile", "+852 1234 5678", none()),
            "Mobile: \"+852 1234 5678\" must be + followed by 8 to 20 digits, without spaces, parentheses or hyphens (e.g. +85212345678)",
        ),
        (
            said(Code::E02, "Work", "12345678", none()),
            "Work: the number has no country code. Start it with + or choose a country code for the import",
        ),
        (
            said(Code::E03, "Home", "8.52E+10", none()),
            "Home: \"8.52E+10\" was turned into a rounded number by the spreadsheet. Format the column as text and enter it again",
        ),
        (
            said(Code::E04, "Other Email", "a@", none()),
            "Other Email: \"a@\" is not a valid email address",
        ),
        (
            said(Code::E05, "Birthdate", "soon", none()),
            "Birthdate: \"soon\" must be MM/DD/YYYY (e.g. 12/14/1980)",
        ),
        (
            said(
                Code::E05,
                "Birthdate",
                "14/12/1980",
                Detail::Text("looks like DD/MM/YYYY".into()),
            ),
            "Birthdate: \"14/12/1980\" must be MM/DD/YYYY (e.g. 12/14/1980), looks like DD/MM/YYYY",
        ),
        (
            said(Code::E06, "Birthdate", "12/14/2080", none()),
            "Birthdate is in the future",
        ),
        (
            said(Code::E07, "Language", "ENG", none()),
            "Language: \"ENG\" must be a two-letter lowercase ISO 639-1 code, such as en or zh",
        ),
        (
            said(Code::E08, "Country", "Atlantis", none()),
            "Country: \"Atlantis\" is not a known country name, alpha-2 or alpha-3 code",
        ),
        (
            said(Code::E09, "Type", "Friend", none()),
            "Type: \"Friend\" must be Lead, Customer, Prospect or Others",
        ),
        (
            said(Code::E10, "Level", "Top", none()),
            "Level: \"Top\" must be Primary, Secondary or Tertiary",
        ),
        (
            said(Code::E11, "Company", "…", Detail::Number(255)),
            "Company: longer than 255 characters",
        ),
        (
            said(Code::E12, "", "", Detail::Widths(33, 31)),
            "This row has 33 values but the file has 31 columns. Put text that contains a comma in double quotes",
        ),
        (
            said(Code::E12, "", ";", Detail::Widths(4, 3)),
            "This row has 4 values but the file has 3 columns. Put text that contains a semicolon in double quotes",
        ),
        (
            said(Code::E12, "", "\t", Detail::Widths(4, 3)),
            "This row has 4 values but the file has 3 columns. Put text that contains a tab in double quotes",
        ),
        (
            said(Code::E12, "", "workbook", Detail::Widths(7, 6)),
            "This row has 7 values but the file has 6 columns. Give every column with text a header",
        ),
        (
            said(Code::W07, "", ",", Detail::Widths(2, 4)),
            "This row has 2 values where the file has 4 columns. If a comma is missing, its text has moved",
        ),
        (
            said(Code::W08, "", "Windows-1252", none()),
            "The file's encoding is a guess: Windows-1252. Look at names with letters beyond a to z, and choose another encoding if they read wrong",
        ),
        (
            said(Code::F07, "", "", Detail::Text("Windows-1252".into())),
            "The file does not say its encoding, and Windows-1252 is a guess that may be wrong. Name the encoding, such as windows-1250, or save the file as CSV UTF-8",
        ),
        (
            said(
                Code::W04,
                "",
                "Phone 1",
                Detail::Text("phone numbers".into()),
            ),
            "Unknown column ignored: \"Phone 1\", and the phone numbers in it",
        ),
        (
            said(
                Code::E13,
                "Tier",
                "Bronze",
                Detail::Text("one of its options".into()),
            ),
            "Tier: \"Bronze\" is not one of its options",
        ),
        (
            said(Code::E13, "Size", "big", Detail::Text("a number".into())),
            "Size: \"big\" is not a number",
        ),
        (
            said(Code::E13, "Since", "then", Detail::Text("a date".into())),
            "Since: \"then\" is not a date",
        ),
        (
            said(Code::E14, "Contact Label", "a,b", none()),
            "Contact Label: \"a,b\" is not a valid label name",
        ),
        (
            said(Code::E15, "Last name", "", none()),
            "Last name is required",
        ),
        (
            said(Code::E16, "City", "a\u{7}", none()),
            "City: \"a\\u{7}\" holds a control character. Remove it",
        ),
        (
            said(Code::E17, "Mobile", "", Detail::Number(20)),
            "Mobile: more than 20 values",
        ),
        (
            said(Code::E18, "cf_gone", "", none()),
            "cf_gone is not a custom field",
        ),
        (
            said(Code::E19, "LINE", "a;b", none()),
            "LINE: \"a;b\" holds a semicolon, which separates values. Write each value by itself",
        ),
        (
            said(Code::E20, "Mobile", "#N/A", none()),
            "Mobile: \"#N/A\" is a spreadsheet error or a formula without its value. Enter the value itself",
        ),
        (
            said(Code::E22, "Name", "Last name", none()),
            "Name: \"Last name\" is a column of the template. Choose another name",
        ),
        (
            said(Code::E23, "Field ID", "Shirt", Detail::Number(64)),
            "Field ID: \"Shirt\" must be cf_ and then lowercase letters, digits or _, at most 64 characters in all",
        ),
        (
            said(Code::E24, "Options", "M", none()),
            "Options: \"M\" stands there twice",
        ),
        (
            said(Code::E25, "Options", "", none()),
            "Options: a dropdown needs at least one",
        ),
        (
            said(Code::E26, "Options", "", none()),
            "Options: only a dropdown has options",
        ),
        (
            said(Code::F01, "", "", none()),
            "This is not a CSV or XLSX file",
        ),
        (
            said(Code::F02, "", "", Detail::Number(512 << 20)),
            "The file is over the size limit of 512 MB",
        ),
        (
            said(Code::F02, "", "", Detail::Widths(201, 200)),
            "The file is over the size limit: it has 201 columns, at most 200 are allowed",
        ),
        (
            said(Code::F03, "", "", Detail::Number(1_000_000)),
            "The file is over the record limit of 1,000,000 records",
        ),
        (said(Code::F04, "", "", none()), "The file has no records"),
        (
            said(Code::F05, "", "", none()),
            "The header lacks Last name. Use the headers of the template",
        ),
        (
            said(Code::F06, "City", "City", none()),
            "The file has a duplicate header: \"City\"",
        ),
        (
            said(Code::F07, "", "workbook", none()),
            "The workbook is damaged or not complete. Open it in the spreadsheet, save it again and choose the new file",
        ),
        (
            said(Code::F07, "", "", Detail::Number(3)),
            "Unreadable encoding at line 3. Choose the file's encoding, or save it as CSV UTF-8",
        ),
        (
            said(Code::F07, "", "", Detail::Widths(4, 4)),
            "Unbalanced quote at line 4. Close the double quotes, and write a double quote inside them twice",
        ),
        (
            said(Code::F07, "Team", "", Detail::Widths(4, 6)),
            "Team: unbalanced quote at line 4, and the text up to line 6 was read with it. Close the double quotes, and write a double quote inside them twice",
        ),
        (
            said(Code::W01, "Last name", "", none()),
            "Last name set to \"customer\"",
        ),
        (
            said(
                Code::W02,
                "Mobile",
                "12345678",
                Detail::Text("+85212345678".into()),
            ),
            "Mobile: country code added, \"12345678\" is now +85212345678",
        ),
        (
            said(Code::W03, "Contact Label", "vip; old", none()),
            "Contact Label: new label(s) will be created: vip; old",
        ),
        (
            said(Code::W04, "Shoe size", "Shoe size", none()),
            "Unknown column ignored: \"Shoe size\"",
        ),
        (said(Code::W05, "", "", none()), "Sample record skipped"),
        (
            said(Code::W06, "Team", "\"Head", none()),
            "Team: \"\"Head\" holds a lone or curly quote. Has text left its column?",
        ),
    ] {
        assert_eq!(sentence, wanted);
    }
}

#[test]
fn a_value_is_cut_at_60_characters_and_its_control_characters_are_escaped() {
    let long = Problem::new(Code::E04, "Email", &"é".repeat(61)).to_string();
    assert_eq!(
        long,
        format!(
            "Email: \"{}…\" is not a valid email address",
            "é".repeat(60)
        )
    );
    let whole = Problem::new(Code::E04, "Email", &"é".repeat(60)).to_string();
    assert!(!whole.contains('…'));
    let control = Problem::new(Code::E04, "Email", "a\r\nb\0\u{1b}[1m").to_string();
    assert_eq!(
        control,
        "Email: \"a\\r\\nb\\u{0}\\u{1b}[1m\" is not a valid email address"
    );
}

#[test]
fn errors_stop_a_record_warnings_do_not() {
    assert_eq!(Code::E19.severity(), Severity::Error);
    assert_eq!(Code::F07.severity(), Severity::File);
    assert_eq!(Code::W01.severity(), Severity::Warning);
    assert!(Severity::Error > Severity::Warning);
}

#[test]
fn a_problem_crosses_the_wire_with_code_column_and_message() {
    let problem = Problem::new(Code::E04, "Email", "a@");
    let json = serde_json::to_value(&problem).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "code": "E04",
            "column": "Email",
            "message": "Email: \"a@\" is not a valid email address",
        })
    );
    let back: Problem = serde_json::from_value(json).unwrap();
    assert_eq!(
        (back.code, back.to_string()),
        (problem.code, problem.to_string())
    );
}
