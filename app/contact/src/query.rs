//! What a list shows: search text and filters together, order, page. One type for the page's address, the API and the
//! export, so that what one finds the others find too. Invariant: writing a query to an address and reading it back
//! gives the same query.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    contact::{Kind, Level},
    search,
};

/// The sizes of a page that the list offers.
pub const LIMITS: [u16; 4] = [25, 50, 100, 500];

/// The contacts on a page, when nothing else is asked for.
pub const LIMIT: u16 = 50;

/// The most contacts on a page.
pub const LONGEST_PAGE: u16 = 500;

/// Contacts are counted exactly up to here.
pub const COUNTED: u32 = 10_000;

/// The most values of one filter.
const MOST_VALUES: usize = 50;

/// What a list shows. Everything given must hold; of several values of one filter, one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    pub search: String,
    /// Names of labels, read by `matching`.
    pub labels: Vec<String>,
    pub matching: Matching,
    /// Stands anywhere in the company.
    pub company: String,
    pub kinds: Vec<Kind>,
    pub levels: Vec<Level>,
    pub teams: Vec<String>,
    pub groups: Vec<String>,
    pub languages: Vec<String>,
    pub countries: Vec<String>,
    /// Has a phone number, or has none.
    pub phone: Option<bool>,
    /// Has an email address, or has none.
    pub email: Option<bool>,
    pub created: Span,
    pub updated: Span,
    /// Created by this import.
    pub import: Option<Uuid>,
    /// Values of custom fields, by Field ID.
    pub custom: BTreeMap<String, Vec<String>>,
    /// Absent: the newest first; the best first when something is searched for.
    pub sort: Option<Sort>,
    pub limit: u16,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            search: String::new(),
            labels: Vec::new(),
            matching: Matching::Any,
            company: String::new(),
            kinds: Vec::new(),
            levels: Vec::new(),
            teams: Vec::new(),
            groups: Vec::new(),
            languages: Vec::new(),
            countries: Vec::new(),
            phone: None,
            email: None,
            created: Span::default(),
            updated: Span::default(),
            import: None,
            custom: BTreeMap::new(),
            sort: None,
            limit: LIMIT,
            cursor: None,
        }
    }
}

/// How the labels of a filter are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matching {
    #[default]
    Any,
    All,
    None,
}

/// A stretch of time: from the first moment on, before the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: Option<DateTime<Utc>>,
    pub before: Option<DateTime<Utc>>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub by: By,
    pub descending: bool,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    Created,
    Name,
    Company,
    Updated,
}

impl By {
    const ALL: [Self; 4] = [Self::Created, Self::Name, Self::Company, Self::Updated];

    fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Name => "name",
            Self::Company => "company",
            Self::Updated => "updated",
        }
    }
}

/// Where a page ended: the last contact's rank and sort key, its id, and the count that the first page found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub rank: u8,
    pub key: String,
    pub id: Uuid,
    pub total: Total,
}

/// How many contacts a query finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Total {
    Exactly(u32),
    AtLeast { at_least: u32 },
}

impl Total {
    /// Reads a count that stopped one above `COUNTED`.
    pub fn of(counted: i64) -> Self {
        match u32::try_from(counted) {
            Ok(few) if few <= COUNTED => Self::Exactly(few),
            _ => Self::AtLeast { at_least: COUNTED },
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.total {
            Total::Exactly(total) => write!(f, "{total}")?,
            Total::AtLeast { at_least } => write!(f, "{at_least}p")?,
        }
        write!(f, "-{}-{}-", self.rank, self.id.simple())?;
        self.key
            .bytes()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(4, '-');
        let mut next = || parts.next().ok_or(());
        let total = next()?;
        let total = match total.strip_suffix('p') {
            Some(number) => Total::AtLeast {
                at_least: number.parse().map_err(drop)?,
            },
            None => Total::Exactly(total.parse().map_err(drop)?),
        };
        let rank = next()?.parse().map_err(drop)?;
        let id = Uuid::try_parse(next()?).map_err(drop)?;
        let hex = next()?;
        if hex.len() % 2 != 0 || hex.len() > 8_000 || !hex.is_ascii() {
            return Err(());
        }
        let bytes = (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16));
        let key =
            String::from_utf8(bytes.collect::<Result<_, _>>().map_err(drop)?).map_err(drop)?;
        // Postgres holds no NUL.
        if key.contains('\0') {
            return Err(());
        }
        Ok(Self {
            rank,
            key,
            id,
            total,
        })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            if self.descending { "-" } else { "" },
            self.by.as_str()
        )
    }
}

impl FromStr for Sort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (descending, by) = text
            .strip_prefix('-')
            .map_or((false, text), |by| (true, by));
        let by = By::ALL
            .into_iter()
            .find(|known| known.as_str() == by)
            .ok_or(())?;
        Ok(Self { by, descending })
    }
}

impl Query {
    /// Tells whether anything narrows the list down.
    pub fn is_narrowed(&self) -> bool {
        self.clone().everything() != Self::default()
    }

