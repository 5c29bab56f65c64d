-- Programs keep views of the list and layouts of files too: for everybody, as a token has no page of its own to keep one
-- for. Such a one has no owner among the staff; any program that may write contacts changes it, and Administrators.
alter table saved_view
  alter column staff_id drop not null,
  -- The name of the token that kept it; empty where it has an owner.
  add column actor text not null default '',
  add check (staff_id is not null or shared);

-- Two views of programs do not differ only in case either.
create unique index saved_view_of_programs on saved_view (folded) where staff_id is null;

alter table import_recipe
  alter column staff_id drop not null,
  add column actor text not null default '',
  add check (staff_id is not null or name is not null);
