"""Two thousand widgets on one API process, beside as many streams of uvicorn alone: memory, and commit to received."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import psutil

from services.dev.ports import free_port
from tests.bench.ground import ground
from tests.bench.moving import DOCUMENT, ORDERS, Story, a_story
from tests.bench.report import Row, alone, compared, percentile, publish
from tests.bench.watchers import Crowd, a_crowd
from tests.processes import environment, program

WIDGETS = int(os.environ.get("WIDGETS", "2000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
COMMITS = 50
BURSTS = 10
WARMING = 200
"""Widgets that come and go before anything is measured."""
SETTLING_SECONDS = 3.0
BARE = "bare uvicorn"

NARROW, WIDE, ONE = "its 10 widgets", "all orders' widgets", "one order's 2,000"
"""Whom a commit reaches: of 200 orders one, or all; or the one order that everybody watches."""


@dataclass
class Figures:
    """What one side came to, a value for each round; times in milliseconds, memory in KiB for each connection."""

    idle: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    connecting: list[float] = field(default_factory=list)
    last: dict[str, list[list[float]]] = field(default_factory=lambda: {NARROW: [], WIDE: [], ONE: []})
    each: dict[str, list[list[float]]] = field(default_factory=lambda: {NARROW: [], WIDE: [], ONE: []})
    refused: int = 0
    lost: int = 0
    uneven: int = 0


async def until_attached(url: str, widgets: int) -> None:
    """Wait until the API counts so many live subscriptions."""
    async with httpx.AsyncClient() as client, asyncio.timeout(60):
        while f"makegood_api_watchers {widgets:.1f}\n" not in (await client.get(f"{url}/metrics")).text:
            await asyncio.sleep(0.2)


async def until_served(url: str) -> None:
    """Wait until somebody answers there, whatever it is."""
    async with httpx.AsyncClient() as client, asyncio.timeout(60):
        while True:
            try:
                if (await client.get(f"{url}/readyz")).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


@dataclass
class Side:
    """One of the two servers, in one round."""

    story: Story
    crowd: Crowd
    figures: Figures
    port: int
    process: psutil.Process
    tell: Callable[[Sequence[str]], Awaitable[None]]
    ours: bool

    async def enter(self, orders: Sequence[str], widgets: int = WIDGETS) -> None:
        """Have the widgets connected, spread over the orders."""
        requests = self.story.requests(self.port, orders, widgets)
        await self.crowd.enter(self.port, requests, max(1, widgets // len(orders)))
        if self.ours:
            await until_attached(f"http://127.0.0.1:{self.port}", widgets)
        self.figures.refused += sum((await self.crowd.count())["ends"].values())

    async def leave(self) -> None:
        """Have them disconnected."""
        told = await self.crowd.count()
        self.figures.lost += sum(told["ends"].values())
        self.figures.uneven += told["uneven"]
        await self.crowd.leave()

    async def reach(self, whom: str, turns: int, choose: Callable[[int], Sequence[str]]) -> None:
        """Commit so many times, each after all have received what was before."""
        last, each = list[float](), list[float]()
        for turn in range(turns):
            orders = choose(turn)
            committed = await self.story.move(orders)
            await self.tell(orders)
            moments = [moment for _ in orders for moment in await self.crowd.received()]
            last.append((max(moments) - committed) * 1000)
            each += [(moment - committed) * 1000 for moment in moments]
            await asyncio.sleep(0.02 + 0.007 * (turn % 5))
        self.figures.last[whom].append(last)
        self.figures.each[whom].append(each)

    def kilobytes(self) -> float:
        """The memory that is the process' own."""
        return float(self.process.memory_full_info().uss) / 1024

    async def play(self) -> None:
        """Measure everything once."""
        orders = self.story.orders
        await self.enter(orders, WARMING)
        for turn in range(5):
            committed = await self.story.move([orders[turn]])
            await self.tell([orders[turn]])
            assert committed <= max(await self.crowd.received())
        await self.crowd.leave()
        await asyncio.sleep(SETTLING_SECONDS)
        alone = self.kilobytes()
        began = time.perf_counter()
        await self.enter(orders)
        self.figures.connecting.append(time.perf_counter() - began)
        await asyncio.sleep(SETTLING_SECONDS)
        self.figures.idle.append((self.kilobytes() - alone) / WIDGETS)
        await self.reach(NARROW, COMMITS, lambda turn: [orders[7 * turn % ORDERS]])
        await self.reach(WIDE, BURSTS, lambda _: orders)
        self.figures.used.append((self.kilobytes() - alone) / WIDGETS)
        await self.leave()
        await self.enter(orders[:1])
        await asyncio.sleep(SETTLING_SECONDS)
        await self.reach(ONE, COMMITS, lambda _: orders[:1])
        await self.leave()


