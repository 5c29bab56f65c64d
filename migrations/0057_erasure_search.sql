-- Somebody who stands in the file of this import was erased: the file goes as soon as it is no longer read, and with it
-- what was said about its failed records.
alter table import add column erased_at timestamptz;

-- Files that are still to be searched for somebody who was erased, each by the server on whose disk it lies, within a
-- second. The person stands here until then and no longer; a file that no server has goes after its seven days, and its
-- row with it.
create table erasure_search (
  import_id uuid not null references import (id) on delete cascade,
  contact_id uuid not null,
  -- As `model::bin::person::Person`: phones, email addresses, IDs, names.
  person jsonb not null,
  primary key (import_id, contact_id)
);
