//! Makes of one row of an export what the columns of the template hold of it, and tells what stays under its own header.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use chrono::NaiveDate;

use super::{
    labels::{self, PhoneLabel},
    names,
    uses::{AddressPart, ColumnUse, place_of},
};
use crate::{
    date,
    field::{FIELDS, Part, column::bare},
    file::rows::Row,
    invisible, phone,
    words::{EmailKind, Network, PhoneKind, Text},
};

/// What stands between the values of one cell: Google's way, ours, and lines.
const BETWEEN: [&str; 4] = [":::", ";", "\n", "\r"];
/// The group that Google puts everybody in.
const EVERYBODY: [&str; 2] = ["mycontacts", "my contacts"];
/// So many labels that nobody knows are told.
const MOST_LABELS: usize = 20;

/// Makes records of the template of the rows of one export.
pub struct RecordMaker {
    uses: Vec<Option<ColumnUse>>,
    /// Where the label of each column's value stands.
    labels: Vec<Option<usize>>,
    /// The addresses of a row, the contact's first.
    addresses: BTreeMap<u8, Vec<(usize, AddressPart)>>,
    /// The text of each column of the template.
    pub values: Vec<String>,
    /// The columns of the file of which each is made.
    pub fed: Vec<Vec<usize>>,
    /// Whether the text of each column of the file stays under its own header.
    pub left: Vec<bool>,
    /// Labels of phone numbers and email addresses that no field has.
    pub unknown: BTreeSet<String>,
    /// The first full name that was split, with its first name and its last name.
    pub split: Option<[String; 3]>,
}

impl RecordMaker {
    /// Makes records of rows whose columns are for this.
    pub fn new(uses: &[Option<ColumnUse>]) -> Self {
        let place = |wanted| uses.iter().position(|used| *used == Some(wanted));
        let label = |used: &Option<ColumnUse>| match used {
            Some(ColumnUse::LabelledPhone(number)) => place(ColumnUse::PhoneLabel(*number)),
            Some(ColumnUse::LabelledEmail(number)) => place(ColumnUse::EmailLabel(*number)),
            _ => None,
        };
        let mut addresses: BTreeMap<u8, Vec<(usize, AddressPart)>> = BTreeMap::new();
        for (place, used) in uses.iter().enumerate() {
            if let Some(ColumnUse::Address(number, part)) = used {
                addresses.entry(*number).or_default().push((place, *part));
            }
        }
        Self {
            labels: uses.iter().map(label).collect(),
            addresses,
            values: vec![String::new(); FIELDS.len()],
            fed: vec![Vec::new(); FIELDS.len()],
            left: vec![false; uses.len()],
            unknown: BTreeSet::new(),
            split: None,
            uses: uses.to_vec(),
        }
    }

    /// Makes a record of a row.
    pub fn make(&mut self, row: &Row) {
        for value in &mut self.values {
            value.clear();
        }
        for fed in &mut self.fed {
            fed.clear();
        }
        let cells: Vec<Cow<str>> = (0..self.uses.len()).map(|place| row.shown(place)).collect();
        let texts: Vec<&str> = cells.iter().map(|cell| bare(cell)).collect();
        let is_written = |place: usize| !cells[place].trim().is_empty();
        for (place, left) in self.left.iter_mut().enumerate() {
            *left = self.uses[place].is_none() && is_written(place);
        }
        self.name(&texts);
        self.birth_date(&texts);
        self.address(&texts);
        for place in 0..texts.len() {
            self.cell(place, &texts);
        }
        // A row of which nothing came is a record all the same.
        if self.values.iter().all(String::is_empty) && !self.left.contains(&true) {
            for (place, left) in self.left.iter_mut().enumerate() {
                *left = is_written(place);
            }
        }
    }

    fn place(&self, wanted: ColumnUse) -> Option<usize> {
        self.uses.iter().position(|used| *used == Some(wanted))
    }

    /// Adds text to a column of the template.
    fn put(&mut self, part: Part, place: usize, text: &str, between: &str) {
        if text.is_empty() {
            return;
        }
        let at = place_of(part);
        let value = &mut self.values[at];
        if !value.is_empty() {
            value.push_str(between);
        }
        value.push_str(text);
        self.fed[at].push(place);
    }

    /// Puts text into a column of the template that has one value. Where another column has filled it, what says the same says
    /// nothing new, and anything else stays under its own header.
    fn put_once(&mut self, part: Part, place: usize, text: &str) {
        let known = &self.values[place_of(part)];
        if known.is_empty() {
            self.put(part, place, text, " ");
        } else if !text.is_empty() && known != text {
            self.left[place] = true;
        }
    }

