//! THE table of fields, one row per template column, and what a cell of each column must be. A cell is judged (without
//! allocating while it is good) and read (into a `Draft`) through the same parse functions, so that the two cannot
//! disagree. Forms and the API are judged by the same rows (`Draft::check`).

use crate::{
    contact::{EmailKind, Network, PhoneKind, Text},
    email, label,
};

pub mod column;
mod judge;
mod read;

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

/// Every field that a file may hold: the template's, then LINE.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().chain([&LINE])
}

/// The field that holds this part of a contact.
pub fn field_of(part: Part) -> &'static Field {
    fields().find(|field| field.part == part).unwrap_or(&LINE)
}
