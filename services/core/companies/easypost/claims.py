"""EasyPost's claims: what is asked, and how the answer is read.

https://docs.easypost.com/docs/insurance/claims
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from services.core.companies.easypost.trackers import SKIPPED, read_time
from services.core.companies.easypost.wire import decode
from services.core.outside import Request
from services.core.outside.reading import amount, text
from services.core.outside.vocabulary import known
from services.core.ports import (
    DocumentTerms,
    Filing,
    FilingDocument,
    FilingMessage,
    FilingReason,
    FilingState,
    FilingStatus,
    FilingStep,
    Rejected,
    Unintelligible,
)

CURRENCY = "USD"
"""All that EasyPost insures and pays in."""

PAGE = 100

MOST_STEPS = 200  # of one claim's history; the newest are kept

# EasyPost publishes no bounds: these are ours, so that a claim is sent within a call's time
TERMS = DocumentTerms(
    media_types=frozenset({"image/jpeg", "image/png", "application/pdf"}),
    most_bytes=4 * 1024 * 1024,
    most_documents=20,
    most_total_bytes=8 * 1024 * 1024,
)

TYPES: Mapping[FilingReason, str] = {
    FilingReason.LOSS: "loss",
    FilingReason.DAMAGE: "damage",
    FilingReason.THEFT: "theft",
}

STATUSES: Mapping[str, FilingStatus] = {
    "submitted": FilingStatus.SUBMITTED,
    "in_review": FilingStatus.UNDER_REVIEW,
    "needs_action": FilingStatus.INFORMATION_REQUESTED,
    "approved": FilingStatus.APPROVED,
    "approved_partial": FilingStatus.APPROVED_PARTIAL,
    "rejected": FilingStatus.REJECTED,
    "cancelled": FilingStatus.WITHDRAWN,
    "canceled": FilingStatus.WITHDRAWN,
}

ATTACHED: Mapping[str, str] = {
    "INVOICE": "invoice_attachments",
    "NON_RECEIPT_DECLARATION": "email_evidence_attachments",
    "CORRESPONDENCE": "email_evidence_attachments",
}
OTHERWISE_ATTACHED = "supporting_documentation_attachments"

# only the first is recorded; the others are read from words, as EasyPost has one code for all of them
REFUSALS = (
    (re.compile(r"no eligible insurance", re.IGNORECASE), "NOT_COVERED"),
    (
        re.compile(r"claim (?:has )?already\b|\balready (?:has|have) (?:a|an open) claim", re.IGNORECASE),
        "ALREADY_FILED",
    ),
    (re.compile(r"filing (?:window|period)|\bwithin \d+ days\b|\bdeadline\b", re.IGNORECASE), "OUTSIDE_WINDOW"),
)


class _Step(msgspec.Struct):
    status: str | None = None
    status_detail: object = None
    timestamp: str | None = None


class _Claim(msgspec.Struct):
    id: str
    kind: str = msgspec.field(default="Claim", name="object")
    status: str | None = None
    status_detail: object = None
    status_timestamp: str | None = None
    history: list[msgspec.Raw] | None = None
    approved_amount: object = None
    tracking_code: object = None
    type: object = None
    created_at: str | None = None
    updated_at: str | None = None


class _Claims(msgspec.Struct):
    claims: list[msgspec.Raw]
    has_more: bool = False


class _Message(msgspec.Struct):
    id: str
    claim_id: str
    kind: str = msgspec.field(default="ClaimMessage", name="object")
    direction: str | None = None
    body: object = None
    created_at: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of EasyPost's, read."""

    tracking_code: str
    type: str
    created_at: datetime | None
    state: FilingState


def create(filing: Filing) -> Request:
    """File a claim; EasyPost knows no key, so a repetition may file it twice.

    Raises:
        Rejected: `NOT_SUPPORTED` for a reason, `CURRENCY_NOT_SUPPORTED` for a currency that EasyPost has no claims of.
    """
    if filing.reason not in TYPES:
        raise Rejected("NOT_SUPPORTED", f"EasyPost takes no claims for {filing.reason}, only loss, damage and theft.")
    if filing.currency_code != CURRENCY:
        raise Rejected("CURRENCY_NOT_SUPPORTED", f"EasyPost takes claims in {CURRENCY} only.")
    body: dict[str, object] = {
        "type": TYPES[filing.reason],
        "tracking_code": filing.tracking_number,
        "amount": str(filing.amount),
        "description": filing.description,
        "contact_email": filing.contact_email,
        "reference": filing.reference,
    }
    if filing.recipient_name:
        body["recipient_name"] = filing.recipient_name
    return Request("POST", "/claims", json=body | _attachments(filing.documents))


