-- By which rules the search keys of contacts were made: `search`, `terms`, `sort_name` and `sort_company` of `contact`. A
-- server whose rules are others writes the keys anew in the background, in the order of the ids, a chunk at a time: one
-- row for all servers, which is also the lock of a chunk.
create table folding (
  id boolean primary key default true check (id),
  -- The rules that every contact's keys follow.
  version integer not null default 1,
  -- The rules that are being brought in, and how far that is; contacts written meanwhile follow them already.
  next integer not null default 1,
  done_to uuid not null default '00000000-0000-0000-0000-000000000000'
);

insert into folding default values;
