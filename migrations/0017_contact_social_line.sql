-- Whether any contact of an export is on LINE decides about a column of Contact.csv before its first byte is sent.
create index contact_social_line on contact_social (contact_id) where network = 'line';
