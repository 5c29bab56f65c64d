//! Webhooks over the wire.
use leptos::{prelude::*, server_fn::codec::Json};
use uuid::Uuid;

use crate::{
    error::Error,
    wire::webhooks::{
        self, DeliveryPage, DeliveryQuery, Webhook, WebhookChange, WebhookDraft, WebhookSecret,
    },
};

/// Lists all endpoints.
#[server(endpoint = "webhooks/list", input = Json)]
pub async fn list() -> Result<Vec<Webhook>, Error> {
    crate::model::webhooks::list(&crate::request::asker()?).await
}

/// Registers an endpoint that answers the challenge; its secret is shown this once.
#[server(endpoint = "webhooks/register", input = Json)]
pub async fn register(draft: WebhookDraft) -> Result<WebhookSecret, Error> {
    crate::model::webhooks::register(&crate::request::asker()?, draft).await
}

/// Changes an endpoint, pauses it, or lets it go on.
#[server(endpoint = "webhooks/change", input = Json)]
pub async fn change(id: Uuid, change: WebhookChange) -> Result<Webhook, Error> {
    crate::model::webhooks::change(&crate::request::asker()?, id, change).await
}

/// Deletes an endpoint, with its deliveries.
#[server(endpoint = "webhooks/delete", input = Json)]
pub async fn delete(id: Uuid) -> Result<(), Error> {
    crate::model::webhooks::delete(&crate::request::asker()?, id).await
}

/// Gives an endpoint another secret, shown this once; the one before signs along for a day.
#[server(endpoint = "webhooks/renew_secret", input = Json)]
pub async fn renew_secret(id: Uuid) -> Result<WebhookSecret, Error> {
    crate::model::webhooks::renew_secret(&crate::request::asker()?, id).await
}

/// Reads what was delivered to an endpoint, the newest first.
#[server(endpoint = "webhooks/deliveries", input = Json)]
pub async fn deliveries(id: Uuid, query: DeliveryQuery) -> Result<DeliveryPage, Error> {
    crate::model::webhooks::deliveries(&crate::request::asker()?, id, query).await
}

/// Sends something once more, and says how many deliveries that are.
#[server(endpoint = "webhooks/replay", input = Json)]
pub async fn replay(id: Uuid, replay: webhooks::Replay) -> Result<u64, Error> {
    crate::model::webhooks::replay(&crate::request::asker()?, id, replay).await
}

/// Lists the endpoints that were disabled since an Administrator has looked.
#[server(endpoint = "webhooks/disabled_unseen", input = Json)]
pub async fn disabled_unseen() -> Result<usize, Error> {
    let unseen = crate::model::webhooks::disabled_unseen(&crate::request::asker()?).await;
    unseen.map(|unseen| unseen.len())
}

/// An Administrator has looked.
#[server(endpoint = "webhooks/seen", input = Json)]
pub async fn seen() -> Result<(), Error> {
    crate::model::webhooks::seen(&crate::request::asker()?).await
}
