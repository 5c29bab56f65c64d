//! Two contacts of one person become one: the master takes in the other. Fields are chosen one by one, lists are
//! united, and what a channel has verified is never lost. Pure, so that the preview in the browser and the save on the
//! server cannot differ.
mod refused;
mod undo;

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    bounded, change,
    code::Code,
    contact::{Contact, Draft, MOST_LABELS},
    field::named,
    label,
    problem::Problem,
    words::Network,
};

pub use refused::Refused;
pub use undo::{Unmerged, undo};

/// Whose value a field keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    #[default]
    Master,
    Other,
    /// The master's, and the other's among the other names. Only for names.
    Both,
}

/// What was chosen. Nothing chosen: the master's fields stand, blanks are filled, lists are united.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Choices {
    /// By the field's name in JSON, as in the change log: `company`, `address.city`, `cf_size`.
    #[serde(
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "bounded::keyed"
    )]
    pub fields: BTreeMap<String, Keep>,
    /// The values of lists that were unticked.
    pub without: Without,
}

/// The values of lists that were unticked. Verified ones stay all the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Without {
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "bounded::texts"
    )]
    pub phones: Vec<String>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "bounded::texts"
    )]
    pub emails: Vec<String>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "bounded::pairs"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<String>>))]
    pub socials: Vec<(Network, String)>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "bounded::texts"
    )]
    pub labels: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Uuid>,
}

/// A field in which the two differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The field's name in JSON.
    pub field: String,
    pub master: Option<Value>,
    pub other: Option<Value>,
    /// What is preselected.
    pub keep: Keep,
}

impl Difference {
    /// Tells whether both values can be kept.
    pub fn is_name(&self) -> bool {
        is_name(&self.field)
    }
}

/// Lists the fields in which the two differ, without the lists, each with what is preselected.
pub fn differences(master: &Contact, other: &Contact) -> Vec<Difference> {
    change::diff(&master.draft, &other.draft)
        .into_iter()
        .filter(|line| !is_list(&line.field))
        .map(|line| Difference {
            keep: if line.old.is_none() {
                Keep::Other
            } else {
                Keep::Master
            },
            field: line.field,
            master: line.old,
            other: line.new,
        })
        .collect()
}

/// The values of both: the master's draft with every phone, email, social ID and label of the two, each once.
pub fn united(master: &Contact, other: &Contact) -> Draft {
    let mut draft = master.draft.clone();
    unite(&mut draft, &other.draft, &Without::default());
    draft
}

/// Makes one contact of two. Version and times are the master's; the save sets them anew.
pub fn merge(master: &Contact, other: &Contact, choices: &Choices) -> Result<Contact, Refused> {
    if master.id == other.id {
        return Err(Refused::Itself);
    }
    let is_field = |field: &str| change::is_draft(field) && !is_list(field);
    if let Some(wrong) = choices.fields.keys().find(|field| !is_field(field)) {
        return Err(Refused::NotAField(wrong.clone()));
    }
    let differences = differences(master, other);
    let keep = |difference: &Difference| {
        choices
            .fields
            .get(&difference.field)
            .copied()
            .unwrap_or(difference.keep)
    };
    if let Some(wrong) = differences
        .iter()
        .find(|difference| keep(difference) == Keep::Both && !difference.is_name())
    {
        return Err(Refused::NotAName(wrong.field.clone()));
    }
    let taken = differences
        .iter()
        .filter(|difference| keep(difference) == Keep::Other)
        .map(|difference| (difference.field.as_str(), difference.other.as_ref()));
    let draft = change::apply(&master.draft, taken).unwrap_or_else(|| master.draft.clone());
    let also = |field: &str, name: &str| -> Vec<String> {
        let both = differences
            .iter()
            .any(|difference| difference.field == field && keep(difference) == Keep::Both);
        if both {
            vec![name.to_owned()]
        } else {
            Vec::new()
        }
    };

    let mut merged = Contact {
        draft,
        ..master.clone()
    };
    unite(&mut merged.draft, &other.draft, &choices.without);
    merged.other_first_names = names(
        &merged.draft.first_name,
        [
            &master.other_first_names,
            &also("first_name", &other.draft.first_name),
            &other.other_first_names,
        ],
    );
    merged.other_last_names = names(
        &merged.draft.last_name,
        [
            &master.other_last_names,
            &also("last_name", &other.draft.last_name),
            &other.other_last_names,
        ],
    );
    let mut problems = Vec::new();
    merged
        .draft
        .judge_counts(&mut |problem| problems.push(problem));
    if merged.draft.labels.len() > MOST_LABELS {
        problems.push(Problem::new(Code::E17, "Contact Label", "").number(MOST_LABELS as u64));
    }
    if problems.is_empty() {
        Ok(merged)
    } else {
        Err(Refused::TooMuch(problems))
    }
}

/// Tells whether a field is a list, whose values are chosen one by one.
pub fn is_list(field: &str) -> bool {
    named(field).is_some_and(|field| field.part.is_list())
}

fn is_name(field: &str) -> bool {
    matches!(field, "first_name" | "last_name")
}

/// Adds the other's values to the master's lists, each once.
fn unite(draft: &mut Draft, other: &Draft, without: &Without) {
    // A number may stand under several types: each stays, and whatever is proved of the number is proved of all.
    for phone in &other.phones {
        let is_known =
            |known: &crate::Phone| known.number == phone.number && known.kind == phone.kind;
        if !draft.phones.iter().any(is_known) {
            draft.phones.push(phone.clone());
        }
    }
    let verified: HashSet<_> = draft
        .phones
        .iter()
        .chain(&other.phones)
        .filter(|phone| phone.verified)
        .map(|phone| phone.number.clone())
        .collect();
    for phone in &mut draft.phones {
        phone.verified |= verified.contains(&phone.number);
    }
    draft
        .phones
        .retain(|phone| phone.verified || !without.phones.contains(&phone.number));

    let address = |address: &str| address.to_lowercase();
    for email in &other.emails {
        if !draft
            .emails
            .iter()
            .any(|known| address(&known.address) == address(&email.address))
        {
            draft.emails.push(email.clone());
        }
    }
    let unticked: Vec<_> = without.emails.iter().map(|email| address(email)).collect();
    draft
        .emails
        .retain(|email| !unticked.contains(&address(&email.address)));

    for social in &other.socials {
        let same =
            |known: &&mut crate::Social| known.network == social.network && known.id == social.id;
        match draft.socials.iter_mut().find(same) {
            Some(known) => known.verified |= social.verified,
            None => draft.socials.push(social.clone()),
        }
    }
    let is_unticked = |network, id: &str| {
        without
            .socials
            .iter()
            .any(|(net, unticked)| *net == network && unticked == id)
    };
    draft
        .socials
        .retain(|social| social.verified || !is_unticked(social.network, &social.id));

    let unticked: HashSet<_> = without
        .labels
        .iter()
        .map(|name| label::fold(name))
        .collect();
    draft.labels.extend(other.labels.iter().cloned());
    draft
        .labels
        .retain(|name| !unticked.contains(&label::fold(name)));
    draft.tidy();
}

/// Other names, each once, and never the name itself.
fn names<const N: usize>(name: &str, lists: [&Vec<String>; N]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for other in lists.into_iter().flatten() {
        if !other.is_empty() && other != name && !names.contains(other) {
            names.push(other.clone());
        }
    }
    names
}
