-- The message of an enquiry in which a value was heard that this entry of the log added. Not a key: what was said in an
-- enquiry goes with the person who is erased, and leaves an entry that leads nowhere.
alter table change add column message_id uuid;
