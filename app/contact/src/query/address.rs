//! A query in an address: each filter a parameter, several values the same one several times.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};

use super::{LIMIT, LONGEST_PAGE, Matching, Query};
use crate::{
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
        if value.contains('\0') {
            return Err(format!(
                "{} holds a NUL character. Leave it out.",
                cut(name)
            ));
        }
        // A cursor is longer, and has a limit of its own.
        if name != "cursor" && value.chars().count() > LONGEST_VALUE {
            return Err(format!(
                "{} is longer than {LONGEST_VALUE} characters. Shorten it.",
                cut(name)
            ));
        }
        let wanted = |wanted: &str| format!("{name}: \"{}\" must be {wanted}.", cut(value));
        match name {
            "search" if value.chars().count() > search::LONGEST => {
                return Err(format!(
                    "The search text is longer than {} characters. Shorten it.",
                    search::LONGEST
                ));
            }
            "search" => self.search = value.to_owned(),
            "label" => push(&mut self.labels, name, value.to_owned())?,
            "match" => {
                self.matching = match value {
                    "any" => Matching::Any,
                    "all" => Matching::All,
                    "none" => Matching::None,
                    _ => return Err(wanted("any, all or none")),
                }
            }
            "company" if value.chars().count() > search::LONGEST => {
                return Err(format!(
                    "The company is longer than {} characters. Shorten it.",
                    search::LONGEST
                ));
            }
            "company" => self.company = value.to_owned(),
            "type" => {
                let kind = Kind::parse(value)
                    .ok_or_else(|| wanted("Lead, Customer, Prospect or Others"))?;
                push(&mut self.kinds, name, kind)?;
            }
            "level" => {
                let level =
                    Level::parse(value).ok_or_else(|| wanted("Primary, Secondary or Tertiary"))?;
                push(&mut self.levels, name, level)?;
            }
            "team" => push(&mut self.teams, name, value.to_owned())?,
            "group" => push(&mut self.groups, name, value.to_owned())?,
            "language" => push(&mut self.languages, name, value.to_ascii_lowercase())?,
            "country" => push(&mut self.countries, name, value.to_ascii_uppercase())?,
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
            "sort" => {
                let known =
                    "created, name, company or updated, with a - before it for the other direction";
                self.sort = Some(value.parse().map_err(|()| wanted(known))?);
            }
            "limit" => {
                let limit = value
                    .parse()
                    .ok()
                    .filter(|limit| (1..=LONGEST_PAGE).contains(limit));
                self.limit =
                    limit.ok_or_else(|| wanted(&format!("a number from 1 to {LONGEST_PAGE}")))?;
            }
            "cursor" => {
                self.cursor = Some(
                    value
                        .parse()
                        .map_err(|()| wanted("the next_cursor of the page before"))?,
                )
            }
            field if field.starts_with("cf_") && field.len() <= LONGEST_NAME => {
                if self.custom.len() == MOST_VALUES && !self.custom.contains_key(field) {
                    return Err(format!(
                        "A list is filtered by at most {MOST_VALUES} fields."
                    ));
                }
                push(
                    self.custom.entry(field.to_owned()).or_default(),
                    name,
                    value.to_owned(),
                )?;
            }
            _ => return Err(format!("There is no parameter \"{}\" here.", cut(name))),
        }
        Ok(())
    }

    /// The parameters of an address, those alone that differ from the default, not yet encoded.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
        let text = |text: &String| (!text.is_empty()).then(|| text.clone());
        let words = [
            ("team", &self.teams),
            ("group", &self.groups),
            ("language", &self.languages),
            ("country", &self.countries),
        ];
        text(&self.search)
            .into_iter()
            .for_each(|value| put("search", value));
        self.labels
            .iter()
            .for_each(|value| put("label", value.clone()));
        match self.matching {
            Matching::Any => {}
            Matching::All => put("match", "all".to_owned()),
            Matching::None => put("match", "none".to_owned()),
        }
        text(&self.company)
            .into_iter()
            .for_each(|value| put("company", value));
        self.kinds
            .iter()
            .for_each(|kind| put("type", kind.to_string()));
        self.levels
            .iter()
            .for_each(|level| put("level", level.to_string()));
        for (name, values) in words {
            values.iter().for_each(|value| put(name, value.clone()));
        }
        self.phone
            .iter()
            .for_each(|has| put("has_phone", has.to_string()));
        self.email
            .iter()
            .for_each(|has| put("has_email", has.to_string()));
        for (name, moment) in [
            ("created_from", self.created.from),
            ("created_before", self.created.before),
            ("updated_from", self.updated.from),
            ("updated_before", self.updated.before),
        ] {
            moment
                .iter()
                .for_each(|moment| put(name, moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)));
        }
        self.import
            .iter()
            .for_each(|id| put("import", id.to_string()));
        for (id, values) in &self.custom {
            values.iter().for_each(|value| put(id, value.clone()));
        }
        self.sort
            .iter()
            .for_each(|sort| put("sort", sort.to_string()));
        if self.limit != LIMIT {
            put("limit", self.limit.to_string());
        }
        self.cursor
            .iter()
            .for_each(|cursor| put("cursor", cursor.to_string()));
        pairs
    }

    /// The query as the part of an address behind the `?`; empty when it is the default.
    pub fn address(&self) -> String {
        let mut address = String::new();
        for (name, value) in self.pairs() {
            if !address.is_empty() {
                address.push('&');
            }
            encode(&name, &mut address);
            address.push('=');
            encode(&value, &mut address);
        }
        address
    }

    /// Reads what `address` wrote, or what a browser made of it.
    pub fn of_address(address: &str) -> Result<Self, String> {
        Self::read(Self::parts(address))
    }

    /// The parameters of an address, decoded.
    pub fn parts(address: &str) -> impl Iterator<Item = (String, String)> + '_ {
        let pairs = address.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
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

fn encode(text: &str, address: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                address.push(byte.into())
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// Decodes a part of an address; what is no text becomes question marks that match nothing.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = |at: usize| {
            after
                .get(at)
                .and_then(|digit| char::from(*digit).to_digit(16))
        };
        rest = after;
        match (byte, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            (b'+', ..) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
