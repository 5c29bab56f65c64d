//! Who comes to the demo's contact centre: one of its contacts, or somebody whom nobody knows yet; and what the host tells
//! of them, by the channel that they come by.
use app::{
    error::Error,
    model::{Asker, listing},
    wire::imports::ImportId,
};
use contact::{Contact, Draft, Network, Phone, enquiry::Channel, query::Query};
use rand::{Rng, RngExt, seq::IndexedRandom};
use serde_json::{Value, json};

use super::{
    chance::{digits, pick, some},
    talk::Tongue,
};

/// How many contacts turn to the contact centre.
const MOST: u16 = 200;

/// The contacts who turn to the contact centre: those whom a person sees first in the list.
pub struct Pool(Vec<Contact>);

/// Somebody who comes.
pub struct DemoVisitor<'p> {
    /// Nothing where nobody knows them.
    pub contact: Option<&'p Contact>,
    pub draft: Draft,
}

impl Pool {
    /// Those of an import that were created last.
    pub async fn read(operator: &Asker, import: ImportId) -> Result<Self, Error> {
        let query = Query {
            import: Some(import.0),
            limit: MOST,
            ..Query::default()
        };
        Ok(Self(listing::list(operator, &query).await?.items))
    }

    /// The one who stands first in the list.
    pub fn first(&self) -> Option<&Contact> {
        self.0.first()
    }

    /// Anybody; those at the top of the list come more often, and some are chosen because they write Chinese.
    pub fn anybody(&self, random: &mut impl Rng) -> Option<&Contact> {
        let share: f64 = random.random();
        let drawn = self.0.get((share * share * self.0.len() as f64) as usize);
        if !some(random, 0.25) {
            return drawn;
        }
        let all = self.0.iter();
        let chinese: Vec<&Contact> = all
            .filter(|contact| tongue(&contact.draft) != Tongue::English)
            .collect();
        chinese.choose(random).copied().or(drawn)
    }
}

impl<'p> DemoVisitor<'p> {
    /// A contact who comes.
    pub fn known(contact: &'p Contact) -> Self {
        Self {
            contact: Some(contact),
            draft: contact.draft.clone(),
        }
    }

    /// Somebody whom nobody knows.
    pub fn stranger(random: &mut impl Rng) -> Self {
        let (names, country) = match random.random_range(0..10) {
            0..5 => ([&ENGLISH[0], &ENGLISH[1]], "GB"),
            5..9 => ([&TRADITIONAL[0], &TRADITIONAL[1]], "HK"),
            _ => ([&SIMPLIFIED[0], &SIMPLIFIED[1]], "CN"),
        };
        let [first_name, last_name] = names.map(|names| pick(names, random).to_owned());
        let mut draft = Draft {
            first_name,
            last_name,
            ..Draft::default()
        };
        if country != "GB" {
            draft.language = "zh".to_owned();
        }
        draft.address.country = country.to_owned();
        draft.phones = vec![Phone {
            number: digits("+8526#######", random),
            ..Phone::default()
        }];
        Self {
            contact: None,
            draft,
        }
    }

    /// What they write.
    pub fn tongue(&self) -> Tongue {
        tongue(&self.draft)
    }

    /// Their first number, as they have it.
    pub fn number(&self) -> Option<&str> {
        self.draft.phones.first().map(|phone| phone.number.as_str())
    }

    /// Whether the channel itself tells which contact it is.
    pub fn is_told_by(&self, channel: Channel) -> bool {
        matches!(channel, Channel::PhoneCall | Channel::Whatsapp) && self.number().is_some()
    }

