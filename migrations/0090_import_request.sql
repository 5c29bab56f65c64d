-- What was asked for under the key of an import from a program: a hash of its request, keyed with the sender's token. The
-- same key with another request is refused. Absent for the page, whose keys are made for one start each, and for imports
-- from before.
alter table import add column request_hash bytea;
