-- Accounts at carriers that storefronts connect themselves, and parcels whose carrier was guessed wrongly.

-- why a company did not let an account in, for people
alter table accounts add column failure_text text;

-- What the wrong carrier said, kept for whoever asks why a parcel looked otherwise; nothing is derived from it.
create table withdrawn_scans (
    storefront_id text not null,
    id text not null check (id ~ '^tev_[0-9a-z]{26}$'),
    shipment_id text not null,
    carrier text not null,
    tracking_number text not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    status text not null,
    status_detail text,
    incident_reason text,
    code text not null,
    description text not null,
    location text not null,
    source text not null,
    withdrawn_at timestamptz not null,
    primary key (storefront_id, id),
    foreign key (storefront_id, shipment_id) references shipments
);
create index withdrawn_scans_shipment on withdrawn_scans (storefront_id, shipment_id);

alter table withdrawn_scans enable row level security, force row level security;
create policy storefront on withdrawn_scans to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert on withdrawn_scans to makegood_app;
grant delete on tracking_events, tracking_progress to makegood_app;
