//! Tells what the contact centre of the demo knows, as soon as the demo's contacts are there: its staff, its destinations,
//! three months of enquiries, calls and visits. Through the verbs that hosts use, and once: what was broken off is told
//! again by the next start, and known by then.
use std::time::Duration;

use app::{
    error::Error,
    model::{Asker, enquiries, imports, intake, staff},
    who::{Action, Who},
    wire::{
        imports::ImportId,
        intake::{Heard, MOST_REPORTS, OneOrMany},
    },
};
use chrono::{DateTime, Utc};
use contact::enquiry::Status;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    engagements,
    enquiries::{ENQUIRIES, Planned, first, id},
    staff as people,
    visitor::Pool,
};
use crate::work::runner::Job;

/// How soon it is looked again whether the contacts are there.
const CONTACTS_COME: Duration = Duration::from_millis(500);

/// What is told of the contacts of an import.
pub struct Organisation(pub Asker, pub ImportId);

impl Job for Organisation {
    type Piece = ();
    const NAME: &'static str = "demo";
    const LOOK: Duration = Duration::from_secs(24 * 3600);
    const CUT: bool = true;

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        let Self(operator, import) = self;
        Ok(match fill(operator, *import, Utc::now()).await? {
            true => Self::LOOK,
            false => CONTACTS_COME,
        })
    }
}

/// Whether all of it has been told: the last enquiry is told last.
pub async fn is_told(operator: &Asker) -> Result<bool, Error> {
    match enquiries::get(operator, &id(ENQUIRIES)).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Tells all of it, if that has not been done; false while the contacts are still being imported.
pub async fn fill(operator: &Asker, import: ImportId, now: DateTime<Utc>) -> Result<bool, Error> {
    if is_told(operator).await? {
        return Ok(true);
    }
    if !imports::get(operator, import).await?.status.is_over() {
        return Ok(false);
    }
    for (email, report) in people::staff() {
        intake::staff(operator, email, read(seen(report, now))?).await?;
    }
    for (id, report) in people::destinations() {
        intake::destination(operator, id, read(seen(report, now))?).await?;
    }
    let pool = Pool::read(operator, import).await?;
    let calls = engagements::calls(&pool, now);
    intake::engagements(operator, OneOrMany::Many(calls)).await?;
    let mut visits = engagements::visits(&pool, now);
    for number in 1..=ENQUIRIES {
        let enquiry = first(number, &pool, now);
        visits.extend(engagements::visits_before(&enquiry));
        if number == ENQUIRIES {
            for visits in visits.chunks(MOST_REPORTS) {
                intake::visits(operator, OneOrMany::Many(visits.to_vec())).await?;
            }
        }
        tell(operator, enquiry).await?;
    }
    Ok(true)
}

/// Tells an enquiry, with its messages before it.
pub async fn tell(operator: &Asker, enquiry: Planned) -> Result<(), Error> {
    for messages in enquiry.messages.chunks(MOST_REPORTS) {
        say(operator, &enquiry.id, messages.to_vec()).await?;
    }
    if let (Some(contact), Some(member)) = (enquiry.attach, enquiry.staff.first()) {
        // While it was in hand somebody in its room said who it is.
        let mut report = enquiry.report.clone();
        if enquiry.status == Status::Closed {
            report["status"] = json!(Status::Ongoing);
            report = seen(report, enquiry.opened_at);
        }
        let heard = intake::enquiry(operator, &enquiry.id, read(report)?).await?;
        if heard.contact.is_none() {
            let asker = member_asks(operator, member).await?;
            enquiries::room::attach(&asker, heard.id, contact).await?;
        }
    }
    intake::enquiry(operator, &enquiry.id, read(enquiry.report)?).await?;
    Ok(())
}

/// Tells messages of an enquiry.
pub async fn say(operator: &Asker, enquiry: &str, messages: Vec<Value>) -> Result<Heard, Error> {
    intake::messages(operator, enquiry, OneOrMany::Many(messages)).await
}

/// A report as a host would send it.
pub fn read<T: DeserializeOwned>(report: Value) -> Result<T, Error> {
    serde_json::from_value(report).map_err(Error::broken)
}

/// The same report, seen at a time.
fn seen(mut report: Value, at: DateTime<Utc>) -> Value {
    report["event_at"] = json!(at);
    report
}

/// Somebody of the staff who does something at their own desk.
pub async fn member_asks(operator: &Asker, email: &str) -> Result<Asker, Error> {
    let database = operator.read(Action::ReadStaff)?;
    let list = staff::list(operator).await?;
    let found = list.into_iter().find(|staff| staff.draft.email == email);
    let member = found.ok_or(Error::NotFound)?;
    let who = Who::Staff {
        id: member.id,
        name: member.draft.name,
        email: member.draft.email,
        role: member.draft.role,
        withheld: Vec::new(),
    };
    Ok(Asker::here(database.clone(), who))
}
