//! What a cell of each column must be, by the guide's Contact Format Guidelines.
#![allow(clippy::unwrap_used)]

use contact::{
    Code, Column, CountryCode, CustomField, CustomKind, CustomValue, Draft, Problem, Rules,
    Severity,
    field::{FIELDS, fields},
    label::Labels,
};

fn rules() -> Rules {
    Rules::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

/// What a cell under this header makes of a record: the codes of its problems, and the draft.
fn cell_by(rules: &Rules, header: &str, cell: &str) -> (Vec<Code>, Draft) {
    let column = Column::of(header, rules);
    let mut draft = Draft::default();
    let mut problems: Vec<Problem> = Vec::new();
    column.judge(cell, rules, &mut |problem| problems.push(problem));
    column.read(cell, rules, &mut draft);
    draft.tidy();
    (problems.iter().map(|problem| problem.code).collect(), draft)
}

fn cell(header: &str, text: &str) -> (Vec<Code>, Draft) {
    cell_by(&rules(), header, text)
}

fn header_of(header: &str) -> &'static str {
    match Column::of(header, &rules()) {
        Column::Field(field) => field.header,
        Column::Error => "(error)",
        Column::Empty => "(empty)",
        _ => "(unknown)",
    }
}

#[test]
fn headers_match_by_name_in_any_case_with_or_without_spaces() {
    for field in fields() {
        for header in [
            field.header.to_owned(),
            field.header.to_uppercase(),
            format!("  {} ", field.header.replace(' ', "")),
        ] {
            assert_eq!(header_of(&header), field.header);
        }
    }
    assert_eq!(FIELDS.len(), 31);
}

#[test]
fn headers_match_by_alias_both_ways() {
    for (alias, header) in [
        ("Zip Code", "ZipCode"),
        ("Zip code", "ZipCode"),
        ("Street", "Address"),
        ("Title", "Job Title"),
        ("Birth Date", "Birthdate"),
        ("Phone", "Mobile"),
        ("Work Email", "Email"),
        ("Messenger", "Facebook"),
        ("WOZTELL (WhatsApp Cloud)", "WOZTELL (WhatsApp)"),
        ("WOZTELL (Whatsapp Cloud)", "WOZTELL (WhatsApp)"),
        ("line", "LINE"),
        ("Error Message", "(error)"),
        (" ", "(empty)"),
        ("Shoe size", "(unknown)"),
    ] {
        assert_eq!(header_of(alias), header, "{alias}");
    }
}

#[test]
fn custom_fields_match_by_name_behind_the_template() {
    let mut rules = rules();
    rules.custom_fields = vec![
        custom("cf_city", "City", CustomKind::Text),
        custom("cf_x", "=Shoe Size", CustomKind::Text),
    ];
    assert_eq!(
        Column::of("City", &rules).header(&rules.custom_fields),
        "City"
    );
    assert!(matches!(Column::of("City", &rules), Column::Field(_)));
    assert_eq!(Column::of("'=shoe size", &rules), Column::Custom(1));
}

#[test]
fn no_two_headers_or_aliases_are_the_same() {
    let mut names: Vec<_> = fields()
        .flat_map(|field| {
            [field.header]
                .into_iter()
                .chain(field.aliases.iter().copied())
        })
        .map(contact::field::column::header_key)
        .collect();
    let count = names.len();
    names.sort();
    names.dedup();
    // "Birth Date" and "Zip Code" only differ by their space.
    assert_eq!(names.len(), count - 2);
}

#[test]
fn cells_are_trimmed_and_blank_ones_are_empty() {
    assert_eq!(cell("Company", "  Acme \u{a0}").1.company, "Acme");
    for field in FIELDS.iter().filter(|field| field.header != "Last name") {
        for text in ["", "  ", "\t", "\u{3000}"] {
            let (codes, draft) = cell(field.header, text);
            assert_eq!(
                (codes, draft),
                (vec![], Draft::default()),
                "{}",
                field.header
            );
        }
    }
}

#[test]
fn a_missing_last_name_becomes_customer_with_a_warning() {
    for text in ["", "   "] {
        let (codes, draft) = cell("Last name", text);
        assert_eq!(codes, [Code::W01]);
        assert_eq!(draft.last_name, "customer");
    }
}

