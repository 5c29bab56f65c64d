-- Who is known not to be the same person as a contact. Postgres puts its text in the place of the call, so that a statement
-- which asks for it among other things needs no second one.
create function not_same_as(contact uuid) returns setof uuid language sql stable parallel safe as $$
    select case one_id when contact then two_id else one_id end from not_same where one_id = contact or two_id = contact
$$;
