//! Merging external contacts: the master takes in the other, field by field as chosen.
#![allow(clippy::unwrap_used)]

use contact::{
    Contact, ContactId, Kind, Network,
    merge::{Choices, Keep, Refused, Without, differences, merge, undo},
};
use proptest::prelude::*;
use serde_json::{Value, json};

mod undoing;

fn contact(number: u128, json: Value) -> Contact {
    let mut contact = json!({
        "id": ContactId(uuid::Uuid::from_u128(number)),
        "version": 1,
        "created_at": "2026-11-22T00:00:00Z",
        "updated_at": "2026-11-22T00:00:00Z",
    });
    contact
        .as_object_mut()
        .unwrap()
        .extend(json.as_object().unwrap().clone());
    serde_json::from_value(contact).unwrap()
}

fn chosen(field: &str, keep: Keep) -> Choices {
    Choices {
        fields: [(field.to_owned(), keep)].into(),
        ..Choices::default()
    }
}

fn draft(contact: &Contact) -> Value {
    serde_json::to_value(&contact.draft).unwrap()
}

/// Every field with one value, with two different values of it.
fn fields() -> Vec<(&'static str, Value, Value)> {
    vec![
        (
            "first_name",
            json!({"first_name": "A"}),
            json!({"first_name": "B"}),
        ),
        (
            "last_name",
            json!({"last_name": "A"}),
            json!({"last_name": "B"}),
        ),
        (
            "type",
            json!({"type": "Customer"}),
            json!({"type": "Prospect"}),
        ),
        (
            "level",
            json!({"level": "Primary"}),
            json!({"level": "Tertiary"}),
        ),
        ("company", json!({"company": "A"}), json!({"company": "B"})),
        (
            "job_title",
            json!({"job_title": "A"}),
            json!({"job_title": "B"}),
        ),
        ("team", json!({"team": "A"}), json!({"team": "B"})),
        ("group", json!({"group": "A"}), json!({"group": "B"})),
        (
            "language",
            json!({"language": "en"}),
            json!({"language": "zh"}),
        ),
        (
            "birth_date",
            json!({"birth_date": "1980-12-14"}),
            json!({"birth_date": "1980-12-15"}),
        ),
        (
            "address.street",
            json!({"address": {"street": "A"}}),
            json!({"address": {"street": "B"}}),
        ),
        (
            "address.city",
            json!({"address": {"city": "A"}}),
            json!({"address": {"city": "B"}}),
        ),
        (
            "address.state",
            json!({"address": {"state": "A"}}),
            json!({"address": {"state": "B"}}),
        ),
        (
            "address.zip",
            json!({"address": {"zip": "A"}}),
            json!({"address": {"zip": "B"}}),
        ),
        (
            "address.country",
            json!({"address": {"country": "HK"}}),
            json!({"address": {"country": "GB"}}),
        ),
        (
            "cf_text",
            json!({"custom": {"cf_text": "A"}}),
            json!({"custom": {"cf_text": "B"}}),
        ),
        (
            "cf_size",
            json!({"custom": {"cf_size": 1.0}}),
            json!({"custom": {"cf_size": 2.0}}),
        ),
        (
            "cf_many",
            json!({"custom": {"cf_many": ["A"]}}),
            json!({"custom": {"cf_many": ["A", "B"]}}),
        ),
        (
            "cf_yes",
            json!({"custom": {"cf_yes": true}}),
            json!({"custom": {"cf_yes": false}}),
        ),
    ]
}

#[test]
fn each_field_keeps_the_masters_value_or_takes_the_seconds() {
    for (field, ours, theirs) in fields() {
        let (master, other) = (contact(1, ours), contact(2, theirs));
        let result = |keep| merge(&master, &other, &chosen(field, keep));
        assert_eq!(
            draft(&result(Keep::Master).unwrap()),
            draft(&master),
            "{field}"
        );
        assert_eq!(
            draft(&result(Keep::Other).unwrap()),
            draft(&other),
            "{field}"
        );
        assert_eq!(
            draft(&merge(&master, &other, &Choices::default()).unwrap()),
            draft(&master),
            "{field}"
        );
        let differences = differences(&master, &other);
        assert_eq!(differences.len(), 1, "{field}");
        assert_eq!(
            (differences[0].field.as_str(), differences[0].keep),
            (field, Keep::Master)
        );
        if !matches!(field, "first_name" | "last_name") {
            assert_eq!(result(Keep::Both), Err(Refused::NotAName(field.to_owned())));
        }
    }
}

#[test]
fn names_can_also_keep_both() {
    let master = contact(
        1,
        json!({"first_name": "Tai Man", "last_name": "Chan", "other_last_names": ["Chen"]}),
    );
    let other = contact(
        2,
        json!({"first_name": "David", "last_name": "Chan", "other_first_names": ["Dave", "Tai Man"], "other_last_names": ["Chan", "Chen"]}),
    );
    let merged = merge(&master, &other, &chosen("first_name", Keep::Both)).unwrap();
    assert_eq!(merged.draft.first_name, "Tai Man");
    assert_eq!(merged.other_first_names, ["David", "Dave"]);
    assert_eq!(merged.other_last_names, ["Chen"]);
    let replaced = merge(&master, &other, &chosen("first_name", Keep::Other)).unwrap();
    assert_eq!(replaced.draft.first_name, "David");
    assert_eq!(replaced.other_first_names, ["Dave", "Tai Man"]);
}

