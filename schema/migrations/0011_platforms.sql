-- What platforms tell beyond an order's lines: what was paid for shipping, what can be sent again, and which account.

alter table orders
    add column platform_account_id text,
    add column shipping_amount numeric not null default 0 check (shipping_amount >= 0),
    add column canceled_at timestamptz,
    add column closed_at timestamptz,
    add column told_at timestamptz,
    add foreign key (storefront_id, platform_account_id) references accounts;

alter table order_lines
    add column variant_external_id text,
    add column tax_amount numeric not null default 0 check (tax_amount >= 0),
    add column final_sale boolean not null default false;

-- A shop at a platform, by the name that the platform has for it: its hooks find their storefront by it, so it belongs
-- to one storefront alone.
alter table accounts add column external_id text check (external_id <> '');
create unique index accounts_external on accounts (company, external_id) where external_id is not null;
grant select (external_id) on accounts to makegood_door;
