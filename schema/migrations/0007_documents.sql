-- GraphQL documents that clients name by their hash, and whether a storefront takes any other.

create table persisted_documents (
    storefront_id text not null references storefronts,
    hash text not null,
    text text not null check (octet_length(text) between 1 and 65536),
    created_at timestamptz not null,
    primary key (storefront_id, hash),
    check (hash = encode(sha256(convert_to(text, 'UTF8')), 'hex'))
);

alter table storefronts add column trusted_documents_only boolean not null default false;

alter table persisted_documents enable row level security, force row level security;

create policy storefront on persisted_documents to makegood_app
    using (storefront_id = nullif(current_setting('makegood.storefront', true), ''));

grant select, insert, delete on persisted_documents to makegood_app;
