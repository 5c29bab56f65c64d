//! The database that `external-contacts check` compares a file with: only ever the one that is named, and nothing is written
//! there.

use app::{
    error::Error,
    model::{
        Asker, Database,
        imports::{ForeseenImport, ImportForeseer},
    },
    who::Who,
    wire::recipes::ImportRecipe,
};
use contact::check::verdict::Verdict;
use tokio::runtime::Runtime;

/// An open database, and the records that are compared with it.
pub struct Against {
    runtime: Runtime,
    foreseer: ImportForeseer,
}

impl Against {
    /// Opens the database at this address.
    pub fn open(url: &str, recipe: &ImportRecipe) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::broken)?;
        // The pools of connections live in it.
        let inside = runtime.enter();
        let database = Database::at(url).map_err(|_| {
            Error::Refused(format!(
                "\"{url}\" is not an address such as postgres://user@host/name."
            ))
        })?;
        drop(inside);
        let operator = Asker::here(database, Who::Operator);
        Ok(Self {
            foreseer: ImportForeseer::new(&operator, recipe),
            runtime,
        })
    }

    /// Takes a record.
    pub fn take(&mut self, verdict: &Verdict) -> Result<(), Error> {
        match self.foreseer.take(verdict) {
            true => self.runtime.block_on(self.foreseer.look()),
            false => Ok(()),
        }
    }

    /// What was found in all.
    pub fn end(self) -> Result<ForeseenImport, Error> {
        self.runtime.block_on(self.foreseer.end())
    }
}

/// What an import would do, for people.
pub fn sentence(foreseen: ForeseenImport) -> String {
    let ForeseenImport {
        created,
        updated,
        unchanged,
        skipped,
        conflicts,
        existing,
        twice,
    } = foreseen;
    format!(
        "{existing} exist already, {twice} are twice in the file. An import would create {created}, update {updated}, leave \
         {unchanged} unchanged, skip {skipped} and fail with {conflicts} that match more than one contact"
    )
}
