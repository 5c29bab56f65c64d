//! What a row shows by itself, before its cells are judged: that it is blank, or the sample of
//! the template, and how its text was written.

use super::{Outcome, columns::FileColumns, report};
use crate::{
    code::{Code, Severity},
    field::column::{Column, bare},
    file::{
        rows::{Row, line_breaks},
        scan::Shape,
    },
    limits::Limits,
    problem::Problem,
    template,
};

#[inline]
pub(super) fn is_digits(cell: &str) -> bool {
    cell.trim().bytes().all(|byte| byte.is_ascii_digit())
}

#[inline]
pub(super) fn is_too_long(cell: &str, limits: &Limits) -> bool {
    cell.len() > limits.cell_characters && cell.chars().count() > limits.cell_characters
}

/// The sample of the template. Its last name is looked at first: hardly any other record has it.
#[inline]
pub(super) fn is_sample(row: &Row, columns: &FileColumns) -> bool {
    let Column::Field(field) = columns.all[columns.last_name].column else {
        return false;
    };
    let cells = columns.all.iter().enumerate();
    row.is_written(columns.last_name, field.sample)
        && template::is_sample(cells.map(|(place, file)| (file.column, row.shown(place))))
}

/// What a line of totals begins with, in small letters.
#[rustfmt::skip]
const TOTALS: [&str; 16] = [
    "total", "totals", "grand total", "sum", "subtotal", "summe", "gesamt", "gesamtsumme", "total général", "total general",
    "suma", "合計", "总计", "合计", "總計", "小計",
];

/// A line with the totals of the rows above it: its first value says so, and each other one is a number that no phone has.
#[inline]
pub(super) fn is_totals(row: &Row) -> bool {
    // No totals are a line of text: nearly all rows end at their first value.
    let first = (0..row.len()).find(|&cell| !row.blank(cell));
    first.is_some_and(|first| {
        let cell = row.shown(first);
        let cell = cell.trim_start();
        let begins = |word: &&str| {
            let start = cell.get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        (["tot", "gra", "sum", "sub", "ges"].iter().any(begins)
            || cell.starts_with(['合', '总', '總', '小']))
            && is_summed(row, first)
    })
}

#[cold]
fn is_summed(row: &Row, first: usize) -> bool {
    let first_cell = row.shown(first);
    let (word, number) = match first_cell.trim().split_once([':', '：']) {
        Some((word, number)) => (word, number.trim()),
        None => (first_cell.trim(), ""),
    };
    if !TOTALS.contains(&word.trim().to_lowercase().as_str()) {
        return false;
    }
    let others = (first + 1..row.len()).map(|cell| row.shown(cell));
    let mut others = others.filter(|cell| !cell.trim().is_empty()).peekable();
    let has_number = !number.is_empty() || others.peek().is_some();
    let is_sum = |text: &str| {
        let text = bare(text);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_mark =
            |letter: char| letter.is_ascii_digit() || " .,'-()%$€£¥\u{a0}".contains(letter);
        (1..8).contains(&digits) && text.chars().all(is_mark)
    };
    has_number && (number.is_empty() || is_sum(number)) && others.all(|cell| is_sum(&cell))
}

/// A row without text: a line break, or nothing but delimiters and white space.
#[inline]
pub(super) fn is_blank(row: &Row) -> bool {
    row.fault.is_none()
        && !row.long
        && (0..row.len()).all(|cell| {
            row.blank(cell)
                || row.shape(cell) != Shape::Doubled && row.shown(cell).trim().is_empty()
        })
}

/// Where bytes that mean nothing were found while decoding, or long before.
#[inline]
pub(super) fn replaced(text: &str) -> Option<usize> {
    memchr::memchr(0xEF, text.as_bytes())?;
    text.find(char::REPLACEMENT_CHARACTER)
}

/// Why a row cannot be the header, if it cannot be read.
pub(super) fn unreadable(row: &Row) -> Option<Problem> {
    let line = u64::from(row.line);
    match (row.text(), row.fault) {
        (Err(at), _) => Some(report::undecodable(
            line + u64::from(line_breaks(&row.bytes()[..at])),
        )),
        (Ok(text), _) if text.contains(char::REPLACEMENT_CHARACTER) => {
            Some(report::undecodable(line))
        }
        (_, Some(fault)) => Some(report::quote(
            "",
            line + u64::from(fault.lines_before),
            u64::from(row.last_line),
        )),
        _ => None,
    }
}

pub(super) fn is_short(problem: &Problem) -> bool {
    problem.code == Code::W07
}

/// What becomes of a record with these problems.
pub(super) fn outcome(problems: &[Problem]) -> Outcome {
    match problems.iter().map(|problem| problem.code.severity()).max() {
        None => Outcome::Ready,
        Some(Severity::Warning) => Outcome::Warning,
        Some(Severity::Error | Severity::File) => Outcome::Failed,
    }
}

/// A NUL spoils its row, also in a column that is ignored.
#[cold]
pub(super) fn nuls(row: &Row, columns: &FileColumns, problems: &mut Vec<Problem>) {
    for place in 0..row.len() {
        let cell = row.shown(place);
        let name = columns.all.get(place).map_or("", |file| &file.name);
        let is_told = |problem: &Problem| problem.code == Code::E16 && problem.column == name;
        if cell.contains('\0') && !problems.iter().any(is_told) {
            problems.push(report::nul(name, &cell));
        }
    }
}
