-- When a token opens nothing any more; absent: never. And the name of who made it, empty for those of before.
alter table token
    add column expires_at timestamptz,
    add column created_by text not null default '';
