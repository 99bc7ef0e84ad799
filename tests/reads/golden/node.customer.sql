-- needs read
select json_object('node' value (select case left(t1.id, 4) when 'exp_' then (select json_object('__typename' value 'ClaimExport'::text,
  'id' value t2.id) from claim_exports t2 where t2.storefront_id = s.id and (false) and t2.id = t1.id) when 'clm_' then (select json_object('__typename' value 'Claim'::text,
  'id' value t3.id) from claims t3 where t3.storefront_id = s.id and (t3.order_id = $1::text) and t3.id = t1.id) when 'pol_' then (select json_object('__typename' value 'ClaimPolicy'::text,
  'id' value t4.id) from claim_policies t4 where t4.storefront_id = s.id and (false) and t4.id = t1.id) when 'ord_' then (select json_object('__typename' value 'Order'::text,
  'id' value t5.id) from orders t5 where t5.storefront_id = s.id and (t5.id = $1::text) and t5.id = t1.id) when 'shp_' then (select json_object('__typename' value 'Shipment'::text,
  'id' value t6.id) from shipments t6 where t6.storefront_id = s.id and (t6.order_id = $1::text) and t6.id = t1.id) when 'dsp_' then (select json_object('__typename' value 'Dispute'::text,
  'id' value t7.id) from disputes t7 where t7.storefront_id = s.id and (false) and t7.id = t1.id) when 'res_' then (select json_object('__typename' value 'Resolution'::text,
  'id' value t8.id) from resolutions t8 where t8.storefront_id = s.id and (t8.order_id = $1::text) and t8.id = t1.id) when 'led_' then (select json_object('__typename' value 'LedgerEntry'::text,
  'id' value t9.id) from ledger_entries t9 where t9.storefront_id = s.id and (false) and t9.id = t1.id) when 'msg_' then (select json_object('__typename' value 'Message'::text,
  'id' value t10.id) from messages t10 where t10.storefront_id = s.id and (t10.visibility = 'PUBLIC' and t10.order_id = $1::text) and t10.id = t1.id) when 'evd_' then (select json_object('__typename' value 'Evidence'::text,
  'id' value t11.id) from evidence t11 where t11.storefront_id = s.id and (t11.order_id = $1::text and t11.visibility = 'PUBLIC' and (t11.state = 'READY' or t11.uploaded_by = 'CUSTOMER')) and t11.id = t1.id) when 'tsk_' then (select json_object('__typename' value 'Task'::text,
  'id' value t12.id) from tasks t12 where t12.storefront_id = s.id and (false) and $2::boolean and t12.id = t1.id) when 'eff_' then (select json_object('__typename' value 'Effect'::text,
  'id' value t13.id) from effects t13 where t13.storefront_id = s.id and (false) and $2::boolean and t13.id = t1.id) when 'sto_' then (select json_object('__typename' value 'Storefront'::text,
  'id' value t14.id) from storefronts t14 where t14.id = s.id and t14.id = t1.id) when 'prv_' then (select json_object('__typename' value 'PrivacyRequest'::text,
  'id' value t15.id) from privacy_requests t15 where t15.storefront_id = s.id and (false) and $2::boolean and t15.id = t1.id) when 'acc_' then (select json_object('__typename' value 'Account'::text,
  'id' value t16.id) from accounts t16 where t16.storefront_id = s.id and (false) and $2::boolean and t16.id = t1.id) end from (select $3::text as id) t1))
from (select set_config('makegood.storefront', $4::text, true) as id) s
