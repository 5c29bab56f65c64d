-- A label that was deleted, kept so that it can come back. Contacts go on holding its id, unseen, so that the return of
-- its row to `label` is all there is to it.
create table deleted_label (
  id uuid primary key,
  name text not null,
  folded text not null,
  colour text not null,
  created_at timestamptz not null,
  deleted_at timestamptz not null default now(),
  -- The name of whoever deleted it.
  deleted_by text not null
);

-- When a custom field was deleted and by whom. Its values stay in contact.custom, unseen, so that it can come back.
alter table custom_field
  add column deleted_at timestamptz,
  add column deleted_by text not null default '';
