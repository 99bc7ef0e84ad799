"""What a page with the widget weighs and when it is painted, beside the same page without it; and the demo's page.

Each load begins with an empty cache in a context of its own, by turns. "Slow" is Lighthouse's phone: a processor four
times as slow, 562.5 ms and 1,474 kbit/s to each server (its `mobileSlow4G` as DevTools applies it). "Blocked" is the
part of tasks beyond 50 ms (total blocking time, until the page has been quiet for a second).
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Request, async_playwright, expect

from services.core.feed import open_redis
from tests.bench.ground import ground
from tests.bench.report import Row, alone, compared, publish
from tests.browser.backend import Backend
from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.browser.pages import served_pages
from tests.browser.running import a_backend, apart
from tests.browser.states import lost_with_a_claim, on_its_way

LOADS = 5
QUIET_SECONDS = 1.0
SCRIPT = (Path(__file__).parent / "paint.js").read_text()
SLOW = {"offline": False, "latency": 562.5, "downloadThroughput": 1474.56 * 125, "uploadThroughput": 675 * 125}
FIGURES = {
    "first": "first contentful paint",
    "largest": "largest contentful paint",
    "shown": "order on the screen",
    "blocked": "blocked",
}
PLAIN = "page without it"
SHOP, STORY = "makegood-demo.myshopify.com", "lost"


@dataclass
class Load:
    """One load of a page."""

    painted: dict[str, float] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    """Compressed bytes of each body, by its URL."""

    def bytes_of(self, part: str = "") -> int:
        """Of all bodies whose URL has this in it."""
        return sum(size for url, size in self.sizes.items() if part in url)


@dataclass
class Loader:
    """Loads pages, each time for the first time."""

    browser: Browser

    @asynccontextmanager
    async def loaded(
        self, url: str, *, live: bool = True, slow: bool = False, **context: Any
    ) -> AsyncIterator[tuple[Page, Load]]:
        """A page that has become quiet, and what was measured; `live` ones show an order before."""
        load = Load()
        guest = await self.browser.new_context(**context)
        page = await guest.new_page()
        await page.add_init_script(SCRIPT)
        asking: list[asyncio.Task[None]] = []

        async def weigh(request: Request) -> None:
            load.sizes[request.url] = (await request.sizes())["responseBodySize"]

        page.on("requestfinished", lambda request: asking.append(asyncio.ensure_future(weigh(request))))
        if slow:
            devtools = await guest.new_cdp_session(page)
            await devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            await devtools.send("Network.enable")
            await devtools.send("Network.emulateNetworkConditions", SLOW)
        await page.goto(url)
        if live:
            await expect(page.locator("makegood-status").get_by_text("Live", exact=True)).to_be_visible(timeout=60_000)
        await asyncio.sleep(QUIET_SECONDS)
        await asyncio.gather(*asking)
        load.painted = await page.evaluate("window.painted")
        yield page, load
        await guest.close()

    async def load(self, url: str, **options: Any) -> Load:
        """One load."""
        async with self.loaded(url, **options) as (_, load):
            return load


async def entries(loader: Loader, backend: Backend) -> list[Row]:
    """The compressed bytes of what each entry loads, as served."""
    order = await on_its_way(backend)
    url = backend.pages.add({"order": order, "token": backend.token(order)}, api=backend.url)
    async with loader.loaded(url) as (page, load):
        status = load.bytes_of("/widget/")
        await page.get_by_role("button", name="Report a problem").click()
        await expect(page.locator("makegood-status").get_by_role("radio").first).to_be_visible(timeout=20_000)
        await asyncio.sleep(QUIET_SECONDS)
        forms = load.bytes_of("/widget/") - status
    lookup = backend.pages.add(
        {"publishable-key": backend.shop.publishable_key}, api=backend.url, element="makegood-lookup"
    )
    found = (await loader.load(lookup, live=False)).bytes_of("/widget/")
    return [
        alone("status view, gzipped", "bytes", [status]),
        alone("its forms, when first opened", "bytes", [forms]),
        alone("guests' look-up, gzipped", "bytes", [found]),
    ]


async def painted(loader: Loader, backend: Backend, *, slow: bool) -> list[Row]:
    """The page of an order with a claim and the same page without the element, in turns."""
    order = await lost_with_a_claim(backend)
    attributes = {"order": order, "token": backend.token(order)}
    ours, theirs = [], []
    for _ in range(LOADS):
        ours.append(await loader.load(backend.pages.add(attributes, api=backend.url), slow=slow))
        theirs.append(await loader.load(backend.pages.add({}, api=backend.url, element="p"), live=False, slow=slow))
    where = "slow" if slow else "fast"
    rows = [
        compared(f"{where}: {FIGURES[name]}", "ms", figures(ours, name), PLAIN, figures(theirs, name))
        for name in ("first", "largest")
    ]
    rows += [alone(f"{where}: {FIGURES[name]}", "ms", figures(ours, name)) for name in ("shown", "blocked")]
    if not slow:
        rows.append(alone("page: requests", "", [len(load.sizes) for load in ours]))
        rows.append(alone("page: gzipped", "bytes", [load.bytes_of() for load in ours]))
    return rows


async def demo(loader: Loader, backend: Backend, *, slow: bool) -> list[Row]:
    """The page of an order in the demo's shop."""
    shopper = await loader.browser.new_context()
    page = await shopper.new_page()
    await page.goto(f"{backend.sandbox.url}/demo/")
    origin = {"Origin": backend.sandbox.url}
    bought = await shopper.request.post(
        f"{backend.sandbox.url}/demo/orders", form={"shop": SHOP, "story": STORY}, headers=origin
    )
    await page.goto(bought.url)
    await expect(page.locator("makegood-status").get_by_text("Live", exact=True)).to_be_visible(timeout=60_000)
    session = await shopper.storage_state()
    await shopper.close()
    loads = [await loader.load(bought.url, slow=slow, storage_state=session) for _ in range(LOADS)]
    where = "slow" if slow else "fast"
    rows = [alone(f"demo, {where}: {text}", "ms", figures(loads, name)) for name, text in FIGURES.items()]
    if not slow:
        rows.append(alone("demo: requests", "", [len(load.sizes) for load in loads]))
        rows.append(alone("demo: gzipped", "bytes", [load.bytes_of() for load in loads]))
    return rows


def figures(loads: Sequence[Load], name: str) -> list[float]:
    """One figure of each load."""
    return [load.painted[name] for load in loads]


async def measure() -> None:
    """Weigh, then load in turns, fast and slow."""
    if find_chromium() is None:
        print(MISSING)
        return
    rows: list[Row] = []
    async with AsyncExitStack() as stack:
        where = await stack.enter_async_context(ground(storefronts=0))
        pages = await stack.enter_async_context(served_pages())
        playwright = await stack.enter_async_context(async_playwright())
        redis = open_redis(where.redis_url)
        stack.push_async_callback(redis.aclose)
        backend = await stack.enter_async_context(a_backend(where.settings, redis, pages, apart))
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        stack.push_async_callback(browser.close)
        loader = Loader(browser)
        rows += await entries(loader, backend)
        for slow in (False, True):
            rows += await painted(loader, backend, slow=slow)
            rows += await demo(loader, backend, slow=slow)
            print(f"{'slow' if slow else 'fast'} loads done")
    publish("paint", rows)
