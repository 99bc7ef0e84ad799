select (select json_object('id' value t1.id,
'status' value t1.status,
'version' value t1.version,
'evidence' value (select coalesce(json_agg(t2.o), '[]') from (select json_object('id' value t2.id,
  'kind' value t2.kind,
  'state' value t2.state,
  'rejectionCode' value t2.rejection_code,
  'fileName' value t2.file_name,
  'url' value $1::text || (t2.file_key),
  'mimeType' value t2.mime_type,
  'size' value t2.size,
  'sha256' value t2.sha256,
  'createdAt' value t2.created_at) as o from evidence t2 where t2.storefront_id = s.id and t2.claim_id = t1.id order by t2.id limit $2::integer) t2)) from claims t1 where t1.storefront_id = s.id and t1.id = $3::text)
from (select set_config('makegood.storefront', $4::text, true) as id) s
