//! `external-contacts import`: the same import as the page's, from a file on this machine. Killed half-way, it is
//! finished by the next server on the same data directory.

use std::{io::Read, path::PathBuf, time::Duration};

use anyhow::Context;
use app::{
    error::Error,
    model::{
        Asker,
        imports::{self, Files, Start},
        installation::effective::InstallationSettings,
    },
    who::Action,
    wire::imports::{FileReading, Import, ImportId, ImportOptions, ImportStatus, Source},
};
use clap::Args;
use tokio::sync::{mpsc, watch};

use super::choices::FileChoices;
use crate::config::Settings;

/// Imports a CSV or XLSX file. The last line is its ledger as JSON. Exit code: 0 all imported, 1 some records failed, 2
/// the file as a whole is refused.
#[derive(Args, Clone, Debug)]
pub struct ImportFile {
    /// The file, such as contacts.csv
    pub file: PathBuf,
    #[command(flatten)]
    pub choices: FileChoices,
}

/// Runs the command and answers its exit code.
pub async fn run(operator: &Asker, settings: &Settings, asked: ImportFile) -> anyhow::Result<u8> {
    let file =
        std::fs::File::open(&asked.file).with_context(|| asked.file.display().to_string())?;
    let operator = &within_limits(operator, settings).await?;
    let files = Files::new(settings.data_dir.join("imports"));
    let rules = imports::rules(operator).await?;
    let recipe = match asked.choices.recipe().understood(&rules) {
        Ok(recipe) => recipe,
        Err(refusal) => {
            eprintln!("--recipe: {refusal}");
            return Ok(2);
        }
    };
    let start = Start {
        source: Source::Command,
        options: ImportOptions {
            country_code: recipe.file.country_code,
            duplicates: recipe.duplicates,
            matching: recipe.matching,
            classes: recipe.classes,
            encoding: recipe.file.encoding,
            delimiter: recipe.file.delimiter,
        },
        file_name: asked.file.display().to_string(),
        key: None,
        request: None,
        browser_failed: 0,
        browser_skipped: 0,
        reading: FileReading::default(),
        choices: recipe.records.runs(),
        recipe: (!recipe.reads_as_it_is()).then_some(recipe.file),
    };
    let (id, _) = imports::begin(operator, start).await?;
    let (send, bytes) = mpsc::channel(4);
    let reader = tokio::task::spawn_blocking(move || hand_on(file, &send));
    imports::receive(operator, &files, id, bytes).await?;
    reader
        .await?
        .with_context(|| asked.file.display().to_string())?;
    let import = finish(operator, &files, id).await?;
    println!("{}", serde_json::to_string(&import)?);
    Ok(match import.status {
        ImportStatus::Refused | ImportStatus::Cancelled => 2,
        _ if import.ledger.failed > 0 => 1,
        _ => 0,
    })
}

/// The same operator, who knows what is set for the installation: a file may hold no more than one of the page.
async fn within_limits(operator: &Asker, settings: &Settings) -> Result<Asker, Error> {
    let installation = InstallationSettings::of(settings.given());
    let database = operator.read(Action::ManageSettings)?;
    let mut operator = operator.clone();
    installation
        .look(database, &operator.shared.sealing)
        .await?;
    operator.shared.installation = installation;
    Ok(operator)
}

/// Reads the file into the channel; whoever judges it may stop listening.
fn hand_on(mut file: impl Read, to: &mpsc::Sender<Option<bytes::Bytes>>) -> std::io::Result<()> {
    loop {
        let mut block = vec![0; 128 * 1024];
        let length = file.read(&mut block)?;
        block.truncate(length);
        let next = (length > 0).then(|| block.into());
        if to.blocking_send(next).is_err() || length == 0 {
            return Ok(());
        }
    }
}

/// Works until the import is over, or watches a server that was quicker to take it.
async fn finish(operator: &Asker, files: &Files, id: ImportId) -> anyhow::Result<Import> {
    let (_go_on, stop) = watch::channel(false);
    loop {
        if let Some(claim) = imports::claim_own(operator.read(Action::ImportContacts)?, id).await? {
            imports::work(
                operator.read(Action::ImportContacts)?,
                files,
                claim,
                stop.clone(),
            )
            .await?;
        }
        let import = imports::get(operator, id).await?;
        if import.status.is_over() {
            return Ok(import);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}
