-- Who is signed in where. The cookie holds a random id; here is only its SHA-256, so that a copy of the database
-- lets nobody in.
create table session (
    id_hash bytea primary key,
    -- Absent until somebody signs in.
    staff_id uuid references staff (id) on delete cascade,
    data jsonb not null,
    -- A session ends some hours after this, however busy it is.
    created_at timestamptz not null default now(),
    -- … and some minutes after this.
    seen_at timestamptz not null default now()
);

create index session_staff on session (staff_id, created_at);
