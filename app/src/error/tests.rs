//! What crosses the wire when values are to be corrected.
use contact::{Code, Language, Problem};

use super::Error;

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
        serde_json::json!([{ "code": "E01", "column": "Last name", "message": message }])
    );
}
