"""What became of orders that changed, whoever was told of it: read whole, order by order."""

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from services.core.companies.shopify import rest
from services.core.companies.shopify.admin import Admin
from services.core.companies.shopify.news.disputes import dispute
from services.core.companies.shopify.news.fulfillments import event, fulfillment
from services.core.companies.shopify.news.orders import order
from services.core.companies.shopify.news.refunds import returned
from services.core.companies.shopify.rest import Told
from services.core.companies.shopify.wire import Id, Wire
from services.core.ports import Credentials, News, NewsPage, Rejected, Unintelligible

MOST_LINE_PAGES = 10
"""Of 100 lines each; Shopify has fewer in one order."""


class _Page(Wire):
    has_next_page: bool
    end_cursor: str | None = None


class _Ids(Wire):
    nodes: list[Id]
    page_info: _Page


class _Updated(Wire):
    orders: _Ids


async def updated_since(admin: Admin, credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
    """A page of what became of orders that changed since then, oldest change first."""
    asked = {"query": f"updated_at:>='{since.isoformat()}'", "after": after}
    page = (await admin.query(credentials, "ordersUpdated", asked, _Updated)).orders
    news: list[News] = []
    for one in page.nodes:
        news += await _order(admin, credentials, one.id)
    more = page.page_info.end_cursor if page.page_info.has_next_page else None
    return NewsPage(tuple(news), more)


async def _order(admin: Admin, credentials: Credentials, order_id: str) -> list[News]:
    """One order; nothing when it was deleted meanwhile."""
    told = (await admin.query(credentials, "order", {"id": order_id}, Told))["order"]
    if told is None:
        return []
    lines = await _lines(admin, credentials, told)
    parcels = (await admin.query(credentials, "orderParcels", {"id": order_id}, Told))["order"] or {}
    disputes = await _disputes(admin, credentials, parcels)
    return _read(lambda: list(_news(told, lines, parcels, disputes)))


def _news(told: Told, lines: list[Told], parcels: Told, disputes: list[Told]) -> Iterator[News]:
    number = rest.number(told)
    yield from order(_encoded(rest.order(told, lines)))
    for parcel in parcels.get("fulfillments", ()):
        yield from fulfillment(_encoded(rest.fulfillment(parcel, number)))
        for one in parcel["events"]["nodes"]:
            yield from event(_encoded(rest.event(one, rest.number(parcel), number)))
    for one in parcels["returns"]["nodes"] if parcels else ():
        yield from returned(_encoded(rest.returned(one, number)))
    for one in disputes:
        yield from dispute(_encoded(rest.dispute(one, number)), None)


async def _lines(admin: Admin, credentials: Credentials, told: Told) -> list[Told]:
    lines: list[Told] = list(told["lineItems"]["nodes"])
    page = told["lineItems"]["pageInfo"]
    for _ in range(MOST_LINE_PAGES):
        if not page["hasNextPage"]:
            break
        asked = {"id": told["id"], "after": page["endCursor"]}
        more = (await admin.query(credentials, "orderLines", asked, Told))["order"]
        if more is None:
            break
        lines += more["lineItems"]["nodes"]
        page = more["lineItems"]["pageInfo"]
    return lines


async def _disputes(admin: Admin, credentials: Credentials, parcels: Told) -> list[Told]:
    """The order's disputes, unless the owner did not grant them."""
    ids = [one["id"].replace("OrderDisputeSummary", "ShopifyPaymentsDispute") for one in parcels.get("disputes", ())]
    if not ids:
        return []
    try:
        found = (await admin.query(credentials, "disputes", {"ids": ids}, Told))["nodes"]
    except Rejected as error:
        if error.code != "ACCESS_DENIED":
            raise
        return []
    return [one for one in found if one and "type" in one]


def _read(read: Callable[[], list[News]]) -> list[News]:
    try:
        return read()
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise Unintelligible(f"shopify: {type(error).__name__} while reading an order.") from None


def _encoded(body: Told) -> bytes:
    return msgspec.json.encode(body)
