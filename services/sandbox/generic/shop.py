"""One shop: its orders, what was done about them, and how well it behaves."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from services.sandbox.generic.answers import BY_STATUS, Refusal
from services.sandbox.parcels import Clock, Full

SECRET = "whsec_bWFrZWdvb2Qtc2FuZGJveC1zZWNyZXQ="  # noqa: S105 - everybody's, as nothing here is worth a secret
MOST_DONE = 20_000
MOST_ORDERS = 2_000
MONEY = ("refund", "credit", "gift_card")


class First(StrEnum):
    """What happens to the first call of each key."""

    FAILS = "fails"
    WORKS_THEN_FAILS = "works_then_fails"


class Ways(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a shop behaves. `seconds` pass before a call's work is done, whether its caller waits or not.

    One that is not `idempotent` does everything again that it is asked again.
    """

    secret: str = SECRET
    idempotent: bool = True
    seconds: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.0
    first: First | None = None


class Line(msgspec.Struct, frozen=True, rename="camel"):
    """A line of a call or of an order; `available` is what can be sent again, uncounted when it is missing."""

    line_id: str
    quantity: Annotated[int, msgspec.Meta(ge=1)] = 1
    available: Annotated[int, msgspec.Meta(ge=0)] | None = None
    amount: Decimal | None = None


class Order(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """An order whose bounds are kept; of others a shop believes everything."""

    currency_code: str
    refundable: Decimal
    lines: tuple[Line, ...] = ()
    closed: bool = False


class Asked(msgspec.Struct, frozen=True, rename="camel"):
    """A call that has something done."""

    type: str
    key: str
    reference: str
    order_id: str
    currency_code: str
    amount: Decimal | None = None
    shipping_amount: Decimal | None = None
    payout: str | None = None
    lines: tuple[Line, ...] = ()


class Deed(msgspec.Struct, frozen=True):
    """What was done."""

    id: str
    number: str
    at: datetime
    asked: Asked

    def wire(self) -> dict[str, object]:
        """As the shop answers it."""
        told: dict[str, object] = {"key": self.asked.key, "id": self.id, "number": self.number}
        if self.asked.type in MONEY:
            told |= {"amount": str(self.asked.amount), "currencyCode": self.asked.currency_code}
        return told


@dataclass(slots=True)
class Shop:
    """A shop's state. `posted` counts the calls of each key."""

    ways: Ways = field(default_factory=Ways)
    orders: dict[str, Order] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    posted: Counter[str] = field(default_factory=Counter)
    under_way: set[str] = field(default_factory=set)

    async def carry_out(self, asked: Asked, clock: Clock) -> Deed:
        """Do what is asked, once for each key where the shop is idempotent. Raises `Refusal` and `Full`."""
        self.posted[asked.key] += 1
        first = self.ways.first if self.posted[asked.key] == 1 else None
        if self.ways.idempotent:
            if asked.key in self.under_way:
                raise BY_STATUS[409]
            if known := self.find(asked.type, asked.key):
                if known.asked != asked:
                    raise Refusal(409, "KEY_REUSED", "This key was used for something else.")
                return known
        self.under_way.add(asked.key)
        try:
            await asyncio.sleep(self.ways.seconds)
            if first is First.FAILS:
                raise BY_STATUS[500]
            deed = self._do(asked, clock())
        finally:
            self.under_way.discard(asked.key)
        if first is First.WORKS_THEN_FAILS:
            raise BY_STATUS[500]
        return deed

    def news(self, since: datetime) -> list[dict[str, object]]:
        """What a shop tells that is asked: its refunds since then."""
        refunds = [deed for deed in self.deeds if deed.asked.type == "refund" and deed.at >= since]
        return [
            {"id": f"told_{deed.id}", "type": "refund.created", "occurredAt": deed.at, "data": _told(deed)}
            for deed in refunds
        ]

    def find(self, kind: str, key: str) -> Deed | None:
        """What was done with a key."""
        return next((deed for deed in self.deeds if deed.asked.key == key and deed.asked.type == kind), None)

    def stock(self, order_id: str, lines: tuple[Line, ...]) -> list[dict[str, object]]:
        """What can be sent of each line. Raises `Refusal`."""
        order = self.orders.get(order_id)
        known = {line.line_id: line.available for line in order.lines} if order else dict.fromkeys(_ids(lines))
        _check_lines(lines, set(known))
        return [{"lineId": line, "available": known[line]} for line in _ids(lines)]

    def _do(self, asked: Asked, now: datetime) -> Deed:
        if len(self.deeds) >= MOST_DONE:
            raise Full(f"a shop of the sandbox does {MOST_DONE} things and no more")
        if order := self.orders.get(asked.order_id):
            self._check(asked, order)
        number = len(self.deeds) + 1
        deed = Deed(f"{asked.type}_{number}", f"{asked.type[:2].upper()}-{1000 + number}", now, asked)
        self.deeds.append(deed)
        return deed

    def _check(self, asked: Asked, order: Order) -> None:
        if asked.currency_code != order.currency_code:
            raise Refusal(422, "CURRENCY_MISMATCH", f"The order was paid in {order.currency_code}.")
        if order.closed:
            raise Refusal(409, "ORDER_CLOSED", "The order is closed.")
        _check_lines(asked.lines, set(_ids(order.lines)))
        if asked.type == "reshipment":
            available = {line.line_id: line.available for line in order.lines}
            if any((left := available[line.line_id]) is not None and left < line.quantity for line in asked.lines):
                raise Refusal(409, "OUT_OF_STOCK", "There is not enough of a line.")
        if asked.type == "refund":
            before = [deed.asked for deed in self.deeds if deed.asked.order_id == asked.order_id]
            refunded = sum((one.amount or Decimal(0) for one in before if one.type == "refund"), Decimal(0))
            if refunded + (asked.amount or Decimal(0)) > order.refundable:
                raise Refusal(422, "ABOVE_REFUNDABLE", f"{order.refundable - refunded} of the order is left.")


def _told(deed: Deed) -> dict[str, object]:
    asked = deed.asked
    return {
        "refundId": deed.id,
        "orderId": asked.order_id,
        "currencyCode": asked.currency_code,
        "amount": str(asked.amount),
        "shippingAmount": str(asked.shipping_amount or 0),
        "createdAt": deed.at,
        "reference": asked.reference,
        "lines": [
            {"lineId": line.line_id, "quantity": line.quantity, "amount": str(line.amount or 0)} for line in asked.lines
        ],
    }


def _ids(lines: tuple[Line, ...]) -> list[str]:
    return [line.line_id for line in lines]


def _check_lines(lines: tuple[Line, ...], known: set[str]) -> None:
    if not set(_ids(lines)) <= known:
        raise Refusal(422, "UNKNOWN_LINE", "A line is not on the order.")
