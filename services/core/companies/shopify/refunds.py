"""Refunds: what is left, how the money goes back, and whether it went already."""

from collections.abc import Sequence
from decimal import Decimal

from services.core.companies.shopify.ids import like
from services.core.companies.shopify.orders import line_id, note, order_id
from services.core.companies.shopify.refusals import UserError
from services.core.companies.shopify.wire import Bag, Id, Wire
from services.core.money import exponent
from services.core.ports import Done, Payout, Refund, Rejected, Unintelligible


class _Line(Wire):
    id: str | None = None
    refundable_quantity: int = 0


class _Payment(Wire):
    kind: str
    status: str


class _Payments(Wire):
    nodes: list[_Payment]


class _Noted(Wire):
    id: str
    note: str | None


class Made(Wire):
    """A refund that exists."""

    id: str
    total_refunded_set: Bag
    transactions: _Payments


class Read(Wire):
    """The answer to `refund`."""

    refund: Made | None


class _Shipping(Wire):
    maximum_refundable_set: Bag
    amount_set: Bag


class _Source(Wire):
    gateway: str | None
    maximum_refundable_set: Bag | None
    parent_transaction: Id | None


class _Suggested(Wire):
    amount_set: Bag
    maximum_refundable_set: Bag
    shipping: _Shipping
    suggested_transactions: list[_Source]


class _Order(Wire):
    id: str
    presentment_currency_code: str
    customer: Id | None
    refunds: list[_Noted]
    suggested_refund: _Suggested | None


class Refundable(Wire):
    """The answer to `refundable`."""

    order: _Order | None
    nodes: list[_Line | None]


class _Payload(Wire):
    refund: Made | None
    user_errors: list[UserError]


class Created(Wire):
    """The answer to `refundCreate`."""

    refund_create: _Payload


def ask(refund: Refund) -> dict[str, object]:
    """The variables of `refundable`. Raises `Rejected` for an id that is none of Shopify's."""
    return {
        "id": order_id(refund.order_external_id),
        "lines": _line_inputs(refund),
        "lineIds": [line_id(line.external_id) for line in refund.lines],
        "shipping": refund.shipping_amount > 0,
        "full": not refund.lines,
        "allocation": "STORE_CREDIT" if refund.payout is Payout.STORE_CREDIT else "ORIGINAL_PAYMENT_METHODS",
    }


def _line_inputs(refund: Refund) -> list[dict[str, object]]:
    lines = []
    for line in refund.lines:
        # nothing comes back to the shelf: the parcel is lost or the goods are broken
        name = line_id(line.external_id)
        lines.append({"lineItemId": name, "quantity": line.quantity, "restockType": "NO_RESTOCK"})
    return lines


def find(refund: Refund, answer: Refundable) -> str | None:
    """The id of the refund with our reference, if the order has it. Raises `Rejected` without the order."""
    if answer.order is None:
        raise Rejected("UNKNOWN_ORDER", "The shop has no such order.")
    return next((one.id for one in answer.order.refunds if refund.reference in (one.note or "").split()), None)


def done(refund: Refund, made: Made) -> Done:
    """What a refund that exists has moved.

    Raises:
        Rejected: `PAYMENT_FAILED`, it stands in the order and its money did not move.
    """
    payments = [one for one in made.transactions.nodes if one.kind == "REFUND"]
    if any(one.status in {"FAILURE", "ERROR"} for one in payments):
        raise Rejected(
            "PAYMENT_FAILED", f"Shopify wrote the refund {made.id}, but its payment failed; look at the order."
        )
    moved = made.total_refunded_set.presentment_money
    if moved.currency_code != refund.currency_code:
        raise Unintelligible(f"shopify: The refund {made.id} is in another currency.")
    return Done(like(refund.order_external_id, made.id), amount=moved.value())


