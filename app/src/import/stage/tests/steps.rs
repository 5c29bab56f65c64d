//! Steps that change a column: made, taken back in any order, and what is looked at before.
use contact::mend::{Mend, MendStep};
use preview::{ColumnValue, ColumnView, MadeStep, TriedMend, ValueCluster};

use super::*;

fn fill(column: &str, value: &str) -> Mend {
    Mend::Fill {
        column: column.to_owned(),
        value: value.to_owned(),
    }
}

fn column(header: &str, matched: Match) -> ColumnView {
    ColumnView {
        header: header.to_owned(),
        matched,
        samples: Vec::new(),
        lost: None,
        guess: None,
    }
}

/// A file with some columns that fields have, and one that nobody knows.
fn whole() -> Judgement {
    let mut judgement = judgement(10, 0, Vec::new());
    judgement.columns = vec![
        column("Surname", Match::Alias("Last name".to_owned())),
        column("Shoe", Match::Ignored),
        column("Company", Match::Name("Company".to_owned())),
        column("Mobile", Match::Name("Mobile".to_owned())),
        column("Country", Match::Name("Country".to_owned())),
    ];
    judgement
}

/// The same with what its steps did.
fn stepped(settings: &JudgementSettings, records: &[u64]) -> Judgement {
    let mut judgement = whole();
    let steps = settings.steps.iter().zip(records);
    judgement.steps = steps
        .map(|(step, records)| MadeStep {
            step: step.clone(),
            records: *records,
            later: Vec::new(),
        })
        .collect();
    judgement
}

/// Makes a step and has the worker say how many records each step changed.
fn make(page: &mut ImportState, mend: Mend, records: &[u64]) {
    let commands = page.take(ImportEvent::MadeStepOf(mend));
    let (round, settings) = asked(&commands);
    let judged = FromWorker::Judged(stepped(settings, records));
    page.take(ImportEvent::Said(round, judged));
}

fn numbers(steps: &[MendStep]) -> Vec<u32> {
    steps.iter().map(|step| step.number).collect()
}

/// What is asked of a column.
fn asked_of_column(commands: &[ImportCommand]) -> Vec<&ToWorker> {
    let asks = commands.iter().filter_map(|command| match command {
        ImportCommand::Ask(ask) => Some(ask),
        _ => None,
    });
    asks.filter(|ask| {
        matches!(
            ask,
            ToWorker::Values { .. } | ToWorker::Clusters { .. } | ToWorker::Try { .. }
        )
    })
    .collect()
}

#[test]
fn steps_are_taken_back_in_any_order_and_no_number_is_given_twice() {
    let mut page = judged(whole());
    make(&mut page, fill("Company", "Acme"), &[3]);
    make(&mut page, fill("Mobile", "1"), &[3, 4]);
    make(&mut page, fill("Company", "Apex"), &[3, 4, 0]);
    let made = page.made_steps();
    let told: Vec<_> = made
        .iter()
        .map(|made| (made.step.number, made.records, made.later.clone()))
        .collect();
    assert_eq!(told, [(1, 3, vec![3]), (2, 4, vec![]), (3, 0, vec![])]);

    let commands = page.take(ImportEvent::StepTaken(3));
    let (round, settings) = asked(&commands);
    assert_eq!(numbers(&settings.steps), [1, 2]);
    let settings = settings.clone();
    page.take(ImportEvent::Said(
        round,
        FromWorker::Judged(stepped(&settings, &[3, 4])),
    ));
    let commands = page.take(ImportEvent::MadeStepOf(fill("Company", "Apex")));
    let (_, settings) = asked(&commands);
    assert_eq!(numbers(&settings.steps), [1, 2, 4]);
    assert!(page.take(ImportEvent::StepTaken(3)).is_empty());
    assert!(page.would_be_lost());
}

