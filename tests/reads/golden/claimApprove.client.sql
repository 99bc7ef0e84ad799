select (select json_object('id' value t1.id,
'cursor' value $1::text || (feed.position),
'status' value t1.status,
'version' value t1.version,
'resolutionOptions' value (select coalesce(json_agg(t2.o), '[]') from (select json_object('type' value t2.type,
  'amount' value json_object('amount' value (t2.amount)::text,
  'currencyCode' value t2.currency_code),
  'isDefault' value t2.is_default) as o from resolution_offers t2 where t2.storefront_id = s.id and t2.claim_id = t1.id order by t2.place, t2.id) t2)) from claims t1 where t1.storefront_id = s.id and t1.id = $2::text)
from (select set_config('makegood.storefront', $3::text, true) as id) s cross join lateral (select coalesce((select f.position from feeds f where f.storefront_id = s.id), 0) as position offset 0) feed
