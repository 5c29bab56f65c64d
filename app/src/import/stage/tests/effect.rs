//! What the page knows of what the import would do, and what it tells the server of it.
use std::collections::BTreeMap;

use contact::effect::{
    ChoiceRun, EffectClass, EffectCounts, OnDuplicate,
    choices::{ClassChoices, EffectChoices},
};
use preview::effect::{EffectAsk, EffectList, EffectTold, EffectView};

use super::*;
use crate::{
    import::effect_event::{EffectCommand, EffectEvent},
    wire::effect::EffectCheck,
};

fn tell(page: &mut ImportState, event: EffectEvent) -> Vec<ImportCommand> {
    page.take(ImportEvent::Effect(event))
}

fn said(page: &mut ImportState, told: EffectTold) -> Vec<ImportCommand> {
    let round = page.round;
    page.take(ImportEvent::Said(round, FromWorker::Effect(told)))
}

fn view(runs: Vec<ChoiceRun>) -> EffectView {
    EffectView {
        choices: EffectChoices::default(),
        classes: BTreeMap::from([(EffectClass::New, 6), (EffectClass::Exists, 2)]),
        counts: EffectCounts {
            create: 8,
            ..EffectCounts::default()
        },
        compared: true,
        runs,
        changes: Vec::new(),
    }
}

/// The same where the records that exist are skipped.
fn skipping(run: ChoiceRun) -> EffectView {
    let choices = EffectChoices {
        classes: ClassChoices {
            exists: Some(OnDuplicate::Skip),
            ..ClassChoices::default()
        },
        ..EffectChoices::default()
    };
    EffectView {
        choices,
        ..view(vec![run])
    }
}

/// A page that has begun to look, and the number of the look.
fn looking() -> (ImportState, u32) {
    let mut page = judged(judgement(8, 2, Vec::new()));
    let commands = tell(&mut page, EffectEvent::Wanted);
    let [ImportCommand::Look(EffectCommand::Begin { check })] = commands.as_slice() else {
        panic!("a key is asked for: {commands:?}");
    };
    let begun = EffectCheck {
        id: Uuid::from_u128(9),
        key: "00".repeat(32),
    };
    let commands = tell(&mut page, EffectEvent::Begun(*check, begun));
    assert!(matches!(
        commands.as_slice(),
        [ImportCommand::Ask(ToWorker::Effect(
            EffectAsk::Begin { .. }
        ))]
    ));
    (page, *check)
}

#[test]
fn digests_go_to_the_server_and_answers_to_the_worker() {
    let (mut page, check) = looking();
    let keys = EffectTold::Keys {
        check,
        number: 1,
        keys: "p00".to_owned(),
    };
    let commands = said(&mut page, keys);
    assert!(matches!(
        commands.as_slice(),
        [ImportCommand::Look(EffectCommand::Hits { number: 1, .. })]
    ));
    let hits = EffectAsk::Hits {
        check,
        number: 1,
        hits: Vec::new(),
    };
    let commands = tell(&mut page, EffectEvent::Answered(check, hits.clone()));
    assert_eq!(commands.len(), 1);
    let view = view(Vec::new());
    said(&mut page, EffectTold::Foreseen { check, view });
    assert_eq!(page.effect.existing(), 2);
    assert!(page.effect.known().is_some());
    let late = tell(&mut page, EffectEvent::Answered(check - 1, hits));
    assert!(late.is_empty(), "what belongs to an earlier look");
}

#[test]
fn a_choice_for_a_class_is_waited_for_and_goes_along() {
    let (mut page, check) = looking();
    let first = view(Vec::new());
    said(&mut page, EffectTold::Foreseen { check, view: first });
    let skip = EffectEvent::ForClass(EffectClass::Exists, Some(OnDuplicate::Skip));
    let commands = tell(&mut page, skip);
    assert!(matches!(
        commands.as_slice(),
        [ImportCommand::Ask(ToWorker::Effect(
            EffectAsk::Choose { .. }
        ))]
    ));
    assert_eq!(page.may_confirm(), Err(Hindrance::Looking));
    let run = ChoiceRun {
        from: 3,
        to: 4,
        choice: OnDuplicate::Skip,
    };
    // What was worked out before the choice is not what would be done.
    let late = view(Vec::new());
    said(&mut page, EffectTold::Foreseen { check, view: late });
    assert_eq!(page.may_confirm(), Err(Hindrance::Looking));
    said(
        &mut page,
        EffectTold::Foreseen {
            check,
            view: skipping(run),
        },
    );
    let commands = page.take(ImportEvent::Confirmed);
    let [ImportCommand::Send(parcel)] = commands.as_slice() else {
        panic!("it is sent: {commands:?}");
    };
    assert_eq!(parcel.choices, [run]);
}

