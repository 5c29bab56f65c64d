//! `external-contacts`: the command line.
use clap::Parser;
use server::config::{Command, CommandLine};

fn main() -> anyhow::Result<()> {
    let line = CommandLine::parse();
    match line.command.unwrap_or(Command::Serve(Default::default())) {
        _ => Ok(()),
    }
}
