"""Recoveries, their states, and the one table of allowed moves."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from services.core.money import Money
from services.core.recoveries.routing.model import RouteKind as RouteKind  # noqa: PLC0414 - a recovery's words, for all
from services.core.recoveries.rules.terms import Peril as Peril  # noqa: PLC0414 - the same


class RecoveryStatus(StrEnum):
    """Where the money asked back from one counterparty stands; independent of the customer's leg."""

    DRAFT = "DRAFT"
    READY = "READY"
    SUBMITTED = "SUBMITTED"
    UNDER_REVIEW = "UNDER_REVIEW"
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED"
    APPROVED = "APPROVED"
    APPROVED_PARTIAL = "APPROVED_PARTIAL"
    PAID = "PAID"
    CLOSED = "CLOSED"
    REJECTED = "REJECTED"
    APPEALED = "APPEALED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    NOT_FILEABLE = "NOT_FILEABLE"


BY_CALL = frozenset({RouteKind.INSURER_API, RouteKind.AGGREGATOR_API, RouteKind.CARRIER_API})
"""The ways that a worker goes by itself; on the others a person files what was prepared."""


class CounterpartyType(StrEnum):
    """What a counterparty is to the parcel."""

    CARRIER = "CARRIER"
    INSURER = "INSURER"
    LABEL_PROVIDER = "LABEL_PROVIDER"


class Command(StrEnum):
    """What can happen to a recovery."""

    COMPLETE = "COMPLETE"
    REOPEN_DRAFT = "REOPEN_DRAFT"
    FILE = "FILE"
    REVIEW = "REVIEW"
    ASK = "ASK"
    ANSWER = "ANSWER"
    APPROVE = "APPROVE"
    APPROVE_PARTIAL = "APPROVE_PARTIAL"
    PAY = "PAY"
    REJECT = "REJECT"
    APPEAL = "APPEAL"
    CLOSE = "CLOSE"
    WITHDRAW = "WITHDRAW"
    EXPIRE = "EXPIRE"
    GIVE_UP = "GIVE_UP"


@dataclass(frozen=True, slots=True)
class Move:
    """Where a command leads, and the event that tells of it."""

    to: RecoveryStatus
    event: str


_S, _C = RecoveryStatus, Command
UNFILED = (_S.DRAFT, _S.READY)
"""Nobody outside knows of it."""
PENDING = (_S.SUBMITTED, _S.UNDER_REVIEW, _S.INFORMATION_REQUESTED, _S.APPEALED)
"""The counterparty has to decide."""
DECIDED = (_S.APPROVED, _S.APPROVED_PARTIAL, _S.REJECTED)
OPEN = frozenset({*UNFILED, *PENDING, *DECIDED, _S.PAID})
GRANTED = frozenset({_S.APPROVED, _S.APPROVED_PARTIAL, _S.PAID})

MOVES: dict[tuple[RecoveryStatus, Command], Move] = {
    (_S.DRAFT, _C.COMPLETE): Move(_S.READY, "recovery.ready"),
    (_S.READY, _C.REOPEN_DRAFT): Move(_S.DRAFT, "recovery.documents_missing"),
    (_S.INFORMATION_REQUESTED, _C.ANSWER): Move(_S.UNDER_REVIEW, "recovery.information_sent"),
    # a person may file what we would not have, or too late
    **{(at, _C.FILE): Move(_S.SUBMITTED, "recovery.submitted") for at in (*UNFILED, _S.EXPIRED, _S.NOT_FILEABLE)},
    **{
        (at, _C.REVIEW): Move(_S.UNDER_REVIEW, "recovery.review_started")
        for at in (_S.SUBMITTED, _S.INFORMATION_REQUESTED, _S.APPEALED)
    },
    **{
        (at, _C.ASK): Move(_S.INFORMATION_REQUESTED, "recovery.information_requested")
        for at in (_S.SUBMITTED, _S.UNDER_REVIEW, _S.APPEALED)
    },
    # counterparties change their minds, both ways
    **{(at, _C.APPROVE): Move(_S.APPROVED, "recovery.approved") for at in (*PENDING, _S.REJECTED, _S.APPROVED_PARTIAL)},
    **{
        (at, _C.APPROVE_PARTIAL): Move(_S.APPROVED_PARTIAL, "recovery.approved_partial")
        for at in (*PENDING, _S.REJECTED, _S.APPROVED)
    },
    **{
        (at, _C.REJECT): Move(_S.REJECTED, "recovery.rejected")
        for at in (*PENDING, _S.APPROVED, _S.APPROVED_PARTIAL)
    },
    **{
        (at, _C.PAY): Move(_S.PAID, "recovery.paid")
        for at in (*PENDING, *DECIDED, _S.PAID, _S.CLOSED)
    },
    **{(at, _C.APPEAL): Move(_S.APPEALED, "recovery.appealed") for at in (_S.REJECTED, _S.APPROVED_PARTIAL)},
    **{(at, _C.CLOSE): Move(_S.CLOSED, "recovery.closed") for at in (*PENDING, *DECIDED, _S.PAID)},
    **{(at, _C.WITHDRAW): Move(_S.WITHDRAWN, "recovery.withdrawn") for at in (*UNFILED, *PENDING, _S.REJECTED)},
    **{(at, _C.EXPIRE): Move(_S.EXPIRED, "recovery.expired") for at in UNFILED},
    **{(at, _C.GIVE_UP): Move(_S.NOT_FILEABLE, "recovery.not_fileable") for at in UNFILED},
}  # fmt: skip
"""Every allowed move; a pair that is not here is refused."""


