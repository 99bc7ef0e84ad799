-- What was sold: the platform's order as we know it, with its lines.

create table orders (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^ord_[0-9a-z]{26}$'),
    external_id text not null,
    number text not null,
    customer_name text,
    customer_email text,
    customer_phone text,
    postal_code text,
    country_code text check (country_code ~ '^[A-Z]{2}$'),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    total numeric not null check (total >= 0),
    placed_at timestamptz not null,
    promised_delivery_by timestamptz,
    confirmation_sent_at timestamptz,
    sequence bigint not null default 0,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, external_id)
);
create index orders_number on orders (storefront_id, lower(number));

create table order_lines (
    storefront_id text not null,
    id text not null check (id ~ '^orl_[0-9a-z]{26}$'),
    order_id text not null,
    external_id text not null,
    place integer not null,
    sku text,
    title text not null,
    quantity integer not null check (quantity > 0),
    unit_price numeric not null check (unit_price >= 0),
    paid_amount numeric not null check (paid_amount >= 0),
    primary key (storefront_id, id),
    unique (storefront_id, order_id, id),
    unique (storefront_id, order_id, external_id),
    foreign key (storefront_id, order_id) references orders
);

alter table orders enable row level security, force row level security;
alter table order_lines enable row level security, force row level security;
create policy storefront on orders to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on order_lines to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on orders to makegood_app;
grant select, insert, update, delete on order_lines to makegood_app;
