-- A field that the organisation added to its contacts. Its values stand in contact.custom under its id.
create table custom_field (
  -- The Field ID, `cf_…`: fixed, never used again.
  id text primary key,
  name text not null,
  folded text not null,
  -- text, number, date, dropdown_single, dropdown_multiple or checkbox: fixed.
  kind text not null,
  options jsonb not null default '[]',
  position integer not null,
  -- False once deleted: its values are gone, its id stays taken.
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create unique index custom_field_name on custom_field (folded) where active;
