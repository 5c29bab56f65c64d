//! What happened, for whoever follows it: open pages, webhooks, feeds. The change log (`log.rs`) tells of contacts, the table
//! `event` of what is no change of one; one sequence numbers both, and by those numbers they are read, in an order in which
//! nothing is missed, however late it commits.
//!
//! Whoever writes takes a lock first, which names the last number that was given out, so that all of its own are above it (a
//! trigger sees to that: migration 0092). A reader asks, in this order and by a statement each: for the last number that was
//! given out; for the lowest that a lock names which is still held; and for the rows up to the lesser of the two. Whoever
//! gave such a row its number has ended: they had their lock before, naming a lower number, and were it still held at the
//! second statement, the reader would go no further than that; nor was it taken after the second, since what is numbered
//! then is above what the first one answered. A lock is let go of when its commit can be seen, so the third statement, which
//! looks anew, sees the row. Who writes nothing of this takes no such lock and holds up no reader, and those who write do not
//! wait for each other.
mod epochs;
mod happened;
mod stored;

use contact::ContactId;
use sqlx::{PgConnection, postgres::PgListener};
use uuid::Uuid;

pub use self::happened::{Happened, What};
use self::{
    epochs::Epochs,
    stored::{LogSpan, rows},
};
use super::{Database, log::Author, presence};
use crate::{
    error::Error,
    wire::{live::Position, staff::Staff},
};

/// The channel of the database on which every transaction that writes the change log says so with its commit, unless it hears
/// a report.
const CHANNEL: &str = "happened";
/// For how many days what happened can be asked for.
const DAYS: i32 = 30;
/// How many events are forgotten by one statement.
const BATCH: i64 = 20_000;
/// Of more enquiries that change hands at once, or that some may view no longer, those are told of that are not closed, and
/// the youngest.
const MOST_ENQUIRIES: i64 = 500;

/// What happened after a position, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    pub happened: Vec<Happened>,
    /// Where to go on.
    pub position: Position,
    /// The epoch of what happens now: another one than that of the position where this base has taken over since.
    pub epoch: i32,
    /// There is more that has ended.
    pub more: bool,
}

/// Up to where everything has ended: whoever begins to follow goes on from here.
pub async fn now(database: &Database) -> Result<Position, Error> {
    let mut connection = database.pool.acquire().await?;
    let given_out = GivenOut::look(&mut connection).await?;
    let epochs = Epochs::look(&mut connection).await?;
    Ok(Position {
        epoch: epochs.newest(),
        number: last_kept(&mut connection, given_out.ended).await?,
    })
}

/// The last number up to this one that is kept somewhere, and not just one that was given out: a database that crashes may give
/// out those again.
async fn last_kept(connection: &mut PgConnection, ended: i64) -> Result<i64, Error> {
    let number = sqlx::query_scalar!(
        r#"select greatest(
             (select max(number) from change where number <= $1),
             (select max(number) from event where number <= $1),
             (select max(greatest(after, forgotten)) from event_epoch)) as "number!""#,
        ended
    );
    Ok(number.fetch_one(connection).await?)
}

/// Where somebody reads on, and up to where everything has ended.
pub(super) struct OpenSpan {
    pub(super) from: i64,
    pub(super) to: i64,
    epochs: Epochs,
}

impl OpenSpan {
    /// What is behind a position; nothing where that was never given out.
    pub(super) async fn behind(
        connection: &mut PgConnection,
        position: Position,
    ) -> Result<Option<Self>, Error> {
        let given_out = GivenOut::look(connection).await?;
        let epochs = Epochs::look(connection).await?;
        let from = epochs.goes_on(position);
        Ok(from
            .filter(|from| *from <= given_out.last)
            .map(|from| Self {
                from,
                to: given_out.ended,
                epochs,
            }))
    }

    /// The position of a number.
    pub(super) fn at(&self, number: i64) -> Position {
        Position {
            epoch: self.epochs.of(number),
            number,
        }
    }