def create(refund: Refund, answer: Refundable) -> dict[str, object]:
    """The variables of `refundCreate`, if everything that was asked is left.

    Raises:
        Rejected: `CURRENCY_MISMATCH`, `UNKNOWN_LINE`, `ABOVE_REFUNDABLE`, or `NOT_SUPPORTED` for store credit without a
            customer.
    """
    order = answer.order
    if order is None or order.suggested_refund is None:
        raise Rejected("UNKNOWN_ORDER", "The shop has no such order, or nothing of it can be refunded.")
    if order.presentment_currency_code != refund.currency_code:
        raise Rejected("CURRENCY_MISMATCH", f"The order was paid in {order.presentment_currency_code}.")
    whole = _check_left(refund, answer.nodes, order.suggested_refund)
    given: dict[str, object] = {
        "orderId": order.id,
        "currency": refund.currency_code,
        "note": note(refund.reference),
        "notify": False,
        # a line that is paid back in part stays the customer's, so that it is not marked as refunded
        "refundLineItems": _line_inputs(refund) if whole else [],
    }
    if refund.shipping_amount > 0:
        given["shipping"] = {"amount": str(refund.shipping_amount)}
    if refund.payout is Payout.STORE_CREDIT:
        if order.customer is None:
            raise Rejected("NOT_SUPPORTED", "The order has no customer who could have store credit.")
        amount = {"amount": str(refund.amount), "currencyCode": refund.currency_code}
        given["refundMethods"] = [{"storeCreditRefund": {"amount": amount}}]
    else:
        given["transactions"] = _transactions(refund.amount, order.id, order.suggested_refund.suggested_transactions)
    return {"input": given, "key": refund.key}


def _check_left(refund: Refund, lines: Sequence[_Line | None], suggested: _Suggested) -> bool:
    """Whether the lines are paid back as a whole, or only in part. Raises `Rejected` for more than is left."""
    left = {line.id: line.refundable_quantity for line in lines if line is not None}
    for line in refund.lines:
        quantity = left.get(line_id(line.external_id))
        if quantity is None:
            raise Rejected("UNKNOWN_LINE", "The shop has no such line.")
        if quantity < line.quantity:
            raise Rejected("ABOVE_REFUNDABLE", f"Of a line {quantity} are left to refund, not {line.quantity}.")
    most = suggested.maximum_refundable_set.presentment_money.value()
    if refund.amount > most:
        raise Rejected("ABOVE_REFUNDABLE", f"{most} {refund.currency_code} are left to refund, not {refund.amount}.")
    shipping = suggested.shipping.maximum_refundable_set.presentment_money.value()
    if refund.shipping_amount > shipping:
        raise Rejected("ABOVE_REFUNDABLE", f"Of the shipping {shipping} {refund.currency_code} are left to refund.")
    if not refund.lines:
        return False
    worth = suggested.amount_set.presentment_money.value() - suggested.shipping.amount_set.presentment_money.value()
    asked_for = refund.amount - refund.shipping_amount
    # shares of a line are rounded by Shopify and by us, each in their own way
    leeway = len(refund.lines) * Decimal(1).scaleb(-exponent(refund.currency_code))
    if asked_for > worth + leeway:
        raise Rejected("ABOVE_REFUNDABLE", f"The lines are worth {worth} {refund.currency_code}, not {asked_for}.")
    return asked_for >= worth - leeway


def _transactions(amount: Decimal, order: str, sources: Sequence[_Source]) -> list[dict[str, object]]:
    """The amount over the payments that it came by, as far as each of them can be paid back."""
    parts: list[dict[str, object]] = []
    rest = amount
    for source in sources:
        if source.parent_transaction is None or source.maximum_refundable_set is None or source.gateway is None:
            continue
        part = min(rest, source.maximum_refundable_set.presentment_money.value())
        if part > 0:
            parent = source.parent_transaction.id
            parts.append(
                {"orderId": order, "parentId": parent, "gateway": source.gateway, "kind": "REFUND", "amount": str(part)}
            )
            rest -= part
    if rest > 0:
        raise Rejected("ABOVE_REFUNDABLE", "The payments of the order can give back less than this.")
    return parts
