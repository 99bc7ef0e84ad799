-- needs read
select json_object('_entities' value (select coalesce(json_agg(case t1.kind when 'Order' then (select json_object('id' value t2.id,
  'number' value t2.number) from orders t2 where t2.storefront_id = s.id and t2.id = t1.id) when 'Shipment' then (select json_object('id' value t3.id,
  'trackingStatus' value t3.tracking_status) from shipments t3 where t3.storefront_id = s.id and t3.id = t1.id) when 'Claim' then (select json_object('id' value t4.id,
  'status' value t4.status) from claims t4 where t4.storefront_id = s.id and t4.id = t1.id) end order by t1.place), '[]') from unnest($1::text[], $2::text[]) with ordinality t1 (kind, id, place)))
from (select set_config('makegood.storefront', $3::text, true) as id) s
