-- Packets for counterparties that are filed by hand: who asked for which, and where their files lie until they go.

create table recovery_exports (
    storefront_id text not null,
    id text not null check (id ~ '^rpk_[0-9a-z]{26}$'),
    recovery_id text not null,
    language text not null check (language in ('DA', 'DE', 'EN')),
    state text not null default 'PENDING' check (state in ('PENDING', 'READY')),
    pdf_key text,
    zip_key text,
    size bigint,
    sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
    requested_by text not null check (requested_by in ('CUSTOMER', 'STAFF', 'PARTNER', 'SYSTEM')),
    requester_id text,
    ready_at timestamptz,
    retain_until timestamptz not null,
    deleted_at timestamptz,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    foreign key (storefront_id, recovery_id) references recoveries,
    check (state <> 'READY' or (size is not null and sha256 is not null and ready_at is not null))
);
create index recovery_exports_recovery on recovery_exports (storefront_id, recovery_id, id);
create index recovery_exports_age on recovery_exports (retain_until) where deleted_at is null;

alter table recovery_exports enable row level security, force row level security;
create policy storefront on recovery_exports to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy relay on recovery_exports for select to makegood_relay using (true);
grant select, insert, update on recovery_exports to makegood_app;
grant select (storefront_id, id, retain_until, deleted_at) on recovery_exports to makegood_relay;
