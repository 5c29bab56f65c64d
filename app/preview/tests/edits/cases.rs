//! Single cells and repairs, and what comes of them.

use contact::{Code, check::Outcome};
use preview::{
    EditedCell, GroupKey, JudgementSettings,
    edits::{FilePatches, one_repair, touched},
};

use crate::held::{HeldFile, key, settings};

const HEADER: &str = "Last name,Mobile,Email,Birthdate,Contact Label,Shoe";

/// A file of these lines, judged.
fn file(text: &str) -> HeldFile {
    HeldFile::new(text.as_bytes(), text, &settings())
}

fn edited(record: u64, column: u32, text: Option<&str>) -> EditedCell {
    EditedCell {
        record,
        column,
        text: text.map(str::to_owned),
        since: 0,
    }
}

#[test]
fn what_is_typed_is_one_record_s_matter_and_can_be_taken_back() {
    let text =
        format!("{HEADER}\nChan,1,a@x.co,,,\nLee,+852 9123 4567,b@x.co,,,\nHo,2,nobody,,,\n");
    let mut held = file(&text);
    let before = held.said();
    assert_eq!(held.ledger.counts().failed, 3);
    held.type_over(&[edited(1, 1, Some("+85291234567"))]);
    assert_eq!(held.ledger.counts().failed, 2);
    assert_eq!(held.typed.cells(), 1);
    held.type_over(&[edited(1, 1, Some("+85291234568")), edited(3, 1, Some(""))]);
    assert_eq!(held.typed.cells(), 2);
    // An answer that is still owed changes nothing.
    let typed = held.said();
    held.type_over(&[]);
    assert_eq!(held.said(), typed);
    held.type_over(&[edited(1, 1, None), edited(3, 1, None)]);
    assert_eq!((held.typed.cells(), held.said()), (0, before));
}

#[test]
fn a_repair_reads_only_records_in_which_more_than_its_cell_changes() {
    let text = format!(
        "{HEADER}\nChan,+852 9123 4567,a@x.co,,,\nLee,(852) 91234567,,,,\nHo,+852 9123 4568,nobody,,,\n\
         Ng,+852 9123 4567;+852 9123 4568,,,,\nTo,9123 4567,,,,\n"
    );
    let mut held = file(&text);
    let before = held.said();
    let key = key(Code::E01, "Mobile");
    let repairs = [key.clone()];
    held.settings.repairs = repairs.to_vec();
    // A list is counted across cells, and what does not mend a cell is none of its repair's.
    let read = held.retaking().begin_repair(&key, &repairs);
    assert!(!read.contains(&0) && !read.contains(&2), "{read:?}");
    assert!(read.contains(&3), "{read:?}");
    let mut held = file(&text);
    held.repair(&key);
    let made = JudgementSettings {
        repairs: repairs.to_vec(),
        ..settings()
    };
    let anew = HeldFile::new(text.as_bytes(), &text, &made);
    assert_eq!(held.said(), anew.said());
    assert_eq!(held.ledger.outcome(0), Outcome::Ready);
    assert_eq!(held.ledger.outcome(2), Outcome::Failed);
    held.repair(&key);
    assert_eq!(held.said(), before);
}

