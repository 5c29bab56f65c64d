//! Taking a merge apart: what it brought goes, what was edited since stays.
use contact::{
    Contact,
    merge::{Choices, Keep, Without, differences, merge, undo},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{chosen, contact, draft, fields, two_with_lists};

/// The master with some of what the other brought, edited since by `change`.
fn edited_since(
    master: &Value,
    other: &Value,
    choices: &Choices,
    change: impl FnOnce(&mut Contact),
) -> (Contact, contact::merge::Unmerged) {
    let (master, other) = (contact(1, master.clone()), contact(2, other.clone()));
    let after = merge(&master, &other, choices).unwrap();
    let mut now = after.clone();
    change(&mut now);
    (master.clone(), undo(&master, &after, &now))
}

#[test]
fn undoing_gives_back_what_was_there() {
    let (ours, theirs) = two_with_lists();
    let without = Without {
        phones: vec!["+85211111111".to_owned()],
        labels: vec!["VIP".to_owned()],
        ..Without::default()
    };
    for choices in [
        Choices::default(),
        Choices {
            without,
            ..Choices::default()
        },
    ] {
        let after = merge(&ours, &theirs, &choices).unwrap();
        let undone = undo(&ours, &after, &after);
        assert_eq!((undone.contact, undone.kept), (ours.clone(), Vec::new()));
    }
}

#[test]
fn what_was_edited_since_stays() {
    let master = json!({"company": "Acme", "labels": ["VIP"], "emails": [{"address": "a@b.co"}], "last_name": "Chan"});
    let other = json!({"company": "Harbour", "team": "North", "labels": ["New"], "emails": [{"address": "c@d.co"}], "last_name": "Chen"});
    let choices = Choices {
        fields: [
            ("company".to_owned(), Keep::Other),
            ("last_name".to_owned(), Keep::Both),
        ]
        .into(),
        without: Without {
            labels: vec!["VIP".to_owned()],
            ..Without::default()
        },
    };
    let (_, undone) = edited_since(&master, &other, &choices, |now| {
        now.draft.company = "Elsewhere".to_owned();
        now.draft.job_title = "Buyer".to_owned();
        now.draft.labels.push("Since".to_owned());
        now.draft.emails.remove(0);
        now.other_last_names.push("Chin".to_owned());
    });
    assert_eq!(
        draft(&undone.contact),
        json!({"last_name": "Chan", "type": "Lead", "level": "Primary", "company": "Elsewhere", "job_title": "Buyer", "labels": ["Since", "VIP"]})
    );
    assert_eq!(undone.contact.other_last_names, ["Chin"]);
    let kept: Vec<_> = undone
        .kept
        .iter()
        .map(|line| (line.field.as_str(), line.old.clone(), line.new.clone()))
        .collect();
    assert_eq!(
        kept,
        [("company", Some(json!("Acme")), Some(json!("Elsewhere")))]
    );
}

#[test]
fn an_edit_that_agrees_with_the_undo_is_no_conflict() {
    let (master, undone) = edited_since(
        &json!({"company": "Acme"}),
        &json!({"company": "Harbour"}),
        &chosen("company", Keep::Other),
        |now| now.draft.company = "Acme".to_owned(),
    );
    assert_eq!(
        (draft(&undone.contact), undone.kept),
        (draft(&master), vec![])
    );
}

#[test]
fn a_number_that_was_verified_since_stays_and_is_told() {
    let brought = json!({"phones": [{"number": "+85211111111"}]});
    let (_, undone) = edited_since(&json!({}), &brought, &Choices::default(), |now| {
        now.draft.phones[0].verified = true;
    });
    assert!(undone.contact.draft.phones[0].verified);
    assert_eq!(undone.kept.len(), 1);
    assert_eq!(undone.kept[0].old, None);
}

#[test]
fn a_number_under_two_types_is_taken_back_beside_what_was_added_since() {
    let ours = json!({"phones": [{"type": "Mobile", "number": "+85211111111"}]});
    let theirs = json!({"phones": [{"type": "Work", "number": "+85211111111"}]});
    let (_, undone) = edited_since(&ours, &theirs, &Choices::default(), |now| {
        now.draft.phones.push(contact::Phone {
            kind: contact::PhoneKind::Home,
            number: "+85233333333".to_owned(),
            verified: false,
        });
    });
    let phones: Vec<_> = undone
        .contact
        .draft
        .phones
        .iter()
        .map(|phone| (phone.kind.as_str(), phone.number.as_str()))
        .collect();
    assert_eq!(
        phones,
        [("Mobile", "+85211111111"), ("Home", "+85233333333")]
    );
    assert_eq!(undone.kept, []);
}

proptest! {
    #[test]
    fn undoing_any_merge_gives_the_master_back(
        ours in proptest::sample::subsequence(fields(), 0..=19),
        theirs in proptest::sample::subsequence(fields(), 0..=19),
        keeps in proptest::collection::vec(0..4_usize, 19),
        lists in any::<bool>(),
    ) {
        let whole = |fields: &[(&str, Value, Value)], second: bool| {
            let mut whole = if lists { json!({"phones": [{"number": if second { "+85211111111" } else { "+85222222222" }}], "labels": ["VIP"]}) } else { json!({}) };
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
        let (master, other) = (contact(1, whole(&ours, false)), contact(2, whole(&theirs, true)));
        let mut choices = Choices::default();
        for (difference, keep) in differences(&master, &other).iter().zip(keeps) {
            let keep = match keep {
                0 => Keep::Master,
                1 => Keep::Other,
                2 if difference.is_name() => Keep::Both,
                _ => continue,
            };
            choices.fields.insert(difference.field.clone(), keep);
        }
        let after = merge(&master, &other, &choices).unwrap();
        let undone = undo(&master, &after, &after);
        prop_assert_eq!(undone.contact, master);
        prop_assert!(undone.kept.is_empty());
    }
}
