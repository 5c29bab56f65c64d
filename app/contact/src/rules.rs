//! What a check must know besides the text itself: the fields and labels of this organisation, what its files may hold,
//! today's date and the country code chosen for the import.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{country::CountryCode, custom::CustomField, label::Labels, limits::Limits};

/// What a check must know besides the text itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// The active custom fields, in field order (at most 20).
    #[serde(default)]
    pub custom_fields: Vec<CustomField>,
    /// The labels that exist; `None` where nobody knows them, and then no label is called new.
    #[serde(default)]
    pub labels: Option<Labels>,
    /// What is done about a phone number without a country code.
    #[serde(default)]
    pub country_code: CountryCode,
    /// A birthdate may not be later.
    pub today: NaiveDate,
    /// What a file may not exceed here.
    #[serde(default)]
    pub limits: Limits,
}

impl Rules {
    /// Makes the rules of an organisation without custom fields, labels or country code.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            custom_fields: Vec::new(),
            labels: None,
            country_code: CountryCode::No,
            today,
            limits: Limits::default(),
        }
    }
}