def _attachments(documents: Sequence[FilingDocument]) -> dict[str, list[str]]:
    attached: dict[str, list[str]] = {}
    for document in documents:
        data = f"data:{document.media_type};base64,{b64encode(document.content).decode()}"
        attached.setdefault(ATTACHED.get(document.kind, OTHERWISE_ATTACHED), []).append(data)
    return attached


def retrieve(reference: str) -> Request:
    """Read one claim by its `clm_…`."""
    return Request("GET", "/claims/{id}", values={"id": reference}, idempotent=True)


def page(before: str | None) -> Request:
    """Read claims, newest first, `PAGE` of them older than `before`."""
    query = {"page_size": str(PAGE)} | ({"before_id": before} if before else {})
    return Request("GET", "/claims", query=query, idempotent=True)


def cancel(reference: str) -> Request:
    """Take a claim back."""
    return Request("POST", "/claims/{id}/cancel", values={"id": reference}, json={})


def refused(no: Rejected) -> Rejected:
    """The refusal of a claim in the core's words, where EasyPost's tell which it is."""
    code = next((code for pattern, code in REFUSALS if pattern.search(no.message)), None)
    return Rejected(code, no.message, status=no.status) if code else no


def read_page(body: bytes) -> tuple[list[Claim], str | None]:
    """Some claims, and the id to read on from; nothing where this is all. One that cannot be read is left out.

    Raises:
        Unintelligible: this is no list of claims.
    """
    told = decode(body, _Claims)
    claims = []
    for raw in told.claims:
        try:
            claims.append(read_claim(raw))
        except Unintelligible:
            SKIPPED.labels("claim").inc()
    return claims, claims[-1].state.reference if told.has_more and claims else None


def read_claim(body: bytes | msgspec.Raw) -> Claim:
    """One claim. Raises `Unintelligible`."""
    wire = decode(body, _Claim)
    reference = text(wire.id, 200)
    if wire.kind != "Claim" or not reference:
        raise Unintelligible("easypost: This is no claim.")
    status, detail = _status(wire.status, wire.status_detail)
    state = FilingState(
        reference=reference,
        status=status,
        detail=detail,
        approved_amount=amount(wire.approved_amount, CURRENCY),
        currency_code=CURRENCY,
        at=read_time(wire.status_timestamp) or read_time(wire.updated_at),
        history=_history(wire.history or []),
    )
    return Claim(text(wire.tracking_code, 200), text(wire.type, 100), read_time(wire.created_at), state)


def _history(raws: list[msgspec.Raw]) -> tuple[FilingStep, ...]:
    steps = []
    for raw in raws[:MOST_STEPS]:  # EasyPost has the newest first
        try:
            wire = decode(raw, _Step)
        except Unintelligible:
            SKIPPED.labels("step").inc()
            continue
        status, detail = _status(wire.status, wire.status_detail)
        steps.append(FilingStep(status, detail, read_time(wire.timestamp)))
    return tuple(reversed(steps))


def _status(word: str | None, detail: object) -> tuple[FilingStatus | None, str | None]:
    status, said = known("easypost", "claim.status", STATUSES, word), text(detail, 500)
    if status is None:
        said = f"{text(word, 100)}: {said}"
    return status, said or None


def read_message(body: bytes | msgspec.Raw) -> tuple[str, FilingMessage]:
    """A message about a claim, and the claim's id. Raises `Unintelligible`.

    EasyPost's own are `outbound`. How one is answered through the API is in no page that we could read, so a shop
    answers the mail that EasyPost sends of each, and hears of its answer here too.
    https://docs.easypost.com/guides/claim-messages-guide
    """
    wire = decode(body, _Message)
    claim, name = text(wire.claim_id, 200), text(wire.id, 200)
    if wire.kind != "ClaimMessage" or not claim or not name:
        raise Unintelligible("easypost: This is no message about a claim.")
    return claim, FilingMessage(name, text(wire.body, 20_000), read_time(wire.created_at), wire.direction != "inbound")
