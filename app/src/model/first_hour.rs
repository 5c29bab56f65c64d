//! The first steps of an empty installation. Whether one is done is read off what there is; what is remembered is only what
//! Administrators have put off, for the whole installation.
use super::Asker;
use crate::{
    error::Error,
    who::Action,
    wire::first_hour::{FirstHour, FirstStep, StepStanding},
};

/// The word under which all steps are put off.
const ALL: &str = "all";

/// How the first hour stands for whoever asks: the time zone is their own.
pub async fn get(asker: &Asker) -> Result<FirstHour, Error> {
    let database = asker.read(Action::ManageSettings)?;
    let row = sqlx::query!(
        r#"select exists (select from staff where id = $1 and time_zone <> 'UTC') as "you!",
               exists (select from contact where deleted_at is null) as "contacts!",
               exists (select from import) as "imports!",
               array(select name from first_step) as "left!""#,
        asker.who.id()
    )
    .fetch_one(&database.pool)
    .await?;
    let is_embedded = !asker.shared.installation.now().embed_origins.is_empty();
    let is_left = |name: &str| row.left.iter().any(|left| left == name);
    let steps = FirstStep::ALL.iter().map(|&step| StepStanding {
        step,
        done: match step {
            FirstStep::You => row.you,
            FirstStep::Contacts => row.contacts,
            FirstStep::Panel => is_embedded,
        },
        left: is_left(step.as_str()),
    });
    Ok(FirstHour {
        steps: steps.collect(),
        dismissed: is_left(ALL),
        empty: !row.contacts && !row.imports,
    })
}

/// Puts a step off, or all of them where none is named. That it was put off before changes nothing.
pub async fn leave(asker: &Asker, step: Option<FirstStep>) -> Result<(), Error> {
    let name = step.map_or(ALL, FirstStep::as_str);
    asker
        .write(Action::ManageSettings, async |transaction| {
            sqlx::query!(
                "insert into first_step (name, left_by) values ($1, $2) on conflict do nothing",
                name,
                asker.who.staff_id()
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
        .await
}

/// Takes a step up again that was put off, or all of them.
pub async fn resume(asker: &Asker, step: Option<FirstStep>) -> Result<(), Error> {
    let name = step.map_or(ALL, FirstStep::as_str);
    asker
        .write(Action::ManageSettings, async |transaction| {
            sqlx::query!("delete from first_step where name = $1", name)
                .execute(transaction)
                .await?;
            Ok(())
        })
        .await
}
