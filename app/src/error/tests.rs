//! What crosses the wire when values are to be corrected.
use contact::{Code, Language, Problem};

use super::{Error, FieldProblem};
use crate::who::{permission::Permission, scope::Scope};

#[test]
fn a_page_can_say_in_any_language_what_is_wrong_and_a_program_is_told_in_one() {
    let problem = Problem::new(Code::E01, "Last name", "");
    let told = serde_json::to_vec(&Error::from(problem.clone())).expect("JSON");
    let heard = Error::read(&told).expect("an error");
    for language in [
        Language::English,
        Language::Traditional,
        Language::Simplified,
    ] {
        assert_eq!(heard.sentence(language), problem.sentence(language));
    }
    let Error::Invalid(problems) = heard else {
        panic!("{heard}");
    };
    let program = serde_json::to_value(&problems).expect("JSON");
    let message = problem.to_string();
    assert_eq!(
        program,
        serde_json::json!([
            { "code": "E01", "column": "Last name", "field": "last_name", "message": message },
        ])
    );
}

#[test]
fn what_may_go_wrong_anywhere_is_said_in_the_reader_s_language_with_its_reference() {
    let id = "7F3K-22Q1".to_owned();
    for error in [
        Error::SignedOut,
        Error::TokenExpired,
        Error::Forbidden,
        Error::OutOfScope(Scope::WriteContacts),
        Error::Withheld(Permission::Download),
        Error::Withheld(Permission::ManageFields),
        Error::NotFound,
        Error::KeyReused,
        Error::Erased,
        Error::TooMany { seconds: 7 },
        Error::Unavailable { id: id.clone() },
        Error::Full { id: id.clone() },
        Error::Unsure { id: id.clone() },
        Error::Broken { id: id.clone() },
        Error::Unreachable,
    ] {
        let english = error.sentence(Language::English);
        assert_eq!(english, error.to_string());
        let [traditional, simplified] =
            [Language::Traditional, Language::Simplified].map(|language| error.sentence(language));
        assert_ne!(traditional, simplified);
        for said in [traditional, simplified] {
            let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
            assert!(said.contains(is_chinese), "{said}");
            assert_eq!(said.contains(&id), english.contains(&id), "{said}");
            assert_eq!(said.contains('7'), english.contains('7'), "{said}");
        }
    }
}

#[test]
fn several_sentences_about_values_read_as_one_text() {
    let told = |problem| FieldProblem::from(&problem);
    let problems = vec![
        told(Problem::new(Code::E15, "Last name", "")),
        told(Problem::new(Code::E04, "Email", "a@")),
        FieldProblem::new("name", "name", "Name: write one."),
        told(Problem::new(Code::E06, "Birthdate", "")),
    ];
    let error = Error::Invalid(problems);
    assert_eq!(
        error.to_string(),
        "Last name is required; Email: \"a@\" is not a valid email address; Name: write one. Birthdate is in the future"
    );
    let chinese = error.sentence(Language::Traditional);
    assert!(
        chinese.starts_with("必須填寫 Last name；Email："),
        "{chinese}"
    );
}
