//! Fields and values of a contact as a person reads them: in the profile, in the change log, and where two saves clash.
use chrono::NaiveDate;
use contact::{
    Country, CustomField, CustomValue, EmailKind, Kind, Level, Network, Part, PhoneKind, Text,
    field::named,
};
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

/// What a part of a contact is called, in the reader's language.
pub fn part_name(i18n: I18n, part: Part) -> &'static str {
    match part {
        Part::Text(Text::FirstName) => t_string!(i18n, contact.first_name),
        Part::Text(Text::LastName) => t_string!(i18n, contact.last_name),
        Part::Text(Text::Company) => t_string!(i18n, contact.company),
        Part::Text(Text::JobTitle) => t_string!(i18n, contact.job_title),
        Part::Text(Text::Team) => t_string!(i18n, contact.team),
        Part::Text(Text::Group) => t_string!(i18n, contact.group),
        Part::Text(Text::Street) => t_string!(i18n, contact.street),
        Part::Text(Text::City) => t_string!(i18n, contact.city),
        Part::Text(Text::State) => t_string!(i18n, contact.state),
        Part::Text(Text::Zip) => t_string!(i18n, contact.zip),
        Part::Phone(_) => t_string!(i18n, contact.phone_number),
        Part::Email(_) => t_string!(i18n, contact.email_address),
        Part::Social(_) => t_string!(i18n, contact.social_messaging),
        Part::BirthDate => t_string!(i18n, contact.birth_date),
        Part::Language => t_string!(i18n, contact.language),
        Part::Country => t_string!(i18n, contact.country),
        Part::Kind => t_string!(i18n, contact.kind),
        Part::Level => t_string!(i18n, contact.level),
        Part::Labels => t_string!(i18n, contact.contact_label),
    }
}

/// The name of a field or of a line of the log by its name in JSON, in the reader's language; none for custom ones.
pub fn name(i18n: I18n, field: &str) -> Option<&'static str> {
    if let Some(field) = named(field) {
        return Some(part_name(i18n, field.part));
    }
    Some(match field {
        "other_first_names" => t_string!(i18n, contact.other_first_names),
        "other_last_names" => t_string!(i18n, contact.other_last_names),
        "note" => t_string!(i18n, record.note),
        "merged" => t_string!(i18n, merge.second),
        "merged_into" => t_string!(i18n, merge.line_into),
        "choices" => t_string!(i18n, merge.line_choices),
        "proposal" => t_string!(i18n, record.proposal),
        "proposed_by" => t_string!(i18n, record.proposed_by),
        _ => return None,
    })
}

/// What a closed list offers: each value with its words.
pub fn offered(i18n: I18n, part: Part) -> Vec<(String, String)> {
    let reader = i18n.get_locale();
    match part {
        Part::Kind => all_words(Kind::ALL, |kind| kind_name(i18n, kind)),
        Part::Level => all_words(Level::ALL, |level| level_name(i18n, level)),
        Part::Language => {
            let languages = names::languages(reader).into_iter();
            languages
                .map(|(code, name)| (code.to_owned(), name))
                .collect()
        }
        Part::Country => {
            let countries = names::countries(reader).into_iter();
            countries
                .map(|(country, name)| (country.code().to_owned(), name))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// All values of a closed list, each with its words.
pub fn all_words<T: Copy + ToString>(
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|one| (one.to_string(), word(*one).to_owned()))
        .collect()
}

/// One value of a field in words.
pub fn word(i18n: I18n, part: Part, text: &str) -> String {
    match part {
        Part::Kind => Kind::parse(text)
            .map_or(text, |kind| kind_name(i18n, kind))
            .to_owned(),
        Part::Level => Level::parse(text)
            .map_or(text, |level| level_name(i18n, level))
            .to_owned(),
        Part::Language => names::language_of(i18n.get_locale(), text),
        Part::Country => Country::of_code(text).map_or_else(
            || text.to_owned(),
            |country| names::country(i18n.get_locale(), country),
        ),
        Part::BirthDate => date(i18n, text),
        _ => text.to_owned(),
    }
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
    match named(field).map(|known| known.part) {
        Some(Part::Phone(_)) => each(value, |phone| {
            let kind = PhoneKind::parse(part(phone, "type")).unwrap_or_default();
            let mark = (phone["verified"] == true).then(|| t_string!(i18n, contact.verified));
            let words = [
                phone_kind_name(i18n, kind),
                &shown(part(phone, "number")),
                mark.unwrap_or_default(),
            ];
            words.join(" ").trim_end().to_owned()
        }),
        Some(Part::Email(_)) => each(value, |email| {
            let kind = EmailKind::parse(part(email, "type")).unwrap_or_default();
            [email_kind_name(i18n, kind), part(email, "address")].join(" ")
        }),
        Some(Part::Social(_)) => each(value, |social| {
            let network = part(social, "network");
            let network = Network::parse(network).map_or(network, |network| network.label());
            [network, part(social, "id")].join(" ")
        }),
        Some(known) if value.is_string() => word(i18n, known, text),
        None if field == "choices" => each(value, |choice| {
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
