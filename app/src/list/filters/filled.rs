//! What is filled in, read as an address is.
use chrono::NaiveDate;
use contact::{
    CustomField, CustomKind, Part,
    date::{Unclear, typed},
    field::FACETS,
    query::Query,
};
use leptos::web_sys::{FormData, HtmlFormElement, UrlSearchParams};

use crate::{
    ui::when::midnight,
    values::{day, words::I18n},
};

/// Why a form is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// What this field holds is no day.
    Day {
        field: String,
        text: String,
        unclear: Unclear,
    },
    /// No address could say it either.
    Refused(String),
}

impl From<String> for Unread {
    fn from(sentence: String) -> Self {
        Self::Refused(sentence)
    }
}

impl Unread {
    /// What is said about it.
    pub fn sentence(&self, i18n: I18n) -> String {
        match self {
            Self::Day { text, unclear, .. } => day::unclear(i18n, text, *unclear),
            Self::Refused(sentence) => sentence.clone(),
        }
    }
}

/// Reads the form.
pub(super) fn read(form: &HtmlFormElement, fields: &[CustomField]) -> Result<Query, Unread> {
    let broken = |_| "The form cannot be read. Reload the page and try again.".to_owned();
    let data = FormData::new_with_form(form).map_err(broken)?;
    let filled = UrlSearchParams::new_with_str_sequence_sequence(&data).map_err(broken)?;
    read_pairs(&String::from(filled.to_string()), fields, moment)
}

/// Reads the pairs that a form sends: days as they are typed, and as the moments at which they begin and end here; several
/// values at their `;`.
fn read_pairs(
    filled: &str,
    fields: &[CustomField],
    moment: fn(NaiveDate, bool) -> String,
) -> Result<Query, Unread> {
    let mut pairs = Vec::new();
    for (name, value) in Query::parts(filled).filter(|(_, value)| !value.trim().is_empty()) {
        let day = || {
            typed(&value).map_err(|unclear| Unread::Day {
                field: name.clone(),
                text: value.clone(),
                unclear,
            })
        };
        let field = fields.iter().find(|field| field.id == name);
        match (name.as_str(), field.map(|field| field.kind)) {
            _ if is_text(&name) => {
                let values = value.split(';');
                pairs.extend(values.map(|value| (name.clone(), value.to_owned())));
            }
            ("created_from" | "updated_from", _) => {
                let begins = moment(day()?, false);
                pairs.push((name, begins));
            }
            ("created_to" | "updated_to", _) => {
                let ends = moment(day()?, true);
                pairs.push((name.replace("_to", "_before"), ends));
            }
            (_, Some(CustomKind::Date)) => {
                let day = day()?.to_string();
                pairs.push((name, day));
            }
            // Written as numbers are kept: `3.0` is 3.
            (_, Some(CustomKind::Number)) => {
                let number = value.trim().parse::<f64>().map(|number| number.to_string());
                pairs.push((name, number.unwrap_or(value)));
            }
            _ => pairs.push((name, value)),
        }
    }
    Ok(Query::read(pairs)?)
}

/// Whether it is a field of free text: several values are typed with `;` between them.
fn is_text(name: &str) -> bool {
    let mut facets = FACETS.iter();
    facets.any(|field| field.key() == name && matches!(field.part, Part::Text(_)))
}

/// When a day begins here, or ends. One that no calendar here holds is refused by its own name.
fn moment(day: NaiveDate, behind: bool) -> String {
    midnight(day, behind).map_or_else(|| day.to_string(), |at| at.to_rfc3339())
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use contact::{CustomField, CustomKind, date::Unclear, query::Query};

    use super::{Unread, read_pairs};

    fn read(filled: &str) -> Result<Query, Unread> {
        let field = |id: &str, kind| CustomField {
            id: id.to_owned(),
            name: id.to_owned(),
            kind,
            options: Vec::new(),
        };
        let fields = [
            field("cf_signed", CustomKind::Date),
            field("cf_seats", CustomKind::Number),
        ];
        read_pairs(filled, &fields, in_greenwich)
    }

    fn in_greenwich(day: NaiveDate, behind: bool) -> String {
        format!("{}T00:00:00Z", day + Days::new(behind.into()))
    }

    fn asks_for(address: &str) -> Result<Query, Unread> {
        Ok(Query::read(Query::parts(address))?)
    }

    #[test]
    fn what_is_left_empty_narrows_nothing() {
        assert_eq!(
            read("company=&team=+&created_from=&match=any"),
            Ok(Query::default())
        );
    }

    #[test]
    fn several_teams_and_groups_are_read_at_their_semicolons() {
        assert_eq!(
            read("team=Blue%3B+Red&group=Night"),
            asks_for("team=Blue&team=Red&group=Night")
        );
    }

    #[test]
    fn days_are_read_as_typed_and_the_last_one_counts_to_its_end() {
        assert_eq!(
            read("created_from=14+Dec+2025&created_to=2025-12-31&updated_to=1+Jan+2026"),
            asks_for(
                "created_from=2025-12-14T00:00:00Z&created_before=2026-01-01T00:00:00Z\
                 &updated_before=2026-01-02T00:00:00Z"
            )
        );
    }

    #[test]
    fn values_of_custom_fields_are_written_as_they_are_kept() {
        assert_eq!(
            read("cf_signed=14+Dec+2025&cf_seats=3.0"),
            asks_for("cf_signed=2025-12-14&cf_seats=3")
        );
    }

    #[test]
    fn a_day_that_is_none_is_named_with_its_field_and_what_no_address_can_say_is_refused() {
        let unread = Unread::Day {
            field: "created_to".to_owned(),
            text: "soon".to_owned(),
            unclear: Unclear::None,
        };
        assert_eq!(read("created_to=soon"), Err(unread));
        assert!(matches!(read("type=Nobody"), Err(Unread::Refused(_))));
    }
}
