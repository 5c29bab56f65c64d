-- A label that staff put on contacts. A contact holds the ids of its labels, so renaming one touches no contact.
create table label (
  id uuid primary key,
  name text not null,
  -- The name as `contact::label` folds it: two labels that differ only in case are one.
  folded text not null unique,
  -- One of the names of the accessible palette.
  colour text not null,
  created_at timestamptz not null default now()
);
