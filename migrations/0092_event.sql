-- What happened, for whoever follows it: open pages, webhooks, feeds. The change log is the log of what happened to contacts;
-- this small table beside it tells what is no change of one. Both take their numbers from one sequence, so that a number is
-- a place in all that happened. Nothing here holds a value: whoever reads that something happened asks for it anew.
create table event (
  number bigint primary key default nextval('change_number_seq'),
  at timestamptz not null default now(),
  -- What it is about, and none of them a key: an enquiry that was told anew, or whose messages were; an import that began,
  -- went on or ended; a contact that was erased; a member of staff who stands to enquiries in another way than before.
  enquiry_id uuid,
  import_id uuid,
  contact_id uuid,
  staff_id uuid,
  -- Of an enquiry: the destination that it was routed away from, or whose staff or department some left. Of a member of
  -- staff: the one to whose enquiries they stand in another way; absent where that may be all of them.
  destination_id uuid,
  check (num_nonnulls(enquiry_id, import_id, contact_id, staff_id) = 1),
  check (destination_id is null or num_nonnulls(enquiry_id, staff_id) = 1)
);

-- The log in the order of its numbers, whatever the contact.
create index change_in_order on change (number);

-- Numbers are taken before a commit, so that one can be seen while a lower one is still on its way. So whoever writes one of
-- the two tables holds a lock until the transaction ends that names the last number which was given out before its own. A
-- reader goes no further than the lowest number that is named by a lock (`app/src/model/events.rs` says why nothing is
-- missed then). It is shared, so that no writer waits for another; and whoever writes neither table holds up nobody. A
-- transaction takes one, whatever it writes: there is no room in memory for thousands. A trigger takes it, before the first
-- row of a statement, so that COPY cannot forget it, nor can a hand. It needs the path to find the sequence also where
-- somebody restores the rows alone, with no path.
--
-- Whoever listens is told with the commit that the log goes on. Of the table nobody is told here, nor of what a report
-- writes to a contact: reports come by thousands a second, and commits that tell wait for each other, and for the disk by
-- turns.
create function event_writer() returns trigger
  language plpgsql set search_path from current
  as $$
  begin
    -- 31 bits of the number: as much as a lock can name beside what it is for. With the transaction, or the savepoint, it is
    -- let go of, and what is noted of it is forgotten.
    if coalesce(current_setting('external_contacts.writes_events', true), '') = '' then
      perform pg_advisory_xact_lock_shared(1165387118, ((last_value - (not is_called)::integer) & 2147483647)::integer)
      from change_number_seq;
      perform set_config('external_contacts.writes_events', 'yes', true);
    end if;
    if tg_table_name = 'change' and coalesce(current_setting('external_contacts.wakes_nobody', true), '') = '' then
      perform pg_notify('happened', '');
    end if;
    return null;
  end
  $$;

create trigger event_writer before insert on change for each statement execute function event_writer();
create trigger event_writer before insert on event for each statement execute function event_writer();

-- The transaction of an entry told readers what had ended. It waited for every transaction of the whole cluster, and no
-- single number was a place to go on from.
alter table change drop column transaction;

-- A base that was restored from a copy gives out numbers again that the base before it has given out already, for something
-- else, and so does a standby that has taken over. So it begins an epoch, as soon as a server finds itself on another base; a
-- reader who comes from the epoch before goes on from where both are the same.
create table event_epoch (
  -- The seconds from the beginning of 2025 until it began: of two bases restored from one copy no two begin the same.
  epoch integer primary key,
  base text not null,
  -- The last number that was given out before.
  after bigint not null,
  -- What happened up to this number cannot be asked for any more: it is too long ago, or was never told.
  forgotten bigint not null default 0,
  begun_at timestamptz not null default now()
);

-- What tells this base from a copy of it that goes on by itself: the cluster, the database in it, the table that says so,
-- which is another one where a dump was restored into the same database, and the timeline of its log, which is another one
-- where the cluster was put back to a moment before.
create function event_base() returns text
  language sql stable
  as $$
    select concat_ws('/', system_identifier, (select oid from pg_database where datname = current_database()),
      'event_epoch'::regclass::oid, left(pg_walfile_name(pg_current_wal_lsn()), 8))
    from pg_control_system()
  $$;

insert into event_epoch (epoch, base, after, forgotten)
select greatest(1, extract(epoch from now() - timestamptz '2025-01-01 00:00:00+00')::integer), event_base(), last, last
from (select last_value - (not is_called)::integer as last from change_number_seq) as given;
