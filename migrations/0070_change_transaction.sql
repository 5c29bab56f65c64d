-- The transaction that wrote an entry of the log. Numbers are taken before a commit, so a reader who goes by them alone
-- misses an entry whose transaction commits late; one who takes only entries of transactions that have all ended
-- (below `pg_snapshot_xmin(pg_current_snapshot())`), in the order of transaction and number, misses none. Entries from
-- before have the transaction of this migration.
alter table change add column transaction xid8 not null default pg_current_xact_id();
