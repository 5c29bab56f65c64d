-- What a write under an Idempotency-Key was answered, kept for a day: the same key gets the same answer, once.
create table idempotency (
    -- The account or token that sent the key; keys of others never collide.
    owner_id uuid not null,
    key text not null,
    -- SHA-256 of method, address and body: the same key with another request is refused.
    request_hash bytea not null,
    -- Absent while the first request is still being worked on.
    status smallint,
    headers jsonb,
    body bytea,
    created_at timestamptz not null default now(),
    primary key (owner_id, key)
);

create index idempotency_created on idempotency (created_at);
