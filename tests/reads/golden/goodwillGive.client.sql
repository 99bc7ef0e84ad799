select (select json_object('id' value t1.id,
'type' value t1.type,
'status' value t1.status,
'goodwill' value t1.goodwill,
'amount' value json_object('amount' value (t1.amount)::text,
'currencyCode' value t1.currency_code),
'claim' value (select json_object('id' value t2.id) from claims t2 where t2.storefront_id = s.id and t2.id = t1.claim_id)) from resolutions t1 where t1.storefront_id = s.id and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
