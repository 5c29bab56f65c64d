-- A note that staff wrote about a contact.
create table note (
  id uuid primary key,
  contact_id uuid not null references contact (id),
  staff uuid,
  actor text not null default '',
  at timestamptz not null default now(),
  text text not null
);

create index note_of_contact on note (contact_id, id);
