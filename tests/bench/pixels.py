"""From a commit in the database to the text on a screen, beside a page with a plain EventSource.

A page's clock is read between two looks at ours, again and again: the shortest pair of looks tells how far both clocks
are apart, to half of what it took. A text counts as on the screen when the frame after the one that painted it begins,
on both pages alike, so that both have up to two frames (33 ms at 60 Hz) in their figures.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

import httpx
from playwright.async_api import Page, async_playwright, expect

from services.core.clock import system_clock
from services.core.feed import open_redis
from services.core.shipments.model import Scan, ScanSource, Tracking, TrackingStatus
from services.core.shipments.tracking import record_tracking
from services.dev.ports import free_port
from tests.bench.bare_events import CHANNEL
from tests.bench.ground import ground
from tests.bench.report import Row, alone, compared, percentile, publish
from tests.browser.backend import Backend
from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.browser.pages import served_pages
from tests.browser.running import a_backend, apart
from tests.browser.visits import Visits
from tests.processes import environment, program

CHANGES, ROUNDS = 200, 5
LOOKS = 30
BARE = "plain EventSource"
Change = Callable[[str], Awaitable[float]]
"""Commits something with this text and has it told; when it was committed, by our clock."""
SCRIPT = (Path(__file__).parent / "pixels.js").read_text()


@dataclass
class Screen:
    """A page that tells when a text is on it; `offset` is what its clock is behind ours, in seconds."""

    page: Page
    offset: float = 0

    async def set_clock(self) -> float:
        """Compare the clocks; how far the result may be off, in milliseconds."""
        best = float("inf")
        for _ in range(LOOKS):
            before = time.perf_counter()
            theirs = await self.page.evaluate("performance.now()")
            took = time.perf_counter() - before
            if took < best:
                best, self.offset = took, before + took / 2 - theirs / 1000
        return best / 2 * 1000

    async def milliseconds(self, text: str, change: Change) -> float:
        """From the commit that `change` tells the time of to the text on the screen."""
        waiting = asyncio.ensure_future(self.page.evaluate("text => window.shown(text)", text))
        await asyncio.sleep(0.05)
        committed = await change(text)
        async with asyncio.timeout(20):
            shown = await waiting
        return float(shown / 1000 + self.offset - committed) * 1000


async def commit(backend: Backend, parcel: str, text: str) -> float:
    """Record a scan at a place of this name; when that was committed."""
    now = system_clock()
    scan = Scan(now, TrackingStatus.IN_TRANSIT, text, "Scanned", text)
    async with backend.app.write(backend.shop.id) as tx:
        await record_tracking(tx, parcel, Tracking((scan,)), ScanSource.POLL, company="easypost", now=now)
    return time.perf_counter()


@asynccontextmanager
async def screens() -> AsyncIterator[tuple[Screen, Change, Screen, Change]]:
    """The widget's page and the bare one, each with how a change reaches it."""
    async with AsyncExitStack() as stack:
        where = await stack.enter_async_context(ground(storefronts=0))
        pages = await stack.enter_async_context(served_pages())
        playwright = await stack.enter_async_context(async_playwright())
        redis = open_redis(where.redis_url)
        stack.push_async_callback(redis.aclose)
        backend = await stack.enter_async_context(a_backend(where.settings, redis, pages, apart))
        env = environment(where.settings, PORT=str(port := free_port()))
        await stack.enter_async_context(program("tests.bench.bare_events", env=env))
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        stack.push_async_callback(browser.close)
        order, parcel = await backend.sent()
        _, unseen = await backend.sent()
        visit = await Visits(browser, backend)(order)
        await expect(visit.says("Live")).to_be_visible(timeout=20_000)
        bare = await browser.new_page()
        await answers(f"http://127.0.0.1:{port}")
        await bare.goto(f"http://127.0.0.1:{port}")
        for page, selector in ((visit.page, "makegood-status"), (bare, "#shown")):
            await page.evaluate(f"{SCRIPT}\nnull")
            await page.evaluate("selector => watch(selector)", selector)

        async def change(text: str) -> float:
            committed = await commit(backend, parcel, text)
            await backend.ring()
            return committed

        async def change_bare(text: str) -> float:
            committed = await commit(backend, unseen, text)
            await redis.publish(CHANNEL, text)
            return committed

        yield Screen(visit.page), change, Screen(bare), change_bare


async def answers(url: str) -> None:
    """Wait until somebody listens there."""
    async with httpx.AsyncClient() as client, asyncio.timeout(30):
        while True:
            with suppress(httpx.TransportError):
                await client.get(url)
                return
            await asyncio.sleep(0.05)


async def measure() -> None:
    """Changes on both pages in turns, in rounds."""
    if find_chromium() is None:
        print(MISSING)
        return
    ours: list[list[float]] = []
    theirs: list[list[float]] = []
    errors: list[float] = []
    async with screens() as (mine, change, other, change_bare):
        await mine.milliseconds("warm-up", change)
        await other.milliseconds("warm-up", change_bare)
        for number in range(ROUNDS):
            errors += [await mine.set_clock(), await other.set_clock()]
            ours.append([])
            theirs.append([])
            for turn in range(CHANGES // ROUNDS):
                text = f"Depot {number}-{turn}."
                ours[-1].append(await mine.milliseconds(text, change))
                theirs[-1].append(await other.milliseconds(text, change_bare))
                await asyncio.sleep(0.007 * (turn % 5))
            print(f"round {number + 1} of {ROUNDS}: {median(ours[-1]):.1f} ms, {BARE} {median(theirs[-1]):.1f} ms")
    publish("pixels", rows(ours, theirs, errors))


def rows(ours: list[list[float]], theirs: list[list[float]], errors: list[float]) -> list[Row]:
    """The halves round by round, the slowest hundredth over all changes."""
    halves = [[percentile(one, 0.5) for one in rounds] for rounds in (ours, theirs)]
    slowest = [[percentile(list(chain(*rounds)), 0.99)] for rounds in (ours, theirs)]
    return [
        compared("commit to pixel p50", "ms", halves[0], BARE, halves[1]),
        alone(f"{BARE} p50", "ms", halves[1]),
        compared("commit to pixel p99", "ms", slowest[0], BARE, slowest[1]),
        alone(f"{BARE} p99", "ms", slowest[1]),
        alone("clocks agree within", "ms", [max(errors)]),
    ]
