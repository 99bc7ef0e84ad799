-- What decides whom to ask for a loss, and only the shop can tell.

-- Where parcels leave from when nobody says so of one; the time zone tells it where this does not.
alter table storefronts add column country_code text check (country_code ~ '^[A-Z]{2}$');

-- What one cost the shop, without VAT, in whatever currency it was bought.
alter table order_lines
    add column unit_cost numeric check (unit_cost >= 0),
    add column cost_currency text check (cost_currency ~ '^[A-Z]{3}$'),
    add check ((unit_cost is null) = (cost_currency is null));

alter table shipments
    add column weight_grams integer check (weight_grams > 0),
    add column origin_country text check (origin_country ~ '^[A-Z]{2}$'),
    add column label_seller text,
    add column goods text[] not null default '{}',
    add check (label_seller is null or label_source in ('SHIPPING_AGGREGATOR', 'MARKETPLACE'));