    fn name(&mut self, texts: &[&str]) {
        let places = [
            ColumnUse::Prefix,
            ColumnUse::Given,
            ColumnUse::Middle,
            ColumnUse::Family,
            ColumnUse::Suffix,
            ColumnUse::FullName,
            ColumnUse::Text(Text::Company),
        ]
        .map(|used| self.place(used));
        let [prefix, given, middle, family, suffix, full, company] =
            places.map(|place| place.map_or_else(String::new, |place| line(texts[place], " ")));
        let (mut first, mut last) = (
            names::joined(&[&*prefix, &*given, &*middle]),
            names::joined(&[&*family, &*suffix]),
        );
        let (mut of_first, mut of_last) = (
            vec![places[0], places[1], places[2]],
            vec![places[3], places[4]],
        );
        let lacks_parts = given.is_empty() && middle.is_empty() && family.is_empty();
        if lacks_parts && !full.is_empty() {
            // A company that is written down as if it were a person has no name to split.
            if full != company {
                let (split_first, split_last) = names::split(&full);
                if self.split.is_none() && !split_first.is_empty() && !split_last.is_empty() {
                    self.split = Some([full.clone(), split_first.clone(), split_last.clone()]);
                }
                first = names::joined(&[&*prefix, &*split_first]);
                last = names::joined(&[&*split_last, &*suffix]);
                of_first.push(places[5]);
                of_last.push(places[5]);
            }
        } else if let Some(place) = places[5] {
            let parts = [&*prefix, &*given, &*middle, &*family, &*suffix];
            self.left[place] =
                !full.is_empty() && full != company && !names::is_same(&full, &parts);
        }
        for (part, text, places) in [
            (Text::FirstName, first, of_first),
            (Text::LastName, last, of_last),
        ] {
            if !text.is_empty() {
                let at = place_of(Part::Text(part));
                let is_there = |place: &usize| !texts[*place].is_empty();
                self.fed[at] = places.into_iter().flatten().filter(is_there).collect();
                self.values[at] = text;
            }
        }
    }

    /// A birthdate in three columns; without its year it stays where it is.
    fn birth_date(&mut self, texts: &[&str]) {
        let places = [
            ColumnUse::BirthYear,
            ColumnUse::BirthMonth,
            ColumnUse::BirthDay,
        ]
        .map(|used| self.place(used));
        let [Some(year), Some(month), Some(day)] = places else {
            for place in places.into_iter().flatten() {
                self.left[place] = !texts[place].is_empty();
            }
            return;
        };
        let whole = day_of(texts[year], texts[month], texts[day]);
        match whole {
            Some(day_of_birth) => {
                let at = place_of(Part::BirthDate);
                self.values[at] = date::write(day_of_birth);
                self.fed[at] = vec![year, month, day];
            }
            None => {
                for place in [year, month, day] {
                    self.left[place] = !texts[place].is_empty();
                }
            }
        }
    }

    /// The first address in which something stands is the contact's; the others stay where they are.
    fn address(&mut self, texts: &[&str]) {
        let addresses = std::mem::take(&mut self.addresses);
        let mut is_taken = false;
        for columns in addresses.values() {
            let is_filled = columns.iter().any(|(place, _)| !texts[*place].is_empty());
            if is_filled && is_taken {
                for (place, _) in columns {
                    self.left[*place] = !texts[*place].is_empty();
                }
            } else if is_filled {
                is_taken = true;
                self.take_address(columns, texts);
            }
        }
        self.addresses = addresses;
    }

    fn take_address(&mut self, columns: &[(usize, AddressPart)], texts: &[&str]) {
        // What stands in one cell as a whole says nothing new where its parts are there.
        let in_parts = columns.iter().any(|(place, part)| {
            !matches!(part, AddressPart::Formatted | AddressPart::Country)
                && !texts[*place].is_empty()
        });
        for &(place, part) in columns {
            let between = match part {
                AddressPart::Formatted if in_parts => continue,
                AddressPart::Formatted | AddressPart::Street => ", ",
                _ => " ",
            };
            let text = line(texts[place], between);
            let has_lines = matches!(part, AddressPart::Street | AddressPart::Formatted);
            match has_lines {
                true => self.put(part.part(), place, &text, between),
                false => self.put_once(part.part(), place, &text),
            }
        }
    }