#[test]
fn phones_and_whatsapp_follow_the_phone_rule() {
    for header in ["Mobile", "Work", "Home", "Other Phone", "WhatsApp"] {
        assert_eq!(cell(header, "+85212345678").0, []);
        assert_eq!(
            cell(header, "'+85212345678").0,
            [],
            "guarded by an older export"
        );
        assert_eq!(cell(header, "+852 1234").0, [Code::E01]);
        assert_eq!(cell(header, "12345678").0, [Code::E02]);
        assert_eq!(cell(header, "8.52E+10").0, [Code::E03]);
    }
    for header in [
        "Facebook",
        "WeChat",
        "Twitter",
        "LinkedIn",
        "WOZTELL (WhatsApp)",
        "LINE",
    ] {
        assert_eq!(cell(header, "any text 123").0, [], "{header}");
    }
}

#[test]
fn every_rewritten_number_is_listed() {
    let mut rules = rules();
    rules.country_code = CountryCode::PlusMissing;
    let (codes, draft) = cell_by(&rules, "Mobile", "85212345678;+85212345679;441234567890");
    assert_eq!(codes, [Code::W02, Code::W02]);
    let numbers: Vec<_> = draft
        .phones
        .iter()
        .map(|phone| phone.number.as_str())
        .collect();
    assert_eq!(numbers, ["+85212345678", "+85212345679", "+441234567890"]);
}

#[test]
fn a_semicolon_gives_several_values() {
    let (codes, draft) = cell("Email", "a@b.co; c@d.co;;");
    assert_eq!(codes, []);
    assert_eq!(draft.emails.len(), 2);
    assert_eq!(cell("Email", "a@b.co; c@").0, [Code::E04]);
    assert_eq!(
        cell("Mobile", "1;+1;8E9").0,
        [Code::E02, Code::E01, Code::E03]
    );
    assert_eq!(cell("WeChat", "a;b").1.socials.len(), 2);
    let many = vec!["+85212345678"; 21].join(";");
    assert_eq!(cell("Mobile", &many).0, [Code::E17]);
}

#[test]
fn birthdates_are_real_and_not_in_the_future() {
    assert_eq!(cell("Birthdate", "12/14/1980").0, []);
    assert_eq!(cell("Birthdate", "11/22/2026").0, [], "today");
    assert_eq!(cell("Birthdate", "11/23/2026").0, [Code::E06]);
    for text in ["02/30/1990", "14/12/1980", "1980-12-14", "yesterday"] {
        assert_eq!(
            cell("Birthdate", text),
            (vec![Code::E05], Draft::default()),
            "{text}"
        );
    }
}

#[test]
fn language_country_type_and_level_are_closed_lists() {
    for (header, good, bad, code) in [
        (
            "Language",
            &["en", "zh"][..],
            &["EN", "eng", "english", "xx"][..],
            Code::E07,
        ),
        (
            "Country",
            &["Hong Kong", "HK", "hkg", "uk"],
            &["Atlantis", "852"],
            Code::E08,
        ),
        (
            "Type",
            &["Lead", "customer", "PROSPECT", "Others", "other"],
            &["Friend", "Leads"],
            Code::E09,
        ),
        (
            "Level",
            &["Primary", "secondary", "TERTIARY"],
            &["First", "1"],
            Code::E10,
        ),
    ] {
        for text in good {
            assert_eq!(cell(header, text).0, [], "{text}");
        }
        for text in bad {
            assert_eq!(cell(header, text), (vec![code], Draft::default()), "{text}");
        }
    }
    assert_eq!(cell("Country", "hong kong").1.address.country, "HK");
    assert_eq!(cell("Type", "OTHER").1.kind.as_str(), "Others");
}

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

#[test]
fn an_old_birthdate_is_asked_about() {
    assert_eq!(cell("Birthdate", "12/31/1899").0, [Code::W12]);
    assert_eq!(cell("Birthdate", "01/01/1900").0, []);
    assert_eq!(cell("Birthdate", "01/01/0000").0, [Code::E05]);
}

