-- What the contact centre reports about contacts: shown in the Activity tab, moved by a merge, never written by a person.
-- Every report carries the id it has in the contact centre, so that telling it twice keeps it once.

-- An enquiry: one conversation of a visitor with the contact centre.
create table enquiry (
  id uuid primary key,
  external_id text not null unique,
  -- Nobody until the visitor is known to be a contact.
  contact_id uuid references contact (id),
  channel text not null
    check (channel in ('web_chat', 'phone_call', 'email', 'messenger', 'whatsapp', 'wechat', 'line', 'woztell')),
  -- Queued, ongoing, the waiting limit passed, a missed one taken up again, closed.
  status text not null check (status in ('open', 'ongoing', 'missed', 'followed_up', 'closed')),
  -- The team or number it was routed to.
  destination text not null default '',
  subject text not null default '',
  -- The names of the staff in its room, in the order in which they joined.
  staff text[] not null default '{}',
  -- What the visitor said about themselves, as it came.
  visitor jsonb not null default '{}',
  opened_at timestamptz not null,
  closed_at timestamptz,
  updated_at timestamptz not null default now(),
  check (status <> 'closed' or closed_at is not null)
);

create index enquiry_of_contact on enquiry (contact_id, opened_at desc) where contact_id is not null;

-- A message of an enquiry: a line of its transcript.
create table enquiry_message (
  id uuid primary key,
  enquiry_id uuid not null references enquiry (id) on delete cascade,
  external_id text not null,
  at timestamptz not null,
  sender text not null check (sender in ('visitor', 'staff', 'system')),
  -- The name of the sender, as it was then.
  name text not null default '',
  text text not null,
  unique (enquiry_id, external_id)
);

create index enquiry_message_in_order on enquiry_message (enquiry_id, at, id);

-- A call or a text message from staff to a contact.
create table engagement (
  id uuid primary key,
  -- Absent where it was pressed here and not reported.
  external_id text unique,
  contact_id uuid not null references contact (id),
  kind text not null check (kind in ('call', 'sms')),
  number text not null default '',
  -- The member of staff, and the name to show where that account is unknown here.
  staff uuid,
  actor text not null default '',
  at timestamptz not null,
  -- How long a call took; absent where nobody knows.
  seconds integer check (seconds >= 0),
  -- What a text message said.
  text text not null default ''
);

create index engagement_of_contact on engagement (contact_id, at desc);

-- A page that a contact looked at.
create table visit (
  id uuid primary key,
  external_id text unique,
  contact_id uuid not null references contact (id),
  title text not null default '',
  -- As reported: only http and https may become a link.
  address text not null,
  at timestamptz not null
);

create index visit_of_contact on visit (contact_id, at desc);

-- What a contact wrote from, as its last enquiry told. The newest is the one shown.
create table device (
  id uuid primary key,
  contact_id uuid not null references contact (id),
  enquiry_id uuid references enquiry (id) on delete set null,
  platform text not null default '',
  os text not null default '',
  browser text not null default '',
  ip text not null default '',
  location text not null default '',
  language text not null default '',
  last_seen timestamptz not null
);

create index device_of_contact on device (contact_id, last_seen desc);
create index device_of_enquiry on device (enquiry_id) where enquiry_id is not null;
