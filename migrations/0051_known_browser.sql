-- Browsers that have signed in to an account before. Each has ten wrong passwords a minute of its own, so that strangers
-- who use up those that everybody shares keep nobody out of their own account. The cookie holds 256 random bits; here is
-- only their SHA-256.
create table known_browser (
    browser_hash bytea not null,
    staff_id uuid not null references staff (id) on delete cascade,
    -- The last sign-in; a browser that has not signed in for a year is a stranger again.
    used_at timestamptz not null default now(),
    primary key (browser_hash, staff_id)
);

create index known_browser_staff on known_browser (staff_id, used_at);
