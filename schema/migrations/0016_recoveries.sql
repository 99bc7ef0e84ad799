-- The money asked back from whoever carries the loss: what covers a parcel, what was asked of whom, and what came.

create table coverages (
    storefront_id text not null,
    id text not null check (id ~ '^cov_[0-9a-z]{26}$'),
    order_id text not null,
    shipment_id text not null,
    account_id text,
    provider text not null,
    kind text not null check (kind in ('CARRIER_LIABILITY', 'CARRIER_DECLARED_VALUE', 'THIRD_PARTY', 'SELF_INSURED')),
    status text not null check (status in ('INACTIVE', 'ACTIVE', 'CLAIMED', 'EXPIRED', 'VOID')),
    policy_number text,
    reference text,
    insured_amount numeric not null check (insured_amount > 0),
    premium_amount numeric check (premium_amount >= 0),
    deductible_amount numeric not null default 0 check (deductible_amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    effective_at timestamptz,
    expires_at timestamptz,
    failure_code text,
    failure_message text,
    sequence bigint not null default 0,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, shipment_id, id),
    unique (storefront_id, provider, policy_number),
    foreign key (storefront_id, order_id, shipment_id) references shipments (storefront_id, order_id, id),
    foreign key (storefront_id, account_id) references accounts
);
create index coverages_shipment on coverages (storefront_id, shipment_id, id);
create index coverages_reference on coverages (storefront_id, account_id, reference);
create index coverages_end on coverages (storefront_id, expires_at) where status = 'ACTIVE';

create table recoveries (
    storefront_id text not null,
    id text not null check (id ~ '^rcv_[0-9a-z]{26}$'),
    number text not null check (number ~ '^REC-[0-9A-Z]{8}$'),
    order_id text not null,
    shipment_id text not null,
    claim_id text,
    coverage_id text,
    account_id text,
    route text not null check (route in
        ('PLATFORM', 'INSURER_API', 'INSURER_PACKET', 'AGGREGATOR_API', 'CARRIER_API', 'CARRIER_PACKET', 'MANUAL')),
    counterparty_type text not null check (counterparty_type in ('CARRIER', 'INSURER', 'LABEL_PROVIDER')),
    counterparty text not null,
    exclusive_group text,
    reason text not null check (reason in ('LOSS', 'DAMAGE', 'THEFT', 'MISSING_CONTENTS', 'DELAY')),
    proposed_because text,
    status text not null check (status in
        ('DRAFT', 'READY', 'SUBMITTED', 'UNDER_REVIEW', 'INFORMATION_REQUESTED', 'APPROVED', 'APPROVED_PARTIAL',
         'PAID', 'CLOSED', 'REJECTED', 'APPEALED', 'WITHDRAWN', 'EXPIRED', 'NOT_FILEABLE')),
    status_detail text,
    reference text,
    requested_amount numeric not null check (requested_amount > 0),
    approved_amount numeric check (approved_amount >= 0),
    paid_amount numeric not null default 0 check (paid_amount >= 0),
    fee_amount numeric not null default 0 check (fee_amount >= 0),
    repaid_amount numeric not null default 0 check (repaid_amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    required_documents text[] not null default '{}',
    missing_documents text[] not null default '{}',
    files_itself boolean not null default false,
    filing_since timestamptz,
    failure_code text,
    failure_message text,
    rule text,
    rule_assumed boolean not null default false,
    opens_at timestamptz,
    notice_by timestamptz,
    file_by timestamptz,
    appeal_by timestamptz,
    information_by timestamptz,
    alarmed_at timestamptz,
    submitted_at timestamptz,
    decided_at timestamptz,
    paid_at timestamptz,
    closed_at timestamptz,
    found_at timestamptz,
    told_at timestamptz,
    expected_entry_id text,
    sequence bigint not null default 0,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, number),
    foreign key (storefront_id, order_id, shipment_id) references shipments (storefront_id, order_id, id),
    foreign key (storefront_id, order_id, claim_id) references claims (storefront_id, order_id, id),
    foreign key (storefront_id, shipment_id, coverage_id) references coverages (storefront_id, shipment_id, id),
    foreign key (storefront_id, account_id) references accounts
);
create index recoveries_newest on recoveries (storefront_id, created_at desc, id desc);
create index recoveries_by_status on recoveries (storefront_id, status, created_at desc, id desc);
create index recoveries_by_counterparty on recoveries (storefront_id, counterparty, created_at desc, id desc);
create index recoveries_claim on recoveries (storefront_id, claim_id, created_at desc, id desc);
create index recoveries_shipment on recoveries (storefront_id, shipment_id, created_at desc, id desc);
create index recoveries_reference on recoveries (storefront_id, account_id, reference);
create index recoveries_due on recoveries (storefront_id, file_by) where status in ('DRAFT', 'READY');
-- One of each kind is open for a parcel, and of two that exclude each other one.
create unique index recoveries_open on recoveries (storefront_id, shipment_id, reason, counterparty)
    where status not in ('WITHDRAWN', 'EXPIRED', 'NOT_FILEABLE') and (status <> 'CLOSED' or paid_amount > 0);
