//! `external-contacts erase`: the files of imports that held the person are gone too when it says so.
use app::{
    model::{
        Asker, bin,
        imports::{self, Files},
    },
    who::Action,
};
use contact::ContactId;

use crate::config::Settings;

/// Runs the command.
pub async fn run(operator: &Asker, settings: &Settings, contact: ContactId) -> anyhow::Result<()> {
    bin::erase(operator, contact).await?;
    let database = operator.read(Action::EraseContacts)?;
    imports::forget_erased(database, &Files::new(settings.data_dir.join("imports"))).await?;
    println!("erased {contact}");
    Ok(())
}
