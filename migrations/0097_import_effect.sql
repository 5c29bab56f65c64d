-- The key of a look at what an import would do: the digests of a file's phones and emails are made with it, in the browser and
-- here, so that no cell of the file is sent. One look of each account or token at a time; an hour later the key is forgotten.
create table import_effect (
    owner_id uuid primary key,
    id uuid not null unique,
    key bytea not null,
    expires_at timestamptz not null
);

-- Records of an import, by their numbers in what was sent, for which something else was chosen than for the import as a whole
-- where their contact exists already.
create table import_choice (
    import_id uuid not null references import (id) on delete cascade,
    from_record integer not null,
    to_record integer not null check (to_record >= from_record),
    choice text not null check (choice in ('create', 'skip', 'update')),
    primary key (import_id, from_record)
);

-- The contacts that an import is to change, as far as its sender has looked: whoever has one of them open is told while the
-- import is under way. Afterwards the rows go.
create table import_change (
    contact_id uuid not null,
    import_id uuid not null references import (id) on delete cascade,
    primary key (contact_id, import_id)
);
