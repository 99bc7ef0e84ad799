select (select json_object('id' value t1.id,
'provider' value t1.provider,
'kind' value t1.kind,
'status' value t1.status,
'policyNumber' value t1.policy_number,
'insured' value json_object('amount' value (t1.insured_amount)::text,
'currencyCode' value t1.currency_code),
'effectiveAt' value t1.effective_at,
'expiresAt' value t1.expires_at) from coverages t1 where t1.storefront_id = s.id and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
