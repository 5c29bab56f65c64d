-- Two contacts that look like one person, as the last search over all contacts found them. Nothing refers to it and it
-- may be out of date: whoever reads it leaves out contacts that have gone.
create table duplicate (
  one_id uuid not null,
  two_id uuid not null,
  -- Those that belong together by any chain of pairs share a group: the smallest id in it.
  group_id uuid not null,
  -- That of the strongest pair of the group. 3: two reasons or more; 2: same phone or same email; 1: a like-sounding name
  -- at the same company.
  strength smallint not null,
  -- What they share: [{"kind": "phone", "value": "+852…"}, …].
  reasons jsonb not null,
  primary key (one_id, two_id),
  check (one_id < two_id)
);

create index duplicate_two on duplicate (two_id);
create index duplicate_in_order on duplicate (strength desc, group_id);

-- The search for them: one row for all servers. `seen` is how far the change log was when it began, so that it is known
-- whether anything was written since.
create table duplicate_search (
  id boolean primary key default true check (id),
  asked_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  milliseconds bigint not null default 0,
  seen bigint not null default 0,
  groups bigint not null default 0
);

insert into duplicate_search default values;
