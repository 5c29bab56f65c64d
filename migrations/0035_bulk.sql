-- One action on many contacts at once: who does what, how far it is, and what came of it. The row is the whole state of
-- the work, so that any process goes on with it after a kill; it and its contacts are forgotten when undoing it no
-- longer makes sense.
create table bulk (
  id uuid primary key,
  -- The account or token that started it; a start that is sent again with the same key is the same action.
  owner_id uuid not null,
  key uuid,
  -- Who started it and who took it back, as `session::Who`: the change log names them for every contact.
  who jsonb not null,
  undone_by jsonb,
  -- What is done, as `api::bulk::Deed`; for labels also their ids, since they may be renamed while it runs.
  deed jsonb not null,
  labels uuid[] not null default '{}',
  status text not null default 'running' check (status in ('running', 'done', 'undoing', 'undone')),
  total integer not null default 0,
  -- How many contacts have been looked at, and what became of them: changed, as wanted already, deleted meanwhile,
  -- or with no room for one more label.
  position integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  gone integer not null default 0,
  overfull integer not null default 0,
  -- The same for the undo: put back, or left as somebody else has changed them since.
  undo_position integer not null default 0,
  restored integer not null default 0,
  kept integer not null default 0,
  created_at timestamptz not null default now(),
  check (position = changed + unchanged + gone + overfull)
);

create unique index bulk_once on bulk (owner_id, key);
create index bulk_waiting on bulk (created_at) where status in ('running', 'undoing');

-- The contacts of an action, as they were selected when it began.
create table bulk_contact (
  bulk_id uuid not null references bulk (id) on delete cascade,
  position integer not null,
  contact_id uuid not null,
  -- The version that the action made; absent while it waits, and where there was nothing to change.
  version bigint,
  -- What an undo needs: the value that was there, or the labels that were put on or taken off.
  before text not null default '',
  labels uuid[] not null default '{}',
  primary key (bulk_id, position)
);

-- For erasing: only these rows hold anything of a person.
create index bulk_contact_before on bulk_contact (contact_id) where before <> '';

-- The bin, newest first and page by page. What was merged into another contact is not in it.
drop index contact_deleted;
create index contact_in_bin on contact (deleted_at, id) where deleted_at is not null and merged_into is null;

-- Contacts that were erased: their ids alone, so that a backup from before can be cleared of them again.
create table erasure (
  contact_id uuid primary key,
  at timestamptz not null default now(),
  -- Whoever asked for it; nobody where its time in the bin was over.
  staff uuid,
  actor text not null default ''
);
