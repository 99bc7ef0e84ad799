-- What proves a claim: files and their fates, and the exports of whole cases.

create table evidence (
    storefront_id text not null,
    id text not null check (id ~ '^evd_[0-9a-z]{26}$'),
    claim_id text not null,
    order_id text not null,
    kind text not null check (kind in
        ('PHOTO', 'INVOICE', 'NON_RECEIPT_DECLARATION', 'CORRESPONDENCE', 'PROOF_OF_DELIVERY', 'POLICE_REPORT',
         'OTHER')),
    visibility text not null check (visibility in ('PUBLIC', 'INTERNAL')),
    state text not null default 'PENDING' check (state in ('PENDING', 'READY', 'REJECTED')),
    rejection_code text check (rejection_code in
        ('EMPTY', 'TOO_LARGE', 'TYPE_NOT_ALLOWED', 'TYPE_MISMATCH', 'UNREADABLE')),
    file_name text not null,
    declared_type text not null,
    declared_size bigint not null check (declared_size > 0),
    mime_type text,
    size bigint,
    sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
    original_sha256 text check (original_sha256 ~ '^[0-9a-f]{64}$'),
    width integer,
    height integer,
    pages integer,
    file_key text,
    original_kept boolean not null default true,
    uploaded_by text not null check (uploaded_by in ('CUSTOMER', 'STAFF', 'PARTNER', 'SYSTEM')),
    uploader_id text,
    added_at timestamptz,
    retain_until timestamptz,
    deleted_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    foreign key (storefront_id, order_id, claim_id) references claims (storefront_id, order_id, id),
    check ((state = 'REJECTED') = (rejection_code is not null)),
    check (state <> 'READY' or (mime_type is not null and size is not null and sha256 is not null)),
    check (file_key is null or (state = 'READY' and deleted_at is null))
);
create index evidence_claim on evidence (storefront_id, claim_id, id);
create index evidence_age on evidence (retain_until) where deleted_at is null;

create table claim_exports (
    storefront_id text not null,
    id text not null check (id ~ '^exp_[0-9a-z]{26}$'),
    claim_id text not null,
    order_id text not null,
    audience text not null check (audience in ('BANK', 'CARRIER', 'SHOP')),
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
    foreign key (storefront_id, order_id, claim_id) references claims (storefront_id, order_id, id),
    check (state <> 'READY' or (size is not null and sha256 is not null and ready_at is not null))
);
create index claim_exports_claim on claim_exports (storefront_id, claim_id, id);
create index claim_exports_age on claim_exports (retain_until) where deleted_at is null;

alter table evidence enable row level security, force row level security;
alter table claim_exports enable row level security, force row level security;
create policy storefront on evidence to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on claim_exports to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy relay on evidence for select to makegood_relay using (true);
create policy relay on claim_exports for select to makegood_relay using (true);
grant select, insert, update, delete on evidence to makegood_app;
grant select, insert, update on claim_exports to makegood_app;
grant select (storefront_id, id, retain_until, deleted_at) on evidence, claim_exports to makegood_relay;
