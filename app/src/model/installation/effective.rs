//! What is in force: what was given to the server at its start, else what is stored, else what is usual. It is looked up
//! anew whenever somebody has changed it, and now and then in any case.
use std::{collections::HashMap, fmt, sync::Arc};

use chrono::{DateTime, Utc};
use contact::{Country, Limits};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{Mutex, watch};

use crate::{
    error::Error,
    model::{Database, sealed::SealingKey},
    wire::installation::{Installation, PanelSecret, PanelSecretState, SettingName},
};

/// What a secret of the side panel is sealed for.
pub(super) const ABOUT: &str = "panel";

const MEGABYTE: u64 = 1024 * 1024;

/// What tickets for the side panel are signed with. It stands in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct PanelKey(String);

impl PanelKey {
    /// The key of this text.
    pub fn own(text: String) -> Self {
        Self(text)
    }

    /// The text by itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PanelKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PanelKey")
    }
}

/// Somebody who may show the side panel besides those of the settings: the example beside a demo.
#[derive(Clone, Debug)]
pub struct PanelGuest {
    pub origins: Vec<String>,
    pub key: PanelKey,
}

/// What the environment or flags say.
#[derive(Clone, Debug, Default)]
pub struct GivenSettings {
    pub bin_days: Option<u16>,
    pub auto_create: Option<bool>,
    pub embed_origins: Option<Vec<String>>,
    pub panel_key: Option<PanelKey>,
    pub guest: Option<PanelGuest>,
    /// Where this server is reached.
    pub address: String,
}

impl GivenSettings {
    /// What they say of one setting.
    pub fn value(&self, name: SettingName) -> Option<Value> {
        match name {
            SettingName::BinDays => self.bin_days.map(Value::from),
            SettingName::AutoCreate => self.auto_create.map(Value::from),
            SettingName::EmbedOrigins => self.embed_origins.clone().map(Value::from),
            SettingName::FileMegabytes
            | SettingName::FileRecords
            | SettingName::FileColumns
            | SettingName::CellCharacters
            | SettingName::UsualCountry => None,
        }
    }
}

/// What holds where nobody has set anything.
pub fn usual(name: SettingName) -> Value {
    match name {
        SettingName::BinDays => json!(30),
        SettingName::AutoCreate => json!(false),
        SettingName::EmbedOrigins => json!([]),
        SettingName::FileMegabytes => json!(Limits::MOST.file_bytes / MEGABYTE),
        SettingName::FileRecords => json!(Limits::MOST.records),
        SettingName::FileColumns => json!(Limits::MOST.columns),
        SettingName::CellCharacters => json!(Limits::MOST.cell_characters),
        SettingName::UsualCountry => json!(""),
    }
}

/// A secret as it is stored.
#[derive(Clone, Debug)]
struct StoredPanelSecret {
    /// Absent where the server's key does not open it.
    key: Option<PanelKey>,
    made_at: DateTime<Utc>,
    made_by: String,
    good_until: Option<DateTime<Utc>>,
}

/// What is in force, looked up at one moment.
#[derive(Clone, Debug)]
pub struct EffectiveSettings {
    pub bin_days: u16,
    pub auto_create: bool,
    /// All who may show the side panel.
    pub embed_origins: Vec<String>,
    pub limits: Limits,
    pub usual_country: Option<Country>,
    stored: HashMap<String, Value>,
    /// The present one first.
    secrets: Vec<StoredPanelSecret>,
    given: Arc<GivenSettings>,
}

impl EffectiveSettings {
    fn of(
        given: Arc<GivenSettings>,
        stored: HashMap<String, Value>,
        secrets: Vec<StoredPanelSecret>,
    ) -> Self {
        let say = SettingValues {
            given: &given,
            stored: &stored,
        };
        let mut embed_origins: Vec<String> = say.value(SettingName::EmbedOrigins);
        let guests = given.guest.iter().flat_map(|guest| guest.origins.clone());
        embed_origins.extend(guests);
        let country: String = say.value(SettingName::UsualCountry);
        let most = Limits::MOST;
        Self {
            bin_days: say.value(SettingName::BinDays),
            auto_create: say.value(SettingName::AutoCreate),
            embed_origins,
            limits: Limits {
                file_bytes: most
                    .file_bytes
                    .min(MEGABYTE * say.value::<u64>(SettingName::FileMegabytes)),
                records: most.records.min(say.value(SettingName::FileRecords)),
                columns: most.columns.min(say.value(SettingName::FileColumns)),
                cell_characters: most
                    .cell_characters
                    .min(say.value(SettingName::CellCharacters)),
                record_bytes: most.record_bytes,
            },
            usual_country: Country::of_code(&country),
            stored,
            secrets,
            given,
        }
    }

