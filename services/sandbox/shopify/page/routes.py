"""The pages: all shops, and one shop with everything that happened in it; they load themselves anew."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from services.sandbox.calls import Calls, Wanted
from services.sandbox.shopify.admin.answers import VERSION
from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.money import money_text

MOST_ROWS = 50
# nothing on the page may run, whatever stands in an order
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


class Numbered(Protocol):
    """Something with a number that grows with time."""

    id: int


T = TypeVar("T", bound=Numbered)


class Page:
    """The pages under `/shopify/`, beside the API and outside of faults and counted calls."""

    def __init__(self, shopify: Shopify, calls: Calls) -> None:
        self._shopify = shopify
        self._calls = calls
        loader = FileSystemLoader(Path(__file__).parent)
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._templates.filters["money"] = money_text

    def routes(self) -> list[Route]:
        """Both of them."""
        return [Route("/shopify/", self._all), Route("/shopify/{shop}/", self._one)]

    async def _all(self, _request: Request) -> Response:
        shops = [opened.shop for opened in self._shopify.shops.all()]
        return self._shown("shops.html", shops=shops, version=VERSION)

    async def _one(self, request: Request) -> Response:
        opened = self._shopify.shops.find(request.path_params["shop"])
        if opened is None:
            return HTMLResponse('<p>There is no such shop. <a href="/shopify/">All shops</a></p>', 404, HEADERS)
        shop = opened.shop
        orders = [order for order in shop.orders.values() if not order.made_by_app]
        reships = [order for order in shop.orders.values() if order.made_by_app]
        credits_given = [entry for account in shop.credit_accounts.values() for entry in account.entries]
        calls = list(self._calls.find(Wanted(company="shopify", shop=shop.domain)))
        return self._shown(
            "shop.html",
            shop=shop,
            orders=_newest(orders),
            orders_all=len(orders),
            reships=_newest(reships),
            reships_all=len(reships),
            drafts=_newest(shop.drafts.values()),
            refunds=_newest(shop.refunds.values()),
            credits=_newest(credits_given),
            credits_all=len(credits_given),
            accounts=_newest(shop.credit_accounts.values()),
            gift_cards=_newest(shop.gift_cards.values()),
            disputes=_newest(shop.disputes.values()),
            variants=list(shop.variants.values())[:MOST_ROWS],
            subscriptions=list(opened.webhooks.subscriptions.values()),
            sent=list(reversed(opened.webhooks.sent))[:MOST_ROWS],
            sent_all=len(opened.webhooks.sent),
            calls=list(reversed(calls))[:MOST_ROWS],
            calls_all=len(calls),
            points=int(opened.endpoint.bucket.left(shop.conduct, shop.clock())),
        )

    def _shown(self, template: str, **given: object) -> Response:
        return HTMLResponse(self._templates.get_template(template).render(given), headers=HEADERS)


def _newest(things: Iterable[T]) -> list[T]:
    return sorted(things, key=lambda thing: thing.id, reverse=True)[:MOST_ROWS]
