select (select json_object('id' value t1.id,
'cursor' value $1::text || (feed.position),
'number' value t1.number,
'reason' value t1.reason,
'status' value t1.status,
'cancelReason' value t1.cancel_reason,
'openedBy' value t1.opened_by,
'version' value t1.version,
'items' value (select coalesce(json_agg(t2.o), '[]') from (select json_object('id' value t2.id,
  'quantity' value t2.quantity,
  'shipmentLineId' value t2.shipment_line_id) as o from claim_items t2 where t2.storefront_id = s.id and t2.claim_id = t1.id order by (select o.place from order_lines o where o.storefront_id = t2.storefront_id and o.id = t2.order_line_id), t2.id) t2)) from claims t1 where t1.storefront_id = s.id and t1.id = $2::text)
from (select set_config('makegood.storefront', $3::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
