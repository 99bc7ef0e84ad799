"""Refunds: what Shopify would suggest, what it allows, and what one does to the order's money and goods."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.sandbox.shopify.money import ZERO, is_currency, money_text, rounded
from services.sandbox.shopify.shop import credits as store_credit
from services.sandbox.shopify.shop.goods import Line
from services.sandbox.shopify.shop.model import Order, Refund, RefundLine, Transaction
from services.sandbox.shopify.shop.parcels import Return
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import MOST_PARTS, Shop, check_room

STORE_CREDIT = "shopify_store_credit"


@dataclass(frozen=True, slots=True)
class LineWanted:
    """How many of a line are to be given back."""

    line_id: int | None
    quantity: int
    restock_type: str = "NO_RESTOCK"


@dataclass(frozen=True, slots=True)
class MoneyWanted:
    """Money that is to go back the way that a payment came."""

    amount: Decimal
    parent_id: int | None
    gateway: str


@dataclass(frozen=True, slots=True)
class CreditWanted:
    """Money that is to go back as store credit."""

    amount: Decimal
    currency: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a refund is to give back. `shipping` of nothing is none of it."""

    lines: Sequence[LineWanted] = ()
    shipping: Decimal = ZERO
    money: Sequence[MoneyWanted] = ()
    credits: Sequence[CreditWanted] = ()
    note: str | None = None
    currency: str | None = None
    over: bool = False
    of_return: Return | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What Shopify would pay back for these lines and this shipping; all of `total` that is left to pay back."""

    lines: Sequence[RefundLine]
    shipping: Decimal
    subtotal: Decimal
    tax: Decimal
    total: Decimal
    transactions: Sequence[tuple[Transaction, Decimal]]


def suggest(order: Order, wanted: Sequence[LineWanted], shipping: Decimal) -> Suggestion:
    """Prices of lines and shipping, and the payments that the money came by. Raises `Refused`."""
    lines = refund_lines(order, wanted, lambda: 0)
    subtotal = sum((part.subtotal for part in lines), ZERO)
    tax = sum((part.tax for part in lines), ZERO)
    worth = subtotal + (ZERO if order.taxes_included else tax) + shipping
    left = total = min(worth, max(order.net_payment, ZERO))
    transactions = []
    for sale in order.transactions:
        amount = min(left, order.left_of(sale)) if sale.kind in {"SALE", "CAPTURE"} else ZERO
        if amount > 0:
            transactions.append((sale, amount))
            left -= amount
    return Suggestion(lines, shipping, subtotal, tax, total, transactions)


def refund_lines(order: Order, wanted: Sequence[LineWanted], ids: Callable[[], int]) -> list[RefundLine]:
    """The lines with their prices. Raises `Refused`."""
    asked: dict[int, int] = {}
    found = []
    for position, want in enumerate(wanted):
        where = ("refundLineItems", str(position))
        line = next((line for line in order.lines if line.id == want.line_id), None)
        if line is None:
            raise Refused("Line item does not exist", *where, "lineItemId")
        if want.quantity < 1:
            raise Refused("Quantity must be greater than 0", *where, "quantity")
        if line.id in asked:
            raise Refused("Line item can only be refunded once in a refund", *where, "lineItemId")
        asked[line.id] = want.quantity
        if want.quantity > line.refundable:
            raise Refused("Quantity cannot refund more items than were purchased", *where, "quantity")
        subtotal, tax = order.line_share(line, want.quantity)
        found.append(RefundLine(ids(), line, want.quantity, want.restock_type, subtotal, tax))
    return found


def refund(shop: Shop, order: Order, wanted: Wanted) -> Refund:
    """Pay back. Raises `Refused`, and `Full`."""
    check_room(order.refunds, MOST_PARTS, "refunds of one order")
    now = shop.moment()
    lines = refund_lines(order, wanted.lines, shop.next_id)
    payments = _check(order, wanted)
    made = Refund(shop.next_id(), order, now, wanted.note, lines, wanted.shipping, of_return=wanted.of_return)
    for part in lines:
        _give_back(part.line, part.quantity, part.restock_type)
    for payment, money in zip(payments, wanted.money, strict=True):
        gateway = payment.gateway if payment is not None else money.gateway
        made.transactions.append(Transaction(shop.next_id(), "REFUND", gateway, money.amount, now, payment, made))
    for credit in wanted.credits:
        moved = Transaction(shop.next_id(), "REFUND", STORE_CREDIT, credit.amount, now, None, made)
        assert order.customer is not None, "checked above"
        account = store_credit.account(shop, order.customer, credit.currency)
        store_credit.book(shop, account, credit.amount, "ORDER_REFUND", credit.expires_at, moved)
        made.transactions.append(moved)
    order.transactions += made.transactions
    order.refunds.append(made)
    shop.refunds[made.id] = made
    shop.touch(order, ("refunds/create", made))
    return made


def _check(order: Order, wanted: Wanted) -> list[Transaction | None]:
    """The payments that money goes back by. Raises `Refused`."""
    currency = order.presentment_currency
    if wanted.currency is not None and wanted.currency != currency:
        raise Refused(f"Currency must be the order's presentment currency {currency}", "currency")
    if wanted.currency is None and currency != order.currency:
        raise Refused("Currency is required when the order has a presentment currency", "currency")
    if not (wanted.lines or wanted.shipping or wanted.money or wanted.credits):
        raise Refused("Refund must have at least one line item, shipping, duty or transaction")
    if not ZERO <= wanted.shipping <= order.shipping_left:
        raise Refused("Shipping refund amount is greater than what is refundable", "shipping", "amount")
    _check_credits(order, wanted.credits)
    amounts = [want.amount for want in wanted.money] + [want.amount for want in wanted.credits]
    if any(amount <= 0 or amount != rounded(amount, currency) for amount in amounts):
        raise Refused(f"Refund amount must be a positive amount of {currency}", "transactions", "amount")
    total = sum(amounts, ZERO)
    if total > order.net_payment and not wanted.over:
        asked, left = money_text(total), money_text(order.net_payment)
        raise Refused(f"Refund amount ${asked} is greater than net payment received ${left}")
    return [_payment(order, position, want, wanted.over) for position, want in enumerate(wanted.money)]


def _check_credits(order: Order, wanted: Sequence[CreditWanted]) -> None:
    for position, credit in enumerate(wanted):
        where = ("refundMethods", str(position), "storeCreditRefund")
        if order.customer is None:
            raise Refused("The order must have a customer to be refunded to store credit", *where)
        if not is_currency(credit.currency) or credit.currency != order.presentment_currency:
            raise Refused(
                f"Currency must be the order's presentment currency {order.presentment_currency}",
                *where,
                "amount",
                "currencyCode",
            )


def _payment(order: Order, position: int, want: MoneyWanted, over: bool) -> Transaction | None:
    where = ("transactions", str(position))
    sales = [sale for sale in order.transactions if sale.kind in {"SALE", "CAPTURE"}]
    if want.parent_id is None:
        return next((sale for sale in sales if sale.gateway == want.gateway), None)
    sale = next((sale for sale in sales if sale.id == want.parent_id), None)
    if sale is None:
        raise Refused("Parent transaction does not exist", *where, "parentId")
    if want.amount > order.left_of(sale) and not over:
        raise Refused("Refund amount is greater than what is left of the parent transaction", *where, "amount")
    return sale


def _give_back(line: Line, quantity: int, restock_type: str) -> None:
    line.refunded += quantity
    if restock_type in {"RETURN", "CANCEL"} and line.variant is not None:
        line.variant.stock += quantity
