//! A contact and the draft a person writes. In JSON these are the shapes of the API, the webhooks and `check --json`;
//! what is empty is absent.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    str::FromStr,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    code::{Code, Severity},
    custom::CustomValue,
    field::{FIELDS, Field, Part, field_of},
    invisible, label,
    problem::Problem,
    rules::Rules,
    wording::Phrase,
    words::{EmailKind, Kind, Level, Network, PhoneKind, Text},
};

/// Names a contact for ever; made by the server (UUIDv7).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct ContactId(pub Uuid);

impl fmt::Display for ContactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ContactId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A contact as it is stored and shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub id: ContactId,
    /// Counts the saves; an update names the version it was made from.
    pub version: i64,
    #[serde(flatten)]
    pub draft: Draft,
    /// First names that merges brought along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_first_names: Vec<String>,
    /// Last names that merges brought along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_last_names: Vec<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// All that a person may write about a contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Draft {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub level: Level,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<Phone>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Email>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub socials: Vec<Social>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub company: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub job_title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub team: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// ISO 639-1, two lowercase letters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Address::is_empty")]
    pub address: Address,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Values by Field ID (`cf_…`).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub custom: BTreeMap<String, CustomValue>,
}

/// The most phones, emails and social IDs (of each) of a contact.
pub const MOST_VALUES: usize = 20;
/// How many problems of one draft are told: nobody corrects more at a time.
const MOST_PROBLEMS: usize = 100;
/// What to do about a number without its country code, where no import could be given one.
const START_WITH_PLUS: Phrase = Phrase(&[
    "Start it with + and the country code (e.g. +85212345678)",
    "請以 + 及國家／地區代碼開頭（例如 +85212345678）",
    "请以 + 及国家／地区代码开头（例如 +85212345678）",
]);
/// The most labels of a contact.
pub const MOST_LABELS: usize = 50;

impl Draft {
    /// Judges what a person wrote into a form or sent to the API, and puts it into its stored form: trimmed, countries
    /// as alpha-2, labels in their known spelling, nothing verified.
    pub fn check(self, rules: &Rules) -> Result<Self, Vec<Problem>> {
        let mut checked = Self::default();
        let mut problems = Vec::new();
        let mut report = |problem: Problem| {
            if problem.severity() == Severity::Error && problems.len() < MOST_PROBLEMS {
                problems.push(match problem.code {
                    // The sentence of a file speaks of the import, which can be given a code for all its numbers.
                    Code::E02 => problem.text(START_WITH_PLUS),
                    _ => problem,
                });
            }
        };
        let mut take = |field: &Field, text: &str, report: &mut dyn FnMut(Problem)| {
            field.judge(text.trim(), rules, &mut |problem| report(problem));
            field.read(text.trim(), rules, &mut checked);
        };
        for field in &FIELDS {
            match field.part {
                Part::Text(Text::LastName) if invisible::is_blank(&self.last_name) => {
                    report(Problem::new(Code::E15, field.header, ""));
                }
                // Their values are judged below.
                part if part.is_list() => {}
                _ => take(field, &field.write(&self), &mut report),
            }
        }
        let phones = self.phones.iter();
        let phones = phones.map(|phone| (Part::Phone(phone.kind), &phone.number));
        let emails = self.emails.iter();
        let emails = emails.map(|email| (Part::Email(email.kind), &email.address));
        let socials = self.socials.iter();
        let socials = socials.map(|social| (Part::Social(social.network), &social.id));
        let labels = self.labels.iter().map(|label| (Part::Labels, label));
        for (part, text) in labels.chain(phones).chain(emails).chain(socials) {
            let field = field_of(part);
            // A file would split it there.
            if text.contains(';') {
                let code = match part {
                    Part::Phone(_) | Part::Social(Network::Whatsapp) => Code::E01,
                    Part::Email(_) => Code::E04,
                    Part::Labels => Code::E14,
                    _ => Code::E19,
                };
                report(Problem::new(code, field.header, text.trim()));
            } else {
                take(field, text, &mut report);
            }
        }
        for (id, value) in &self.custom {
            match rules.custom_fields.iter().find(|field| field.id == *id) {
                Some(field) => {
                    let text = field.write(value);
                    field.judge(text.trim(), &mut report);
                    field.read(text.trim(), &mut checked);
                }
                // Somebody may send any text for an id.
                None => {
                    let id: String = id.chars().take(60).collect();
                    report(Problem::new(Code::E18, id, ""));
                }
            }
        }
        checked.tidy();
        checked.judge_counts(&mut report);
        if checked.labels.len() > MOST_LABELS {
            let column = field_of(Part::Labels).header;
            report(Problem::new(Code::E17, column, "").number(MOST_LABELS as u64));
        }
        if problems.is_empty() {
            Ok(checked)
        } else {
            Err(problems)
        }
    }

