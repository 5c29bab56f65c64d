use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::custom::CustomField;

fn rules() -> Rules {
    Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

fn values(column: &str, into: &[(&str, &str)]) -> Mend {
    let pair = |(value, to): &(&str, &str)| ((*value).to_owned(), (*to).to_owned());
    Mend::Values {
        column: column.to_owned(),
        into: into.iter().map(pair).collect::<BTreeMap<_, _>>(),
    }
}

fn replace(find: &str, with: &str, whole: bool, any_case: bool) -> Mend {
    Mend::Replace {
        column: "Company".to_owned(),
        find: find.to_owned(),
        with: with.to_owned(),
        whole,
        any_case,
    }
}

fn fill(column: &str, value: &str) -> Mend {
    Mend::Fill {
        column: column.to_owned(),
        value: value.to_owned(),
    }
}

/// The steps of the column of the first of them, numbered from 1.
fn column(mends: Vec<Mend>) -> Option<StepColumn> {
    let name = mends[0].column().to_owned();
    let steps: Vec<_> = (1..)
        .zip(mends)
        .map(|(number, mend)| MendStep { number, mend })
        .collect();
    StepColumn::of(&steps, &name, &rules())
}

fn changed(mend: Mend, text: &str) -> Option<String> {
    column(vec![mend])?.apply(text, 0, None)
}

#[test]
fn values_are_mapped_in_any_case_and_others_stay() {
    let into = [("Client", "Customer"), ("ÉTÉ", "Summer"), ("none", "")];
    for (text, now) in [
        ("Client", Some("Customer")),
        ("CLIENT", Some("Customer")),
        ("été", Some("Summer")),
        ("None", Some("")),
        ("Customer", None),
        ("Clients", None),
        ("", None),
    ] {
        assert_eq!(
            changed(values("Type", &into), text).as_deref(),
            now,
            "{text}"
        );
    }
    // What is written as it should be stays.
    let same = values("City", &[("hong kong", "Hong Kong")]);
    assert_eq!(changed(same.clone(), "Hong Kong"), None);
    assert_eq!(changed(same, "HONG KONG").as_deref(), Some("Hong Kong"));
}

#[test]
fn values_of_a_list_are_mapped_one_by_one_and_none_comes_twice() {
    let into = [("VIPs", "vip"), ("old", "")];
    for (text, now) in [
        ("news; VIPs", Some("news;vip")),
        ("vip;vips", Some("vip")),
        ("old;news", Some("news")),
        ("news;vip", None),
    ] {
        let label = values("Contact Label", &into);
        assert_eq!(changed(label, text).as_deref(), now, "{text}");
    }
    // A company's name may hold a semicolon.
    let company = values("Company", &[("a;b", "A & B")]);
    assert_eq!(changed(company, "A;B").as_deref(), Some("A & B"));
}

/// With a field of which one option is chosen, and one of which several are.
fn rules_with_dropdowns() -> Rules {
    let dropdown = |name: &str, kind: CustomKind, options: [&str; 2]| CustomField {
        id: format!("cf_{}", name.to_lowercase()),
        name: name.to_owned(),
        kind,
        options: options.map(str::to_owned).to_vec(),
    };
    Rules {
        custom_fields: vec![
            dropdown("Gender", CustomKind::DropdownSingle, ["Female", "Male"]),
            dropdown("Drinks", CustomKind::DropdownMultiple, ["Tea", "Coffee"]),
        ],
        ..rules()
    }
}

#[test]
fn words_of_another_product_become_the_options_of_a_dropdown() {
    let rules = rules_with_dropdowns();
    let women = [("Femme", "Female"), ("Homme", "Male"), ("n. c.", "")];
    let drinks = [("thé", "Tea"), ("café", "Coffee")];
    for (column, into, text, now) in [
        ("Gender", &women[..], "Femme", Some("Female")),
        ("Gender", &women[..], "FEMME", Some("Female")),
        ("Gender", &women[..], "homme", Some("Male")),
        ("Gender", &women[..], "N. C.", Some("")),
        ("Gender", &women[..], "Female", None),
        ("Gender", &women[..], "Femmes", None),
        // Of one that has a single option no list is made.
        ("Gender", &women[..], "Femme;Homme", None),
        ("Drinks", &drinks[..], "Thé", Some("Tea")),
        ("Drinks", &drinks[..], "café; thé", Some("Coffee;Tea")),
        ("Drinks", &drinks[..], "thé;Tea;bière", Some("Tea;bière")),
        ("Drinks", &drinks[..], "Tea; Coffee", None),
    ] {
        let steps = [MendStep {
            number: 1,
            mend: values(column, into),
        }];
        let steps = StepColumn::of(&steps, column, &rules).unwrap();
        let after = steps.apply(text, 0, None);
        assert_eq!(after.as_deref(), now, "{column} {text}");
        let mut problems = Vec::new();
        let after = after.as_deref().unwrap_or(text);
        Column::of(column, &rules).judge(after, &rules, &mut |problem| problems.push(problem.code));
        let is_good = !["Femmes", "Femme;Homme", "Tea;bière"].contains(&after);
        assert_eq!(problems.is_empty(), is_good, "{column} {after}");
    }
    // A blank one gets an option too.
    let fill = |column: &str| {
        let steps = [MendStep {
            number: 1,
            mend: fill(column, "Female"),
        }];
        StepColumn::of(&steps, column, &rules)?.apply(" ", 0, None)
    };
    assert_eq!(fill("Gender").as_deref(), Some("Female"));
}

#[test]
fn text_is_found_and_replaced() {
    for (find, with, whole, any_case, text, now) in [
        (
            "Ltd.",
            "Limited",
            false,
            false,
            "A Ltd., B Ltd.",
            Some("A Limited, B Limited"),
        ),
        ("ltd", "Limited", false, false, "A Ltd", None),
        (
            "LTD",
            "Limited",
            false,
            true,
            "A Ltd B ltd",
            Some("A Limited B Limited"),
        ),
        ("acme", "Acme", true, true, "ACME", Some("Acme")),
        ("acme", "Acme", true, true, "ACME Ltd", None),
        ("acme", "Acme", true, false, "acme", Some("Acme")),
        (" acme ", "Acme", true, false, "acme", Some("Acme")),
        ("a", "a", false, true, "a", None),
        ("A", "a", false, true, "a", None),
        ("É", "E", false, true, "été", Some("EtE")),
        ("i", "x", false, true, "İ", None),
        ("İ", "x", false, true, "aİ", Some("ax")),
        ("", "x", false, true, "abc", None),
        (" ", "", false, true, "a b", Some("ab")),
        ("公司", "", false, true, "甲公司", Some("甲")),
    ] {
        let step = replace(find, with, whole, any_case);
        assert_eq!(changed(step, text).as_deref(), now, "{find} in {text}");
    }
}

#[test]
fn only_what_is_blank_is_filled() {
    for (text, now) in [("", Some("Asia")), ("\u{200b}", Some("Asia")), ("x", None)] {
        assert_eq!(changed(fill("Team", " Asia "), text).as_deref(), now);
    }
    assert!(column(vec![fill("Team", " ")]).is_none());
}

#[test]
fn steps_follow_each_other_and_spare_what_was_typed_after_them() {
    let steps = column(vec![
        fill("Company", "acme ltd"),
        replace("ltd", "Limited", false, true),
        values("Company", &[("acme limited", "Acme Limited")]),
    ]);
    let steps = steps.unwrap();
    let mut numbers = Vec::new();
    let now = steps.apply_each("", 0, None, &mut |number| numbers.push(number));
    assert_eq!(now.as_deref(), Some("Acme Limited"));
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(steps.apply("", 1, None), None);
    assert_eq!(steps.apply("B ltd", 1, None).as_deref(), Some("B Limited"));
    assert_eq!(steps.apply("acme limited", 3, None), None);
    let back = column(vec![
        replace("a", "b", false, false),
        replace("b", "a", false, false),
    ]);
    assert_eq!(back.unwrap().apply("a", 0, None), None);
}

#[test]
fn steps_of_another_column_or_for_other_cells_are_none() {
    let step = MendStep {
        number: 1,
        mend: fill("Team", "Asia"),
    };
    assert!(StepColumn::of(&[step], "Group", &rules()).is_none());
    let country = |column: &str| Mend::CountryOfRow {
        column: column.to_owned(),
    };
    assert!(column(vec![country("Company")]).is_none());
    assert!(column(vec![country("Mobile")]).unwrap().needs_country());
    assert!(!column(vec![fill("Mobile", "1")]).unwrap().needs_country());
}

#[cfg(feature = "plans")]
#[test]
fn each_record_s_country_gives_the_code_of_its_numbers() {
    let step = column(vec![Mend::CountryOfRow {
        column: "Mobile".to_owned(),
    }]);
    let step = step.unwrap();
    for (text, country, now) in [
        ("612345678", Some("Spain"), Some("+34612345678")),
        ("612 345 678", Some("ES"), Some("+34612345678")),
        ("91234567", Some("Hong Kong"), Some("+85291234567")),
        (
            "07700900123; +85291234567",
            Some("GB"),
            Some("+447700900123; +85291234567"),
        ),
        ("+34 612 345 678", Some("Spain"), None),
        ("612345678", Some(""), None),
        ("612345678", Some("Atlantis"), None),
        ("612345678", None, None),
        ("call me", Some("Spain"), None),
        ("", Some("Spain"), None),
    ] {
        assert_eq!(
            step.apply(text, 0, country).as_deref(),
            now,
            "{text} {country:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_in_any_case_is_replaced_as_its_lower_case_would_be(
        text in "[aAbBéÉİß香 ]{0,12}", find in "[aAbBéÉ香]{1,2}",
    ) {
        let steps = column(vec![replace(&find, "-", false, true)]).unwrap();
        let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
        let now = steps.apply(&text, 0, None).unwrap_or_else(|| text.clone());
        prop_assert_eq!(lower(&now), lower(&text).replace(&lower(&find), "-"));
    }

    #[test]
    fn values_that_were_mapped_are_mapped_once(text in "[abAB; ]{0,8}") {
        let steps = column(vec![values("Contact Label", &[("a", "x"), ("b", "")])]).unwrap();
        if let Some(now) = steps.apply(bare(&text), 0, None) {
            prop_assert_eq!(steps.apply(&now, 0, None), None);
        }
    }
}

/// Both names after the steps, the first and then the last.
fn names_after(mends: &[Mend], [first, last]: [(&str, u32); 2]) -> [String; 2] {
    let steps: Vec<_> = (1..)
        .zip(mends.to_vec())
        .map(|(number, mend)| MendStep { number, mend })
        .collect();
    let after = |name: &str, (text, since): (&str, u32), other: (&str, u32)| {
        let beside = BesideCell {
            country: None,
            name: Some(other),
        };
        let steps = StepColumn::of(&steps, name, &rules());
        let now = steps.and_then(|steps| steps.apply_beside(text, since, beside, &mut |_| {}));
        now.unwrap_or_else(|| text.to_owned())
    };
    [
        after("First name", first, last),
        after("Last name", last, first),
    ]
}

#[test]
fn a_full_name_is_split_where_the_other_one_is_blank_by_then() {
    let split = |column: &str| Mend::SplitName {
        column: column.to_owned(),
    };
    let taken_out = |column: &str, find: &str| Mend::Replace {
        column: column.to_owned(),
        find: find.to_owned(),
        with: String::new(),
        whole: false,
        any_case: false,
    };
    for (mends, names, after) in [
        (vec![split("Last name")], ["", "Mei Kwok"], ["Mei", "Kwok"]),
        (vec![split("First name")], ["陳大文", ""], ["大文", "陳"]),
        (
            vec![split("First name")],
            ["", "Mei Kwok"],
            ["", "Mei Kwok"],
        ),
        (
            vec![split("Last name")],
            ["Mei", "Mei Kwok"],
            ["Mei", "Mei Kwok"],
        ),
        (vec![split("Last name")], ["", "Kwok"], ["", "Kwok"]),
        // What comes before makes room for it, and what comes behind finds what it made.
        (
            vec![taken_out("First name", "n/a"), split("Last name")],
            ["n/a", "Mei Kwok"],
            ["Mei", "Kwok"],
        ),
        (
            vec![split("Last name"), taken_out("First name", "n/a")],
            ["n/a", "Mei Kwok"],
            ["", "Mei Kwok"],
        ),
        (
            vec![
                split("Last name"),
                taken_out("First name", "ei"),
                split("First name"),
            ],
            ["", "Mei Kwok"],
            ["M", "Kwok"],
        ),
    ] {
        let [first, last] = names;
        let now = names_after(&mends, [(first, 0), (last, 0)]);
        assert_eq!(now, after, "{mends:?} of {names:?}");
    }
    // What was typed over either of them since is left alone, and so is the other.
    for since in [[1, 0], [0, 1]] {
        let typed = [("", since[0]), ("Mei Kwok", since[1])];
        let now = names_after(&[split("Last name")], typed);
        assert_eq!(now, ["", "Mei Kwok"], "{since:?}");
    }
}
