//! What is filled in, read as an address is.
use chrono::NaiveDate;
use contact::{CustomKind, date::typed, query::Query};
use leptos::{prelude::*, web_sys};

use crate::{
    ui::when::midnight,
    values::{day, words::I18n},
};

/// Why a form is not read, and which of its fields is to blame.
pub(super) struct Unread {
    pub field: Option<String>,
    pub sentence: String,
}

impl From<String> for Unread {
    fn from(sentence: String) -> Self {
        let field = None;
        Self { field, sentence }
    }
}

/// Reads the form: days as they are typed, and as the moments at which they begin and end here; several values at their `;`.
pub(super) fn read(
    i18n: I18n,
    form: &web_sys::HtmlFormElement,
    fields: &[(String, CustomKind)],
) -> Result<Query, Unread> {
    let broken = |_| "The form cannot be read. Reload the page and try again.".to_owned();
    let kind_of = |name: &str| {
        fields
            .iter()
            .find(|(id, _)| id == name)
            .map(|(_, kind)| *kind)
    };
    let day = |name: &str, text: &str| {
        typed(text).map_err(|unclear| Unread {
            field: Some(name.to_owned()),
            sentence: untrack(|| day::unclear(i18n, text, unclear)),
        })
    };
    let data = web_sys::FormData::new_with_form(form).map_err(broken)?;
    let filled = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&data).map_err(broken)?;
    let filled = String::from(filled.to_string());
    let mut pairs = Vec::new();
    for (name, value) in Query::parts(&filled) {
        let kind = kind_of(&name);
        match name.as_str() {
            _ if value.trim().is_empty() => {}
            "team" | "group" => {
                pairs.extend(
                    value
                        .split(';')
                        .map(|value| (name.clone(), value.to_owned())),
                );
            }
            "created_from" | "updated_from" => {
                let begins = moment(day(&name, &value)?, false);
                pairs.push((name, begins));
            }
            "created_to" | "updated_to" => {
                let ends = moment(day(&name, &value)?, true);
                pairs.push((name.replace("_to", "_before"), ends));
            }
            _ if kind == Some(CustomKind::Date) => {
                let day = day(&name, &value)?.to_string();
                pairs.push((name, day));
            }
            // Written as numbers are kept: `3.0` is 3.
            _ if kind == Some(CustomKind::Number) => {
                let number = value.trim().parse::<f64>().map(|number| number.to_string());
                pairs.push((name, number.unwrap_or(value)));
            }
            _ => pairs.push((name, value)),
        }
    }
    Ok(Query::read(pairs)?)
}

/// When a day begins here, or ends. One that no calendar here holds is refused by its own name.
fn moment(day: NaiveDate, behind: bool) -> String {
    midnight(day, behind).map_or_else(|| day.to_string(), |at| at.to_rfc3339())
}
