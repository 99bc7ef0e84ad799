-- Who asks: storefronts, the clients that act for them with their keys, and the accounts they have at companies outside.

create table storefronts (
    id text primary key check (id ~ '^sto_[0-9a-z]{26}$'),
    name text not null,
    mode text not null check (mode in ('TEST', 'LIVE')),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    time_zone text not null,
    allowed_origins text[] not null default '{}',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

-- A client is one program of a partner or shop. It may be granted several storefronts.
create table api_clients (
    id text primary key check (id ~ '^cli_[0-9a-z]{26}$'),
    name text not null,
    kind text not null check (kind in ('SECRET', 'PUBLISHABLE')),
    created_at timestamptz not null
);

-- The key itself is shown once; `slot` makes two active keys at most, so that one can be rotated in.
create table api_keys (
    id text primary key check (id ~ '^key_[0-9a-z]{26}$'),
    client_id text not null references api_clients,
    slot smallint not null check (slot in (1, 2)),
    hash bytea not null unique,
    hint text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create unique index api_keys_two_active on api_keys (client_id, slot) where revoked_at is null;

create table api_grants (
    storefront_id text not null references storefronts,
    client_id text not null references api_clients,
    scopes text[] not null,
    primary key (storefront_id, client_id)
);
create index api_grants_client on api_grants (client_id);

create table accounts (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^acc_[0-9a-z]{26}$'),
    company text not null,
    label text not null,
    credentials bytea not null,
    hook_secrets bytea not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version integer not null default 1,
    primary key (storefront_id, id),
    unique (storefront_id, company, label)
);
create index accounts_hook on accounts (id);

-- Tokens of this order or actor that were issued before the moment are void.
create table revocations (
    storefront_id text not null references storefronts,
    subject text not null,
    revoked_at timestamptz not null,
    primary key (storefront_id, subject)
);
create index revocations_recent on revocations (revoked_at);

create table idempotency_keys (
    storefront_id text not null references storefronts,
    caller text not null,
    mutation text not null,
    key text not null,
    request_hash bytea not null,
    answer jsonb,
    created_at timestamptz not null,
    primary key (storefront_id, caller, mutation, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

alter table storefronts enable row level security, force row level security;
alter table api_clients enable row level security, force row level security;
alter table api_keys enable row level security, force row level security;
alter table api_grants enable row level security, force row level security;
alter table accounts enable row level security, force row level security;
alter table revocations enable row level security, force row level security;
alter table idempotency_keys enable row level security, force row level security;

create policy storefront on storefronts to makegood_app
    using (id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on api_grants to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on accounts to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on revocations to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on idempotency_keys to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));

-- The door finds out who knocks before a storefront is known; it changes nothing.
create policy door on storefronts for select to makegood_door using (true);
create policy door on api_clients for select to makegood_door using (true);
create policy door on api_keys for select to makegood_door using (true);
create policy door on api_grants for select to makegood_door using (true);
create policy door on accounts for select to makegood_door using (true);
create policy door on revocations for select to makegood_door using (true);

-- The owner is the operator at the command line.
create policy operator on storefronts to makegood_owner using (true);
create policy operator on api_clients to makegood_owner using (true);
create policy operator on api_keys to makegood_owner using (true);
create policy operator on api_grants to makegood_owner using (true);

-- The relay shares slots out by account and forgets old keys; it never sees a credential.
create policy relay on accounts for select to makegood_relay using (true);
create policy relay on idempotency_keys to makegood_relay using (true);
create policy relay on revocations to makegood_relay using (true);

grant select on storefronts, api_grants to makegood_app;
grant select, insert, update on accounts, revocations, idempotency_keys to makegood_app;
grant select on storefronts, api_clients, api_keys, api_grants, revocations to makegood_door;
grant select (storefront_id, id, company) on accounts to makegood_door;
grant select (storefront_id, id) on accounts to makegood_relay;
grant select (created_at), delete on idempotency_keys to makegood_relay;
grant select (revoked_at), delete on revocations to makegood_relay;
