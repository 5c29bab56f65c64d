//! Cells that are typed over and repairs that are made one after the other, and taken back: what the ledger says after
//! judging their records anew is what judging the whole file anew says, to the last example.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use contact::{
    Code, Language, Rules,
    check::{CheckOptions, Outcome, checker::Checker, dates::Dates, verdict::Verdict},
    mend::{Mend, MendStep},
};
use preview::{
    EditedCell, GroupKey, JudgementSettings, LayoutChoice, Show,
    edits::{FilePatches, Retaking, one_repair, touched},
    ledger::{KeptRecord, RecordLedger, RowRepairs, fixes},
};
use proptest::prelude::*;

const HEADER: &str = "Last name,Mobile,Email,Birthdate,Contact Label,Shoe";

fn settings() -> JudgementSettings {
    JudgementSettings {
        rules: Rules {
            labels: Some(vec!["VIP".to_owned()].into()),
            ..Rules::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
        },
        language: Language::default(),
        encoding: None,
        delimiter: Some(','),
        columns: BTreeMap::new(),
        repairs: Vec::new(),
        steps: Vec::new(),
        layout: LayoutChoice::default(),
        sheet: None,
    }
}

/// A file as the worker holds it.
struct Held {
    text: String,
    settings: JudgementSettings,
    typed: FilePatches,
    checker: Checker,
    ledger: RecordLedger,
    /// What the dates showed when it was judged as a whole.
    dates: Dates,
}

impl Held {
    /// Judges the whole file, until it knows what its dates show.
    fn judge(text: &str, settings: &JudgementSettings, typed: &FilePatches) -> Self {
        let mut dates = Dates::default();
        loop {
            let mut options = CheckOptions::new(settings.rules.clone());
            options.delimiter = Some(b',');
            options.patches = typed.patches();
            options.steps = settings.steps.clone();
            options.fixes = fixes(&settings.repairs, &settings.rules, &dates);
            options.doubted = dates.doubted();
            let rows = RowRepairs::new(&settings.repairs, 0);
            options.leave_out_short = rows.leave_out_short;
            let mut checker = Checker::new(options);
            let mut ledger = RecordLedger::new(rows, settings.language);
            let mut note = |verdict: &Verdict| ledger.note(verdict, &settings.rules);
            checker.push(text.as_bytes(), &mut note).unwrap();
            checker.finish(&mut note).unwrap();
            ledger.know_dates(checker.dates());
            let mut held = Self {
                text: text.to_owned(),
                settings: settings.clone(),
                typed: typed.clone(),
                checker,
                ledger,
                dates,
            };
            if !held.is_overtaken() {
                let misfits = held.checker.misfits();
                held.typed.forget(&misfits);
                return held;
            }
            dates = held.ledger.dates().clone();
        }
    }

    /// Whether the whole file has to be judged again.
    fn is_overtaken(&self) -> bool {
        let (now, then) = (self.ledger.dates(), &self.dates);
        let made = |dates| fixes(&self.settings.repairs, &self.settings.rules, dates);
        self.ledger.is_unsure() || now.doubted() != then.doubted() || made(now) != made(then)
    }

    fn read(&self, records: &[u32]) -> Vec<(KeptRecord, Vec<u8>)> {
        let read = |record: &u32| {
            let kept = self.ledger.kept(*record);
            let span = kept.span.start as usize..kept.span.end as usize;
            let text = self.text.as_bytes()[span].to_vec();
            (kept, text)
        };
        records.iter().map(read).collect()
    }

