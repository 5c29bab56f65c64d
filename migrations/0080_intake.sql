-- What the contact centre reports comes late, twice and in any order. A thing's `told` holds each field as it was seen
-- last, and when (`contact::told`); the columns beside it are made from that, for looking things up.

-- Where enquiries are routed to: a team, a number, a queue. Enquiries name it by the id that it has in the contact centre,
-- also before it is told itself.
create table destination (
  id uuid primary key,
  external_id text collate "C" not null unique,
  name text not null default '',
  -- The department it belongs to; blank: none.
  department text not null default '',
  told jsonb not null default '{}'
);

-- The staff of a destination, by email address in lower case: they may be told before there is an account, and an account
-- that changes its address takes its rows along.
create table destination_staff (
  destination_id uuid not null references destination (id) on delete cascade,
  email text collate "C" not null,
  primary key (destination_id, email)
);

create index destination_staff_email on destination_staff (email);

alter table staff add column told jsonb not null default '{}';

-- An enquiry may be named, by a message or a visit, before it is told: until then it has neither channel nor status.
alter table enquiry
  add column told jsonb not null default '{}',
  -- When the first of its reports was seen by the contact centre, which is when it was opened if nobody says.
  add column first_seen_at timestamptz,
  -- A contact was made of its visitor, which happens once.
  add column newcomer_made boolean not null default false,
  -- Its contact was erased: nothing more is kept about it.
  add column erased boolean not null default false,
  alter column channel drop not null,
  alter column status drop not null,
  alter column opened_at drop not null,
  add check (num_nulls(channel, status, opened_at) in (0, 3));

create index enquiry_by_status on enquiry (status, opened_at, id) where status is not null;

-- Who is in the room of an enquiry, and who was before.
create table enquiry_staff (
  enquiry_id uuid not null references enquiry (id) on delete cascade,
  -- As with destinations.
  email text collate "C" not null,
  -- In the order in which they are named; absent for who was in the room and is not any more.
  place smallint,
  primary key (enquiry_id, email)
);

create index enquiry_staff_email on enquiry_staff (email);

insert into enquiry_staff (enquiry_id, email, place)
select enquiry.id, lower(named.name), min(named.place)
from enquiry cross join unnest(enquiry.staff) with ordinality as named (name, place)
group by enquiry.id, lower(named.name);
alter table enquiry drop column staff;

-- A call or a text message waits without a contact until its enquiry has one, or exactly one contact has its number.
alter table engagement
  add column told jsonb not null default '{}',
  add column enquiry_id uuid references enquiry (id) on delete set null,
  alter column contact_id drop not null,
  alter column kind drop not null,
  alter column at drop not null,
  add check (contact_id is null or num_nulls(kind, at) = 0);

create index engagement_of_enquiry on engagement (enquiry_id) where enquiry_id is not null;
create index engagement_waiting on engagement (number) where contact_id is null;

-- A visit waits until its enquiry has a contact.
alter table visit
  add column enquiry_id uuid references enquiry (id) on delete cascade,
  alter column contact_id drop not null;

create index visit_of_enquiry on visit (enquiry_id) where enquiry_id is not null;

-- What a visitor wrote from is told with each enquiry, once for each.
drop index device_of_enquiry;
create unique index device_of_enquiry on device (enquiry_id) where enquiry_id is not null;
alter table device add column time_zone text not null default '';

-- Of what was reported `actor` is the email address in lower case, and `staff` is absent.
create index engagement_actor on engagement (actor) where staff is null;
