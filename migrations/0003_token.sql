-- Keys that programs use on /api/v1. Only the SHA-256 is kept: a token has 256 random bits, so nothing slower is needed.
create table token (
    id uuid primary key,
    name text not null,
    token_hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    used_at timestamptz
);

-- A one-time link: whoever opens it may create the first Administrator. It is spent with the first use.
create table invitation (
    token_hash bytea primary key,
    created_at timestamptz not null default now()
);
