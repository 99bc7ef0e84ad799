select (select json_object('id' value t1.id,
'cursor' value $1::text || (feed.position),
'status' value t1.status,
'version' value t1.version,
'resolution' value (select json_object('id' value t2.id,
'type' value t2.type,
'status' value t2.status,
'external' value t2.external,
'amount' value json_object('amount' value (t2.amount)::text,
'currencyCode' value t2.currency_code),
'chosenBy' value t2.chosen_by,
'chosenAt' value t2.chosen_at) from resolutions t2 where t2.storefront_id = s.id and (t2.order_id = $2::text) and t2.id = t1.resolution_id)) from claims t1 where t1.storefront_id = s.id and (t1.order_id = $2::text) and t1.id = $3::text)
from (select set_config('makegood.storefront', $4::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
