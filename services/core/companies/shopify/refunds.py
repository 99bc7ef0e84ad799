"""Refunds: whether one was made already, what is asked of the order, and what a refund has moved."""

from services.core.companies.shopify.ids import like
from services.core.companies.shopify.orders import line_id, note, order_id
from services.core.companies.shopify.refusals import UserError
from services.core.companies.shopify.suggestions import Suggestion, transactions
from services.core.companies.shopify.wire import Bag, Id, Wire
from services.core.ports import Done, Payout, Refund, Rejected, Unintelligible


class _Line(Wire):
    id: str | None = None
    refundable_quantity: int = 0


class _Noted(Wire):
    id: str
    note: str | None


class _Order(Wire):
    id: str
    presentment_currency_code: str
    customer: Id | None
    refunds: list[_Noted]


class Known(Wire):
    """The answer to `refunds`."""

    order: _Order | None
    nodes: list[_Line | None]


class _Payment(Wire):
    kind: str
    status: str


class _Payments(Wire):
    nodes: list[_Payment]


class Made(Wire):
    """A refund that exists."""

    id: str
    total_refunded_set: Bag
    transactions: _Payments


class Read(Wire):
    """The answer to `refund`."""

    node: Made | None


class _Payload(Wire):
    refund: Made | None
    user_errors: list[UserError]


class Created(Wire):
    """The answer to `refundCreate`."""

    refund_create: _Payload


def ask(refund: Refund) -> dict[str, object]:
    """The variables of `refunds`. Raises `Rejected` for an id that is none of Shopify's."""
    return {"id": order_id(refund.order_external_id), "lines": [line_id(line.external_id) for line in refund.lines]}


def line_inputs(refund: Refund) -> list[dict[str, object]]:
    """The lines; nothing of them comes back to the shelf, as the parcel is lost or the goods are broken."""
    return [
        {"lineItemId": line_id(line.external_id), "quantity": line.quantity, "restockType": "NO_RESTOCK"}
        for line in refund.lines
    ]


def find(refund: Refund, known: Known) -> str | None:
    """The id of the refund with our reference, if the order has it. Raises `Rejected` without the order."""
    if known.order is None:
        raise Rejected("UNKNOWN_ORDER", "The shop has no such order.")
    return next((one.id for one in known.order.refunds if refund.reference in (one.note or "").split()), None)


def check(refund: Refund, known: Known) -> None:
    """Refuse what can be refused before anything is reckoned.

    Raises:
        Rejected: `CURRENCY_MISMATCH`, `UNKNOWN_LINE`, `ABOVE_REFUNDABLE` for more of a line than is left, or
            `NOT_SUPPORTED` for store credit without a customer.
    """
    order = known.order
    if order is None:
        raise Rejected("UNKNOWN_ORDER", "The shop has no such order.")
    if order.presentment_currency_code != refund.currency_code:
        raise Rejected("CURRENCY_MISMATCH", f"The order was paid in {order.presentment_currency_code}.")
    if refund.payout is Payout.STORE_CREDIT and order.customer is None:
        raise Rejected("NOT_SUPPORTED", "The order has no customer who could have store credit.")
    left = {line.id: line.refundable_quantity for line in known.nodes if line is not None}
    for line in refund.lines:
        quantity = left.get(line_id(line.external_id))
        if quantity is None:
            raise Rejected("UNKNOWN_LINE", "The shop has no such line.")
        if quantity < line.quantity:
            raise Rejected("ABOVE_REFUNDABLE", f"Of a line {quantity} are left to refund, not {line.quantity}.")


def create(refund: Refund, suggestion: Suggestion) -> dict[str, object]:
    """The variables of `refundCreate`. Raises `Rejected` (`ABOVE_REFUNDABLE`) for more than is left."""
    order = order_id(refund.order_external_id)
    given: dict[str, object] = {
        "orderId": order,
        "currency": refund.currency_code,
        "note": note(refund.reference),
        "notify": False,
        # a line that is paid back in part stays the customer's, so that it is not marked as refunded
        "refundLineItems": line_inputs(refund) if suggestion.is_whole(refund) else [],
    }
    if refund.shipping_amount > 0:
        given["shipping"] = {"amount": str(refund.shipping_amount)}
    if refund.payout is Payout.STORE_CREDIT:
        amount = {"amount": str(refund.amount), "currencyCode": refund.currency_code}
        given["refundMethods"] = [{"storeCreditRefund": {"amount": amount}}]
    else:
        given["transactions"] = transactions(refund.amount, order, suggestion.suggested_transactions)
    return {"input": given, "key": refund.key}


def done(refund: Refund, made: Made) -> Done:
    """What a refund that exists has moved.

    Raises:
        Rejected: `PAYMENT_FAILED`, it stands in the order and its money did not move.
        Unintelligible: it is in another currency.
    """
    if any(one.kind == "REFUND" and one.status in {"FAILURE", "ERROR"} for one in made.transactions.nodes):
        raise Rejected(
            "PAYMENT_FAILED", f"The refund {made.id} was written, but its payment failed; look at the order."
        )
    moved = made.total_refunded_set.presentment_money
    if moved.currency_code != refund.currency_code:
        raise Unintelligible(f"shopify: The refund {made.id} is in another currency.")
    return Done(like(refund.order_external_id, made.id), amount=moved.value())
