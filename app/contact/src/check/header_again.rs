//! A header that stands again among the records, as where files were put one behind the other. It need not be spelled
//! like the first: `first name`, `Phone` for `Mobile`, `E-mail` for `Email`.

use super::columns::{FileColumn, FileColumns, holds_last_name, is_known};
use crate::{
    field::{
        ERROR_HEADER,
        column::{Column, dashless_key, is_dash, seen},
        fields,
    },
    file::rows::Row,
    rules::Rules,
};

/// How a row repeats the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderAgain {
    Not,
    /// Each of its cells names the column that it stands in.
    Same,
    /// It names columns, and not those that they stand in: what follows is another table.
    Other,
}

/// All names that a column may have in this file, as sorted hashes: each record asks, and nearly all end there.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnNames(Vec<u64>);

/// No header that is known is longer.
const LONGEST: usize = 256;

impl ColumnNames {
    pub fn new(all: &[FileColumn], rules: &Rules) -> Self {
        let of_fields =
            fields().flat_map(|field| field.aliases.iter().copied().chain([field.header]));
        let of_custom = rules.custom_fields.iter().map(|field| field.name.as_str());
        let of_file = all.iter().map(|file| file.header.as_str());
        let names = of_fields.chain(of_custom).chain(of_file);
        let mut hashes: Vec<u64> = names.chain([ERROR_HEADER]).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    fn hold(&self, cell: &str) -> bool {
        cell.len() <= LONGEST && self.0.binary_search(&hash(cell)).is_ok()
    }
}

/// FNV-1a of a header as headers are compared, without dashes and without quotation marks that were lost around it.
fn hash(header: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    seen(header, |letter| {
        if letter != '"' && !is_dash(letter) {
            hash = (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3);
        }
    });
    hash
}

impl ColumnNames {
    /// Tells whether a row repeats the header. The last name is looked at first: hardly anybody is called like a column.
    #[inline]
    pub fn again(&self, row: &Row, columns: &FileColumns, rules: &Rules) -> HeaderAgain {
        if row.blank(columns.last_name) || !self.hold(&row.shown(columns.last_name)) {
            return HeaderAgain::Not;
        }
        every_cell(self, row, columns, rules)
    }
}

#[cold]
fn every_cell(names: &ColumnNames, row: &Row, columns: &FileColumns, rules: &Rules) -> HeaderAgain {
    let (mut same, mut cells, mut last_name) = (true, 0, false);
    for place in 0..row.len() {
        let cell = row.shown(place);
        let cell = cell.trim_matches(['"', '\u{feff}', ' ']);
        if cell.trim().is_empty() {
            continue;
        }
        if !names.hold(cell) {
            return HeaderAgain::Not;
        }
        let column = Column::of(cell, rules);
        cells += 1;
        last_name |= holds_last_name(column);
        let is_it = |file: &FileColumn| {
            is_known(column) && column == file.column
                || dashless_key(cell) == dashless_key(&file.header)
        };
        match columns.all.get(place) {
            Some(file) => {
                same &= is_it(file);
                last_name |= place == columns.last_name && is_it(file);
            }
            // What is wider holds more than this file does.
            None => same = false,
        }
    }
    // One cell alone may be a name, unless the file has no other column.
    if !last_name || cells < columns.named().min(2) {
        return HeaderAgain::Not;
    }
    if same {
        HeaderAgain::Same
    } else {
        HeaderAgain::Other
    }
}
