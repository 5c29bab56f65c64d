-- Whoever looks at one enquiry beside a conversation in another product, whose server let them in by a ticket that it signed.
-- Of the key that opens the session here is only the SHA-256, so that a copy of the database lets nobody in.
create table embed_session (
    -- The `jti` of the ticket: it is good once, so that who copied it is too late, at every server of this database. All
    -- tickets are signed with one secret, so that its owner sees to it that no two have the same.
    ticket text primary key,
    -- Absent where the session gave way to a newer one of the same account. The ticket stays used.
    key text unique,
    staff_id uuid not null references staff (id) on delete cascade,
    -- The id that the enquiry has in the contact centre; nothing else can be reached by this session.
    enquiry text not null,
    -- A session is not prolonged. A row is there until then, which is longer than any ticket is good.
    expires_at timestamptz not null
);

create index embed_session_expires on embed_session (expires_at);
create index embed_session_staff on embed_session (staff_id, expires_at);
