//! The question about country codes: asked, answered, left and come to again.
use super::*;
use crate::wire::imports::OnDuplicate;

/// A page of a file of which some numbers lack a country code.
fn lacking() -> ImportState {
    judged(judgement(7, 3, vec![group(Code::E02, 3)]))
}

/// The worker judges the file as it was asked last.
fn judged_again(page: &mut ImportState, groups: Vec<Group>) {
    let round = page.round;
    let anew = FromWorker::Judged(judgement(7, 3, groups));
    page.take(ImportEvent::Said(round, anew));
}

#[test]
fn yes_needs_a_country() {
    let mut page = judged(judgement(7, 3, vec![group(Code::E02, 3)]));
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::Chosen(Choice::YesWithout));
    assert_eq!(page.may_confirm(), Err(Hindrance::NoCountry));
    assert!(page.take(ImportEvent::Confirmed).is_empty());
    assert_eq!(page.stage, Stage::CountryQuestion);
}

#[test]
fn back_from_the_question_judges_without_a_country_code_again() {
    let mut page = judged(judgement(7, 3, vec![group(Code::E02, 3)]));
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::Chosen(Choice::Given(CountryCode::PlusMissing)));
    let commands = page.take(ImportEvent::Back);
    assert_eq!(asked(&commands).1.rules.country_code, CountryCode::No);
    assert_eq!(page.stage, Stage::Judged);
}

#[test]
fn back_and_on_again_every_answer_and_every_other_choice_stands_for_the_same_file() {
    let hong_kong = CountryCode::Yes(Country::parse("HK").unwrap());
    for answer in [hong_kong, CountryCode::PlusMissing, CountryCode::No] {
        let mut page = lacking();
        page.take(ImportEvent::Encoding(Encoding::Big5));
        page.take(ImportEvent::Matched(3, "Email".to_owned()));
        page.take(ImportEvent::Options(ImportOptions {
            duplicates: OnDuplicate::Skip,
            ..ImportOptions::default()
        }));
        judged_again(&mut page, vec![group(Code::E02, 3)]);
        page.take(ImportEvent::Confirmed);
        page.take(ImportEvent::Chosen(Choice::Given(answer)));
        judged_again(&mut page, vec![group(Code::W02, 3)]);

        let back = page.take(ImportEvent::Back);
        let before = asked(&back).1.clone();
        judged_again(&mut page, vec![group(Code::E02, 3)]);
        assert_eq!((page.stage, page.busy), (Stage::Judged, false));
        let on = page.take(ImportEvent::Confirmed);
        assert_eq!(
            (page.stage, page.choice),
            (Stage::CountryQuestion, Choice::Given(answer))
        );
        // Without one it is judged already.
        if answer != CountryCode::No {
            let (_, settings) = asked(&on);
            assert_eq!(settings.rules.country_code, answer);
            assert_eq!(
                (settings.encoding, &settings.columns),
                (before.encoding, &before.columns)
            );
            judged_again(&mut page, vec![group(Code::W02, 3)]);
        }
        let commands = page.take(ImportEvent::Confirmed);
        let [ImportCommand::Send(parcel), ..] = commands.as_slice() else {
            panic!("{commands:?}")
        };
        assert_eq!(parcel.options.country_code, answer);
        assert_eq!(parcel.options.duplicates, OnDuplicate::Skip);
    }
}

#[test]
fn another_file_is_asked_about_anew() {
    let mut page = lacking();
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::Chosen(Choice::Given(CountryCode::PlusMissing)));
    judged_again(&mut page, vec![group(Code::W02, 3)]);
    page.take(ImportEvent::Dropped {
        name: "next.csv".to_owned(),
        size: 1,
    });
    judged_again(&mut page, vec![group(Code::E02, 3)]);
    assert!(page.take(ImportEvent::Confirmed).is_empty());
    assert_eq!(page.choice, Choice::None);
}

#[test]
fn after_a_sending_that_failed_the_answer_stands() {
    let mut page = lacking();
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::Chosen(Choice::Given(CountryCode::PlusMissing)));
    judged_again(&mut page, vec![group(Code::W02, 3)]);
    page.take(ImportEvent::Confirmed);
    page.take(ImportEvent::GivenUp);
    assert_eq!(page.stage, Stage::Judged);
    assert!(page.take(ImportEvent::Confirmed).is_empty());
    assert_eq!(
        (page.stage, page.choice, page.may_confirm()),
        (
            Stage::CountryQuestion,
            Choice::Given(CountryCode::PlusMissing),
            Ok(())
        )
    );
}
