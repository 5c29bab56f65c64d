//! An endpoint as it is stored, and what can be said of it.
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::secrets;
use crate::{
    error::Error,
    model::sealed::SealingKey,
    wire::{
        events::EventKind,
        webhooks::{Webhook, WebhookState},
    },
};

/// An endpoint as the database holds it.
pub(super) struct WebhookRow {
    pub(super) id: Uuid,
    pub(super) url: String,
    pub(super) description: String,
    pub(super) types: Vec<String>,
    pub(super) imports: bool,
    pub(super) state: String,
    pub(super) secret: Vec<u8>,
    pub(super) old_secret_until: Option<DateTime<Utc>>,
    pub(super) failing_since: Option<DateTime<Utc>>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) waiting: i64,
}

impl WebhookRow {
    /// As an Administrator sees it.
    pub(super) fn webhook(self, key: &SealingKey) -> Result<Webhook, Error> {
        let secret_unreadable = secrets::open(key, self.id, &self.secret).is_none();
        Ok(Webhook {
            types: kinds(&self.types),
            state: state(&self.state)?,
            secret_unreadable,
            waiting: self.waiting.unsigned_abs(),
            old_secret_until: self.old_secret_until.filter(|until| *until > Utc::now()),
            id: self.id,
            url: self.url,
            description: self.description,
            imports: self.imports,
            failing_since: self.failing_since,
            created_at: self.created_at,
        })
    }
}

/// The kinds that are stored so, in the order in which they are offered. One that this program does not know is passed over.
pub(super) fn kinds(words: &[String]) -> Vec<EventKind> {
    let is_named = |kind: &EventKind| words.iter().any(|word| word == kind.as_str());
    EventKind::ALL.iter().copied().filter(is_named).collect()
}

fn state(word: &str) -> Result<WebhookState, Error> {
    word.parse()
        .map_err(|_| Error::broken(format!("\"{word}\" is no state of a webhook")))
}

/// Who is told, without what may be a secret of theirs: the rest of an address often is.
pub(super) fn host(url: &str) -> String {
    let parsed = url::Url::parse(url).ok();
    let host = parsed.as_ref().and_then(url::Url::host_str);
    host.unwrap_or_default().to_owned()
}

/// Reads one, and holds it until the transaction ends.
pub(super) async fn hold(transaction: &mut PgConnection, id: Uuid) -> Result<WebhookRow, Error> {
    let row = sqlx::query_as!(
        WebhookRow,
        r#"select id, url, description, types, imports, state, secret, old_secret_until, failing_since, created_at,
             (select count(*) from webhook_delivery where webhook_id = webhook.id and state = 'waiting') as "waiting!"
           from webhook where id = $1 for update"#,
        id
    );
    row.fetch_optional(transaction)
        .await?
        .ok_or(Error::NotFound)
}