#[test]
fn labels_are_separated_by_semicolons_and_new_ones_are_named_first() {
    let mut rules = rules();
    assert_eq!(
        cell_by(&rules, "Contact Label", "vip;new").0,
        [],
        "nobody knows the labels"
    );
    rules.labels = Some(Labels::from(vec!["VIP".to_owned()]));
    let (codes, draft) = cell_by(&rules, "Contact Label", "vip; new;; Vip ;NEW");
    assert_eq!(codes, [Code::W03]);
    assert_eq!(draft.labels, ["VIP", "new"]);
    assert_eq!(cell("Contact Label", "a,b;c").0, [Code::E14]);
    let many: Vec<String> = (0..51).map(|number| number.to_string()).collect();
    assert_eq!(cell("Contact Label", &many[..50].join(";")).0, []);
    assert_eq!(cell("Contact Label", &many.join(";")).0, [Code::E17]);
}

fn custom(id: &str, name: &str, kind: CustomKind) -> CustomField {
    let options = vec!["Gold".to_owned(), "Silver".to_owned()];
    CustomField {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        options,
    }
}

#[test]
fn custom_cells_are_judged_by_type() {
    let mut rules = rules();
    rules.custom_fields = CustomKind::ALL
        .iter()
        .map(|kind| custom("cf_x", kind.label(), *kind))
        .collect();
    for (name, good, bad) in [
        ("Text", "x", "\0"),
        ("Number", "12.5", "many"),
        ("Date", "12/14/1980", "14/12/1980"),
        ("Dropdown (single)", "gold", "Bronze"),
        ("Dropdown (multiple)", "gold;SILVER", "Gold;Bronze"),
        ("Checkbox", "yes", "maybe"),
    ] {
        let (codes, draft) = cell_by(&rules, name, good);
        assert_eq!((codes, draft.custom.len()), (vec![], 1), "{name}");
        let (codes, draft) = cell_by(&rules, name, bad);
        let code = if name == "Text" { Code::E16 } else { Code::E13 };
        assert_eq!((codes, draft.custom.len()), (vec![code], 0), "{name}");
    }
    assert_eq!(cell_by(&rules, "Text", &"é".repeat(1000)).0, []);
    assert_eq!(cell_by(&rules, "Text", &"é".repeat(1001)).0, [Code::E11]);
}

#[test]
fn a_form_is_judged_by_the_same_rules_but_needs_a_last_name() {
    let draft = |json: serde_json::Value| serde_json::from_value::<Draft>(json).unwrap();
    let codes = |json| -> Vec<Code> {
        draft(json)
            .check(&rules())
            .unwrap_err()
            .iter()
            .map(|problem| problem.code)
            .collect()
    };
    assert_eq!(codes(serde_json::json!({})), [Code::E15]);
    assert_eq!(codes(serde_json::json!({"last_name": " \t "})), [Code::E15]);
    assert_eq!(
        codes(serde_json::json!({
            "last_name": "x".repeat(101),
            "birth_date": "2026-11-23",
            "language": "EN",
            "address": {"country": "Atlantis", "zip": "0".repeat(21)},
            "labels": ["a,b"],
            "phones": [{"number": "12345678"}],
            "emails": [{"address": "a@"}],
            "socials": [{"network": "whatsapp", "id": "me"}],
            "custom": {"cf_gone": 1}
        })),
        [
            Code::E11,
            Code::E06,
            Code::E07,
            Code::E11,
            Code::E08,
            Code::E14,
            Code::E02,
            Code::E04,
            Code::E01,
            Code::E18
        ]
    );
    let many = serde_json::json!({"last_name": "Chan", "phones": vec![serde_json::json!({"number": "+85212345678"}); 21]});
    assert_eq!(codes(many), [Code::E17]);
}

