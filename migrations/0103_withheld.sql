-- What is withheld from a role that has it otherwise: nobody of that role may do it from the next request on. What a role never
-- has does not stand here (`who::Role::may`), and who may set this cannot be withheld: it can always be given back.
create table withheld (
  role text not null check (role in ('administrator', 'supervisor', 'agent')),
  -- A word of `who::permission::Permission`.
  permission text not null check (permission in ('download', 'manage_fields')),
  primary key (role, permission)
);

-- What Administrators of a new installation have put off, one row a step; `all` once they find their way without the steps.
-- Whether a step is done stands nowhere: it is read off what there is.
create table first_step (
  -- A word of `wire::first_hour::FirstStep`, or `all`.
  name text primary key check (name in ('you', 'contacts', 'panel', 'all')),
  left_at timestamptz not null default now(),
  -- Who put it off; absent for a program.
  left_by uuid references staff (id) on delete set null
);
