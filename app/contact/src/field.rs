//! THE table of fields, one row per template column, and what a cell of each column must be. A cell is judged (without
//! allocating while it is good) and read (into a `Draft`) through the same parse functions, so that the two cannot
//! disagree. Forms and the API are judged by the same rows (`Draft::check`).

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::{
    contact::{
        Draft, Email, EmailKind, Kind, Level, MOST_LABELS, MOST_VALUES, Network, Phone, PhoneKind,
        Social, Text,
    },
    country::{Country, CountryCode},
    custom::{CustomField, Reading},
    date, email, guard, label, language, phone,
    problem::{Code, Problem},
    rules::Rules,
};

/// What an import writes where the last name is missing.
pub const NO_LAST_NAME: &str = "customer";
/// The header of the error column in ErrorDetail.csv.
pub const ERROR_HEADER: &str = "Error Message";

/// A column of the template.
#[derive(Debug)]
pub struct Field {
    /// The header in the template, in Contact.csv and in ErrorDetail.csv.
    pub header: &'static str,
    /// The cell of the template's sample record.
    pub sample: &'static str,
    /// Other headers that mean the same.
    pub aliases: &'static [&'static str],
    /// The name on screen.
    pub label: &'static str,
    /// The guideline of the Import window; neighbours with the same one share a row there.
    pub hint: &'static str,
    /// The most characters of one value; 0 where the value's own grammar sets the limit.
    pub limit: usize,
    /// The part of a contact that it holds.
    pub part: Part,
}

/// A part of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Text(Text),
    Phone(PhoneKind),
    Email(EmailKind),
    Social(Network),
    BirthDate,
    Language,
    Country,
    Kind,
    Level,
    Labels,
}

const PHONE_HINT: &str = "Enter the phone number in the following format: +[Country Code][Area Code][Phone Number], without spaces, parentheses, or hyphens (e.g., +85212345678). Ensure that the total length of the phone number is between 8 and 20 digits.";
const EMAIL_HINT: &str =
    "A valid email address consists of an email prefix, @ symbol, and an email domain";
const SOCIAL_HINT: &str = "WhatsApp: Please refer to the phone number format requirement. The ID of other social channels will be used as the record reference only. Besides WhatsApp, new enquiries from visitors via other social channels will not be mapped to the existing contact information.";

