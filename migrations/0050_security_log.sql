-- What concerns the safety of the installation itself: who came in or was kept out, and who changed accounts, roles and
-- tokens, when and from where. Nothing of contacts stands here, and nothing that a stranger typed. Old entries are
-- forgotten, and refusals, which strangers cause, sooner than the rest.
create table security_log (
    -- The order in which things happened, whatever the clock said.
    number bigint generated always as identity primary key,
    at timestamptz not null default now(),
    -- A word of `model::security_log::Event`.
    event text not null,
    -- Who did it: an account or a token, nil for the command line, absent for a stranger.
    actor_id uuid,
    -- The name as it was then.
    actor text not null default '',
    -- The account or token that it was done to, and its name as it was then; absent where no known account was meant.
    subject_id uuid,
    subject text not null default '',
    -- What changed, such as "agent → supervisor".
    detail text not null default '',
    -- The network address that the request came from; absent for the command line.
    address text
);

create index security_log_event on security_log (event, number);
