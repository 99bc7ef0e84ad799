select (select json_object('id' value t1.id,
'kind' value t1.kind,
'state' value t1.state,
'fileName' value t1.file_name) from evidence t1 where t1.storefront_id = s.id and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
