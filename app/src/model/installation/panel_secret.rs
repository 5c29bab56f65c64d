//! What tickets for the side panel are signed with: made here, shown once, and renewed without a gap, as the one before is
//! good for a day more.
use chrono::Utc;
use uuid::Uuid;

use super::{changing::look_again, effective::ABOUT};
use crate::{
    error::Error,
    model::{
        Asker,
        security_log::{self, DoneBy, SecurityEvent, Subject},
        work,
    },
    who::Action,
    wire::installation::{Installation, MadePanelSecret},
};

/// Makes a secret and gives it away, this once. Whatever was signed with before is good for a day.
pub async fn renew(asker: &Asker) -> Result<MadePanelSecret, Error> {
    asker.read(Action::ManageSettings)?;
    if asker.shared.installation.given().panel_key.is_some() {
        return Err(Error::Conflict(
            "EMBED_SECRET in the environment of the server says what tickets are signed with. Take it out there before you make a secret here."
                .to_owned(),
        ));
    }
    let secret = random();
    let sealed = asker.shared.sealing.seal(ABOUT, secret.as_bytes())?;
    let (by, name) = (DoneBy::of(asker), asker.who.name().to_owned());
    asker
        .write(Action::ManageSettings, async |transaction| {
            // Of two who renew it at once, the second takes the place of the first.
            sqlx::query!("lock table panel_secret in share row exclusive mode")
                .execute(&mut *transaction)
                .await?;
            sqlx::query!("delete from panel_secret where good_until < now()")
                .execute(&mut *transaction)
                .await?;
            sqlx::query!(
                "update panel_secret set good_until = now() + interval '1 day' where good_until is null"
            )
            .execute(&mut *transaction)
            .await?;
            sqlx::query!(
                "insert into panel_secret (sealed, made_by) values ($1, $2)",
                sealed,
                name
            )
            .execute(&mut *transaction)
            .await?;
            let event = SecurityEvent::PanelSecretRenewed;
            security_log::record(transaction, &by, event, NOBODY, "").await?;
            work::wake(transaction, work::SETTINGS).await
        })
        .await?;
    look_again(asker).await;
    let shown = asker.shared.installation.now().shown(Utc::now());
    Ok(MadePanelSecret {
        secret,
        old_until: shown.panel_secret.old_until,
    })
}

/// Ends at once what was signed with before the present secret, such as one that others have learnt.
pub async fn end_old(asker: &Asker) -> Result<Installation, Error> {
    let by = DoneBy::of(asker);
    asker
        .write(Action::ManageSettings, async |transaction| {
            let ended = sqlx::query!("delete from panel_secret where good_until is not null")
                .execute(&mut *transaction)
                .await?;
            if ended.rows_affected() == 0 {
                return Ok(());
            }
            let event = SecurityEvent::PanelSecretsEnded;
            security_log::record(transaction, &by, event, NOBODY, "").await?;
            work::wake(transaction, work::SETTINGS).await
        })
        .await?;
    look_again(asker).await;
    Ok(asker.shared.installation.now().shown(Utc::now()))
}

/// The installation itself is no account and no token.
const NOBODY: Subject<'static> = Subject {
    id: Uuid::nil(),
    name: "",
};

/// 256 random bits, as text.
fn random() -> String {
    let bits: [u8; 32] = rand::random();
    bits.iter().map(|byte| format!("{byte:02x}")).collect()
}
