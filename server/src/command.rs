//! What is typed after `external-contacts`, and what each command does, a file each.
pub mod accounts;
mod against;
pub mod check;
mod checked_text;
mod choices;
pub mod demo;
pub mod erase;
pub mod export;
pub mod import;
pub mod serve;
pub mod unpack;
pub mod webhooks;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use self::{
    accounts::{StaffCommand, TokenCommand},
    webhooks::WebhookCommand,
};
use crate::config::Settings;

/// Manages the people outside an organisation that its contact centre talks to.
#[derive(Parser)]
#[command(name = "external-contacts", version, about)]
pub struct CommandLine {
    #[command(flatten, next_help_heading = "Settings of the installation")]
    pub settings: Settings,
    #[command(subcommand)]
    pub command: Option<ProgramCommand>,
}

#[derive(Subcommand)]
pub enum ProgramCommand {
    /// Runs the server (what happens when no command is given)
    Serve(Serve),
    Check(check::Check),
    #[command(hide = true)]
    Unpack(unpack::Unpack),
    /// Writes Contact.csv of all contacts to a file, or to standard output
    Export {
        file: Option<PathBuf>,
    },
    Import(import::ImportFile),
    /// Staff accounts
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Keys of programs for /api/v1
    #[command(subcommand)]
    Token(TokenCommand),
    /// Endpoints that are told what happens
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Writes the description of the API, for what makes clients of it
    #[command(hide = true)]
    Openapi,
    /// Erases a contact for good, wherever it stands: its values, notes, activity and the values in its log
    Erase {
        contact: uuid::Uuid,
    },
}

#[derive(Args, Default)]
pub struct Serve {
    /// Fill an empty database with example contacts, accounts and enquiries, print the login, and show the side panel in another
    /// product, on the next port
    #[arg(long)]
    pub demo: bool,
    /// The same, and new enquiries keep arriving
    #[arg(long)]
    pub demo_live: bool,
}

impl Serve {
    /// Whether there are example contacts, accounts and enquiries.
    pub fn has_demo(&self) -> bool {
        self.demo || self.demo_live
    }
}
