"""`python -m tests.bench.bare_events`: a page that shows what a plain EventSource tells, and nothing else.

Starlette and uvicorn as anybody would write it in twenty lines: each stream listens to one channel of Redis. It knows
no callers, no order of events and no cursor, and what happens while a page is away is lost.
"""

import os
from collections.abc import AsyncIterator

import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

CHANNEL = "bare"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title><p id="shown">-</p>
<script>
const shown = document.querySelector('#shown');
new EventSource('/events').onmessage = ({ data }) => { shown.textContent = data; };
</script></html>"""


async def events(_: Request) -> Response:
    """What is published, as server-sent events."""
    redis = Redis.from_url(os.environ["REDIS_URL"])

    async def stream() -> AsyncIterator[bytes]:
        async with redis.pubsub() as pubsub:
            await pubsub.subscribe(CHANNEL)
            yield b": open\n\n"
            async for message in pubsub.listen():
                if message["type"] == "message":
                    yield b"data: " + message["data"] + b"\n\n"

    return StreamingResponse(stream(), media_type="text/event-stream")


app = Starlette(routes=[Route("/", lambda _: HTMLResponse(PAGE)), Route("/events", events)])

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["PORT"]), loop="uvloop", http="httptools", access_log=False, log_level="error")
