"""From commit to a watching client, beside a bare Redis publish and subscribe of the same bytes."""

import asyncio
import json
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, connect

from services.core import feed, outbox
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind, Event
from services.core.vault import open_vault
from tests.bench.ground import ground
from tests.bench.report import Row, alone, compared, percentile, publish
from tests.builders import VAULT_KEYS, Shop, a_claim, a_shipment, a_shop, an_order
from tests.processes import environment, program

PUSHES = 300
ROUNDS = 5
BARE = "bare redis"
DOCUMENT = Path(__file__).resolve().parents[2] / "schema" / "operations" / "claimUpdated.graphql"


def a_free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def ready(url: str) -> None:
    """Wait until the API answers."""
    async with httpx.AsyncClient() as client, asyncio.timeout(30):
        while True:
            try:
                if (await client.get(f"{url}/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


@asynccontextmanager
async def watching(port: int, key: str, claim: str) -> AsyncIterator[ClientConnection]:
    """One watcher of one claim over graphql-transport-ws."""
    async with connect(f"ws://127.0.0.1:{port}/graphql", subprotocols=["graphql-transport-ws"]) as client:  # type: ignore[list-item]
        await client.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {key}"}}))
        assert json.loads(await client.recv())["type"] == "connection_ack"
        payload = {"query": DOCUMENT.read_text(), "variables": {"id": claim}}
        await client.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        await asyncio.sleep(0.5)
        yield client


async def change(app: Pool, shop: Shop, claim: str, order: str) -> None:
    """Commit one more event of the claim."""
    async with app.write(shop.id) as tx:
        sequence = await tx.fetchval(
            "update claims set sequence = sequence + 1 where storefront_id = $1 and id = $2 returning sequence",
            shop.id, claim,
        )  # fmt: skip
        actor = Actor(ActorKind.SYSTEM, "bench")
        data: dict[str, object] = {"status": "SUBMITTED", "reason": "LOST_IN_TRANSIT", "cancelReason": None}
        await outbox.append(
            tx, Event("claim.noted", claim, sequence, actor, system_clock(), order, claim_id=claim, data=data)
        )


async def pushed(
    app: Pool, redis: Redis, shop: Shop, claim: str, order: str, client: ClientConnection
) -> tuple[float, bytes]:
    """Milliseconds from the commit to the client, and what came."""
    await change(app, shop, claim, order)
    committed = time.perf_counter()
    await feed.ring(redis, feed.OUTBOX, "")
    async with asyncio.timeout(20):
        while True:
            message = await client.recv(decode=False)
            taken = time.perf_counter()
            if json.loads(message)["type"] == "next":
                return (taken - committed) * 1000, message


async def published(redis: Redis, body: bytes, pubsub: object) -> float:
    """Milliseconds from publishing the same bytes to the subscriber."""
    began = time.perf_counter()
    await redis.publish("bench", body)
    while True:
        message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=5)  # type: ignore[attr-defined]
        if message is not None:
            return (time.perf_counter() - began) * 1000


async def measure() -> None:
    """Changes and bare messages in turns, in rounds."""
    async with ground(storefronts=1) as where:
        port = a_free_port()
        env = environment(where.settings, PORT=str(port))
        vault = open_vault(VAULT_KEYS)
        shop = await a_shop(where.settings.database_url.get_secret_value(), where.app, vault)
        order = await an_order(where.app, shop)
        claim = await a_claim(where.app, shop, order, await a_shipment(where.app, shop, order))
        redis = feed.open_redis(where.redis_url)
        pubsub = redis.pubsub()
        await pubsub.subscribe("bench")
        rows: list[Row] = []
        async with (
            program("services.worker", env=os.environ | env | {"COMPANY_URLS": "*=http://127.0.0.1:9"}),
            program("services.api", env=os.environ | env),
        ):
            await ready(f"http://127.0.0.1:{port}")
            await asyncio.sleep(3)
            async with watching(port, shop.key, claim) as client:
                _, body = await pushed(where.app, redis, shop, claim, order, client)
                rounds = []
                for _ in range(ROUNDS):
                    ours, bare = [], []
                    for turn in range(PUSHES // ROUNDS):
                        ours.append((await pushed(where.app, redis, shop, claim, order, client))[0])
                        bare.append(await published(redis, body, pubsub))
                        await asyncio.sleep(0.007 * (turn % 5))
                    rounds.append((ours, bare))
        await pubsub.aclose()  # type: ignore[no-untyped-call]
        await redis.aclose()
    for share in (0.5, 0.99):
        name = f"commit to client p{share * 100:.0f}"
        mine = [percentile(ours, share) for ours, _ in rounds]
        other = [percentile(bare, share) for _, bare in rounds]
        rows += [compared(name, "ms", mine, BARE, other), alone(f"{BARE} p{share * 100:.0f}", "ms", other)]
    publish("push", rows)
