-- What the customer says went wrong.

create table claims (
    storefront_id text not null,
    id text not null check (id ~ '^clm_[0-9a-z]{26}$'),
    number text not null check (number ~ '^CLM-[0-9A-Z]{8}$'),
    order_id text not null,
    shipment_id text,
    reason text not null check (reason in
        ('LOST_IN_TRANSIT', 'DELIVERED_NOT_RECEIVED', 'STOLEN', 'DAMAGED_IN_TRANSIT', 'MISSING_ITEM',
         'WRONG_ITEM', 'NEVER_SHIPPED', 'RETURNED_TO_SENDER', 'DELAYED', 'OTHER')),
    status text not null check (status in ('SUBMITTED', 'UNDER_REVIEW', 'CANCELED')),
    cancel_reason text check (cancel_reason in ('WITHDRAWN', 'PARCEL_ARRIVED')),
    preferred_resolution text check (preferred_resolution in
        ('RESHIPMENT', 'REFUND', 'STORE_CREDIT', 'PARTIAL_REFUND', 'REFUND_AND_RESHIPMENT')),
    customer_note text,
    opened_by text not null check (opened_by in ('CUSTOMER', 'STAFF', 'PARTNER', 'SYSTEM')),
    acknowledged_at timestamptz,
    verified_at timestamptz,
    sequence bigint not null default 0,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, number),
    unique (storefront_id, order_id, id),
    foreign key (storefront_id, order_id) references orders,
    foreign key (storefront_id, order_id, shipment_id) references shipments (storefront_id, order_id, id),
    check ((status = 'CANCELED') = (cancel_reason is not null))
);
create index claims_newest on claims (storefront_id, created_at desc, id desc);
create index claims_by_status on claims (storefront_id, status, created_at desc, id desc);
create index claims_order on claims (storefront_id, order_id, created_at desc, id desc);
create index claims_shipment on claims (storefront_id, shipment_id, created_at desc, id desc);

create table claim_items (
    storefront_id text not null,
    id text not null check (id ~ '^cit_[0-9a-z]{26}$'),
    claim_id text not null,
    order_id text not null,
    order_line_id text not null,
    shipment_line_id text,
    quantity integer not null check (quantity > 0),
    description text,
    primary key (storefront_id, id),
    foreign key (storefront_id, order_id, claim_id) references claims (storefront_id, order_id, id),
    foreign key (storefront_id, order_id, order_line_id) references order_lines (storefront_id, order_id, id),
    foreign key (storefront_id, shipment_line_id) references shipment_lines
);
create index claim_items_claim on claim_items (storefront_id, claim_id, id);
create index claim_items_line on claim_items (storefront_id, order_line_id);

alter table claims enable row level security, force row level security;
alter table claim_items enable row level security, force row level security;
create policy storefront on claims to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on claim_items to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on claims to makegood_app;
grant select, insert on claim_items to makegood_app;
