"""A shopper's visit to a page: what is seen there, and what went wrong in it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from tests.browser.backend import Backend
from tests.browser.pages import NewToken

TIME_ZONE = "Europe/Copenhagen"
ELEMENTS = "makegood-status, makegood-lookup"
_NETWORK = re.compile(r"Failed to load resource|WebSocket connection to|Access to fetch at")
"""What Chromium itself tells of requests that failed; these are no script's errors."""


@dataclass
class Visit:
    """One page in a browser context of its own."""

    context: BrowserContext
    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    widget: Locator = field(init=False)

    def __post_init__(self) -> None:
        """Write down what goes wrong."""
        self.widget = self.page.locator("makegood-status")
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _NETWORK.match(message.text):
            self.errors.append(message.text)

    def heading(self, text: str) -> Locator:
        """A heading of the widget's."""
        return self.widget.get_by_role("heading", name=text, exact=True)

    def says(self, text: str) -> Locator:
        """This text, word for word, in the widget."""
        return self.widget.get_by_text(text, exact=True)

    async def told(self, what: str) -> Any:
        """What the widget told its page: how often it `changed`, what it shows `now`, whether it is `live`."""
        return await self.page.evaluate(f"window.told.{what}")

    async def timeline(self) -> list[str]:
        """The ids of all that is shown as having happened, in the order of the page."""
        ids: list[str] = await self.widget.locator("[data-id]").evaluate_all("all => all.map(one => one.dataset.id)")
        return ids

    async def cards(self) -> list[str]:
        """The text of each card."""
        return await self.widget.get_by_role("article").all_inner_texts()

    async def check(self) -> None:
        """Make sure that no script failed, that the page's policy had nothing to refuse, and that it is not blank."""
        assert self.errors == []
        assert await self.told("violations") == []
        assert await self.page.evaluate(f"document.querySelector('{ELEMENTS}').shadowRoot.firstElementChild.innerText")


@dataclass
class Visits:
    """Opens pages of a shop's, one context for each."""

    browser: Browser
    backend: Backend
    visits: list[Visit] = field(default_factory=list)

    async def prepare(
        self,
        order: str,
        *,
        token: str | None = "",
        reached: str = "",
        lang: str = "en",
        direction: str = "ltr",
        inside: str = "",
        attributes: dict[str, str] | None = None,
        new_token: NewToken | None = None,
        **options: Any,
    ) -> Visit:
        """A visit to the page of an order that was not loaded yet. `options` are Playwright's for the context.

        Without a word about it the page has a good token; with `None` it has none.
        """
        given = {"order": order} | ({} if token is None else {"token": token or self.backend.token(order)})
        url = self.backend.pages.add(
            given | ({"api": reached} if reached else {}) | (attributes or {}),
            api=self.backend.url,
            reached=reached,
            lang=lang,
            direction=direction,
            inside=inside,
            new_token=new_token,
        )
        context = await self.browser.new_context(**{"locale": "en-GB", "timezone_id": TIME_ZONE} | options)
        visit = Visit(context, await context.new_page(), url)
        self.visits.append(visit)
        return visit

    async def __call__(self, order: str, **options: Any) -> Visit:
        """A visit to the page of an order, as `prepare` makes it."""
        visit = await self.prepare(order, **options)
        await visit.page.goto(visit.url)
        return visit


@asynccontextmanager
async def visiting(browser: Browser, backend: Backend) -> AsyncIterator[Visits]:
    """Open pages; at the end none of them had an error."""
    visits = Visits(browser, backend)
    try:
        yield visits
        for visit in visits.visits:
            await visit.check()
    finally:
        for visit in visits.visits:
            await visit.context.close()
