"""A storefront whose parcels move, and the requests of widgets that watch them."""

import json
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from redis.asyncio import Redis

from services.core import feed, outbox
from services.core.clock import system_clock
from services.core.events import Actor, ActorKind, Event
from services.core.ids import new_id
from services.core.persisted_documents import hash_text
from services.core.storefronts.model import CUSTOMER_SCOPES, CUSTOMER_TOKEN_LIFE
from services.core.tokens import Token, open_tokens
from services.core.vault import open_vault
from tests.bench.bare import CHANNEL
from tests.bench.ground import Ground
from tests.bench.parcels import rows
from tests.builders import ORIGIN, VAULT_KEYS, Shop, a_shop, an_order

ORDERS = 200
DOCUMENT = (Path(__file__).resolve().parents[2] / "schema/operations/orderChanges.graphql").read_text()


@dataclass
class Story:
    """A storefront with orders whose parcels move, and their customers."""

    where: Ground
    shop: Shop
    parcels: dict[str, str]
    redis: Redis
    turns: "count[int]" = field(default_factory=count)
    frame: str = ""

    @property
    def orders(self) -> list[str]:
        return list(self.parcels)

    def requests(self, port: int, orders: Sequence[str], widgets: int) -> list[str]:
        """What a browser sends for each widget, each with a token of its own."""
        tokens = open_tokens(self.where.settings.token_keys.get_secret_value())
        now = system_clock()
        scopes = tuple(scope.value for scope in sorted(CUSTOMER_SCOPES))
        found = []
        for number in range(widgets):
            order = orders[number % len(orders)]
            token = Token("customer", self.shop.id, order, scopes, now, now + CUSTOMER_TOKEN_LIFE, new_id("jti"), order)
            found.append(_request(port, order, tokens.sign(token)))
        return found

    async def move(self, orders: Sequence[str]) -> float:
        """Commit one more event of each order's parcel, in one transaction; when that was done."""
        actor, now = Actor(ActorKind.SYSTEM, "bench"), system_clock()
        data: dict[str, object] = {"trackingStatus": "IN_TRANSIT"}
        moved = [self.parcels[order] for order in orders]
        async with self.where.app.write(self.shop.id) as tx:
            rising = await tx.fetch(
                """update shipments set sequence = sequence + 1 where storefront_id = $1 and id = any($2)
                   returning id, order_id, sequence""",
                self.shop.id, moved,
            )  # fmt: skip
            for row in rising:
                told = (row["order_id"], row["id"])
                await outbox.append(
                    tx, Event("shipment.noted", row["id"], row["sequence"], actor, now, *told, data=data)
                )
        return time.perf_counter()

    async def tell_ours(self, orders: Sequence[str]) -> None:
        """What the API does after a commit."""
        await feed.ring(self.redis, feed.OUTBOX, "")

    async def tell_bare(self, orders: Sequence[str]) -> None:
        """The same bytes as ours, but for the event's name, to who watches each order."""
        pipeline = self.redis.pipeline(transaction=False)
        for order in orders:
            frame = re.sub("^id: .*$", f"id: {next(self.turns):032}", self.frame, flags=re.MULTILINE)
            pipeline.publish(f"{CHANNEL}{order}", frame)
        await pipeline.execute()


def _request(port: int, order: str, token: str) -> str:
    body = json.dumps({"documentId": f"sha256:{hash_text(DOCUMENT)}", "variables": {"id": order, "after": None}})
    return "\r\n".join(
        [
            "POST /graphql HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Connection: keep-alive",
            f"Content-Length: {len(body)}",
            'sec-ch-ua: "Chromium";v="142", "Not_A Brand";v="99"',
            "sec-ch-ua-mobile: ?0",
            'sec-ch-ua-platform: "Linux"',
            f"Authorization: Bearer {token}",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0",
            "Accept: text/event-stream",
            "Content-Type: application/json",
            f"Origin: {ORIGIN}",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: cors",
            "Sec-Fetch-Dest: empty",
            f"Referer: {ORIGIN}/",
            "Accept-Encoding: gzip, deflate, br, zstd",
            "Accept-Language: da,en;q=0.9",
            "",
            body,
        ]
    )


@asynccontextmanager
async def a_story(where: Ground) -> AsyncIterator[Story]:
    """Orders with a parcel each; no worker looks for these, so that nothing else happens."""
    shop = await a_shop(where.settings.database_url.get_secret_value(), where.app, open_vault(VAULT_KEYS))
    parcels = {await an_order(where.app, shop): new_id("shp") for _ in range(ORDERS)}
    async with rows(where) as database:
        await database.execute(
            """insert into shipments (storefront_id, id, order_id, direction, status, carrier, tracking_number,
                   label_source, created_at, updated_at)
               select $1, id, order_id, 'OUTBOUND', 'SHIPPED', 'UPS', id, 'OTHER', now(), now()
               from unnest($2::text[], $3::text[]) as made (id, order_id)""",
            shop.id, list(parcels.values()), list(parcels),
        )  # fmt: skip
    redis = feed.open_redis(where.redis_url)
    yield Story(where, shop, parcels, redis)
    await redis.aclose()
