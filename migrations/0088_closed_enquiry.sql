-- What is asked of enquiries once they are closed.

-- Whoever could edit the contact from an enquiry, as somebody in its room while it was handled, may leave a proposal there
-- later, however they stand to it by then. Of enquiries that were closed before this was written down, all who were in
-- their rooms are believed.
alter table enquiry_staff add column could_edit boolean not null default false;
update enquiry_staff set could_edit = true
where status = 'closed' or place is not null and status in ('ongoing', 'followed_up');

-- The reports are searched by any part of a subject. Without this index a rare word means reading all of them; pieces of
-- fewer than three characters are looked for as before, along the order in which the enquiries were opened. `pg_trgm`
-- comes with Postgres, and the owner of a database may take it in.
create extension if not exists pg_trgm;
create index enquiry_closed_subject on enquiry using gin (subject gin_trgm_ops) where status = 'closed';
