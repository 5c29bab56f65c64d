-- What somebody decided about a file of contacts, to be offered again for the next file with the same header: which column is
-- which field, what is repaired, what becomes of contacts that exist. No cell of a person stands in it, beyond the words that
-- a step needs.
create table import_recipe (
  id uuid primary key,
  -- Whose it is. It goes with its owner's account.
  staff_id uuid not null references staff (id) on delete cascade,
  -- A layout that was saved under a name, for everybody; absent: what its owner chose the last time for such a file.
  name text,
  -- The name as `contact::label` folds it.
  folded text,
  -- By what files with the same header are known: a hash of their headers (`contact::recipe`).
  fingerprint text not null,
  -- As the command line and the API take it.
  recipe jsonb not null,
  kept_at timestamptz not null default now(),
  check ((name is null) = (folded is null))
);

create unique index import_recipe_last on import_recipe (staff_id, fingerprint) where name is null;
create unique index import_recipe_named on import_recipe (folded) where name is not null;

-- By which recipe the file of an import from a program is read, and what that means for this file, known once it was read
-- through: every later reading makes the same of it.
alter table import
  add column recipe jsonb,
  add column recipe_reading jsonb;
