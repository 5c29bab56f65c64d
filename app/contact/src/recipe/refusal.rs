//! Why a recipe is refused: the part of its JSON that is meant, and what belongs there. The API and the command line say it in the
//! same sentence.
use std::fmt;

use serde_path_to_error::Segment;

use crate::field::column::header_key;

/// Why a recipe cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeRefusal {
    /// The path to the part, such as `steps[0].fill`; empty: the recipe as a whole.
    part: String,
    /// What is wrong with it, and what to do.
    sentence: String,
    is_malformed: bool,
}

impl RecipeRefusal {
    /// Refuses a recipe with this sentence, which ends without a full stop.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self {
            part: String::new(),
            sentence: sentence.into(),
            is_malformed: false,
        }
    }

    /// Refuses what is no JSON.
    pub fn malformed(error: &serde_json::Error) -> Self {
        let (line, column, said) = (error.line(), error.column(), error.to_string());
        let reason = match said.split_once(" at line ") {
            _ if error.is_eof() => "it ends too early",
            Some((reason, _)) => reason,
            None => &said,
        };
        Self {
            is_malformed: true,
            ..Self::new(format!(
                "line {line}, column {column}: this is not JSON ({reason}); correct it there"
            ))
        }
    }

    /// Refuses what serde does. `beside`: what may stand in the object besides what serde knows of.
    pub(super) fn misread(
        error: &serde_path_to_error::Error<serde_json::Error>,
        beside: &[&str],
    ) -> Self {
        let said = error.inner().to_string();
        // The path to a field that nobody knows ends with the field; what is refused is the object around it.
        let strangers = usize::from(said.starts_with("unknown field "));
        let outwards: Vec<&Segment> = error.path().iter().rev().skip(strangers).collect();
        let beside: &[&str] = match outwards.is_empty() {
            true => beside,
            false => &[],
        };
        let refusal = Self::new(in_words(&said, beside));
        let outwards = outwards.into_iter();
        outwards.fold(refusal, |refusal, segment| match segment {
            Segment::Seq { index } => refusal.in_item(*index),
            Segment::Map { key } | Segment::Enum { variant: key } => refusal.in_key(key),
            Segment::Unknown => refusal,
        })
    }

    /// The same, of the part with this name or header.
    pub fn in_key(self, key: &str) -> Self {
        let is_name = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        let is_short = (1..=LONGEST_QUOTE).contains(&key.len());
        match is_short && key.chars().all(is_name) {
            true => self.within(key),
            false => self.within(&format!("[{}]", quoted(key))),
        }
    }

    /// The same, of this item of a list, from 0.
    pub fn in_item(self, at: usize) -> Self {
        self.within(&format!("[{at}]"))
    }

    fn within(mut self, outer: &str) -> Self {
        let between = match self.part.is_empty() || self.part.starts_with('[') {
            true => "",
            false => ".",
        };
        self.part = format!("{outer}{between}{}", self.part);
        self
    }

    /// Whether it is no JSON at all.
    pub fn is_malformed(&self) -> bool {
        self.is_malformed
    }

    /// The path to the part that is meant.
    pub fn part(&self) -> &str {
        &self.part
    }
}

impl fmt::Display for RecipeRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.part.is_empty() {
            write!(f, "{}: ", self.part)?;
        }
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for RecipeRefusal {}

/// What serde says, with names in double quotes instead of its backticks, and with the name that was meant.
fn in_words(said: &str, beside: &[&str]) -> String {
    if let Some((what, names)) = said.split_once('`')
        && what.starts_with("unknown ")
        && let Some((name, known)) = names.rsplit_once("`, expected ")
    {
        let mut known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        known.extend(beside);
        let advice = match nearest(name, known.iter().copied()) {
            Some(meant) => format!("; did you mean {}?", quoted(meant)),
            None => String::new(),
        };
        let (name, known) = (quoted(name), either(&known));
        return format!("{what}{name}, expected {known}{advice}");
    }
    said.replace('`', "\"")
}

/// The most characters that are quoted of what somebody wrote.
const LONGEST_QUOTE: usize = 60;

/// What somebody wrote, in double quotes, fit for a sentence.
pub(super) fn quoted(said: &str) -> String {
    match said.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => {
            let beginning = format!("{}…", &said[..end]);
            format!("{beginning:?}")
        }
        None => format!("{said:?}"),
    }
}

/// Words between which to choose.
pub(super) fn either(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

/// The most letters by which a name may be written wrong.
const MOST_WRONG: usize = 3;

/// The name that somebody may have meant: of those that are written nearly so, the nearest. Capitals and spaces do not count.
pub(super) fn nearest<'n>(said: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let said = header_key(said);
    let letters = said.chars().count();
    let most = (letters / 3).clamp(1, MOST_WRONG);
    let near = known.into_iter().filter_map(|name| {
        let key = header_key(name);
        // What somebody sends may be long, and to compare it with a name takes time by both.
        let is_as_long = key.chars().count().abs_diff(letters) <= most;
        let wrong = is_as_long.then(|| strsim::osa_distance(&said, &key))?;
        (wrong <= most).then_some((wrong, name))
    });
    near.min_by_key(|(wrong, _)| *wrong).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_meant_is_the_nearest_if_it_is_near() {
        let names = ["First name", "Last name", "Mobile", "Work", "Company"];
        for (said, meant) in [
            ("Frist name", Some("First name")),
            ("firstname", Some("First name")),
            ("first_name", Some("First name")),
            ("Lst nme", Some("Last name")),
            ("Moblie", Some("Mobile")),
            ("Wrk", Some("Work")),
            ("Surname", None),
            ("Handy", None),
            ("", None),
            ("Companionship", None),
        ] {
            assert_eq!(nearest(said, names), meant, "{said}");
        }
    }

    #[test]
    fn a_part_is_named_as_in_json() {
        let refusal = |sentence: &str| RecipeRefusal::new(sentence);
        let of_step = refusal("x").in_key("fill").in_item(0).in_key("steps");
        assert_eq!(of_step.part(), "steps[0].fill");
        let of_column = refusal("x").in_key("Phone#2").in_key("columns");
        assert_eq!(of_column.to_string(), "columns[\"Phone#2\"]: x");
        assert_eq!(refusal("x").to_string(), "x");
    }

    #[test]
    fn of_what_is_long_the_beginning_is_quoted() {
        assert_eq!(quoted("a\nb"), r#""a\nb""#);
        let long = quoted(&"é".repeat(61));
        assert_eq!(long, format!("\"{}…\"", "é".repeat(60)));
    }

    #[test]
    fn words_to_choose_between_are_told() {
        assert_eq!(either(&["a"]), "\"a\"");
        assert_eq!(either(&["a", "b", "c"]), "\"a\", \"b\" or \"c\"");
    }
}
