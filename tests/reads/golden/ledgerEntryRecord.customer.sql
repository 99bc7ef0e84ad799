select (select json_object('id' value t1.id,
'type' value t1.type,
'side' value t1.side,
'amount' value json_object('amount' value (t1.amount)::text,
'currencyCode' value t1.currency_code),
'occurredAt' value t1.occurred_at,
'reverses' value t1.reverses) from ledger_entries t1 where t1.storefront_id = s.id and (false) and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
