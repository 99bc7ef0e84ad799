select (select json_object('id' value t1.id,
'type' value t1.type,
'sequence' value t1.sequence,
'occurredAt' value t1.occurred_at,
'cursor' value $1::text || (coalesce(t1.position, feed.position)),
'failure' value t1.data->>'failure',
'account' value (select json_object('id' value t2.id,
'company' value t2.company,
'label' value t2.label,
'status' value coalesce(case when t2.disconnected_at is null then t2.status end, 'DISCONNECTED'),
'failure' value t2.failure,
'failureText' value t2.failure_text) from accounts t2 where t2.storefront_id = s.id and t2.id = t1.subject)) from events t1 where t1.storefront_id = s.id and t1.id = $2::text)
from (select set_config('makegood.storefront', $3::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