    /// What tickets may be signed with at this moment.
    pub fn panel_keys(&self, now: DateTime<Utc>) -> Vec<&PanelKey> {
        let guest = self.given.guest.iter().map(|guest| &guest.key);
        match &self.given.panel_key {
            Some(given) => std::iter::once(given).chain(guest).collect(),
            None => {
                let good = self
                    .secrets
                    .iter()
                    .filter(|secret| secret.good_until.is_none_or(|until| until > now));
                good.filter_map(|secret| secret.key.as_ref())
                    .chain(guest)
                    .collect()
            }
        }
    }

    /// What Administrators see of it.
    pub fn shown(&self, now: DateTime<Utc>) -> Installation {
        let say = SettingValues {
            given: &self.given,
            stored: &self.stored,
        };
        let named = |is_so: &dyn Fn(SettingName) -> bool| -> Vec<SettingName> {
            let names = SettingName::ALL.iter().copied();
            names.filter(|name| is_so(*name)).collect()
        };
        Installation {
            bin_days: self.bin_days,
            auto_create: self.auto_create,
            embed_origins: say.value(SettingName::EmbedOrigins),
            file_megabytes: say.value(SettingName::FileMegabytes),
            file_records: say.value(SettingName::FileRecords),
            file_columns: say.value(SettingName::FileColumns),
            cell_characters: say.value(SettingName::CellCharacters),
            usual_country: say.value(SettingName::UsualCountry),
            given: named(&|name| self.given.value(name).is_some()),
            stored: named(&|name| self.stored.contains_key(name.as_str())),
            panel_secret: self.panel_secret(now),
            address: self.given.address.clone(),
        }
    }

    fn panel_secret(&self, now: DateTime<Utc>) -> PanelSecret {
        let present = self.secrets.iter().find(|one| one.good_until.is_none());
        let state = match (&self.given.panel_key, present) {
            (Some(_), _) => PanelSecretState::Given,
            (None, None) => PanelSecretState::Absent,
            (None, Some(present)) if present.key.is_none() => PanelSecretState::Unreadable,
            (None, Some(_)) => PanelSecretState::Stored,
        };
        let present = present.filter(|_| state != PanelSecretState::Given);
        let old = self.secrets.iter().filter(|one| one.key.is_some());
        let old_until = old.filter_map(|one| one.good_until).max();
        PanelSecret {
            state,
            made_at: present.map(|present| present.made_at),
            made_by: present.map(|present| present.made_by.clone()),
            old_until: old_until.filter(|until| *until > now && state != PanelSecretState::Given),
        }
    }
}

/// Who says what holds.
struct SettingValues<'a> {
    given: &'a GivenSettings,
    stored: &'a HashMap<String, Value>,
}

impl SettingValues<'_> {
    /// The value of a setting. What is stored and makes no sense, such as what a later version has written, is as usual.
    fn value<T: DeserializeOwned + Default>(&self, name: SettingName) -> T {
        let read = |value: Value| serde_json::from_value(value).ok();
        let stored = || self.stored.get(name.as_str()).cloned().and_then(read);
        let given = self.given.value(name).and_then(read);
        let said = given.or_else(stored).or_else(|| read(usual(name)));
        said.unwrap_or_default()
    }
}

/// What is set, shared by all who ask one server.
#[derive(Clone, Debug)]
pub struct InstallationSettings {
    given: Arc<GivenSettings>,
    now: Arc<watch::Sender<Arc<EffectiveSettings>>>,
    /// Held while it is looked up, so that nobody puts back what was there before.
    looking: Arc<Mutex<()>>,
}

impl Default for InstallationSettings {
    fn default() -> Self {
        Self::of(GivenSettings::default())
    }
}

