//! A contact as the view `contact_whole` gives it.
use chrono::{DateTime, NaiveDate, Utc};
use contact::{Address, Contact, ContactId, CustomValue, Draft, Email, Kind, Level, Phone, Social};
use sqlx::types::Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A row of `contact_whole`.
#[derive(Debug, sqlx::FromRow)]
pub struct ContactRow {
    pub id: Uuid,
    version: i64,
    first_name: String,
    last_name: String,
    other_first_names: Vec<String>,
    other_last_names: Vec<String>,
    kind: String,
    level: String,
    company: String,
    job_title: String,
    team: String,
    group_name: String,
    language: String,
    birth_date: Option<NaiveDate>,
    street: String,
    city: String,
    state: String,
    zip: String,
    country: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub merged_into: Option<Uuid>,
    pub import_id: Option<Uuid>,
    phones: Json<Vec<Phone>>,
    emails: Json<Vec<Email>>,
    socials: Json<Vec<Social>>,
    custom: Json<BTreeMap<String, CustomValue>>,
    label_names: Vec<String>,
}

impl From<ContactRow> for Contact {
    fn from(row: ContactRow) -> Self {
        Self {
            id: ContactId(row.id),
            version: row.version,
            draft: Draft {
                first_name: row.first_name,
                last_name: row.last_name,
                // Only words that this program wrote stand there.
                kind: Kind::parse(&row.kind).unwrap_or_default(),
                level: Level::parse(&row.level).unwrap_or_default(),
                phones: row.phones.0,
                emails: row.emails.0,
                socials: row.socials.0,
                company: row.company,
                job_title: row.job_title,
                team: row.team,
                group: row.group_name,
                language: row.language,
                birth_date: row.birth_date,
                address: Address {
                    street: row.street,
                    city: row.city,
                    state: row.state,
                    zip: row.zip,
                    country: row.country,
                },
                labels: row.label_names,
                custom: row.custom.0,
            },
            other_first_names: row.other_first_names,
            other_last_names: row.other_last_names,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
