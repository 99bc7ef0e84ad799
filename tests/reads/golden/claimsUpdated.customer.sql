select (select json_object('id' value t1.id,
'cursor' value $1::text || (coalesce(t1.position, feed.position)),
'type' value t1.type,
'sequence' value t1.sequence,
'occurredAt' value t1.occurred_at,
'actor' value json_object('kind' value t1.actor_kind),
'status' value t1.data->>'status',
'reason' value t1.data->>'reason',
'cancelReason' value t1.data->>'cancelReason',
'claim' value (select json_object('id' value t2.id,
'number' value t2.number,
'status' value t2.status,
'version' value t2.version) from claims t2 where t2.storefront_id = s.id and (t2.order_id = $2::text) and t2.id = t1.claim_id)) from events t1 where t1.storefront_id = s.id and (t1.public and t1.order_id = $2::text) and t1.id = $3::text)
from (select set_config('makegood.storefront', $4::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
