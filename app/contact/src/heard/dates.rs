//! Days among other words: three parts that stand close together and read as one day.
use chrono::NaiveDate;

use super::date::typed;

/// What may stand between the parts of a date that is written in numbers.
const JOINTS: [&str; 5] = ["/", "-", ".", "年", "月"];

/// Every day that a text names in one way only.
pub(super) fn dates(text: &str) -> Vec<NaiveDate> {
    let parts = parts(text);
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(window) = parts.get(next..next + 3) {
        match date(text, window) {
            Some(date) => {
                found.push(date);
                next += 3;
            }
            None => next += 1,
        }
    }
    found
}

/// Where a run of letters and digits stands in a text.
type RunPlace = (usize, usize);

fn parts(text: &str) -> Vec<RunPlace> {
    let mut parts: Vec<RunPlace> = Vec::new();
    for (start, letter) in text
        .char_indices()
        .filter(|(_, letter)| is_of_part(*letter))
    {
        let end = start + letter.len_utf8();
        match parts.last_mut() {
            Some(last) if last.1 == start => last.1 = end,
            _ => parts.push((start, end)),
        }
    }
    parts
}

fn is_of_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || is_digit(letter)
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}

fn date(text: &str, window: &[RunPlace]) -> Option<NaiveDate> {
    let [(start, _), .., (_, end)] = *window else {
        return None;
    };
    let place = |place: &RunPlace| &text[place.0..place.1];
    let in_numbers = window.iter().all(|part| place(part).chars().all(is_digit));
    let is_close = window
        .windows(2)
        .all(|pair| joins(&text[pair[0].1..pair[1].0], in_numbers));
    // A longer number, of which this is a part.
    let before = text[..start].strip_suffix(['/', '-', '.']);
    let behind = text[end..].strip_prefix(['/', '-', '.']);
    let goes_on = before.is_some_and(|text| text.ends_with(is_of_part))
        || behind.is_some_and(|text| text.starts_with(is_of_part));
    if !is_close || goes_on {
        return None;
    }
    typed(&text[start..end]).ok()
}

/// Whether two parts belong together: in numbers by a mark, with a month in letters also by a space or a comma.
fn joins(between: &str, in_numbers: bool) -> bool {
    let mark = between.trim();
    let is_short = between.chars().count() <= 3;
    is_short && (JOINTS.contains(&mark) || !in_numbers && matches!(mark, "" | ","))
}
