//! Saved views: everybody keeps their own; a shared one is seen by all, and changed by its owner and Administrators. A
//! private one exists for its owner alone: to others, Administrators too, there is no such thing. What a program keeps is
//! for everybody, and any program that may write contacts changes it.
use contact::{
    free_text::view_name,
    label::fold,
    query::{Query, columns::Columns},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::Asker,
    who::{Action, Who},
    wire::views::{View, ViewDraft},
};

/// The most views of one person.
const MOST: i64 = 50;
/// The most views of others that a list shows.
const MOST_SHARED: i64 = 200;
/// The longest address of a query; what a person can type into the filters stays far below it.
const LONGEST_QUERY: usize = 8_000;

/// Lists one's own views, then those that others share, each by name.
pub async fn list(asker: &Asker) -> Result<Vec<View>, Error> {
    let database = asker.read(Action::ReadContacts)?;
    let rows = sqlx::query_as!(
        ViewRow,
        r#"select view.id, view.name, query, columns, shared, staff_id, coalesce(staff.name, view.actor) as "owner!",
               exists (select from saved_view_pin as pin where pin.view_id = view.id and pin.staff_id = $1) as "pinned!"
           from saved_view as view left join staff on staff.id = staff_id
           where staff_id = $1 or shared order by (staff_id = $1) is not true, view.folded limit $2"#,
        asker.who.id(),
        MOST + MOST_SHARED
    );
    let rows = rows.fetch_all(&database.pool).await?;
    Ok(rows.into_iter().map(|row| row.view(&asker.who)).collect())
}

/// Shows a view.
pub async fn get(asker: &Asker, id: Uuid) -> Result<View, Error> {
    let database = asker.read(Action::ReadContacts)?;
    find(&mut *database.pool.acquire().await?, &asker.who, id).await
}

/// Keeps a view.
pub async fn create(asker: &Asker, draft: ViewDraft) -> Result<View, Error> {
    asker
        .write(keeping(&asker.who), async |transaction| {
            let owner = asker.who.staff_id();
            let draft = checked(draft)?;
            has_room(transaction, owner).await?;
            let id = Uuid::now_v7();
            let actor = owner.map_or(asker.who.name(), |_| "");
            let written = sqlx::query!(
                "insert into saved_view (id, staff_id, actor, name, folded, query, columns, shared)
                     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
                id,
                owner,
                actor,
                draft.name,
                fold(&draft.name),
                draft.query.address(),
                draft.columns.as_ref().map(ToString::to_string),
                draft.shared || owner.is_none()
            );
            if written.execute(&mut *transaction).await?.rows_affected() == 0 {
                return Err(taken(&draft.name));
            }
            if let Some(owner) = owner {
                set_pin(transaction, owner, id, draft.pinned).await?;
            }
            find(transaction, &asker.who, id).await
        })
        .await
}

/// What keeping a view is to role and scope: a person sorts what they see, a program writes for everybody.
fn keeping(who: &Who) -> Action {
    match who {
        Who::Token { .. } => Action::WriteContacts,
        Who::Staff { .. } | Who::Operator => Action::ReadContacts,
    }
}

/// Refuses one view more than somebody may have; all programs together have as many as one person.
async fn has_room(transaction: &mut PgConnection, owner: Option<Uuid>) -> Result<(), Error> {
    // One at a time for each person, so that two windows cannot go past the limit together.
    match owner {
        Some(owner) => {
            sqlx::query!("select from staff where id = $1 for update", owner)
                .fetch_one(&mut *transaction)
                .await?;
        }
        None => {
            sqlx::query!("lock table saved_view in share row exclusive mode")
                .execute(&mut *transaction)
                .await?;
        }
    }
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from saved_view where staff_id is not distinct from $1"#,
        owner
    );
    match count.fetch_one(transaction).await? >= MOST {
        true => Err(Error::Conflict(format!(
            "You have {MOST} saved views already. Delete one that you no longer use."
        ))),
        false => Ok(()),
    }
}

/// Changes a view.
pub async fn update(asker: &Asker, id: Uuid, draft: ViewDraft) -> Result<View, Error> {
    change(asker, id, |_| Ok(draft)).await
}

