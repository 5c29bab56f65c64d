//! What a form takes in of what others saved, and what is said at its inputs.
use chrono::{DateTime, NaiveDate};
use contact::{Country, Draft, Language, PhoneKind};
use serde_json::json;

use super::{add, chan, contact, phone, put, read, sent_by, untouched};
use crate::{
    error::{Error, FieldProblem},
    panel::form::FormShown,
    wire::contacts::LastEdit,
};

#[test]
fn what_others_saved_comes_in_and_what_both_changed_waits_for_a_choice() {
    let mut pairs = untouched(&chan());
    put(&mut pairs, "company", "Mine");
    put(&mut pairs, "job_title", "Both the same");
    let theirs = Draft {
        company: "<i>Theirs".to_owned(),
        job_title: "Both the same".to_owned(),
        team: "North".to_owned(),
        ..chan()
    };
    let now = contact(4, theirs.clone());
    let mut form = read(&pairs);
    let taken = form.take_in(&now);
    let open = ("company".to_owned(), Some(json!("<i>Theirs")));
    assert_eq!(
        (&taken.open[..], &taken.changed[..]),
        (&[open][..], &["team".to_owned()][..])
    );
    let draft = form.typed.draft();
    assert_eq!(
        (&*draft.company, &*draft.team, form.version),
        ("Mine", "North", 4)
    );

    // The form that is shown then asks, and what it sends without a choice asks again.
    let mei = LastEdit {
        field: "company".to_owned(),
        staff: "Mei & Chan".to_owned(),
        own: false,
        at: DateTime::UNIX_EPOCH,
    };
    let shown = FormShown {
        others: vec![mei],
        taken,
        ..FormShown::default()
    };
    let html = form.html(Language::English, &shown);
    assert!(html.contains("Mei &amp; Chan"), "{html}");
    assert!(html.contains("&lt;i&gt;Theirs"), "{html}");
    assert!(html.contains("data-told"), "{html}");
    let pairs = sent_by(&html);
    let taken = read(&pairs).take_in(&now);
    assert_eq!((taken.open.len(), taken.changed.len()), (1, 0));

    for (side, company) in [("mine", "Mine"), ("theirs", "<i>Theirs")] {
        let mut pairs = pairs.clone();
        add(&mut pairs, "choice.company", side);
        let mut form = read(&pairs);
        assert_eq!(form.take_in(&now).open, []);
        assert_eq!(form.typed.draft().company, company);
        assert_eq!(form.typed.base, theirs);

        // They changed it once more: what was chosen was chosen from something else.
        let later = Draft {
            company: "Later".to_owned(),
            ..theirs.clone()
        };
        let mut form = read(&pairs);
        let open = form.take_in(&contact(5, later)).open;
        assert_eq!(open, [("company".to_owned(), Some(json!("Later")))]);
    }
}