    /// Where whoever has read all of it goes on; nothing where nothing came.
    pub(super) async fn end(
        &self,
        connection: &mut PgConnection,
    ) -> Result<Option<Position>, Error> {
        let last = last_kept(connection, self.to).await?.min(self.to);
        Ok((last > self.from).then(|| self.at(last)))
    }

    /// Whether some of it is not kept any more. Asked last: what is being forgotten just now may be missing among what was read.
    pub(super) async fn is_forgotten(&self, connection: &mut PgConnection) -> Result<bool, Error> {
        Ok(self.from < forgotten(connection).await?)
    }
}

/// How what an import wrote is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportTelling {
    OneByOne,
    /// Where it is more than a few: whoever follows an import would read as much as it writes.
    AsOne,
}

/// What happened after a position, so many at most, of a merge one more. Nothing where what came after it is not kept any
/// more, or where the position was never given out.
pub async fn after(
    database: &Database,
    position: Position,
    limit: u16,
    imports: ImportTelling,
) -> Result<Option<Batch>, Error> {
    let mut connection = database.pool.acquire().await?;
    let Some(span) = OpenSpan::behind(&mut connection, position).await? else {
        return Ok(None);
    };
    let limit = limit.max(1);
    let log = match imports {
        ImportTelling::OneByOne => LogSpan::one_by_one(span.to),
        ImportTelling::AsOne => LogSpan::look(&mut connection, (span.from, span.to)).await?,
    };
    let mut rows = rows(&mut connection, span.from, limit, &log).await?;
    if span.is_forgotten(&mut connection).await? {
        return Ok(None);
    }
    let cut = rows.len() > usize::from(limit);
    rows.truncate(limit.into());
    let last = rows.last().map(|row| row.number);
    // What an import wrote behind the last row is told with what comes next.
    let end = last.filter(|_| cut).unwrap_or(log.end);
    let crowds = log.crowds.iter().filter(|crowd| crowd.first <= end);
    let crowds: Vec<(i64, Uuid)> = crowds
        .map(|crowd| (crowd.last.min(end), crowd.import))
        .collect();
    let more = cut || log.end < span.to;
    let number = match more {
        true => Some(end),
        false => last.max(crowds.iter().map(|(last, _)| *last).max()),
    };
    let happened = rows.into_iter().flat_map(|row| {
        let position = span.at(row.number);
        let told = row.told().into_iter();
        told.map(move |what| Happened { position, what })
    });
    let crowds = crowds.into_iter().map(|(last, import)| Happened {
        position: span.at(last),
        what: What::Contacts { import },
    });
    let mut happened: Vec<Happened> = happened.chain(crowds).collect();
    happened.sort_by_key(|happened| happened.position);
    Ok(Some(Batch {
        happened,
        position: number.map_or(position, |number| span.at(number)),
        epoch: span.epochs.newest(),
        more,
    }))
}

/// Hears from now on whenever the change log goes on, and what open pages say of themselves (`presence.rs`), by a connection of
/// its own. Enquiries are reported without a word: whoever follows them looks now and then.
pub async fn listen(database: &Database) -> Result<PgListener, sqlx::Error> {
    database.listen(&[CHANNEL, presence::CHANNEL]).await
}

/// How far numbers were given out.
struct GivenOut {
    /// The last that was given out.
    last: i64,
    /// Whoever took one up to this has ended.
    ended: i64,
}

impl GivenOut {
    async fn look(connection: &mut PgConnection) -> Result<Self, Error> {
        let last = sqlx::query_scalar!(
            r#"select last_value - (not is_called)::integer as "last!" from change_number_seq"#
        );
        let last = last.fetch_one(&mut *connection).await?;
        // Of the numbers that end in the 31 bits that a lock names, it means the one that is nearest to the last.
        let ended = sqlx::query_scalar!(
            r#"select least($1, $1 + min(case when ahead < 1073741824 then ahead else ahead - 2147483648 end)) as "ended!"
               from (
                 select (objid::bigint - $1::bigint) & 2147483647 as ahead from pg_locks
                 where locktype = 'advisory' and classid = 1165387118 and objsubid = 2 and granted
                   and database = (select oid from pg_database where datname = current_database())
               ) as held"#,
            last
        );
        Ok(Self {
            last,
            ended: ended.fetch_one(connection).await?,
        })
    }
}

