"""How a claim is shown, and what happened to it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.claims.words import (
    CancelReason,
    ClaimReason,
    ClaimStatus,
    DenialCode,
    EvidenceKind,
    FoundChoice,
    ResolutionType,
)
from services.api.correspondence.types import SINCE, Message, TimelineEntry
from services.api.entities import Watched
from services.api.events import PUBLIC, Event, said
from services.api.ledger.types import FINANCIALS, ClaimFinancials, LedgerEntry
from services.api.orders.types import Order, OrderLine
from services.api.paging import Connection
from services.api.policies.types import ClaimPolicy
from services.api.reads.words import Argument, column, connection, embedded, table, to_many, to_one
from services.api.resolutions.types import Resolution, ResolutionOffer
from services.api.shipments.types import Shipment
from services.core.events import ActorKind

if TYPE_CHECKING:
    from services.api.disputes.types import Dispute
    from services.api.documents.types import ClaimExport
    from services.api.evidence.types import Evidence
    from services.api.recoveries.types import Recovery

Events = list[Annotated["ClaimEvent", strawberry.lazy("services.api.claims.types")]]
Disputes = list[Annotated["Dispute", strawberry.lazy("services.api.disputes.types")]]
Recoveries = list[Annotated["Recovery", strawberry.lazy("services.api.recoveries.types")]]
Exports = list[Annotated["ClaimExport", strawberry.lazy("services.api.documents.types")]]
Evidences = list[Annotated["Evidence", strawberry.lazy("services.api.evidence.types")]]
PAST = Argument(
    "after_sequence", int, "Only events with a higher `sequence`; 0 is all.", 0, where="{t}.sequence > {value}"
)


@table("claim_items")
@strawberry.type(description="How much of one line is claimed.")
class ClaimItem:
    """A line of a claim."""

    id: strawberry.ID = column("The item's id.")
    quantity: int = column("How many are claimed.")
    shipment_line_id: strawberry.ID | None = column("The line of the parcel; null when it was never shipped.")
    description: str | None = column("What the customer says of this line.")
    order_line: OrderLine | None = to_one("The line of the order.", "order_line_id")


@strawberry.type(description="Why a claim was denied.")
class Denial:
    """A denial as its customer reads it."""

    code: DenialCode = column("The reason, for programs.")
    message: str = column("The reason, for people.")
    appealable_until: datetime | None = column("Until when it can be appealed.")


@strawberry.type(description="A parcel that turned up after its claim was resolved.")
class Found:
    """When it turned up, and what becomes of it."""

    at: datetime = column("When it was told.")
    choice: FoundChoice | None = column("What becomes of it; null until that is told.")


@table("claims", prefix="clm", customer="{t}.order_id = {order}")
@strawberry.federation.type(keys=["id"], description="What a customer says went wrong with a parcel or an order.")
class Claim(Watched):
    """The customer's leg of a case."""

    number: str = column("The number for people, such as `CLM-7QK2M9XD`.")
    reason: ClaimReason = column("What went wrong.")
    status: ClaimStatus = column("Where it stands.")
    cancel_reason: CancelReason | None = column("Why it was canceled, if it was.")
    preferred_resolution: ResolutionType | None = column("What the customer would like best.")
    customer_note: str | None = column("What the customer wrote.")
    opened_by: ActorKind = column("Who opened it.")
    acknowledged_at: datetime | None = column("When the customer was told that it has arrived.")
    verified_at: datetime | None = column("When the carrier was asked about the parcel for this claim.")
    requested_evidence: list[EvidenceKind] = column("What the customer was asked for last.")
    answer_due_at: datetime | None = column("Until when the customer's answer is waited for.")
    denial: Denial | None = embedded(
        "Why it was denied, if it was.",
        {
            "code": "{t}.denial_code",
            "message": "{t}.denial_message",
            "appealable_until": "{t}.appealable_until",
        },
        present="{t}.denial_code is not null",
    )
    appealed_at: datetime | None = column("When it was appealed, if it was.")
    found: Found | None = embedded(
        "That its parcel turned up after it was resolved, if it did.",
        {"at": "{t}.found_at", "choice": "{t}.found_choice"},
        present="{t}.found_at is not null",
    )
    resolved_at: datetime | None = column("When it was made good, if it was.")
    first_response_at: datetime | None = column("When somebody first answered the customer.")
    waiting_until: datetime | None = column("Until when the shop waits before it decides; the claim came early.")
    escalate_from: datetime | None = column("From when the customer may turn to their bank or the platform.")
    policy_version: int = column("Under which version of the shop's policy it was opened; 0 is what is built in.")
    policy: ClaimPolicy | None = to_one(
        "The policy under which it was opened, unless that is what is built in; not shown to customers.",
        "policy_id",
        internal=True,
    )
    locale: str | None = column("The language that the customer asked to be written to in, if they did.")
    failure_reason: str | None = column(
        "Why making it good failed last, if it did; not shown to customers.", internal=True
    )
    assignee: str | None = column("Who of the shop's staff looks after it; not shown to customers.", internal=True)
    tags: list[str] = column("The shop's own words on it; not shown to customers.", internal=True)
    version: int = column("Rises with each move; hand it back as `expectedVersion`.")
    created_at: datetime = column("When it was opened.")
    updated_at: datetime = column("When it last changed.")
    order: Order | None = to_one("The order that it is about.", "order_id")
    shipment: Shipment | None = to_one("The parcel that it is about, if it is about one.", "shipment_id")
    duplicate_of: Annotated["Claim", strawberry.lazy("services.api.claims.types")] | None = to_one(
        "The claim that is about the same, if it was canceled for that.", "duplicate_of"
    )
    items: list[ClaimItem] = to_many(
        "What is claimed, as it stands in the order; 500 at most.",
        "claim_id",
        order="(select o.place from order_lines o where o.storefront_id = {t}.storefront_id "
        "and o.id = {t}.order_line_id), {t}.id",
    )
    disputes: Disputes = to_many(
        "What banks dispute of its order, newest first; while one is open, no money moves; not shown to customers.",
        "",
        order="{t}.created_at desc, {t}.id desc",
        usual=1,
        source="(select d.* from disputes d where d.storefront_id = {t}.storefront_id "
        "and d.order_id = {t}.order_id) {r}",
        internal=True,
    )
    recoveries: Recoveries = to_many(
        "What was asked back for it from carriers, insurers and platforms, newest first; not shown to customers.",
        "claim_id",
        order="{t}.created_at desc, {t}.id desc",
        first=(20, "At most so many, 0 to 100, from the newest back."),
        internal=True,
    )
    resolution_options: list[ResolutionOffer] = to_many(
        "What it was offered when it was approved, as the policy orders it.", "claim_id", order="{t}.place, {t}.id"
    )
    resolution: Resolution | None = to_one("How it is made good, as it was chosen last.", "resolution_id")
    resolutions: list[Resolution] = to_many(
        "All that was chosen for it or given beside it, newest first.",
        "claim_id",
        order="{t}.id desc",
        first=(20, "At most so many, 0 to 100, from the newest back."),
    )
    financials: list[ClaimFinancials] = to_many(
        "What the case cost and what came back, one row for each currency; not shown to customers.",
        "",
        order="{t}.currency_code",
        source=FINANCIALS,
        usual=1,
        internal=True,
    )
    ledger: list[LedgerEntry] = to_many(
        "What the case cost and what came back, entry by entry, oldest first; not shown to customers.",
        "claim_id",
        order="{t}.occurred_at, {t}.id",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
        internal=True,
    )
    evidence: Evidences = to_many(
        "The files that prove it, oldest first.",
        "claim_id",
        order="{t}.id",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
    )
    exports: Exports = to_many(
        "The case as documents, oldest first; not shown to customers.",
        "claim_id",
        order="{t}.id",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
        internal=True,
    )
    events: Events = to_many(
        "What happened to it, oldest first.",
        "subject",
        order="{t}.sequence",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
        arguments=[PAST],
    )
    messages: Connection[Message] = connection("What was written and said about it, newest first.", "claim_id")
    timeline: list[TimelineEntry] = to_many(
        "Everything that happened on the case, oldest first: its events, its messages, and the scans of its parcel.",
        "claim_id",
        order="{t}.occurred_at, {t}.id",
        first=(100, "At most so many, 0 to 100, from the oldest on."),
        arguments=[SINCE],
    )


@table("events", customer=PUBLIC)
@strawberry.type(description="One thing that happened to a claim.")
class ClaimEvent(Event):
    """An event of a claim, in its timeline and as a push."""

    status: ClaimStatus | None = said("Where the claim stood then.", "status")
    reason: ClaimReason | None = said("What went wrong, as the claim said then.", "reason")
    cancel_reason: CancelReason | None = said("Why the claim was canceled, if this event tells of it.", "cancelReason")
    verified: bool | None = column(
        "Whether the carrier could be asked, if this event tells of the review's start.",
        "case jsonb_typeof({t}.data->'verified') when 'boolean' then ({t}.data->>'verified')::boolean end",
    )
    message: Message | None = to_one("The message, if this event tells of one.", "data->>'message'")
    claim: Claim | None = to_one("The claim as it is now.", "claim_id")