#[test]
fn it_is_said_who_changed_what_and_that_somebody_did_where_the_log_does_not_tell_who() {
    let mut pairs = untouched(&chan());
    put(&mut pairs, "company", "Mine");
    let theirs = Draft {
        company: "Theirs".to_owned(),
        team: "North".to_owned(),
        group: "Desk".to_owned(),
        ..chan()
    };
    let taken = read(&pairs).take_in(&contact(4, theirs));
    let edits = |staff: &str, own| {
        let edit = |field: &str| LastEdit {
            field: field.to_owned(),
            staff: staff.to_owned(),
            own,
            at: DateTime::UNIX_EPOCH,
        };
        ["company", "team", "group"].map(edit).to_vec()
    };
    let mei = || edits("Mei Chan", false);
    for (language, others, wanted) in [
        (
            Language::English,
            mei(),
            [
                "Mei Chan made it “Theirs”.",
                "Mei Chan changed Team and Group",
            ],
        ),
        (
            Language::English,
            edits("Ada Wong", true),
            [
                "You made it “Theirs” in another window.",
                "You changed Team and Group in another window",
            ],
        ),
        (
            Language::English,
            Vec::new(),
            [
                "Somebody else made it “Theirs”.",
                "Changed by somebody else: Team and Group",
            ],
        ),
        (
            Language::Traditional,
            mei(),
            [
                "Mei Chan 已將此改為「Theirs」。",
                "Mei Chan 更改了團隊和群組",
            ],
        ),
        (
            Language::Simplified,
            Vec::new(),
            ["其他人已将此改为“Theirs”。", "其他人更改了：团队和分组"],
        ),
    ] {
        let shown = FormShown {
            others,
            taken: taken.clone(),
            ..FormShown::default()
        };
        let html = read(&pairs).html(language, &shown);
        for words in wanted {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
}

#[test]
fn both_add_a_number_and_both_numbers_stand_in_the_form() {
    let mut pairs = untouched(&chan());
    for (part, value) in [("kind", "Home"), ("text", "+852 6123 4567"), ("region", "")] {
        add(&mut pairs, &format!("phone_{part}"), value);
    }
    add(&mut pairs, "phone_verified", "false");
    let mut theirs = chan();
    theirs
        .phones
        .push(phone(PhoneKind::Other, "+85267654321", false));
    let mut form = read(&pairs);
    let taken = form.take_in(&contact(4, theirs));
    assert_eq!(
        (taken.open.len(), &taken.changed[..]),
        (0, &["phones".to_owned()][..])
    );
    let rows = &form.typed.lists[0];
    let keys: Vec<u32> = rows.iter().map(|row| row.key).collect();
    assert_eq!(keys, [0, 1, 2, 3]);
    assert_eq!(form.typed.draft().phones.len(), 4);
}

#[test]
fn a_trouble_stands_at_its_input_and_opens_the_section_that_holds_it() {
    let mut pairs = untouched(&chan());
    put(&mut pairs, "last_name", " ");
    put(&mut pairs, "team", "x\u{7}");
    let mut form = read(&pairs);
    form.take_in(&contact(3, chan()));
    let today = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day");
    let troubles = form.troubles(today);
    assert_eq!(troubles.len(), 2, "{troubles:?}");
    let shown = FormShown {
        troubles,
        ..FormShown::default()
    };
    let html = form.html(Language::English, &shown);
    assert!(html.contains(r#"id="last-name-error""#), "{html}");
    assert!(html.contains(r#"id="team-error""#), "{html}");
    assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 2);
    assert!(html.contains(r#"data-part="other" open"#), "{html}");
    assert!(!html.contains(r#"data-part="address" open"#), "{html}");
}

#[test]
fn a_day_that_reads_two_ways_is_asked_about_and_nothing_of_it_is_saved() {
    let mut pairs = untouched(&chan());
    put(&mut pairs, "birth_date", "03/04/1985");
    let form = read(&pairs);
    let today = NaiveDate::from_ymd_opt(2026, 11, 28).expect("a day");
    let troubles = form.troubles(today);
    let ids: Vec<&str> = troubles.iter().map(|trouble| &*trouble.id).collect();
    assert_eq!(ids, ["birth-date"]);
    let shown = FormShown {
        troubles,
        ..FormShown::default()
    };
    let html = form.html(Language::English, &shown);
    assert!(
        html.contains("3 Apr 1985") && html.contains("4 Mar 1985"),
        "{html}"
    );
    assert_eq!(form.typed.draft(), chan());
}

#[test]
fn a_number_gets_the_code_of_the_country_that_is_chosen_for_it() {
    let mut pairs = untouched(&chan());
    for (kind, text, region) in [("Home", "6123 4567", "HK"), ("Other", "12", "HK")] {
        add(&mut pairs, "phone_kind", kind);
        add(&mut pairs, "phone_text", text);
        add(&mut pairs, "phone_region", region);
        add(&mut pairs, "phone_verified", "false");
    }
    let mut form = read(&pairs);
    let complete = |number: &str, country: Country| match number.len() {
        8 => Ok(format!("+{}{number}", country.dial().expect("a code"))),
        _ => Err(Error::Invalid(vec![FieldProblem::new(
            "E01", "Mobile", "No.",
        )])),
    };
    let troubles = form.complete(complete).expect("completed");
    let ids: Vec<&str> = troubles.iter().map(|trouble| &*trouble.id).collect();
    assert_eq!(ids, ["phone-3"]);
    assert_eq!(form.typed.lists[0][2].text, "+85261234567");
}
