"""Claim policies: the rules that a storefront writes, and what they add up to for one claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from services.core.events import ActorKind


class ClaimReason(StrEnum):
    """What went wrong, in the customer's words."""

    LOST_IN_TRANSIT = "LOST_IN_TRANSIT"
    DELIVERED_NOT_RECEIVED = "DELIVERED_NOT_RECEIVED"
    STOLEN = "STOLEN"
    DAMAGED_IN_TRANSIT = "DAMAGED_IN_TRANSIT"
    MISSING_ITEM = "MISSING_ITEM"
    WRONG_ITEM = "WRONG_ITEM"
    NEVER_SHIPPED = "NEVER_SHIPPED"
    RETURNED_TO_SENDER = "RETURNED_TO_SENDER"
    DELAYED = "DELAYED"
    OTHER = "OTHER"


class EvidenceKind(StrEnum):
    """What a file proves."""

    PHOTO = "PHOTO"
    INVOICE = "INVOICE"
    NON_RECEIPT_DECLARATION = "NON_RECEIPT_DECLARATION"
    CORRESPONDENCE = "CORRESPONDENCE"
    PROOF_OF_DELIVERY = "PROOF_OF_DELIVERY"
    POLICE_REPORT = "POLICE_REPORT"
    OTHER = "OTHER"


class ResolutionType(StrEnum):
    """How a claim can be made good."""

    RESHIPMENT = "RESHIPMENT"
    REFUND = "REFUND"
    STORE_CREDIT = "STORE_CREDIT"
    GIFT_CARD = "GIFT_CARD"
    PARTIAL_REFUND = "PARTIAL_REFUND"
    REFUND_AND_RESHIPMENT = "REFUND_AND_RESHIPMENT"


CREDIT = frozenset({ResolutionType.STORE_CREDIT, ResolutionType.GIFT_CARD})
"""What keeps the money at the shop, so that a customer has to want it."""


class Anchor(StrEnum):
    """From which moment a bound is counted."""

    ORDERED = "ORDERED"
    SHIPPED = "SHIPPED"
    PROMISED = "PROMISED"
    DELIVERED = "DELIVERED"
    LAST_SCAN = "LAST_SCAN"


class Unit(StrEnum):
    """In what a bound is counted. Days begin and end at the storefront's midnight."""

    HOURS = "HOURS"
    CALENDAR_DAYS = "CALENDAR_DAYS"
    WORKING_DAYS = "WORKING_DAYS"


@dataclass(frozen=True, slots=True)
class Bound:
    """So many hours or days after a moment."""

    anchor: Anchor
    amount: int
    unit: Unit = Unit.CALENDAR_DAYS


@dataclass(frozen=True, slots=True)
class Window:
    """When a claim may be made. Without `earliest` at once, without `latest` for ever."""

    earliest: Bound | None = None
    latest: Bound | None = None


@dataclass(frozen=True, slots=True)
class Resolutions:
    """How claims are made good.

    With `refund_always` a refund is among what can be chosen, and credit is given only to customers who choose it.
    """

    allowed: tuple[ResolutionType, ...]
    default: ResolutionType
    refund_always: bool = False


Limits = Mapping[str, Decimal]
"""An amount for each currency that is named."""


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One rule as it is written: which claims it is about, and what it says of them; nothing where it is silent.

    `market` is a country (ISO 3166-1, two letters) or a group of `policy.GROUPS`; nothing there, in `carrier` or in
    `reason` means any.
    """

    market: str | None = None
    carrier: str | None = None
    reason: ClaimReason | None = None
    window: Window | None = None
    resolutions: Resolutions | None = None
    escalation_days: int | None = None
    required_evidence: tuple[EvidenceKind, ...] | None = None
    auto_approve_limits: Limits | None = None
    goodwill_limits: Limits | None = None
    refunds_shipping: bool | None = None
    covers_final_sale: bool | None = None
    inactivity_days: int | None = None
    appeal_days: int | None = None
    report_url: str | None = None
    files_recoveries: bool | None = None
    recovery_minimum: Limits | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A policy's rules, over those that were built in when it was written: a release changes no policy that exists."""

    rules: tuple[PolicyRule, ...]
    built_in: tuple[PolicyRule, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a storefront's policy. The one that is built in has no id, and version 0."""

    id: str | None
    version: int
    document: Document
    note: str | None = None
    created_by: ActorKind | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What a policy says of one claim, all of it.

    `escalation_days` count from the order: after them the customer may turn to the bank or the platform.
    `auto_approve_limits` are the largest claims that nobody has to look at; a currency that is not named: none is.
    `goodwill_limits` are the most that may be given beyond what was paid; a currency that is not named: no limit.
    `inactivity_days` are how long a customer has for an answer, `appeal_days` for an appeal.
    `report_url` is the platform's form for reporting a shop; empty when there is none.
    With `files_recoveries` what is asked back for a parcel is filed without a person as soon as nothing is missing,
    where a company takes it by a call. Below `recovery_minimum` nothing is proposed to be asked back; a currency that
    is not named: everything is.
    """

    window: Window
    resolutions: Resolutions
    escalation_days: int
    required_evidence: tuple[EvidenceKind, ...]
    auto_approve_limits: Limits = field(default_factory=dict)
    goodwill_limits: Limits = field(default_factory=dict)
    refunds_shipping: bool = True
    covers_final_sale: bool = True
    inactivity_days: int = 10
    appeal_days: int = 30
    report_url: str = ""
    files_recoveries: bool = False
    recovery_minimum: Limits = field(default_factory=dict)
