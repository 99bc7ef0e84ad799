select (select json_object('id' value t1.id,
'cursor' value $1::text || (feed.position),
'status' value t1.status,
'version' value t1.version,
'denial' value case when t1.denial_code is not null then json_object('code' value t1.denial_code) end) from claims t1 where t1.storefront_id = s.id and (t1.order_id = $2::text) and t1.id = $3::text)
from (select set_config('makegood.storefront', $4::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