    /// The same contacts from the first page on, in the usual order.
    pub fn everything(self) -> Self {
        Self {
            sort: None,
            limit: LIMIT,
            cursor: None,
            ..self
        }
    }

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
            return Err(format!("{name} holds a NUL character. Leave it out."));
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
            field if field.starts_with("cf_") => {
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

#[cfg(test)]
mod tests {
    use proptest::{collection, option, prelude::*, sample::select};

    use super::*;

    fn texts() -> impl Strategy<Value = Vec<String>> {
        collection::btree_set("[\\PC&&[^ ]]{1,8}", 0..4)
            .prop_map(|set| set.into_iter().filter(|text| text.trim() == text).collect())
    }

    fn moments() -> impl Strategy<Value = Option<DateTime<Utc>>> {
        option::of(
            (0i64..4_000_000_000, 0u32..1_000_000).prop_filter_map("a time", |(second, micro)| {
                DateTime::from_timestamp(second, micro * 1_000)
            }),
        )
    }

    fn queries() -> impl Strategy<Value = Query> {
        let texts = (texts(), texts(), texts(), texts(), texts(), texts());
        let moments = (moments(), moments(), moments(), moments());
        let total = prop_oneof![
            (0..COUNTED).prop_map(Total::Exactly),
            Just(Total::AtLeast { at_least: COUNTED })
        ];
        let cursor = (any::<u8>(), "[^\0]{0,20}", any::<u128>(), total).prop_map(
            |(rank, key, id, total)| Cursor {
                rank,
                key,
                id: Uuid::from_u128(id),
                total,
            },
        );
        let sort = (select(By::ALL.to_vec()), any::<bool>())
            .prop_map(|(by, descending)| Sort { by, descending });
        let rest = (
            select(vec![Matching::Any, Matching::All, Matching::None]),
            option::of(any::<bool>()),
            option::of(any::<u128>().prop_map(Uuid::from_u128)),
            option::of(sort),
            1..=LONGEST_PAGE,
            option::of(cursor),
        );
        (texts, moments, rest).prop_map(|(texts, moments, rest)| Query {
            search: texts.0.concat(),
            company: texts.1.concat(),
            labels: texts.2,
            matching: rest.0,
            kinds: Kind::ALL[..texts.3.len().min(4)].to_vec(),
            levels: Level::ALL[..texts.3.len().min(3)].to_vec(),
            teams: texts.3,
            groups: texts.4,
            languages: vec!["zh".into()],
            countries: vec!["HK".into()],
            phone: rest.1,
            email: rest.1.map(|has| !has),
            created: Span {
                from: moments.0,
                before: moments.1,
            },
            updated: Span {
                from: moments.2,
                before: moments.3,
            },
            import: rest.2,
            custom: BTreeMap::from([("cf_size".to_owned(), texts.5)])
                .into_iter()
                .filter(|(_, values)| !values.is_empty())
                .collect(),
            sort: rest.3,
            limit: rest.4,
            cursor: rest.5,
        })
    }

    /// Decodes like a browser.
    fn decode(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let mut digit = || {
                char::from(rest.next().expect("two digits"))
                    .to_digit(16)
                    .expect("a digit") as u8
            };
            bytes.push(if byte == b'%' {
                digit() * 16 + digit()
            } else {
                byte
            });
        }
        String::from_utf8(bytes).expect("text")
    }

    proptest! {
        #[test]
        fn a_query_survives_its_address(query in queries()) {
            let address = query.address();
            let pairs = address.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decode(name), decode(value)));
            prop_assert_eq!(Query::read(pairs), Ok(query));
        }

        #[test]
        fn no_parameter_panics(name in "search|label|sort|limit|cursor|created_from|cf_a|x", value in any::<String>()) {
            let _ = Query::read([(name, value)]);
        }
    }

    #[test]
    fn the_default_has_no_address() {
        assert_eq!(Query::default().address(), "");
        assert!(
            !Query {
                sort: "name".parse().ok(),
                limit: 100,
                ..Query::default()
            }
            .is_narrowed()
        );
        assert!(
            Query {
                phone: Some(true),
                ..Query::default()
            }
            .is_narrowed()
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_a_sentence() {
        for (name, value, sentence) in [
            (
                "limit",
                "501",
                "limit: \"501\" must be a number from 1 to 500.",
            ),
            ("limit", "0", "limit: \"0\" must be a number from 1 to 500."),
            ("match", "some", "match: \"some\" must be any, all or none."),
            (
                "type",
                "Friend",
                "type: \"Friend\" must be Lead, Customer, Prospect or Others.",
            ),
            ("page", "2", "There is no parameter \"page\" here."),
            (
                "cursor",
                "x",
                "cursor: \"x\" must be the next_cursor of the page before.",
            ),
        ] {
            assert_eq!(Query::read([(name, value)]), Err(sentence.to_owned()));
        }
        assert!(Query::read([("search", "é".repeat(200))]).is_ok());
        assert!(Query::read([("search", "é".repeat(201))]).is_err());
    }
}
