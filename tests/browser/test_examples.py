"""The examples of storefronts: compiled against the widget's package, and seen to show an order in Chromium."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.api.__main__ import listen
from services.core.ids import new_id
from services.dev import examples
from services.dev.environment import EnvironmentFailed
from services.dev.examples import EXAMPLES, PACKED, WIDGET
from services.dev.npm import install, node
from tests.browser.backend import Backend
from tests.browser.pages import serving
from tests.browser.visits import Visit


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def packed() -> list[str]:
    """The packages of all examples are there, the widget's as npm packs it; its files."""
    try:
        await asyncio.to_thread(install, EXAMPLES)
    except EnvironmentFailed as error:
        pytest.skip(f"The examples' packages cannot be had here: {error}")
    return await asyncio.to_thread(examples.pack)


def of(backend: Backend, order: str) -> str:
    """The page of an order."""
    return f"http://127.0.0.1:{backend.storefront_port}/orders/{order}"


async def shows(browser: Browser, url: str, backend: Backend, parcel: str) -> None:
    """Open a page, and see the order's parcel move live, without an error of a script."""
    context = await browser.new_context(locale="da-DK")
    shown = Visit(context, await context.new_page(), url)
    await shown.page.goto(url)
    await expect(shown.says("Live")).to_be_visible()
    await backend.scan(parcel, "IN_TRANSIT")
    await expect(shown.heading("On its way")).to_be_visible()
    await shown.widget.get_by_role("button", name="Report a problem").click()
    await expect(shown.widget.get_by_text("What happened?")).to_be_visible()
    assert shown.errors == []
    await context.close()


@asynccontextmanager
async def storefront(backend: Backend, page: str, assets: Path) -> AsyncIterator[None]:
    """A shop's server that gives one page for every order, and tokens."""

    async def token(request: Request) -> Response:
        return PlainTextResponse(backend.token(request.path_params["id"]))

    routes = [
        Mount("/assets", StaticFiles(directory=assets)),
        Route("/orders/{id}", lambda _: HTMLResponse(page)),
        Route("/orders/{id}/token", token, methods=["POST"]),
        Route("/favicon.ico", lambda _: Response(status_code=204)),
    ]
    async with serving(Starlette(routes=routes), listen("127.0.0.1", backend.storefront_port)):
        yield


@asynccontextmanager
async def program(folder: Path, url: str, *command: str, **variables: str) -> AsyncIterator[None]:
    """A server in JavaScript, once it answers."""
    process = await asyncio.create_subprocess_exec(
        node(), *command, cwd=folder, env=os.environ | examples.VARIABLES | variables,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(60), httpx.AsyncClient(trust_env=False) as client:
            while True:
                try:
                    await client.get(url)
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
        yield
    finally:
        process.kill()
        await process.wait()


async def test_the_package_holds_modules_and_types_and_nothing_else(packed: list[str]) -> None:
    sources = {f"src/{file.relative_to(WIDGET / 'src')}" for file in (WIDGET / "src").rglob("*.js")}
    types = {f"types/{file.name}" for file in (WIDGET / "types").glob("*.d.ts")}
    assert set(packed) == sources | types | {"package.json", "README.md", "LICENSE", "server.js"}
    await asyncio.to_thread(examples.judge)


async def test_every_entry_of_the_package_leads_to_a_file(packed: list[str]) -> None:
    entries = json.loads((PACKED / "package.json").read_text())["exports"]
    paths = {path for entry in entries.values() for path in (entry.values() if isinstance(entry, dict) else [entry])}
    assert {path.removeprefix("./") for path in paths} <= set(packed)


async def test_a_server_can_load_the_package_though_it_knows_no_elements(packed: list[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        node(), "--eval", "import('@makegood/widget').then(() => import('@makegood/widget/lookup'))", cwd=EXAMPLES
    )
    assert await process.wait() == 0


async def test_the_page_in_html_shows_an_order(browser: Browser, backend: Backend) -> None:
    order, parcel = await backend.sent()
    text = (EXAMPLES / "html" / "order.html").read_text()
    page = text.replace("https://api.shop.example", backend.url).replace("ord_…", order)
    async with storefront(backend, page, EXAMPLES / "html"):
        await shows(browser, of(backend, order), backend, parcel)


async def test_the_vue_example_shows_an_order(packed: list[str], browser: Browser, backend: Backend) -> None:
    order, parcel = await backend.sent()
    await asyncio.to_thread(examples.compile_example, "vue", VITE_MAKEGOOD_URL=backend.url)
    made = EXAMPLES / "vue" / "dist"
    async with storefront(backend, (made / "index.html").read_text(), made / "assets"):
        await shows(browser, of(backend, order), backend, parcel)


async def test_the_next_example_shows_an_order(packed: list[str], browser: Browser, backend: Backend) -> None:
    order, parcel = await backend.sent()
    await asyncio.to_thread(examples.compile_example, "next")
    url = of(backend, order)
    command = (
        str(EXAMPLES / "node_modules/next/dist/bin/next"),
        "start",
        "--hostname",
        "127.0.0.1",
        "-p",
        str(backend.storefront_port),
    )
    variables = {"MAKEGOOD_URL": backend.url, "MAKEGOOD_SECRET_KEY": backend.shop.key}
    async with program(EXAMPLES / "next", url, *command, **variables):
        await shows(browser, url, backend, parcel)


async def test_the_hydrogen_example_shows_an_order_by_its_number_at_shopify(
    packed: list[str], browser: Browser, backend: Backend
) -> None:
    number = re.sub(r"\D", "", new_id("ord"))[:12]
    order = await backend.order(external_id=f"gid://shopify/Order/{number}")
    parcel = await backend.parcel(order)
    await asyncio.to_thread(examples.compile_example, "hydrogen")
    url = of(backend, number)
    variables = {"MAKEGOOD_URL": backend.url, "MAKEGOOD_SECRET_KEY": backend.shop.key}
    async with program(EXAMPLES / "hydrogen", url, "try.mjs", str(backend.storefront_port), **variables):
        await shows(browser, url, backend, parcel)


@pytest.mark.parametrize("file", ["html/order.html", "next/app/orders/[id]/status.tsx", "vue/src/OrderStatus.vue"])
def test_the_packages_readme_quotes_the_examples(file: str) -> None:
    text = (WIDGET / "README.md").read_text()
    lines = [line for line in (EXAMPLES / file).read_text().splitlines() if line.strip()]
    assert [line for line in lines if line not in text] == []