#[test]
fn a_blank_is_filled_from_either_side() {
    for (field, value, _) in fields()
        .into_iter()
        .filter(|(field, ..)| !matches!(*field, "type" | "level"))
    {
        let (filled, blank) = (contact(1, value), contact(2, json!({})));
        assert_eq!(differences(&blank, &filled)[0].keep, Keep::Other, "{field}");
        assert_eq!(
            draft(&merge(&filled, &blank, &Choices::default()).unwrap()),
            draft(&filled),
            "{field}"
        );
        assert_eq!(
            draft(&merge(&blank, &filled, &Choices::default()).unwrap()),
            draft(&filled),
            "{field}"
        );
        let emptied = merge(&filled, &blank, &chosen(field, Keep::Other)).unwrap();
        assert_eq!(draft(&emptied), draft(&blank), "{field}");
    }
}

#[test]
fn equal_fields_are_not_asked() {
    let one = contact(
        1,
        json!({"last_name": "Chan", "company": "Acme", "phones": [{"number": "+85212345678"}]}),
    );
    let same = Contact {
        id: ContactId(uuid::Uuid::from_u128(2)),
        ..one.clone()
    };
    assert_eq!(differences(&one, &same), []);
    assert_eq!(
        draft(&merge(&one, &same, &Choices::default()).unwrap()),
        draft(&one)
    );
}

fn two_with_lists() -> (Contact, Contact) {
    (
        contact(
            1,
            json!({
                "phones": [{"type": "Mobile", "number": "+85211111111"}, {"type": "Work", "number": "+85222222222", "verified": true}],
                "emails": [{"type": "Work", "address": "a@b.co"}],
                "socials": [{"network": "line", "id": "me"}],
                "labels": ["VIP"],
            }),
        ),
        contact(
            2,
            json!({
                "phones": [{"type": "Home", "number": "+85211111111", "verified": true}, {"type": "Mobile", "number": "+85233333333"}],
                "emails": [{"type": "Personal", "address": "A@B.co"}, {"type": "Other", "address": "c@d.co"}],
                "socials": [{"network": "line", "id": "me", "verified": true}, {"network": "whatsapp", "id": "+85211111111"}],
                "labels": ["vip", "new"],
            }),
        ),
    )
}

#[test]
fn lists_are_united_each_value_once() {
    let (master, other) = two_with_lists();
    let merged = merge(&master, &other, &Choices::default()).unwrap();
    assert_eq!(
        draft(&merged),
        json!({
            "type": "Lead",
            "level": "Primary",
            "phones": [
                {"type": "Mobile", "number": "+85211111111", "verified": true},
                {"type": "Mobile", "number": "+85233333333", "verified": false},
                {"type": "Work", "number": "+85222222222", "verified": true},
                {"type": "Home", "number": "+85211111111", "verified": true},
            ],
            "emails": [{"type": "Work", "address": "a@b.co"}, {"type": "Other", "address": "c@d.co"}],
            "socials": [
                {"network": "whatsapp", "id": "+85211111111", "verified": false},
                {"network": "line", "id": "me", "verified": true},
            ],
            "labels": ["VIP", "new"],
        })
    );
    assert_eq!(merged.id, master.id);
}

#[test]
fn each_value_of_a_list_can_be_unticked_but_verified_ones_stay() {
    let (master, other) = two_with_lists();
    let without = Without {
        phones: ["+85211111111", "+85222222222", "+85233333333"]
            .map(str::to_owned)
            .to_vec(),
        emails: vec!["a@b.co".to_owned()],
        socials: vec![
            (Network::Line, "me".to_owned()),
            (Network::Whatsapp, "+85211111111".to_owned()),
        ],
        labels: vec!["Vip".to_owned()],
        notes: Vec::new(),
    };
    let merged = merge(
        &master,
        &other,
        &Choices {
            without,
            ..Choices::default()
        },
    )
    .unwrap()
    .draft;
    let phones: Vec<_> = merged
        .phones
        .iter()
        .map(|phone| (phone.number.as_str(), phone.verified))
        .collect();
    assert_eq!(
        phones,
        [
            ("+85211111111", true),
            ("+85222222222", true),
            ("+85211111111", true)
        ]
    );
    assert_eq!(merged.emails.len(), 1);
    assert_eq!(merged.socials.len(), 1);
    assert!(merged.socials[0].verified);
    assert_eq!(merged.labels, ["new"]);
}

