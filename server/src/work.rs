//! What is done in the background, a file each: whoever leaves something to be done wakes it (`app::model::work`). A new
//! one is a `Job` in a file of its own and a line here.
pub mod bulk;
pub mod deliveries;
pub mod duplicates;
pub mod folding;
pub mod housekeeping;
pub mod import_files;
pub mod import_undos;
pub mod imports;
pub mod installation;
pub mod runner;
pub mod waiting_calls;

use self::{
    bulk::BulkJob, deliveries::Deliveries, duplicates::DuplicatesJob, folding::Folding,
    housekeeping::Housekeeping, import_files::ImportFiles, import_undos::ImportUndos,
    imports::Imports, installation::SettingsLook, runner::Runner, waiting_calls::WaitingCalls,
};
use crate::state::ServerState;

/// Begins all of it.
pub fn start(state: &ServerState) -> Runner {
    let (database, files) = (&state.database, &state.files);
    let mut runner = Runner::of(database);
    runner.take_on(Imports(database.clone(), files.clone()));
    runner.take_on(ImportFiles(database.clone(), files.clone()));
    runner.take_on(ImportUndos(database.clone()));
    runner.take_on(BulkJob(database.clone()));
    runner.take_on(Deliveries(database.clone(), state.shared.clone()));
    runner.take_on(DuplicatesJob(database.clone()));
    runner.take_on(Folding(database.clone()));
    runner.take_on(WaitingCalls(database.clone()));
    runner.take_on(Housekeeping(state.clone()));
    runner.take_on(SettingsLook(state.clone()));
    runner
}
