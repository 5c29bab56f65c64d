-- The change log: one row a save, never changed afterwards. The number gives the order, not the clock.
create table change (
  contact_id uuid not null,
  number bigint generated always as identity,
  at timestamptz not null default now(),
  -- The member of staff, or nobody when a token or the command line wrote; `actor` is the name to show then.
  staff uuid,
  actor text not null default '',
  -- Created, Updated, Deleted, Restored, Merged, …
  action text not null,
  -- edit, import, merge, panel or api; with the import, if it was one.
  source text not null,
  import_id uuid,
  -- The fields with their old and new values; empty for a contact that was created by an import.
  lines jsonb not null default '[]',
  primary key (contact_id, number)
);
