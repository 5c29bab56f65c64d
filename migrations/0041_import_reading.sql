-- How the file of an import was read, and what of it was left out: for whoever asks later why a name reads wrong or a
-- phone number is missing. The page reads its file in the browser and says so itself.
alter table import
    -- The encoding by name; null while the file is on its way, for a workbook, and for a refused file.
    add column encoding text,
    -- False where the encoding was a guess and another may have been meant.
    add column encoding_sure boolean not null default true,
    -- The headers of columns that no field knows.
    add column ignored_columns text[] not null default '{}';
