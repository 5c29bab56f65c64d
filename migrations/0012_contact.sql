-- A person outside the organisation. Empty means absent; ids are UUIDv7 made by the server, so that the primary key is
-- also the order of creation.
create table contact (
  id uuid primary key,
  -- Counts the saves. An update names the version it was made from.
  version bigint not null default 1,
  first_name text not null default '',
  last_name text not null,
  -- Names that merges brought along.
  other_first_names text[] not null default '{}',
  other_last_names text[] not null default '{}',
  kind text not null default 'Lead',
  level text not null default 'Primary',
  company text not null default '',
  job_title text not null default '',
  team text not null default '',
  group_name text not null default '',
  language text not null default '',
  birth_date date,
  street text not null default '',
  city text not null default '',
  state text not null default '',
  zip text not null default '',
  country text not null default '',
  -- Ids of labels, in the order of the contact.
  labels uuid[] not null default '{}',
  -- Values by Field ID.
  custom jsonb not null default '{}',
  -- Who created it: a member of staff, or nobody when a token did; and by which import.
  created_by uuid,
  import_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Set when it is deleted, and when it was merged into another: either way it has left list, search and export.
  deleted_at timestamptz,
  merged_into uuid references contact (id),
  -- What `contact::search` makes of the row, always written together with it. `search` is the folded text that a search
  -- must find; `terms` are the pieces of it, and the values that filters ask for, as numbers; the others are sort keys.
  search text collate "C" not null,
  terms integer[] not null,
  sort_name text collate "C" not null,
  sort_company text collate "C" not null
);

-- The lists by name, company and last update. The newest come by the primary key.
create index contact_by_name on contact (sort_name, id) where deleted_at is null;
create index contact_by_company on contact (sort_company, id) where deleted_at is null;
create index contact_by_update on contact (updated_at, id) where deleted_at is null;
-- Search and filters: one index of many small numbers. Inserts go to its pending list, which is why imports are fast.
create index contact_terms on contact using gin (terms) where deleted_at is null;
-- The bin, the contacts of an import, and the contacts that were merged into one.
create index contact_deleted on contact (deleted_at) where deleted_at is not null;
create index contact_by_import on contact (import_id) where import_id is not null;
create index contact_merged on contact (merged_into) where merged_into is not null;

-- The three lists of a contact carry no foreign key: contacts are never removed but by erasing, which takes the lists
-- along, and checking each row would cost an import as much as all its indexes (20 of 40 µs a contact, measured).

-- The telephone numbers of a contact, `+` and digits. Verified ones were proved by the contact centre and stay as they are.
create table contact_phone (
  contact_id uuid not null,
  position smallint not null,
  kind text not null,
  number text collate "C" not null,
  verified boolean not null default false,
  primary key (contact_id, position)
);

create index contact_phone_number on contact_phone (number);

-- The email addresses of a contact, as written.
create table contact_email (
  contact_id uuid not null,
  position smallint not null,
  kind text not null,
  address text collate "C" not null,
  primary key (contact_id, position)
);

create index contact_email_address on contact_email (lower(address));

-- The names and IDs of a contact on social networks.
create table contact_social (
  contact_id uuid not null,
  position smallint not null,
  network text not null,
  account text collate "C" not null,
  verified boolean not null default false,
  primary key (contact_id, position)
);

create index contact_social_account on contact_social (account, network);
