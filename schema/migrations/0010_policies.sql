-- Claim policies, their versions, and which one decided a claim.

-- Append-only: a version that decided claims is what it was.
create table claim_policies (
    storefront_id text not null references storefronts,
    id text not null check (id ~ '^pol_[0-9a-z]{26}$'),
    version integer not null check (version > 0),
    document jsonb not null,
    note text,
    created_by text not null check (created_by in ('CUSTOMER', 'STAFF', 'PARTNER', 'SYSTEM')),
    created_by_id text,
    created_at timestamptz not null,
    primary key (storefront_id, id),
    unique (storefront_id, version)
);
create index claim_policies_newest on claim_policies (storefront_id, created_at desc, id desc);

alter table claim_policies enable row level security, force row level security;
create policy storefront on claim_policies to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));
grant select, insert on claim_policies to makegood_app;

alter table claims
    add column policy_id text,
    add column policy_version integer not null default 0,
    add foreign key (storefront_id, policy_id) references claim_policies;
