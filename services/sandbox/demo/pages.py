"""The demo's pages: choosing a story, the order's page, and the guest's look-up."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from services.sandbox.demo.sales import Sale
from services.sandbox.demo.storefronts import Storefront
from services.sandbox.demo.stories import STORIES
from services.sandbox.shopify.money import money_text

LANGUAGES = {"en": "English", "da": "Dansk", "de": "Deutsch"}
"""Those that the widget speaks."""


class Pages:
    """All of them. `api` is where pages reach Makegood."""

    def __init__(self, api: str) -> None:
        loader = FileSystemLoader(Path(__file__).with_name("templates"))
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters["money"] = money_text
        self._templates.globals["api"] = api

    def choose(self, storefronts: list[Storefront], sales: list[Sale]) -> HTMLResponse:
        """Which shop and which story; and what was bought before."""
        return self._shown("choose.html", storefronts=storefronts, stories=STORIES, sales=sales)

    def order(self, sale: Sale) -> HTMLResponse:
        """An order, from all three sides."""
        return self._shown("order.html", sale=sale, order=sale.order, languages=LANGUAGES)

    def lookup(self, storefronts: list[Storefront], storefront: Storefront | None, sales: list[Sale]) -> HTMLResponse:
        """Where a guest finds an order of one shop's by what they know of it."""
        return self._shown(
            "lookup.html", storefronts=storefronts, storefront=storefront, sales=sales, languages=LANGUAGES
        )

    def gone(self) -> HTMLResponse:
        """Nothing that this browser may see."""
        return self._shown("gone.html", 404)

    def _shown(self, template: str, status: int = 200, **given: object) -> HTMLResponse:
        return HTMLResponse(self._templates.get_template(template).render(given), status)
