//! Fields and values of a contact as a person reads them: in the profile, in the change log, and where two saves clash.
use chrono::NaiveDate;
use contact::{Country, CustomField, CustomValue, EmailKind, Kind, Level, Network, PhoneKind};
use serde_json::Value;

use crate::{
    i18n::*,
    numbers::shown,
    values::{
        day::written,
        names,
        words::{I18n, email_kind_name, kind_name, level_name, phone_kind_name},
    },
};

/// The name of a field by its name in JSON, in the reader's language; none for custom ones.
pub fn name(i18n: I18n, field: &str) -> Option<&'static str> {
    Some(match field {
        "first_name" => t_string!(i18n, contact.first_name),
        "last_name" => t_string!(i18n, contact.last_name),
        "other_first_names" => t_string!(i18n, contact.other_first_names),
        "other_last_names" => t_string!(i18n, contact.other_last_names),
        "type" => t_string!(i18n, contact.kind),
        "level" => t_string!(i18n, contact.level),
        "phones" => t_string!(i18n, contact.phone_number),
        "emails" => t_string!(i18n, contact.email_address),
        "socials" => t_string!(i18n, contact.social_messaging),
        "company" => t_string!(i18n, contact.company),
        "job_title" => t_string!(i18n, contact.job_title),
        "team" => t_string!(i18n, contact.team),
        "group" => t_string!(i18n, contact.group),
        "language" => t_string!(i18n, contact.language),
        "birth_date" => t_string!(i18n, contact.birth_date),
        "address.zip" => t_string!(i18n, contact.zip),
        "address.street" => t_string!(i18n, contact.street),
        "address.city" => t_string!(i18n, contact.city),
        "address.state" => t_string!(i18n, contact.state),
        "address.country" => t_string!(i18n, contact.country),
        "labels" => t_string!(i18n, contact.contact_label),
        "note" => t_string!(i18n, record.note),
        "merged" => t_string!(i18n, merge.second),
        "merged_into" => t_string!(i18n, merge.line_into),
        "choices" => t_string!(i18n, merge.line_choices),
        _ => return None,
    })
}

/// The name of any field; custom ones have the name of today, or their id once they are deleted.
pub fn any_name(i18n: I18n, field: &str, custom: &[CustomField]) -> String {
    let of_custom = || custom.iter().find(|known| known.id == field);
    match name(i18n, field) {
        Some(name) => name.to_owned(),
        None => of_custom().map_or(field, |known| &known.name).to_owned(),
    }
}

/// A value as text: closed lists by their words, lists by their entries, dates unmistakably.
pub fn value(i18n: I18n, field: &str, value: &Value, custom: &[CustomField]) -> String {
    let text = value.as_str().unwrap_or_default();
    match field {
        "type" => Kind::parse(text)
            .map_or(text, |kind| kind_name(i18n, kind))
            .to_owned(),
        "level" => Level::parse(text)
            .map_or(text, |level| level_name(i18n, level))
            .to_owned(),
        "language" => names::language_of(i18n.get_locale(), text),
        "address.country" => Country::of_code(text).map_or_else(
            || text.to_owned(),
            |country| names::country(i18n.get_locale(), country),
        ),
        "birth_date" => date(i18n, text),
        "phones" => each(value, |phone| {
            let kind = PhoneKind::parse(part(phone, "type")).unwrap_or_default();
            let mark = (phone["verified"] == true).then(|| t_string!(i18n, contact.verified));
            let words = [
                phone_kind_name(i18n, kind),
                &shown(part(phone, "number")),
                mark.unwrap_or_default(),
            ];
            words.join(" ").trim_end().to_owned()
        }),
        "emails" => each(value, |email| {
            let kind = EmailKind::parse(part(email, "type")).unwrap_or_default();
            [email_kind_name(i18n, kind), part(email, "address")].join(" ")
        }),
        "socials" => each(value, |social| {
            let network = part(social, "network");
            let network = Network::parse(network).map_or(network, |network| network.label());
            [network, part(social, "id")].join(" ")
        }),
        "choices" => each(value, |choice| {
            merge_choice(i18n, choice.as_str().unwrap_or_default(), custom)
        }),
        _ => match (value, custom.iter().find(|known| known.id == field)) {
            (Value::Bool(true), _) => t_string!(i18n, contact.yes).to_owned(),
            (Value::Bool(false), _) => t_string!(i18n, contact.no).to_owned(),
            (Value::Array(_), _) => {
                each(value, |entry| entry.as_str().unwrap_or_default().to_owned())
            }
            (Value::String(_), Some(known)) if known.kind == contact::CustomKind::Date => {
                date(i18n, text)
            }
            (Value::String(_), _) => text.to_owned(),
            // A number reads as it does in files: 3, not 3.0.
            (Value::Number(_), _) => value.as_f64().unwrap_or_default().to_string(),
            _ => value.to_string(),
        },
    }
}

/// What a merge chose, as people call it: `City: kept` for the log's `address.city: kept`.
fn merge_choice(i18n: I18n, choice: &str, custom: &[CustomField]) -> String {
    let Some((what, chosen)) = choice.rsplit_once(": ") else {
        return choice.to_owned();
    };
    let notes = || chosen.strip_suffix(" left out").filter(|_| what == "notes");
    let (what, chosen) = match chosen {
        "kept" => (
            any_name(i18n, what, custom),
            t_string!(i18n, desk.choice_kept),
        ),
        "replaced" => (
            any_name(i18n, what, custom),
            t_string!(i18n, desk.choice_replaced),
        ),
        "both kept" => (
            any_name(i18n, what, custom),
            t_string!(i18n, desk.choice_both),
        ),
        // A value of a list, not a field.
        "left out" => (
            match what.starts_with('+') {
                true => shown(what),
                false => what.to_owned(),
            },
            t_string!(i18n, desk.choice_left_out),
        ),
        _ => {
            return match notes() {
                Some(count) => {
                    let words = t_string!(i18n, desk.choice_notes, count = count.to_owned());
                    format!("{}: {words}", t_string!(i18n, record.notes))
                }
                None => choice.to_owned(),
            };
        }
    };
    format!("{what}: {chosen}")
}

/// A custom value as text.
pub fn custom_value(i18n: I18n, field: &CustomField, held: &CustomValue) -> String {
    let held = serde_json::to_value(held).unwrap_or_default();
    value(i18n, &field.id, &held, std::slice::from_ref(field))
}

fn part<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn each(value: &Value, words: impl Fn(&Value) -> String) -> String {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().map(words).collect::<Vec<_>>().join(", ")
}

fn date(i18n: I18n, iso: &str) -> String {
    let date = iso.parse::<NaiveDate>();
    date.map_or_else(|_| iso.to_owned(), |date| written(i18n.get_locale(), date))
}
