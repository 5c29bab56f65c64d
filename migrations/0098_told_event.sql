-- Which events programs are told of, by the feed and by webhooks. Pages look anew whenever something happened to an import or
-- an enquiry; programs are told when an import came to an end, or the taking back of one, and when an enquiry was given to a
-- contact. Whoever writes the event says which it is, in the transaction that does it.
alter table event
  -- Of an import: it is over.
  add column ended boolean not null default false,
  -- Of an enquiry: the contact that it was given to, which is no key, since it may be gone by now.
  add column mapped_contact_id uuid,
  -- Of both: the name of whoever did it, as it was then, and which way, as in the change log. Never a value of a contact.
  add column actor text not null default '',
  add column source text not null default '',
  add check (import_id is not null or not ended),
  add check (enquiry_id is not null or mapped_contact_id is null);

-- Reports write by far the most events, and programs are told of few of them: whoever follows skips the others by this index.
create index event_for_programs on event (number) where contact_id is not null or ended or mapped_contact_id is not null;
