select json_object('storefront' value (select json_object('id' value t1.id,
'name' value t1.name,
'currencyCode' value t1.currency_code,
'timeZone' value t1.time_zone,
'countryCode' value t1.country_code,
'mode' value t1.mode) from storefronts t1 where t1.id = s.id))
from (select set_config('makegood.storefront', $1::text, true) as id) s
