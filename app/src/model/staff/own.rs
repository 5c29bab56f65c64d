//! One's own account, as far as it is one's own to change: name, time zone, password. The rest is an Administrator's.
use uuid::Uuid;

use super::{check, judged, read, update};
use crate::{
    error::{Error, FieldProblem},
    model::{
        Asker, password,
        security_log::{self, DoneBy, SecurityEvent, Subject},
        sessions::{
            self,
            key::{Here, Key},
        },
    },
    who::Action,
    wire::{
        account::{OwnAccount, OwnAccountChange},
        staff::{Staff, StaffChange},
    },
};

impl From<Staff> for OwnAccount {
    fn from(staff: Staff) -> Self {
        Self {
            name: staff.draft.name,
            time_zone: staff.draft.time_zone,
            availability: staff.draft.availability,
        }
    }
}

fn own_id(asker: &Asker) -> Result<Uuid, Error> {
    asker.who.staff_id().ok_or(Error::Forbidden)
}

/// One's own account.
pub async fn get(asker: &Asker) -> Result<OwnAccount, Error> {
    let database = asker.read(Action::ManageOwnAccount)?;
    Ok(read(database, own_id(asker)?).await?.into())
}

/// The names of all time zones.
pub fn time_zones(asker: &Asker) -> Result<Vec<String>, Error> {
    asker.read(Action::ManageOwnAccount)?;
    Ok(check::time_zones().map(str::to_owned).collect())
}

/// Changes one's own name and time zone.
pub async fn change(asker: &Asker, change: OwnAccountChange) -> Result<OwnAccount, Error> {
    let id = own_id(asker)?;
    check::zone(change.time_zone.as_deref())?;
    let change = StaffChange {
        name: change.name.map(|name| name.trim().to_owned()),
        time_zone: change.time_zone,
        ..StaffChange::default()
    };
    let by = DoneBy::of(asker);
    let staff = asker
        .write(Action::ManageOwnAccount, async |transaction| {
            update(transaction, &by, id, change, None).await
        })
        .await?;
    Ok(staff.into())
}

/// Changes somebody's own password and ends their sessions everywhere else; tells how many, and the key that alone opens
/// the one that stays: whoever has seen the old one is out.
pub async fn change_password(
    asker: &Asker,
    here: &Here,
    present: String,
    new: String,
) -> Result<(u32, Key), Error> {
    let database = asker.read(Action::ManageOwnAccount)?;
    let id = own_id(asker)?;
    let known = sqlx::query_scalar!(
        "select password_hash from staff where id = $1 and active",
        id
    )
    .fetch_one(&database.pool)
    .await?;
    let same = present == new;
    if !password::is_right(present, known.clone()).await? {
        sessions::wrong(asker, here).await?;
        let message = "Present password: this is not it. Type it again.";
        return Err(Error::Invalid(vec![FieldProblem::new(
            "password_wrong",
            "present",
            message,
        )]));
    }
    if same {
        let message = "New password: this is the one you have. Choose another.";
        return Err(Error::Invalid(vec![FieldProblem::new(
            "password_same",
            "password",
            message,
        )]));
    }
    let staff = read(database, id).await?;
    let hash = judged(&staff.draft, new).await?;
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageOwnAccount, async |transaction| {
            let changed = sqlx::query!(
                "update staff set password_hash = $2, updated_at = now()
                 where id = $1 and active and password_hash = $3",
                id,
                hash,
                known
            );
            // The account may have been closed, or its password reset, while the new one was hashed.
            if changed.execute(&mut *transaction).await?.rows_affected() == 0 {
                return Err(Error::SignedOut);
            }
            let subject = Subject {
                id,
                name: &staff.draft.email,
            };
            security_log::record(
                transaction,
                &by,
                SecurityEvent::PasswordChanged,
                subject,
                "",
            )
            .await?;
            let ended = sessions::all_but(transaction, id, here).await?;
            let key = Key::new();
            sessions::rekey(transaction, id, here, &key).await?;
            Ok((ended, key))
        })
        .await
}
