//! Puts text into a draft, and writes a draft's parts as text. What `judge` calls an error is left out.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    Field, Part,
    judge::{TEXT_LIMIT, has_break, is_good, values},
};
use crate::{
    code::NO_LAST_NAME,
    contact::{Draft, Email, Phone, Social},
    country::{Country, CountryCode},
    custom::{CustomField, CustomReading},
    date, email, label, language, phone,
    rules::Rules,
    words::{Kind, Level, Network, Text},
};

impl Field {
    /// Puts trimmed text into a draft, except what `judge` calls an error.
    pub fn read(&self, text: &str, rules: &Rules, draft: &mut Draft) {
        let visible = self.visible(text);
        let text = &*visible;
        if text.is_empty() {
            if self.part == Part::Text(Text::LastName) {
                draft.last_name = NO_LAST_NAME.to_owned();
            }
            return;
        }
        let good = |value: &str| is_good(value, self.limit);
        match self.part {
            Part::Text(Text::FirstName | Text::LastName) if has_break(text) => {}
            Part::Text(part) if good(text) => *draft.text_mut(part) = text.to_owned(),
            Part::Text(_) => {}
            Part::Phone(kind) => {
                draft
                    .phones
                    .extend(numbers(text, rules.country_code).map(|number| Phone {
                        kind,
                        number,
                        verified: false,
                    }))
            }
            Part::Email(kind) => {
                draft
                    .emails
                    .extend(
                        values(text)
                            .filter(|value| email::is_email(value))
                            .map(|address| Email {
                                kind,
                                address: address.to_owned(),
                            }),
                    )
            }
            Part::Social(network @ Network::Whatsapp) => {
                draft
                    .socials
                    .extend(numbers(text, rules.country_code).map(|id| Social {
                        network,
                        id,
                        verified: false,
                    }))
            }
            Part::Social(network) => {
                draft
                    .socials
                    .extend(values(text).filter(|value| good(value)).map(|id| Social {
                        network,
                        id: id.to_owned(),
                        verified: false,
                    }))
            }
            Part::BirthDate => {
                draft.birth_date = date::parse(text).filter(|date| *date <= rules.today)
            }
            Part::Language if language::is_language(text) => draft.language = text.to_owned(),
            Part::Language => {}
            Part::Country => {
                draft.address.country = Country::parse(text)
                    .map(|country| country.code().to_owned())
                    .unwrap_or_default();
            }
            Part::Kind => draft.kind = Kind::parse(text).unwrap_or_default(),
            Part::Level => draft.level = Level::parse(text).unwrap_or_default(),
            Part::Labels => draft.labels.extend(
                values(text)
                    .filter(|name| label::fault(name).is_none())
                    .map(|name| {
                        let known = rules.labels.as_ref().and_then(|labels| labels.find(name));
                        known.unwrap_or(name).to_owned()
                    }),
            ),
        }
    }

    /// Writes this part of a draft as the cell of a file.
    pub fn write<'a>(&self, draft: &'a Draft) -> Cow<'a, str> {
        match self.part {
            Part::Text(part) => Cow::Borrowed(draft.text(part)),
            Part::Phone(kind) => joined(
                draft
                    .phones
                    .iter()
                    .filter(|phone| phone.kind == kind)
                    .map(|phone| phone.number.as_str()),
            ),
            Part::Email(kind) => joined(
                draft
                    .emails
                    .iter()
                    .filter(|email| email.kind == kind)
                    .map(|email| email.address.as_str()),
            ),
            Part::Social(network) => joined(
                draft
                    .socials
                    .iter()
                    .filter(|social| social.network == network)
                    .map(|social| social.id.as_str()),
            ),
            Part::BirthDate => draft
                .birth_date
                .map_or(Cow::Borrowed(""), |date: NaiveDate| {
                    date::write(date).into()
                }),
            Part::Language => Cow::Borrowed(&draft.language),
            Part::Country => Cow::Borrowed(&draft.address.country),
            Part::Kind => Cow::Borrowed(draft.kind.as_str()),
            Part::Level => Cow::Borrowed(draft.level.as_str()),
            Part::Labels => joined(draft.labels.iter().map(String::as_str)),
        }
    }
}

impl CustomField {
    /// Puts trimmed text into a draft, except what `judge` calls an error.
    pub fn read(&self, text: &str, draft: &mut Draft) {
        let visible = self.visible(text);
        let text = &*visible;
        let reading = if text.is_empty() {
            None
        } else {
            self.parse(text).ok()
        };
        let is_good = |reading: &CustomReading| !matches!(reading, CustomReading::Text(text) if !is_good(text, TEXT_LIMIT));
        if let Some(reading) = reading.filter(is_good) {
            draft.custom.insert(self.id.clone(), self.value(reading));
        }
    }

    pub(super) fn write_of<'a>(&self, draft: &'a Draft) -> Cow<'a, str> {
        draft
            .custom
            .get(&self.id)
            .map_or(Cow::Borrowed(""), |value| self.write(value))
    }
}

fn numbers(text: &str, country_code: CountryCode) -> impl Iterator<Item = String> {
    values(text)
        .filter_map(move |value| phone::parse(value, country_code).ok())
        .map(Cow::into_owned)
}

fn joined<'a>(mut values: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let Some(first) = values.next() else {
        return Cow::Borrowed("");
    };
    let Some(second) = values.next() else {
        return Cow::Borrowed(first);
    };
    let mut text = format!("{first};{second}");
    for value in values {
        text.push(';');
        text.push_str(value);
    }
    Cow::Owned(text)
}
