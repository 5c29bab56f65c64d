-- A workbook is kept as the delimited text that was made of it; its problems then name rows instead of lines.
alter table import add column workbook boolean not null default false;
