-- Every order in which lists are read has an index that ends in the id, so that a page is read and never sorted.

drop index orders_number;
create index orders_number on orders (storefront_id, lower(number), placed_at desc, id desc);
create index order_lines_place on order_lines (storefront_id, order_id, place, id);
create index tracking_events_newest on tracking_events (storefront_id, shipment_id, occurred_at desc, id desc);
create index claims_updated on claims (storefront_id, updated_at desc, id desc);
create index claim_items_shipment_line on claim_items (storefront_id, shipment_line_id);
create index tasks_newest on tasks (storefront_id, created_at desc, id desc);
create index tasks_subject on tasks (storefront_id, subject, created_at desc, id desc);
create index effects_newest on effects (storefront_id, created_at desc, id desc);
create index effects_subject on effects (storefront_id, subject, created_at desc, id desc);
