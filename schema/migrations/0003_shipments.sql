-- What was sent: parcels, what lies in them, and what carriers said of them.

create table shipments (
    storefront_id text not null,
    id text not null check (id ~ '^shp_[0-9a-z]{26}$'),
    order_id text not null,
    direction text not null check (direction in ('OUTBOUND', 'RETURN', 'REPLACEMENT')),
    status text not null check (status in ('PENDING', 'SHIPPED', 'DELIVERED', 'CANCELED')),
    carrier text not null,
    tracking_number text not null,
    tracked_by text,
    tracking_reference text,
    service text,
    label_source text not null check (label_source in
        ('SHOPIFY_SHIPPING', 'CARRIER_ACCOUNT', 'SHIPPING_AGGREGATOR', 'MARKETPLACE', 'OTHER')),
    tracking_url text,
    tracking_status text not null default 'UNKNOWN' check (tracking_status in
        ('UNKNOWN', 'PRE_TRANSIT', 'IN_TRANSIT', 'DELAYED', 'EXCEPTION', 'OUT_FOR_DELIVERY',
         'DELIVERY_ATTEMPTED', 'AVAILABLE_FOR_PICKUP', 'DELIVERED', 'RETURN_TO_SENDER', 'RETURNED',
         'DAMAGED', 'LOST', 'CANCELED')),
    tracking_status_detail text,
    incident_reason text,
    signature_required boolean not null default false,
    signed_by text,
    declared_amount numeric check (declared_amount >= 0),
    declared_currency text check (declared_currency ~ '^[A-Z]{3}$'),
    shipped_at timestamptz,
    estimated_delivery_at timestamptz,
    delivered_at timestamptz,
    last_event_at timestamptz,
    last_checked_at timestamptz,
    next_check_at timestamptz,
    tracking_ended_at timestamptz,
    sequence bigint not null default 0,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, order_id, id),
    foreign key (storefront_id, order_id) references orders,
    foreign key (storefront_id, tracked_by) references accounts,
    check ((declared_amount is null) = (declared_currency is null))
);
create unique index shipments_natural on shipments (storefront_id, lower(carrier), tracking_number);
create index shipments_number on shipments (storefront_id, tracking_number);
create index shipments_order on shipments (storefront_id, order_id, id);

create table shipment_lines (
    storefront_id text not null,
    id text not null check (id ~ '^shl_[0-9a-z]{26}$'),
    shipment_id text not null,
    order_id text not null,
    order_line_id text not null,
    quantity integer not null check (quantity > 0),
    primary key (storefront_id, id),
    unique (storefront_id, shipment_id, order_line_id),
    foreign key (storefront_id, order_id, shipment_id) references shipments (storefront_id, order_id, id),
    foreign key (storefront_id, order_id, order_line_id) references order_lines (storefront_id, order_id, id)
);
create index shipment_lines_order on shipment_lines (storefront_id, order_line_id);

-- Append-only: the same scan told twice is one row, whoever tells it. Everything that decides the parcel's status is
-- part of what makes a scan the same, or the status would depend on which of two contradictory ones came first.
create table tracking_events (
    storefront_id text not null,
    id text not null check (id ~ '^tev_[0-9a-z]{26}$'),
    shipment_id text not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    status text not null,
    status_detail text,
    incident_reason text,
    code text not null,
    description text not null,
    location text not null default '',
    source text not null check (source in ('WEBHOOK', 'POLL', 'MANUAL')),
    raw jsonb,
    primary key (storefront_id, id),
    unique nulls not distinct
        (storefront_id, shipment_id, occurred_at, code, location, status, status_detail, incident_reason),
    foreign key (storefront_id, shipment_id) references shipments
);

alter table shipments enable row level security, force row level security;
alter table shipment_lines enable row level security, force row level security;
alter table tracking_events enable row level security, force row level security;
create policy storefront on shipments to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on shipment_lines to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on tracking_events to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on shipments to makegood_app;
grant select, insert, update, delete on shipment_lines to makegood_app;
grant select, insert on tracking_events to makegood_app;
