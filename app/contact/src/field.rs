//! THE table of fields, one row per template column, and what a cell of each column must be. A cell is judged (without
//! allocating while it is good) and read (into a `Draft`) through the same parse functions, so that the two cannot
//! disagree. Forms and the API are judged by the same rows (`Draft::check`).

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
    /// The header in the template, in Contact.csv and in ErrorDetail.csv.
    pub header: &'static str,
    /// The cell of the template's sample record.
    pub sample: &'static str,
    /// Other headers that mean the same.
    pub aliases: &'static [&'static str],
    /// The name on screen.
    pub label: &'static str,
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

/// The template, columns A to AE in order.
#[rustfmt::skip]
pub static FIELDS: [Field; 31] = [
    row("First name", "Tai Man", &[], "First Name", 100, Part::Text(Text::FirstName)),
    row("Last name", "Chan", &[], "Last Name", 100, Part::Text(Text::LastName)),
    row("Mobile", "+85212345678", &["Phone"], "Mobile", 0, Part::Phone(PhoneKind::Mobile)),
    row("Work", "+85221234567", &[], "Work", 0, Part::Phone(PhoneKind::Work)),
    row("Home", "", &[], "Home", 0, Part::Phone(PhoneKind::Home)),
    row("Other Phone", "", &[], "Other", 0, Part::Phone(PhoneKind::Other)),
    row("Email", "taiman.chan@example.com", &["Work Email"], "Email", email::LONGEST, Part::Email(EmailKind::Work)),
    row("Personal Email", "taiman@example.org", &[], "Personal Email", email::LONGEST, Part::Email(EmailKind::Personal)),
    row("Other Email", "", &[], "Other Email", email::LONGEST, Part::Email(EmailKind::Other)),
    row("Facebook", "taiman.chan", &["Messenger"], "Messenger", 255, Part::Social(Network::Messenger)),
    row("WhatsApp", "+85212345678", &[], "WhatsApp", 0, Part::Social(Network::Whatsapp)),
    row("WeChat", "taiman_chan", &[], "WeChat", 255, Part::Social(Network::Wechat)),
    row("Twitter", "", &[], "Twitter", 255, Part::Social(Network::Twitter)),
    row("LinkedIn", "in/taiman-chan", &[], "LinkedIn", 255, Part::Social(Network::Linkedin)),
    row("WOZTELL (WhatsApp)", "", &["WOZTELL (WhatsApp Cloud)"], "WOZTELL (WhatsApp Cloud)", 255, Part::Social(Network::WoztellWhatsapp)),
    row("WOZTELL (Facebook)", "", &[], "WOZTELL (Facebook)", 255, Part::Social(Network::WoztellFacebook)),
    row("WOZTELL (Instagram)", "", &[], "WOZTELL (Instagram)", 255, Part::Social(Network::WoztellInstagram)),
    row("Company", "Example Trading Ltd", &[], "Company", 255, Part::Text(Text::Company)),
    row("Job Title", "Head of Marketing, Asia Division", &["Title"], "Job title", 255, Part::Text(Text::JobTitle)),
    row("Team", "Marketing", &[], "Team", 255, Part::Text(Text::Team)),
    row("Birthdate", "12/14/1980", &["Birth Date"], "Birth Date", 0, Part::BirthDate),
    row("Language", "zh", &[], "Language", 0, Part::Language),
    row("Address", "1 Example Street", &["Street"], "Street", 255, Part::Text(Text::Street)),
    row("City", "Hong Kong", &[], "City", 255, Part::Text(Text::City)),
    row("State", "", &[], "State", 255, Part::Text(Text::State)),
    row("ZipCode", "", &["Zip Code"], "Zip code", 20, Part::Text(Text::Zip)),
    row("Country", "Hong Kong", &[], "Country", 0, Part::Country),
    row("Type", "Customer", &[], "Type", 0, Part::Kind),
    row("Group", "Wholesale", &[], "Group", 255, Part::Text(Text::Group)),
    row("Level", "Primary", &[], "Level", 0, Part::Level),
    row("Contact Label", "vip;newsletter", &[], "Contact Label", label::LONGEST, Part::Labels),
];

/// The optional column beside the template: LINE is in the form, so a file may hold it too.
pub static LINE: Field = row("LINE", "", &[], "LINE", 255, Part::Social(Network::Line));

const fn row(
    header: &'static str,
    sample: &'static str,
    aliases: &'static [&'static str],
    label: &'static str,
    limit: usize,
    part: Part,
) -> Field {
    Field {
        header,
        sample,
        aliases,
        label,
        limit,
        part,
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