/// The template, columns A to AE in order.
#[rustfmt::skip]
pub static FIELDS: [Field; 31] = [
    row("First name", "Tai Man", &[], "First Name", "Input first name", 100, Part::Text(Text::FirstName)),
    row("Last name", "Chan", &[], "Last Name", "The Last Name is a mandatory field", 100, Part::Text(Text::LastName)),
    row("Mobile", "+85212345678", &["Phone"], "Mobile", PHONE_HINT, 0, Part::Phone(PhoneKind::Mobile)),
    row("Work", "+85221234567", &[], "Work", PHONE_HINT, 0, Part::Phone(PhoneKind::Work)),
    row("Home", "", &[], "Home", PHONE_HINT, 0, Part::Phone(PhoneKind::Home)),
    row("Other Phone", "", &[], "Other", PHONE_HINT, 0, Part::Phone(PhoneKind::Other)),
    row("Email", "taiman.chan@example.com", &["Work Email"], "Email", EMAIL_HINT, email::LONGEST, Part::Email(EmailKind::Work)),
    row("Personal Email", "taiman@example.org", &[], "Personal Email", EMAIL_HINT, email::LONGEST, Part::Email(EmailKind::Personal)),
    row("Other Email", "", &[], "Other Email", EMAIL_HINT, email::LONGEST, Part::Email(EmailKind::Other)),
    row("Facebook", "taiman.chan", &["Messenger"], "Messenger", SOCIAL_HINT, 255, Part::Social(Network::Messenger)),
    row("WhatsApp", "+85212345678", &[], "WhatsApp", SOCIAL_HINT, 0, Part::Social(Network::Whatsapp)),
    row("WeChat", "taiman_chan", &[], "WeChat", SOCIAL_HINT, 255, Part::Social(Network::Wechat)),
    row("Twitter", "", &[], "Twitter", SOCIAL_HINT, 255, Part::Social(Network::Twitter)),
    row("LinkedIn", "in/taiman-chan", &[], "LinkedIn", SOCIAL_HINT, 255, Part::Social(Network::Linkedin)),
    row("WOZTELL (WhatsApp)", "", &["WOZTELL (WhatsApp Cloud)"], "WOZTELL (WhatsApp Cloud)", SOCIAL_HINT, 255, Part::Social(Network::WoztellWhatsapp)),
    row("WOZTELL (Facebook)", "", &[], "WOZTELL (Facebook)", SOCIAL_HINT, 255, Part::Social(Network::WoztellFacebook)),
    row("WOZTELL (Instagram)", "", &[], "WOZTELL (Instagram)", SOCIAL_HINT, 255, Part::Social(Network::WoztellInstagram)),
    row("Company", "Example Trading Ltd", &[], "Company", "Input company name", 255, Part::Text(Text::Company)),
    row("Job Title", "Head of Marketing, Asia Division", &["Title"], "Job title", "Input job title", 255, Part::Text(Text::JobTitle)),
    row("Team", "Marketing", &[], "Team", "Input team", 255, Part::Text(Text::Team)),
    row("Birthdate", "12/14/1980", &["Birth Date"], "Birth Date", "Birthdate format should be MM/DD/YYYY (e.g., 12/14/1980)", 0, Part::BirthDate),
    row("Language", "zh", &[], "Language", "Language must be in ISO 639-1 code with 2 letters in lowercase, such as en and zh.", 0, Part::Language),
    row("Address", "1 Example Street", &["Street"], "Street", "Input address", 255, Part::Text(Text::Street)),
    row("City", "Hong Kong", &[], "City", "Input city", 255, Part::Text(Text::City)),
    row("State", "", &[], "State", "Input state", 255, Part::Text(Text::State)),
    row("ZipCode", "", &["Zip Code"], "Zip code", "Input zip code", 20, Part::Text(Text::Zip)),
    row("Country", "Hong Kong", &[], "Country", "The country value should be any country name. Full name of the country, Alpha-2 code, and Alpha-3 code are all allowed.", 0, Part::Country),
    row("Type", "Customer", &[], "Type", "Contact Type value should be any of the following: Lead, Customer, Prospect, or Others. When left empty, the Contact Type value is automatically set to Lead.", 0, Part::Kind),
    row("Group", "Wholesale", &[], "Group", "Input group", 255, Part::Text(Text::Group)),
    row("Level", "Primary", &[], "Level", "Contact Level value should be any of the following: Primary, Secondary, or Tertiary.", 0, Part::Level),
    row("Contact Label", "vip;newsletter", &[], "Contact Label", "Enter the label that helps you organise and manage the external contacts.", label::LONGEST, Part::Labels),
];

/// The optional column beside the template: LINE is in the form, so a file may hold it too.
pub static LINE: Field = row(
    "LINE",
    "",
    &[],
    "LINE",
    SOCIAL_HINT,
    255,
    Part::Social(Network::Line),
);

const fn row(
    header: &'static str,
    sample: &'static str,
    aliases: &'static [&'static str],
    label: &'static str,
    hint: &'static str,
    limit: usize,
    part: Part,
) -> Field {
    Field {
        header,
        sample,
        aliases,
        label,
        hint,
        limit,
        part,
    }
}

/// What a column of a file holds, decided once from its header.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// A column of the template, or the optional LINE.
    Field(&'static Field),
    /// The custom field at this place in `Rules::custom_fields`.
    Custom(usize),
    /// The error column of an ErrorDetail.csv: ignored without a word (R56).
    Error,
    /// An empty header: ignored without a word, but text left under it is E12 (R56).
    Empty,
    /// A header nobody knows: ignored with W04.
    Unknown,
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(one), Self::Field(other)) => one.part == other.part,
            (Self::Custom(one), Self::Custom(other)) => one == other,
            (Self::Error, Self::Error)
            | (Self::Empty, Self::Empty)
            | (Self::Unknown, Self::Unknown) => true,
            _ => false,
        }
    }
}

impl Column {
    /// The columns of our own files: the template, then the custom fields.
    pub fn all(custom_fields: &[CustomField]) -> impl Iterator<Item = Self> + use<> {
        FIELDS
            .iter()
            .map(Self::Field)
            .chain((0..custom_fields.len()).map(Self::Custom))
    }

    /// Recognises a header: trimmed, in any case, with or without spaces, by name or alias.
    pub fn of(header: &str, rules: &Rules) -> Self {
        let wanted = header_key(guard::remove(header));
        let is = |name: &str| header_key(name) == wanted;
        if wanted.is_empty() {
            Self::Empty
        } else if let Some(field) =
            fields().find(|field| is(field.header) || field.aliases.iter().any(|name| is(name)))
        {
            Self::Field(field)
        } else if is(ERROR_HEADER) {
            Self::Error
        } else {
            let custom = rules.custom_fields.iter().position(|field| is(&field.name));
            custom.map_or(Self::Unknown, Self::Custom)
        }
    }