/// Up to which number nothing can be asked for any more.
async fn forgotten(connection: &mut PgConnection) -> Result<i64, Error> {
    let forgotten = sqlx::query_scalar!(
        r#"select coalesce(max(forgotten), 0) as "forgotten!" from event_epoch"#
    );
    Ok(forgotten.fetch_one(connection).await?)
}

/// Records that these enquiries were told anew: how they stand, whose they are, who is in their rooms, or what was said.
/// Nobody is woken for it: reports come by thousands a second, and commits that wake somebody wait for each other. Whoever
/// follows looks twice a second anyway.
pub(super) async fn record_enquiries(
    transaction: &mut PgConnection,
    ids: &[Uuid],
) -> Result<(), Error> {
    sqlx::query!(
        "insert into event (enquiry_id) select told.id from unnest($1::uuid[]) as told (id)",
        ids
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Records that an enquiry was told anew, from which destination it was routed to another one, if it was, and to which contact
/// it was given by whom, if it was.
pub(super) async fn record_enquiry(
    transaction: &mut PgConnection,
    id: Uuid,
    left: Option<&str>,
    given: Option<(ContactId, &Author)>,
) -> Result<(), Error> {
    let (contact, author) = given.unzip();
    sqlx::query!(
        "insert into event (enquiry_id, destination_id, mapped_contact_id, actor, source)
         values ($1, (select id from destination where external_id = $2), $3, $4, $5)",
        id,
        left,
        contact.map(|contact| contact.0),
        author.map_or("", |author| author.name.as_str()),
        author.map_or("", |author| author.source)
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Records of the enquiries that are routed to a destination, which may be many, that some may stand to them no longer.
pub(super) async fn record_left_destination(
    transaction: &mut PgConnection,
    (destination, external_id): (Uuid, &str),
) -> Result<(), Error> {
    sqlx::query!(
        "insert into event (enquiry_id, destination_id)
         select id, $1::uuid from enquiry
         where destination = $2 and status in ('open', 'ongoing', 'missed', 'followed_up')
         order by opened_at desc limit $3",
        destination,
        external_id,
        MOST_ENQUIRIES
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Records that these members of staff stand in another way than before to the enquiries of a destination, or to any.
pub(super) async fn record_staff(
    transaction: &mut PgConnection,
    staff: &[Uuid],
    destination: Option<Uuid>,
) -> Result<(), Error> {
    sqlx::query!(
        "insert into event (staff_id, destination_id) select moved.id, $2::uuid from unnest($1::uuid[]) as moved (id)",
        staff,
        destination
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Records that somebody may stand to enquiries in another way than before, where that of their account is changed by which
/// they do.
pub(super) async fn record_account(
    transaction: &mut PgConnection,
    before: &Staff,
    after: &Staff,
) -> Result<(), Error> {
    let (old, new) = (&before.draft, &after.draft);
    let is_same = (before.active, old.role) == (after.active, new.role)
        && (&old.department, &old.email) == (&new.department, &new.email);
    match is_same {
        true => Ok(()),
        false => record_staff(transaction, &[after.id], None).await,
    }
}

/// Records that these enquiries, which may be many, changed hands together with their contact.
pub(super) async fn record_moved_enquiries(
    transaction: &mut PgConnection,
    ids: &[Uuid],
) -> Result<(), Error> {
    sqlx::query!(
        "insert into event (enquiry_id)
         select id from enquiry where id = any($1) and status is not null
         order by status = 'closed', opened_at desc limit $2",
        ids,
        MOST_ENQUIRIES
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Records that these imports began or went on.
pub(super) async fn record_imports(
    transaction: &mut PgConnection,
    ids: &[Uuid],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into event (import_id)
         select written.id from pg_notify($2, '') cross join unnest($1::uuid[]) as written (id)",
        ids,
        CHANNEL
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Records that these imports came to an end, or that taking them back did: in the name of whoever ended it, else of whoever
/// started the import.
pub(super) async fn record_import_ends(
    transaction: &mut PgConnection,
    ids: &[Uuid],
    by: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into event (import_id, ended, actor, source)
         select import.id, true, coalesce($2::text, started_by), 'import'
         from pg_notify($3, '') cross join import where import.id = any($1)",
        ids,
        by,
        CHANNEL
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Records that these contacts were erased, of which the log tells nothing.
pub(super) async fn record_erased(
    transaction: &mut PgConnection,
    ids: &[Uuid],
) -> Result<(), Error> {
    sqlx::query!(
        "insert into event (contact_id)
         select erased.id from pg_notify($2, '') cross join unnest($1::uuid[]) as erased (id)",
        ids,
        CHANNEL
    )
    .execute(transaction)
    .await?;
    Ok(())
}

/// Begins an epoch where this base is another than that which began the last one: it was restored from a copy, or has taken
/// over. Asked at every start, and whenever the database is listened to; of two servers that ask at once one begins it.
pub async fn begin_epoch(database: &Database) -> Result<(), Error> {
    let is_other = sqlx::query_scalar!(
        r#"select base <> event_base() as "is_other!" from event_epoch order by epoch desc limit 1"#
    );
    // Mostly it is the same, and nobody waits for a lock.
    if is_other.fetch_optional(&database.pool).await? != Some(true) {
        return Ok(());
    }
    database
        .write(async |transaction| {
            sqlx::query!("lock table event_epoch in share row exclusive mode")
                .execute(&mut *transaction)
                .await?;
            sqlx::query!(
                "insert into event_epoch (epoch, base, after)
                 select greatest(newest.epoch + 1, extract(epoch from now() - timestamptz '2025-01-01 00:00:00+00')::integer),
                   event_base(), given.last
                 from (select epoch, base from event_epoch order by epoch desc limit 1) as newest
                   cross join (select last_value - (not is_called)::integer as last from change_number_seq) as given
                 where newest.base <> event_base()"
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
        .await
}

/// Forgets what is too long ago. The log stays, but cannot be followed from so far back.
pub async fn forget_old(database: &Database) -> Result<(), Error> {
    let forgotten = database
        .write(async |transaction| {
            // Nobody waits for it.
            sqlx::query!("set local statement_timeout = '60s'")
                .execute(&mut *transaction)
                .await?;
            let known = forgotten(transaction).await?;
            // The first that is young enough; what was numbered before it is older.
            let kept = sqlx::query_scalar!(
                "select least(
                   (select number from change where number > $1 and at >= now() - make_interval(days => $2)
                    order by number limit 1),
                   (select number from event where number > $1 and at >= now() - make_interval(days => $2)
                    order by number limit 1))",
                known,
                DAYS
            );
            let kept = kept.fetch_one(&mut *transaction).await?.unwrap_or(i64::MAX);
            let forgotten = sqlx::query_scalar!(
                "update event_epoch set forgotten = greatest(
                   $1,
                   (select max(number) from change where number < $2),
                   (select max(number) from event where number < $2))
                 where epoch = (select max(epoch) from event_epoch) returning forgotten",
                known,
                kept
            );
            Ok(forgotten.fetch_one(transaction).await?)
        })
        .await?;
    loop {
        let gone = sqlx::query!(
            "delete from event where number in (select number from event where number <= $1 order by number limit $2)",
            forgotten,
            BATCH
        );
        if gone.execute(&database.pool).await?.rows_affected() == 0 {
            return Ok(());
        }
    }
}
