-- Labels that look alike are one: neither characters that nobody sees nor the way an accent is written tells two apart
-- any more. This folds the names that exist as `contact::label` folds new ones, and makes one of those that are alike:
-- the oldest stays, and every contact that wore another one wears it.
create function pg_temp.fold(name text) returns text language sql immutable as $$
  select normalize(btrim(regexp_replace(name,
    E'[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]',
    '', 'g'), E' \t\n\r\u00A0\u3000'), NFC)
$$;

-- A label's term in the index of contacts, as `contact::search::Facet` numbers it.
create function pg_temp.term(id uuid) returns integer language plpgsql immutable as $$
declare
  hash bigint := 2166136261;
  bytes bytea := 'label'::bytea || '\x00'::bytea || uuid_send(id);
begin
  for place in 0 .. length(bytes) - 1 loop
    hash := ((hash # get_byte(bytes, place)) * 16777619) % 4294967296;
  end loop;
  return (hash | 2147483648) - 4294967296;
end $$;

create temporary table alike on commit drop as
  select id, pg_temp.fold(folded) as folded,
    first_value(id) over (partition by pg_temp.fold(folded) order by created_at, id) as kept
  from label;

update contact set
  labels = (
    select array_agg(kept order by place) from (
      select coalesce(alike.kept, held.id) as kept, min(held.place) as place
      from unnest(contact.labels) with ordinality as held (id, place) left join alike on alike.id = held.id
      group by 1
    ) as held),
  terms = (
    select array_agg(distinct term order by term) from unnest(contact.terms || array(
      select pg_temp.term(alike.kept) from alike where alike.id = any (contact.labels)
    )) as held (term))
where labels && array(select id from alike where id <> kept);

delete from label using alike where label.id = alike.id and alike.id <> alike.kept;
update label set folded = alike.folded from alike where label.id = alike.id and label.folded <> alike.folded;

-- The same for the names of saved views; two that are alike stay, and only the older one is found by that name.
update saved_view set folded = pg_temp.fold(folded)
where folded <> pg_temp.fold(folded) and not exists (
  select from saved_view as other
  where other.staff_id = saved_view.staff_id and other.id <> saved_view.id
    and pg_temp.fold(other.folded) = pg_temp.fold(saved_view.folded));