    fn cell(&mut self, place: usize, texts: &[&str]) {
        let text = texts[place];
        let Some(used) = self.uses[place].filter(|_| !text.is_empty()) else {
            return;
        };
        match used {
            ColumnUse::Phone(kind) => self.phones(kind, place, text),
            ColumnUse::Email(kind) => self.emails(kind, place, text),
            ColumnUse::LabelledPhone(_) => {
                let label = self.labels[place].map_or("", |place| texts[place]);
                match labels::phone(label) {
                    PhoneLabel::Kind(kind) => self.phones(kind, place, text),
                    PhoneLabel::Unknown => {
                        self.unknown(label);
                        self.phones(PhoneKind::Other, place, text);
                    }
                    PhoneLabel::Fax => {
                        self.left[place] = true;
                        if let Some(of_label) = self.labels[place] {
                            self.left[of_label] = true;
                        }
                    }
                }
            }
            ColumnUse::LabelledEmail(_) => {
                let label = self.labels[place].map_or("", |place| texts[place]);
                let kind = labels::email(label);
                if kind.is_none() {
                    self.unknown(label);
                }
                self.emails(kind.unwrap_or(EmailKind::Other), place, text);
            }
            ColumnUse::Text(part) => self.put_once(Part::Text(part), place, &line(text, " ")),
            ColumnUse::BirthDate => match birth_date(text) {
                Some(text) => self.put(Part::BirthDate, place, &text, " "),
                None => self.left[place] = true,
            },
            ColumnUse::Labels => {
                for name in text.split(":::").flat_map(|part| part.split([';', ','])) {
                    let name = name.trim().trim_start_matches('*').trim();
                    if !EVERYBODY.contains(&name.to_lowercase().as_str()) {
                        self.put(Part::Labels, place, name, ";");
                    }
                }
            }
            ColumnUse::Social(Network::Whatsapp) => {
                self.numbers(Part::Social(Network::Whatsapp), place, text);
            }
            ColumnUse::Social(network) => {
                self.put(Part::Social(network), place, without_address(text), ";");
            }
            // Names, dates in parts, addresses and labels are read beside what they belong to.
            ColumnUse::Given
            | ColumnUse::Middle
            | ColumnUse::Family
            | ColumnUse::Prefix
            | ColumnUse::Suffix
            | ColumnUse::FullName
            | ColumnUse::PhoneLabel(_)
            | ColumnUse::EmailLabel(_)
            | ColumnUse::Address(..)
            | ColumnUse::BirthYear
            | ColumnUse::BirthMonth
            | ColumnUse::BirthDay => {}
        }
    }

    fn unknown(&mut self, label: &str) {
        if self.unknown.len() < MOST_LABELS {
            self.unknown
                .insert(label.trim_start_matches('*').trim().to_owned());
        }
    }

    fn phones(&mut self, kind: PhoneKind, place: usize, text: &str) {
        self.numbers(Part::Phone(kind), place, text);
    }

    fn numbers(&mut self, part: Part, place: usize, text: &str) {
        for value in values(text) {
            // What nobody sees is taken out by the check, which says so.
            let number = match invisible::without(value) {
                Cow::Owned(_) => value.to_owned(),
                Cow::Borrowed(value) => phone::unmarked(value),
            };
            self.put(part, place, &number, ";");
        }
    }

    fn emails(&mut self, kind: EmailKind, place: usize, text: &str) {
        for value in values(text) {
            self.put(Part::Email(kind), place, value, ";");
        }
    }
}

/// A day in three parts.
fn day_of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The values of one cell.
fn values(text: &str) -> impl Iterator<Item = &str> {
    let mut values = vec![text];
    for between in BETWEEN {
        values = values
            .into_iter()
            .flat_map(|value| value.split(between))
            .collect();
    }
    let values = values.into_iter().map(str::trim);
    values.filter(|value| !value.is_empty())
}

/// Text on one line: names and addresses have no line breaks.
fn line(text: &str, between: &str) -> String {
    if !text.contains(['\n', '\r', '\t']) {
        return text.to_owned();
    }
    let lines = text.split(['\n', '\r', '\t']).map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(between)
}

/// A birthdate as the template writes it, blank where a program writes that it knows none; `None`: one without its year.
fn birth_date(text: &str) -> Option<String> {
    if text.starts_with("--") {
        return None;
    }
    let is_none = text
        .bytes()
        .all(|byte| matches!(byte, b'0' | b'/' | b'-' | b'.'));
    if is_none {
        return Some(String::new());
    }
    let year_first = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    Some(year_first.map_or_else(|_| text.to_owned(), date::write))
}

/// The ID of a profile in a social network, of its address.
fn without_address(text: &str) -> &str {
    let text = text
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    let text = text.trim_start_matches("www.");
    let known = ["linkedin.com/", "twitter.com/", "x.com/"];
    let mut ids = known.iter().filter_map(|host| text.strip_prefix(host));
    ids.next().unwrap_or(text).trim_end_matches('/')
}
