//! An enquiry: one conversation of a visitor with the contact centre, as the host tells of it. What is known of it is
//! made from what was told, so that reports may come in any order.
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::{
    contact::{Draft, MOST_VALUES, Phone, Social},
    country::CountryCode,
    email::is_email,
    field::{Part, column::Column, field_of},
    known_fields::Told,
    phone,
    rules::Rules,
    words::{EmailKind, Network, PhoneKind},
};

mod newcomer;

/// By which way a visitor came.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Channel {
    WebChat,
    PhoneCall,
    Email,
    Messenger,
    Whatsapp,
    Wechat,
    Line,
    Woztell,
}

/// How an enquiry stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Queued.
    Open,
    Ongoing,
    /// The waiting limit passed.
    Missed,
    /// A missed one that was taken up again.
    FollowedUp,
    Closed,
}

/// The tabs of the overview: Handling is ongoing and followed up.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Tab {
    Open,
    Handling,
    Missed,
    Closed,
}

impl Tab {
    /// The statuses that it shows.
    pub fn statuses(self) -> &'static [Status] {
        match self {
            Self::Open => &[Status::Open],
            Self::Handling => &[Status::Ongoing, Status::FollowedUp],
            Self::Missed => &[Status::Missed],
            Self::Closed => &[Status::Closed],
        }
    }
}

impl Channel {
    /// Whether IDs of a network are delivered by this channel itself, and not merely typed by a visitor.
    fn delivers(self, network: Network) -> bool {
        match self {
            Self::Messenger => network == Network::Messenger,
            Self::Whatsapp => network == Network::Whatsapp,
            Self::Wechat => network == Network::Wechat,
            Self::Line => network == Network::Line,
            Self::Woztell => matches!(
                network,
                Network::WoztellWhatsapp | Network::WoztellFacebook | Network::WoztellInstagram
            ),
            Self::WebChat | Self::PhoneCall | Self::Email => false,
        }
    }
}

/// What is known of an enquiry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enquiry {
    pub channel: Channel,
    pub status: Status,
    pub subject: String,
    /// The destination's id in the contact centre; empty where it was routed to none.
    pub destination: String,
    /// Those in its room by email address, in lower case.
    pub staff: Vec<String>,
    pub opened_at: DateTime<Utc>,
    /// Present where it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    pub visitor: Visitor,
}

/// What is known of a visitor, as it was told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Visitor {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The form or the channel proved that the phone is the visitor's.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub phone_verified: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social: Option<VisitorSocial>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<VisitorForm>,
    #[serde(skip_serializing_if = "VisitorDevice::is_unknown")]
    pub device: VisitorDevice,
}

/// An ID of a visitor on a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitorSocial {
    pub network: Network,
    pub id: String,
}

/// What a visitor filled in before a chat, or while nobody was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitorForm {
    pub kind: FormKind,
    /// By the header of a column or the id of a custom field.
    pub values: BTreeMap<String, String>,
}

impl VisitorForm {
    /// The values, each with the column that it is of: a header is read as that of a file is.
    fn cells<'f>(&'f self, rules: &Rules) -> impl Iterator<Item = (Column, &'f str)> {
        self.values.iter().map(move |(key, cell)| {
            let mut custom = rules.custom_fields.iter();
            let custom = custom.position(|field| field.id == key.trim());
            let column = custom.map_or_else(|| Column::of(key, rules), Column::Custom);
            (column, cell.as_str())
        })
    }
}

/// When a form is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    PreChat,
    Offline,
}

/// What a visitor writes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct VisitorDevice {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub platform: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub os: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub browser: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ip: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub location: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// A name of the IANA database, such as Asia/Hong_Kong.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
}

