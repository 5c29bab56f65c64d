//! A cell's value as a person sees it.

use calamine::{DataRef, Style};

use super::shown::CellStyle;

/// How cells of a style show their values.
pub(super) fn look(style: &Style) -> CellStyle {
    let Some(format) = &style.number_format else {
        return CellStyle::PLAIN;
    };
    CellStyle::of(&format.format_code)
}

/// A cell as a person sees it.
pub(super) fn text(value: &DataRef, look: &CellStyle) -> String {
    let text = written(value, look);
    // A line break of one system is one of another.
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n")
    } else {
        text
    }
}

fn written(value: &DataRef, look: &CellStyle) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => look.text(text).unwrap_or_else(|| text.clone()),
        DataRef::SharedString(text) => look.text(text).unwrap_or_else(|| (*text).to_owned()),
        DataRef::Int(number) => look.number(*number as f64),
        DataRef::Float(number) => look.number(*number),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => look.date(date),
        DataRef::DateTimeIso(text) => iso_date(text),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// `1980-12-14` and `1980-12-14T00:00:00` as the dates of a file are written; a time of day is kept.
fn iso_date(text: &str) -> String {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return text.to_owned();
    };
    let midnight = time
        .bytes()
        .all(|byte| matches!(byte, b'0' | b':' | b'.' | b'Z'));
    if midnight {
        format!("{month}/{day}/{year}")
    } else {
        format!("{month}/{day}/{year} {time}")
    }
}
