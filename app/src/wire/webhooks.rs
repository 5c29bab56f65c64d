//! Webhooks over the wire: the endpoints that are told what happens, and their deliveries.
use chrono::{DateTime, Utc};
use contact::Bounded;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{events::EventKind, live::Position};

/// An endpoint as an Administrator sees it.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Webhook {
    pub id: Uuid,
    pub url: String,
    pub description: String,
    /// What it is told of, in the order of `EventKind::ALL`.
    pub types: Vec<EventKind>,
    /// Whether the contacts that an import writes are told one by one.
    pub imports: bool,
    pub state: WebhookState,
    /// Since when nothing has been delivered, while deliveries fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// Deliveries that wait or are tried again.
    pub waiting: u64,
    /// Until when the secret before the present one signs along.
    pub old_secret_until: Option<DateTime<Utc>>,
    /// The secret cannot be read with this server's SECRET_KEY: it is to be renewed.
    pub secret_unreadable: bool,
    pub created_at: DateTime<Utc>,
}

/// Whether an endpoint is told anything.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum WebhookState {
    Active,
    /// By an Administrator.
    Paused,
    /// It answered 410.
    Gone,
    /// Deliveries failed for five days.
    Failed,
}

/// An endpoint to register. It is kept only after its address has answered the challenge.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookDraft {
    #[cfg_attr(feature = "ssr", schema(value_type = String, max_length = 2000))]
    pub url: Bounded<2_000>,
    pub types: Vec<EventKind>,
    #[serde(default)]
    pub imports: bool,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(value_type = String, max_length = 200))]
    pub description: Bounded<200>,
}

/// What is changed about an endpoint; what is absent stays. Another address is challenged like a new one.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookChange {
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, max_length = 2000))]
    pub url: Option<Bounded<2_000>>,
    pub types: Option<Vec<EventKind>>,
    pub imports: Option<bool>,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, max_length = 200))]
    pub description: Option<Bounded<200>>,
    /// Pauses it, or lets it go on; one that was disabled is challenged again.
    pub active: Option<bool>,
}

/// An endpoint that was registered or whose secret was renewed.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WebhookSecret {
    pub id: Uuid,
    /// `whsec_` and base64, shown this once.
    pub secret: String,
}

/// One delivery to an endpoint.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WebhookDelivery {
    /// Its `webhook-id`, the same on each attempt and at each replay.
    pub id: Uuid,
    pub r#type: EventKind,
    #[cfg_attr(feature = "ssr", schema(value_type = String))]
    pub position: Position,
    /// The contact, import or enquiry that it tells of.
    pub subject: Uuid,
    pub state: DeliveryState,
    pub attempts: u32,
    /// When it is tried next, while it waits.
    pub next_at: Option<DateTime<Utc>>,
    /// The last attempt.
    pub attempt: Option<DeliveryAttempt>,
    pub created_at: DateTime<Utc>,
}

/// Where a delivery stands.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DeliveryState {
    Waiting,
    Delivered,
    /// It was tried for three days.
    GivenUp,
}

/// What became of an attempt.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeliveryAttempt {
    pub at: DateTime<Utc>,
    /// What the endpoint answered; absent where it did not.
    pub status: Option<u16>,
    /// The beginning of its answer, or why there is none.
    pub answer: String,
    pub milliseconds: u32,
}

/// Which deliveries of an endpoint are read: the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeliveryQuery {
    /// Only those that stand so.
    pub state: Option<DeliveryState>,
    pub limit: Option<u16>,
    pub cursor: Option<Bounded<200>>,
}

/// A page of deliveries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeliveryPage {
    pub items: Vec<WebhookDelivery>,
    pub total: u64,
    pub next_cursor: Option<String>,
}

/// What is sent once more.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Replay {
    /// One delivery.
    Delivery(Uuid),
    /// All that happened from then on, at most 30 days ago.
    Since(DateTime<Utc>),
}
