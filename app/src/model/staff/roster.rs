//! Staff as Administrators see them: with what has become of each account, and where its holder was last.
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::StaffRow;
use crate::{
    error::Error,
    model::{Asker, Database},
    who::Action,
    wire::{
        roster::{AccountState, DestinationName, OpenLink, StaffEntries, StaffEntry, StaffSearch},
        staff::Staff,
    },
};

/// How many stand on a page, if nobody says, and at most.
const USUAL: u16 = 100;
const MOST: u16 = 500;

/// A row of `staff`, and what belongs to it.
struct EntryRow {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    department: String,
    extension: String,
    phone: String,
    job_title: String,
    time_zone: String,
    availability: String,
    active: bool,
    seen_at: Option<DateTime<Utc>>,
    has_password: bool,
    sessions: i64,
    link_purpose: Option<String>,
    link_expires_at: Option<DateTime<Utc>>,
    destinations: Json<Vec<DestinationName>>,
    last_administrator: bool,
}

impl TryFrom<EntryRow> for StaffEntry {
    type Error = Error;

    fn try_from(row: EntryRow) -> Result<Self, Error> {
        let state = match (row.active, row.has_password) {
            (false, _) => AccountState::Closed,
            (true, false) => AccountState::Invited,
            (true, true) => AccountState::Active,
        };
        let link = row.link_purpose.zip(row.link_expires_at);
        let link = link.map(|(purpose, expires_at)| {
            let purpose = purpose.parse().map_err(Error::broken)?;
            Ok::<_, Error>(OpenLink {
                purpose,
                expires_at,
            })
        });
        let staff = Staff::try_from(StaffRow {
            id: row.id,
            name: row.name,
            email: row.email,
            role: row.role,
            department: row.department,
            extension: row.extension,
            phone: row.phone,
            job_title: row.job_title,
            time_zone: row.time_zone,
            availability: row.availability,
            active: row.active,
        })?;
        Ok(Self {
            staff,
            state,
            seen_at: row.seen_at,
            link: link.transpose()?,
            sessions: u32::try_from(row.sessions).unwrap_or(u32::MAX),
            destinations: row.destinations.0,
            last_administrator: row.last_administrator,
        })
    }
}

/// Lists those in whom all words of the search are found, by name, those who left last.
pub async fn find(asker: &Asker, search: StaffSearch) -> Result<StaffEntries, Error> {
    let database = asker.read(Action::ManageStaff)?;
    let most = search.limit.unwrap_or(USUAL).clamp(1, MOST);
    let total = count(database, &search).await?;
    let mut items = read(database, None, &search, i64::from(most) + 1).await?;
    let more = items.len() > usize::from(most);
    items.truncate(most.into());
    let next_cursor = items.last().filter(|_| more).map(|entry| entry.staff.id);
    Ok(StaffEntries {
        items,
        total,
        next_cursor,
    })
}

/// One member of staff.
pub async fn entry(asker: &Asker, id: Uuid) -> Result<StaffEntry, Error> {
    let database = asker.read(Action::ManageStaff)?;
    let entries = read(database, Some(id), &StaffSearch::default(), 1).await?;
    entries.into_iter().next().ok_or(Error::NotFound)
}

/// The account of an email address.
pub async fn id_of(asker: &Asker, email: &str) -> Result<Uuid, Error> {
    let database = asker.read(Action::ManageStaff)?;
    let id = sqlx::query_scalar!(
        "select id from staff where lower(email) = lower($1)",
        email.trim()
    );
    Ok(id.fetch_one(&database.pool).await?)
}

fn words(search: &StaffSearch) -> Vec<String> {
    let words = search.search.split_whitespace();
    words.map(str::to_owned).collect()
}

async fn read(
    database: &Database,
    id: Option<Uuid>,
    search: &StaffSearch,
    most: i64,
) -> Result<Vec<StaffEntry>, Error> {
    let words = words(search);
    let rows = sqlx::query_as!(
        EntryRow,
        r#"select staff.id, staff.name, staff.email, role, staff.department, extension, phone, job_title, time_zone,
               availability, active, seen_at, password_hash is not null as "has_password!",
               (select count(*) from session where session.staff_id = staff.id) as "sessions!",
               account_link.purpose as "link_purpose?", account_link.expires_at as "link_expires_at?",
               coalesce((
                 select jsonb_agg(
                   jsonb_build_object('id', destination.id, 'external_id', external_id, 'name', destination.name)
                   order by lower(destination.name), external_id)
                 from destination_staff join destination on destination.id = destination_id
                 where destination_staff.email = lower(staff.email)
               ), '[]') as "destinations!: Json<Vec<DestinationName>>",
               active and role = 'administrator' and not exists (
                 select from staff as other
                 where other.active and other.role = 'administrator' and other.id <> staff.id
                   and (staff.password_hash is null or other.password_hash is not null)
               ) as "last_administrator!"
           from staff
             left join account_link on account_link.staff_id = staff.id and account_link.expires_at > now()
           where ($1::uuid is null or staff.id = $1)
             and ($2::text is null or role = $2)
             and ($3::text is null
               or $3 = case when not active then 'closed' when password_hash is null then 'invited' else 'active' end)
             and not exists (
               select from unnest($4::text[]) as word
               where strpos(lower(concat_ws(' ', staff.name, staff.email, staff.department)), lower(word)) = 0)
             and ($5::uuid is null or (not active, lower(staff.name), staff.id) > (
               select not earlier.active, lower(earlier.name), earlier.id from staff as earlier where earlier.id = $5))
           order by not active, lower(staff.name), staff.id limit $6"#,
        id,
        search.role.map(|role| role.as_str()),
        search.state.map(AccountState::as_str),
        &words,
        search.after,
        most,
    );
    let rows = rows.fetch_all(&database.pool).await?;
    rows.into_iter().map(StaffEntry::try_from).collect()
}

/// How many there are on all pages.
async fn count(database: &Database, search: &StaffSearch) -> Result<u64, Error> {
    let words = words(search);
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from staff
           where ($1::text is null or role = $1)
             and ($2::text is null
               or $2 = case when not active then 'closed' when password_hash is null then 'invited' else 'active' end)
             and not exists (
               select from unnest($3::text[]) as word
               where strpos(lower(concat_ws(' ', name, email, department)), lower(word)) = 0)"#,
        search.role.map(|role| role.as_str()),
        search.state.map(AccountState::as_str),
        &words,
    );
    let count = count.fetch_one(&database.pool).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}
