select (select json_object('id' value t1.id,
'version' value t1.version) from claim_policies t1 where t1.storefront_id = s.id and (false) and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
