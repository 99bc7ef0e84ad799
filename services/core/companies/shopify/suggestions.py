"""What Shopify reckons of a refund: how much is left, what the lines are worth, and which payments can give it back."""

from collections.abc import Sequence
from decimal import Decimal

from services.core.companies.shopify.wire import Bag, Id, Wire
from services.core.money import unit
from services.core.ports import Payout, Refund, Rejected


class _Shipping(Wire):
    maximum_refundable_set: Bag
    amount_set: Bag


class _Source(Wire):
    gateway: str | None
    maximum_refundable_set: Bag | None
    parent_transaction: Id | None


class Suggestion(Wire):
    """What Shopify would refund."""

    amount_set: Bag
    maximum_refundable_set: Bag
    shipping: _Shipping
    suggested_transactions: list[_Source]

    def is_whole(self, refund: Refund) -> bool:
        """Whether the lines are paid back as a whole, or only in part.

        Raises:
            Rejected: `ABOVE_REFUNDABLE`, more is asked than is left of the order, its shipping, or the lines.
        """
        currency = refund.currency_code
        most = self.maximum_refundable_set.presentment_money.value()
        if refund.amount > most:
            raise Rejected("ABOVE_REFUNDABLE", f"{most} {currency} are left to refund, not {refund.amount}.")
        shipping = self.shipping.maximum_refundable_set.presentment_money.value()
        if refund.shipping_amount > shipping:
            raise Rejected("ABOVE_REFUNDABLE", f"Of the shipping {shipping} {currency} are left to refund.")
        if not refund.lines:
            return False
        worth = self.amount_set.presentment_money.value() - self.shipping.amount_set.presentment_money.value()
        asked = refund.amount - refund.shipping_amount
        # shares of a line are rounded by Shopify and by us, each in their own way
        leeway = len(refund.lines) * unit(currency)
        if asked > worth + leeway:
            raise Rejected("ABOVE_REFUNDABLE", f"The lines are worth {worth} {currency}, not {asked}.")
        return asked >= worth - leeway


class _Order(Wire):
    suggested_refund: Suggestion | None


class Suggested(Wire):
    """The answer to `suggestedRefund`."""

    order: _Order | None

    def taken(self) -> Suggestion:
        """The suggestion. Raises `Rejected` where there is none."""
        if self.order is None:
            raise Rejected("UNKNOWN_ORDER", "The shop has no such order.")
        if self.order.suggested_refund is None:
            raise Rejected("ABOVE_REFUNDABLE", "Nothing of the order can be refunded.")
        return self.order.suggested_refund


def ask(refund: Refund, order: str, lines: list[dict[str, object]]) -> dict[str, object]:
    """The variables of `suggestedRefund`."""
    return {
        "id": order,
        "lines": lines,
        "shipping": refund.shipping_amount > 0,
        "full": not lines,
        "allocation": "STORE_CREDIT" if refund.payout is Payout.STORE_CREDIT else "ORIGINAL_PAYMENT_METHODS",
    }


def transactions(amount: Decimal, order: str, sources: Sequence[_Source]) -> list[dict[str, object]]:
    """The amount over the payments that it came by, as far as each of them can be paid back. Raises `Rejected`."""
    parts: list[dict[str, object]] = []
    rest = amount
    for source in sources:
        if source.parent_transaction is None or source.maximum_refundable_set is None or source.gateway is None:
            continue
        part = min(rest, source.maximum_refundable_set.presentment_money.value())
        if part > 0:
            parent, kind = source.parent_transaction.id, "REFUND"
            parts.append(
                {"orderId": order, "parentId": parent, "gateway": source.gateway, "kind": kind, "amount": str(part)}
            )
            rest -= part
    if rest > 0:
        raise Rejected("ABOVE_REFUNDABLE", "The payments of the order can give back less than this.")
    return parts
