select (select json_object('id' value t1.id,
'language' value t1.language,
'state' value t1.state,
'url' value $1::text || (t1.zip_key),
'pdfUrl' value $1::text || (t1.pdf_key),
'size' value t1.size,
'sha256' value t1.sha256,
'retainUntil' value t1.retain_until) from recovery_exports t1 where t1.storefront_id = s.id and (false) and t1.id = $2::text)
from (select set_config('makegood.storefront', $3::text, true) as id) s
