-- What a claim is offered and given, what every line has been compensated, and what a case cost.

-- The guard counts every row that is not released, under the order's lock. Goodwill stands beside it.
create table compensations (
    storefront_id text not null,
    id text not null check (id ~ '^cmp_[0-9a-z]{26}$'),
    order_id text not null,
    part text not null check (part in ('LINE', 'SHIPPING', 'ORDER')),
    order_line_id text,
    quantity integer not null default 0 check (quantity >= 0),
    kind text not null check (kind in ('REFUND', 'STORE_CREDIT', 'GIFT_CARD', 'RESHIPMENT', 'RETURN', 'DISPUTE',
        'PLATFORM_REFUND', 'GOODWILL')),
    source text not null,
    external_id text,
    amount numeric not null check (amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    state text not null check (state in ('HELD', 'CONFIRMED', 'RELEASED')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    foreign key (storefront_id, order_id) references orders,
    foreign key (storefront_id, order_id, order_line_id) references order_lines (storefront_id, order_id, id),
    check ((part = 'LINE') = (order_line_id is not null))
);
create index compensations_order on compensations (storefront_id, order_id, id);
create index compensations_line on compensations (storefront_id, order_line_id, id);
create index compensations_source on compensations (storefront_id, source, id);

create table holds (
    storefront_id text not null,
    order_id text not null,
    source text not null,
    held_at timestamptz not null,
    released_at timestamptz,
    primary key (storefront_id, order_id, source),
    foreign key (storefront_id, order_id) references orders
);

-- Append-only. An entry that reverses another counts the other way round, once.
create table ledger_entries (
    storefront_id text not null,
    id text not null check (id ~ '^led_[0-9a-z]{26}$'),
    claim_id text not null,
    type text not null check (type in ('REFUND', 'STORE_CREDIT', 'GIFT_CARD', 'REPLACEMENT_GOODS',
        'REPLACEMENT_FREIGHT', 'RETURN_FREIGHT', 'GOODWILL', 'DISPUTE_LOSS', 'DISPUTE_FEE', 'CLAIM_FEE',
        'CARRIER_PAYOUT', 'INSURER_PAYOUT', 'DISPUTE_REVERSAL', 'SALVAGE', 'REPAYMENT')),
    side text not null check (side in ('COST', 'RECOVERY')),
    expected boolean not null default false,
    amount numeric not null check (amount > 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    settlement_amount numeric check (settlement_amount > 0),
    settlement_currency text check (settlement_currency ~ '^[A-Z]{3}$'),
    fx_rate numeric check (fx_rate > 0),
    fx_date date,
    occurred_at timestamptz not null,
    ref text,
    reverses text,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, claim_id, id),
    unique (storefront_id, reverses),
    foreign key (storefront_id, claim_id) references claims,
    foreign key (storefront_id, claim_id, reverses) references ledger_entries (storefront_id, claim_id, id),
    check ((settlement_amount is null) = (settlement_currency is null)),
    check (not expected or side = 'RECOVERY')
);
create index ledger_entries_claim on ledger_entries (storefront_id, claim_id, occurred_at, id);

-- What was approved, until it is approved anew.
create table resolution_offers (
    storefront_id text not null,
    id text not null check (id ~ '^rof_[0-9a-z]{26}$'),
    claim_id text not null,
    type text not null check (type in
        ('RESHIPMENT', 'REFUND', 'STORE_CREDIT', 'GIFT_CARD', 'PARTIAL_REFUND', 'REFUND_AND_RESHIPMENT')),
    amount numeric not null check (amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    is_default boolean not null,
    place integer not null,
    primary key (storefront_id, id),
    unique (storefront_id, claim_id, type),
    foreign key (storefront_id, claim_id) references claims
);
create index resolution_offers_place on resolution_offers (storefront_id, claim_id, place, id);

-- A resolution of goodwill makes no claim good: it is given beside.
create table resolutions (
    storefront_id text not null,
    id text not null check (id ~ '^res_[0-9a-z]{26}$'),
    order_id text not null,
    claim_id text not null,
    type text not null check (type in
        ('RESHIPMENT', 'REFUND', 'STORE_CREDIT', 'GIFT_CARD', 'PARTIAL_REFUND', 'REFUND_AND_RESHIPMENT')),
    goodwill boolean not null default false,
    external boolean not null default false,
    status text not null check (status in ('CHOSEN', 'PROCESSING', 'COMPLETED', 'FAILED', 'REVERSED')),
    amount numeric not null check (amount >= 0),
    shipping_amount numeric not null default 0 check (shipping_amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    chosen_by text not null check (chosen_by in ('CUSTOMER', 'STAFF', 'PARTNER', 'SYSTEM')),
    chosen_at timestamptz not null,
    reference text,
    replacement_reference text,
    replacement_number text,
    replacement_shipment_id text,
    goods_done_at timestamptz,
    money_done_at timestamptz,
    completed_at timestamptz,
    failed_effect text check (failed_effect in
        ('platform.refund', 'platform.credit', 'platform.gift_card', 'platform.reship')),
    failure_code text,
    failure_message text,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, claim_id, id),
    foreign key (storefront_id, order_id, claim_id) references claims (storefront_id, order_id, id),
    foreign key (storefront_id, order_id, replacement_shipment_id) references shipments (storefront_id, order_id, id),
    check ((status = 'FAILED') = (failure_code is not null)),
    check ((failure_code is null) = (failed_effect is null))
);
create index resolutions_claim on resolutions (storefront_id, claim_id, id desc);
create index resolutions_replacement on resolutions (storefront_id, replacement_shipment_id);
create index resolutions_replacement_reference on resolutions (storefront_id, replacement_reference);

create table resolution_lines (
    storefront_id text not null,
    id text not null check (id ~ '^rsl_[0-9a-z]{26}$'),
    resolution_id text not null,
    order_id text not null,
    order_line_id text not null,
    quantity integer not null check (quantity >= 0),
    amount numeric not null check (amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    sent_again boolean not null,
    variant_external_id text,
    sku text,
    place integer not null,
    primary key (storefront_id, id),
    foreign key (storefront_id, resolution_id) references resolutions,
    foreign key (storefront_id, order_id, order_line_id) references order_lines (storefront_id, order_id, id)
);
create index resolution_lines_place on resolution_lines (storefront_id, resolution_id, place, id);

alter table claims
    add column resolution_id text,
    add foreign key (storefront_id, id, resolution_id) references resolutions (storefront_id, claim_id, id);

alter table compensations enable row level security, force row level security;
alter table holds enable row level security, force row level security;
alter table ledger_entries enable row level security, force row level security;
alter table resolution_offers enable row level security, force row level security;
alter table resolutions enable row level security, force row level security;
alter table resolution_lines enable row level security, force row level security;
create policy storefront on compensations to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on holds to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on ledger_entries to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on resolution_offers to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on resolutions to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on resolution_lines to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on compensations, holds to makegood_app;
grant select, insert on ledger_entries to makegood_app;
grant select, insert, delete on resolution_offers to makegood_app;
grant select, insert, update on resolutions to makegood_app;
grant select, insert on resolution_lines to makegood_app;

-- What is known of an effect beyond its reference, and when its outcome was last asked for.
alter table effects
    add column number text,
    add column amount numeric check (amount >= 0),
    add column last_sent_at timestamptz,
    add column looks integer not null default 0,
    add column looked_at timestamptz;
