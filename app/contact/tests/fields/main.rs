//! What a cell of each column must be, by the guide's Contact Format Guidelines.
#![allow(clippy::unwrap_used)]

use contact::{
    Code, Column, CountryCode, CustomField, CustomKind, Draft, Problem, Rules, Severity,
    field::{
        FIELDS,
        column::{dashless_key, header_key},
        fields,
    },
    label::Labels,
};

mod forms;
mod text;

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
        ("E-mail", "Email"),
        ("e mail", "Email"),
        ("Work e\u{2011}mail", "Email"),
        ("last_name", "Last name"),
        ("BIRTH-DATE", "Birthdate"),
        ("zip_code", "ZipCode"),
        ("- -", "(unknown)"),
        ("E-mail 2", "(unknown)"),
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
    // Who has called a field so means that one.
    rules
        .custom_fields
        .push(custom("cf_y", "E-mail", CustomKind::Text));
    assert_eq!(Column::of("e-mail", &rules), Column::Custom(2));
    assert!(matches!(Column::of("e_mail", &rules), Column::Field(_)));
}

#[test]
fn no_two_headers_or_aliases_are_the_same() {
    for key in [header_key, dashless_key] {
        let mut names: Vec<_> = fields()
            .flat_map(|field| {
                [field.header]
                    .into_iter()
                    .chain(field.aliases.iter().copied())
            })
            .map(key)
            .collect();
        let count = names.len();
        names.sort();
        names.dedup();
        // "Birth Date" and "Zip Code" only differ by their space.
        assert_eq!(names.len(), count - 2);
    }
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
