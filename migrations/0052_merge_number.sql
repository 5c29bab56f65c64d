-- The order in which merges were made. Their ids begin with the time, which may go back; merges into one contact are
-- undone in the reverse of this order.
alter table merge add column number bigint;
update merge set number = place.number
  from (select id, row_number() over (order by id) as number from merge) as place where place.id = merge.id;
alter table merge alter column number set not null;
alter table merge alter column number add generated always as identity;
select setval(pg_get_serial_sequence('merge', 'number'), coalesce(max(number), 0) + 1, false) from merge;
