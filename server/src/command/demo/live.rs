//! `serve --demo-live`: the contact centre of the demo goes on. Every few seconds a visitor comes, is taken up, is missed,
//! writes or is answered, or takes leave; never more of them wait or are in hand than a team could see to. What the login
//! has in hand is left to whoever looks on.
use std::time::Duration;

use app::{
    error::Error,
    model::{Asker, enquiries, intake},
    wire::{enquiries::ReportedEnquiry, imports::ImportId},
};
use chrono::{DateTime, TimeDelta, Utc};
use contact::enquiry::{Status, Tab};
use rand::{Rng, RngExt, SeedableRng, rngs::SmallRng, seq::IndexedRandom};
use serde_json::{Value, json};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    enquiries::{next, plan},
    organisation::{is_told, read, say, tell},
    said::{is_said, missed},
    staff::{self, LOGIN},
    visitor::Pool,
};
use crate::work::runner::Job;

/// How many may wait, be in hand, and be missed at a time.
pub const MOST: [usize; 3] = [16, 30, 14];

/// How long somebody waits until they are missed.
const PATIENCE: TimeDelta = TimeDelta::minutes(2);

/// What goes on among the contacts of an import.
pub struct Live(pub Asker, pub ImportId);

impl Job for Live {
    type Piece = ();
    const NAME: &'static str = "demo_live";
    const LOOK: Duration = Duration::from_secs(2);

    async fn claim(&self, _: &[Uuid]) -> Result<Option<(Uuid, ())>, Error> {
        Ok(Some((Uuid::nil(), ())))
    }

    async fn run(&self, (): (), _: watch::Receiver<bool>) -> Result<Duration, Error> {
        let Self(operator, import) = self;
        if !is_told(operator).await? {
            return Ok(Self::LOOK);
        }
        let now = Utc::now();
        let mut random = SmallRng::seed_from_u64(now.timestamp_millis() as u64);
        step(operator, *import, now, &mut random).await?;
        Ok(Duration::from_millis(random.random_range(1_500..5_000)))
    }
}

/// What may happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LiveStep {
    Come,
    TakeUp,
    Miss,
    FollowUp,
    GoOn,
}

/// One thing happens.
pub async fn step(
    operator: &Asker,
    import: ImportId,
    now: DateTime<Utc>,
    random: &mut SmallRng,
) -> Result<(), Error> {
    let mut waiting = of_tab(operator, Tab::Open).await?;
    let mut handling = of_tab(operator, Tab::Handling).await?;
    let mut missed = of_tab(operator, Tab::Missed).await?;
    let counts = [waiting.len(), handling.len(), missed.len()];
    // Those that a real host told are its own.
    waiting.retain(is_of_demo);
    missed.retain(is_of_demo);
    handling.retain(|enquiry| {
        is_of_demo(enquiry) && !enquiry.enquiry.staff.iter().any(|email| email == LOGIN)
    });
    match choose(counts, [&waiting, &handling, &missed].map(Vec::len), random) {
        None => Ok(()),
        Some(LiveStep::Come) => {
            let number = now.timestamp_millis() as u64;
            let pool = Pool::read(operator, import).await?;
            tell(operator, plan(number, Status::Open, (now, now), &pool)).await
        }
        // The oldest waits longest.
        Some(LiveStep::TakeUp) => {
            take_up(operator, waiting.last(), Status::Ongoing, now, random).await
        }
        Some(LiveStep::FollowUp) => {
            take_up(
                operator,
                missed.choose(random),
                Status::FollowedUp,
                now,
                random,
            )
            .await
        }
        Some(LiveStep::Miss) => {
            let late = |enquiry: &&ReportedEnquiry| now - enquiry.enquiry.opened_at >= PATIENCE;
            miss(operator, waiting.last().filter(late), now).await
        }
        Some(LiveStep::GoOn) => go_on(operator, handling.choose(random), now).await,
    }
}

async fn of_tab(operator: &Asker, tab: Tab) -> Result<Vec<ReportedEnquiry>, Error> {
    let page = enquiries::list(operator, Some(tab), None, enquiries::PAGE, None).await?;
    Ok(page.items)
}

/// What happens next, by how many there are of all, and of those that may be touched: nothing where nothing may happen.
fn choose(
    [waiting, handling, missed]: [usize; 3],
    [may_take, may_go_on, may_follow]: [usize; 3],
    random: &mut impl Rng,
) -> Option<LiveStep> {
    let [most_waiting, most_handling, most_missed] = MOST;
    let room = handling < most_handling && may_take > 0;
    let steps = [
        (LiveStep::Come, if waiting < most_waiting { 3 } else { 0 }),
        (LiveStep::TakeUp, if room { 1 + waiting / 4 } else { 0 }),
        (
            LiveStep::Miss,
            usize::from(may_take > 4 && missed < most_missed),
        ),
        (
            LiveStep::FollowUp,
            usize::from(handling < most_handling && may_follow > 6),
        ),
        (LiveStep::GoOn, may_go_on.min(12)),
    ];
    let chosen = steps.choose_weighted(random, |(_, weight)| *weight);
    chosen.ok().map(|(step, _)| *step)
}

async fn take_up(
    operator: &Asker,
    enquiry: Option<&ReportedEnquiry>,
    status: Status,
    now: DateTime<Utc>,
    random: &mut impl Rng,
) -> Result<(), Error> {
    let Some(enquiry) = enquiry else {
        return Ok(());
    };
    let agents = staff::agents(&enquiry.enquiry.destination);
    let room: Vec<&str> = agents
        .sample(random, 1)
        .map(|member| member.email)
        .collect();
    report(
        operator,
        enquiry,
        json!({"event_at": now, "status": status, "staff": room}),
    )
    .await?;
    let enquiry = enquiries::get(operator, &enquiry.external_id).await?;
    go_on(operator, Some(&enquiry), now).await
}

async fn miss(
    operator: &Asker,
    enquiry: Option<&ReportedEnquiry>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(enquiry) = enquiry else {
        return Ok(());
    };
    say(operator, &enquiry.external_id, vec![missed(now)]).await?;
    report(
        operator,
        enquiry,
        json!({"event_at": now, "status": "missed"}),
    )
    .await
}

/// The next line is said; after the last it is closed.
async fn go_on(
    operator: &Asker,
    enquiry: Option<&ReportedEnquiry>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(enquiry) = enquiry else {
        return Ok(());
    };
    let there = enquiries::messages(operator, &enquiry.external_id, enquiries::PAGE, None).await?;
    let lines = there.items.iter();
    let said = lines
        .filter(|message| is_said(&message.external_id))
        .count();
    match next(enquiry, said, now) {
        Some(line) => say(operator, &enquiry.external_id, vec![line])
            .await
            .map(drop),
        None => {
            let closed = json!({"event_at": now, "status": "closed", "closed_at": now});
            report(operator, enquiry, closed).await
        }
    }
}

async fn report(operator: &Asker, enquiry: &ReportedEnquiry, report: Value) -> Result<(), Error> {
    intake::enquiry(operator, &enquiry.external_id, read(report)?).await?;
    Ok(())
}

fn is_of_demo(enquiry: &ReportedEnquiry) -> bool {
    enquiry.external_id.starts_with("demo-")
}
