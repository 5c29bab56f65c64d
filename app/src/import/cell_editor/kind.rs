//! What is typed into the cells of a column, and how.
use chrono::NaiveDate;
use contact::{
    Column, Country, CustomField, CustomKind, Kind, Level, Part, date, field::column::bare,
};

use crate::import::stage::ImportState;

/// How a cell is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellKind {
    Text,
    /// It holds line breaks, which an input of one line would lose.
    Lines,
    /// A day. `day_first`: how its column is read.
    Day {
        day_first: bool,
    },
    /// One of a closed list.
    List(CellList),
    /// Several of these options.
    Several(Vec<String>),
    /// Labels, of which these exist.
    Labels(Vec<String>),
}

/// A closed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellList {
    Countries,
    Languages,
    Kinds,
    Levels,
    Options(Vec<String>),
    YesNo,
}

impl CellKind {
    /// How the cells of a column are typed, and this one in it.
    pub fn of(page: &ImportState, column: u32, text: &str) -> Self {
        let rules = page.judging_rules();
        let day = || Self::Day {
            day_first: page.is_day_first(column),
        };
        let kind = match page.column_of(column) {
            Column::Field(field) => match field.part {
                Part::BirthDate => day(),
                Part::Country => Self::List(CellList::Countries),
                Part::Language => Self::List(CellList::Languages),
                Part::Kind => Self::List(CellList::Kinds),
                Part::Level => Self::List(CellList::Levels),
                Part::Labels => {
                    let labels = rules.and_then(|rules| rules.labels.clone());
                    Self::Labels(labels.map(Vec::from).unwrap_or_default())
                }
                Part::Text(_) | Part::Phone(_) | Part::Email(_) | Part::Social(_) => Self::Text,
            },
            Column::Custom(place) => {
                let field = rules.and_then(|rules| rules.custom_fields.get(place));
                field.map_or(Self::Text, |field| Self::of_custom(field, day))
            }
            Column::Error | Column::Empty | Column::Unknown => Self::Text,
        };
        match kind {
            Self::Text if text.contains(['\n', '\r']) => Self::Lines,
            kind => kind,
        }
    }

    fn of_custom(field: &CustomField, day: impl FnOnce() -> Self) -> Self {
        match field.kind {
            CustomKind::Text | CustomKind::Number => Self::Text,
            CustomKind::Date => day(),
            CustomKind::DropdownSingle => Self::List(CellList::Options(field.options.clone())),
            CustomKind::DropdownMultiple => Self::Several(field.options.clone()),
            CustomKind::Checkbox => Self::List(CellList::YesNo),
        }
    }

    /// Whether a letter that is typed on the cell begins its text anew. In a list it finds a choice.
    pub fn is_typed(&self) -> bool {
        matches!(self, Self::Text | Self::Lines | Self::Day { .. })
    }

    /// What is typed as it stands in the file: a day that reads only one way is written as the column writes it.
    pub fn written(&self, text: &str) -> String {
        let day = match self {
            Self::Day { day_first } if *day_first || date::parse(bare(text)).is_none() => {
                date::typed(text).ok()
            }
            _ => None,
        };
        day.map_or_else(|| text.to_owned(), |day| self.day_written(day))
    }

    /// A day as it stands in the file.
    pub fn day_written(&self, day: NaiveDate) -> String {
        match self {
            Self::Day { day_first: true } => day.format("%d/%m/%Y").to_string(),
            _ => date::write(day),
        }
    }

    /// The day that a text is.
    pub fn day(&self, text: &str) -> Option<NaiveDate> {
        match self {
            Self::Day { day_first: false } => {
                date::parse(bare(text)).or_else(|| date::typed(text).ok())
            }
            _ => NaiveDate::parse_from_str(text.trim(), "%d/%m/%Y")
                .ok()
                .or_else(|| date::typed(text).ok()),
        }
    }
}

impl CellList {
    /// The choice that a text means, however the file writes it.
    pub fn meant(&self, text: &str) -> Option<String> {
        let text = bare(text);
        let own = |word: &'static str| Some(word.to_owned());
        match self {
            Self::Countries => Country::parse(text).and_then(|country| own(country.code())),
            Self::Languages => Some(text.to_owned()),
            Self::Kinds => Kind::parse(text).and_then(|kind| own(kind.as_str())),
            Self::Levels => Level::parse(text).and_then(|level| own(level.as_str())),
            Self::Options(options) => {
                let is_it = |option: &&String| option.to_lowercase() == text.to_lowercase();
                options.iter().find(is_it).cloned()
            }
            Self::YesNo => match text.to_ascii_lowercase().as_str() {
                "yes" | "true" | "1" => own("Yes"),
                "no" | "false" | "0" => own("No"),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_reads_one_way_is_written_as_the_column_writes_it() {
        let month_first = CellKind::Day { day_first: false };
        let day_first = CellKind::Day { day_first: true };
        for (typed, as_month_first, as_day_first) in [
            ("14 Dec 1980", "12/14/1980", "14/12/1980"),
            ("1980-12-14", "12/14/1980", "14/12/1980"),
            ("14/12/1980", "12/14/1980", "14/12/1980"),
            ("12/14/1980", "12/14/1980", "14/12/1980"),
            // Which of the two is meant the column says.
            ("03/04/1985", "03/04/1985", "03/04/1985"),
            ("3/4/1985", "3/4/1985", "3/4/1985"),
            ("soon", "soon", "soon"),
            ("", "", ""),
        ] {
            assert_eq!(month_first.written(typed), as_month_first, "{typed}");
            assert_eq!(day_first.written(typed), as_day_first, "{typed}");
        }
        assert_eq!(CellKind::Text.written("14 Dec 1980"), "14 Dec 1980");
        let day = NaiveDate::from_ymd_opt(1985, 4, 3);
        assert_eq!(month_first.day("04/03/1985"), day);
        assert_eq!(day_first.day("03/04/1985"), day);
    }

    #[test]
    fn a_text_of_a_list_is_known_however_it_is_written() {
        for (list, text, meant) in [
            (CellList::Countries, "hong kong", Some("HK")),
            (CellList::Countries, "HKG", Some("HK")),
            (CellList::Countries, "Atlantis", None),
            (CellList::Kinds, "customer", Some("Customer")),
            (CellList::Levels, "first", None),
            (CellList::YesNo, "TRUE", Some("Yes")),
            (
                CellList::Options(vec!["Red".to_owned()]),
                " red ",
                Some("Red"),
            ),
        ] {
            assert_eq!(list.meant(text).as_deref(), meant, "{text}");
        }
    }
}
