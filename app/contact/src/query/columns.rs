//! The columns of the list: which ones, in what order, and how wide somebody made them. The select box stands before them
//! and `More (...)` behind them, always. Invariant: the name is the first, so that it can stay in sight.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    field::{FORM, Part, Section, field_of},
    words::{EmailKind, PhoneKind, Text},
};

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    Name,
    /// A field, or all of a list.
    Part(Part),
    Updated,
    Created,
}

/// The columns that are there without anybody choosing: the guide's list.
const USUAL: [Shows; 7] = [
    Shows::Name,
    Shows::Part(Part::Text(Text::Company)),
    Shows::Part(Part::Kind),
    Shows::Part(Part::Labels),
    Shows::PHONE,
    Shows::EMAIL,
    Shows::Updated,
];

/// No text names more columns than this.
const MOST: usize = 64;

impl Shows {
    pub const PHONE: Self = Self::Part(Part::Phone(PhoneKind::Mobile));
    pub const EMAIL: Self = Self::Part(Part::Email(EmailKind::Work));

    /// Every column there is: the usual ones, then those of the other fields in the order of the form.
    pub fn all() -> impl Iterator<Item = Self> {
        let fields = FORM.iter().filter(|field| field.place.0 != Section::Name);
        let fields = fields.map(|field| Self::Part(field.part));
        let others = fields.filter(|shows| !USUAL.contains(shows));
        USUAL.into_iter().chain(others).chain([Self::Created])
    }

    /// Its name in an address and in a style sheet.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::PHONE => "phone",
            Self::EMAIL => "email",
            Self::Part(part) => field_of(part).key(),
            Self::Updated => "updated",
            Self::Created => "created",
        }
    }
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListColumn {
    pub shows: Shows,
    /// What somebody made of its width, in pixels. No rule asks for it: it stands in the address of the list, and in kept views.
    pub width: Option<u16>,
}

/// The columns that are shown, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Columns(Vec<ListColumn>);

impl Default for Columns {
    fn default() -> Self {
        let columns = USUAL.map(|shows| ListColumn { shows, width: None });
        Self(columns.to_vec())
    }
}

impl Columns {
    /// The columns in their order.
    pub fn iter(&self) -> impl Iterator<Item = ListColumn> + '_ {
        self.0.iter().copied()
    }

    /// Shows a column behind the others, or hides it. The name stays.
    pub fn show(&mut self, shows: Shows, shown: bool) {
        let there = self.0.iter().any(|column| column.shows == shows);
        if shown && !there {
            self.0.push(ListColumn { shows, width: None });
        } else if !shown && shows != Shows::Name {
            self.0.retain(|column| column.shows != shows);
        }
    }

    /// Moves a column towards the front or the end; the name keeps its place.
    pub fn shift(&mut self, shows: Shows, forward: bool) {
        let Some(from) = self.0.iter().position(|column| column.shows == shows) else {
            return;
        };
        let to = if forward {
            from + 1
        } else {
            from.saturating_sub(1)
        };
        if from > 0 && to > 0 && to < self.0.len() {
            self.0.swap(from, to);
        }
    }

    /// Makes a column so wide.
    pub fn resize(&mut self, shows: Shows, width: u16) {
        for column in self.0.iter_mut().filter(|column| column.shows == shows) {
            column.width = Some(width);
        }
    }
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, column) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}{}", column.shows.as_str())?;
            if let Some(width) = column.width {
                write!(f, "-{width}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Columns {
    type Err = String;

    /// Reads what was written; what is not known any more is left out.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns = Self(vec![ListColumn {
            shows: Shows::Name,
            width: None,
        }]);
        for part in text.split('.').take(MOST) {
            let (name, width) = part
                .split_once('-')
                .map_or((part, None), |(name, width)| (name, Some(width)));
            let Some(shows) = Shows::all().find(|shows| shows.as_str() == name) else {
                continue;
            };
            columns.show(shows, true);
            if let Some(width) = width.and_then(|width| width.parse().ok()) {
                columns.resize(shows, width);
            }
        }
        Ok(columns)
    }
}

impl TryFrom<String> for Columns {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Columns> for String {
    fn from(columns: Columns) -> Self {
        columns.to_string()
    }
}
