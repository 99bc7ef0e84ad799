select (select json_object('id' value t1.id,
'number' value t1.number,
'status' value t1.status,
'statusDetail' value t1.status_detail,
'reference' value t1.reference,
'approved' value case when t1.approved_amount is not null then json_object('amount' value (t1.approved_amount)::text,
'currencyCode' value t1.currency_code) end,
'paid' value json_object('amount' value (t1.paid_amount)::text,
'currencyCode' value t1.currency_code),
'requiredDocuments' value t1.required_documents,
'missingDocuments' value t1.missing_documents,
'fileBy' value t1.file_by,
'version' value t1.version) from recoveries t1 where t1.storefront_id = s.id and (false) and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
