//! Staff accounts: who may sign in, and what colleagues see of one another.
pub(super) mod administrators;
pub mod availability;
mod check;
pub mod colleagues;
pub mod invitations;
pub mod links;
pub mod own;
mod reported;
pub mod roster;

use sqlx::PgConnection;
use uuid::Uuid;

use check::{check, zone};

use super::{
    Asker, Database, bulk, events, imports, password,
    security_log::{self, DoneBy, SecurityEvent, Subject},
    sessions,
};
use crate::{
    error::Error,
    who::{Action, Permission, Role, Who},
    wire::staff::{Staff, StaffChange, StaffDraft},
};

/// A row of the table `staff`, with its words still as text.
struct StaffRow {
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
}

impl TryFrom<StaffRow> for Staff {
    type Error = Error;

    fn try_from(row: StaffRow) -> Result<Self, Error> {
        let draft = StaffDraft {
            name: row.name,
            email: row.email,
            role: row.role.parse().map_err(Error::broken)?,
            department: row.department,
            extension: row.extension,
            phone: row.phone,
            job_title: row.job_title,
            time_zone: row.time_zone,
            availability: row.availability.parse().unwrap_or_default(),
        };
        Ok(Self {
            id: row.id,
            active: row.active,
            draft,
        })
    }
}

/// The account behind an address, with what its password is checked against. For signing in only.
pub struct Account {
    pub id: Uuid,
    pub password_hash: Option<String>,
}

impl Account {
    /// Whether it is open and has the password that was looked at; not where that cannot be found out.
    pub async fn is_still(&self, database: &Database, email: &str) -> bool {
        let now = account(database, email).await.ok().flatten();
        now.is_some_and(|now| now.id == self.id && now.password_hash == self.password_hash)
    }
}

/// Finds who may sign in with this address.
pub async fn account(database: &Database, email: &str) -> Result<Option<Account>, Error> {
    let account = sqlx::query_as!(
        Account,
        "select id, password_hash from staff where lower(email) = lower($1) and active",
        email.trim(),
    );
    Ok(account.fetch_optional(&database.pool).await?)
}

/// Who a signed-in account is now: role and name may have changed, and it may have been closed, since it signed in.
pub async fn who(database: &Database, id: Uuid) -> Result<Option<Who>, Error> {
    let row = sqlx::query!(
        r#"select name, email, role, array(select permission from withheld where withheld.role = staff.role) as "withheld!"
           from staff where id = $1 and active"#,
        id
    )
    .fetch_optional(&database.pool)
    .await?;
    row.map(|row| member(id, (row.name, row.email), &row.role, &row.withheld))
        .transpose()
}

/// A member of staff as whoever asks, by what is stored of them and withheld from their role.
pub(super) fn member(
    id: Uuid,
    (name, email): (String, String),
    role: &str,
    withheld: &[String],
) -> Result<Who, Error> {
    Ok(Who::Staff {
        id,
        name,
        email,
        role: role.parse().map_err(Error::broken)?,
        withheld: Permission::read(withheld).map_err(Error::broken)?,
    })
}

/// Lists everybody by name, those who left last; at most 1,000.
pub async fn list(asker: &Asker) -> Result<Vec<Staff>, Error> {
    let database = asker.read(Action::ReadStaff)?;
    let rows = sqlx::query_as!(
        StaffRow,
        "select id, name, email, role, department, extension, phone, job_title, time_zone, availability, active
         from staff order by active desc, lower(name), id limit 1000",
    );
    rows.fetch_all(&database.pool)
        .await?
        .into_iter()
        .map(Staff::try_from)
        .collect()
}

/// One member of staff.
pub async fn get(asker: &Asker, id: Uuid) -> Result<Staff, Error> {
    read(asker.read(Action::ReadStaff)?, id).await
}

async fn read(database: &Database, id: Uuid) -> Result<Staff, Error> {
    let row = sqlx::query_as!(
        StaffRow,
        "select id, name, email, role, department, extension, phone, job_title, time_zone, availability, active
         from staff where id = $1",
        id,
    );
    row.fetch_one(&database.pool).await?.try_into()
}

