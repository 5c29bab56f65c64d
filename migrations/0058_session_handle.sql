-- What a person sees of their own sessions. The handle names one of them to its owner without saying anything about the
-- cookie that opens it; where it was opened stands in `data`, as browser and address.
alter table session add column handle uuid not null unique default gen_random_uuid();

-- How often the present password was given wrong in this session: after a few times it is over, since whoever sits there
-- may have found it open.
alter table session add column wrong smallint not null default 0;
