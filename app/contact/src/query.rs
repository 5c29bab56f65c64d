//! What a list shows: search text and filters together, order, page. One type for the page's address, the API and the
//! export, so that what one finds the others find too. Invariant: writing a query to an address and reading it back
//! gives the same query.

mod address;
pub mod columns;
pub mod selection;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use strum::{Display, EnumString, VariantArray};
use uuid::Uuid;

use crate::field::{FACETS, Field};

/// The sizes of a page that the list offers.
pub const LIMITS: [u16; 4] = [25, 50, 100, 500];

/// The contacts on a page, when nothing else is asked for.
pub const LIMIT: u16 = 50;

/// The most contacts on a page.
pub const LONGEST_PAGE: u16 = 500;

/// Contacts are counted exactly up to here.
pub const COUNTED: u32 = 10_000;

/// What a list shows. Everything given must hold; of several values of one filter, one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Query {
    pub search: String,
    /// Names of labels, read by `matching`.
    pub labels: Vec<String>,
    pub matching: Matching,
    /// Stands anywhere in the company.
    pub company: String,
    /// Values of `FACETS`, by their short names.
    pub words: BTreeMap<String, Vec<String>>,
    /// Has a phone number, or has none.
    pub phone: Option<bool>,
    /// Has an email address, or has none.
    pub email: Option<bool>,
    pub created: Span,
    pub updated: Span,
    /// Created by this import.
    pub import: Option<Uuid>,
    /// Created before, and updated by this import.
    pub updated_by_import: Option<Uuid>,
    /// Values of custom fields, by Field ID.
    pub custom: BTreeMap<String, Vec<String>>,
    /// Absent: the newest first; the best first when something is searched for.
    pub sort: Option<Sort>,
    pub limit: u16,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
}

impl Serialize for Query {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, to)
    }
}

/// What came as JSON is read as an address once more, so that every limit stands in one place.
impl<'de> Deserialize<'de> for Query {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let sent = Self::deserialize(from)?;
        Self::read(sent.pairs()).map_err(de::Error::custom)
    }
}

impl Default for Query {
    fn default() -> Self {
        Self {
            search: String::new(),
            labels: Vec::new(),
            matching: Matching::Any,
            company: String::new(),
            words: BTreeMap::new(),
            phone: None,
            email: None,
            created: Span::default(),
            updated: Span::default(),
            import: None,
            updated_by_import: None,
            custom: BTreeMap::new(),
            sort: None,
            limit: LIMIT,
            cursor: None,
        }
    }
}

/// How the labels of a filter are meant.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString,
)]
#[strum(serialize_all = "lowercase")]
pub enum Matching {
    #[default]
    Any,
    All,
    None,
}

/// A stretch of time: from the first moment on, before the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Display, EnumString, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum By {
    Created,
    Name,
    Company,
    Updated,
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
        let sign = if self.descending { "-" } else { "" };
        write!(f, "{sign}{}", self.by)
    }
}

impl FromStr for Sort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (descending, by) = text
            .strip_prefix('-')
            .map_or((false, text), |by| (true, by));
        let by = by.parse().map_err(drop)?;
        Ok(Self { by, descending })
    }
}

impl Query {
    /// The fields that the list is narrowed down by, each with the values that are asked for.
    pub fn facets(&self) -> impl Iterator<Item = (&'static Field, &[String])> {
        FACETS.iter().filter_map(|field| {
            let values = self.words.get(field.key())?;
            (!values.is_empty()).then_some((*field, &values[..]))
        })
    }

    /// Tells whether anything narrows the list down.
    pub fn is_narrowed(&self) -> bool {
        self.clone().everything() != Self::default()
    }

    /// The same contacts from the first page on, in the usual order.
    pub fn everything(self) -> Self {
        Self {
            // How labels are meant says nothing where there are none.
            matching: match self.labels.is_empty() {
                true => Matching::Any,
                false => self.matching,
            },
            sort: None,
            limit: LIMIT,
            cursor: None,
            ..self
        }
    }
}
