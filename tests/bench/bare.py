"""Server-sent events by uvicorn alone, as one would write them by hand: the neighbor of our streams.

`python -m tests.bench.bare PORT REDIS_URL` answers each POST with a stream of what is published for the order that it
names. It does what any such stream must: it has a heartbeat, bounds what it keeps for a slow reader, and notices who
leaves. It asks nobody who they are, reads no database, knows no GraphQL, keeps no past, and continues behind no cursor.
"""

import asyncio
import json
import sys
from collections import defaultdict
from typing import Any

import uvicorn
from redis.asyncio import Redis

from services.api.__main__ import collect_rarely, listen

CHANNEL = "bench:bare:"
HEARTBEAT_SECONDS = 15
MOST_KEPT = 256
HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache"), (b"x-accel-buffering", b"no")]

watching: defaultdict[str, set[asyncio.Queue[bytes]]] = defaultdict(set)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """One stream; whoever only looks whether we are there gets an empty answer."""
    if scope["method"] == "GET":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})
        return
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    order = json.loads(body)["variables"]["id"]
    queue: asyncio.Queue[bytes] = asyncio.Queue(MOST_KEPT)
    watching[order].add(queue)
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    sending = asyncio.create_task(pass_on(queue, send))
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        sending.cancel()
        watching[order].discard(queue)


async def pass_on(queue: asyncio.Queue[bytes], send: Any) -> None:
    """Send what is queued, and a sign of life when nothing is."""
    while True:
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                event = await queue.get()
        except TimeoutError:
            event = b": ping\n\n"
        await send({"type": "http.response.body", "body": event, "more_body": True})


async def hear(url: str) -> None:
    """Hand what is published for an order to all who watch it; whoever has too much waiting misses it."""
    pubsub = Redis.from_url(url).pubsub(ignore_subscribe_messages=True)
    await pubsub.psubscribe(f"{CHANNEL}*")
    async for message in pubsub.listen():
        for queue in watching[message["channel"].decode().removeprefix(CHANNEL)]:
            if not queue.full():
                queue.put_nowait(message["data"])


async def main(port: int, redis_url: str) -> None:
    """Serve, with process and uvicorn set up as for the API."""
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", lifespan="off", log_config=None, access_log=False, server_header=False
    )
    hearing = asyncio.create_task(hear(redis_url))
    collect_rarely()
    await uvicorn.Server(config).serve(sockets=[listen("127.0.0.1", port)])
    hearing.cancel()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(int(sys.argv[1]), sys.argv[2]))
