-- What else there is to say about the file of an import, in sentences: the line on which its header was found, rows that
-- repeat it, sheets with contacts that were not read, rows that nobody sees in the spreadsheet.
alter table import add column notes text[] not null default '{}';
