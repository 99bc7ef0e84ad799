select (select json_object('id' value t1.id,
'kind' value t1.kind,
'state' value t1.state,
'fileName' value t1.file_name) from evidence t1 where t1.storefront_id = s.id and (t1.order_id = $1::text and t1.visibility = 'PUBLIC' and (t1.state = 'READY' or t1.uploaded_by = 'CUSTOMER')) and t1.id = $2::text)
from (select set_config('makegood.storefront', $3::text, true) as id) s
