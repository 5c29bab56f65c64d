-- The undo of an import takes away what the import created: such a contact is deleted and erased in its time like any
-- other, but it is not in the bin, which holds what people threw away one by one and may want back.
alter table contact add column taken_back boolean not null default false;
