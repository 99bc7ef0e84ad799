"""What customers, merchants and banks do: orders, refunds, cancellations, disputes."""

from decimal import Decimal
from enum import StrEnum

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.control import told
from services.sandbox.shopify.control.finding import following, order_of, shop_of
from services.sandbox.shopify.control.orders import Amounts, Ordered, new_order
from services.sandbox.shopify.control.parcels import Part
from services.sandbox.shopify.money import ZERO
from services.sandbox.shopify.news.bodies.money import dispute_body
from services.sandbox.shopify.shop import disputing, orders, refunds
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shop.parcels import Return
from services.sandbox.steering import Wrong, answered, decoded


class Restock(StrEnum):
    """Shopify's words for what becomes of the goods."""

    NO_RESTOCK = "NO_RESTOCK"
    RETURN = "RETURN"
    CANCEL = "CANCEL"


class StaffRefund(Amounts, forbid_unknown_fields=True):
    """A refund by the merchant's staff. `amount` of null is what Shopify suggests for lines and shipping.

    `return_id` says which return it is for.
    """

    lines: list[Part] = msgspec.field(default_factory=list)
    shipping: Decimal = ZERO
    amount: Decimal | None = None
    store_credit: bool = False
    note: str | None = None
    restock: Restock = Restock.NO_RESTOCK
    return_id: int | None = None


class Cancelled(msgspec.Struct, forbid_unknown_fields=True):
    """Why an order is cancelled, and whether money and goods go back."""

    reason: str = "CUSTOMER"
    refund: bool = False
    restock: bool = False


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
    """Orders and their money."""

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

    async def refund(self, request: Request) -> Response:
        """Pay back, as the merchant's staff does."""
        opened = shop_of(self._shopify, request)
        order, asked = order_of(opened, request), await decoded(request, StaffRefund)
        lines = [refunds.LineWanted(part.id, part.quantity, asked.restock.value) for part in asked.lines]
        with following():
            suggested = refunds.suggest(order, lines, asked.shipping)
            money, credited = _ways(order, asked, suggested)
            wanted = refunds.Wanted(
                lines,
                asked.shipping,
                money,
                credited,
                asked.note,
                order.presentment_currency,
                of_return=_return(order, asked.return_id),
            )
            refunds.refund(opened.shop, order, wanted)
        return answered(told.order(order), 201)

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

    async def dispute(self, request: Request) -> Response:
        """Have a bank ask for the money."""
        opened = shop_of(self._shopify, request)
        order, asked = order_of(opened, request), await decoded(request, Disputed)
        amount = order.total if asked.amount is None else asked.amount
        with following():
            disputing.dispute(opened.shop, order, asked.type.value, asked.reason, asked.network_reason_code, amount)
        return answered(told.order(order), 201)

    async def settle(self, request: Request) -> Response:
        """Move a dispute on."""
        shop = shop_of(self._shopify, request).shop
        opened, asked = shop.disputes.get(request.path_params["id"]), await decoded(request, Settled)
        if opened is None:
            raise Wrong("there is no such dispute")
        disputing.settle(shop, opened, asked.status.value)
        return answered(dispute_body(opened))


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


def _return(order: Order, number: int | None) -> Return | None:
    found = next((one for one in order.returns if one.id == number), None)
    if number is not None and found is None:
        raise Wrong("the order has no such return")
    return found