/// Adds a member of staff, who can sign in if a password is given.
pub async fn add(
    asker: &Asker,
    draft: StaffDraft,
    password: Option<String>,
) -> Result<Staff, Error> {
    zone(Some(&draft.time_zone))?;
    let mut problems = check(&draft);
    if let Some(password) = &password {
        problems.extend(password::judge(password, &[&draft.name, &draft.email]).await?);
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let password_hash = match password {
        Some(password) => Some(password::hash(password).await?),
        None => None,
    };
    let staff = Staff {
        id: Uuid::now_v7(),
        active: true,
        draft,
    };
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            insert(transaction, &by, staff, password_hash).await
        })
        .await
}

/// Changes what is known of somebody and whether they may still sign in. Closing an account, or changing its role or
/// password, ends its sessions at once.
pub async fn change(asker: &Asker, id: Uuid, mut change: StaffChange) -> Result<Staff, Error> {
    zone(change.time_zone.as_deref())?;
    let password = change.password.take();
    let password_hash = match password {
        Some(password) => {
            let staff = get(asker, id).await?;
            Some(judged(&staff.draft, password).await?)
        }
        None => None,
    };
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            update(transaction, &by, id, change, password_hash).await
        })
        .await
}

/// Whether nobody can sign in yet.
pub async fn is_empty(database: &Database) -> Result<bool, Error> {
    let any = sqlx::query_scalar!(r#"select exists (select from staff) as "any!""#)
        .fetch_one(&database.pool)
        .await?;
    Ok(!any)
}

/// Creates the first Administrator, unless there are staff already: two servers that start at once make one.
pub async fn add_first(
    asker: &Asker,
    draft: StaffDraft,
    password: String,
) -> Result<Option<Staff>, Error> {
    let mut problems = check(&draft);
    problems.extend(password::judge(&password, &[&draft.name, &draft.email]).await?);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let password_hash = password::hash(password).await?;
    let staff = Staff {
        id: Uuid::now_v7(),
        active: true,
        draft: StaffDraft {
            role: Role::Administrator,
            ..draft
        },
    };
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            insert_first(transaction, &by, staff, password_hash).await
        })
        .await
}

/// The hash of a new password of somebody, if it will do.
async fn judged(staff: &StaffDraft, password: String) -> Result<String, Error> {
    match password::judge(&password, &[&staff.name, &staff.email]).await? {
        Some(problem) => Err(Error::Invalid(vec![problem])),
        None => password::hash(password).await,
    }
}

