-- How a member of staff stands to an enquiry: the first that holds. What follows from it is the table of `contact::permit`;
-- a department is compared trimmed and in any case, and a blank one equals none.
create function relation_to(enquiry uuid, destination text, asking uuid) returns text
  language sql stable parallel safe
  as $$
    select case
        when here.place is not null then 'in_room'
        when staff.role = 'administrator' then 'administrator'
        when staff.role = 'supervisor' and btrim(routed.department) <> ''
          and lower(btrim(staff.department)) = lower(btrim(routed.department)) then 'supervisor'
        when here.email is not null then 'was_in_room'
        when member.email is not null then 'of_destination'
        else 'other'
      end
    from (select 1) as one
      left join staff on staff.id = $3 and staff.active
      left join enquiry_staff as here on here.enquiry_id = $1 and here.email = lower(staff.email)
      left join destination as routed on routed.external_id = $2
      left join destination_staff as member on member.destination_id = routed.id and member.email = lower(staff.email)
  $$;
