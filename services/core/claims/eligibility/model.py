"""What decides whether something can be claimed, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.core.claims.model import EvidenceKind, ResolutionType
from services.core.claims.policy import Room
from services.core.ledger.model import Balance
from services.core.money import Money
from services.core.orders.model import Line, Order
from services.core.shipments.model import Shipment


class BlockerCode(StrEnum):
    """Why something cannot be claimed."""

    ORDER_CANCELED = "ORDER_CANCELED"
    DISPUTE_OPEN = "DISPUTE_OPEN"
    OUTSIDE_WINDOW = "OUTSIDE_WINDOW"
    NOTHING_LEFT = "NOTHING_LEFT"
    QUANTITY_ALREADY_CLAIMED = "QUANTITY_ALREADY_CLAIMED"
    ALREADY_COMPENSATED = "ALREADY_COMPENSATED"
    FINAL_SALE = "FINAL_SALE"


QUANTITIES = frozenset({BlockerCode.NOTHING_LEFT, BlockerCode.QUANTITY_ALREADY_CLAIMED})
"""Blockers that are about how much is left."""


class AlternativeKind(StrEnum):
    """What a customer can do instead of a claim, or beside it."""

    RETURN = "RETURN"
    WARRANTY = "WARRANTY"
    CONTACT_CARRIER = "CONTACT_CARRIER"
    CONTACT_BANK = "CONTACT_BANK"
    PLATFORM_REPORT = "PLATFORM_REPORT"


class NextStep(StrEnum):
    """What a customer does next, in this order."""

    CHECK_TRACKING = "CHECK_TRACKING"
    ASK_NEIGHBORS = "ASK_NEIGHBORS"
    KEEP_PACKAGING = "KEEP_PACKAGING"
    CLAIM = "CLAIM"
    SEND_EVIDENCE = "SEND_EVIDENCE"
    WAIT = "WAIT"
    CONTACT_SHOP = "CONTACT_SHOP"


@dataclass(frozen=True, slots=True)
class Case:
    """All that decides about a claim. `parcel` is the one that it is about, if it is about one.

    `frozen` tells whether somebody, such as a bank, holds the order's money.
    """

    order: Order
    lines: Sequence[Line]
    parcel: Shipment | None
    room: Room
    balance: Balance
    frozen: bool
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Claimable:
    """How much of one line can be claimed, and what of its price can still be paid back."""

    order_line_id: str
    shipment_line_id: str | None
    title: str
    max_quantity: int
    refundable: Money


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why it cannot be claimed; `message` is for the customer."""

    code: BlockerCode
    message: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way, with a link where there is one, and from when on it makes sense."""

    kind: AlternativeKind
    url: str | None = None
    available_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a customer may expect. Whoever is only early is eligible, and `waiting_until` tells how long it takes.

    `eligible_until` is the first moment that is too late. `auto_approve` is as in `Verdict`.
    """

    eligible: bool
    eligible_from: datetime | None
    eligible_until: datetime | None
    waiting_until: datetime | None
    escalate_from: datetime | None
    items: tuple[Claimable, ...]
    required_evidence: tuple[EvidenceKind, ...]
    resolution_options: tuple[ResolutionType, ...]
    default_resolution: ResolutionType | None
    auto_approve: bool
    blockers: tuple[Blocker, ...]
    alternatives: tuple[Alternative, ...]
    next_steps: tuple[NextStep, ...]
