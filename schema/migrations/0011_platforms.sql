-- What platforms tell beyond an order's lines: what was paid for shipping, what can be sent again, and which account.

alter table orders
    add column platform_account_id text,
    add column shipping_amount numeric not null default 0 check (shipping_amount >= 0),
    add column canceled_at timestamptz,
    add column closed_at timestamptz,
    add column told_at timestamptz,
    add foreign key (storefront_id, platform_account_id) references accounts;

alter table order_lines
    add column variant_external_id text,
    add column tax_amount numeric not null default 0 check (tax_amount >= 0),
    add column final_sale boolean not null default false;

-- A shop at a platform, by the name that the platform has for it: its hooks find their storefront by it, so it belongs
-- to one storefront alone.
alter table accounts add column external_id text check (external_id <> '');
create unique index accounts_external on accounts (company, external_id) where external_id is not null;
grant select (external_id) on accounts to makegood_door;

-- What platforms tell: their own names of parcels, what stands outside on their messages, and how far a shop was asked.
alter table accounts add column disconnected_at timestamptz;

alter table orders add column redacted_at timestamptz;
create index orders_platform on orders (storefront_id, platform_account_id, id);

alter table shipments
    add column external_id text,
    add column told_at timestamptz;
create unique index shipments_external on shipments (storefront_id, external_id);

alter table inbox
    add column event_id text,
    add column topic text,
    add column version text,
    add column triggered_at timestamptz;
create unique index inbox_event on inbox (storefront_id, account_id, event_id, topic);

-- Orders changed until `told_at` are known here; a reading in pages began at `page_since` and stands at `page_after`.
create table platform_polls (
    storefront_id text not null,
    account_id text not null,
    told_at timestamptz not null,
    page_since timestamptz,
    page_after text,
    polled_at timestamptz not null,
    primary key (storefront_id, account_id),
    foreign key (storefront_id, account_id) references accounts,
    check ((page_since is null) = (page_after is null))
);

create table disputes (
    storefront_id text not null,
    id text not null check (id ~ '^dsp_[0-9a-z]{26}$'),
    account_id text not null,
    external_id text not null,
    order_id text,
    type text not null check (type in ('INQUIRY', 'CHARGEBACK')),
    status text not null check (status in
        ('NEEDS_RESPONSE', 'UNDER_REVIEW', 'WON', 'LOST', 'ACCEPTED', 'REFUNDED', 'PREVENTED')),
    reason text not null check (reason in
        ('PRODUCT_NOT_RECEIVED', 'PRODUCT_UNACCEPTABLE', 'CREDIT_NOT_PROCESSED', 'SUBSCRIPTION_CANCELED', 'DUPLICATE',
         'FRAUDULENT', 'UNRECOGNIZED', 'GENERAL', 'OTHER')),
    network_reason text,
    amount numeric not null check (amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    evidence_due_by timestamptz,
    evidence_sent_at timestamptz,
    reminded_of timestamptz,
    opened_at timestamptz not null,
    finalized_at timestamptz,
    told_at timestamptz not null,
    sequence bigint not null default 0,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, account_id, external_id),
    foreign key (storefront_id, account_id) references accounts,
    foreign key (storefront_id, order_id) references orders
);
create index disputes_newest on disputes (storefront_id, created_at desc, id desc);
create index disputes_order on disputes (storefront_id, order_id, created_at desc, id desc);

-- What the law makes platforms ask for. Redactions are done by the worker, a customer's data is handed over by people.
create table privacy_requests (
    storefront_id text not null,
    id text not null check (id ~ '^prv_[0-9a-z]{26}$'),
    account_id text not null,
    external_id text not null,
    kind text not null check (kind in ('CUSTOMER_DATA', 'CUSTOMER_REDACT', 'SHOP_REDACT')),
    order_ids text[] not null default '{}',
    created_at timestamptz not null,
    due_at timestamptz not null,
    completed_at timestamptz,
    completed_by text,
    sequence bigint not null default 0,
    version integer not null default 1,
    primary key (storefront_id, id),
    unique (storefront_id, account_id, kind, external_id),
    foreign key (storefront_id, account_id) references accounts
);
create index privacy_requests_newest on privacy_requests (storefront_id, created_at desc, id desc);

alter table platform_polls enable row level security, force row level security;
alter table disputes enable row level security, force row level security;
alter table privacy_requests enable row level security, force row level security;
create policy storefront on platform_polls to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on disputes to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on privacy_requests to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on platform_polls, disputes, privacy_requests to makegood_app;
-- What carriers said of a person goes when the law wants it; that something was said stays.
grant update (raw) on tracking_events to makegood_app;
grant update (description) on claim_items to makegood_app;

-- How far an account got, and the short-lived attempts to be let into a shop.
alter table accounts
    add column status text not null default 'CONNECTED' check (status in
        ('CONNECTING', 'CONNECTED', 'INCOMPLETE', 'FAILED')),
    add column missing_scopes text[] not null default '{}',
    add column failure text;
create index accounts_newest on accounts (storefront_id, created_at desc, id desc);

create table installs (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^ins_[0-9a-z]{26}$'),
    company text not null,
    external_id text not null,
    actor_kind text not null,
    actor_id text,
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null,
    primary key (storefront_id, id)
);
create index installs_end on installs (storefront_id, expires_at);
alter table installs enable row level security, force row level security;
create policy storefront on installs to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update, delete on installs to makegood_app;
