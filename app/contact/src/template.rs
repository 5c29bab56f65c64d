//! template.csv: the headers, the active custom fields, and one sample record, which people forget to remove. It is
//! recognised and skipped (W05).

use std::borrow::Cow;

use crate::{
    custom::CustomField,
    export::Table,
    field::{
        FIELDS, Field, Part,
        column::{Column, bare},
    },
    words::EmailKind,
};

/// The name under which the template is saved.
pub const FILE_NAME: &str = "template.csv";

/// Makes the template.
pub fn template(custom_fields: &[CustomField]) -> Vec<u8> {
    let blank = custom_fields.iter().map(|_| "");
    let write = || {
        let mut table = Table::new(Vec::new())?;
        table.write(Column::all(custom_fields).map(|column| column.header(custom_fields)))?;
        table.write(FIELDS.iter().map(|field| field.sample).chain(blank))?;
        table.finish()
    };
    write().expect("memory takes every byte")
}

/// Tells whether a record is the template's sample, also after a spreadsheet rewrote its phone numbers.
pub fn is_sample<'a>(cells: impl IntoIterator<Item = (Column, Cow<'a, str>)>) -> bool {
    let mut has_email = false;
    for (column, cell) in cells {
        let text = bare(&cell);
        let is_alike = match column {
            Column::Field(field) => is_alike(field, text),
            Column::Custom(_) | Column::Empty => text.is_empty(),
            Column::Error | Column::Unknown => true,
        };
        if !is_alike {
            return false;
        }
        has_email |=
            matches!(column, Column::Field(field) if field.part == Part::Email(EmailKind::Work));
    }
    has_email
}

fn is_alike(field: &Field, text: &str) -> bool {
    text == field.sample
        || field.sample.strip_prefix('+').is_some_and(|digits| {
            text == digits || text.parse() == digits.parse::<f64>() || text.contains("E+")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rules, custom::CustomKind, problem::Problem};

    fn rules(names: &[&str]) -> Rules {
        let mut rules = Rules::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        let custom = |name: &&str| CustomField {
            id: format!("cf_{}", name.to_lowercase()),
            name: (*name).to_owned(),
            kind: CustomKind::Text,
            options: Vec::new(),
        };
        rules.custom_fields = names.iter().map(custom).collect();
        rules
    }

    fn records(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a BOM");
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text);
        reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn the_template_has_the_31_headers_then_the_custom_fields_and_one_sample() {
        let bytes = template(&rules(&["Size", "=Danger", "Team, old"]).custom_fields);
        let text = std::str::from_utf8(&bytes).unwrap();
        assert_eq!(text.matches("\r\n").count(), 2);
        assert_eq!(text.matches('\n').count(), 2);
        let records = records(&bytes);
        assert_eq!(records.len(), 2);
        assert_eq!(
            records[0].join("|"),
            "First name|Last name|Mobile|Work|Home|Other Phone|Email|Personal Email|Other Email|Facebook|WhatsApp|WeChat|\
             Twitter|LinkedIn|WOZTELL (WhatsApp)|WOZTELL (Facebook)|WOZTELL (Instagram)|Company|Job Title|Team|Birthdate|\
             Language|Address|City|State|ZipCode|Country|Type|Group|Level|Contact Label|Size|'=Danger|Team, old"
        );
    }

    #[test]
    fn the_sample_validates_and_is_recognised() {
        let rules = rules(&["Size"]);
        let records = records(&template(&rules.custom_fields));
        let mut problems: Vec<Problem> = Vec::new();
        let columns: Vec<_> = records[0]
            .iter()
            .map(|header| Column::of(header, &rules))
            .collect();
        for (column, cell) in columns.iter().zip(&records[1]) {
            column.judge(cell, &rules, &mut |problem| problems.push(problem));
        }
        assert_eq!(problems, []);
        let sample = |change: fn(&str) -> String| {
            let cells = records[1].iter().map(move |cell| Cow::Owned(change(cell)));
            is_sample(columns.iter().copied().zip(cells))
        };
        assert!(sample(str::to_owned));
        assert!(sample(|cell| cell.trim_start_matches('+').to_owned()));
        assert!(sample(|cell| if cell.starts_with('+') {
            "8.52E+10".to_owned()
        } else {
            cell.to_owned()
        }));
        assert!(!sample(|cell| cell.replace("Chan", "Cheung")));
        assert!(!sample(|cell| cell.replace("taiman", "ann")));
        assert!(!sample(|_| String::new()));
    }
}
