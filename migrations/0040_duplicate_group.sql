-- Contacts that belong together by any chain of pairs of `duplicate`, as the last search found them. A page of groups is
-- read from here in order, whatever the number of pairs. A group whose last pair has gone since is none.
create table duplicate_group (
  -- The smallest id in it.
  id uuid primary key,
  -- That of its strongest pair. 3: two reasons or more; 2: same phone or same email; 1: a like-sounding name at the same
  -- company.
  strength smallint not null
);

create index duplicate_group_in_order on duplicate_group ((- strength), id);

insert into duplicate_group (id, strength) select group_id, max(strength) from duplicate group by group_id;

drop index duplicate_in_order;
alter table duplicate drop column strength;
create index duplicate_in_group on duplicate (group_id, one_id, two_id);
