//! What is to be sent to an endpoint now, and what became of it. Whatever is due comes with all that is due before it of the
//! same contact, and nothing comes that stands behind something which is not due. When something is tried next is said by the
//! clock of the database alone: those of servers may differ, from it and from each other. Whoever changes many deliveries locks
//! them in the order of their ids first, behind their endpoint if that is locked too: no two wait for each other.
use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    back_off::{TRIED, pause},
    outgoing::{Reply, Unreached},
};
use crate::{
    error::Error,
    model::{Database, feed::FeedEntry},
    wire::webhooks::DeliveryState,
};

/// The most characters that are kept of an answer.
const ANSWER: usize = 1_000;

/// A delivery that is due.
pub(super) struct Due {
    pub(super) id: Uuid,
    pub(super) lane: Uuid,
    attempts: i32,
    /// Since its first attempt; until then, since it was made or let go anew.
    waiting_since: DateTime<Utc>,
    /// For how many milliseconds it had been tried when it was read.
    waited: i64,
    pub(super) entry: Json<FeedEntry>,
}

/// Reads what is due, the oldest first, so much at most; and so much of what happened last of all that is due and stands behind
/// nothing of its contact. By the newest an endpoint that refuses only some of what it is sent is found well, however much of
/// that waits before. What stands before one is looked for by `limit 1`, each time by its index: as `not exists` it was joined
/// by a plan from before there was anything, and ten thousand took nine seconds.
pub(super) async fn due(
    database: &Database,
    webhook: Uuid,
    (oldest, newest): (u16, u16),
) -> Result<Vec<Due>, Error> {
    let due = sqlx::query_as!(
        Due,
        r#"select due.id, due.lane, due.attempts, due.waiting_since,
             case
               when due.attempts = 0 then 0
               else (extract(epoch from now() - due.waiting_since) * 1000)::bigint
             end as "waited!",
             due.entry as "entry: Json<FeedEntry>"
           from webhook_delivery as due
           where due.id = any(array(
             (select oldest.id from webhook_delivery as oldest
              where oldest.webhook_id = $1 and oldest.state = 'waiting' and oldest.next_at <= now()
                and (
                  select true from webhook_delivery as before
                  where before.webhook_id = $1 and before.state = 'waiting' and before.lane = oldest.lane
                    and (before.epoch, before.number) < (oldest.epoch, oldest.number) and before.next_at > now()
                  limit 1) is null
              order by oldest.epoch, oldest.number, oldest.id limit $2)
             union all
             (select newest.id from webhook_delivery as newest
              where newest.webhook_id = $1 and newest.state = 'waiting' and newest.next_at <= now()
                and (
                  select true from webhook_delivery as before
                  where before.webhook_id = $1 and before.state = 'waiting' and before.lane = newest.lane
                    and (before.epoch, before.number) < (newest.epoch, newest.number)
                  limit 1) is null
              order by newest.epoch desc, newest.number desc, newest.id limit $3)))
           order by due.epoch, due.number, due.id"#,
        webhook,
        i64::from(oldest),
        i64::from(newest)
    );
    Ok(due.fetch_all(&database.pool).await?)
}

/// What became of an attempt.
pub(super) struct Tried {
    pub(super) lane: Uuid,
    pub(super) state: DeliveryState,
    /// The endpoint said that it is there no more.
    pub(super) is_gone: bool,
    id: Uuid,
    waiting_since: DateTime<Utc>,
    /// How many milliseconds it waits for the next attempt.
    pause: i64,
    status: Option<u16>,
    answer: String,
    milliseconds: i32,
}

impl Tried {
    /// Judges what was answered to a delivery, and how long that took.
    pub(super) fn new(due: &Due, took: Duration, answered: Result<Reply, Unreached>) -> Self {
        let (status, answer) = match answered {
            Ok(reply) => (Some(reply.status), text(&reply.body)),
            Err(Unreached(why)) => (None, text(why.as_bytes())),
        };
        let is_good = status.is_some_and(|status| (200..300).contains(&status));
        let waited = TimeDelta::milliseconds(due.waited);
        let pause = pause(due.attempts + 1, rand::random());
        // The last attempt is at the end of the three days, however late those before it were.
        let pause = pause.map(|pause| pause.min(TRIED - waited));
        let pause = pause.filter(|pause| *pause > TimeDelta::zero());
        let state = match (is_good, pause) {
            (true, _) => DeliveryState::Delivered,
            (false, Some(_)) => DeliveryState::Waiting,
            (false, None) => DeliveryState::GivenUp,
        };
        Self {
            lane: due.lane,
            state,
            is_gone: status == Some(410),
            id: due.id,
            waiting_since: due.waiting_since,
            pause: pause.map_or(0, |pause| pause.num_milliseconds()),
            status,
            answer,
            milliseconds: i32::try_from(took.as_millis()).unwrap_or(i32::MAX),
        }
    }
}

/// The beginning of a text, as a database can hold it.
fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.chars().filter(|letter| *letter != '\0');
    text.take(ANSWER).collect()
}

