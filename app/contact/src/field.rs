//! THE table of fields, one row per template column, and what a cell of each column must be. A cell is judged (without
//! allocating while it is good) and read (into a `Draft`) through the same parse functions, so that the two cannot
//! disagree. Forms and the API are judged by the same rows (`Draft::check`), and the form, the change log, the columns and
//! the filters of the list are made of them.

use std::sync::LazyLock;

use crate::{
    email, label,
    words::{EmailKind, Network, PhoneKind, Text},
};

pub mod column;
mod judge;
mod read;

/// The header of the error column in ErrorDetail.csv.
pub const ERROR_HEADER: &str = "Error Message";

/// A column of the template.
#[derive(Debug)]
pub struct Field {
    /// The name in JSON, with that of the part around it: `address.city`. The fields of one list share theirs.
    pub name: &'static str,
    /// Its section of a form, and its place there.
    pub place: (Section, u8),
    /// The header in the template, in Contact.csv and in ErrorDetail.csv.
    pub header: &'static str,
    /// The cell of the template's sample record.
    pub sample: &'static str,
    /// Other headers that mean the same.
    pub aliases: &'static [&'static str],
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

/// The sections of a form of one contact, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Name,
    Personal,
    Phones,
    Emails,
    Other,
    Address,
    Socials,
    Labels,
}

impl Section {
    /// Its fields, in their order.
    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        FORM.iter()
            .copied()
            .filter(move |field| field.place.0 == self)
    }
}

use Section::{Address, Emails, Labels, Name, Other, Personal, Phones, Socials};

/// The template, columns A to AE in order.
#[rustfmt::skip]
pub static FIELDS: [Field; 31] = [
    row("first_name", (Name, 0), "First name", "Tai Man", &[], 100, Part::Text(Text::FirstName)),
    row("last_name", (Name, 1), "Last name", "Chan", &[], 100, Part::Text(Text::LastName)),
    row("phones", (Phones, 0), "Mobile", "+85212345678", &["Phone"], 0, Part::Phone(PhoneKind::Mobile)),
    row("phones", (Phones, 0), "Work", "+85221234567", &[], 0, Part::Phone(PhoneKind::Work)),
    row("phones", (Phones, 0), "Home", "", &[], 0, Part::Phone(PhoneKind::Home)),
    row("phones", (Phones, 0), "Other Phone", "", &[], 0, Part::Phone(PhoneKind::Other)),
    row("emails", (Emails, 0), "Email", "taiman.chan@example.com", &["Work Email"], email::LONGEST, Part::Email(EmailKind::Work)),
    row("emails", (Emails, 0), "Personal Email", "taiman@example.org", &[], email::LONGEST, Part::Email(EmailKind::Personal)),
    row("emails", (Emails, 0), "Other Email", "", &[], email::LONGEST, Part::Email(EmailKind::Other)),
    row("socials", (Socials, 0), "Facebook", "taiman.chan", &["Messenger"], 255, Part::Social(Network::Messenger)),
    row("socials", (Socials, 0), "WhatsApp", "+85212345678", &[], 0, Part::Social(Network::Whatsapp)),
    row("socials", (Socials, 0), "WeChat", "taiman_chan", &[], 255, Part::Social(Network::Wechat)),
    row("socials", (Socials, 0), "Twitter", "", &[], 255, Part::Social(Network::Twitter)),
    row("socials", (Socials, 0), "LinkedIn", "in/taiman-chan", &[], 255, Part::Social(Network::Linkedin)),
    row("socials", (Socials, 0), "WOZTELL (WhatsApp)", "", &["WOZTELL (WhatsApp Cloud)"], 255, Part::Social(Network::WoztellWhatsapp)),
    row("socials", (Socials, 0), "WOZTELL (Facebook)", "", &[], 255, Part::Social(Network::WoztellFacebook)),
    row("socials", (Socials, 0), "WOZTELL (Instagram)", "", &[], 255, Part::Social(Network::WoztellInstagram)),
    row("company", (Other, 0), "Company", "Example Trading Ltd", &[], 255, Part::Text(Text::Company)),
    row("job_title", (Other, 1), "Job Title", "Head of Marketing, Asia Division", &["Title"], 255, Part::Text(Text::JobTitle)),
    row("team", (Other, 2), "Team", "Marketing", &[], 255, Part::Text(Text::Team)),
    row("birth_date", (Other, 5), "Birthdate", "12/14/1980", &["Birth Date"], 0, Part::BirthDate),
    row("language", (Other, 4), "Language", "zh", &[], 0, Part::Language),
    row("address.street", (Address, 1), "Address", "1 Example Street", &["Street"], 255, Part::Text(Text::Street)),
    row("address.city", (Address, 2), "City", "Hong Kong", &[], 255, Part::Text(Text::City)),
    row("address.state", (Address, 3), "State", "", &[], 255, Part::Text(Text::State)),
    row("address.zip", (Address, 0), "ZipCode", "", &["Zip Code"], 20, Part::Text(Text::Zip)),
    row("address.country", (Address, 4), "Country", "Hong Kong", &[], 0, Part::Country),
    row("type", (Personal, 0), "Type", "Customer", &[], 0, Part::Kind),
    row("group", (Other, 3), "Group", "Wholesale", &[], 255, Part::Text(Text::Group)),
    row("level", (Personal, 1), "Level", "Primary", &[], 0, Part::Level),
    row("labels", (Labels, 0), "Contact Label", "vip;newsletter", &[], label::LONGEST, Part::Labels),
];

/// The optional column beside the template: LINE is in the form, so a file may hold it too.
#[rustfmt::skip]
pub static LINE: Field = row("socials", (Socials, 0), "LINE", "", &[], 255, Part::Social(Network::Line));

const fn row(
    name: &'static str,
    place: (Section, u8),
    header: &'static str,
    sample: &'static str,
    aliases: &'static [&'static str],
    limit: usize,
    part: Part,
) -> Field {
    Field {
        name,
        place,
        header,
        sample,
        aliases,
        limit,
        part,
    }
}

/// The fields in the order of the form, of each list the first.
pub static FORM: LazyLock<Vec<&Field>> = LazyLock::new(|| {
    let mut form: Vec<_> = FIELDS.iter().collect();
    form.sort_by_key(|field| field.place);
    form.dedup_by_key(|field| field.name);
    form
});

/// The fields whose values repeat, so that a list is narrowed down by them.
pub static FACETS: LazyLock<Vec<&Field>> = LazyLock::new(|| {
    let form = FORM.iter().copied();
    form.filter(|field| field.part.is_facet()).collect()
});

/// The field of this name in JSON; none for custom ones.
pub fn named(name: &str) -> Option<&'static Field> {
    FORM.iter().copied().find(|field| field.name == name)
}

impl Field {
    /// Its short name, in addresses: `city` of `address.city`.
    pub fn key(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, key)| key)
    }
}

impl Part {
    /// Tells whether a contact has a list of these, each value judged by itself.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Phone(_) | Self::Email(_) | Self::Social(_) | Self::Labels
        )
    }

    fn is_facet(self) -> bool {
        matches!(
            self,
            Self::Kind
                | Self::Level
                | Self::Language
                | Self::Country
                | Self::Text(Text::Team | Text::Group)
        )
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
