select (select json_object('id' value t1.id,
'cursor' value $1::text || (feed.position),
'carrier' value t1.carrier,
'trackingNumber' value t1.tracking_number,
'status' value t1.status,
'trackingStatus' value t1.tracking_status,
'version' value t1.version,
'lines' value (select coalesce(json_agg(t2.o), '[]') from (select json_object('id' value t2.id,
  'quantity' value t2.quantity,
  'orderLine' value (select json_object('id' value t3.id,
  'externalId' value t3.external_id) from order_lines t3 where t3.storefront_id = s.id and t3.id = t2.order_line_id)) as o from shipment_lines t2 where t2.storefront_id = s.id and t2.shipment_id = t1.id order by (select o.place from order_lines o where o.storefront_id = t2.storefront_id and o.id = t2.order_line_id), t2.id) t2)) from shipments t1 where t1.storefront_id = s.id and (t1.order_id = $2::text) and t1.id = $3::text)
from (select set_config('makegood.storefront', $4::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
