"""GraphiQL as a developer finds it: a key from the link, examples that run, and a subscription that is pushed to."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from services.dev.environment import EnvironmentFailed
from services.dev.graphiql.__main__ import make
from services.dev.plan import GRAPHIQL
from tests.browser.backend import Backend
from tests.builders import a_claim


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def made() -> None:
    """It lies where the API looks for it."""
    try:
        await asyncio.to_thread(make, GRAPHIQL)
    except EnvironmentFailed as error:
        pytest.skip(f"GraphiQL cannot be made here: {error}")


@pytest_asyncio.fixture(loop_scope="package")
async def page(browser: Browser, backend: Backend, made: None) -> AsyncIterator[Page]:
    """GraphiQL, opened by a link with a key; what it complains of fails the test."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page, wrong = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await page.goto(f"{backend.url}/graphql#key={backend.shop.key}")
    await shows(page, "Storefront")
    yield page
    await context.close()
    assert wrong == []


async def shows(page: Page, example: str) -> None:
    """Wait until the editor shows an example, and has read it, which it does after a pause of its own."""
    await expect(page.get_by_label("Operation Editor")).to_contain_text(example)
    await page.wait_for_timeout(500)


async def run(page: Page, example: str = "") -> None:
    """Carry out an example; the first one, unless another is chosen."""
    if example:
        await page.get_by_role("tab", name=example, exact=True).click()
        await shows(page, example)
    await page.get_by_role("button", name="Execute query").click()


async def test_the_key_of_the_link_asks_and_is_not_seen_in_the_address(page: Page, backend: Backend) -> None:
    await run(page)
    await expect(page.get_by_label("Result Window")).to_contain_text(backend.shop.id)
    assert page.url == f"{backend.url}/graphql"
    await page.reload()
    await shows(page, "Storefront")
    await run(page)
    await expect(page.get_by_label("Result Window")).to_contain_text(backend.shop.id)


async def test_the_schema_is_explained(page: Page) -> None:
    await page.get_by_role("button", name="Show Documentation Explorer").click()
    await page.get_by_role("link", name="Subscription", exact=True).click()
    await expect(page.get_by_text("claimsUpdated", exact=True).last).to_be_visible()


async def test_an_example_changes_something(page: Page) -> None:
    await run(page, "OrderUpsert")
    await expect(page.get_by_label("Result Window")).to_contain_text('"id": "ord_')


async def test_a_subscription_shows_what_is_pushed(page: Page, backend: Backend) -> None:
    order, parcel = await backend.sent()
    await run(page, "ClaimsUpdated")
    await expect(page.get_by_role("button", name="Stop query")).to_be_visible()
    claim = await a_claim(backend.app, backend.shop, order, parcel)
    await backend.ring()
    await expect(page.get_by_label("Result Window")).to_contain_text(claim)
