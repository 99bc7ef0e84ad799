"""Protection: coverages that accounts buy, and claims that are filed on its pages (here: by hand) and read by call."""

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from services.sandbox.carriers.aftership.answers import unprocessable
from services.sandbox.parcels import Full

MOST = 20_000
LIFE = timedelta(days=90)
RATE = Decimal("0.0172")

STATUSES = ("inactive", "activated", "claimed", "expired", "void")
CLAIM_STATUSES = (
    "unsubmitted", "submitted", "under_review", "approved", "paid", "closed", "denied", "waiting_on_documents",
)  # fmt: skip
ISSUES = ("lost_in_transit", "porch_pirated", "damaged")


class Amount(msgspec.Struct):
    """Money."""

    amount: str
    currency: str


class Item(msgspec.Struct):
    """One item of an order."""

    source_id: str
    title: str
    quantity: int
    unit_insured_amount: Amount


class Followed(msgspec.Struct):
    """One parcel of an order."""

    slug: str
    tracking_number: str
    ship_date: str


class Order(msgspec.Struct):
    """What is insured."""

    source_id: str
    items: list[Item]
    shipping_address: dict[str, Any]
    sender_address: dict[str, Any]
    order_date: str
    subtotal: Amount
    number: str | None = None
    trackings: list[Followed] = []
    shipping_total: Amount | None = None


class Wanted(msgspec.Struct):
    """`POST /coverages`."""

    order: Order


@dataclass(slots=True, eq=False)
class Coverage:
    """One coverage."""

    id: str
    key: str
    order: Order
    status: str
    number: str
    created_at: datetime
    updated_at: datetime

    def wire(self) -> dict[str, Any]:
        """The coverage as AfterShip writes it."""
        premium = max(Decimal(self.order.subtotal.amount) * RATE, Decimal("0.98")).quantize(Decimal("0.01"))
        return {
            "id": self.id,
            "source_id": self.order.source_id,
            "policy_number": self.number,
            "status": self.status,
            "policy_detail_url": f"https://shop.example.com/protection/policy?policyId={self.id}",
            "premium": {"amount": str(premium), "currency": "USD"},
            "effective_time": moment(self.created_at),
            "expiration_time": moment(self.created_at + LIFE),
            "updated_at": moment(self.updated_at),
            "created_at": moment(self.created_at),
            "items": self.order.items,
            "shipping_address": self.order.shipping_address,
            "sender_address": self.order.sender_address,
            "trackings": self.order.trackings,
            "subtotal": self.order.subtotal,
            "shipping_total": self.order.shipping_total,
        }


@dataclass(slots=True, eq=False)
class Claim:
    """One claim on a coverage."""

    id: str
    number: str
    coverage: Coverage
    issue: str
    status: str
    created_at: datetime
    updated_at: datetime
    wanted: list[str] = field(default_factory=list)
    payment: Amount | None = None
    paid_at: datetime | None = None

    def wire(self) -> dict[str, Any]:
        """The claim as AfterShip writes it."""
        return {
            "id": self.id,
            "number": self.number,
            "coverage_id": self.coverage.id,
            "status": self.status,
            "resolve_status": "denied" if self.status == "denied" else "to_be_resolved",
            "created_at": moment(self.created_at),
            "updated_at": moment(self.updated_at),
            "issue_type": self.issue,
            "issue_desc": self.issue,
            "claim_items": self.coverage.order.items,
            "claim_items_amount": self.coverage.order.subtotal,
            "claim_submit_amount": self.coverage.order.subtotal,
            "uploaded_documents": [],
            "required_document_types": self.wanted,
            "claim_payment_amount": self.payment,
            "paid_at": self.paid_at and moment(self.paid_at),
        }


class Protection:
    """All coverages and claims of all accounts."""

    def __init__(self) -> None:
        self._coverages: dict[str, Coverage] = {}
        self._claims: dict[str, Claim] = {}
        self._numbers = itertools.count(100_000)

    def buy(self, key: str, order: Order, now: datetime) -> Coverage:
        """A new coverage, active once it knows its parcel. Raises `Refusal` and `Full`."""
        _check(order)
        if len(self._coverages) >= MOST:
            raise Full(f"the sandbox keeps {MOST} coverages and no more")
        status = "activated" if order.trackings else "inactive"
        number = f"AS-{next(self._numbers)}"
        coverage = Coverage(uuid.uuid4().hex, key, order, status, number, now, now)
        self._coverages[coverage.id] = coverage
        return coverage

    def file(self, coverage: Coverage, issue: str, now: datetime) -> Claim:
        """A claim that somebody filed on AfterShip's pages. Raises `Full`."""
        if len(self._claims) >= MOST:
            raise Full(f"the sandbox keeps {MOST} claims and no more")
        claim = Claim(uuid.uuid4().hex, f"AC-{next(self._numbers)}", coverage, issue, "submitted", now, now)
        coverage.status = "claimed"
        self._claims[claim.id] = claim
        return claim

    def coverage(self, id: str) -> Coverage | None:  # noqa: A002 - AfterShip's word
        """Anybody's coverage."""
        return self._coverages.get(id)

    def claim(self, id: str) -> Claim | None:  # noqa: A002 - AfterShip's word
        """Anybody's claim."""
        return self._claims.get(id)

    def coverages(self, key: str | None = None) -> list[Coverage]:
        """The account's coverages, or everybody's, newest first."""
        return [coverage for coverage in reversed(self._coverages.values()) if key in {None, coverage.key}]

    def claims(self, key: str | None = None) -> list[Claim]:
        """The account's claims, or everybody's, newest first."""
        return [claim for claim in reversed(self._claims.values()) if key in {None, claim.coverage.key}]

    def forget(self) -> None:
        """Drop all of them."""
        self._coverages.clear()
        self._claims.clear()


def moment(at: datetime) -> str:
    """As Protection writes it: `2023-02-08T04:04:57.365Z`."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def _check(order: Order) -> None:
    """Refuse what AfterShip refuses. Raises `Refusal`."""
    amounts = [order.subtotal, *(item.unit_insured_amount for item in order.items)]
    if any(amount.currency != "USD" for amount in amounts):
        raise unprocessable("Only support USD for now")
    total = sum(Decimal(item.unit_insured_amount.amount) * item.quantity for item in order.items)
    if not order.items or total != Decimal(order.subtotal.amount):
        raise unprocessable("subtotal must be the sum of the items")
    for address in (order.shipping_address, order.sender_address):
        if len(address.get("country_region", {}).get("code", "")) != 3:
            raise unprocessable("country_region.code must be ISO 3166-1 alpha 3")
        for name in ("street_1", "postal_code", "city", "first_name", "last_name"):
            if not address.get(name):
                raise unprocessable(f"{name} is required")
    if not order.sender_address.get("email"):
        raise unprocessable("sender_address.email is required")
    if not (order.shipping_address.get("phone") or order.shipping_address.get("email")):
        raise unprocessable("shipping_address needs a phone or an email")
