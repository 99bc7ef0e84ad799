select (select json_object('id' value t1.id,
'cursor' value $1::text || (feed.position),
'externalId' value t1.external_id,
'number' value t1.number,
'version' value t1.version,
'lines' value (select coalesce(json_agg(t2.o), '[]') from (select json_object('id' value t2.id,
  'externalId' value t2.external_id,
  'quantity' value t2.quantity) as o from order_lines t2 where t2.storefront_id = s.id and t2.order_id = t1.id order by t2.place, t2.id) t2)) from orders t1 where t1.storefront_id = s.id and (t1.id = $2::text) and t1.id = $3::text)
from (select set_config('makegood.storefront', $4::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