/// Notes what became of attempts. Whoever made them may have lost the lease meanwhile: made they are. What had failed before and
/// was let go anew meanwhile, with another secret or to another address, has not failed yet, and waits on; what failed for the
/// first time is tried again within seconds anyway. What was answered about somebody who was erased meanwhile is not kept.
pub(super) async fn note(database: &Database, tried: &mut [Tried]) -> Result<(), Error> {
    let ids: Vec<Uuid> = tried.iter().map(|tried| tried.id).collect();
    let states = tried
        .iter()
        .map(|tried| <&str>::from(tried.state).to_owned());
    let states: Vec<String> = states.collect();
    let since: Vec<DateTime<Utc>> = tried.iter().map(|tried| tried.waiting_since).collect();
    let pauses: Vec<i64> = tried.iter().map(|tried| tried.pause).collect();
    let statuses = tried.iter().map(|tried| tried.status.map(i32::from));
    let statuses: Vec<Option<i32>> = statuses.collect();
    let answers: Vec<String> = tried.iter().map(|tried| tried.answer.clone()).collect();
    let took: Vec<i32> = tried.iter().map(|tried| tried.milliseconds).collect();
    let update = sqlx::query_scalar!(
        r#"with held as (select id from webhook_delivery where id = any($1) order by id for update)
         update webhook_delivery as delivery
         set state = tried.state, attempts = delivery.attempts + 1, status = tried.status, milliseconds = tried.took,
           waiting_since = case when delivery.attempts = 0 then now() else delivery.waiting_since end,
           tried_at = now() - tried.took * interval '1 millisecond',
           next_at = now() + tried.pause * interval '1 millisecond',
           answer = case
             when delivery.kind <> 'contact.erased' and exists (select from erasure where contact_id = delivery.lane) then ''
             else tried.answer
           end
         from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[], $5::integer[], $6::text[], $7::integer[])
           as tried (id, state, since, pause, status, answer, took), held
         where delivery.id = tried.id and delivery.id = held.id and delivery.state = 'waiting'
           and (tried.state = 'delivered' or delivery.waiting_since = tried.since)
         returning delivery.id as "id!""#,
        &ids,
        &states,
        &since,
        &pauses,
        &statuses as _,
        &answers,
        &took
    );
    let noted: HashSet<Uuid> = update
        .fetch_all(&database.pool)
        .await?
        .into_iter()
        .collect();
    for tried in tried {
        if tried.state == DeliveryState::GivenUp && !noted.contains(&tried.id) {
            tried.state = DeliveryState::Waiting;
        }
    }
    Ok(())
}

/// Gives up what has waited for three days for an endpoint that has failed for as long.
pub(super) async fn give_up_old(database: &Database, webhook: Uuid) -> Result<(), Error> {
    sqlx::query!(
        "with held as (
           select id from webhook_delivery
           where state = 'waiting' and waiting_since < now() - interval '3 days'
             and id = any(array(
               select old.id from webhook_delivery as old
               where old.webhook_id = $1 and old.state = 'waiting' and old.waiting_since < now() - interval '3 days'
               order by old.epoch, old.number limit 5000))
           order by id for update)
         update webhook_delivery as delivery set state = 'given_up' from held where delivery.id = held.id",
        webhook
    )
    .execute(&database.pool)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::{TimeDelta, Utc};
    use sqlx::types::Json;
    use uuid::Uuid;

    use super::{Due, Tried, text};
    use crate::{
        model::{
            feed::FeedEntry,
            webhooks::outgoing::{Reply, Unreached},
        },
        wire::{
            events::EventKind,
            live::Position,
            webhooks::DeliveryState::{self, Delivered, GivenUp, Waiting},
        },
    };

    fn due(attempts: i32, days: i64) -> Due {
        let entry = FeedEntry {
            position: Position {
                epoch: 1,
                number: 1,
            },
            kind: EventKind::ContactCreated,
            at: Utc::now(),
            subject: Uuid::nil(),
            contact: None,
            import: None,
            changed: Vec::new(),
            actor: String::new(),
            source: String::new(),
        };
        Due {
            id: Uuid::nil(),
            lane: Uuid::nil(),
            attempts,
            waiting_since: Utc::now(),
            waited: TimeDelta::days(days).num_milliseconds(),
            entry: Json(entry),
        }
    }

    fn state(due: &Due, status: u16) -> DeliveryState {
        let reply = Reply {
            status,
            body: Vec::new(),
        };
        Tried::new(due, Duration::ZERO, Ok(reply)).state
    }

    #[test]
    fn what_is_answered_with_200_to_299_is_delivered_and_a_redirect_is_not() {
        for (status, wanted) in [
            (200, Delivered),
            (204, Delivered),
            (301, Waiting),
            (302, Waiting),
            (400, Waiting),
            (500, Waiting),
        ] {
            assert_eq!(state(&due(0, 0), status), wanted, "{status}");
        }
    }

    #[test]
    fn after_three_days_it_is_given_up_and_not_before_its_first_attempt() {
        assert_eq!(state(&due(8, 2), 500), Waiting);
        assert_eq!(state(&due(9, 2), 500), GivenUp);
        assert_eq!(state(&due(2, 3), 500), GivenUp);
        assert_eq!(state(&due(9, 9), 200), Delivered);
    }

    #[test]
    fn why_nothing_was_answered_is_kept_and_410_is_the_end() {
        let silent = Unreached("it did not answer within 15 seconds".to_owned());
        let tried = Tried::new(&due(0, 0), Duration::ZERO, Err(silent));
        assert_eq!((tried.status, tried.is_gone), (None, false));
        assert_eq!(tried.answer, "it did not answer within 15 seconds");
        let gone = Reply {
            status: 410,
            body: b"gone".to_vec(),
        };
        assert!(Tried::new(&due(0, 0), Duration::ZERO, Ok(gone)).is_gone);
    }

    #[test]
    fn an_answer_is_kept_as_a_database_can_hold_it() {
        assert_eq!(text(b"a\0b\xff"), "ab\u{fffd}");
        assert_eq!(text("x".repeat(70_000).as_bytes()).len(), 1_000);
    }
}
