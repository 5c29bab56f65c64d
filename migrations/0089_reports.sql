-- When somebody pressed Call or SMS here for it; absent where nobody did. A report completes what was pressed about then,
-- and a press joins a report that no press was joined to yet: who presses once more calls once more.
alter table engagement add column pressed_at timestamptz;
update engagement set pressed_at = at where external_id is null;

-- What was pressed and waits for its report.
create index engagement_pressed on engagement (number, at) where external_id is null;

-- What was told of whose a visit is: the enquiry and the contact, as they were named. Of two reports of one visit that
-- differ in nothing else the greater stays, whichever comes first.
alter table visit add column whose text not null default '';