    /// The header in the files that we write; empty where the column is ignored.
    pub fn header(self, custom_fields: &[CustomField]) -> &str {
        match self {
            Self::Field(field) => field.header,
            Self::Custom(place) => custom_fields.get(place).map_or("", |field| &field.name),
            Self::Error => ERROR_HEADER,
            Self::Empty | Self::Unknown => "",
        }
    }

    /// Reports every problem (errors and warnings) of one cell exactly as it stands in the file, guard and outer white
    /// space included. A short row's missing cells are judged as `""`. Ignored columns report nothing here.
    #[inline]
    pub fn judge(self, cell: &str, rules: &Rules, report: &mut impl FnMut(Problem)) {
        match self {
            Self::Field(field) => field.judge(bare(cell), rules, report),
            Self::Custom(place) => {
                if let Some(field) = rules.custom_fields.get(place) {
                    field.judge(bare(cell), report);
                }
            }
            Self::Error | Self::Empty | Self::Unknown => {}
        }
    }

    /// Puts the same cell into a draft. What `judge` calls an error is left out. After the last cell of a record call
    /// `Draft::tidy`.
    pub fn read(self, cell: &str, rules: &Rules, draft: &mut Draft) {
        match self {
            Self::Field(field) => field.read(bare(cell), rules, draft),
            Self::Custom(place) => {
                if let Some(field) = rules.custom_fields.get(place) {
                    field.read(bare(cell), draft);
                }
            }
            Self::Error | Self::Empty | Self::Unknown => {}
        }
    }

    /// Writes the cell of this column, not yet guarded.
    pub fn write<'a>(self, draft: &'a Draft, custom_fields: &[CustomField]) -> Cow<'a, str> {
        match self {
            Self::Field(field) => field.write(draft),
            Self::Custom(place) => {
                let field = custom_fields.get(place);
                field.map_or(Cow::Borrowed(""), |field| field.write_of(draft))
            }
            Self::Error | Self::Empty | Self::Unknown => Cow::Borrowed(""),
        }
    }
}

/// Every field that a file may hold: the template's, then LINE.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().chain([&LINE])
}

/// The field that holds this part of a contact.
pub fn field_of(part: Part) -> &'static Field {
    fields().find(|field| field.part == part).unwrap_or(&LINE)
}

