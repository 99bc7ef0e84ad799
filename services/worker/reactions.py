"""What has to be done when something happened: the one table from events to tasks."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reaction:
    """A task that an event asks for. `when` holds words of the event's data that must be so; `delay` is in seconds."""

    task: str
    when: tuple[tuple[str, object], ...] = ()
    delay: float = 0
    subject: str | None = None
    """The word of the event's data that names the task's subject; without it, the event's own subject."""


_RESOLUTION = Reaction("resolution.execute", subject="resolution")
_DECIDED = tuple(
    Reaction("resolution.execute", when=(("kind", kind),), subject="subject")
    for kind in ("platform.refund", "platform.credit", "platform.gift_card", "platform.reship")
)

_PROPOSE = Reaction("recovery.propose")
_WATCH = Reaction("recovery.watch")
_ASK = Reaction("recovery.ask")
_FILED = tuple(
    Reaction(kind, when=(("kind", kind),), subject="subject")
    for kind in ("recovery.submit", "recovery.withdraw", "recovery.reply", "coverage.buy")
)

_MARK = Reaction("claim.mark")
"""Shows on the order, where it was sold, what became of a claim."""

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "account.connecting": (Reaction("account.probe"),),
    "account.authorized": (Reaction("shopify.connect"),),
    "account.connected": (
        Reaction("account.listen"),
        Reaction("platform.poll", when=(("kind", "PLATFORM"),)),
        Reaction("account.renew", when=(("company", "shopify"),)),
    ),
    "shipment.created": (Reaction("shipment.track", when=(("tracked", True),)),),
    "shipment.followed": (Reaction("shipment.track"),),
    "shipment.updated": (Reaction("shipment.track", when=(("tracked", True),)),),
    "shipment.corrected": (Reaction("shipment.track", when=(("tracked", True),)),),
    "shipment.refresh_requested": (Reaction("shipment.check"),),
    "shipment.tracking_updated": (
        Reaction("shipment.report", when=(("onPlatform", True),)),
        *(Reaction("recovery.propose", when=(("trackingStatus", status),)) for status in ("LOST", "DAMAGED")),
    ),
    "shipment.presumed_lost": (_PROPOSE,),
    "shipment.delivery_discrepancy": (_PROPOSE,),
    "shipment.claim_progressed": (Reaction("recovery.progress"),),
    "shipment.delivered": (
        Reaction("claim.arrived"),
        Reaction("shipment.prove", when=(("tracked", True),)),
        Reaction("recovery.parcel_found"),
    ),
    "inbox.received": (Reaction("inbox.read"),),
    "claim.submitted": (
        Reaction("claim.acknowledge"),
        Reaction("claim.verify"),
        Reaction("claim.mark", when=(("onPlatform", True),)),
        _PROPOSE,
    ),
    "claim.acknowledged": (Reaction("message.acknowledged"),),
    "claim.review_started": (Reaction("claim.decide"), _ASK),
    "claim.needs_information": (Reaction("claim.lapse"), Reaction("message.needs_information")),
    "claim.information_received": (Reaction("claim.decide"),),
    "claim.message_added": (
        Reaction("mail.send", when=(("byMail", True),), subject="message"),
        # what a customer writes is a paper that counterparties ask for
        Reaction("recovery.papers", when=(("author", "CUSTOMER"),)),
    ),
    "claim.evidence_added": (Reaction("evidence.inspect"),),
    "claim.evidence_ready": (Reaction("claim.decide"), Reaction("recovery.papers")),
    "claim.approved": (Reaction("message.choose"),),
    "claim.denied": (Reaction("message.denied"), Reaction("evidence.retain"), _MARK),
    "claim.appealed": (Reaction("evidence.retain"),),
    "claim.resolution_chosen": (_RESOLUTION,),
    "claim.goodwill_given": (_RESOLUTION,),
    "claim.resolved": (Reaction("message.resolved"), Reaction("evidence.retain"), _MARK),
    "claim.canceled": (Reaction("evidence.retain"), _MARK),
    "claim.reopened": (Reaction("evidence.retain"),),
    "claim.export_requested": (Reaction("export.build", subject="export"),),
    "claim.parcel_found": (Reaction("recovery.claim_found"),),
    "recovery.proposed": (_WATCH, _ASK),
    "recovery.claimed": (Reaction("recovery.papers"),),
    "recovery.ready": (_WATCH,),
    "recovery.filing_requested": (Reaction("recovery.submit"),),
    "recovery.submitted": (Reaction("recovery.poll"),),
    "recovery.information_requested": (_WATCH,),
    "recovery.approved_partial": (_WATCH,),
    "recovery.updated": (_WATCH,),
    "recovery.rejected": (_WATCH, _PROPOSE),
    "recovery.expired": (_PROPOSE,),
    "recovery.withdrawn": (Reaction("recovery.withdraw", when=(("outside", True),)),),
    "recovery.export_requested": (Reaction("recovery.export", subject="export"),),
    "recovery.message_added": (Reaction("recovery.reply", when=(("byCall", True),), subject="message"),),
    "coverage.recorded": (
        Reaction("coverage.buy", when=(("buys", True),)),
        Reaction("coverage.expire", when=(("buys", False),)),
    ),
    "coverage.activated": (Reaction("coverage.expire"),),
    "dispute.opened": (Reaction("dispute.remind"),),
    "dispute.needs_response": (Reaction("dispute.remind"),),
    "dispute.escalated": (Reaction("dispute.remind"),),
    "dispute.updated": (Reaction("dispute.remind"),),
    "privacy.requested": (Reaction("privacy.redact", when=(("redacts", True),)),),
    "effect.decided": (
        Reaction("shipment.track", when=(("kind", "tracker.register"),), subject="subject"),
        *_DECIDED,
        *_FILED,
    ),
}

OUTSIDE = frozenset(
    {
        "account.listen",
        "account.probe",
        "account.renew",
        "shopify.connect",
        "platform.poll",
        "shipment.track",
        "shipment.check",
        "shipment.prove",
        "claim.verify",
        "claim.mark",
        "shipment.report",
        "resolution.execute",
        "recovery.submit",
        "recovery.withdraw",
        "recovery.reply",
        "recovery.poll",
        "coverage.buy",
    }
)
"""Tasks that call a company; only these count against an account's share of tasks in flight."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task to be made, unique by its event and kind."""

    storefront_id: str
    event_id: str
    kind: str
    subject: str
    account_id: str | None
    delay: float


def wanted(row: Any) -> list[Wanted]:
    """The tasks that an event's row asks for."""
    data: dict[str, object] = row["data"]
    return [
        Wanted(
            storefront_id=row["storefront_id"],
            event_id=row["id"],
            kind=reaction.task,
            subject=str(data[reaction.subject]) if reaction.subject else row["subject"],
            account_id=row["account_id"] if reaction.task in OUTSIDE else None,
            delay=reaction.delay,
        )
        for reaction in REACTIONS.get(row["type"], ())
        if all(data.get(word) == value for word, value in reaction.when)
    ]
