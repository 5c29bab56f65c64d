//! A form: judged by the same rules as a cell.
use contact::{Code, CustomField, CustomKind, CustomValue, Draft, Rules, label::Labels};

use crate::{custom, rules};

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
    let national =
        draft(serde_json::json!({"last_name": "Chan", "phones": [{"number": "12345678"}]}));
    assert_eq!(
        national.check(&rules()).unwrap_err()[0].to_string(),
        "Mobile: \"12345678\" has no country code. Start it with + and the country code (e.g. +85212345678)"
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
