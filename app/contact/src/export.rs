//! Contact.csv and every other CSV that we write: UTF-8 with BOM, CRLF, quotes where RFC 4180 wants them, and each cell
//! guarded against formulas. What is written here reads back as the same contacts.

use std::{borrow::Cow, io};

use crate::{
    contact::Draft,
    custom::CustomField,
    field::{LINE, Part, column::Column},
    guard,
    update::FilledCells,
    words::Text,
};

/// The name under which the export is saved.
pub const FILE_NAME: &str = "Contact.csv";

/// The largest part of accepted records that is sent at a time, in bytes.
pub const LARGEST_PART: usize = 4 * 1024 * 1024;

/// Writes records of text, one cell after the other.
pub struct Table<W: io::Write>(csv::Writer<W>);

impl<W: io::Write> Table<W> {
    /// Starts a file, with the mark by which spreadsheets know UTF-8.
    pub fn new(mut to: W) -> io::Result<Self> {
        to.write_all("\u{feff}".as_bytes())?;
        Ok(Self::continued(to))
    }

    /// Goes on with a file that was started elsewhere.
    pub fn continued(to: W) -> Self {
        Self(
            csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .flexible(true)
                .from_writer(to),
        )
    }

    /// Writes one record.
    pub fn write<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(guard::add(cell.as_ref()).as_bytes())?;
        }
        self.0.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// Writes contacts in the layout of the template, with the custom fields and, if wanted, LINE behind it.
pub struct Export<'a, W: io::Write> {
    table: Table<W>,
    custom_fields: &'a [CustomField],
    columns: Vec<Column>,
}

impl<'a, W: io::Write> Export<'a, W> {
    /// Starts a file with its header. `line` says whether any of the contacts has a LINE ID.
    pub fn new(to: W, custom_fields: &'a [CustomField], line: bool) -> io::Result<Self> {
        let mut export = Self::continued(Table::new(to)?, custom_fields, line);
        export.table.write(
            export
                .columns
                .iter()
                .map(|column| column.header(custom_fields)),
        )?;
        Ok(export)
    }

    /// Goes on with a table whose header has been written.
    pub fn continued(table: Table<W>, custom_fields: &'a [CustomField], line: bool) -> Self {
        let columns = Column::all(custom_fields)
            .chain(line.then_some(Column::Field(&LINE)))
            .collect();
        Self {
            table,
            custom_fields,
            columns,
        }
    }

    /// Writes one contact.
    pub fn write(&mut self, draft: &Draft) -> io::Result<()> {
        self.table.write(
            self.columns
                .iter()
                .map(|column| column.write(draft, self.custom_fields)),
        )
    }

    /// Writes a record of a file that is to be imported. What was blank there is blank here too, so that the default that
    /// it reads as changes no contact. Whom nobody can be found by becomes a contact, and needs a name.
    pub fn write_record(&mut self, draft: &Draft, filled: FilledCells) -> io::Result<()> {
        let is_known = !draft.phones.is_empty() || !draft.emails.is_empty();
        let is_blank = |column: &Column| match column {
            Column::Field(field) => match field.part {
                Part::Text(Text::LastName) => is_known && !filled.last_name,
                Part::Kind => !filled.kind,
                Part::Level => !filled.level,
                _ => false,
            },
            _ => false,
        };
        let custom_fields = self.custom_fields;
        self.table.write(self.columns.iter().map(|column| {
            if is_blank(column) {
                Cow::Borrowed("")
            } else {
                column.write(draft, custom_fields)
            }
        }))
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.table.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Email;

    fn written(draft: &Draft, filled: FilledCells) -> String {
        let export = Export::continued(Table::continued(Vec::new()), &[], false);
        let written = export.and_write(draft, filled);
        String::from_utf8(written).expect("text")
    }

    impl Export<'_, Vec<u8>> {
        fn and_write(mut self, draft: &Draft, filled: FilledCells) -> Vec<u8> {
            self.write_record(draft, filled).expect("memory");
            self.finish().expect("memory")
        }
    }

    #[test]
    fn what_was_blank_in_a_file_is_blank_in_what_is_sent_of_it() {
        let mut draft = Draft {
            last_name: "customer".into(),
            emails: vec![Email::default()],
            ..Draft::default()
        };
        draft.emails[0].address = "ann@example.com".into();
        let blank = written(&draft, FilledCells::default());
        assert!(
            !blank.contains("customer") && !blank.contains("Lead") && !blank.contains("Primary")
        );
        let filled = FilledCells {
            last_name: true,
            kind: true,
            level: true,
        };
        let whole = written(&draft, filled);
        assert!(whole.contains("customer") && whole.contains("Lead") && whole.contains("Primary"));
        // Nobody can be found by nothing, and a record of nothing would be none.
        draft.emails.clear();
        assert!(written(&draft, FilledCells::default()).contains("customer"));
    }
}
