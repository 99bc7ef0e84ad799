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

alter table compensations enable row level security, force row level security;
alter table holds enable row level security, force row level security;
alter table ledger_entries enable row level security, force row level security;
create policy storefront on compensations to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on holds to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on ledger_entries to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on compensations, holds to makegood_app;
grant select, insert on ledger_entries to makegood_app;
