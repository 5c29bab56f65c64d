//! Two saves of one contact: what is joined, what clashes, and that nothing is ever overwritten in silence.
use contact::{
    Draft,
    change::{diff, fields},
    reconcile::{keep_verified, reconcile, rejoin},
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

fn draft(value: Value) -> Draft {
    serde_json::from_value(value).expect("a draft")
}

/// Reads the outcome as JSON: the joined draft, and each clash as `[field, mine, theirs]`.
fn outcome(base: &Value, mine: &Value, theirs: &Value) -> (Value, Vec<Value>) {
    let [base, mine, theirs] = [base, mine, theirs].map(|value| draft(value.clone()));
    let joined = reconcile(&base, &mine, &theirs);
    let clashes = joined
        .clashes
        .iter()
        .map(|clash| json!([clash.field, clash.mine, clash.theirs]));
    let draft = fields(&joined.draft);
    (Value::Object(draft), clashes.collect())
}

fn phone(kind: &str, number: &str) -> Value {
    json!({"type": kind, "number": number, "verified": false})
}

#[test]
fn changes_that_do_not_overlap_are_joined() {
    let base = json!({"last_name": "Chan", "company": "Acme", "address": {"city": "Hong Kong"}, "custom": {"cf_size": 1}});
    let mine = json!({"last_name": "Chan", "company": "Acme HK", "address": {"city": "Hong Kong", "zip": "1"}, "custom": {"cf_size": 1}});
    let theirs = json!({"last_name": "Chan", "first_name": "Mei", "company": "Acme", "custom": {"cf_size": 2}});
    let (joined, clashes) = outcome(&base, &mine, &theirs);
    assert_eq!(clashes, Vec::<Value>::new());
    assert_eq!(
        joined,
        json!({
            "last_name": "Chan", "first_name": "Mei", "company": "Acme HK", "address.zip": "1", "cf_size": 2.0,
            "type": "Lead", "level": "Primary",
        })
    );
}

#[test]
fn a_field_that_both_changed_is_a_clash_with_both_values() {
    let base =
        json!({"last_name": "Chan", "company": "Acme", "team": "A", "custom": {"cf_size": 1}});
    let mine = json!({"last_name": "Chan", "company": "Acme Ltd", "custom": {"cf_size": 2}});
    let theirs =
        json!({"last_name": "Chan", "company": "Acme HK", "team": "B", "custom": {"cf_size": 3}});
    let (joined, clashes) = outcome(&base, &mine, &theirs);
    assert_eq!(
        clashes,
        [
            json!(["cf_size", 2.0, 3.0]),
            json!(["company", "Acme Ltd", "Acme HK"]),
            json!(["team", null, "B"]),
        ]
    );
    assert_eq!(
        joined["company"], "Acme HK",
        "theirs stands until it is decided"
    );

    let [base, mine, theirs] = [base, mine, theirs].map(draft);
    let decided = reconcile(&base, &mine, &theirs).decided(|field| field != "cf_size");
    assert_eq!(
        (decided.company.as_str(), decided.team.as_str()),
        ("Acme Ltd", "")
    );
    assert_eq!(fields(&decided)["cf_size"], 3.0);
}

#[test]
fn the_same_change_made_twice_is_no_clash() {
    let base = json!({"last_name": "Chan", "company": "Acme"});
    let both = json!({"last_name": "Chan", "company": "Acme HK"});
    assert_eq!(outcome(&base, &both, &both).1, Vec::<Value>::new());
}

#[test]
fn lists_are_joined_value_by_value() {
    let list = |phones: &[Value], labels: &[&str], levels: &[&str]| {
        let mut contact = json!({"last_name": "Chan", "phones": phones, "labels": labels});
        if !levels.is_empty() {
            contact["custom"] = json!({"cf_levels": levels});
        }
        contact
    };
    let (one, two, three, four) = (
        phone("Mobile", "+85211111111"),
        phone("Mobile", "+85222222222"),
        phone("Mobile", "+85233333333"),
        phone("Mobile", "+85244444444"),
    );
    // I removed the first number and added a third, they added a fourth and made the second one Work.
    let two_at_work = phone("Work", "+85222222222");
    let (joined, clashes) = outcome(
        &list(&[one.clone(), two.clone()], &["VIP", "Old"], &["A"]),
        &list(&[two.clone(), three.clone()], &["VIP", "Mine"], &["A", "B"]),
        &list(
            &[one, two_at_work.clone(), four.clone()],
            &["vip", "Old", "Theirs"],
            &["C"],
        ),
    );
    assert_eq!(clashes, Vec::<Value>::new());
    assert_eq!(joined["phones"], json!([four, three, two_at_work]));
    assert_eq!(joined["labels"], json!(["vip", "Theirs", "Mine"]));
    assert_eq!(joined["cf_levels"], json!(["C", "B"]));
}

#[test]
fn one_value_of_a_list_that_both_changed_is_a_clash_and_the_others_are_joined() {
    let list = |phones: &[Value]| json!({"last_name": "Chan", "phones": phones});
    let number = "+85211111111";
    let (added, other) = (
        phone("Mobile", "+85233333333"),
        phone("Mobile", "+85244444444"),
    );
    let (joined, clashes) = outcome(
        &list(&[phone("Mobile", number)]),
        &list(&[phone("Home", number), added.clone()]),
        &list(&[phone("Work", number), other.clone()]),
    );
    assert_eq!(
        clashes,
        [json!([
            "phones",
            [phone("Home", number), other.clone(), added.clone()],
            [phone("Work", number), other.clone(), added.clone()],
        ])]
    );
    assert_eq!(
        joined["phones"],
        json!([other, added, phone("Work", number)])
    );
}

#[test]
fn the_same_number_under_two_types_is_two_values() {
    let list = |kinds: &[&str]| {
        let phones: Vec<Value> = kinds
            .iter()
            .map(|kind| phone(kind, "+85211111111"))
            .collect();
        json!({"last_name": "Chan", "phones": phones})
    };
    let (joined, clashes) = outcome(
        &list(&["Mobile", "Work"]),
        &list(&["Mobile"]),
        &list(&["Mobile", "Work", "Home"]),
    );
    assert_eq!(clashes, Vec::<Value>::new());
    assert_eq!(joined["phones"], list(&["Mobile", "Home"])["phones"]);
}

#[test]
fn a_number_that_was_verified_while_i_removed_it_is_a_clash() {
    let list = |verified: bool| json!({"last_name": "Chan", "phones": [{"type": "Mobile", "number": "+85211111111", "verified": verified}]});
    let (_, clashes) = outcome(&list(false), &json!({"last_name": "Chan"}), &list(true));
    assert_eq!(clashes.len(), 1);
}

/// What becomes of an edit that waited, as the joined draft and the clashes.
fn rejoined(base: &Value, mine: &Value, now: &Value) -> (Value, Vec<Value>) {
    let [base, mine, now] = [base, mine, now].map(|value| draft(value.clone()));
    let joined = rejoin(&diff(&base, &mine), &now).expect("values that can be read");
    let clashes = joined.clashes.iter();
    let clashes = clashes.map(|clash| json!([clash.field, clash.mine, clash.theirs]));
    (Value::Object(fields(&joined.draft)), clashes.collect())
}

#[test]
fn what_waited_joins_the_values_that_others_added_meanwhile() {
    let list = |phones: &[&Value]| json!({"last_name": "Chan", "phones": phones});
    let [one, two, three] =
        ["+85211111111", "+85222222222", "+85233333333"].map(|n| phone("Mobile", n));
    let mut proved = two.clone();
    proved["verified"] = json!(true);
    for theirs in [&two, &proved] {
        let (joined, clashes) = rejoined(
            &list(&[&one]),
            &list(&[&one, &three]),
            &list(&[&one, theirs]),
        );
        assert_eq!(clashes, Vec::<Value>::new());
        assert_eq!(joined["phones"], json!([one, theirs, three]));
    }
}

#[test]
fn what_waited_clashes_with_another_value_and_changes_nothing_that_was_not_proposed() {
    let base = json!({"last_name": "Chan", "company": "Acme", "team": "A"});
    let mine = json!({"last_name": "Chan", "company": "Bolt", "team": "A"});
    let now = json!({"last_name": "Chan", "company": "Crane", "team": "B", "labels": ["VIP"]});
    let (joined, clashes) = rejoined(&base, &mine, &now);
    assert_eq!(clashes, [json!(["company", "Bolt", "Crane"])]);
    assert_eq!(joined, Value::Object(fields(&draft(now.clone()))));
    let lines = diff(&draft(base), &draft(mine));
    let decided = rejoin(&lines, &draft(now))
        .expect("values")
        .decided(|_| true);
    assert_eq!(
        (decided.company.as_str(), decided.team.as_str()),
        ("Bolt", "B")
    );
}

#[test]
fn what_was_verified_meanwhile_stays_as_it_is_and_the_rest_is_taken() {
    let number = "+85211111111";
    let proved = |kind: &str| json!({"type": kind, "number": number, "verified": true});
    let other = phone("Mobile", "+85222222222");
    for (wanted, now, kept) in [
        (
            json!([phone("Work", number), other]),
            json!([proved("Mobile")]),
            json!([proved("Mobile"), other]),
        ),
        (
            json!([other]),
            json!([proved("Mobile")]),
            json!([other, proved("Mobile")]),
        ),
        (
            json!([phone("Home", number)]),
            json!([proved("Mobile"), proved("Work")]),
            json!([proved("Mobile"), proved("Work")]),
        ),
        (
            json!([other]),
            json!([phone("Mobile", number)]),
            json!([other]),
        ),
    ] {
        let mut wanted = draft(json!({"last_name": "Chan", "phones": wanted}));
        keep_verified(
            &mut wanted,
            &draft(json!({"last_name": "Chan", "phones": now})),
        );
        assert_eq!(fields(&wanted)["phones"], kept);
    }
}

/// Drafts of few values, so that saves meet.
fn drafts() -> impl Strategy<Value = Draft> {
    let text = || prop_oneof!["", "a", "b", "c"];
    let list = || vec(0..4_u8, 0..4);
    (text(), text(), text(), list(), list(), list()).prop_map(|(company, city, custom, phones, labels, picked)| {
        let phones: Vec<Value> = phones
            .iter()
            .map(|n| phone(if n % 2 == 0 { "Mobile" } else { "Work" }, &format!("+8521111111{}", n / 2)))
            .collect();
        let mut value = json!({"last_name": "Chan", "company": company, "address": {"city": city}, "phones": phones});
        value["labels"] = labels.iter().map(|n| format!("label {n}")).collect();
        let picked: Vec<String> = picked.iter().map(|n| format!("option {n}")).collect();
        let mut held = json!({});
        if !custom.is_empty() {
            held["cf_text"] = json!(custom);
        }
        if !picked.is_empty() {
            held["cf_picked"] = json!(picked);
        }
        value["custom"] = held;
        let mut draft = draft(value);
        draft.tidy();
        draft
    })
}

proptest! {
    #[test]
    fn a_save_alone_is_taken_as_it_is(base in drafts(), mine in drafts()) {
        prop_assert_eq!(&reconcile(&base, &mine, &base).draft, &mine);
        prop_assert_eq!(&reconcile(&base, &base, &mine).draft, &mine);
        prop_assert_eq!(&reconcile(&base, &mine, &mine).draft, &mine);
        prop_assert!(reconcile(&base, &mine, &base).clashes.is_empty());
    }

    #[test]
    fn nothing_is_overwritten_in_silence(base in drafts(), mine in drafts(), theirs in drafts()) {
        let joined = reconcile(&base, &mine, &theirs);
        let clashes: Vec<&str> = joined.clashes.iter().map(|clash| clash.field.as_str()).collect();
        let ours: Vec<String> = diff(&base, &mine).into_iter().map(|line| line.field).collect();
        let others: Vec<String> = diff(&base, &theirs).into_iter().map(|line| line.field).collect();
        for field in &clashes {
            prop_assert!(ours.iter().any(|name| name == field) && others.iter().any(|name| name == field), "{}", field);
        }
        // A field that only one of us changed has that one's value.
        for line in diff(&joined.draft, &mine) {
            let is_mine = ours.contains(&line.field) && !others.contains(&line.field);
            prop_assert!(!is_mine, "{} is lost", line.field);
        }
        for line in diff(&joined.draft, &theirs) {
            let is_theirs = others.contains(&line.field) && !ours.contains(&line.field);
            prop_assert!(!is_theirs, "{} of theirs is lost", line.field);
        }
        // What either added to a list is there, or is part of a clash.
        for side in [&mine, &theirs] {
            for label in side.labels.iter().filter(|label| !base.labels.contains(label)) {
                prop_assert!(joined.draft.labels.contains(label) || clashes.contains(&"labels"), "{}", label);
            }
        }
    }

    #[test]
    fn both_of_us_see_the_same_clashes(base in drafts(), mine in drafts(), theirs in drafts()) {
        let names = |mine: &Draft, theirs: &Draft| {
            reconcile(&base, mine, theirs).clashes.into_iter().map(|clash| clash.field).collect::<Vec<_>>()
        };
        prop_assert_eq!(names(&mine, &theirs), names(&theirs, &mine));
    }
}
