"""The least that can answer: one route, one statement written for this one document, its bytes sent as they are."""

import hashlib
import os

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.core.database import APP
from tests.bench.reads.serving import STOREFRONT, pool_of, serve

KEYS = {hashlib.sha256(os.environ.get("KEY", "").encode()).digest(): STOREFRONT}

# Row-level security holds here too. Setting the storefront within the statement was faster, at either size, than a
# transaction around it: 0.22 to 0.40 ms for one claim, 1.49 to 1.69 ms for fifty. Text made with replace() beat
# to_char() by a twentieth. Every row is reached through `s`, so that none is looked for before the setting is made.
CLAIMS = r"""
select convert_to((
  select json_object('data' value json_object('claims' value json_object(
      'nodes' value coalesce(nodes, '[]'),
      'pageInfo' value json_object(
          'hasNextPage' value exists (
              select from claims next where next.storefront_id = s.id
                  and (next.created_at, next.id) < (page.last_at, page.last_id)),
          'endCursor' value rtrim(encode(convert_to(
              'cd' || (extract(epoch from last_at) * 1000000)::bigint || '.' || last_id, 'UTF8'), 'base64'), '=')))))
  from (
    select json_agg(json_object(
            'id' value c.id, 'number' value c.number, 'status' value c.status, 'reason' value c.reason,
            'createdAt' value c.created_at,
            'customerNote' value c.customer_note,
            'shipment' value (
                select json_object(
                    'id' value p.id, 'carrier' value p.carrier, 'trackingNumber' value p.tracking_number,
                    'trackingStatus' value p.tracking_status,
                    'events' value (
                        select coalesce(json_agg(json_object(
                            'id' value e.id,
                            'occurredAt' value e.occurred_at,
                            'status' value e.status, 'description' value e.description,
                            'location' value e.location)), '[]')
                        from (select * from tracking_events e where e.storefront_id = s.id and e.shipment_id = p.id
                              order by occurred_at desc, id desc limit 3) as e))
                from shipments p where p.storefront_id = s.id and p.id = c.shipment_id),
            'items' value (
                select coalesce(json_agg(json_object(
                    'id' value i.id, 'quantity' value i.quantity, 'description' value i.description)), '[]')
                from (select i.* from claim_items i
                      join order_lines l on l.storefront_id = i.storefront_id and l.id = i.order_line_id
                      where i.storefront_id = s.id and i.claim_id = c.id order by l.place, i.id) as i))) as nodes,
        min(c.created_at) as last_at, (array_agg(c.id))[$2::int] as last_id
    from (select * from claims where storefront_id = s.id order by created_at desc, id desc limit $2::int) as c
  ) as page)::text, 'UTF8')
from (select set_config('makegood.storefront', $1, true) as id) as s
"""


async def claims(request: Request) -> Response:
    """A page of claims with their parcels, scans and items."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    storefront = KEYS.get(hashlib.sha256(key.encode()).digest())
    if scheme != "Bearer" or storefront is None:
        return Response(status_code=401)
    first = msgspec.json.decode(await request.body())["variables"]["first"]
    if not 1 <= first <= 100:
        return Response(status_code=400)
    async with pool_of(request).connection() as connection:
        document: bytes = await connection.fetchval(CLAIMS, storefront, first)
    return Response(document, media_type="application/json; charset=utf-8")


if __name__ == "__main__":
    route = Route("/graphql", claims, methods=["POST"])
    serve([route], APP, plan_cache_mode="force_generic_plan", jit="off")
