//! The characters of a cell: how many there may be, and what of them is kept, taken out or refused.
use contact::{Code, Column, Draft};

use crate::{cell, rules};

#[test]
fn lengths_are_limited_in_characters() {
    for (header, limit) in [
        ("First name", 100),
        ("Last name", 100),
        ("Company", 255),
        ("Job Title", 255),
        ("Team", 255),
        ("Group", 255),
        ("Address", 255),
        ("City", 255),
        ("State", 255),
        ("ZipCode", 20),
        ("WeChat", 255),
        ("LINE", 255),
        ("Contact Label", 50),
    ] {
        for letter in ["x", "é", "陳", "🎉"] {
            assert_eq!(cell(header, &letter.repeat(limit)).0, [], "{header}");
            assert_eq!(
                cell(header, &letter.repeat(limit + 1)).0,
                [Code::E11],
                "{header}"
            );
        }
    }
    let email = |length: usize| {
        let domain = format!(
            "{}.{}.{}.com",
            "d".repeat(63),
            "e".repeat(63),
            "f".repeat(length - 64 - 1 - 128 - 4)
        );
        format!("{}@{domain}", "a".repeat(64))
    };
    assert_eq!(cell("Email", &email(254)).0, []);
    assert_eq!(cell("Email", &email(255)).0, [Code::E11]);
}

#[test]
fn unicode_is_kept_and_control_characters_are_refused() {
    for text in [
        "陳大文",
        "José 🎉",
        "שלום",
        "مرحبا",
        "1 Road\nFloor 3",
        "a\tb",
        "می\u{200c}خواهم",
        "Ann 👩\u{200d}💻 ❤\u{fe0f}",
    ] {
        let (codes, draft) = cell("Address", text);
        assert_eq!(codes, []);
        assert_eq!(draft.address.street, text);
    }
    for text in ["a\0b", "a\u{7}", "a\u{7f}b", "a\u{85}b", "\u{1b}[31m"] {
        assert_eq!(
            cell("Company", text),
            (vec![Code::E16], Draft::default()),
            "{text:?}"
        );
    }
    assert_eq!(
        cell("ZipCode", &format!("{}\0", "9".repeat(20))).0,
        [Code::E11, Code::E16]
    );
}

#[test]
fn characters_that_nobody_sees_are_taken_out_and_named() {
    for (header, text, code) in [
        ("Mobile", "\u{202d}+85291234567\u{202c}", "U+202D, U+202C"),
        ("WhatsApp", "+852\u{ad}91234567", "U+00AD"),
        ("Email", "ann@exam\u{200e}ple.com\u{200b}", "U+200E, U+200B"),
        ("Birthdate", "\u{2066}12/14/1980\u{2069}", "U+2066, U+2069"),
        ("Language", "e\u{feff}n", "U+FEFF"),
        ("Country", "Hong\u{200b} Kong", "U+200B"),
        ("ZipCode", "\u{2800}1234\u{200d}", "U+2800, U+200D"),
        ("Company", "\u{feff}Harbour Tea \u{3164}", "U+FEFF, U+3164"),
        ("Contact Label", "vi\u{200b}p", "U+200B"),
    ] {
        let rules = rules();
        let mut problems = Vec::new();
        let column = Column::of(header, &rules);
        column.judge(text, &rules, &mut |problem| problems.push(problem));
        let sentence = format!("{header}: characters that cannot be seen were taken out: {code}");
        assert_eq!(
            problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [sentence]
        );
        let seen: String = text
            .chars()
            .filter(|letter| !contact::invisible::is_invisible(*letter))
            .collect();
        assert_eq!(
            cell(header, text).1,
            cell(header, seen.trim()).1,
            "{text:?}"
        );
        let mut draft = cell("Last name", "Chan").1;
        column.read(text, &rules, &mut draft);
        let sent = Draft {
            labels: draft
                .labels
                .iter()
                .map(|label| format!("{label}\u{200b}"))
                .collect(),
            ..draft.clone()
        };
        assert_eq!(sent.check(&rules), Ok(draft), "a form takes them out too");
    }
}

#[test]
fn a_name_of_what_nobody_sees_is_blank() {
    for text in ["\u{200b}", "\u{3164}", " \u{feff}\u{2800}\u{3000}"] {
        let (codes, draft) = cell("Last name", text);
        assert_eq!(
            (codes, draft.last_name.as_str()),
            (vec![Code::W09, Code::W01], "customer")
        );
        let form = Draft {
            last_name: text.to_owned(),
            ..Draft::default()
        };
        assert_eq!(
            form.check(&rules()).map_err(|problems| problems[0].code),
            Err(Code::E15)
        );
    }
}

#[test]
fn a_name_stands_on_one_line() {
    for header in ["First name", "Last name"] {
        for text in ["Tai\nMan", "Tai\tMan", "Tai\r\nMan"] {
            assert_eq!(cell(header, text).0, [Code::E16], "{text:?}");
        }
    }
    let form = Draft {
        last_name: "a\nb".to_owned(),
        ..Draft::default()
    };
    assert_eq!(
        form.check(&rules())
            .map_err(|problems| problems[0].to_string()),
        Err("Last name: \"a\\nb\" holds a line break or a tab. Remove it".to_owned())
    );
}

#[test]
fn a_spreadsheet_s_way_to_keep_zeros_is_read_as_it_means_it() {
    assert_eq!(cell("ZipCode", "=\"00501\"").1.address.zip, "00501");
    assert_eq!(cell("Company", "'=\"00501\"").1.company, "=\"00501\"");
    assert_eq!(cell("Mobile", "=\"+85291234567\"").0, []);
}
