"""Orders and the money that moved for them; amounts are in what the customer paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from services.sandbox.shopify.money import ZERO, rounded, share
from services.sandbox.shopify.shop.goods import Line, NewLine
from services.sandbox.shopify.shop.parcels import Fulfillment, Return
from services.sandbox.shopify.shop.people import Address, Customer


@dataclass(slots=True, eq=False)
class Transaction:
    """Money that moved: `SALE` in, `REFUND` out."""

    id: int
    kind: str
    gateway: str
    amount: Decimal
    created_at: datetime
    parent: "Transaction | None" = None
    refund: "Refund | None" = None


@dataclass(frozen=True, slots=True)
class RefundLine:
    """How much of a line was given back."""

    id: int
    line: Line
    quantity: int
    restock_type: str
    subtotal: Decimal
    tax: Decimal


@dataclass(slots=True, eq=False)
class Refund:
    """One refund of an order."""

    id: int
    order: "Order"
    created_at: datetime
    note: str | None
    lines: Sequence[RefundLine]
    shipping: Decimal
    transactions: list[Transaction] = field(default_factory=list)
    of_return: Return | None = None

    @property
    def total(self) -> Decimal:
        """The money that moved."""
        return sum((transaction.amount for transaction in self.transactions), ZERO)

    @property
    def worth(self) -> Decimal:
        """What its lines and its shipping cost."""
        taxes = ZERO if self.order.taxes_included else sum((part.tax for part in self.lines), ZERO)
        return sum((part.subtotal for part in self.lines), self.shipping + taxes)

    @property
    def discrepancy(self) -> Decimal:
        """What Shopify calls an order adjustment: below zero when more money moved than lines and shipping cost."""
        return self.worth - self.total if self.transactions else ZERO

    @property
    def shipping_parts(self) -> tuple[Decimal, Decimal]:
        """The shipping as the order prices it, and the tax on it."""
        order = self.order
        tax = ZERO
        if order.shipping_paid:
            tax = rounded(order.shipping_tax * self.shipping / order.shipping_paid, order.presentment_currency)
        return self.shipping - (ZERO if order.taxes_included else tax), tax


@dataclass(slots=True, eq=False)
class Dispute:
    """A customer who asked their bank for the money."""

    id: int
    order: "Order | None"
    type: str
    amount: Decimal
    currency: str
    reason: str
    network_reason_code: str | None
    status: str
    initiated_at: datetime
    evidence_due_by: datetime | None
    evidence_sent_on: datetime | None = None
    finalized_on: datetime | None = None


@dataclass(slots=True, eq=False)
class Order:
    """An order. Amounts are in `presentment_currency`; one of it is `rate` of the shop's `currency`."""

    id: int
    number: int
    currency: str
    presentment_currency: str
    rate: Decimal
    lines: list[Line]
    created_at: datetime
    updated_at: datetime
    processed_at: datetime
    shipping: Decimal = ZERO
    shipping_tax: Decimal = ZERO
    shipping_title: str = "Standard"
    taxes_included: bool = True
    customer: Customer | None = None
    email: str | None = None
    phone: str | None = None
    shipping_address: Address | None = None
    tags: list[str] = field(default_factory=list)
    note: str | None = None
    custom_attributes: dict[str, str] = field(default_factory=dict)
    source_identifier: str | None = None
    source_name: str = "web"
    cancel_reason: str | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    made_by_app: bool = False
    transactions: list[Transaction] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    fulfillments: list[Fulfillment] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What people call it."""
        return f"#{self.number}"

    @property
    def subtotal(self) -> Decimal:
        """The lines after their discounts."""
        return sum((line.discounted for line in self.lines), ZERO)

    @property
    def discounts(self) -> Decimal:
        """All discounts."""
        return sum((line.discount for line in self.lines), ZERO)

    @property
    def tax(self) -> Decimal:
        """All taxes."""
        return sum((line.tax for line in self.lines), self.shipping_tax)

    @property
    def shipping_paid(self) -> Decimal:
        """Shipping with its tax."""
        return self.shipping if self.taxes_included else self.shipping + self.shipping_tax

    @property
    def total(self) -> Decimal:
        """What the customer pays."""
        return self.subtotal + self.shipping + (ZERO if self.taxes_included else self.tax)

    @property
    def received(self) -> Decimal:
        """What was paid."""
        return sum((t.amount for t in self.transactions if t.kind in {"SALE", "CAPTURE"}), ZERO)

    @property
    def paid_back(self) -> Decimal:
        """What was refunded."""
        return sum((t.amount for t in self.transactions if t.kind == "REFUND"), ZERO)

    @property
    def net_payment(self) -> Decimal:
        """What is left of the payment."""
        return self.received - self.paid_back

    @property
    def shipping_refunded(self) -> Decimal:
        """Shipping that was given back."""
        return sum((refund.shipping for refund in self.refunds), ZERO)

    @property
    def shipping_left(self) -> Decimal:
        """Shipping that can be given back."""
        return self.shipping_paid - self.shipping_refunded

    @property
    def financial_status(self) -> str:
        """Shopify's word for where the money is."""
        if self.paid_back > 0:
            return "REFUNDED" if self.net_payment <= 0 else "PARTIALLY_REFUNDED"
        if self.received >= self.total:
            return "PAID"
        return "PARTIALLY_PAID" if self.received > 0 else "PENDING"

    @property
    def fulfillment_status(self) -> str:
        """Shopify's word for where the goods are."""
        sent = sum(line.fulfilled for line in self.lines)
        if not sent:
            return "UNFULFILLED"
        wanted = sum(line.quantity for line in self.lines if line.requires_shipping)
        return "FULFILLED" if sent >= wanted else "PARTIALLY_FULFILLED"

    def in_shop_money(self, amount: Decimal) -> Decimal:
        """An amount of this order in the shop's own currency."""
        return rounded(amount * self.rate, self.currency)

    def line_share(self, line: Line, quantity: int) -> tuple[Decimal, Decimal]:
        """Price after discounts and tax of the next `quantity` that are given back of a line."""
        currency = self.presentment_currency
        subtotal = share(line.discounted, line.refunded, quantity, line.quantity, currency)
        return subtotal, share(line.tax, line.refunded, quantity, line.quantity, currency)

    def paid_for(self, line: Line) -> Decimal:
        """What the customer pays for a line, with its tax."""
        return line.discounted + (ZERO if self.taxes_included else line.tax)

    def left_of(self, sale: Transaction) -> Decimal:
        """What can still be paid back by the way that a payment came."""
        back = sum((t.amount for t in self.transactions if t.kind == "REFUND" and t.parent is sale), ZERO)
        return sale.amount - back


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to be. `payments` are gateways with what came by each; `None` is all of it by the usual one."""

    lines: Sequence[NewLine]
    currency: str
    presentment_currency: str
    rate: Decimal = Decimal(1)
    shipping: Decimal = ZERO
    shipping_tax: Decimal = ZERO
    shipping_title: str = "Standard"
    taxes_included: bool = True
    customer: Customer | None = None
    email: str | None = None
    phone: str | None = None
    shipping_address: Address | None = None
    payments: Sequence[tuple[str, Decimal]] | None = None
    tags: Sequence[str] = ()
    note: str | None = None
    custom_attributes: Mapping[str, str] = field(default_factory=dict)
    source_identifier: str | None = None
    source_name: str = "web"
    placed_at: datetime | None = None
    stock: str = "BYPASS"
    by_app: bool = False


@dataclass(slots=True, eq=False)
class Draft:
    """An order that the shop's staff still has to complete."""

    id: int
    number: int
    order: NewOrder
    tags: list[str]
    created_at: datetime
    completed: Order | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"#D{self.number}"
