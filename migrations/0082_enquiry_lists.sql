-- The lists of enquiries, page by page in the order in which they were opened. `enquiry_by_status` finds those of a tab;
-- these find them by what a tab is narrowed down to, so that a page and a count of 10,000 read only what they show.

-- By destination: of a filter, and of those whom somebody may see because it is theirs. The channel is carried along, so
-- that both filters together are answered from the index.
create index enquiry_by_destination on enquiry (destination, status, opened_at, id) include (channel)
  where status is not null;
-- By channel.
create index enquiry_by_channel on enquiry (channel, status, opened_at, id) where status is not null;

-- By who is or was in the room: how its enquiry stands, and what lists are narrowed down by, is written here too, by every
-- report of it.
alter table enquiry_staff
  add column status text,
  add column opened_at timestamptz,
  add column channel text,
  add column destination text;
update enquiry_staff
set status = enquiry.status, opened_at = enquiry.opened_at, channel = enquiry.channel, destination = enquiry.destination
from enquiry where enquiry.id = enquiry_id;
drop index enquiry_staff_email;
create index enquiry_staff_in_order on enquiry_staff (email, status, opened_at, enquiry_id)
  include (place, channel, destination);

-- The last visits of an enquiry that is nobody's yet.
drop index visit_of_enquiry;
create index visit_of_enquiry on visit (enquiry_id, at desc) where enquiry_id is not null;

-- How far a time zone is ahead of UTC just now. What a device calls its zone is believed only where the database of zones
-- knows it by this name: Postgres would read `UTC+8` as eight hours behind, as POSIX does.
create function minutes_ahead_of_utc(zone text) returns integer
  language plpgsql stable parallel safe
  as $$
  begin
    if zone !~ '^(UTC|Etc/GMT[+-][0-9]{1,2}|[A-Za-z_]+(/[A-Za-z_-]+)+)$' then
      return null;
    end if;
    return round(extract(epoch from (now() at time zone zone) - (now() at time zone 'UTC')) / 60);
  exception when invalid_parameter_value then
    return null;
  end
  $$;
