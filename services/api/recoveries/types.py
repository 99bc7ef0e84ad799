"""How a recovery is shown, with its money, its letters and what happened to it; not to customers."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from services.api.coverages.types import Coverage
from services.api.entities import Node, Watched
from services.api.events import Event, said
from services.api.ledger.types import LedgerEntry
from services.api.money import Money
from services.api.reads.words import column, embedded, table, to_many, to_one
from services.api.recoveries.words import (
    CounterpartyType,
    MessageAuthor,
    MessageState,
    PaymentDirection,
    Peril,
    RecoveryStatus,
    RouteKind,
)
from services.api.shipments.types import Shipment

if TYPE_CHECKING:
    from services.api.claims.types import Claim
    from services.api.orders.types import Order
    from services.api.recoveries.exports import RecoveryExport

Exports = list[Annotated["RecoveryExport", strawberry.lazy("services.api.recoveries.exports")]]
Events = list[Annotated["RecoveryEvent", strawberry.lazy("services.api.recoveries.types")]]


def amount(description: str, name: str, *, nullable: bool = False) -> Any:
    """An amount in the recovery's currency."""
    sources = {"amount": f"{{t}}.{name}", "currency_code": "{t}.currency_code"}
    return embedded(description, sources, present=f"{{t}}.{name} is not null" if nullable else None)


@strawberry.type(description="Who is asked for the money.")
class Counterparty:
    """A carrier, an insurer, or whoever sold the label."""

    type: CounterpartyType = column("What it is to the parcel.")
    name: str = column("Its name.")


@strawberry.type(description="Why a company did not take a recovery by a call.")
class RecoveryFailure:
    """A failure."""

    code: str = column("The reason, for programs.")
    message: str = column("The reason, for people.")


@table("recovery_payments", prefix="rpy", customer="false")
@strawberry.type(description="Money that came from a counterparty, or went back to it.")
class RecoveryPayment(Node):
    """A payment."""

    direction: PaymentDirection = column("Which way it went.")
    amount: Money = embedded(
        "How much, before what was kept back.", {"amount": "{t}.amount", "currency_code": "{t}.currency_code"}
    )
    fee: Money = embedded(
        "What was kept back of it.", {"amount": "{t}.fee_amount", "currency_code": "{t}.currency_code"}
    )
    settled_amount: Decimal | None = column("What it came to in the recovery's currency, when it was paid in another.")
    reference: str = column("The counterparty's word for it.")
    occurred_at: datetime = column("When it was paid.")


@table("recovery_messages", prefix="rms", customer="false")
@strawberry.type(description="A letter between the shop and a counterparty.")
class RecoveryMessage(Node):
    """A message."""

    author: MessageAuthor = column("Who wrote it.")
    state: MessageState = column("What became of it.")
    body: str = column("What was written.")
    sent_at: datetime = column("When it was written.")
    failure: str | None = column("Why it is not taken, if so.")


@table("recoveries", prefix="rcv", customer="false")
@strawberry.federation.type(
    keys=["id"], description="Money asked back from whoever carries the loss of a parcel. Customers see none."
)
class Recovery(Watched):
    """One counterparty's leg of a case."""

    number: str = column("The number for people, such as `REC-7QK2M9XD`.")
    status: RecoveryStatus = column("Where it stands.")
    status_detail: str | None = column("The counterparty's own words for that, or why it was taken back.")
    route: RouteKind = column("By which way it is asked.")
    counterparty: Counterparty = embedded(
        "Who is asked.", {"type": "{t}.counterparty_type", "name": "{t}.counterparty"}
    )
    reason: Peril = column("What it is told that happened.")
    proposed_because: str | None = column("Why it was proposed, such as `PRESUMED_LOST`; null when a person began it.")
    reference: str | None = column("The counterparty's own number of the case.")
    requested: Money = amount("What is asked for.", "requested_amount")
    approved: Money | None = amount("What was granted, once that is decided.", "approved_amount", nullable=True)
    paid: Money = amount("What came so far, before what was kept back.", "paid_amount")
    fee: Money = amount("What was kept back of it.", "fee_amount")
    repaid: Money = amount("What went back to the counterparty.", "repaid_amount")
    required_documents: list[str] = column("What the counterparty wants to see.")
    missing_documents: list[str] = column("What of that is not there yet.")
    files_itself: bool = column("Whether the worker files it as soon as nothing is missing.")
    filing_since: datetime | None = column("Since when a worker files it, while one does.")
    failure: RecoveryFailure | None = embedded(
        "Why the company did not take it when it was filed last.",
        {"code": "{t}.failure_code", "message": "coalesce({t}.failure_message, '')"},
        present="{t}.failure_code is not null",
    )
    rule: str | None = column("Which of the counterparty's rules says until when what has to be done.")
    rule_assumed: bool = column("Whether a date that the rule counts from had to be guessed, on the early side.")
    opens_at: datetime | None = column("From when it is taken.")
    notice_by: datetime | None = column("Until when the counterparty has to be told of the loss.")
    file_by: datetime | None = column("Until when it has to be filed with everything.")
    information_by: datetime | None = column("Until when the counterparty waits for more.")
    appeal_by: datetime | None = column("Until when a decision can be appealed.")
    submitted_at: datetime | None = column("When it was filed.")
    decided_at: datetime | None = column("When the counterparty decided.")
    paid_at: datetime | None = column("When the last of the money came.")
    found_at: datetime | None = column("When the parcel turned up, if it did.")
    version: int = column("Rises with each move; hand it back as `expectedVersion`.")
    created_at: datetime = column("When it began.")
    updated_at: datetime = column("When it last changed.")
    shipment: Shipment | None = to_one("The parcel.", "shipment_id")
    order: Annotated["Order", strawberry.lazy("services.api.orders.types")] | None = to_one("The order.", "order_id")
    claim: Annotated["Claim", strawberry.lazy("services.api.claims.types")] | None = to_one(
        "The customer's claim, once there is one.", "claim_id"
    )
    coverage: Coverage | None = to_one("What covers the parcel, where that is asked.", "coverage_id")
    payments: list[RecoveryPayment] = to_many(
        "The money that moved, oldest first.",
        "recovery_id",
        order="{t}.occurred_at, {t}.id",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
    )
    ledger: list[LedgerEntry] = to_many(
        "Its entries in the case's ledger, oldest first.",
        "recovery_id",
        order="{t}.occurred_at, {t}.id",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
    )
    messages: list[RecoveryMessage] = to_many(
        "What was written, oldest first.",
        "recovery_id",
        order="{t}.sent_at, {t}.id",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
    )
    exports: Exports = to_many(
        "Its packets, oldest first.",
        "recovery_id",
        order="{t}.id",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
    )
    events: Events = to_many(
        "What happened to it, oldest first.",
        "subject",
        order="{t}.sequence",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
    )


@table("events", customer="false")
@strawberry.type(description="One thing that happened to a recovery.")
class RecoveryEvent(Event):
    """An event of a recovery, in its timeline and as a push."""

    recovery_status: RecoveryStatus | None = said("Where it stood then.", "recoveryStatus")
    kind: str | None = said(
        "What lapses, if this event is an alarm: `NOTICE`, `FILE`, `INFORMATION`, `APPEAL`.", "kind"
    )
    recovery: Recovery | None = to_one("The recovery as it is now.", "subject")
    claim: Annotated["Claim", strawberry.lazy("services.api.claims.types")] | None = to_one("Its claim.", "claim_id")