impl InstallationSettings {
    /// What is given, and the rest as usual until somebody has looked.
    pub fn of(given: GivenSettings) -> Self {
        let given = Arc::new(given);
        let now = EffectiveSettings::of(given.clone(), HashMap::new(), Vec::new());
        Self {
            given,
            now: Arc::new(watch::Sender::new(Arc::new(now))),
            looking: Arc::default(),
        }
    }

    /// What is in force.
    pub fn now(&self) -> Arc<EffectiveSettings> {
        self.now.borrow().clone()
    }

    /// What the environment or flags say.
    pub fn given(&self) -> &GivenSettings {
        &self.given
    }

    /// Looks up what is stored now.
    pub async fn look(&self, database: &Database, sealing: &SealingKey) -> Result<(), Error> {
        let _looking = self.looking.lock().await;
        let stored = sqlx::query!("select name, value from setting")
            .fetch_all(&database.pool)
            .await?;
        let stored = stored.into_iter().map(|row| (row.name, row.value));
        let secrets = sqlx::query!(
            "select sealed, made_at, made_by, good_until from panel_secret
             where good_until is null or good_until > now() order by number desc"
        )
        .fetch_all(&database.pool)
        .await?;
        let open = |sealed: &[u8]| String::from_utf8(sealing.open(ABOUT, sealed)?).ok();
        let secrets = secrets.into_iter().map(|row| StoredPanelSecret {
            key: open(&row.sealed).map(PanelKey),
            made_at: row.made_at,
            made_by: row.made_by,
            good_until: row.good_until,
        });
        let now = EffectiveSettings::of(self.given.clone(), stored.collect(), secrets.collect());
        self.now.send_replace(Arc::new(now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(name: SettingName, value: Value) -> HashMap<String, Value> {
        HashMap::from([(name.as_str().to_owned(), value)])
    }

    #[test]
    fn what_is_given_wins_over_what_is_stored_and_that_over_what_is_usual() {
        let given = GivenSettings {
            bin_days: Some(7),
            ..GivenSettings::default()
        };
        let days = |given: &GivenSettings, stored| {
            EffectiveSettings::of(Arc::new(given.clone()), stored, Vec::new()).bin_days
        };
        let nobody = GivenSettings::default();
        let fourteen = || stored(SettingName::BinDays, json!(14));
        assert_eq!(days(&given, fourteen()), 7);
        assert_eq!(days(&nobody, fourteen()), 14);
        assert_eq!(days(&nobody, HashMap::new()), 30);
        // What makes no sense is as usual.
        assert_eq!(
            days(&nobody, stored(SettingName::BinDays, json!("long"))),
            30
        );
    }

    #[test]
    fn a_file_may_be_set_to_hold_less_and_never_more() {
        let limits = |value| {
            let stored = stored(SettingName::FileRecords, value);
            EffectiveSettings::of(Arc::default(), stored, Vec::new()).limits
        };
        assert_eq!(limits(json!(500)).records, 500);
        assert_eq!(limits(json!(5_000_000)), Limits::MOST);
    }

    #[test]
    fn a_secret_is_good_for_as_long_as_it_says_unless_the_environment_has_one() {
        let now = Utc::now();
        let secret = |text: &str, good_until| StoredPanelSecret {
            key: Some(PanelKey::own(text.to_owned())),
            made_at: now,
            made_by: "Ada".to_owned(),
            good_until,
        };
        let hour = chrono::TimeDelta::hours(1);
        let secrets = vec![
            secret("present", None),
            secret("before", Some(now + hour)),
            secret("long ago", Some(now - hour)),
        ];
        let nobody = EffectiveSettings::of(Arc::default(), HashMap::new(), secrets.clone());
        let keys: Vec<_> = nobody
            .panel_keys(now)
            .iter()
            .map(|key| key.as_str())
            .collect();
        assert_eq!(keys, ["present", "before"]);
        let given = GivenSettings {
            panel_key: Some(PanelKey::own("given".to_owned())),
            ..GivenSettings::default()
        };
        let given = EffectiveSettings::of(Arc::new(given), HashMap::new(), secrets);
        let keys: Vec<_> = given
            .panel_keys(now)
            .iter()
            .map(|key| key.as_str())
            .collect();
        assert_eq!(keys, ["given"]);
        let told = given.shown(now).panel_secret;
        assert_eq!(
            (told.state, told.old_until),
            (PanelSecretState::Given, None)
        );
        assert!(!format!("{given:?}").contains("present\""));
    }
}
