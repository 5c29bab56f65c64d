//! The people who work here, as their colleagues look for them.
use uuid::Uuid;

use super::StaffRow;
use crate::{
    error::Error,
    model::Asker,
    who::Action,
    wire::{staff::Staff, workspace::Colleagues},
};

/// How many stand on a page of the workspace.
pub const PAGE: u16 = 50;

/// Lists those who have not left by name: those in whom all words of the search are found, after the one that the page
/// before ended with.
pub async fn list(
    asker: &Asker,
    search: &str,
    after: Option<Uuid>,
    limit: Option<u16>,
) -> Result<Colleagues, Error> {
    let database = asker.read(Action::ReadStaff)?;
    let limit = limit.unwrap_or(PAGE);
    let words: Vec<String> = search.split_whitespace().map(str::to_owned).collect();
    let rows = sqlx::query_as!(
        StaffRow,
        "select id, name, email, role, department, extension, phone, job_title, time_zone, availability, active
         from staff
         where active
           and ($2::uuid is null or (lower(name), id) > (select lower(name), id from staff where id = $2))
           and not exists (
             select from unnest($1::text[]) as word
             where strpos(lower(concat_ws(' ', name, email, role, department, job_title, extension, phone)), lower(word)) = 0)
         order by lower(name), id limit $3",
        &words,
        after,
        i64::from(limit) + 1
    );
    let mut rows = rows.fetch_all(&database.pool).await?;
    let more = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let next_cursor = rows.last().filter(|_| more).map(|row| row.id);
    let items: Result<_, Error> = rows.into_iter().map(Staff::try_from).collect();
    Ok(Colleagues {
        items: items?,
        next_cursor,
    })
}
