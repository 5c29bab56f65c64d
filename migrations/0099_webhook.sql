-- The endpoints of programs that are told what happens, and what each is told. There is no second outbox: a delivery is made of
-- an event by its place in all that happened (migration 0092), and up to which place that was done stands beside the endpoint,
-- written in the same transaction. So no event is passed over and none is delivered under two ids, whatever is killed.
create table webhook (
  id uuid primary key,
  url text not null,
  description text not null,
  -- Words of `wire::events::EventKind`.
  types text[] not null,
  -- Whether the contacts that an import writes are told one by one.
  imports boolean not null,
  -- A word of `wire::webhooks::WebhookState`.
  state text not null default 'active' check (state in ('active', 'paused', 'gone', 'failed')),
  -- What signs deliveries, sealed with SECRET_KEY; the one before signs along for a day.
  secret bytea not null,
  old_secret bytea,
  old_secret_until timestamptz,
  -- Up to which event deliveries were made.
  epoch integer not null,
  number bigint not null,
  -- Since when nothing has been delivered, while deliveries fail; how often in a row; and until when it is let rest.
  failing_since timestamptz,
  failures integer not null default 0,
  rest_until timestamptz,
  -- Whether an Administrator has looked since it was disabled.
  seen boolean not null default true,
  -- The server that works on it. A lease only decides who tries; what it notes counts only while it is its own.
  lease uuid,
  leased_until timestamptz,
  created_at timestamptz not null default now()
);

-- What an endpoint is told, each for as long as a person may ask what became of it. It holds no value of a contact: the body is
-- made when it is sent, and so that of an attempt after somebody was erased tells nothing of them.
create table webhook_delivery (
  -- Its `webhook-id`, the same on each attempt.
  id uuid primary key,
  webhook_id uuid not null references webhook on delete cascade,
  -- The event: its place, its kind and what it is about. A merge has one place and tells of two contacts.
  epoch integer not null,
  number bigint not null,
  kind text not null,
  subject uuid not null,
  -- What is told of one contact is told in order; of what is about none, in the order of its subject.
  lane uuid not null,
  -- The event as `model::feed::FeedEntry`, without a value.
  entry jsonb not null,
  happened_at timestamptz not null,
  -- A word of `wire::webhooks::DeliveryState`.
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
  attempts integer not null default 0,
  -- Since when it has waited, and when it is tried next.
  waiting_since timestamptz not null default now(),
  next_at timestamptz not null default now(),
  -- The last attempt: when, the status of the answer, the beginning of its text or why there is none, and how long it took.
  tried_at timestamptz,
  status integer,
  answer text not null default '',
  milliseconds integer,
  created_at timestamptz not null default now(),
  -- An event that is taken twice makes one delivery.
  unique (webhook_id, epoch, number, kind, subject)
);

-- What waits, in order; and what waits before it of the same contact.
create index webhook_delivery_waiting on webhook_delivery (webhook_id, epoch, number) where state = 'waiting';
create index webhook_delivery_lane on webhook_delivery (webhook_id, lane, epoch, number) where state = 'waiting';
-- The newest first, as they are read and forgotten.
create index webhook_delivery_newest on webhook_delivery (webhook_id, id);
-- What is sent again from a time on.
create index webhook_delivery_happened on webhook_delivery (webhook_id, happened_at);
-- An endpoint may answer with what it was told: that goes with whom it is about.
create index webhook_delivery_answer on webhook_delivery (lane) where answer <> '';
