select (select json_object('id' value t1.id,
'carrier' value t1.carrier,
'trackingNumber' value t1.tracking_number,
'trackedBy' value t1.tracked_by,
'trackingStatus' value t1.tracking_status,
'version' value t1.version) from shipments t1 where t1.storefront_id = s.id and t1.id = $1::text)
from (select set_config('makegood.storefront', $2::text, true) as id) s
