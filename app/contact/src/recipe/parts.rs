//! Reads the parts of a recipe out of its JSON. A refusal names the part that is meant, in the words of serde.
use serde::Deserialize;
use serde_json::Value;

use super::refusal::RecipeRefusal;

/// Takes the text of a recipe apart. Editors of some systems put a mark before the text, which means nothing.
pub fn parse(text: &str) -> Result<Value, RecipeRefusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| RecipeRefusal::malformed(&error))
}

/// Reads a part. `beside`: the names of what may stand in the same object, and is read elsewhere.
pub fn read<'de, T: Deserialize<'de>>(
    part: &'de Value,
    beside: &[&str],
) -> Result<T, RecipeRefusal> {
    serde_path_to_error::deserialize(part).map_err(|error| RecipeRefusal::misread(&error, beside))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::{Recipe, RecipeLayout};

    fn refused(json: &str) -> String {
        let value = parse(json).expect("JSON");
        read::<Recipe>(&value, &[])
            .expect_err("refused")
            .to_string()
    }

    #[test]
    fn a_mark_before_the_text_means_nothing() {
        let marked = parse("\u{feff}{\"layout\":\"as_it_is\"}").expect("JSON");
        let recipe: Recipe = read(&marked, &[]).expect("a recipe");
        assert_eq!(recipe.layout, RecipeLayout::AsItIs);
    }

    #[test]
    fn a_refusal_names_the_part_and_what_belongs_there() {
        for (json, said) in [
            (
                r#"{"columns":{"Handy":3}}"#,
                r#"columns["Handy"]: invalid type: integer "3", expected a string"#,
            ),
            (
                r#"{"columns":[]}"#,
                "columns: invalid type: sequence, expected a map",
            ),
            (
                r#"{"repairs":[{"code":"W07"},{"column":"Mobile"}]}"#,
                r#"repairs[1]: missing field "code""#,
            ),
            (
                r#"{"steps":[{"fill":{"column":"Team","valeu":"x"}}]}"#,
                r#"steps[0].fill: unknown field "valeu", expected "column" or "value"; did you mean "value"?"#,
            ),
            (
                r#"{"steps":[{"fill":{"column":"Team","text":"x"}}]}"#,
                r#"steps[0].fill: unknown field "text", expected "column" or "value""#,
            ),
            (
                r#"{"steps":[{"fill":{"column":"Team"}}]}"#,
                r#"steps[0].fill: missing field "value""#,
            ),
            (
                r#"{"steps":[{"fil":{"column":"Team"}}]}"#,
                r#"steps[0]: unknown variant "fil", expected "values", "replace", "fill", "country_of_row" or "split_name"; did you mean "fill"?"#,
            ),
            (
                r#"{"steps":[{"fill":{},"replace":{}}]}"#,
                "steps[0]: invalid value: map, expected map with a single key",
            ),
            (
                r#"{"country_code":"HK"}"#,
                r#"country_code: unknown variant "HK", expected "no", "yes" or "plus_missing""#,
            ),
            (
                r#"{"country_code":{"yes":"Atlantis"}}"#,
                r#"country_code.yes: "Atlantis" is not a country"#,
            ),
            (
                r#"{"delimiter":";;"}"#,
                r#"delimiter: invalid value: string ";;", expected a character"#,
            ),
        ] {
            assert_eq!(refused(json), said, "{json}");
        }
    }

    #[test]
    fn a_name_that_nobody_knows_is_quoted_whatever_it_is_and_by_its_beginning() {
        let of = |name: &str| refused(&serde_json::json!({ name: 1 }).to_string());
        let said = of("`, expected `a` or `b`");
        let quoted = r#"unknown field "`, expected `a` or `b`", expected "columns", "repairs","#;
        assert!(said.starts_with(quoted), "{said}");
        let said = of(&"x".repeat(70));
        let quoted = format!("unknown field \"{}…\", expected", "x".repeat(60));
        assert!(said.starts_with(&quoted), "{said}");
    }

    #[test]
    fn what_may_stand_beside_is_known_in_the_object_itself_only() {
        let said = |json: &str| {
            let value = parse(json).expect("JSON");
            let read = read::<Recipe>(&value, &["duplicates"]);
            read.expect_err("refused").to_string()
        };
        let beside = said(r#"{"duplicate":1}"#);
        assert!(
            beside.ends_with(r#" "sheet" or "duplicates"; did you mean "duplicates"?"#),
            "{beside}"
        );
        assert!(!said(r#"{"layout":"duplicate"}"#).contains("duplicates"));
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_line_and_column() {
        for (text, said) in [
            ("{\n  \"columns\": {,}\n}", "line 2, column 1"),
            ("{", "this is not JSON (it ends too early)"),
        ] {
            let refusal = parse(text).expect_err("refused");
            assert!(refusal.is_malformed());
            assert!(refusal.to_string().contains(said), "{refusal}");
        }
    }
}