/// A header in the form in which two of them are compared.
pub fn header_key(header: &str) -> String {
    header
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A cell's text: without the guard against formulas and without outer white space.
#[inline]
pub fn bare(cell: &str) -> &str {
    trimmed(guard::remove(cell))
}

/// The values of a cell that holds several.
#[inline]
fn values(text: &str) -> impl Iterator<Item = &str> {
    text.split(';')
        .map(trimmed)
        .filter(|value| !value.is_empty())
}

/// Trims; text with a letter at either end needs no look at Unicode.
#[inline]
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

impl Field {
    /// Reports every problem of trimmed text.
    pub fn judge(&self, text: &str, rules: &Rules, report: &mut impl FnMut(Problem)) {
        if text.is_empty() {
            if self.part == Part::Text(Text::LastName) {
                report(self.problem(Code::W01, ""));
            }
            return;
        }
        match self.part {
            Part::Text(_) => judge_text(self.header, text, self.limit, report),
            Part::Phone(_) | Part::Social(Network::Whatsapp) => {
                self.each(
                    text,
                    MOST_VALUES,
                    report,
                    |value, report| match phone::parse(value, rules.country_code) {
                        Ok(Cow::Borrowed(_)) => {}
                        Ok(Cow::Owned(number)) => {
                            report(self.problem(Code::W02, value).text(number))
                        }
                        Err(code) => report(self.problem(code, value)),
                    },
                );
            }
            Part::Email(_) => self.each(text, MOST_VALUES, report, |value, report| {
                if is_longer(value, self.limit) {
                    report(self.problem(Code::E11, value).number(self.limit as u64));
                } else if !email::is_email(value) {
                    report(self.problem(Code::E04, value));
                }
            }),
            Part::Social(_) => self.each(text, MOST_VALUES, report, |value, report| {
                judge_text(self.header, value, self.limit, report);
            }),
            Part::BirthDate => match date::parse(text) {
                Some(date) if date > rules.today => report(self.problem(Code::E06, text)),
                Some(_) => {}
                None if date::is_day_first(text) => {
                    report(self.problem(Code::E05, text).text("looks like DD/MM/YYYY"));
                }
                None => report(self.problem(Code::E05, text)),
            },
            Part::Language if !language::is_language(text) => report(self.problem(Code::E07, text)),
            Part::Country if Country::parse(text).is_none() => {
                report(self.problem(Code::E08, text))
            }
            Part::Kind if Kind::parse(text).is_none() => report(self.problem(Code::E09, text)),
            Part::Level if Level::parse(text).is_none() => report(self.problem(Code::E10, text)),
            Part::Language | Part::Country | Part::Kind | Part::Level => {}
            Part::Labels => self.judge_labels(text, rules, report),
        }
    }

    fn judge_labels(&self, text: &str, rules: &Rules, report: &mut impl FnMut(Problem)) {
        let mut new: Vec<&str> = Vec::new();
        let is_new = |name| {
            rules
                .labels
                .as_ref()
                .is_some_and(|labels| labels.find(name).is_none())
        };
        self.each(
            text,
            MOST_LABELS,
            report,
            |name, report| match label::fault(name) {
                Some(Code::E11) => report(self.problem(Code::E11, name).number(self.limit as u64)),
                Some(code) => report(self.problem(code, name)),
                None if is_new(name) => new.push(name),
                None => {}
            },
        );
        if !new.is_empty() {
            report(self.problem(Code::W03, &new.join("; ")));
        }
    }

    /// Judges each value of a cell, mostly the only one; more than a contact may have are a problem.
    #[inline]
    fn each<'a, R: FnMut(Problem)>(
        &self,
        text: &'a str,
        most: usize,
        report: &mut R,
        mut judge: impl FnMut(&'a str, &mut R),
    ) {
        if memchr::memchr(b';', text.as_bytes()).is_none() {
            return judge(text, report);
        }
        if values(text).nth(most).is_some() {
            report(self.problem(Code::E17, text).number(most as u64));
        }
        for value in values(text) {
            judge(value, report);
        }
    }

    /// Puts trimmed text into a draft, except what `judge` calls an error.
    pub fn read(&self, text: &str, rules: &Rules, draft: &mut Draft) {
        if text.is_empty() {
            if self.part == Part::Text(Text::LastName) {
                draft.last_name = NO_LAST_NAME.to_owned();
            }
            return;
        }
        let good = |value: &str| is_good(value, self.limit);
        match self.part {
            Part::Text(part) if good(text) => *draft.text_mut(part) = text.to_owned(),
            Part::Text(_) => {}
            Part::Phone(kind) => {
                draft
                    .phones
                    .extend(numbers(text, rules.country_code).map(|number| Phone {
                        kind,
                        number,
                        verified: false,
                    }))
            }
            Part::Email(kind) => {
                draft
                    .emails
                    .extend(
                        values(text)
                            .filter(|value| email::is_email(value))
                            .map(|address| Email {
                                kind,
                                address: address.to_owned(),
                            }),
                    )
            }
            Part::Social(network @ Network::Whatsapp) => {
                draft
                    .socials
                    .extend(numbers(text, rules.country_code).map(|id| Social {
                        network,
                        id,
                        verified: false,
                    }))
            }
            Part::Social(network) => {
                draft
                    .socials
                    .extend(values(text).filter(|value| good(value)).map(|id| Social {
                        network,
                        id: id.to_owned(),
                        verified: false,
                    }))
            }
            Part::BirthDate => {
                draft.birth_date = date::parse(text).filter(|date| *date <= rules.today)
            }
            Part::Language if language::is_language(text) => draft.language = text.to_owned(),
            Part::Language => {}
            Part::Country => {
                draft.address.country = Country::parse(text)
                    .map(|country| country.code().to_owned())
                    .unwrap_or_default();
            }
            Part::Kind => draft.kind = Kind::parse(text).unwrap_or_default(),
            Part::Level => draft.level = Level::parse(text).unwrap_or_default(),
            Part::Labels => draft.labels.extend(
                values(text)
                    .filter(|name| label::fault(name).is_none())
                    .map(|name| {
                        let known = rules.labels.as_ref().and_then(|labels| labels.find(name));
                        known.unwrap_or(name).to_owned()
                    }),
            ),
        }
    }

    /// Writes this part of a draft as the cell of a file.
    pub fn write<'a>(&self, draft: &'a Draft) -> Cow<'a, str> {
        match self.part {
            Part::Text(part) => Cow::Borrowed(draft.text(part)),
            Part::Phone(kind) => joined(
                draft
                    .phones
                    .iter()
                    .filter(|phone| phone.kind == kind)
                    .map(|phone| phone.number.as_str()),
            ),
            Part::Email(kind) => joined(
                draft
                    .emails
                    .iter()
                    .filter(|email| email.kind == kind)
                    .map(|email| email.address.as_str()),
            ),
            Part::Social(network) => joined(
                draft
                    .socials
                    .iter()
                    .filter(|social| social.network == network)
                    .map(|social| social.id.as_str()),
            ),
            Part::BirthDate => draft
                .birth_date
                .map_or(Cow::Borrowed(""), |date: NaiveDate| {
                    date::write(date).into()
                }),
            Part::Language => Cow::Borrowed(&draft.language),
            Part::Country => Cow::Borrowed(&draft.address.country),
            Part::Kind => Cow::Borrowed(draft.kind.as_str()),
            Part::Level => Cow::Borrowed(draft.level.as_str()),
            Part::Labels => joined(draft.labels.iter().map(String::as_str)),
        }
    }

    fn problem(&self, code: Code, value: &str) -> Problem {
        Problem::new(code, self.header, value)
    }
}

