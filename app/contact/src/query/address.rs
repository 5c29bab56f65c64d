//! A query in an address: each filter a parameter, several values the same one several times.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};

use super::{LIMIT, LONGEST_PAGE, Matching, Query};
use crate::{
    field::{FACETS, Part},
    search,
    words::{Kind, Level},
};

/// The most values of one filter.
const MOST_VALUES: usize = 50;

/// The longest value of a filter, in characters: no value of a contact is longer.
const LONGEST_VALUE: usize = 1_000;

/// The longest name of a filter, in bytes: no Field ID is longer.
const LONGEST_NAME: usize = 100;

impl Query {
    /// Reads the decoded parameters of an address. The first thing wrong is told in a sentence.
    pub fn read<K: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, String> {
        let mut query = Self::default();
        for (name, value) in pairs {
            query.take(name.as_ref(), value.as_ref().trim())?;
        }
        Ok(query)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        if value.is_empty() {
            return Ok(());
        }
        judge_length(name, value)?;
        let wanted = |wanted: &str| format!("{name}: \"{}\" must be {wanted}.", cut(value));
        match name {
            "search" => self.search = value.to_owned(),
            "label" => push(&mut self.labels, name, value.to_owned())?,
            "match" => self.matching = value.parse().map_err(|_| wanted("any, all or none"))?,
            "company" => self.company = value.to_owned(),
            "has_phone" => self.phone = Some(value.parse().map_err(|_| wanted("true or false"))?),
            "has_email" => self.email = Some(value.parse().map_err(|_| wanted("true or false"))?),
            "created_from" => {
                self.created.from = Some(moment(value).ok_or_else(|| wanted(MOMENT))?)
            }
            "created_before" => {
                self.created.before = Some(moment(value).ok_or_else(|| wanted(MOMENT))?)
            }
            "updated_from" => {
                self.updated.from = Some(moment(value).ok_or_else(|| wanted(MOMENT))?)
            }
            "updated_before" => {
                self.updated.before = Some(moment(value).ok_or_else(|| wanted(MOMENT))?)
            }
            "import" => {
                self.import = Some(value.parse().map_err(|_| wanted("the id of an import"))?)
            }
            "updated_by_import" => {
                let id = value.parse().map_err(|_| wanted("the id of an import"))?;
                self.updated_by_import = Some(id);
            }
            "sort" => self.sort = Some(value.parse().map_err(|()| wanted(SORTS))?),
            "limit" => {
                let limit = value.parse().ok();
                let limit = limit.filter(|limit| (1..=LONGEST_PAGE).contains(limit));
                self.limit =
                    limit.ok_or_else(|| wanted(&format!("a number from 1 to {LONGEST_PAGE}")))?;
            }
            "cursor" => {
                let cursor = value.parse();
                self.cursor =
                    Some(cursor.map_err(|()| wanted("the next_cursor of the page before"))?);
            }
            _ => return self.take_field(name, value),
        }
        Ok(())
    }

    /// Takes a value that a field is to have.
    fn take_field(&mut self, name: &str, value: &str) -> Result<(), String> {
        if let Some(field) = FACETS.iter().find(|field| field.key() == name) {
            let wanted = |words| format!("{name}: \"{}\" must be {words}.", cut(value));
            let value = match field.part {
                Part::Kind => Kind::parse(value)
                    .ok_or_else(|| wanted("Lead, Customer, Prospect or Others"))?
                    .to_string(),
                Part::Level => Level::parse(value)
                    .ok_or_else(|| wanted("Primary, Secondary or Tertiary"))?
                    .to_string(),
                Part::Language => value.to_ascii_lowercase(),
                Part::Country => value.to_ascii_uppercase(),
                _ => value.to_owned(),
            };
            return push(self.words.entry(name.to_owned()).or_default(), name, value);
        }
        if !name.starts_with("cf_") || name.len() > LONGEST_NAME {
            return Err(format!("There is no parameter \"{}\" here.", cut(name)));
        }
        if self.custom.len() == MOST_VALUES && !self.custom.contains_key(name) {
            return Err(format!(
                "A list is filtered by at most {MOST_VALUES} fields."
            ));
        }
        let values = self.custom.entry(name.to_owned()).or_default();
        push(values, name, value.to_owned())
    }

