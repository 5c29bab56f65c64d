//! Recipes: offered for a file with the same header, used by a click, taken back by another, kept when the file is confirmed.
use std::collections::BTreeMap;

use contact::{
    mend::Mend,
    recipe::{Recipe, RecipeLayout, RecipeRepair, fingerprint},
    repair::Fix,
};
use preview::{ColumnView, LayoutView, Repair, TriedMend};

use super::*;
use crate::{
    import::recipe_event::RecipeEvent,
    wire::{
        imports::OnDuplicate,
        recipes::{ImportRecipe, KeptRecipe},
    },
};

const HEADERS: [&str; 3] = ["Last name", "Handy", "Company"];

fn fill() -> Mend {
    Mend::Fill {
        column: "Company".to_owned(),
        value: "Acme".to_owned(),
    }
}

fn kept(headers: &[&str]) -> KeptRecipe {
    KeptRecipe {
        id: Uuid::from_u128(5),
        name: Some("Monthly".to_owned()),
        fingerprint: fingerprint(headers.iter().copied()),
        recipe: ImportRecipe {
            file: Recipe {
                columns: BTreeMap::from([("handy".to_owned(), "Mobile".to_owned())]),
                repairs: vec![RecipeRepair {
                    code: Code::E01,
                    column: "Mobile".to_owned(),
                }],
                steps: vec![fill()],
                country_code: CountryCode::PlusMissing,
                ..Recipe::default()
            },
            duplicates: OnDuplicate::Skip,
            ..ImportRecipe::default()
        },
        owner: "Ada".to_owned(),
        may_change: true,
    }
}

fn columns() -> Vec<ColumnView> {
    let column = |header: &&str| ColumnView {
        header: (*header).to_owned(),
        matched: match *header {
            "Handy" => Match::Ignored,
            name => Match::Name(name.to_owned()),
        },
        samples: Vec::new(),
        lost: None,
        guess: None,
    };
    HEADERS.iter().map(column).collect()
}

fn phones() -> Judgement {
    let mut phones = group(Code::E01, 3);
    phones.repair = Some(Repair {
        fix: Fix::PhoneMarks,
        records: 3,
        both_ways: 0,
        before: "+852 1".to_owned(),
        after: "+8521".to_owned(),
        made: false,
    });
    let mut judgement = judgement(7, 3, vec![phones, group(Code::E02, 2)]);
    judgement.columns = columns();
    judgement
}

/// A page that knows a recipe for files with these headers, and a file that is judged; and what was asked for then.
fn offered(headers: &[&str]) -> (ImportState, Vec<ImportCommand>) {
    let mut page = ImportState::default();
    page.take(ImportEvent::Recipe(RecipeEvent::Known(vec![kept(headers)])));
    page.take(ImportEvent::Rules(rules()));
    page.take(ImportEvent::Dropped {
        name: "ten.csv".to_owned(),
        size: 900,
    });
    let commands = page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
    (page, commands)
}

#[test]
fn a_recipe_is_offered_for_the_same_header_with_a_count_and_an_example() {
    let (mut page, commands) = offered(&["HANDY", "Company", "Last name"]);
    let tries = |command: &ImportCommand| matches!(command, ImportCommand::Ask(ToWorker::Try { mend }) if *mend == fill());
    assert!(commands.iter().any(tries), "{commands:?}");
    page.take(ImportEvent::Said(
        page.round,
        FromWorker::Tried(TriedMend {
            mend: fill(),
            records: 4,
            before: String::new(),
            after: "Acme".to_owned(),
        }),
    ));
    let offers = page.recipe_offers();
    assert_eq!(offers.len(), 1);
    let offer = &offers[0];
    assert_eq!(offer.columns, [("Handy".to_owned(), "Mobile".to_owned())]);
    assert_eq!((offer.repairs, offer.repaired), (1, 3));
    assert_eq!((offer.steps, offer.stepped), (1, 4));
    let example = ("+852 1".to_owned(), "+8521".to_owned());
    assert_eq!(offer.example, Some(example));
    assert_eq!(page.options.duplicates, OnDuplicate::Create, "not yet used");
    let (other, commands) = offered(&["Last name", "Company"]);
    assert!(other.recipe_offers().is_empty());
    assert!(!commands.iter().any(tries));
}

