//! Any sequence of what a person does to any file.

use contact::{Code, mend::Mend};
use preview::{EditedCell, GroupKey, JudgementSettings};
use proptest::prelude::*;

use crate::{
    held::{HeldFile, key, settings},
    written::{
        Done, FileForm, TextForm, WrittenCell,
        generated::{HEADER, WIDEST, mend, of_column, rows},
    },
};

/// What a person does.
#[derive(Clone, Debug)]
pub enum Deed {
    /// Typed over; each cell with whether it was typed after all steps, or before them.
    Type(Vec<(EditedCell, bool)>),
    /// Made, or taken back.
    Repair(GroupKey),
    Step(Mend),
    /// One of those that are made, counted around.
    TakeBack(usize),
}

fn edited() -> impl Strategy<Value = (EditedCell, bool)> {
    (0..WIDEST).prop_flat_map(|column| {
        let text = prop_oneof![1 => Just(String::new()), 4 => of_column(column)];
        let text = prop::option::weighted(0.7, text);
        (1..7_u64, text, any::<bool>()).prop_map(move |(record, text, is_newest)| {
            let cell = EditedCell {
                record,
                column: column as u32,
                text,
                since: 0,
            };
            (cell, is_newest)
        })
    })
}

fn repaired() -> impl Strategy<Value = GroupKey> {
    prop::sample::select(vec![
        key(Code::E01, "Mobile"),
        key(Code::E04, "Email"),
        key(Code::E07, "Language"),
        key(Code::W06, "Last name"),
        key(Code::W06, "Company"),
        key(Code::W06, "Contact Label"),
        key(Code::E05, "Birthdate"),
        key(Code::E21, "Birthdate"),
        key(Code::W07, ""),
        key(Code::E12, ""),
    ])
}

pub fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => prop::collection::vec(edited(), 1..4).prop_map(Deed::Type),
        2 => repaired().prop_map(Deed::Repair),
        1 => mend().prop_map(Deed::Step),
        1 => any::<usize>().prop_map(Deed::TakeBack),
    ];
    prop::collection::vec(deed, 1..8)
}

/// A file, and what is done to it.
#[derive(Clone, Debug)]
pub struct Sequence {
    pub form: FileForm,
    pub rows: Vec<Vec<WrittenCell>>,
    pub deeds: Vec<Deed>,
}

pub fn sequence() -> impl Strategy<Value = Sequence> {
    let all = (FileForm::any(&TextForm::ALL), rows(), deeds());
    all.prop_map(|(form, (mut rows, _), mut deeds)| {
        for cell in rows.iter_mut().flatten() {
            cell.text = form.text.fitting(&cell.text);
        }
        for deed in &mut deeds {
            if let Deed::Type(cells) = deed {
                for text in cells.iter_mut().filter_map(|(cell, _)| cell.text.as_mut()) {
                    *text = form.text.fitting(text);
                }
            }
        }
        Sequence { form, rows, deeds }
    })
}

impl Sequence {
    pub fn settings(&self) -> JudgementSettings {
        JudgementSettings {
            encoding: self.form.text.chosen(),
            delimiter: Some(char::from(self.form.delimiter)),
            ..settings()
        }
    }

    pub fn held(&self) -> HeldFile {
        let text = self.form.uploaded(&HEADER, &self.rows);
        let bytes = self.form.text.bytes(&text);
        HeldFile::new(&bytes, &text, &self.settings())
    }
}

/// The cells as the page would send them.
pub fn edited_now(held: &HeldFile, cells: &[(EditedCell, bool)]) -> Vec<EditedCell> {
    let newest = held.newest_step();
    let cells = cells.iter().map(|(cell, is_newest)| EditedCell {
        since: if *is_newest { newest } else { 0 },
        ..cell.clone()
    });
    cells.collect()
}

/// Does it to the file; `number` is that of the deed, and of a step that it makes.
pub fn carry_out(held: &mut HeldFile, number: u32, deed: &Deed) {
    match deed {
        Deed::Type(cells) => held.type_over(&edited_now(held, cells)),
        Deed::Repair(key) => held.repair(key),
        Deed::Step(mend) => held.make_step(number, mend),
        Deed::TakeBack(place) => {
            let made = held.settings.steps.len();
            if made > 0 {
                held.take_back(place % made);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn judging_single_records_anew_leaves_what_judging_the_whole_file_or_the_one_written_out_like_that_leaves(
        sequence in sequence(),
    ) {
        let mut held = sequence.held();
        for (number, deed) in (1..).zip(&sequence.deeds) {
            carry_out(&mut held, number, deed);
            prop_assert_eq!(held.said(), held.anew().said(), "after {:?}", deed);
            let done = Done {
                form: sequence.form,
                header: &HEADER,
                rows: &sequence.rows,
                options: held.options(),
            };
            let (anew, text) = done.said_anew();
            prop_assert_eq!(&done.said(), &anew, "{}after {:?}", text, deed);
            prop_assert_eq!(done.left(held.said_of_records()), anew, "{}after {:?}", text, deed);
        }
    }
}
