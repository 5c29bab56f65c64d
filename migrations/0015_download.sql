-- Every Contact.csv that left the system: who took it, what was asked for, how many contacts it held.
create table download (
  id uuid primary key,
  at timestamptz not null default now(),
  staff uuid,
  actor text not null default '',
  query text not null,
  contacts bigint not null
);
