-- A contact as it is shown: its row with its lists as JSON and the names of its labels. For reading by id only; the
-- lists look contacts up first and then read the few that they show.
create view contact_whole as
select
  id, version, first_name, last_name, other_first_names, other_last_names, kind, level, company, job_title, team, group_name,
  language, birth_date, street, city, state, zip, country, created_at, updated_at, deleted_at, merged_into, import_id,
  (
    select coalesce(json_agg(json_build_object('type', kind, 'number', number, 'verified', verified) order by position), '[]')
    from contact_phone where contact_id = contact.id
  ) as phones,
  (
    select coalesce(json_agg(json_build_object('type', kind, 'address', address) order by position), '[]')
    from contact_email where contact_id = contact.id
  ) as emails,
  (
    select coalesce(json_agg(json_build_object('network', network, 'id', account, 'verified', verified) order by position), '[]')
    from contact_social where contact_id = contact.id
  ) as socials,
  -- Labels and fields that were deleted since are simply no longer shown: deleting one touches no contact.
  case custom
    when '{}' then '{}'
    else (
      select coalesce(jsonb_object_agg(held.id, held.value), '{}') from jsonb_each(custom) as held (id, value)
      join custom_field on custom_field.id = held.id and active
    )
  end as custom,
  case labels
    when '{}' then '{}'
    else array(
      select label.name from unnest(labels) with ordinality as held (id, place)
      join label on label.id = held.id order by place
    )
  end as label_names
from contact;
