-- A merge: what both contacts were, what was chosen, and every row that moved, so that undoing it is its mirror. The
-- other contact keeps its row and its phones, emails and social IDs; it only leaves the list.
create table merge (
  id uuid primary key,
  master_id uuid not null references contact (id),
  other_id uuid not null references contact (id),
  staff uuid,
  actor text not null default '',
  at timestamptz not null default now(),
  choices jsonb not null,
  -- The contacts as `contact::Contact`, and what the merge made of the master.
  master_before jsonb not null,
  other_before jsonb not null,
  master_after jsonb not null,
  -- The ids of the rows that went from the other to the master, by table; and of the notes of the master that were
  -- left out, which went to the other and so out of sight.
  moved jsonb not null,
  left_out uuid[] not null default '{}',
  undone_at timestamptz,
  undone_by text not null default ''
);

-- A contact is merged into another one at most once at a time.
create unique index merge_of_other on merge (other_id) where undone_at is null;
create index merge_with_other on merge (other_id);
create index merge_into_master on merge (master_id, id);

-- The entry of the log that tells of a merge leads to its undo.
alter table change add column merge_id uuid references merge (id);

create index change_of_merge on change (merge_id) where merge_id is not null;

-- Two contacts of which somebody said that they are not the same person: never suggested again.
create table not_same (
  one_id uuid not null references contact (id),
  two_id uuid not null references contact (id),
  staff uuid,
  actor text not null default '',
  at timestamptz not null default now(),
  -- The merge that brought it from the other to the master; its undo takes it away again.
  merge_id uuid references merge (id),
  primary key (one_id, two_id),
  check (one_id < two_id)
);

create index not_same_two on not_same (two_id);
