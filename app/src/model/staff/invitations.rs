//! Letting a colleague in by a link that is handed over in whatever way there is: whoever has it sets the password of the
//! account, once, within seven days. The same link sets another password where one was forgotten.
use sqlx::PgConnection;
use uuid::Uuid;

use super::{administrators, check, insert, judged, links, update};
use crate::{
    error::{Error, FieldProblem},
    model::{
        Asker,
        security_log::{self, DoneBy, SecurityEvent, Subject},
        sessions,
    },
    who::{Action, Role},
    wire::{
        roster::{AccountLink, LinkHolder, LinkPurpose},
        staff::{Staff, StaffChange, StaffDraft},
    },
};

/// Adds a member of staff, and makes the link by which they come in.
pub async fn invite(asker: &Asker, draft: StaffDraft) -> Result<AccountLink, Error> {
    check::zone(Some(&draft.time_zone))?;
    let problems = check::check(&draft);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let staff = Staff {
        id: Uuid::now_v7(),
        active: true,
        draft,
    };
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            let staff = insert(transaction, &by, staff, None).await?;
            let account = LockedAccount {
                id: staff.id,
                email: staff.draft.email,
                active: true,
                has_password: false,
            };
            account
                .link(transaction, &by, LinkPurpose::Invitation)
                .await
        })
        .await
}

/// Makes another link for somebody who has not come in yet; the one before ends.
pub async fn invite_again(asker: &Asker, id: Uuid) -> Result<AccountLink, Error> {
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            administrators::lock(transaction).await?;
            let account = lock(transaction, id).await?;
            if account.has_password {
                return Err(refused(
                    "has_password",
                    [
                        "This account has a password already. Reset it if it was forgotten.",
                        "此帳戶已有密碼。如忘記密碼，請重設。",
                        "此账号已有密码。如忘记密码，请重置。",
                    ],
                ));
            }
            account
                .link(transaction, &by, LinkPurpose::Invitation)
                .await
        })
        .await
}

/// Takes a password away, with all sessions and the browsers that were known by it, and makes the link to set another.
pub async fn reset(asker: &Asker, id: Uuid) -> Result<AccountLink, Error> {
    if asker.who.staff_id() == Some(id) {
        return Err(refused(
            "own_account",
            [
                "This is your own account. Change its password on your account page.",
                "這是你自己的帳戶。請在你的帳戶頁面更改密碼。",
                "这是你自己的账号。请在你的账号页面更改密码。",
            ],
        ));
    }
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageStaff, async |transaction| {
            let administrators = administrators::lock(transaction).await?;
            let account = lock(transaction, id).await?;
            // Until the link is used, nobody could act.
            if account.has_password && administrators.is_last(id) {
                return Err(administrators::refused());
            }
            sqlx::query!(
                "update staff set password_hash = null, updated_at = now() where id = $1",
                id
            )
            .execute(&mut *transaction)
            .await?;
            sessions::end_all(transaction, id).await?;
            sqlx::query!("delete from known_browser where staff_id = $1", id)
                .execute(&mut *transaction)
                .await?;
            account.link(transaction, &by, LinkPurpose::Reset).await
        })
        .await
}

/// Sets the password of the account that a link belongs to, for whoever has it, and uses the link up. False where it opens
/// nothing any more. Somebody who was invited says what they are called, too; a blank name leaves it.
pub async fn accept(
    holder: &Asker,
    secret: &str,
    known: &LinkHolder,
    name: &str,
    password: String,
) -> Result<bool, Error> {
    let id = holder.who.staff_id().ok_or(Error::Forbidden)?;
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    let name = name.filter(|_| known.purpose == LinkPurpose::Invitation);
    let draft = StaffDraft::new(name.unwrap_or(&known.name), &known.email, Role::Agent);
    let problems = check::check(&draft);
    if name.is_some() && !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let password_hash = judged(&draft, password).await?;
    let change = StaffChange {
        name: name.map(str::to_owned),
        ..StaffChange::default()
    };
    let by = DoneBy::of(holder);
    holder
        .write(Action::ManageOwnAccount, async |transaction| {
            administrators::lock(transaction).await?;
            let account = lock(transaction, id).await?;
            let Some(purpose) = links::spend(transaction, id, secret).await? else {
                return Ok(false);
            };
            update(transaction, &by, id, change, Some(password_hash)).await?;
            let subject = account.subject();
            let (event, detail) = (SecurityEvent::InvitationAccepted, purpose.as_str());
            security_log::record(transaction, &by, event, subject, detail).await?;
            Ok(true)
        })
        .await
}

/// An account whose row is locked.
struct LockedAccount {
    id: Uuid,
    email: String,
    active: bool,
    has_password: bool,
}

async fn lock(transaction: &mut PgConnection, id: Uuid) -> Result<LockedAccount, Error> {
    let account = sqlx::query_as!(
        LockedAccount,
        r#"select id, email, active, password_hash is not null as "has_password!" from staff where id = $1 for update"#,
        id
    );
    Ok(account.fetch_one(transaction).await?)
}

impl LockedAccount {
    fn subject(&self) -> Subject<'_> {
        Subject {
            id: self.id,
            name: &self.email,
        }
    }

    /// Makes its link, unless it is closed.
    async fn link(
        self,
        transaction: &mut PgConnection,
        by: &DoneBy,
        purpose: LinkPurpose,
    ) -> Result<AccountLink, Error> {
        if !self.active {
            return Err(refused(
                "account_closed",
                [
                    "This account is closed. Reopen it first: by Reopen account under Staff, or by PATCH /staff/{id} with {\"active\": true}.",
                    "此帳戶已關閉。請先在職員頁重新開啟，或以 PATCH /staff/{id} 傳送 {\"active\": true}。",
                    "此账号已关闭。请先在员工页重新开启，或以 PATCH /staff/{id} 发送 {\"active\": true}。",
                ],
            ));
        }
        let (secret, expires_at) = links::make(transaction, self.id, purpose).await?;
        let event = match purpose {
            LinkPurpose::Invitation => SecurityEvent::AccountInvited,
            LinkPurpose::Reset => SecurityEvent::PasswordReset,
        };
        security_log::record(transaction, by, event, self.subject(), "").await?;
        Ok(AccountLink {
            id: self.id,
            email: self.email,
            purpose,
            secret,
            expires_at,
        })
    }
}

fn refused(code: &str, sentences: [&str; 3]) -> Error {
    let sentences = sentences.map(str::to_owned);
    Error::Invalid(vec![FieldProblem::said(code, "", sentences)])
}
