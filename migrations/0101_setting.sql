-- What Administrators have set for the whole installation. What is not here is as usual; a flag or a variable of the
-- environment wins over what is here.
create table setting (
    -- A word of `wire::installation::SettingName`.
    name text primary key,
    value jsonb not null,
    changed_at timestamptz not null default now(),
    -- The name of who set it, as it was then.
    changed_by text not null
);

-- What products sign their tickets for the side panel with. It is sealed by the server's SECRET_KEY, so that a copy of the
-- database opens nothing.
create table panel_secret (
    number bigint generated always as identity primary key,
    sealed bytea not null,
    made_at timestamptz not null default now(),
    made_by text not null,
    -- Until when tickets that are signed with it are still taken; absent for the present one.
    good_until timestamptz
);

create unique index panel_secret_present on panel_secret ((good_until is null)) where good_until is null;

-- What a file may not exceed, as it was set when its import began: it is judged several times, and always the same. Absent
-- for imports of before.
alter table import add column limits jsonb;
