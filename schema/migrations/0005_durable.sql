-- What happened, what has to be done about it, and what leaves the house.

-- One row for each storefront: the last position given, and up to where the feed was trimmed.
create table feeds (
    storefront_id text primary key references storefronts,
    position bigint not null default 0,
    trimmed bigint not null default 0
);

-- An event without a position is the outbox. `ordinal` rises with each insert, so that of two changes of one
-- subject (the second waits for the first one's lock) the first always has the lower one.
create table events (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^evt_[0-9a-z]{26}$'),
    ordinal bigint generated always as identity,
    position bigint,
    type text not null,
    subject text not null,
    sequence bigint not null,
    order_id text,
    shipment_id text,
    claim_id text,
    account_id text,
    public boolean not null,
    actor_kind text not null check (actor_kind in ('CUSTOMER', 'STAFF', 'PARTNER', 'SYSTEM')),
    actor_id text,
    occurred_at timestamptz not null,
    data jsonb not null default '{}',
    primary key (storefront_id, id),
    unique (storefront_id, subject, sequence),
    unique (storefront_id, position)
);
create index events_outbox on events (ordinal) where position is null;
create index events_age on events (occurred_at);

create table tasks (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^tsk_[0-9a-z]{26}$'),
    event_id text,
    kind text not null,
    subject text not null,
    account_id text,
    state text not null check (state in ('WAITING', 'RELEASED', 'RUNNING', 'DONE', 'DEAD')),
    due_at timestamptz not null,
    attempt integer not null default 1,
    crashes integer not null default 0,
    failures integer not null default 0,
    released_at timestamptz,
    lease_token bigint not null default 0,
    lease_until timestamptz,
    errors jsonb not null default '[]',
    created_at timestamptz not null,
    finished_at timestamptz,
    primary key (storefront_id, id),
    unique (storefront_id, event_id, kind),
    foreign key (storefront_id, event_id) references events on delete set null (event_id),
    foreign key (storefront_id, account_id) references accounts
);
create index tasks_waiting on tasks (storefront_id, account_id, due_at) where state = 'WAITING';
create index tasks_next on tasks (due_at) where state = 'WAITING';
create index tasks_in_flight on tasks (storefront_id, account_id) where state in ('RELEASED', 'RUNNING');
create index tasks_by_state on tasks (storefront_id, state, created_at desc, id desc);
create index tasks_finished on tasks (finished_at) where state = 'DONE';

-- planned -> sending -> confirmed | unknown -> review; `sending` is committed before the first byte leaves.
create table effects (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^eff_[0-9a-z]{26}$'),
    kind text not null,
    subject text not null,
    generation integer not null default 1,
    account_id text,
    state text not null check (state in ('PLANNED', 'SENDING', 'UNKNOWN', 'CONFIRMED', 'REFUSED', 'REVIEW', 'ABANDONED')),
    attempts integer not null default 0,
    reference text,
    last_error text,
    first_sent_at timestamptz,
    sequence bigint not null default 0,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, kind, subject, generation),
    foreign key (storefront_id, account_id) references accounts
);
create index effects_by_state on effects (storefront_id, state, created_at desc, id desc);

-- What others posted to us, as it came. The body may hold personal data, so it goes once it was read.
create table inbox (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^inb_[0-9a-z]{26}$'),
    account_id text not null,
    company text not null,
    external_id text not null,
    body bytea,
    received_at timestamptz not null,
    taken_at timestamptz,
    problem text,
    primary key (storefront_id, id),
    unique (storefront_id, account_id, external_id),
    foreign key (storefront_id, account_id) references accounts
);
create index inbox_age on inbox (received_at);

alter table feeds enable row level security, force row level security;
alter table events enable row level security, force row level security;
alter table tasks enable row level security, force row level security;
alter table effects enable row level security, force row level security;
alter table inbox enable row level security, force row level security;

create policy storefront on feeds to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on events to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on tasks to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on effects to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on inbox to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));

create policy relay on feeds to makegood_relay using (true);
create policy relay on events to makegood_relay using (true);
create policy relay on tasks to makegood_relay using (true);
create policy relay on inbox to makegood_relay using (true);
create policy door on feeds for select to makegood_door using (true);
create policy operator on feeds to makegood_owner using (true);

grant select on feeds to makegood_app;
grant select, insert on events to makegood_app;
grant select, update on tasks to makegood_app;
grant select, insert, update on effects, inbox to makegood_app;
grant select, update on feeds to makegood_relay;
grant select, update (position), delete on events to makegood_relay;
grant select, insert, update, delete on tasks to makegood_relay;
grant select (received_at), delete on inbox to makegood_relay;
grant select on feeds to makegood_door;