#[test]
fn a_file_that_is_judged_otherwise_is_looked_at_again_under_the_same_key() {
    let (mut page, check) = looking();
    let view = view(Vec::new());
    said(&mut page, EffectTold::Foreseen { check, view });
    tell(
        &mut page,
        EffectEvent::ForRecord(3, Some(OnDuplicate::Update)),
    );
    let round = page.round;
    let again = FromWorker::Judged(judgement(9, 1, Vec::new()));
    let commands = page.take(ImportEvent::Said(round, again));
    let asks = commands.iter().any(|command| {
        matches!(command, ImportCommand::Ask(ToWorker::Effect(EffectAsk::Begin { check: new, .. })) if *new > check)
    });
    assert!(asks, "{commands:?}");
    assert!(
        page.effect.records.is_empty(),
        "records count otherwise now"
    );
    assert!(page.effect.forgotten, "and that is said");
    assert!(page.effect.known().is_none());
}

#[test]
fn what_was_chosen_for_records_of_before_is_not_sent_with_those_of_now() {
    let (mut page, check) = looking();
    let skip = EffectEvent::ForClass(EffectClass::Exists, Some(OnDuplicate::Skip));
    tell(&mut page, skip);
    let run = ChoiceRun {
        from: 3,
        to: 4,
        choice: OnDuplicate::Skip,
    };
    let view = skipping(run);
    said(&mut page, EffectTold::Foreseen { check, view });
    assert_eq!(page.may_confirm(), Ok(()));
    page.take(ImportEvent::Typed(vec![(1, 0, Some("Chan".to_owned()))]));
    assert!(page.take(ImportEvent::Confirmed).is_empty());
    let round = page.round;
    let edited = FromWorker::Edited(judgement(9, 1, Vec::new()));
    let commands = page.take(ImportEvent::Said(round, edited));
    let sends = |command: &ImportCommand| matches!(command, ImportCommand::Send(_));
    assert!(!commands.iter().any(sends), "{commands:?}");
    assert_eq!(
        (page.stage, page.may_confirm()),
        (Stage::Judged, Err(Hindrance::Looking))
    );
}

#[test]
fn a_choice_about_a_large_file_that_is_judged_otherwise_waits_for_the_next_look_and_not_for_ever() {
    let (mut page, check) = looking();
    let view = view(Vec::new());
    said(&mut page, EffectTold::Foreseen { check, view });
    let again = FromWorker::Judged(judgement(200_000, 1, Vec::new()));
    let round = page.round;
    let commands = page.take(ImportEvent::Said(round, again));
    let looks = |commands: &[ImportCommand]| {
        let is_look =
            |command: &ImportCommand| matches!(command, ImportCommand::Ask(ToWorker::Effect(_)));
        commands.iter().any(is_look)
    };
    assert!(!looks(&commands), "only when somebody asks for it");
    let skip = EffectEvent::ForClass(EffectClass::Exists, Some(OnDuplicate::Skip));
    assert!(tell(&mut page, skip).is_empty());
    assert!(page.effect.outdated && !page.effect.looking);
    // Rows of before are shown no more: their numbers are those of other records now.
    let rows = EffectTold::Rows {
        check,
        list: EffectList::Class(EffectClass::Exists),
        from: 0,
        total: 1,
        rows: Vec::new(),
    };
    assert!(said(&mut page, rows).is_empty() && page.effect.shown.is_none());
    let commands = tell(&mut page, EffectEvent::Wanted);
    let [ImportCommand::Ask(ToWorker::Effect(EffectAsk::Begin { choices, .. }))] =
        commands.as_slice()
    else {
        panic!("it is looked at again: {commands:?}");
    };
    assert_eq!(choices.classes.exists, Some(OnDuplicate::Skip));
}

#[test]
fn what_fails_is_said_and_keeps_nobody_from_importing() {
    let (mut page, check) = looking();
    tell(&mut page, EffectEvent::Failed(check, Error::Unreachable));
    assert_eq!(page.effect.trouble, Some(Error::Unreachable));
    assert_eq!(page.may_confirm(), Ok(()));
    let commands = tell(&mut page, EffectEvent::Wanted);
    assert!(matches!(
        commands.as_slice(),
        [ImportCommand::Look(EffectCommand::Begin { .. })]
    ));
}

#[test]
fn that_somebody_exists_stays_said_for_the_file_and_not_for_the_next() {
    let (mut page, check) = looking();
    assert!(!page.effect.met);
    let foreseen = |view| EffectTold::Foreseen { check, view };
    said(&mut page, foreseen(view(Vec::new())));
    assert!(page.effect.met && page.effect.existing() == 2);
    let mut nobody = view(Vec::new());
    nobody.classes = BTreeMap::from([(EffectClass::New, 8)]);
    said(&mut page, foreseen(nobody));
    assert!(page.effect.met && page.effect.existing() == 0);
    page.take(ImportEvent::Closed);
    assert!(!page.effect.met);
}
