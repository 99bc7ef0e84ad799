-- What follows from scans and from time, what carriers have to show for a delivery, and what they say of claims.

alter table shipments
    add column tracking_trouble text,
    add column renew_at timestamptz,
    add column stalled_since timestamptz,
    add column overdue_since timestamptz,
    add column presumed_lost_at timestamptz,
    add column pickup_since timestamptz,
    add column pickup_until timestamptz,
    add column returned_at timestamptz,
    add column agreed_place text check (agreed_place in
        ('RECIPIENT', 'HOUSEHOLD', 'NEIGHBOR', 'RECEPTION', 'MAILBOX', 'SAFE_PLACE', 'PARCEL_SHOP', 'OTHER')),
    add column photo_required boolean not null default false,
    add column discrepancy text check (discrepancy in
        ('NAME_MISMATCH', 'NEIGHBOR', 'NO_SIGNATURE', 'WRONG_PLACE', 'NO_PHOTO')),
    -- when time alone changes what is known of the parcel; nothing while only a scan can
    add column watch_at timestamptz;
create index shipments_watch on shipments (watch_at) where watch_at is not null;

-- One for each parcel of which a carrier has something to show; its id is the parcel's with another prefix.
create table proofs_of_delivery (
    storefront_id text not null,
    id text not null check (id ~ '^pod_[0-9a-z]{26}$'),
    shipment_id text not null,
    signed_by text,
    handover text check (handover in
        ('RECIPIENT', 'HOUSEHOLD', 'NEIGHBOR', 'RECEPTION', 'MAILBOX', 'SAFE_PLACE', 'PARCEL_SHOP', 'OTHER')),
    place text,
    latitude numeric check (latitude between -90 and 90),
    longitude numeric check (longitude between -180 and 180),
    -- why the delivery is not as agreed, as a code and a sentence for the staff; the sentence names nobody
    explanation_code text,
    explanation text,
    severity text check (severity in ('LOW', 'MEDIUM', 'HIGH')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, shipment_id),
    foreign key (storefront_id, shipment_id) references shipments,
    check ((explanation_code is null) = (explanation is null)),
    check ((latitude is null) = (longitude is null))
);
alter table shipments add column proof_id text;
alter table shipments add foreign key (storefront_id, proof_id) references proofs_of_delivery;

-- Announced before its bytes are stored; it has a key once they are. The same bytes of a parcel are one file.
create table proof_files (
    storefront_id text not null,
    id text not null check (id ~ '^pof_[0-9a-z]{26}$'),
    shipment_id text not null,
    kind text not null check (kind in ('SIGNATURE', 'PHOTO', 'DOCUMENT')),
    media_type text not null,
    size bigint not null check (size > 0),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    file_key text,
    retain_until timestamptz,
    deleted_at timestamptz,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, shipment_id, sha256),
    foreign key (storefront_id, shipment_id) references shipments,
    check (file_key is null or deleted_at is null)
);
create index proof_files_age on proof_files (retain_until) where deleted_at is null;

-- Steps of a claim filed with the carrier, where it tells them among the scans; append-only like these.
create table tracking_progress (
    storefront_id text not null,
    id text not null check (id ~ '^tpr_[0-9a-z]{26}$'),
    shipment_id text not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    step text not null check (step in
        ('OPENED', 'UNDER_REVIEW', 'INFORMATION_REQUESTED', 'APPROVED', 'PAID', 'REJECTED', 'CLOSED', 'WITHDRAWN')),
    code text not null,
    text text not null,
    primary key (storefront_id, id),
    unique (storefront_id, shipment_id, occurred_at, code),
    foreign key (storefront_id, shipment_id) references shipments
);

-- who signed is a proof too, and the parcels known so far have it only in their row; the owner sees rows unless forced
alter table shipments no force row level security;
insert into proofs_of_delivery (storefront_id, id, shipment_id, signed_by, created_at, updated_at)
    select storefront_id, 'pod_' || substr(id, 5), id, signed_by, updated_at, updated_at
    from shipments where signed_by is not null;
update shipments set proof_id = 'pod_' || substr(id, 5) where signed_by is not null;
alter table shipments force row level security;

alter table proofs_of_delivery enable row level security, force row level security;
alter table proof_files enable row level security, force row level security;
alter table tracking_progress enable row level security, force row level security;
create policy storefront on proofs_of_delivery to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on proof_files to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on tracking_progress to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy relay on shipments for select to makegood_relay using (true);
create policy relay on proof_files for select to makegood_relay using (true);
grant select, insert, update on proofs_of_delivery to makegood_app;
grant select, insert, update, delete on proof_files to makegood_app;
grant select, insert on tracking_progress to makegood_app;
grant select (storefront_id, id, watch_at) on shipments to makegood_relay;
grant select (storefront_id, id, retain_until, deleted_at) on proof_files to makegood_relay;
