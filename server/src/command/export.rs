//! `external-contacts export`: Contact.csv of everybody, the same bytes as the page's.
use std::{io::Write, path::Path};

use anyhow::Context;
use app::model::{Asker, exports};
use contact::query::{Query, selection::Selection};

/// Writes Contact.csv of all contacts to a file, or to standard output, and says how many they were.
pub async fn to_file(operator: &Asker, path: Option<&Path>) -> anyhow::Result<()> {
    let mut to: Box<dyn Write + Send> = match path {
        Some(path) => Box::new(
            std::fs::File::create(path)
                .with_context(|| format!("{} cannot be written", path.display()))?,
        ),
        None => Box::new(std::io::stdout()),
    };
    let everything = Selection::all(Query::default());
    let mut download = exports::contacts(operator, &everything).await?;
    let mut contacts = 0;
    while let Some(chunk) = download.chunks.recv().await {
        let chunk = chunk?;
        contacts += chunk.contacts;
        to.write_all(&chunk.bytes)?;
    }
    to.flush()?;
    eprintln!("{contacts} contacts");
    Ok(())
}
