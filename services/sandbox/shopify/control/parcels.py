"""What becomes of the goods: parcels, what carriers see of them, and returns."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.control import told
from services.sandbox.shopify.control.finding import following, order_of, shop_of
from services.sandbox.shopify.shop import sending
from services.sandbox.shopify.shop.goods import Line
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shop.parcels import Scan
from services.sandbox.steering import Wrong, answered, decoded


class Part(msgspec.Struct, forbid_unknown_fields=True):
    """How many of a line."""

    id: int
    quantity: Annotated[int, msgspec.Meta(ge=1)] = 1


class Parcel(msgspec.Struct, forbid_unknown_fields=True):
    """A parcel; `lines` of null is everything that was not sent, `at` of null is now."""

    company: str | None = "USPS"
    number: str | None = None
    url: str | None = None
    lines: list[Part] | None = None
    at: datetime | None = None


class ScanStatus(StrEnum):
    """Shopify's words for what a carrier sees."""

    ATTEMPTED_DELIVERY = "ATTEMPTED_DELIVERY"
    CARRIER_PICKED_UP = "CARRIER_PICKED_UP"
    CONFIRMED = "CONFIRMED"
    DELAYED = "DELAYED"
    DELIVERED = "DELIVERED"
    FAILURE = "FAILURE"
    IN_TRANSIT = "IN_TRANSIT"
    LABEL_PRINTED = "LABEL_PRINTED"
    LABEL_PURCHASED = "LABEL_PURCHASED"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY"
    READY_FOR_PICKUP = "READY_FOR_PICKUP"


class Seen(msgspec.Struct, forbid_unknown_fields=True):
    """What a carrier saw, of the newest parcel unless another is named; `at` of null is now."""

    status: ScanStatus
    message: str | None = None
    fulfillment_id: int | None = None
    at: datetime | None = None


class Parts(msgspec.Struct, forbid_unknown_fields=True):
    """Lines; null is all of them."""

    lines: list[Part] | None = None


class ParcelControl:
    """Parcels and returns."""

    def __init__(self, shopify: Shopify) -> None:
        self._shopify = shopify

    async def fulfill(self, request: Request) -> Response:
        """Send it."""
        opened = shop_of(self._shopify, request)
        order, parcel = order_of(opened, request), await decoded(request, Parcel)
        parts = parts_of(order, parcel.lines)
        if parcel.lines is None:
            parts = [(line, line.quantity - line.fulfilled) for line in order.lines if line.fulfilled < line.quantity]
        if not parts:
            raise Wrong("everything was sent already")
        with following():
            sending.fulfill(opened.shop, order, parts, parcel.company, parcel.number, parcel.url, parcel.at)
        return answered(told.order(order), 201)

    async def track(self, request: Request) -> Response:
        """Give the newest parcel another tracking number."""
        opened = shop_of(self._shopify, request)
        order, parcel = order_of(opened, request), await decoded(request, Parcel)
        if not order.fulfillments:
            raise Wrong("there is no parcel; POST …/fulfill sends one")
        sending.retrack(opened.shop, order.fulfillments[-1], parcel.company, parcel.number, parcel.url)
        return answered(told.order(order))

    async def scan(self, request: Request) -> Response:
        """Have a carrier see it."""
        opened = shop_of(self._shopify, request)
        order, seen = order_of(opened, request), await decoded(request, Seen)
        found = [one for one in order.fulfillments if seen.fulfillment_id in {None, one.id}]
        if not found:
            raise Wrong("there is no such parcel; POST …/fulfill sends one")
        now = opened.shop.moment()
        with following():
            made = Scan(opened.shop.next_id(), seen.status.value, seen.at or now, now, seen.message)
            sending.scan(opened.shop, found[-1], made)
        return answered(told.order(order), 201)

    async def ask_return(self, request: Request) -> Response:
        """Ask to send goods back."""
        opened = shop_of(self._shopify, request)
        order, asked = order_of(opened, request), await decoded(request, Parts)
        parts = parts_of(order, asked.lines)
        if asked.lines is None:
            parts = [(line, line.quantity) for line in order.lines]
        with following():
            sending.ask_return(opened.shop, order, parts)
        return answered(told.order(order), 201)

    async def move_return(self, request: Request) -> Response:
        """Move a return on."""
        shop = shop_of(self._shopify, request).shop
        asked, move = shop.returns.get(request.path_params["id"]), request.path_params["move"]
        if asked is None:
            raise Wrong("there is no such return")
        if move not in sending.RETURN_MOVES:
            raise Wrong(f"no such move; there are {', '.join(sending.RETURN_MOVES)}")
        with following():
            sending.move_return(shop, asked, move)
        return answered(told.order(asked.order))


def parts_of(order: Order, wanted: list[Part] | None) -> list[tuple[Line, int]]:
    """The lines that are meant. Raises `Wrong`."""
    known = {line.id: line for line in order.lines}
    missing = [part.id for part in wanted or () if part.id not in known]
    if missing:
        raise Wrong(f"the order has no lines {missing}; it has {list(known)}")
    return [(known[part.id], part.quantity) for part in wanted or ()]