    fn retaking(&mut self) -> Retaking<'_> {
        Retaking {
            checker: &mut self.checker,
            ledger: &mut self.ledger,
            rules: &self.settings.rules,
        }
    }

    fn tell(&mut self) {
        let read = self.read(&self.ledger.untold());
        self.retaking().tell(&read);
    }

    fn type_over(&mut self, cells: &[EditedCell]) {
        let read = self.read(&touched(cells, &self.ledger));
        let mut typed = std::mem::take(&mut self.typed);
        self.retaking().edit(&mut typed, cells, &read);
        self.typed = typed;
        if self.is_overtaken() {
            *self = Self::judge(&self.text, &self.settings, &self.typed);
        }
        self.tell();
    }

    /// Makes a repair, or takes it back.
    fn repair(&mut self, key: &GroupKey) {
        let mut settings = self.settings.clone();
        settings.repairs.retain(|other| other != key);
        if settings.repairs.len() == self.settings.repairs.len() {
            settings.repairs.push(key.clone());
        }
        let Some(key) = one_repair(&self.settings, &settings) else {
            *self = Self::judge(&self.text, &settings, &self.typed);
            return;
        };
        self.settings = settings;
        let repairs = self.settings.repairs.clone();
        let records = self.retaking().begin_repair(&key, &repairs);
        let read = self.read(&records);
        let mut again = self.checker.again().unwrap();
        let mut retaking = self.retaking();
        for (kept, text) in &read {
            retaking.repair(&mut again, kept, text);
        }
        self.ledger.settle();
        self.tell();
    }

    /// Everything that is said of the file.
    fn said(&self) -> String {
        let groups = self.ledger.groups();
        let records = |code, column: Option<&String>| {
            let column = column.cloned();
            let (total, kept) = self.ledger.select(&Show::Group { code, column }, 0, 100);
            let kept: Vec<u64> = kept.iter().map(|kept| kept.record).collect();
            (total, kept)
        };
        let of_groups: Vec<_> = groups
            .iter()
            .map(|group| {
                let key = &group.key;
                (
                    records(key.code, Some(&key.column)),
                    records(key.code, None),
                )
            })
            .collect();
        let columns = self.checker.columns().unwrap();
        let layout = self.ledger.failed_text().layout(columns, &[]);
        let outcomes: Vec<_> = (0..self.ledger.records())
            .map(|record| self.ledger.outcome(record))
            .collect();
        format!(
            "{:#?}\n{groups:#?}\n{of_groups:?}\n{outcomes:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{layout:?}",
            self.ledger.counts(),
            self.ledger.failed(),
            self.ledger.new_labels(),
            self.ledger.made_steps(&self.settings.steps),
            self.ledger.dates(),
            self.typed,
        )
    }
}

/// What a person does.
#[derive(Clone, Debug)]
enum Deed {
    Type(Vec<EditedCell>),
    Repair(GroupKey),
}

fn cell() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "",
        "Chan",
        "+85291234567",
        "+852 9123 4567",
        "9123",
        "(852) 91234567",
        "a@x.co",
        "b @x.co",
        "mailto:c@x.co",
        "nobody",
        "“Chan”",
        "14/12/1980",
        "03/04/1985",
        "12/31/1990",
        "1980-12-14",
        "new",
        "new;newer",
        "VIP",
        "“new”",
        "a, b",
        "\"",
    ])
    .prop_map(str::to_owned)
}

