//! What a custom field may be called, which Field ID it may have, and what it may offer.

use std::collections::HashSet;

use super::CustomKind;
use crate::{
    code::Code, field::column::Column, free_text, invisible, label::fold, problem::Problem,
    rules::Rules,
};

/// The most characters of a name, and of a Field ID.
const LONGEST_NAME: usize = 64;
const MOST_OPTIONS: usize = 200;
const LONGEST_OPTION: usize = 255;

/// Puts the name of a field into its stored form, or lists all that is wrong with it.
pub fn name(text: &str) -> Result<String, Vec<Problem>> {
    let name = free_text::name("Name", text, LONGEST_NAME)?;
    // A header of the template would be read as that column.
    match Column::of(&name, &Rules::new(Default::default())) {
        Column::Unknown => Ok(name),
        _ => Err(vec![Problem::new(Code::E22, "Name", &name)]),
    }
}

/// Takes a Field ID that somebody chose, or tells what is wrong with it.
pub fn id(id: String) -> Result<String, Problem> {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let rest = id.strip_prefix("cf_").unwrap_or_default();
    if !rest.is_empty() && rest.bytes().all(is_word) && id.len() <= LONGEST_NAME {
        return Ok(id);
    }
    Err(Problem::new(Code::E23, "Field ID", &id).number(LONGEST_NAME as u64))
}

/// Puts what a field of this type offers into its stored form, or tells what is wrong with it first.
pub fn options(kind: CustomKind, options: &[String]) -> Result<Vec<String>, Problem> {
    const COLUMN: &str = "Options";
    let (mut checked, mut known) = (Vec::new(), HashSet::new());
    for text in options {
        let name = option(text)?;
        if !known.insert(fold(&name)) {
            return Err(Problem::new(Code::E24, COLUMN, &name));
        }
        checked.push(name);
    }
    match (kind.has_options(), checked.len()) {
        (true, 0) => Err(Problem::new(Code::E25, COLUMN, "")),
        (true, 1..=MOST_OPTIONS) | (false, 0) => Ok(checked),
        (true, _) => Err(Problem::new(Code::E17, COLUMN, "").number(MOST_OPTIONS as u64)),
        (false, _) => Err(Problem::new(Code::E26, COLUMN, "")),
    }
}

/// One option. In files a semicolon stands between several.
fn option(text: &str) -> Result<String, Problem> {
    const COLUMN: &str = "Option";
    let name = invisible::readable(text.trim());
    let fault = |code| Problem::new(code, COLUMN, &name);
    if name.is_empty() {
        return Err(fault(Code::E15));
    }
    if name.contains(';') {
        return Err(fault(Code::E19));
    }
    match free_text::line(COLUMN, &name, LONGEST_OPTION).pop() {
        Some(fault) => Err(fault),
        None => Ok(name.into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_what_no_column_of_the_template_is() {
        assert_eq!(name(" T-shirt size "), Ok("T-shirt size".to_owned()));
        let code = |text: &str| name(text).unwrap_err()[0].code;
        assert_eq!(code("last NAME"), Code::E22);
        assert_eq!(code("zip code"), Code::E22);
        assert_eq!(code(" "), Code::E15);
        assert_eq!(code(&"é".repeat(65)), Code::E11);
        assert_eq!(code("a\tb"), Code::E16);
    }

    #[test]
    fn a_field_id_is_a_plain_word() {
        assert_eq!(id("cf_shirt_2".to_owned()), Ok("cf_shirt_2".to_owned()));
        let long = format!("cf_{}", "x".repeat(62));
        for text in ["cf_", "shirt", "cf_Shirt", "cf_é", "", &long] {
            assert_eq!(id(text.to_owned()).unwrap_err().code, Code::E23, "{text}");
        }
    }

    #[test]
    fn a_dropdown_offers_what_can_be_told_apart() {
        use CustomKind::{Checkbox, DropdownMultiple, DropdownSingle};
        let judged = |kind, texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            options(kind, &texts).map_err(|fault| fault.code)
        };
        let kept = Ok(vec!["S".to_owned(), "M".to_owned()]);
        assert_eq!(judged(DropdownSingle, &[" S", "M\u{200b}"]), kept);
        assert_eq!(judged(Checkbox, &[]), Ok(Vec::new()));
        assert_eq!(judged(Checkbox, &["S"]), Err(Code::E26));
        assert_eq!(judged(DropdownMultiple, &[]), Err(Code::E25));
        assert_eq!(judged(DropdownMultiple, &["x", "X"]), Err(Code::E24));
        assert_eq!(judged(DropdownMultiple, &["x", " "]), Err(Code::E15));
        assert_eq!(judged(DropdownMultiple, &["x;y"]), Err(Code::E19));
        assert_eq!(judged(DropdownMultiple, &["x\ny"]), Err(Code::E16));
        assert_eq!(
            judged(DropdownMultiple, &[&"é".repeat(256)]),
            Err(Code::E11)
        );
        let many: Vec<String> = (0..201).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(judged(DropdownMultiple, &many), Err(Code::E17));
    }
}
