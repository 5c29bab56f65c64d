-- Which try at a request took its key: a server whose commit was never answered finds out whether it was its own.
alter table idempotency add column attempt uuid;
