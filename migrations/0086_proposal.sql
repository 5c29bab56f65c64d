-- An edit that was refused because its enquiry was closed meanwhile, left on the contact for somebody else to decide on,
-- field by field.
create table proposal (
  id uuid primary key,
  contact_id uuid not null references contact (id),
  enquiry_id uuid references enquiry (id) on delete set null,
  -- Whoever made the edit, and their name as it was then.
  staff uuid not null,
  actor text not null,
  at timestamptz not null default now(),
  -- The version of the contact that the edit was made from.
  base_version bigint not null
);

create index proposal_of_contact on proposal (contact_id, at desc);

create table proposal_value (
  proposal_id uuid not null references proposal (id) on delete cascade,
  -- As in the lines of the change log.
  field text not null,
  old jsonb,
  new jsonb,
  state text not null default 'open' check (state in ('open', 'accepted', 'dropped')),
  -- The name of whoever decided.
  decider text not null default '',
  decided_at timestamptz,
  primary key (proposal_id, field),
  check ((state = 'open') = (decided_at is null))
);
