"""What customers, merchants and banks do: orders, parcels, refunds, returns, disputes."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.control import told
from services.sandbox.shopify.control.finding import following, order_of, shop_of
from services.sandbox.shopify.control.orders import Amounts, Ordered, new_order
from services.sandbox.shopify.money import ZERO
from services.sandbox.shopify.news.bodies import dispute_body
from services.sandbox.shopify.shop import orders, refunds
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


class Restock(StrEnum):
    """Shopify's words for what becomes of the goods."""

    NO_RESTOCK = "NO_RESTOCK"
    RETURN = "RETURN"
    CANCEL = "CANCEL"


class StaffRefund(Amounts, forbid_unknown_fields=True):
    """A refund by the merchant's staff. `amount` of null is what Shopify suggests for lines and shipping."""

    lines: list[Part] = msgspec.field(default_factory=list)
    shipping: Decimal = ZERO
    amount: Decimal | None = None
    store_credit: bool = False
    note: str | None = None
    restock: Restock = Restock.NO_RESTOCK


class Cancelled(msgspec.Struct, forbid_unknown_fields=True):
    """Why an order is cancelled, and whether money and goods go back."""

    reason: str = "CUSTOMER"
    refund: bool = False
    restock: bool = False


class Parts(msgspec.Struct, forbid_unknown_fields=True):
    """Lines; null is all of them."""

    lines: list[Part] | None = None


class DisputeType(StrEnum):
    """A chargeback, or a question before one."""

    CHARGEBACK = "CHARGEBACK"
    INQUIRY = "INQUIRY"


class Disputed(Amounts, forbid_unknown_fields=True):
    """A dispute; `amount` of null is the whole order."""

    type: DisputeType = DisputeType.CHARGEBACK
    reason: str = "PRODUCT_NOT_RECEIVED"
    network_reason_code: str | None = "13.1"
    amount: Decimal | None = None


class DisputeStatus(StrEnum):
    """Shopify's words for where a dispute is."""

    ACCEPTED = "ACCEPTED"
    LOST = "LOST"
    NEEDS_RESPONSE = "NEEDS_RESPONSE"
    PREVENTED = "PREVENTED"
    UNDER_REVIEW = "UNDER_REVIEW"
    WON = "WON"


class Settled(msgspec.Struct, forbid_unknown_fields=True):
    """Where a dispute goes."""

    status: DisputeStatus


