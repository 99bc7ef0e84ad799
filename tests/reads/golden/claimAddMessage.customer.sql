select (select json_object('id' value t1.id,
'author' value t1.author,
'channel' value t1.channel,
'direction' value t1.direction,
'visibility' value t1.visibility,
'body' value t1.body,
'createdAt' value t1.created_at,
'attachmentIds' value coalesce((select array_agg(a.evidence_id order by a.place) from message_attachments a where a.storefront_id = t1.storefront_id and a.message_id = t1.id), '{}'),
'claim' value (select json_object('id' value t2.id,
'status' value t2.status,
'version' value t2.version) from claims t2 where t2.storefront_id = s.id and (t2.order_id = $1::text) and t2.id = t1.claim_id)) from messages t1 where t1.storefront_id = s.id and (t1.visibility = 'PUBLIC' and t1.order_id = $1::text) and t1.id = $2::text)
from (select set_config('makegood.storefront', $3::text, true) as id) s