#[test]
fn a_click_takes_a_recipe_over_and_another_takes_it_back() {
    let (mut page, _) = offered(&HEADERS);
    page.take(ImportEvent::Matched(2, "Team".to_owned()));
    page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
    let used = ImportEvent::Recipe(RecipeEvent::Used(Uuid::from_u128(5)));
    let commands = page.take(used.clone());
    let (_, settings) = asked(&commands);
    assert_eq!(settings.columns[&1], "Mobile");
    assert_eq!(settings.columns[&2], "Team");
    assert_eq!(settings.repairs.len(), 1);
    assert_eq!(settings.steps.len(), 1);
    assert_eq!(page.options.duplicates, OnDuplicate::Skip);
    assert_eq!(page.used_recipe(), Some(Some("Monthly".to_owned())));
    assert!(page.recipe_offers().is_empty());
    assert!(page.take(used).is_empty(), "once");
    let commands = page.take(ImportEvent::Recipe(RecipeEvent::TakenBack));
    let (_, settings) = asked(&commands);
    assert_eq!(settings.columns, BTreeMap::from([(2, "Team".to_owned())]));
    assert!(settings.repairs.is_empty() && settings.steps.is_empty());
    assert_eq!(page.options.duplicates, OnDuplicate::Create);
    assert_eq!(page.recipe_offers().len(), 1);
}

#[test]
fn a_recipe_is_no_longer_said_to_be_used_once_the_file_is_read_in_another_way() {
    let events = [
        ImportEvent::LaidOut(LayoutChoice::AsItIs),
        ImportEvent::SheetChosen("2026".to_owned()),
        ImportEvent::Delimiter(';'),
    ];
    for event in events {
        let (mut page, _) = offered(&HEADERS);
        page.take(ImportEvent::Recipe(RecipeEvent::Used(Uuid::from_u128(5))));
        page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
        let lost = page.lost_by(&event);
        assert_eq!((lost.columns, lost.repairs, lost.steps), (1, 1, 1));
        let commands = page.take(event);
        let (round, settings) = asked(&commands);
        assert!(settings.columns.is_empty() && settings.repairs.is_empty());
        assert!(settings.steps.is_empty());
        assert_eq!(page.used_recipe(), None);
        assert_eq!(page.options.duplicates, OnDuplicate::Create);
        page.take(ImportEvent::Said(round, FromWorker::Judged(phones())));
        assert_eq!(page.recipe_offers().len(), 1, "it can be used again");
    }
}

#[test]
fn what_is_typed_goes_only_with_a_recipe_that_has_the_file_read_in_another_way() {
    let used = ImportEvent::Recipe(RecipeEvent::Used(Uuid::from_u128(5)));
    let taken_back = ImportEvent::Recipe(RecipeEvent::TakenBack);
    let text = || Some("Chan".to_owned());
    for (delimiter, cells) in [(None, 0), (Some(';'), 1)] {
        let (mut page, _) = offered(&["Another", "file"]);
        let mut known = kept(&HEADERS);
        known.recipe.file.delimiter = delimiter;
        page.take(ImportEvent::Recipe(RecipeEvent::Known(vec![known])));
        page.take(ImportEvent::Typed(vec![(4, 0, text())]));
        assert_eq!(page.lost_by(&used).cells, cells);
        page.take(used.clone());
        page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
        page.take(ImportEvent::Typed(vec![(5, 0, text())]));
        assert_eq!(page.lost_by(&taken_back).cells, cells);
    }
}

#[test]
fn of_a_file_that_is_refused_a_recipe_says_all_that_it_does_without_a_count() {
    let mut page = ImportState::default();
    let mut known = kept(&HEADERS);
    known.recipe.file.encoding = Some(Encoding::Big5);
    known.recipe.file.delimiter = Some(',');
    page.take(ImportEvent::Recipe(RecipeEvent::Known(vec![known])));
    page.take(ImportEvent::Rules(rules()));
    page.take(ImportEvent::Dropped {
        name: "ten.csv".to_owned(),
        size: 900,
    });
    let refused = FromWorker::Refused {
        code: Code::F06,
        message: "…".to_owned(),
        reading: Some(reading()),
        columns: columns(),
        sheets: Vec::new(),
    };
    page.take(ImportEvent::Said(page.round, refused));
    let offers = page.recipe_offers();
    assert_eq!(offers.len(), 1);
    let offer = &offers[0];
    assert_eq!((offer.repairs, offer.repairs_later), (0, 1));
    assert_eq!((offer.steps, offer.steps_later), (0, 1));
    assert_eq!(offer.encoding, Some(Encoding::Big5));
    assert_eq!(offer.delimiter, None, "it is read by that already");
    assert_eq!(offer.example, None);
}

#[test]
fn a_repair_of_a_column_that_only_the_recipe_matches_is_told_without_a_count() {
    let mut good = judgement(10, 0, Vec::new());
    good.columns = columns();
    let mut page = judged(good);
    let known = RecipeEvent::Known(vec![kept(&HEADERS)]);
    page.take(ImportEvent::Recipe(known));
    let offers = page.recipe_offers();
    assert_eq!((offers[0].repairs, offers[0].repairs_later), (0, 1));
    // Its column is there: the worker says what the step does.
    assert_eq!(offers[0].steps_later, 0);
}