impl VisitorDevice {
    /// Tells whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

/// The number that a report proves, as it is told.
const PROVED: &str = "visitor.phone_proved";

/// What is told of a visitor, each field by itself.
pub const VISITOR: [&str; 7] = [
    "first_name",
    "last_name",
    "phone",
    "phone_verified",
    "email",
    "social",
    "form",
];
/// What is told of their device, each field by itself.
pub const DEVICE: [&str; 7] = [
    "platform",
    "os",
    "browser",
    "ip",
    "location",
    "language",
    "time_zone",
];

impl Enquiry {
    /// What is known of an enquiry whose first report was seen at a time; nothing before its channel and status are told.
    pub fn of(told: &Told, first_seen: DateTime<Utc>) -> Option<Self> {
        let channel: Channel = told.text("channel").parse().ok()?;
        let status: Status = told.text("status").parse().ok()?;
        let ended = || told.time("closed_at").or(told.seen_at("status"));
        Some(Self {
            channel,
            status,
            subject: told.text("subject").to_owned(),
            destination: told.text("destination").to_owned(),
            staff: emails(told.get("staff")),
            opened_at: told.time("opened_at").unwrap_or(first_seen),
            closed_at: ended().filter(|_| status == Status::Closed),
            visitor: Visitor::of(told, channel),
        })
    }
}

/// The fields of a report, and where it says that the visitor's phone is verified, also of which number: that one stays
/// proved, however often it is told again.
pub fn with_proof(mut fields: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let told = |name: &str| {
        let field = fields.iter().find(|(field, _)| field == name);
        field.map(|(_, value)| value)
    };
    let is_proved = told("visitor.phone_verified") == Some(&Value::Bool(true));
    // A number that is emptied is not kept as a proof either.
    let proved = told("visitor.phone").filter(|phone| is_proved || phone.is_null());
    let proved = proved.map(|phone| (PROVED.to_owned(), phone.clone()));
    fields.extend(proved);
    fields
}

/// Email addresses in their order, in lower case, each once.
pub fn emails(list: Option<&Value>) -> Vec<String> {
    let mut emails: Vec<String> = Vec::new();
    for email in list.and_then(Value::as_array).into_iter().flatten() {
        let email = email.as_str().unwrap_or_default().trim().to_lowercase();
        if !email.is_empty() && !emails.contains(&email) {
            emails.push(email);
        }
    }
    emails
}

impl Visitor {
    fn of(told: &Told, channel: Channel) -> Self {
        let text = |field: &str| told.text(&format!("visitor.{field}")).to_owned();
        let part = |field: &str| told.text(&format!("device.{field}")).to_owned();
        let read = |field: &str| told.get(&format!("visitor.{field}")).cloned();
        let phone = text("phone");
        // What was proved of one number says nothing of another that was told since.
        let is_proved = read("phone_verified") == Some(Value::Bool(true))
            && (told.seen_at("visitor.phone_verified") >= told.seen_at("visitor.phone")
                || phone::unmarked(told.text(PROVED)) == phone::unmarked(&phone));
        Self {
            first_name: text("first_name"),
            last_name: text("last_name"),
            phone_verified: !phone.is_empty() && (is_proved || channel == Channel::PhoneCall),
            phone,
            email: text("email"),
            social: read("social").and_then(|social| serde_json::from_value(social).ok()),
            form: read("form").and_then(|form| serde_json::from_value(form).ok()),
            device: VisitorDevice {
                platform: part("platform"),
                os: part("os"),
                browser: part("browser"),
                ip: part("ip"),
                location: part("location"),
                language: part("language"),
                time_zone: part("time_zone"),
            },
        }
    }

    /// The visitor's number as a contact would hold it.
    pub fn number(&self) -> Option<String> {
        number(&self.phone)
    }

    /// The visitor's email address: what they are known by, else what they filled in; nothing where it is none.
    pub fn address(&self) -> Option<&str> {
        let rules = Rules::new(NaiveDate::default());
        let column = Column::Field(field_of(Part::Email(EmailKind::Work)));
        let form = self.form.iter().flat_map(|form| form.cells(&rules));
        let mut filled_in = form.filter(|(filled_in, _)| *filled_in == column);
        let filled_in = filled_in.next().map(|(_, address)| address);
        let known = Some(self.email.as_str()).filter(|email| !email.trim().is_empty());
        let address = known.or(filled_in)?.trim();
        is_email(address).then_some(address)
    }

    /// What the channel, or a form that it trusts, proved to be the visitor's.
    pub fn proven(&self, channel: Channel) -> Proven {
        let delivered = self
            .social
            .as_ref()
            .filter(|social| channel.delivers(social.network));
        Proven {
            phone: self.number().filter(|_| self.phone_verified),
            social: delivered.and_then(|social| {
                let id = match social.network {
                    Network::Whatsapp => number(&social.id)?,
                    _ => social.id.trim().to_owned(),
                };
                is_good(Part::Social(social.network), &id).then_some(Social {
                    network: social.network,
                    id,
                    verified: true,
                })
            }),
        }
    }
}

/// A number as a contact would hold it, if it is one that says its country.
pub fn number(text: &str) -> Option<String> {
    let number = phone::unmarked(text);
    let read = phone::parse(&number, CountryCode::No).ok()?.into_owned();
    Some(read)
}

/// Whether a cell of this field would hold the text without a complaint.
fn is_good(part: Part, text: &str) -> bool {
    let mut good = !text.is_empty() && !text.contains(';');
    let rules = Rules::new(NaiveDate::default());
    field_of(part).judge(text, &rules, &mut |_| good = false);
    good
}

/// What a contact centre proved to be somebody's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proven {
    pub phone: Option<String>,
    pub social: Option<Social>,
}

impl Proven {
    /// Puts the marks on the values of a contact, and adds those that are missing as far as there is room.
    pub fn mark(&self, draft: &Draft) -> Draft {
        let mut marked = draft.clone();
        if let Some(number) = &self.phone {
            let mut held = marked.phones.iter_mut();
            match held.find(|phone| phone.number == *number) {
                Some(phone) => phone.verified = true,
                None if draft.phones.len() < MOST_VALUES => marked.phones.push(Phone {
                    kind: PhoneKind::default(),
                    number: number.clone(),
                    verified: true,
                }),
                None => {}
            }
        }
        if let Some(social) = &self.social {
            let mut held = marked.socials.iter_mut();
            match held.find(|held| (held.network, &held.id) == (social.network, &social.id)) {
                Some(held) => held.verified = true,
                None if draft.socials.len() < MOST_VALUES => marked.socials.push(social.clone()),
                None => {}
            }
        }
        marked.tidy();
        marked
    }
}