class TradeControl:
    """Orders and what comes of them."""

    def __init__(self, shopify: Shopify) -> None:
        self._shopify = shopify

    async def orders(self, request: Request) -> Response:
        """List them."""
        query = request.query_params
        tag, source, by_app = query.get("tag"), query.get("source_identifier"), query.get("by_app")
        found = [
            told.order(order)
            for order in shop_of(self._shopify, request).shop.orders.values()
            if (tag is None or tag in order.tags)
            and source in {None, order.source_identifier}
            and (by_app is None or order.made_by_app is (by_app == "true"))
        ]
        return answered({"orders": found, "count": len(found)})

    async def place(self, request: Request) -> Response:
        """Place one, as a customer does."""
        shop = shop_of(self._shopify, request).shop
        ordered = await decoded(request, Ordered)
        with following():
            return answered(told.order(orders.place(shop, new_order(shop, ordered))), 201)

    async def order(self, request: Request) -> Response:
        """Tell of one."""
        return answered(told.order(order_of(shop_of(self._shopify, request), request)))

    async def fulfill(self, request: Request) -> Response:
        """Send it."""
        opened = shop_of(self._shopify, request)
        order, parcel = order_of(opened, request), await decoded(request, Parcel)
        parts = _parts(order, parcel.lines)
        if parcel.lines is None:
            parts = [(line, line.quantity - line.fulfilled) for line in order.lines if line.fulfilled < line.quantity]
        if not parts:
            raise Wrong("everything was sent already")
        with following():
            orders.fulfill(opened.shop, order, parts, parcel.company, parcel.number, parcel.url, parcel.at)
        return answered(told.order(order), 201)

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
            orders.scan(opened.shop, found[-1], made)
        return answered(told.order(order), 201)

    async def refund(self, request: Request) -> Response:
        """Pay back, as the merchant's staff does."""
        opened = shop_of(self._shopify, request)
        order, asked = order_of(opened, request), await decoded(request, StaffRefund)
        lines = [refunds.LineWanted(part.id, part.quantity, asked.restock.value) for part in asked.lines]
        with following():
            suggested = refunds.suggest(order, lines, asked.shipping)
            money, credited = _ways(order, asked, suggested)
            wanted = refunds.Wanted(lines, asked.shipping, money, credited, asked.note, order.presentment_currency)
            refunds.refund(opened.shop, order, wanted)
        return answered(told.order(order), 201)

    async def track(self, request: Request) -> Response:
        """Give the newest parcel another tracking number."""
        opened = shop_of(self._shopify, request)
        order, parcel = order_of(opened, request), await decoded(request, Parcel)
        if not order.fulfillments:
            raise Wrong("there is no parcel; POST …/fulfill sends one")
        orders.retrack(opened.shop, order.fulfillments[-1], parcel.company, parcel.number, parcel.url)
        return answered(told.order(order))

    async def complete(self, request: Request) -> Response:
        """Make an order of a draft, as the merchant's staff does."""
        shop = shop_of(self._shopify, request).shop
        draft = shop.drafts.get(request.path_params["id"])
        if draft is None:
            raise Wrong("there is no such draft")
        with following():
            return answered(told.order(orders.complete(shop, draft)), 201)

    async def cancel(self, request: Request) -> Response:
        """Cancel it."""
        opened = shop_of(self._shopify, request)
        order, asked = order_of(opened, request), await decoded(request, Cancelled)
        with following():
            orders.cancel(opened.shop, order, asked.reason, asked.refund, asked.restock)
        return answered(told.order(order))

    async def close(self, request: Request) -> Response:
        """Archive it."""
        opened = shop_of(self._shopify, request)
        order = order_of(opened, request)
        order.closed_at = opened.shop.moment()
        opened.shop.touch(order)
        return answered(told.order(order))

    async def ask_return(self, request: Request) -> Response:
        """Ask to send goods back."""
        opened = shop_of(self._shopify, request)
        order, asked = order_of(opened, request), await decoded(request, Parts)
        parts = _parts(order, asked.lines)
        if asked.lines is None:
            parts = [(line, line.quantity) for line in order.lines]
        with following():
            orders.ask_return(opened.shop, order, parts)
        return answered(told.order(order), 201)

    async def move_return(self, request: Request) -> Response:
        """Move a return on."""
        shop = shop_of(self._shopify, request).shop
        asked, move = shop.returns.get(request.path_params["id"]), request.path_params["move"]
        if asked is None:
            raise Wrong("there is no such return")
        if move not in orders.RETURN_MOVES:
            raise Wrong(f"no such move; there are {', '.join(orders.RETURN_MOVES)}")
        with following():
            orders.move_return(shop, asked, move)
        return answered(told.order(asked.order))

    async def dispute(self, request: Request) -> Response:
        """Have a bank ask for the money."""
        opened = shop_of(self._shopify, request)
        order, asked = order_of(opened, request), await decoded(request, Disputed)
        amount = order.total if asked.amount is None else asked.amount
        with following():
            orders.dispute(opened.shop, order, asked.type.value, asked.reason, asked.network_reason_code, amount)
        return answered(told.order(order), 201)

    async def settle(self, request: Request) -> Response:
        """Move a dispute on."""
        shop = shop_of(self._shopify, request).shop
        opened, asked = shop.disputes.get(request.path_params["id"]), await decoded(request, Settled)
        if opened is None:
            raise Wrong("there is no such dispute")
        orders.settle(shop, opened, asked.status.value)
        return answered(dispute_body(opened))


def _parts(order: Order, wanted: list[Part] | None) -> list[tuple[Line, int]]:
    known = {line.id: line for line in order.lines}
    missing = [part.id for part in wanted or () if part.id not in known]
    if missing:
        raise Wrong(f"the order has no lines {missing}; it has {list(known)}")
    return [(known[part.id], part.quantity) for part in wanted or ()]


def _ways(
    order: Order, asked: StaffRefund, suggested: refunds.Suggestion
) -> tuple[list[refunds.MoneyWanted], list[refunds.CreditWanted]]:
    total = suggested.total if asked.amount is None else asked.amount
    if asked.store_credit:
        return [], [refunds.CreditWanted(total, order.presentment_currency)] if total else []
    money, left = [], Decimal(total)
    for sale in order.transactions:
        amount = min(left, order.left_of(sale)) if sale.kind == "SALE" else ZERO
        if amount > 0:
            money.append(refunds.MoneyWanted(amount, sale.id, sale.gateway))
            left -= amount
    if left > 0:
        raise Wrong(f"only {order.net_payment} {order.presentment_currency} can be paid back")
    return money, []
