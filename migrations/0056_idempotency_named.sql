-- The ids that a request under an Idempotency-Key and its answer name: erasing a contact forgets what was answered about
-- it, and finds that by this index instead of reading all answers of a day.
alter table idempotency add column named uuid[] not null default '{}';

update idempotency set named = array(
  select found[1]::uuid
  from regexp_matches(
    convert_from(body, 'UTF8'), '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})', 'g'
  ) as found
)
where body is not null;

create index idempotency_named on idempotency using gin (named);