async fn insert_first(
    transaction: &mut PgConnection,
    by: &DoneBy,
    staff: Staff,
    password_hash: String,
) -> Result<Option<Staff>, Error> {
    sqlx::query!("lock table staff in share row exclusive mode")
        .execute(&mut *transaction)
        .await?;
    let any = sqlx::query_scalar!(r#"select exists (select from staff) as "any!""#)
        .fetch_one(&mut *transaction)
        .await?;
    if any {
        return Ok(None);
    }
    insert(transaction, by, staff, Some(password_hash))
        .await
        .map(Some)
}

pub(super) async fn insert(
    transaction: &mut PgConnection,
    by: &DoneBy,
    staff: Staff,
    password_hash: Option<String>,
) -> Result<Staff, Error> {
    write(transaction, &staff, password_hash.as_deref()).await?;
    let draft = &staff.draft;
    let subject = Subject {
        id: staff.id,
        name: draft.email.trim(),
    };
    let detail = draft.role.as_str();
    security_log::record(
        transaction,
        by,
        SecurityEvent::AccountAdded,
        subject,
        detail,
    )
    .await?;
    Ok(staff)
}

pub(super) async fn update(
    transaction: &mut PgConnection,
    by: &DoneBy,
    id: Uuid,
    change: StaffChange,
    password_hash: Option<String>,
) -> Result<Staff, Error> {
    let administrators = administrators::lock(transaction).await?;
    let before: Staff = sqlx::query_as!(
        StaffRow,
        "select id, name, email, role, department, extension, phone, job_title, time_zone, availability, active
         from staff where id = $1 for update",
        id,
    )
    .fetch_one(&mut *transaction)
    .await?
    .try_into()?;
    let staff = change.apply(before.clone());
    let draft = &staff.draft;
    let problems = check(draft);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if administrators.is_last(id) && (!staff.active || draft.role != Role::Administrator) {
        return Err(administrators::refused());
    }
    write(transaction, &staff, password_hash.as_deref()).await?;
    if !staff.active || before.draft.role != draft.role || password_hash.is_some() {
        sessions::end_all(transaction, staff.id).await?;
    }
    if !staff.active || password_hash.is_some() {
        sqlx::query!("delete from known_browser where staff_id = $1", staff.id)
            .execute(&mut *transaction)
            .await?;
    }
    if !staff.active {
        imports::park_of(transaction, staff.id).await?;
        bulk::stop_of(transaction, staff.id).await?;
    }
    let [old, new] = [&before, &staff].map(|staff| staff.draft.email.to_lowercase());
    // A link that went to the wrong address opens nothing once that is put right.
    if !staff.active || password_hash.is_some() || old != new {
        links::end(transaction, staff.id).await?;
    }
    if old != new {
        reported::rename(transaction, &old, &new).await?;
    }
    reported::outdate(transaction, &before, &staff).await?;
    events::record_account(transaction, &before, &staff).await?;
    tell(transaction, by, &before, &staff, password_hash.is_some()).await?;
    Ok(staff)
}

/// Writes a new account, or what has become of one: without a password, the one that it has stays.
async fn write(
    transaction: &mut PgConnection,
    staff: &Staff,
    password_hash: Option<&str>,
) -> Result<(), Error> {
    let draft = &staff.draft;
    sqlx::query!(
        "insert into staff (id, name, email, role, password_hash, department, extension, phone, job_title, time_zone,
                            availability, active)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (id) do update
         set name = excluded.name, email = excluded.email, role = excluded.role,
             password_hash = coalesce(excluded.password_hash, staff.password_hash), department = excluded.department,
             extension = excluded.extension, phone = excluded.phone, job_title = excluded.job_title,
             time_zone = excluded.time_zone, availability = excluded.availability, active = excluded.active,
             updated_at = now()",
        staff.id,
        draft.name.trim(),
        draft.email.trim(),
        draft.role.as_str(),
        password_hash,
        draft.department,
        draft.extension,
        draft.phone,
        draft.job_title,
        draft.time_zone,
        draft.availability.as_str(),
        staff.active,
    )
    .execute(transaction)
    .await
    .map_err(|error| taken(error, &draft.email))?;
    Ok(())
}

/// Writes down what changed of an account; how available somebody is does not count.
async fn tell(
    transaction: &mut PgConnection,
    by: &DoneBy,
    before: &Staff,
    after: &Staff,
    password: bool,
) -> Result<(), Error> {
    let subject = Subject {
        id: after.id,
        name: after.draft.email.trim(),
    };
    let (old, new) = (&before.draft, &after.draft);
    let fields = [
        ("name", old.name != new.name),
        ("email", old.email != new.email),
        ("department", old.department != new.department),
        ("extension", old.extension != new.extension),
        ("phone", old.phone != new.phone),
        ("job_title", old.job_title != new.job_title),
        ("time_zone", old.time_zone != new.time_zone),
    ];
    let fields: Vec<&str> = fields
        .into_iter()
        .filter_map(|(field, changed)| changed.then_some(field))
        .collect();
    let role = format!("{} → {}", old.role.as_str(), new.role.as_str());
    let told = [
        (
            SecurityEvent::AccountChanged,
            !fields.is_empty(),
            fields.join(", "),
        ),
        (SecurityEvent::RoleChanged, old.role != new.role, role),
        (SecurityEvent::PasswordChanged, password, String::new()),
        (
            SecurityEvent::AccountClosed,
            before.active && !after.active,
            String::new(),
        ),
        (
            SecurityEvent::AccountReopened,
            !before.active && after.active,
            String::new(),
        ),
    ];
    for (event, _, detail) in told.iter().filter(|(_, happened, _)| *happened) {
        security_log::record(transaction, by, *event, subject, detail).await?;
    }
    Ok(())
}

fn taken(error: sqlx::Error, email: &str) -> Error {
    match error
        .as_database_error()
        .and_then(|database| database.constraint())
    {
        Some("staff_email") => Error::Conflict(format!(
            "Email: {email} belongs to another member of staff."
        )),
        _ => error.into(),
    }
}
