select (select json_object('id' value t1.id,
'company' value t1.company,
'label' value t1.label,
'status' value coalesce(case when t1.disconnected_at is null then t1.status end, 'DISCONNECTED'),
'failure' value t1.failure,
'failureText' value t1.failure_text) from accounts t1 where t1.storefront_id = s.id and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
