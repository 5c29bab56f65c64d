-- Links by which the holder of an account sets its password: somebody who was invited, or whose password was reset. Here is
-- only the SHA-256 of what stands in the link, so that a copy of the database lets nobody in. An account has one link at a
-- time: a new one takes the place of the one before, and whoever uses it, or a closed account, leaves none. The table
-- `invitation` is that of the very first Administrator, who has no account yet.
create table account_link (
  staff_id uuid primary key references staff (id) on delete cascade,
  secret_hash bytea not null unique,
  purpose text not null check (purpose in ('invitation', 'reset')),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- When an account was last used by somebody who had signed in, to the minute: kept when its sessions are over.
alter table staff add column seen_at timestamptz;
update staff set seen_at = (select max(session.seen_at) from session where session.staff_id = staff.id);
