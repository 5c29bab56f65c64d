//! Text that people write beside the fields of a contact: what views and custom fields are called, notes, what is known
//! of staff. How long it may be and what it may not hold is judged here, whatever it is about.

use crate::{code::Code, invisible, problem::Problem};

/// The most characters of the name of a view.
pub const LONGEST_VIEW_NAME: usize = 60;
/// The most characters of a note.
pub const LONGEST_NOTE: usize = 4_000;

/// Lists all that is wrong with one line of text: more characters than it may have, control characters.
pub fn line(column: &'static str, text: &str, longest: usize) -> Vec<Problem> {
    faults(column, text, longest, char::is_control)
}

/// Puts a name into its stored form, one line without what nobody sees, or lists all that is wrong with it.
pub fn name(column: &'static str, text: &str, longest: usize) -> Result<String, Vec<Problem>> {
    let name = invisible::readable(text.trim());
    kept(column, &name, line(column, &name, longest))
}

/// Puts the name of a view into its stored form, or lists all that is wrong with it.
pub fn view_name(text: &str) -> Result<String, Vec<Problem>> {
    name("Name", text, LONGEST_VIEW_NAME)
}

/// Puts a note into its stored form, or lists all that is wrong with it. Tabs and line breaks are text.
pub fn note(text: &str) -> Result<String, Vec<Problem>> {
    const COLUMN: &str = "Note";
    let text = text.trim();
    let is_wrong = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    kept(COLUMN, text, faults(COLUMN, text, LONGEST_NOTE, is_wrong))
}

fn faults(
    column: &'static str,
    text: &str,
    longest: usize,
    is_wrong: fn(char) -> bool,
) -> Vec<Problem> {
    let problem = |code| Problem::new(code, column, text);
    let too_long = text.len() > longest && text.chars().count() > longest;
    let faults = [
        too_long.then(|| problem(Code::E11).number(longest as u64)),
        text.contains(is_wrong).then(|| problem(Code::E16)),
    ];
    faults.into_iter().flatten().collect()
}

/// The text, unless something is wrong with it or there is none.
fn kept(
    column: &'static str,
    text: &str,
    mut faults: Vec<Problem>,
) -> Result<String, Vec<Problem>> {
    if text.is_empty() {
        faults.push(Problem::new(Code::E15, column, ""));
    }
    match faults.is_empty() {
        true => Ok(text.to_owned()),
        false => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes<T>(judged: Result<T, Vec<Problem>>) -> Vec<Code> {
        let faults = judged.err().unwrap_or_default();
        faults.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_name_is_one_line_that_can_be_seen() {
        assert_eq!(
            view_name(" Acme people\u{200b} "),
            Ok("Acme people".to_owned())
        );
        assert_eq!(view_name(&"é".repeat(60)), Ok("é".repeat(60)));
        assert_eq!(codes(view_name(" \u{3164}")), [Code::E15]);
        assert_eq!(codes(view_name(&"é".repeat(61))), [Code::E11]);
        assert_eq!(codes(view_name("a\nb")), [Code::E16]);
        let both = format!("{}\u{7}", "x".repeat(60));
        assert_eq!(codes(view_name(&both)), [Code::E11, Code::E16]);
    }

    #[test]
    fn a_note_has_lines() {
        assert_eq!(note(" a\r\n\tb "), Ok("a\r\n\tb".to_owned()));
        assert_eq!(codes(note(" \n")), [Code::E15]);
        assert_eq!(codes(note("a\0b")), [Code::E16]);
        let said = note(&"é".repeat(4_001)).unwrap_err();
        assert_eq!(said[0].to_string(), "Note: longer than 4000 characters");
    }
}