async def play_ours(story: Story, crowd: Crowd, figures: Figures) -> None:
    """A fresh API process, as it runs in production."""
    port = free_port()
    env = os.environ | environment(story.where.settings, PORT=str(port), LOG_LEVEL="INFO")
    async with program("services.api", env=env) as api:
        url = f"http://127.0.0.1:{port}"
        await until_served(url)
        if not story.frame:
            story.frame = await _a_frame(story, url)
        await Side(story, crowd, figures, port, psutil.Process(api.process.pid), story.tell_ours, ours=True).play()


async def play_bare(story: Story, crowd: Crowd, figures: Figures) -> None:
    """A fresh process of the neighbor."""
    port = free_port()
    async with program("tests.bench.bare", str(port), story.where.redis_url) as bare:
        await until_served(f"http://127.0.0.1:{port}")
        await Side(story, crowd, figures, port, psutil.Process(bare.process.pid), story.tell_bare, ours=False).play()


async def _a_frame(story: Story, url: str) -> str:
    """One event as our streams send it."""
    order = story.orders[0]
    async with httpx.AsyncClient(timeout=30) as client:
        headers = {"Authorization": f"Bearer {story.shop.key}", "Accept": "text/event-stream"}
        body: dict[str, Any] = {"query": DOCUMENT, "variables": {"id": order}}
        async with client.stream("POST", f"{url}/graphql", headers=headers, json=body) as response:
            await until_attached(url, 1)
            await story.move([order])
            await story.tell_ours([order])
            text = ""
            async for piece in response.aiter_text():
                text += piece
                if text.endswith("\n\n") and "event: next" in text:
                    return text[text.index("event: next") :]
    raise AssertionError(text)


async def measure() -> None:
    """Rounds of both, in turns; whoever goes first changes."""
    ours, bare = Figures(), Figures()
    async with ground(storefronts=0) as where, a_story(where) as story, a_crowd() as crowd:
        env = os.environ | environment(where.settings, COMPANY_URLS="*=http://127.0.0.1:9")
        async with program("services.worker", env=env):
            for turn in range(ROUNDS):
                sides = [(play_ours, ours), (play_bare, bare)]
                for play, figures in sides if turn % 2 == 0 else reversed(sides):
                    await play(story, crowd, figures)
                    _progress(turn, "ours" if figures is ours else BARE, figures)
    publish("widgets", _rows(ours, bare))


def _progress(turn: int, name: str, figures: Figures) -> None:
    times = ", ".join(
        f"{whom}: {percentile(figures.last[whom][-1], 0.5):.1f} / {percentile(figures.last[whom][-1], 0.99):.1f} ms"
        for whom in (NARROW, WIDE, ONE)
    )
    print(
        f"round {turn + 1}, {name}: {figures.idle[-1]:.2f} KiB a connection ({figures.used[-1]:.2f} after use), "
        f"{times} (p50 / p99), {figures.connecting[-1]:.1f} s to connect, {figures.refused} sent away, "
        f"{figures.lost} lost, {figures.uneven} uneven",
        flush=True,
    )


def _rows(ours: Figures, bare: Figures) -> list[Row]:
    found = [
        compared("memory a connection", "KiB", ours.idle, BARE, bare.idle),
        alone(f"{BARE}, memory a connection", "KiB", bare.idle),
        compared("memory a connection, after use", "KiB", ours.used, BARE, bare.used),
        alone(f"{BARE}, memory, after use", "KiB", bare.used),
        compared("time to connect all", "s", ours.connecting, BARE, bare.connecting),
        alone(f"{BARE}, time to connect all", "s", bare.connecting),
    ]
    for whom in (ONE, WIDE, NARROW):
        for name, mine, theirs in (("all", ours.last, bare.last), ("each", ours.each, bare.each)):
            for share in (0.5, 0.99):
                told = f"{whom}, {name}, p{share * 100:.0f}"
                other = [percentile(values, share) for values in theirs[whom]]
                found += [
                    compared(told, "ms", [percentile(values, share) for values in mine[whom]], BARE, other),
                    alone(f"{BARE}: {told}", "ms", other),
                ]
    found += [
        alone("connections lost", "", [ours.lost], BARE),
        alone(f"{BARE}, connections lost", "", [bare.lost]),
        alone("events that not all got once", "", [ours.uneven], BARE),
        alone("sent away while connecting", "", [ours.refused], BARE),
    ]
    return found
