//! The columns of the list: which ones, in what order, how wide. The select box stands before them and `More (...)`
//! behind them, always. Invariant: the name is the first, so that it can stay in sight.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    Name,
    Company,
    Kind,
    Labels,
    Phone,
    Email,
    Updated,
    JobTitle,
    Team,
    Group,
    Level,
    Language,
    Country,
    Created,
}

/// Every column, with its name in an address and its usual width in pixels. The first seven are the guide's list, and
/// fit beside the rail of a window 1440 px wide.
const COLUMNS: [(Shows, &str, u16); 14] = [
    (Shows::Name, "name", 184),
    (Shows::Company, "company", 160),
    (Shows::Kind, "type", 80),
    (Shows::Labels, "labels", 200),
    (Shows::Phone, "phone", 160),
    (Shows::Email, "email", 192),
    (Shows::Updated, "updated", 96),
    (Shows::JobTitle, "job_title", 152),
    (Shows::Team, "team", 128),
    (Shows::Group, "group", 128),
    (Shows::Level, "level", 96),
    (Shows::Language, "language", 112),
    (Shows::Country, "country", 128),
    (Shows::Created, "created", 112),
];

/// How many columns there are without anybody choosing.
const USUAL: usize = 7;

/// By how much a column becomes wider or narrower at a time.
pub const STEP: u16 = 24;

const NARROWEST: u16 = 64;
const WIDEST: u16 = 640;

impl Shows {
    /// Every column there is.
    pub fn all() -> impl Iterator<Item = Self> {
        COLUMNS.into_iter().map(|(shows, ..)| shows)
    }

    /// Its name in an address and in a style sheet.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (Self, &'static str, u16) {
        COLUMNS[self as usize]
    }
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub shows: Shows,
    pub width: u16,
}

impl Column {
    fn of(shows: Shows) -> Self {
        Self {
            shows,
            width: shows.row().2,
        }
    }
}

/// The columns that are shown, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Columns(Vec<Column>);

impl Default for Columns {
    fn default() -> Self {
        Self(Shows::all().take(USUAL).map(Column::of).collect())
    }
}

impl Columns {
    /// The columns in their order.
    pub fn iter(&self) -> impl Iterator<Item = Column> + '_ {
        self.0.iter().copied()
    }

    /// Shows a column behind the others, or hides it. The name stays.
    pub fn show(&mut self, shows: Shows, shown: bool) {
        let there = self.0.iter().any(|column| column.shows == shows);
        if shown && !there {
            self.0.push(Column::of(shows));
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

    /// Makes a column wider or narrower by a step.
    pub fn widen(&mut self, shows: Shows, wider: bool) {
        for column in self.0.iter_mut().filter(|column| column.shows == shows) {
            let width = match wider {
                true => column.width + STEP,
                false => column.width.saturating_sub(STEP),
            };
            column.width = width.clamp(NARROWEST, WIDEST);
        }
    }
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, column) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}{}-{}", column.shows.as_str(), column.width)?;
        }
        Ok(())
    }
}

impl FromStr for Columns {
    type Err = String;

    /// Reads what was written; what is not known any more is left out.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns = Self(vec![Column::of(Shows::Name)]);
        for part in text.split('.').take(2 * COLUMNS.len()) {
            let Some((name, width)) = part.split_once('-') else {
                continue;
            };
            let known = COLUMNS.into_iter().find(|(_, known, _)| *known == name);
            let (Some((shows, ..)), Ok(width)) = (known, width.parse::<u16>()) else {
                continue;
            };
            columns.show(shows, true);
            let column = columns.0.iter_mut().find(|column| column.shows == shows);
            if let Some(column) = column {
                column.width = width.clamp(NARROWEST, WIDEST);
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
