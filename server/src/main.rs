//! `external-contacts`: the command line.
use std::process::ExitCode;

use app::{model::Asker, who::Who};
use clap::Parser;
use contact::ContactId;
use server::{
    command::{
        CommandLine, ProgramCommand, accounts, check, erase, export, import, serve, unpack,
        webhooks,
    },
    config::Settings,
    database::OpenedDatabase,
    logging,
};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let CommandLine { settings, command } = CommandLine::parse();
    match run(
        settings,
        command.unwrap_or(ProgramCommand::Serve(Default::default())),
    ) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(settings: Settings, command: ProgramCommand) -> anyhow::Result<ExitCode> {
    // Judging a file needs neither database nor network, so none is started.
    if let ProgramCommand::Check(check) = command {
        return Ok(ExitCode::from(check::run(&check)));
    }
    if let ProgramCommand::Unpack(budget) = command {
        return unpack::run(&budget).map(ExitCode::from);
    }
    if let ProgramCommand::Openapi = command {
        let (.., document) = server::rest::described();
        println!("{document:#}");
        return Ok(ExitCode::SUCCESS);
    }
    let filter = EnvFilter::try_new(&settings.log)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        // Colours are for terminals, and a log may be read by anything.
        .with_ansi(false)
        .with_writer(|| logging::Escaped(std::io::stderr()))
        .init();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build()?
        .block_on(with_database(settings, command))
        .map(ExitCode::from)
}

/// Pages are rendered by recursion: where nothing is optimised, as under `make dev`, the page of a contact needs more than
/// the usual 2 MiB. What is not used costs no memory.
const STACK: usize = 8 * 1024 * 1024;

/// Answers the exit code.
async fn with_database(settings: Settings, command: ProgramCommand) -> anyhow::Result<u8> {
    if let ProgramCommand::Serve(options) = command {
        return serve::run(settings, options).await.map(|()| 0);
    }
    let opened = OpenedDatabase::open(&settings).await?;
    let operator = Asker::here(opened.database.clone(), Who::Operator);
    let done = match command {
        ProgramCommand::Serve(_)
        | ProgramCommand::Check(_)
        | ProgramCommand::Unpack(_)
        | ProgramCommand::Openapi => Ok(0),
        ProgramCommand::Import(asked) => import::run(&operator, &settings, asked).await,
        ProgramCommand::Export { file } => export::to_file(&operator, file.as_deref())
            .await
            .map(|()| 0),
        ProgramCommand::Staff(command) => accounts::staff(&operator, command).await.map(|()| 0),
        ProgramCommand::Token(command) => accounts::token(&operator, command).await.map(|()| 0),
        ProgramCommand::Webhook(command) => webhooks::run(&operator, &settings, command)
            .await
            .map(|()| 0),
        ProgramCommand::Erase { contact } => erase::run(&operator, &settings, ContactId(contact))
            .await
            .map(|()| 0),
    };
    opened.close().await.and(done)
}