fn numbers(text: &str, country_code: CountryCode) -> impl Iterator<Item = String> {
    values(text)
        .filter_map(move |value| phone::parse(value, country_code).ok())
        .map(Cow::into_owned)
}

fn joined<'a>(mut values: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let Some(first) = values.next() else {
        return Cow::Borrowed("");
    };
    let Some(second) = values.next() else {
        return Cow::Borrowed(first);
    };
    let mut text = format!("{first};{second}");
    for value in values {
        text.push(';');
        text.push_str(value);
    }
    Cow::Owned(text)
}

impl CustomField {
    /// Reports every problem of trimmed text.
    pub fn judge(&self, text: &str, report: &mut impl FnMut(Problem)) {
        if text.is_empty() {
            return;
        }
        match self.parse(text) {
            Err((value, what)) => {
                report(Problem::new(Code::E13, self.name.clone(), value).text(what))
            }
            Ok(Reading::Text(text)) => judge_text(&self.name, text, TEXT_LIMIT, report),
            Ok(_) => {}
        }
    }

    /// Puts trimmed text into a draft, except what `judge` calls an error.
    pub fn read(&self, text: &str, draft: &mut Draft) {
        let reading = if text.is_empty() {
            None
        } else {
            self.parse(text).ok()
        };
        let is_good = |reading: &Reading| !matches!(reading, Reading::Text(text) if !is_good(text, TEXT_LIMIT));
        if let Some(reading) = reading.filter(is_good) {
            draft.custom.insert(self.id.clone(), self.value(reading));
        }
    }

    fn write_of<'a>(&self, draft: &'a Draft) -> Cow<'a, str> {
        draft
            .custom
            .get(&self.id)
            .map_or(Cow::Borrowed(""), |value| self.write(value))
    }
}

/// The most characters of a custom field of type Text.
pub const TEXT_LIMIT: usize = 1000;

fn judge_text(header: &str, text: &str, limit: usize, report: &mut impl FnMut(Problem)) {
    if is_longer(text, limit) {
        report(Problem::new(Code::E11, header.to_owned(), text).number(limit as u64));
    }
    if has_control(text) {
        report(Problem::new(Code::E16, header.to_owned(), text));
    }
}

/// Tells whether free text may be kept.
fn is_good(text: &str, limit: usize) -> bool {
    !is_longer(text, limit) && !has_control(text)
}

#[inline]
fn is_longer(text: &str, limit: usize) -> bool {
    text.len() > limit && text.chars().count() > limit
}

/// Tabs and line breaks are text, other control characters are not.
#[inline]
fn has_control(text: &str) -> bool {
    may_have_control(text.as_bytes())
        && text
            .contains(|letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'))
}

/// Looks at eight bytes at a time for those that control characters begin with; now and then it sees one too many.
#[inline]
fn may_have_control(bytes: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let has_zero = |eight: u64| eight.wrapping_sub(ONES) & !eight & (ONES << 7) != 0;
    let is_suspect = |eight: u64| {
        eight.wrapping_sub(ONES * 0x20) & !eight & (ONES << 7) != 0
            || has_zero(eight ^ (ONES * 0x7f))
            || has_zero(eight ^ (ONES * 0xc2))
    };
    let (eights, rest) = bytes.as_chunks::<8>();
    eights
        .iter()
        .any(|eight| is_suspect(u64::from_le_bytes(*eight)))
        || match bytes.last_chunk::<8>() {
            Some(last) => is_suspect(u64::from_le_bytes(*last)),
            None => rest
                .iter()
                .any(|byte| *byte < b' ' || *byte == 0x7f || *byte == 0xc2),
        }
}
