//! What the page asks about the columns of the file.
use contact::repair::Fix;
use preview::{ColumnView, Judgement, Match, Show};

/// What is wrong with the text of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    pub message: String,
    /// The record is not imported with it; otherwise it is only doubtful.
    pub is_error: bool,
}

/// Columns of which only one can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The field that all of them mean.
    pub field: String,
    /// Their places and headers.
    pub columns: Vec<(u32, String)>,
}

/// The header of a column as the file writes it; empty for values beyond the last.
pub fn header(columns: &[ColumnView], place: u32) -> &str {
    let column = columns.get(place as usize);
    column.map_or("", |column| &column.header)
}

/// The columns that mean the same, by the field that they mean, each with its place and header.
pub fn alike(all_columns: &[ColumnView]) -> Vec<Alike> {
    let mut all: Vec<Alike> = Vec::new();
    for column in all_columns {
        if let Match::Again(name) = &column.matched
            && all.iter().all(|alike| alike.field != *name)
        {
            let is_alike = |(_, other): &(u32, &ColumnView)| other.matched.field() == Some(name);
            let columns = (0..).zip(all_columns).filter(is_alike);
            all.push(Alike {
                field: name.clone(),
                columns: columns
                    .map(|(place, column)| (place, column.header.clone()))
                    .collect(),
            });
        }
    }
    all
}

/// The columns of dates that are repaired, each with how.
pub fn repaired_dates(columns: &[ColumnView], judgement: Option<&Judgement>) -> Vec<(usize, Fix)> {
    let groups = judgement.iter().flat_map(|judgement| &judgement.groups);
    let repaired = groups.filter_map(|group| {
        let repair = group.repair.as_ref()?;
        let is_for_dates = repair.made && repair.fix.is_for_dates();
        let name = &group.key.column;
        let is_it = |column: &ColumnView| column.matched.field() == Some(name);
        let place = columns.iter().position(is_it)?;
        is_for_dates.then_some((place, repair.fix))
    });
    repaired.collect()
}

/// The place of the column that a cause is about.
pub fn of_cause(columns: &[ColumnView], show: &Show) -> Option<u32> {
    let Show::Group { column, .. } = show else {
        return None;
    };
    let name = column.as_ref().filter(|name| !name.is_empty())?;
    let by_field = |column: &&ColumnView| column.matched.field() == Some(name);
    let places = || (0..).zip(columns);
    let found = places().find(|(_, column)| by_field(column));
    let found = found.or_else(|| places().find(|(_, column)| column.header == *name));
    found.map(|(place, _)| place)
}