/// Changes a view to what is made of it as it is.
pub async fn change(
    asker: &Asker,
    id: Uuid,
    make: impl FnOnce(View) -> Result<ViewDraft, Error>,
) -> Result<View, Error> {
    asker
        .write(keeping(&asker.who), async |transaction| {
            let view = changeable(transaction, &asker.who, id).await?;
            let draft = checked(make(view)?)?;
            let written = sqlx::query!(
                "update saved_view set name = $2, folded = $3, query = $4, columns = $5,
                         shared = $6 or staff_id is null where id = $1",
                id,
                draft.name,
                fold(&draft.name),
                draft.query.address(),
                draft.columns.as_ref().map(ToString::to_string),
                draft.shared
            );
            match written.execute(&mut *transaction).await {
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                    return Err(taken(&draft.name));
                }
                written => {
                    written?;
                }
            }
            if let Some(staff) = asker.who.staff_id() {
                set_pin(transaction, staff, id, draft.pinned).await?;
            }
            find(transaction, &asker.who, id).await
        })
        .await
}

/// Keeps a view in sight for whoever asks, or no longer.
pub async fn pin(asker: &Asker, id: Uuid, pinned: bool) -> Result<(), Error> {
    asker
        .write(Action::ReadContacts, async |transaction| {
            find(transaction, &asker.who, id).await?;
            let staff = asker.who.staff_id().ok_or(Error::Forbidden)?;
            set_pin(transaction, staff, id, pinned).await
        })
        .await
}

/// Deletes a view; the contacts in it stay as they are.
pub async fn delete(asker: &Asker, id: Uuid) -> Result<(), Error> {
    asker
        .write(keeping(&asker.who), async |transaction| {
            changeable(transaction, &asker.who, id).await?;
            sqlx::query!("delete from saved_view where id = $1", id)
                .execute(transaction)
                .await?;
            Ok(())
        })
        .await
}

struct ViewRow {
    id: Uuid,
    name: String,
    query: String,
    columns: Option<String>,
    shared: bool,
    staff_id: Option<Uuid>,
    owner: String,
    pinned: bool,
}

impl ViewRow {
    fn view(self, who: &Who) -> View {
        View {
            id: self.id,
            name: self.name,
            // Written by `address`, so it can be read; a parameter that is no more shows everything.
            query: Query::of_address(&self.query).unwrap_or_default(),
            columns: self.columns.and_then(|columns| columns.parse().ok()),
            shared: self.shared,
            pinned: self.pinned,
            owner: self.owner,
            may_change: who.may_change_of(self.staff_id),
        }
    }
}

/// A view that who asks may see.
async fn find(transaction: &mut PgConnection, who: &Who, id: Uuid) -> Result<View, Error> {
    let row = sqlx::query_as!(
        ViewRow,
        r#"select view.id, view.name, query, columns, shared, staff_id, coalesce(staff.name, view.actor) as "owner!",
               exists (select from saved_view_pin as pin where pin.view_id = view.id and pin.staff_id = $2) as "pinned!"
           from saved_view as view left join staff on staff.id = staff_id
           where view.id = $1 and (shared or staff_id = $2)"#,
        id,
        who.id()
    );
    let row = row.fetch_optional(transaction).await?;
    Ok(row.ok_or(Error::NotFound)?.view(who))
}

/// A view that who asks may change.
async fn changeable(transaction: &mut PgConnection, who: &Who, id: Uuid) -> Result<View, Error> {
    let view = find(transaction, who, id).await?;
    match view.may_change {
        true => Ok(view),
        false => Err(Error::Forbidden),
    }
}

async fn set_pin(
    transaction: &mut PgConnection,
    staff: Uuid,
    view: Uuid,
    pinned: bool,
) -> Result<(), Error> {
    if pinned {
        sqlx::query!(
            "insert into saved_view_pin (staff_id, view_id) values ($1, $2) on conflict do nothing",
            staff,
            view
        )
        .execute(transaction)
        .await?;
    } else {
        sqlx::query!(
            "delete from saved_view_pin where staff_id = $1 and view_id = $2",
            staff,
            view
        )
        .execute(transaction)
        .await?;
    }
    Ok(())
}

/// The draft in its stored form: from the first page on, and only with what the list itself can read again.
fn checked(draft: ViewDraft) -> Result<ViewDraft, Error> {
    let name = view_name(&draft.name).map_err(|problems| Error::in_field("name", &problems))?;
    let query = Query {
        cursor: None,
        ..draft.query
    };
    let address = query.address();
    if address.len() > LONGEST_QUERY {
        return Err(Error::Refused(
            "The search and filters of this view are too long to keep. Leave some out.".to_owned(),
        ));
    }
    let query = Query::of_address(&address).map_err(Error::Refused)?;
    Ok(ViewDraft {
        name,
        query,
        columns: draft.columns.map(readable),
        ..draft
    })
}

/// Columns as they will be read again.
fn readable(columns: Columns) -> Columns {
    columns.to_string().parse().unwrap_or_default()
}

fn taken(name: &str) -> Error {
    Error::Conflict(format!("There is already a view called \"{name}\"."))
}
