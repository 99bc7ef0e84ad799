"""`make screens`: pictures of the main states at three widths, light and dark, into build/screens, to be looked at."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

from services.core.feed import open_redis
from tests.bench.ground import ground
from tests.browser.backend import Backend
from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.browser.pages import served_pages
from tests.browser.running import a_backend
from tests.browser.states import STATES
from tests.browser.visits import Visit, Visits

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screens"
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
SHOWN = "makegood-status h2, makegood-status .trouble"


@asynccontextmanager
async def stage() -> AsyncIterator[tuple[Browser, Backend]]:
    """A browser, and a service on servers of its own."""
    async with ground(storefronts=0) as where, served_pages() as pages, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        redis = open_redis(where.redis_url)
        async with a_backend(where.settings, redis, pages) as backend:
            yield browser, backend
        await redis.aclose()
        await browser.close()


async def take(visit: Visit, name: str) -> None:
    """Pictures of a page at all widths in both schemes."""
    await expect(visit.page.locator(SHOWN).first).to_be_visible()
    for scheme in SCHEMES:
        await visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in WIDTHS:
            await visit.page.set_viewport_size({"width": width, "height": 800})
            path = FOLDER / f"{name}-{width}-{scheme}.png"
            await visit.page.screenshot(path=path, full_page=True, animations="disabled")
    print(name)


async def main(only: str, lang: str) -> None:
    """Bring about each state, and look at it."""
    expect.set_options(timeout=20_000)
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with stage() as (browser, backend):
        visits = Visits(browser, backend)
        for name, make in STATES.items():
            if only in ("", name):
                visit = await visits(await make(backend), lang=lang)
                await expect(visit.widget.get_by_text("Live", exact=True)).to_be_visible()
                await visit.widget.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
                await take(visit, name)
                await visit.context.close()
        if only in ("", "no_token"):
            await take(await visits(await STATES["empty"](backend), token=None, lang=lang), "no_token")
        if only in ("", "not_live"):
            visit = await visits(await STATES["on_its_way"](backend), lang=lang)
            await expect(visit.widget.get_by_text("Live", exact=True)).to_be_visible()
            await visit.context.set_offline(True)
            await expect(visit.widget.get_by_text("Live", exact=True)).to_be_hidden()
            await take(visit, "not_live")


if __name__ == "__main__":
    if find_chromium() is None:
        sys.exit(MISSING)
    asyncio.run(main(os.environ.get("ONLY", ""), os.environ.get("LOCALE", "en")))