#[test]
fn steps_are_tried_one_after_the_other_because_only_the_newest_question_is_answered() {
    let other = Mend::Fill {
        column: "Last name".to_owned(),
        value: "Chan".to_owned(),
    };
    let (mut page, _) = offered(&["Another", "file"]);
    let mut two = kept(&HEADERS);
    two.recipe.file.steps.push(other.clone());
    let tries = |commands: Vec<ImportCommand>| {
        let tries = commands.into_iter().filter_map(|command| match command {
            ImportCommand::Ask(ToWorker::Try { mend }) => Some(mend),
            _ => None,
        });
        tries.collect::<Vec<_>>()
    };
    let tried = |mend: Mend| {
        FromWorker::Tried(TriedMend {
            mend,
            records: 4,
            before: String::new(),
            after: "x".to_owned(),
        })
    };
    let known = ImportEvent::Recipe(RecipeEvent::Known(vec![two]));
    assert_eq!(tries(page.take(known)), [fill()]);
    let commands = page.take(ImportEvent::Said(page.round, tried(fill())));
    assert_eq!(tries(commands), std::slice::from_ref(&other));
    // Whoever looks at a column asks for themselves, and leaves the word when they are done.
    page.take(ImportEvent::ValuesAsked(Some(2)));
    let commands = page.take(ImportEvent::ValuesAsked(None));
    assert_eq!(tries(commands), std::slice::from_ref(&other));
    let commands = page.take(ImportEvent::Said(page.round, tried(other)));
    assert!(tries(commands).is_empty());
    let offers = page.recipe_offers();
    assert_eq!((offers[0].steps, offers[0].stepped), (2, 8));
}

#[test]
fn what_was_matched_in_the_columns_of_before_is_not_matched_in_those_of_another_layout() {
    let (mut page, _) = offered(&["Another", "file"]);
    let mut as_it_is = kept(&HEADERS);
    as_it_is.recipe.file.layout = RecipeLayout::AsItIs;
    page.take(ImportEvent::Recipe(RecipeEvent::Known(vec![as_it_is])));
    page.take(ImportEvent::Matched(2, "Team".to_owned()));
    page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
    let used = ImportEvent::Recipe(RecipeEvent::Used(Uuid::from_u128(5)));
    let commands = page.take(used);
    let (round, settings) = asked(&commands);
    assert_eq!(settings.layout, LayoutChoice::AsItIs);
    assert!(settings.columns.is_empty());
    let commands = page.take(ImportEvent::Said(round, FromWorker::Judged(phones())));
    let (round, settings) = asked(&commands);
    assert_eq!(settings.columns, BTreeMap::from([(1, "Mobile".to_owned())]));
    page.take(ImportEvent::Said(round, FromWorker::Judged(phones())));
    let commands = page.take(ImportEvent::Recipe(RecipeEvent::TakenBack));
    let (_, settings) = asked(&commands);
    assert_eq!(settings.layout, LayoutChoice::Found);
    assert_eq!(settings.columns, BTreeMap::from([(2, "Team".to_owned())]));
}

#[test]
fn its_country_code_is_the_answer_beforehand_and_what_was_decided_is_kept_at_the_end() {
    let (mut page, _) = offered(&HEADERS);
    page.take(ImportEvent::Recipe(RecipeEvent::Used(Uuid::from_u128(5))));
    page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
    let commands = page.take(ImportEvent::Confirmed);
    assert_eq!(page.stage, Stage::CountryQuestion);
    assert_eq!(page.choice, Choice::Given(CountryCode::PlusMissing));
    let (round, settings) = asked(&commands);
    assert_eq!(settings.rules.country_code, CountryCode::PlusMissing);
    page.take(ImportEvent::Said(round, FromWorker::Judged(phones())));
    let commands = page.take(ImportEvent::Confirmed);
    let kept_now = commands.iter().find_map(|command| match command {
        ImportCommand::KeepRecipe(draft) => Some(draft),
        _ => None,
    });
    let draft = kept_now.expect("what was decided is kept");
    assert_eq!(draft.name, None);
    assert_eq!(*draft.fingerprint, *fingerprint(HEADERS.into_iter()));
    assert_eq!(draft.recipe.file.columns["Handy"], "Mobile");
    assert_eq!(draft.recipe.file.steps, [fill()]);
    assert_eq!(draft.recipe.duplicates, OnDuplicate::Skip);
}

