-- needs read
select json_object('claimPolicies' value (select json_object('nodes' value t3.a0,
'pageInfo' value json_object('hasNextPage' value case t3.a1 when 0 then (select true from claim_policies t1 where t1.storefront_id = s.id and (false) order by t1.created_at desc, t1.id desc limit 1) is not null else (select true from claim_policies t1 where t1.storefront_id = s.id and (false) and (t1.created_at, t1.id) < ((t3.a2)[t3.a1], (t3.a3)[t3.a1]) order by t1.created_at desc, t1.id desc limit 1) is not null end,
'hasPreviousPage' value false,
'startCursor' value rtrim(encode(convert_to('cd' || (extract(epoch from (t3.a2)[1]) * 1000000)::bigint || '.' || (t3.a3)[1], 'UTF8'), 'base64'), '='),
'endCursor' value rtrim(encode(convert_to('cd' || (extract(epoch from (t3.a2)[t3.a1]) * 1000000)::bigint || '.' || (t3.a3)[t3.a1], 'UTF8'), 'base64'), '='))) from (select coalesce(json_agg(json_object('id' value t2.id,
  'version' value t2.version,
  'note' value t2.note,
  'createdAt' value t2.created_at,
  'createdBy' value json_object('kind' value t2.created_by))), '[]') as a0,
count(*) as a1,
array_agg(t2.created_at) as a2,
array_agg(t2.id) as a3 from (select t1.* from claim_policies t1 where t1.storefront_id = s.id and (false) order by t1.created_at desc, t1.id desc limit $1::integer) t2) t3))
from (select set_config('makegood.storefront', $2::text, true) as id) s