    /// What the host tells of them.
    pub fn told(&self, channel: Channel, random: &mut impl Rng) -> Value {
        let Draft {
            first_name,
            last_name,
            ..
        } = &self.draft;
        let mut told = json!({"first_name": first_name, "last_name": last_name});
        let email = self.draft.emails.first();
        let email = email.map_or_else(
            || digits("visitor####@example.com", random),
            |email| email.address.clone(),
        );
        match channel {
            Channel::WebChat => {
                told["email"] = json!(email);
                if let Some(number) = self.number().filter(|_| some(random, 0.5)) {
                    told["phone"] = json!(number);
                    told["phone_verified"] = json!(some(random, 0.3));
                }
                told["form"] = self.form(&email);
                told["device"] = self.device(random);
            }
            Channel::Email => told["email"] = json!(email),
            Channel::PhoneCall => told["phone"] = json!(self.number()),
            Channel::Whatsapp => {
                told["social"] = json!({"network": "whatsapp", "id": self.number()});
            }
            Channel::Messenger => told["social"] = self.social(Network::Messenger, random),
            Channel::Wechat => told["social"] = self.social(Network::Wechat, random),
            Channel::Line => told["social"] = self.social(Network::Line, random),
            Channel::Woztell => {
                told["social"] = self.social(Network::WoztellFacebook, random);
            }
        }
        told
    }

    /// The ID that they have there; else one by their email address, so that it is always the same.
    fn social(&self, network: Network, random: &mut impl Rng) -> Value {
        let mut held = self.draft.socials.iter();
        let held = held.find(|social| social.network == network);
        let email = self.draft.emails.first();
        let id = match (
            held,
            email.and_then(|email| email.address.split('@').next()),
        ) {
            (Some(social), _) => social.id.clone(),
            (None, Some(mailbox)) => format!("{mailbox}.hk"),
            (None, None) => digits("guest.######", random),
        };
        json!({"network": network.as_str(), "id": id})
    }

    fn form(&self, email: &str) -> Value {
        let mut values = json!({
            "First name": self.draft.first_name, "Last name": self.draft.last_name, "Email": email,
        });
        if !self.draft.company.is_empty() {
            values["Company"] = json!(self.draft.company);
        }
        json!({"kind": "pre_chat", "values": values})
    }

    fn device(&self, random: &mut impl Rng) -> Value {
        let (platform, os, browser) = pick(&DEVICES, random);
        let (language, location, time_zone) = match self.tongue() {
            Tongue::English => pick(
                &[
                    ("en-GB", "London, United Kingdom", "Europe/London"),
                    ("en-HK", "Hong Kong", "Asia/Hong_Kong"),
                    ("en-SG", "Singapore", "Asia/Singapore"),
                ],
                random,
            ),
            Tongue::Traditional => ("zh-HK", "Hong Kong", "Asia/Hong_Kong"),
            Tongue::Simplified => ("zh-CN", "Shenzhen, China", "Asia/Shanghai"),
        };
        // An address that is nobody's, kept for examples.
        let ip = format!("203.0.113.{}", random.random_range(1..255));
        json!({
            "platform": platform, "os": os, "browser": browser, "ip": ip,
            "location": location, "language": language, "time_zone": time_zone,
        })
    }
}

/// What a person writes, by the language and the country that are known of them.
fn tongue(draft: &Draft) -> Tongue {
    match (draft.language.as_str(), draft.address.country.as_str()) {
        ("zh", "CN") => Tongue::Simplified,
        ("zh", _) => Tongue::Traditional,
        _ => Tongue::English,
    }
}

const DEVICES: [(&str, &str, &str); 6] = [
    ("Desktop", "Windows 11", "Edge 142"),
    ("Desktop", "Windows 11", "Chrome 143"),
    ("Desktop", "macOS 26", "Safari 26"),
    ("Mobile", "iOS 26", "Safari 26"),
    ("Mobile", "Android 16", "Chrome 143"),
    ("Tablet", "iPadOS 26", "Safari 26"),
];

/// First and last names of people whom nobody knows.
const ENGLISH: [[&str; 6]; 2] = [
    ["Martha", "Edwin", "Leila", "Oscar", "Nadia", "Colin"],
    [
        "Fairweather",
        "Holloway",
        "Sterling",
        "Abbott",
        "Langley",
        "Whitcombe",
    ],
];
const TRADITIONAL: [[&str; 6]; 2] = [
    ["思穎", "家俊", "凱琳", "文軒", "雅文", "國強"],
    ["鄺", "譚", "莫", "麥", "潘", "葉"],
];
const SIMPLIFIED: [[&str; 6]; 2] = [
    ["雨桐", "建国", "欣怡", "子涵", "志强", "丽华"],
    ["孙", "马", "朱", "胡", "郭", "何"],
];