#[test]
fn a_number_under_two_types_keeps_both_and_is_unticked_as_one() {
    let master = contact(
        1,
        json!({"phones": [{"type": "Mobile", "number": "+85211111111"}]}),
    );
    let other = contact(
        2,
        json!({"phones": [{"type": "Mobile", "number": "+85211111111"}, {"type": "Work", "number": "+85211111111"}]}),
    );
    let kinds = |choices: &Choices| -> Vec<&str> {
        let merged = merge(&master, &other, choices).unwrap();
        merged
            .draft
            .phones
            .iter()
            .map(|phone| phone.kind.as_str())
            .collect()
    };
    assert_eq!(kinds(&Choices::default()), ["Mobile", "Work"]);
    let without = Without {
        phones: vec!["+85211111111".to_owned()],
        ..Without::default()
    };
    let choices = Choices {
        without,
        ..Choices::default()
    };
    assert_eq!(kinds(&choices), [""; 0]);
    let after = merge(&master, &other, &Choices::default()).unwrap();
    assert_eq!(undo(&master, &after, &after).contact, master);
}

#[test]
fn more_values_than_a_contact_may_have_must_be_unticked() {
    let phones = |from: usize| -> Vec<Value> {
        (from..from + 11)
            .map(|number| json!({"number": format!("+8521234{number:04}")}))
            .collect()
    };
    let (master, other) = (
        contact(1, json!({"phones": phones(0)})),
        contact(2, json!({"phones": phones(100)})),
    );
    let refused = merge(&master, &other, &Choices::default()).unwrap_err();
    assert_eq!(refused.to_string(), "Phone number: more than 20 values");
    let without = Without {
        phones: vec!["+85212340000".to_owned(), "+85212340100".to_owned()],
        ..Without::default()
    };
    assert_eq!(
        merge(
            &master,
            &other,
            &Choices {
                without,
                ..Choices::default()
            }
        )
        .unwrap()
        .draft
        .phones
        .len(),
        20
    );
}

#[test]
fn a_contact_is_never_merged_with_itself() {
    let one = contact(1, json!({}));
    assert_eq!(
        merge(&one, &one.clone(), &Choices::default()),
        Err(Refused::Itself)
    );
}

#[test]
fn a_field_that_is_none_cannot_be_chosen() {
    let (one, two) = (contact(1, json!({})), contact(2, json!({})));
    for field in ["compny", "phones", "verified", "address"] {
        let refused = merge(&one, &two, &chosen(field, Keep::Other)).unwrap_err();
        assert_eq!(refused, Refused::NotAField(field.to_owned()));
    }
}

#[test]
fn choices_are_read_strictly_and_may_be_empty() {
    assert_eq!(
        serde_json::from_str::<Choices>("{}").unwrap(),
        Choices::default()
    );
    let choices: Choices = serde_json::from_value(json!({
        "fields": {"company": "other", "first_name": "both"},
        "without": {"phones": ["+85212345678"], "socials": [["line", "me"]]}
    }))
    .unwrap();
    assert_eq!(choices.fields["first_name"], Keep::Both);
    assert!(serde_json::from_str::<Choices>(r#"{"verified": true}"#).is_err());
    assert!(serde_json::from_str::<Choices>(r#"{"fields": {"company": "theirs"}}"#).is_err());
}

proptest! {
    #[test]
    fn by_default_nothing_is_lost_but_the_seconds_single_values(
        ours in proptest::sample::subsequence(fields(), 0..=19),
        theirs in proptest::sample::subsequence(fields(), 0..=19),
    ) {
        let all = |fields: &[(&str, Value, Value)], second: bool| {
            let mut whole = json!({});
            for (_, one, two) in fields {
                for (name, value) in (if second { two } else { one }).as_object().unwrap() {
                    match whole.get_mut(name).and_then(Value::as_object_mut) {
                        Some(parts) => parts.extend(value.as_object().unwrap().clone()),
                        None => whole[name] = value.clone(),
                    }
                }
            }
            whole
        };
        let (master, other) = (contact(1, all(&ours, false)), contact(2, all(&theirs, true)));
        let merged = merge(&master, &other, &Choices::default()).unwrap();
        prop_assert!(contact::change::diff(&master.draft, &merged.draft).iter().all(|line| line.old.is_none()));
        prop_assert!(contact::change::diff(&merged.draft, &other.draft).iter().all(|line| line.old.is_some()));
        prop_assert_eq!(merged.draft.kind == Kind::Customer, master.draft.kind == Kind::Customer);
    }
}

#[test]
fn a_choice_that_no_database_can_hold_is_not_read() {
    let read = |json: &str| serde_json::from_str::<Choices>(json);
    assert_eq!(read("{}").expect("nothing chosen"), Choices::default());
    let good = r#"{"fields":{"company":"other"},"without":{"phones":["+852"],"socials":[["line","a"]],"labels":["VIP"]}}"#;
    let choices = read(good).expect("choices");
    assert_eq!(serde_json::to_string(&choices).expect("JSON"), good);
    for bad in [
        r#"{"without":{"labels":["a\u0000"]}}"#,
        r#"{"without":{"socials":[["line","a\u0000"]]}}"#,
        r#"{"fields":{"cf_a\u0000":"other"}}"#,
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}