#[test]
fn a_cause_that_is_partly_repaired_shows_a_record_that_still_has_the_problem() {
    let text = format!("{HEADER}\nChan,,a @x.co,,,\nLee,,nobody,,,\nHo,,b @x.co,,,\nNg,,none,,,\n");
    let mut held = file(&text);
    let key = key(Code::E04, "Email");
    let said = |held: &HeldFile| {
        let groups = held.ledger.groups();
        let of_cause = groups.into_iter().find(|group| group.key == key);
        let group = of_cause.expect("the cause");
        (group.records, group.line, group.message)
    };
    let is_of = |held: &HeldFile, wanted: (u64, u64), cell: &str| {
        let (records, line, message) = said(held);
        assert_eq!((records, line), wanted, "{message}");
        assert!(message.contains(cell), "{message}");
    };
    is_of(&held, (4, 2), "a @x.co");
    held.repair(&key);
    is_of(&held, (2, 3), "nobody");
    assert_eq!(held.said(), held.anew().said());
    // By hand too, until none has it any more: then the first that was mended says what was mended.
    held.type_over(&[edited(2, 2, Some("lee@x.co"))]);
    is_of(&held, (1, 5), "none");
    held.type_over(&[edited(4, 2, Some("ng@x.co"))]);
    is_of(&held, (0, 2), "a @x.co");
    held.type_over(&[edited(4, 2, None)]);
    is_of(&held, (1, 5), "none");
    held.repair(&key);
    is_of(&held, (3, 2), "a @x.co");
    assert_eq!(held.said(), held.anew().said());
}

#[test]
fn a_repair_reads_none_of_ten_thousand_people_who_each_filled_in_other_columns() {
    let header = "Last name,Mobile,First name,Company,Job Title,Team,Facebook,WeChat,Twitter,LinkedIn,\
         Address,City,State,ZipCode,Group";
    let mut text = format!("{header}\n");
    for person in 0..10_000_u32 {
        text.push_str(&format!("Chan,+852 9123 {person:04}"));
        for column in 0..13 {
            let is_filled = (person + 1) >> column & 1 == 1;
            text.push_str(if is_filled { ",x" } else { "," });
        }
        text.push('\n');
    }
    let mut held = file(&text);
    let key = key(Code::E01, "Mobile");
    let (failed, repairs) = (held.ledger.failed().len(), [key.clone()]);
    held.settings.repairs = repairs.to_vec();
    let read = held.retaking().begin_repair(&key, &repairs);
    assert_eq!((failed, read.len()), (10_000, 0));
}

#[test]
fn what_has_no_place_is_named() {
    let text = format!("{HEADER}\nChan,,,,,\n");
    let mut held = file(&text);
    let cells = [
        edited(1, 6, Some("x")),
        edited(7, 0, Some("y")),
        edited(7, 1, None),
    ];
    let read = held.read(&touched(&cells, &held.ledger));
    let mut typed = FilePatches::default();
    let misfits = held.retaking().edit(&mut typed, &cells, &read);
    let named: Vec<_> = misfits
        .iter()
        .map(|misfit| (misfit.record, misfit.text.as_str()))
        .collect();
    assert_eq!(named, [(1, "x"), (7, "y")]);
    assert_eq!(typed.cells(), 0);
}

#[test]
fn only_a_repair_that_nothing_else_depends_on_is_made_by_itself() {
    let with = |repairs: Vec<GroupKey>| JudgementSettings {
        repairs,
        ..settings()
    };
    let (phones, emails) = (key(Code::E01, "Mobile"), key(Code::E04, "Email"));
    let none = with(Vec::new());
    let one = with(vec![phones.clone()]);
    let both = with(vec![phones.clone(), emails.clone()]);
    assert_eq!(one_repair(&none, &one), Some(phones.clone()));
    assert_eq!(one_repair(&one, &none), Some(phones.clone()));
    assert_eq!(one_repair(&one, &both), Some(emails.clone()));
    assert_eq!(one_repair(&both, &one), Some(emails.clone()));
    assert_eq!(one_repair(&none, &both), None);
    assert_eq!(one_repair(&one, &one), None);
    assert_eq!(one_repair(&one, &with(vec![emails, phones])), None);
    for key in [
        key(Code::E05, "Birthdate"),
        key(Code::W07, ""),
        key(Code::W06, "Contact Label"),
    ] {
        assert_eq!(one_repair(&none, &with(vec![key])), None);
    }
    let other = JudgementSettings {
        delimiter: Some(';'),
        ..one
    };
    assert_eq!(one_repair(&none, &other), None);
}