fn row() -> impl Strategy<Value = Vec<String>> {
    // Some rows lack a value, some have one too many.
    prop::collection::vec(cell(), 4..8).prop_map(|mut cells| {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            cells[0] = "Chan".to_owned();
        }
        cells
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let edited = (
        1..9_u64,
        0..8_u32,
        prop::option::weighted(0.7, cell()),
        0..3_u32,
    );
    let edited = edited.prop_map(|(record, column, text, since)| EditedCell {
        record,
        column,
        text,
        since,
    });
    let keys = [
        (Code::E01, "Mobile"),
        (Code::E04, "Email"),
        (Code::W06, "Last name"),
        (Code::W06, "Contact Label"),
        (Code::E05, "Birthdate"),
        (Code::E21, "Birthdate"),
        (Code::W07, ""),
    ];
    let keys = keys.map(|(code, column)| GroupKey {
        code,
        column: column.to_owned(),
    });
    prop_oneof![
        2 => prop::collection::vec(edited, 1..4).prop_map(Deed::Type),
        1 => prop::sample::select(keys.to_vec()).prop_map(Deed::Repair),
    ]
}

fn steps() -> impl Strategy<Value = Vec<MendStep>> {
    let mends = prop::collection::vec(0..3_usize, 0..3);
    mends.prop_map(|mends| {
        let mend = |kind| match kind {
            0 => Mend::Fill {
                column: "Contact Label".to_owned(),
                value: "filled".to_owned(),
            },
            1 => Mend::Replace {
                column: "Mobile".to_owned(),
                find: "9123".to_owned(),
                with: "9 123".to_owned(),
                whole: false,
                any_case: false,
            },
            _ => Mend::Replace {
                column: "Birthdate".to_owned(),
                find: "03/".to_owned(),
                with: "14/".to_owned(),
                whole: false,
                any_case: false,
            },
        };
        let steps = (1..).zip(mends);
        steps
            .map(|(number, kind)| MendStep {
                number,
                mend: mend(kind),
            })
            .collect()
    })
}

fn written(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        if text.contains([',', '"']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let mut text = format!("{HEADER}\r\n");
    for row in rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&format!("{}\r\n", cells.join(",")));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn judging_single_records_anew_leaves_what_judging_the_whole_file_anew_leaves(
        rows in prop::collection::vec(row(), 1..8),
        steps in steps(),
        deeds in prop::collection::vec(deed(), 1..8),
    ) {
        let settings = JudgementSettings { steps, ..settings() };
        let text = written(&rows);
        let mut held = Held::judge(&text, &settings, &FilePatches::default());
        for deed in &deeds {
            match deed {
                Deed::Type(cells) => held.type_over(cells),
                Deed::Repair(key) => held.repair(key),
            }
            let anew = Held::judge(&text, &held.settings, &held.typed);
            prop_assert_eq!(held.said(), anew.said(), "{}after {:?} of {:?}", text, deed, deeds);
        }
    }
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
    let mut held = Held::judge(&text, &settings(), &FilePatches::default());
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
    let mut held = Held::judge(&text, &settings(), &FilePatches::default());
    let before = held.said();
    let key = GroupKey {
        code: Code::E01,
        column: "Mobile".to_owned(),
    };
    let repairs = [key.clone()];
    held.settings.repairs = repairs.to_vec();
    // A list is counted across cells, and what does not mend a cell is none of its repair's.
    let read = held.retaking().begin_repair(&key, &repairs);
    assert!(!read.contains(&0) && !read.contains(&2), "{read:?}");
    assert!(read.contains(&3), "{read:?}");
    let mut held = Held::judge(&text, &settings(), &FilePatches::default());
    held.repair(&key);
    let made = JudgementSettings {
        repairs: repairs.to_vec(),
        ..settings()
    };
    let anew = Held::judge(&text, &made, &FilePatches::default());
    assert_eq!(held.said(), anew.said());
    assert_eq!(held.ledger.outcome(0), Outcome::Ready);
    assert_eq!(held.ledger.outcome(2), Outcome::Failed);
    held.repair(&key);
    assert_eq!(held.said(), before);
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
    let mut held = Held::judge(&text, &settings(), &FilePatches::default());
    let key = GroupKey {
        code: Code::E01,
        column: "Mobile".to_owned(),
    };
    let (failed, repairs) = (held.ledger.failed().len(), [key.clone()]);
    held.settings.repairs = repairs.to_vec();
    let read = held.retaking().begin_repair(&key, &repairs);
    assert_eq!((failed, read.len()), (10_000, 0));
}

#[test]
fn what_has_no_place_is_named() {
    let text = format!("{HEADER}\nChan,,,,,\n");
    let mut held = Held::judge(&text, &settings(), &FilePatches::default());
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
    let key = |code, column: &str| GroupKey {
        code,
        column: column.to_owned(),
    };
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