    /// Judges what became of a contact like `check`. Custom values that stay as they are are not judged again: the
    /// options of their field may have changed since.
    pub fn check_since(mut self, before: &Self, rules: &Rules) -> Result<Self, Vec<Problem>> {
        let stays = |id: &String, value: &CustomValue| before.custom.get(id) == Some(value);
        let (kept, changed) = std::mem::take(&mut self.custom)
            .into_iter()
            .partition(|(id, value)| stays(id, value));
        self.custom = changed;
        let mut checked = self.check(rules)?;
        checked.custom.extend::<BTreeMap<_, _>>(kept);
        Ok(checked)
    }

    /// Reports more phones, emails or social IDs than a contact may have. Each cell of a file is judged for it too, but
    /// several cells of a record may hold too many together.
    pub fn judge_counts(&self, report: &mut impl FnMut(Problem)) {
        for (column, count) in [
            ("Phone number", self.phones.len()),
            ("Email address", self.emails.len()),
            ("Social Messaging", self.socials.len()),
        ] {
            if count > MOST_VALUES {
                report(Problem::new(Code::E17, column, "").number(MOST_VALUES as u64));
            }
        }
    }

    /// Puts lists in the order of the files and drops repeated labels, so that equal contacts are equal.
    pub fn tidy(&mut self) {
        self.phones.sort_by_key(|phone| phone.kind);
        self.emails.sort_by_key(|email| email.kind);
        self.socials.sort_by_key(|social| social.network);
        if self.labels.len() > 1 {
            let mut seen = HashSet::new();
            self.labels.retain(|name| seen.insert(label::fold(name)));
        }
    }

    /// A part that is free text.
    pub fn text(&self, part: Text) -> &str {
        match part {
            Text::FirstName => &self.first_name,
            Text::LastName => &self.last_name,
            Text::Company => &self.company,
            Text::JobTitle => &self.job_title,
            Text::Team => &self.team,
            Text::Group => &self.group,
            Text::Street => &self.address.street,
            Text::City => &self.address.city,
            Text::State => &self.address.state,
            Text::Zip => &self.address.zip,
        }
    }

    /// A part that is free text, to be written.
    pub fn text_mut(&mut self, part: Text) -> &mut String {
        match part {
            Text::FirstName => &mut self.first_name,
            Text::LastName => &mut self.last_name,
            Text::Company => &mut self.company,
            Text::JobTitle => &mut self.job_title,
            Text::Team => &mut self.team,
            Text::Group => &mut self.group,
            Text::Street => &mut self.address.street,
            Text::City => &mut self.address.city,
            Text::State => &mut self.address.state,
            Text::Zip => &mut self.address.zip,
        }
    }
}

/// A mailing address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Address {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zip: String,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
}

impl Address {
    /// Tells whether no part of it is filled.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A telephone number and what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Phone {
    #[serde(rename = "type", default)]
    pub kind: PhoneKind,
    pub number: String,
    /// Set only by what the contact centre reports, never by a person.
    #[serde(default)]
    pub verified: bool,
}

/// An email address and what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Email {
    #[serde(rename = "type", default)]
    pub kind: EmailKind,
    pub address: String,
}

/// A name or ID on a social network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Social {
    pub network: Network,
    pub id: String,
    /// Set only by what the channel itself delivered, never by a person.
    #[serde(default)]
    pub verified: bool,
}