#[test]
fn a_later_step_of_the_column_that_does_something_else_then_is_named() {
    let mut page = judged(whole());
    make(&mut page, fill("Company", "Acme"), &[3]);
    make(&mut page, fill("Company", "Apex"), &[3, 0]);
    make(&mut page, fill("Mobile", "1"), &[3, 0, 4]);
    let commands = page.take(ImportEvent::StepTaken(1));
    let (round, settings) = asked(&commands);
    let judged = FromWorker::Judged(stepped(settings, &[3, 4]));
    page.take(ImportEvent::Said(round, judged));
    let anew = page.mending.anew.iter();
    let anew: Vec<_> = anew
        .map(|anew| (anew.step.number, anew.before, anew.now))
        .collect();
    assert_eq!(anew, [(2, 0, 3)]);
    // The next step is about something else.
    make(&mut page, fill("Country", "HK"), &[3, 4, 1]);
    assert!(page.mending.anew.is_empty());
}

#[test]
fn a_column_is_looked_at_and_again_after_every_judgement() {
    let mut page = judged(whole());
    let columns: Vec<_> = page
        .mendable()
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    assert_eq!(columns, [0, 2, 3, 4]);
    assert!(page.take(ImportEvent::ValuesAsked(Some(1))).is_empty());
    let commands = page.take(ImportEvent::ValuesAsked(Some(2)));
    let asks = asked_of_column(&commands);
    assert!(matches!(asks[..], [ToWorker::Values { column: 2, .. }]));
    assert!(page.mends_clusters());

    let value = |value: &str, records| ColumnValue {
        value: value.to_owned(),
        records,
        mended: None,
        good: true,
    };
    let values = vec![value("Acme", 2), value("ACME", 1)];
    let round = page.round;
    let said = FromWorker::Values {
        column: 2,
        values: values.clone(),
        distinct: 2,
    };
    let commands = page.take(ImportEvent::Said(round, said));
    let asks = asked_of_column(&commands);
    assert!(matches!(asks[..], [ToWorker::Clusters { column: 2 }]));
    let clusters = vec![ValueCluster {
        values,
        suggestion: "Acme".to_owned(),
    }];
    page.take(ImportEvent::Said(
        round,
        FromWorker::Clusters {
            column: 2,
            clusters: clusters.clone(),
        },
    ));
    let open = page.mending.open.clone().unwrap();
    assert_eq!(
        (open.name.as_str(), open.clusters),
        ("Company", Some(clusters))
    );

    let commands = page.take(ImportEvent::MadeStepOf(fill("Company", "Acme")));
    let (round, settings) = asked(&commands);
    let judged = FromWorker::Judged(stepped(settings, &[7]));
    let commands = page.take(ImportEvent::Said(round, judged));
    let asks = asked_of_column(&commands);
    assert!(matches!(asks[..], [ToWorker::Values { column: 2, .. }]));
}

#[test]
fn a_column_that_is_no_longer_the_same_is_looked_at_no_more() {
    let mut page = judged(whole());
    page.take(ImportEvent::ValuesAsked(Some(2)));
    let commands = page.take(ImportEvent::Matched(2, "Team".to_owned()));
    let (round, _) = asked(&commands);
    let mut other = whole();
    other.columns[2].matched = Match::Hand("Team".to_owned());
    let commands = page.take(ImportEvent::Said(round, FromWorker::Judged(other)));
    assert_eq!(page.mending.open, None);
    assert!(asked_of_column(&commands).is_empty());
}

#[test]
fn what_a_step_would_do_is_shown_until_it_is_made() {
    let mut page = judged(whole());
    page.take(ImportEvent::ValuesAsked(Some(3)));
    assert!(page.mends_numbers());
    assert!(!page.mends_clusters());
    let mend = Mend::CountryOfRow {
        column: "Mobile".to_owned(),
    };
    let commands = page.take(ImportEvent::MendTried(mend.clone()));
    assert!(matches!(
        asked_of_column(&commands)[..],
        [ToWorker::Try { .. }]
    ));
    let tried = TriedMend {
        mend: mend.clone(),
        records: 4,
        before: "612345678".to_owned(),
        after: "+34612345678".to_owned(),
    };
    let round = page.round;
    page.take(ImportEvent::Said(round, FromWorker::Tried(tried.clone())));
    assert_eq!(page.mending.tried, Some(tried));
    page.take(ImportEvent::MadeStepOf(mend));
    assert_eq!(page.mending.tried, None);
}
