-- One file of contacts on its way into the database, and what became of it: a line of the import history.
-- The row is the whole state of the job. What is committed is always the first `position` records of the file, so that
-- any process can go on after a kill: it reads the file again and skips those.
create table import (
    id uuid primary key,
    -- The account or token it counts for, nil for the command line. One import of each runs at a time.
    owner_id uuid not null,
    staff_id uuid,
    -- The name shown in the history, as it was then.
    started_by text not null,
    -- Two starts with one key are one import.
    idempotency_key text,
    source text not null check (source in ('page', 'api', 'command')),
    -- What the client called the file: text to show, never a path.
    file_name text not null check (char_length(file_name) <= 255),
    -- Country code, policy for duplicates, and what they are matched by.
    options jsonb not null,
    status text not null default 'receiving'
        check (status in ('receiving', 'running', 'done', 'refused', 'cancelled', 'undone')),
    paused boolean not null default false,
    -- How much of the file is safely on disk, and in how many parts it came.
    bytes bigint not null default 0,
    parts integer not null default 0,
    -- How many records the file holds, known when it was read through once.
    total integer not null default 0,
    -- The ledger: position = created + updated + unchanged + skipped + failed.
    position integer not null default 0,
    created integer not null default 0,
    updated integer not null default 0,
    unchanged integer not null default 0,
    skipped integer not null default 0,
    failed integer not null default 0,
    -- Records that the browser kept back; they are counted here and never left the agent's machine.
    browser_skipped integer not null default 0,
    browser_failed integer not null default 0,
    -- Records a second over the last chunks.
    rate real not null default 0,
    -- Why nothing of the file was imported, or why an import ended early.
    reason_code text,
    reason text,
    -- Who works on it: every chunk is written on condition that the lease is still its own.
    lease uuid,
    leased_until timestamptz,
    created_at timestamptz not null default now(),
    -- Last sign of life of the sender.
    received_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    -- When the file was removed from the disk.
    file_removed_at timestamptz,
    check (position = created + updated + unchanged + skipped + failed)
);

create unique index import_idempotency on import (owner_id, idempotency_key);
create index import_history on import (id desc);
create index import_waiting on import (created_at) where status in ('receiving', 'running');

-- What became of each record of an import: exactly one outcome, by the primary key.
create table import_record (
    import_id uuid not null references import (id) on delete cascade,
    -- Counts the records of the file from 1.
    record integer not null,
    outcome text not null check (outcome in ('created', 'updated', 'unchanged', 'skipped', 'failed')),
    -- The contact that was created, changed, or found to be the same.
    contact_id uuid,
    -- Why it failed: the sentence of ErrorDetail.csv.
    error text,
    primary key (import_id, record)
);
