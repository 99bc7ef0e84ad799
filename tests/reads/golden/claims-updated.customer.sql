-- needs read
select json_object('claims' value (select json_object('totalCount' value (select count(*) from (select from claims t1 where t1.storefront_id = s.id and (t1.order_id = $1::text) limit 1000) t1),
'nodes' value t3.a0,
'pageInfo' value json_object('hasNextPage' value case t3.a1 when 0 then (select true from claims t1 where t1.storefront_id = s.id and (t1.order_id = $1::text) and (t1.updated_at, t1.id) < ($2::timestamptz, $3::text) order by t1.updated_at desc, t1.id desc limit 1) is not null else (select true from claims t1 where t1.storefront_id = s.id and (t1.order_id = $1::text) and (t1.updated_at, t1.id) < ($2::timestamptz, $3::text) and (t1.updated_at, t1.id) < ((t3.a2)[t3.a1], (t3.a3)[t3.a1]) order by t1.updated_at desc, t1.id desc limit 1) is not null end,
'endCursor' value rtrim(encode(convert_to('ud' || (extract(epoch from (t3.a2)[t3.a1]) * 1000000)::bigint || '.' || (t3.a3)[t3.a1], 'UTF8'), 'base64'), '='))) from (select coalesce(json_agg(json_object('id' value t2.id)), '[]') as a0,
count(*) as a1,
array_agg(t2.updated_at) as a2,
array_agg(t2.id) as a3 from (select t1.* from claims t1 where t1.storefront_id = s.id and (t1.order_id = $1::text) and (t1.updated_at, t1.id) < ($2::timestamptz, $3::text) order by t1.updated_at desc, t1.id desc limit $4::integer) t2) t3))
from (select set_config('makegood.storefront', $5::text, true) as id) s