#[test]
fn a_layout_whose_steps_hold_words_of_the_file_is_saved_once_that_is_confirmed() {
    let (mut page, _) = offered(&HEADERS);
    page.take(ImportEvent::Recipe(RecipeEvent::Used(Uuid::from_u128(5))));
    page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
    let commands = page.take(ImportEvent::Recipe(RecipeEvent::ToSave("House".to_owned())));
    assert!(commands.is_empty(), "nothing leaves before it is confirmed");
    assert_eq!(page.layout_to_save(), Some("House"));
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::Said(page.round, FromWorker::Judged(phones())));
    let commands = page.take(ImportEvent::Confirmed);
    let kept_now = commands.iter().filter_map(|command| match command {
        ImportCommand::KeepRecipe(draft) => draft.name.as_deref().map(ToOwned::to_owned),
        _ => None,
    });
    assert_eq!(kept_now.collect::<Vec<String>>(), ["House"]);
    assert_eq!(page.layout_to_save(), None);
    page.take(ImportEvent::Closed);
    assert_eq!(page.layout_to_save(), None);
}

#[test]
fn a_file_about_which_nothing_was_decided_leaves_no_recipe() {
    let mut judgement = judgement(10, 0, Vec::new());
    judgement.columns = columns();
    let mut page = judged(judgement);
    let commands = page.take(ImportEvent::Confirmed);
    assert!(matches!(commands.as_slice(), [ImportCommand::Send(_)]));
}

#[test]
fn a_layout_alone_is_offered_and_a_whole_name_is_kept_by_the_header_of_its_column() {
    let mut page = judged(phones());
    let split = RecipeLayout::SplitName("Handy".to_owned());
    let mut only = kept(&HEADERS);
    only.recipe = ImportRecipe {
        file: Recipe {
            layout: split.clone(),
            ..Recipe::default()
        },
        ..ImportRecipe::default()
    };
    let id = only.id;
    page.take(ImportEvent::Recipe(RecipeEvent::Known(vec![only])));
    let offers = page.recipe_offers();
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].layout.as_ref(), Some(&split));
    let commands = page.take(ImportEvent::Recipe(RecipeEvent::Used(id)));
    let (round, settings) = asked(&commands);
    assert_eq!(settings.layout, LayoutChoice::SplitName(1));
    let mut verdict = judgement(3, 0, Vec::new());
    verdict.columns = columns();
    verdict.layout = Some(LayoutView {
        name: "Handy".to_owned(),
        made_of: Vec::new(),
    });
    page.take(ImportEvent::Said(round, FromWorker::Judged(verdict)));
    let draft = page.recipe_draft(None).expect("its header is known");
    assert_eq!(draft.recipe.file.layout, split);
}

#[test]
fn a_recipe_of_which_nothing_would_come_is_not_offered() {
    let mut only = kept(&HEADERS);
    only.recipe = ImportRecipe {
        file: Recipe {
            country_code: CountryCode::PlusMissing,
            ..Recipe::default()
        },
        duplicates: OnDuplicate::Skip,
        ..ImportRecipe::default()
    };
    let offers = |judgement: Judgement| {
        let mut page = judged(judgement);
        let known = RecipeEvent::Known(vec![only.clone()]);
        page.take(ImportEvent::Recipe(known));
        page.recipe_offers()
    };
    let lacking: Vec<u64> = offers(phones()).iter().map(|offer| offer.lacking).collect();
    assert_eq!(lacking, [2], "it says for how many");
    // Every number has a country code, and nobody is known to exist.
    let mut good = judgement(10, 0, Vec::new());
    good.columns = columns();
    assert!(offers(good).is_empty());
}

#[test]
fn steps_that_are_offered_are_tried_one_after_the_other() {
    let fill_of = |column: &str| Mend::Fill {
        column: column.to_owned(),
        value: "Acme".to_owned(),
    };
    let tried = |commands: &[ImportCommand]| {
        let tried = commands.iter().filter_map(|command| match command {
            ImportCommand::Ask(ToWorker::Try { mend }) => Some(mend.clone()),
            _ => None,
        });
        tried.collect::<Vec<_>>()
    };
    let mut page = judged(phones());
    let mut several = kept(&HEADERS);
    several.recipe.file.steps = vec![fill_of("Shoe"), fill(), fill_of("Last name")];
    let known = RecipeEvent::Known(vec![several]);
    let commands = page.take(ImportEvent::Recipe(known));
    assert_eq!(tried(&commands), [fill()]);
    let said = FromWorker::Tried(TriedMend {
        mend: fill(),
        records: 2,
        before: String::new(),
        after: "Acme".to_owned(),
    });
    let commands = page.take(ImportEvent::Said(page.round, said));
    assert_eq!(tried(&commands), [fill_of("Last name")]);
}
