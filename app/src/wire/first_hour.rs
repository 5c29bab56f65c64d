//! The first steps of an empty installation, over the wire.
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

/// A step that somebody takes in the first hour, in their order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FirstStep {
    /// Say who one is: the time zone that the others see.
    You,
    /// Bring a file, or create the first contact by hand.
    Contacts,
    /// Name the products that show the side panel.
    Panel,
}

impl FirstStep {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepStanding {
    pub step: FirstStep,
    /// It is done, as far as the installation shows.
    pub done: bool,
    /// Somebody has put it off.
    pub left: bool,
}

/// How the first hour stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstHour {
    pub steps: Vec<StepStanding>,
    /// Somebody finds their way without the steps.
    pub dismissed: bool,
    /// There are neither contacts nor imports.
    pub empty: bool,
}

impl FirstHour {
    /// Whether the steps are offered where there is nothing yet.
    pub fn is_due(&self) -> bool {
        self.empty && !self.dismissed
    }
}
