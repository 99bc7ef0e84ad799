"""The pages: all shops, and one shop with everything that happened in it; they load themselves anew."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from services.sandbox.calls import Calls, Wanted
from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.money import money_text

MOST_ROWS = 100
# nothing on the page may run, whatever stands in an order
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


class Page:
    """The pages under `/shopify/`, beside the API and outside of faults and counted calls."""

    def __init__(self, shopify: Shopify, calls: Calls) -> None:
        self._shopify = shopify
        self._calls = calls
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(default=True), trim_blocks=True
        )
        self._templates.filters["money"] = money_text

    def routes(self) -> list[Route]:
        """Both of them."""
        return [Route("/shopify/", self._all), Route("/shopify/{shop}/", self._one)]

    async def _all(self, _request: Request) -> Response:
        return self._shown("shops.html", shops=[opened.shop for opened in self._shopify.shops.all()])

    async def _one(self, request: Request) -> Response:
        opened = self._shopify.shops.find(request.path_params["shop"])
        if opened is None:
            return HTMLResponse("<p>There is no such shop. <a href='/shopify/'>All shops</a></p>", 404, HEADERS)
        shop = opened.shop
        calls = list(self._calls.find(Wanted(company="shopify", shop=shop.domain)))
        return self._shown(
            "shop.html",
            shop=shop,
            most=MOST_ROWS,
            orders=_newest([order for order in shop.orders.values() if not order.made_by_app]),
            reships=_newest([order for order in shop.orders.values() if order.made_by_app]),
            refunds=_newest(list(shop.refunds.values())),
            credits=_newest([entry for account in shop.credit_accounts.values() for entry in account.entries]),
            accounts=list(shop.credit_accounts.values()),
            gift_cards=_newest(list(shop.gift_cards.values())),
            disputes=_newest(list(shop.disputes.values())),
            subscriptions=list(opened.webhooks.subscriptions.values()),
            sent=list(reversed(opened.webhooks.sent))[:MOST_ROWS],
            calls=list(reversed(calls))[:MOST_ROWS],
            points=int(opened.endpoint.bucket.left(shop.conduct, shop.clock())),
        )

    def _shown(self, template: str, **given: object) -> Response:
        return HTMLResponse(self._templates.get_template(template).render(**given), headers=HEADERS)


def _newest(things: list[object]) -> list[object]:
    return sorted(things, key=lambda thing: thing.id, reverse=True)[:MOST_ROWS]  # type: ignore[attr-defined]
