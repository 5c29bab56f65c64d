-- The people who work here and sign in.
create table staff (
    id uuid primary key,
    name text not null,
    email text not null,
    role text not null check (role in ('administrator', 'supervisor', 'agent')),
    -- Argon2id in PHC form; absent for somebody who cannot sign in with a password.
    password_hash text,
    department text not null default '',
    extension text not null default '',
    phone text not null default '',
    job_title text not null default '',
    -- A name of the IANA database, such as Asia/Hong_Kong.
    time_zone text not null default 'UTC',
    availability text not null default 'offline' check (availability in ('available', 'busy', 'away', 'offline')),
    -- Left the organisation: keeps the name in every log, may not sign in.
    active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create unique index staff_email on staff (lower(email));
