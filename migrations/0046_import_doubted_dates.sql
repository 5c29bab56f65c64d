-- The date columns of the file, by name, in which 03/04/1985 may be either date, since others are only DD/MM/YYYY: found
-- when the file was read through once, and known whenever it is read again.
alter table import add column doubted_dates text[] not null default '{}';
