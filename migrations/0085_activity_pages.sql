-- The activity of a contact is read page by page, the newest first; what happened in one moment stands in the order of its
-- ids, so that a page begins exactly where the one before ended.
drop index enquiry_of_contact;
drop index engagement_of_contact;
drop index visit_of_contact;
create index enquiry_of_contact on enquiry (contact_id, opened_at desc, id desc) where contact_id is not null;
create index engagement_of_contact on engagement (contact_id, at desc, id desc);
create index visit_of_contact on visit (contact_id, at desc, id desc);