#[test]
fn a_checked_form_is_trimmed_and_nothing_in_it_is_verified() {
    let mut rules = rules();
    rules.custom_fields = vec![
        custom("cf_tier", "Tier", CustomKind::DropdownSingle),
        custom("cf_on", "Since", CustomKind::Date),
    ];
    rules.labels = Some(Labels::from(vec!["VIP".to_owned()]));
    let draft: Draft = serde_json::from_value(serde_json::json!({
        "first_name": " 大文 ",
        "last_name": "陳",
        "type": "Other",
        "phones": [{"type": "Work", "number": " +85212345678 ", "verified": true}, {"number": ""}],
        "socials": [{"network": "line", "id": "me", "verified": true}],
        "address": {"country": "hong kong"},
        "labels": ["vip", "VIP", "old"],
        "custom": {"cf_tier": "gold", "cf_on": "1980-12-14"}
    }))
    .unwrap();
    let checked = draft.check(&rules).unwrap();
    assert_eq!(
        serde_json::to_value(&checked).unwrap(),
        serde_json::json!({
            "first_name": "大文",
            "last_name": "陳",
            "type": "Others",
            "level": "Primary",
            "phones": [{"type": "Work", "number": "+85212345678", "verified": false}],
            "socials": [{"network": "line", "id": "me", "verified": false}],
            "address": {"country": "HK"},
            "labels": ["VIP", "old"],
            "custom": {"cf_tier": "Gold", "cf_on": "1980-12-14"}
        })
    );
    assert_eq!(
        checked.clone().check(&rules),
        Ok(checked),
        "checking twice changes nothing"
    );
}

#[test]
fn what_is_judged_good_is_read_whole_and_what_is_not_is_left_out() {
    for (header, text) in [
        ("Email", "a@b.co;bad"),
        ("Mobile", "+85212345678;bad"),
        ("Contact Label", "a;b,c"),
    ] {
        let (codes, draft) = cell(header, text);
        assert!(codes.iter().all(|code| code.severity() == Severity::Error));
        assert_eq!(
            draft.emails.len() + draft.phones.len() + draft.labels.len(),
            1
        );
    }
}

#[test]
fn a_value_of_a_form_is_one_value_and_never_split() {
    let rules = rules();
    for (draft, code) in [
        (
            serde_json::json!({"phones": [{"number": "+85211111111;+85222222222"}]}),
            Code::E01,
        ),
        (
            serde_json::json!({"emails": [{"address": "a@b.co;c@d.co"}]}),
            Code::E04,
        ),
        (
            serde_json::json!({"socials": [{"network": "whatsapp", "id": "+85211111111;"}]}),
            Code::E01,
        ),
        (
            serde_json::json!({"socials": [{"network": "line", "id": "a;b"}]}),
            Code::E19,
        ),
        (serde_json::json!({"labels": ["a;b"]}), Code::E14),
    ] {
        let mut draft: Draft = serde_json::from_value(draft).expect("a draft");
        draft.last_name = "Chan".into();
        let codes: Vec<Code> = draft
            .check(&rules)
            .expect_err("refused")
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert_eq!(codes, [code]);
    }
    let labels: Vec<String> = (0..51).map(|number| format!("label {number}")).collect();
    let many = Draft {
        last_name: "Chan".into(),
        labels,
        ..Draft::default()
    };
    let problems = many.check(&rules).expect_err("refused");
    assert_eq!((problems.len(), problems[0].code), (1, Code::E17));
}

#[test]
fn a_custom_value_that_stays_is_not_judged_again() {
    let plan = |options: &[&str]| Rules {
        custom_fields: vec![CustomField {
            id: "cf_plan".into(),
            name: "Plan".into(),
            kind: CustomKind::DropdownSingle,
            options: options.iter().map(|option| (*option).to_owned()).collect(),
        }],
        ..rules()
    };
    let with = |value: &str| {
        let mut draft = Draft {
            last_name: "Chan".into(),
            ..Draft::default()
        };
        draft
            .custom
            .insert("cf_plan".into(), CustomValue::Text(value.into()));
        draft
    };
    // The option was taken off the list since.
    let before = with("Gold");
    let rules = plan(&["Basic", "Pro"]);
    let changed = Draft {
        company: "Acme".into(),
        ..before.clone()
    };
    assert_eq!(changed.clone().check_since(&before, &rules), Ok(changed));
    assert_eq!(with("Pro").check_since(&before, &rules), Ok(with("Pro")));
    let refused = with("Silver")
        .check_since(&before, &rules)
        .expect_err("refused");
    assert_eq!(refused[0].code, Code::E13);
    assert!(before.clone().check(&rules).is_err());
}
