//! `webhook list`: the endpoints that are told what happens, and how they fare.
use app::{
    model::{Asker, webhooks},
    wire::webhooks::Webhook,
};
use clap::Subcommand;

use crate::config::{Settings, secret_key};

#[derive(Subcommand)]
pub enum WebhookCommand {
    /// Lists all endpoints, the oldest first
    List,
}

/// `webhook list`.
pub async fn run(
    operator: &Asker,
    settings: &Settings,
    command: WebhookCommand,
) -> anyhow::Result<()> {
    let WebhookCommand::List = command;
    let mut operator = operator.clone();
    // Whether this server can read a secret is told of each.
    operator.shared.sealing = secret_key::sealing_key(settings)?;
    for webhook in webhooks::list(&operator).await? {
        println!("{}", line(&webhook));
    }
    Ok(())
}

fn line(webhook: &Webhook) -> String {
    let state: &'static str = webhook.state.into();
    let types: Vec<&str> = webhook.types.iter().map(|kind| kind.as_str()).collect();
    let types = types.join(",");
    let mut line = format!("{} {state} {} {types}", webhook.id, webhook.url);
    if webhook.imports {
        line.push_str(" (imports one by one)");
    }
    if webhook.waiting > 0 {
        line.push_str(&format!(" ({} waiting)", webhook.waiting));
    }
    if let Some(since) = webhook.failing_since {
        line.push_str(&format!(" (failing since {since})"));
    }
    if webhook.secret_unreadable {
        line.push_str(" (its secret cannot be read with this SECRET_KEY: renew it)");
    }
    line
}
