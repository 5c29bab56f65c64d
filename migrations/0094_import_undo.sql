-- The undo of an import, done in the background: the row of the import is the whole state of it, so that any process goes
-- on after a kill. Its ledger adds up at every moment: position = removed + restored + kept + failed, and at the end that is
-- the total. Absent where the import was not taken back, or before this migration.
alter table import
    add column undo_status text check (undo_status in ('running', 'stopped', 'done')),
    -- Who takes it back, as `who::Who`: each batch is written only while they still may, and the change log names them.
    add column undo_by jsonb,
    -- Whether contacts that were edited since are taken back as well.
    add column undo_edited boolean not null default false,
    add column undo_total integer not null default 0,
    add column undo_position integer not null default 0,
    -- Created contacts that are gone, and updated ones that have their old values.
    add column undo_removed integer not null default 0,
    add column undo_restored integer not null default 0,
    -- Left alone: somebody edited or deleted them since.
    add column undo_kept integer not null default 0,
    -- The database refused to store what they were.
    add column undo_failed integer not null default 0,
    add column undo_at timestamptz,
    add constraint undo_adds_up check (undo_position = undo_removed + undo_restored + undo_kept + undo_failed);

create index import_undoing on import (undo_at) where undo_status = 'running';

-- The contacts that an undo looks at, as they stood when it began, in the order of their ids. The next undo of the same
-- import looks at those that this one left.
create table import_undo (
    import_id uuid not null references import (id) on delete cascade,
    -- Counts from 1; those up to the import's `undo_position` have their outcome.
    position integer not null,
    contact_id uuid not null,
    -- Why it was left; absent while it waits, and where it was taken back.
    outcome text check (outcome in ('kept', 'failed')),
    primary key (import_id, position)
);

-- The import that brought a label along, for its history.
alter table label add column import_id uuid;
create index label_import on label (import_id) where import_id is not null;
