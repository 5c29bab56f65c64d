//! What is set for the whole installation, over the wire.
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

/// The most days for which the bin may keep what was deleted.
pub const MOST_BIN_DAYS: u16 = 3_650;
/// The most origins that may show the side panel.
pub const MOST_ORIGINS: usize = 50;

/// Something that is set.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SettingName {
    BinDays,
    AutoCreate,
    EmbedOrigins,
    FileMegabytes,
    FileRecords,
    FileColumns,
    CellCharacters,
    UsualCountry,
}

impl SettingName {
    /// All of them, as the pages show them.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The variable of the environment that wins over what is set, where there is one.
    pub fn variable(self) -> Option<&'static str> {
        match self {
            Self::BinDays => Some("BIN_DAYS"),
            Self::AutoCreate => Some("AUTO_CREATE"),
            Self::EmbedOrigins => Some("EMBED_ORIGINS"),
            Self::FileMegabytes
            | Self::FileRecords
            | Self::FileColumns
            | Self::CellCharacters
            | Self::UsualCountry => None,
        }
    }
}

/// What is in force.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Installation {
    /// For how many days the bin keeps what was deleted.
    pub bin_days: u16,
    /// Whether a contact is made of each visitor whom nobody knows.
    pub auto_create: bool,
    /// The origins of the pages that may show the side panel.
    pub embed_origins: Vec<String>,
    /// What a file may not exceed.
    pub file_megabytes: u16,
    pub file_records: u32,
    pub file_columns: u16,
    pub cell_characters: u32,
    /// The country whose code phone numbers most likely lack: its two letters, or empty.
    pub usual_country: String,
    /// What the environment or a flag says: it cannot be changed here.
    pub given: Vec<SettingName>,
    /// What was set here; the rest is as usual.
    pub stored: Vec<SettingName>,
    pub panel_secret: PanelSecret,
    /// Where this server is reached.
    pub address: String,
}

/// How it stands with what tickets for the side panel are signed with.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PanelSecret {
    pub state: PanelSecretState,
    /// Since when it is the present one, where it was made here.
    pub made_at: Option<DateTime<Utc>>,
    pub made_by: Option<String>,
    /// Until when those before it are good too.
    pub old_until: Option<DateTime<Utc>>,
}

/// Whether there is a secret, and where it comes from.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelSecretState {
    /// No ticket opens the side panel.
    Absent,
    /// `EMBED_SECRET` says it.
    Given,
    /// It was made here.
    Stored,
    /// It was made here, and cannot be read with this server's SECRET_KEY: it is to be renewed.
    Unreadable,
}

/// A secret that was made.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadePanelSecret {
    /// Shown this once.
    pub secret: String,
    /// Until when those before it are good too.
    pub old_until: Option<DateTime<Utc>>,
}

/// What is changed; what is absent stays.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InstallationChange {
    pub bin_days: Option<u32>,
    pub auto_create: Option<bool>,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<Vec<String>>))]
    pub embed_origins: Option<Vec<Bounded<300>>>,
    pub file_megabytes: Option<u32>,
    pub file_records: Option<u32>,
    pub file_columns: Option<u32>,
    pub cell_characters: Option<u32>,
    /// Two letters; empty for none.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, max_length = 100))]
    pub usual_country: Option<Bounded<100>>,
}