create unique index recoveries_exclusive on recoveries (storefront_id, shipment_id, exclusive_group)
    where status not in ('DRAFT', 'WITHDRAWN', 'EXPIRED', 'NOT_FILEABLE', 'REJECTED')
        and (status <> 'CLOSED' or paid_amount > 0);

-- Money that came from a counterparty, or went back to it. The same `reference` is the same payment.
create table recovery_payments (
    storefront_id text not null,
    id text not null check (id ~ '^rpy_[0-9a-z]{26}$'),
    recovery_id text not null,
    direction text not null check (direction in ('PAYOUT', 'REPAYMENT')),
    amount numeric not null check (amount > 0),
    fee_amount numeric not null default 0 check (fee_amount >= 0),
    currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
    settled_amount numeric check (settled_amount > 0),
    reference text not null,
    occurred_at timestamptz not null,
    entry_id text,
    fee_entry_id text,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, recovery_id, direction, reference),
    foreign key (storefront_id, recovery_id) references recoveries
);
create index recovery_payments_recovery on recovery_payments (storefront_id, recovery_id, occurred_at, id);

create table recovery_messages (
    storefront_id text not null,
    id text not null check (id ~ '^rms_[0-9a-z]{26}$'),
    recovery_id text not null,
    direction text not null check (direction in ('IN', 'OUT')),
    author text not null check (author in ('COUNTERPARTY', 'STAFF', 'PARTNER', 'SYSTEM')),
    body text not null,
    external_id text,
    state text not null check (state in ('RECEIVED', 'RECORDED', 'PENDING', 'SENT', 'FAILED')),
    failure text,
    sent_at timestamptz not null,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, recovery_id, external_id),
    foreign key (storefront_id, recovery_id) references recoveries
);
create index recovery_messages_recovery on recovery_messages (storefront_id, recovery_id, sent_at, id);

-- A parcel can be lost before anybody claims it, and be claimed later.
alter table ledger_entries
    alter column claim_id drop not null,
    add column recovery_id text,
    add foreign key (storefront_id, recovery_id) references recoveries,
    add check (claim_id is not null or recovery_id is not null);
alter table ledger_entries drop constraint ledger_entries_type_check;
alter table ledger_entries add constraint ledger_entries_type_check check (type in
    ('REFUND', 'STORE_CREDIT', 'GIFT_CARD', 'REPLACEMENT_GOODS', 'REPLACEMENT_FREIGHT', 'RETURN_FREIGHT', 'GOODWILL',
     'DISPUTE_LOSS', 'DISPUTE_FEE', 'CLAIM_FEE', 'CARRIER_PAYOUT', 'INSURER_PAYOUT', 'PLATFORM_PAYOUT',
     'DISPUTE_REVERSAL', 'SALVAGE', 'REPAYMENT', 'PAYOUT_RETURNED'));
create index ledger_entries_recovery on ledger_entries (storefront_id, recovery_id, occurred_at, id);
grant update (claim_id) on ledger_entries to makegood_app;

-- Lost parcels are found, and carriers tell of claims after a delivery: whoever asks for money back goes on looking.
alter table shipments add column followed_until timestamptz;

alter table coverages enable row level security, force row level security;
alter table recoveries enable row level security, force row level security;
alter table recovery_payments enable row level security, force row level security;
alter table recovery_messages enable row level security, force row level security;
create policy storefront on coverages to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on recoveries to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on recovery_payments to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
create policy storefront on recovery_messages to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert, update on coverages, recoveries, recovery_messages to makegood_app;
grant select, insert on recovery_payments to makegood_app;
