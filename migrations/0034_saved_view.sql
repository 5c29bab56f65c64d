-- A list that somebody keeps under a name: what it searches for and filters by, its order and its columns.
create table saved_view (
  id uuid primary key,
  -- Whose it is. It goes with its owner's account.
  staff_id uuid not null references staff (id) on delete cascade,
  name text not null,
  -- The name as `contact::label` folds it: nobody has two views that differ only in case.
  folded text not null,
  -- The parameters of the list's address, as `contact::query` writes them.
  query text not null,
  -- As `contact::query::columns` writes them; absent: those of whoever looks.
  columns text,
  -- Everybody sees it; its owner and Administrators change it.
  shared boolean not null default false,
  created_at timestamptz not null default now(),
  unique (staff_id, folded)
);

create index saved_view_shared on saved_view (folded) where shared;

-- Who keeps which view in the bar of the list, in sight.
create table saved_view_pin (
  staff_id uuid not null references staff (id) on delete cascade,
  view_id uuid not null references saved_view (id) on delete cascade,
  primary key (staff_id, view_id)
);
