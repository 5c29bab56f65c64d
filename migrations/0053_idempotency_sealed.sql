-- What a write under an Idempotency-Key was answered is sealed with the token that sent it, which is known here only by
-- its hash: a copy of the database tells neither the secret of a token that was made nor the contact in an answer. The
-- hash of the request is keyed the same way, so that a password in it cannot be guessed at. What was kept openly goes;
-- its keys stay taken, so that nothing is done twice. Rows without a hash are of pages, and hold only an id.
update idempotency set status = null, body = null, request_hash = '' where request_hash <> '';
alter table idempotency drop column headers;
comment on column idempotency.request_hash is 'HMAC of method, address and body under the sender''s token';
comment on column idempotency.body is 'headers and body of the answer, sealed under the sender''s token';
