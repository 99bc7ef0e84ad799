-- needs read
select json_object('claims' value (select json_object('totalCount' value (select count(*) from (select from claims t1 where t1.storefront_id = s.id and (t1.order_id = $1::text) limit 1000) t1),
'nodes' value t3.a0,
'pageInfo' value json_object('hasNextPage' value t3.a1 > $2::integer,
'endCursor' value rtrim(encode(convert_to('ud' || (extract(epoch from (t3.a2)[least(t3.a1, $2::integer)]) * 1000000)::bigint || '.' || (t3.a3)[least(t3.a1, $2::integer)], 'UTF8'), 'base64'), '='))) from (select coalesce(json_agg(json_object('id' value t2.id)) filter (where t2.row_no <= $2::integer), '[]') as a0,
count(*) as a1,
array_agg(t2.updated_at) filter (where t2.row_no <= $2::integer) as a2,
array_agg(t2.id) filter (where t2.row_no <= $2::integer) as a3 from (select t1.*, row_number() over () as row_no from (select t1.* from claims t1 where t1.storefront_id = s.id and (t1.order_id = $1::text) and (t1.updated_at, t1.id) < ($3::timestamptz, $4::text) order by t1.updated_at desc, t1.id desc limit $2::integer + 1) t1) t2) t3))
from (select set_config('makegood.storefront', $5::text, true) as id) s