    /// The parameters of an address, those alone that differ from the default, not yet encoded.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut put = |name: &str, value: Option<String>| {
            pairs.extend(value.map(|value| (name.to_owned(), value)));
        };
        let text = |text: &String| (!text.is_empty()).then(|| text.clone());
        put("search", text(&self.search));
        for label in &self.labels {
            put("label", Some(label.clone()));
        }
        let is_usual = self.matching == Matching::default();
        put("match", (!is_usual).then(|| self.matching.to_string()));
        put("company", text(&self.company));
        for (name, values) in self.words.iter().chain(&self.custom) {
            for value in values {
                put(name, Some(value.clone()));
            }
        }
        put("has_phone", self.phone.map(|has| has.to_string()));
        put("has_email", self.email.map(|has| has.to_string()));
        for (name, moment) in [
            ("created_from", self.created.from),
            ("created_before", self.created.before),
            ("updated_from", self.updated.from),
            ("updated_before", self.updated.before),
        ] {
            let text = |moment: DateTime<Utc>| moment.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            put(name, moment.map(text));
        }
        put("import", self.import.map(|id| id.to_string()));
        let updated_by = self.updated_by_import.map(|id| id.to_string());
        put("updated_by_import", updated_by);
        put("sort", self.sort.map(|sort| sort.to_string()));
        put(
            "limit",
            (self.limit != LIMIT).then(|| self.limit.to_string()),
        );
        put("cursor", self.cursor.as_ref().map(ToString::to_string));
        pairs
    }

    /// The query as the part of an address behind the `?`; empty when it is the default.
    pub fn address(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.pairs())
            .finish()
    }

    /// Reads what `address` wrote, or what a browser made of it.
    pub fn of_address(address: &str) -> Result<Self, String> {
        Self::read(Self::parts(address))
    }

    /// The parameters of an address, decoded.
    pub fn parts(address: &str) -> impl Iterator<Item = (String, String)> + '_ {
        form_urlencoded::parse(address.as_bytes()).into_owned()
    }
}

/// Refuses what is longer than any value of a contact.
fn judge_length(name: &str, value: &str) -> Result<(), String> {
    let longest = match name {
        // It has a limit of its own.
        "cursor" => usize::MAX,
        "search" | "company" => search::LONGEST,
        _ => LONGEST_VALUE,
    };
    let is_long = value.chars().count() > longest;
    match name {
        _ if value.contains('\0') => Err(format!(
            "{} holds a NUL character. Leave it out.",
            cut(name)
        )),
        "search" if is_long => Err(format!(
            "The search text is longer than {longest} characters. Shorten it."
        )),
        "company" if is_long => Err(format!(
            "The company is longer than {longest} characters. Shorten it."
        )),
        _ if is_long => Err(format!(
            "{} is longer than {longest} characters. Shorten it.",
            cut(name)
        )),
        _ => Ok(()),
    }
}

fn push<T: PartialEq>(values: &mut Vec<T>, name: &str, value: T) -> Result<(), String> {
    if values.contains(&value) {
        return Ok(());
    }
    if values.len() == MOST_VALUES {
        return Err(format!(
            "{name} is given more than {MOST_VALUES} times. Leave some out."
        ));
    }
    values.push(value);
    Ok(())
}

const SORTS: &str = "created, name, company or updated, with a - before it for the other direction";
const MOMENT: &str = "a date such as 2026-01-31, or a time such as 2026-01-31T09:00:00Z";

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let date = |date: NaiveDate| date.and_time(NaiveTime::MIN).and_utc();
    let moment = text
        .parse::<NaiveDate>()
        .map(date)
        .or_else(|_| text.parse::<DateTime<Utc>>())
        .ok()?;
    // What Postgres and an id can hold.
    let years =
        date(NaiveDate::from_ymd_opt(1970, 1, 1)?)..date(NaiveDate::from_ymd_opt(9999, 12, 31)?);
    years.contains(&moment).then_some(moment)
}

fn cut(text: &str) -> String {
    text.chars()
        .filter(|char| !char.is_control())
        .take(60)
        .collect()
}