class PaymentDirection(StrEnum):
    """Which way money went between the shop and a counterparty."""

    PAYOUT = "PAYOUT"
    REPAYMENT = "REPAYMENT"


class MessageAuthor(StrEnum):
    """Who wrote about a recovery."""

    COUNTERPARTY = "COUNTERPARTY"
    STAFF = "STAFF"
    PARTNER = "PARTNER"
    SYSTEM = "SYSTEM"


class MessageState(StrEnum):
    """What became of a message: theirs, one that somebody sent by other means, and ours on its way."""

    RECEIVED = "RECEIVED"
    RECORDED = "RECORDED"
    PENDING = "PENDING"
    SENT = "SENT"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Clock:
    """Until when what has to be done; nothing where the counterparty has no such bound.

    `rule` names the row that says so, `assumed` that one of its anchors had to be guessed, on the early side.
    """

    rule: str | None = None
    assumed: bool = False
    opens_at: datetime | None = None
    notice_by: datetime | None = None
    file_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewRecovery:
    """Money to be asked back from one counterparty.

    `because` is why we proposed it, nothing when a person began. Of one `exclusive_group` only one may be filed for a
    parcel. `files_itself` lets the worker file it as soon as nothing is missing.
    """

    order_id: str
    shipment_id: str
    claim_id: str | None
    route: RouteKind
    counterparty_type: CounterpartyType
    counterparty: str
    reason: Peril
    requested: Money
    clock: Clock
    required_documents: tuple[str, ...] = ()
    account_id: str | None = None
    coverage_id: str | None = None
    exclusive_group: str | None = None
    because: str | None = None
    files_itself: bool = False


@dataclass(frozen=True, slots=True)
class Recovery:
    """Money asked back from one counterparty. All amounts are in `requested`'s currency.

    `paid_amount` is what came so far before fees that they kept (`fee_amount`), `repaid_amount` what went back to them.
    `filing_since` stands while a worker files it, `told_at` is of the newest word that counted, `expected_entry_id` the
    ledger's entry of what is still awaited.
    """

    id: str
    number: str
    order_id: str
    shipment_id: str
    claim_id: str | None
    coverage_id: str | None
    account_id: str | None
    route: RouteKind
    counterparty_type: CounterpartyType
    counterparty: str
    exclusive_group: str | None
    reason: Peril
    status: RecoveryStatus
    status_detail: str | None
    reference: str | None
    requested: Money
    approved_amount: Decimal | None
    paid_amount: Decimal
    fee_amount: Decimal
    repaid_amount: Decimal
    required_documents: tuple[str, ...]
    missing_documents: tuple[str, ...]
    files_itself: bool
    filing_since: datetime | None
    clock: Clock
    appeal_by: datetime | None
    information_by: datetime | None
    alarmed_at: datetime | None
    submitted_at: datetime | None
    decided_at: datetime | None
    found_at: datetime | None
    told_at: datetime | None
    expected_entry_id: str | None
    version: int
    sequence: int
    created_at: datetime
    updated_at: datetime

    @property
    def owed(self) -> Decimal:
        """What was granted, or asked for while nothing was decided."""
        return self.requested.amount if self.approved_amount is None else self.approved_amount

    @property
    def is_live(self) -> bool:
        """Whether somebody is being asked by it, or has paid and keeps to it."""
        return self.status in OPEN - {RecoveryStatus.REJECTED} or self.paid_amount > self.repaid_amount


@dataclass(frozen=True, slots=True)
class Word:
    """What a counterparty says of a recovery. `at` is its own time, by which an older word is told from a newer one.

    `status` is one of those that a counterparty decides, or WITHDRAWN; `information_by` until when it waits for more.
    """

    status: RecoveryStatus
    at: datetime | None = None
    detail: str | None = None
    approved_amount: Decimal | None = None
    reference: str | None = None
    information_by: datetime | None = None
    appeal_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that moved. `reference` is their word for it, the same for every telling of one payment.

    `amount` is before `fee_amount`, which was kept back. `settled_amount` is `amount` in the recovery's own currency,
    needed when `currency_code` is another.
    """

    direction: PaymentDirection
    amount: Decimal
    currency_code: str
    reference: str
    occurred_at: datetime
    fee_amount: Decimal = Decimal(0)
    settled_amount: Decimal | None = None
