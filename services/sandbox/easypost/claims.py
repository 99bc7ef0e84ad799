"""Claims on insurances, and how EasyPost writes them. Nothing keeps an account from filing one twice."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.sandbox.easypost.access import Account
from services.sandbox.easypost.answers import moment
from services.sandbox.easypost.insurances import Insurance
from services.sandbox.easypost.requests import ClaimWanted
from services.sandbox.parcels import Full

MOST_CLAIMS = 20_000
MOST_STEPS = 200
TYPES = frozenset({"damage", "loss", "theft"})
ENDED = frozenset({"approved", "approved_partial", "rejected", "cancelled"})

# the event that tells of each status, without its noun
EVENTS = {
    "submitted": "submitted",
    "in_review": "updated",
    "needs_action": "updated",
    "approved": "approved",
    "approved_partial": "approved",
    "rejected": "rejected",
    "cancelled": "cancelled",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One status that a claim had."""

    status: str
    detail: str
    at: datetime

    def wire(self) -> dict[str, Any]:
        """The step as EasyPost writes it."""
        return {"status": self.status, "status_detail": self.detail, "timestamp": moment(self.at)}


@dataclass(slots=True, eq=False)
class Claim:
    """One claim; `payouts` are what its account was paid, as (amount, currency)."""

    id: str
    insurance: Insurance
    wanted: ClaimWanted
    attachments: list[str]
    steps: list[Step]
    approved_amount: Decimal | None = None
    payouts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def account(self) -> Account:
        """Whose it is."""
        return self.insurance.account

    @property
    def status(self) -> str:
        """How it stands."""
        return self.steps[-1].status

    def move(self, status: str, detail: str, now: datetime) -> None:
        """Give it another status. Raises `Full`."""
        if len(self.steps) >= MOST_STEPS:
            raise Full(f"a claim has {MOST_STEPS} steps and no more")
        self.steps.append(Step(status, detail, now))

    def wire(self) -> dict[str, Any]:
        """The claim as EasyPost writes it; the newest of its history first."""
        last, wanted = self.steps[-1], self.wanted
        return {
            "approved_amount": None if self.approved_amount is None else f"{self.approved_amount:.2f}",
            "attachments": self.attachments,
            "check_delivery_address": wanted.check_delivery_address,
            "contact_email": wanted.contact_email,
            "created_at": moment(self.steps[0].at),
            "description": wanted.description,
            "history": [step.wire() for step in reversed(self.steps)],
            "id": self.id,
            "insurance_amount": f"{self.insurance.amount:.2f}",
            "insurance_id": self.insurance.id,
            "mode": self.account.mode,
            "object": "Claim",
            "payment_method": wanted.payment_method or "easypost_wallet",
            "recipient_name": wanted.recipient_name,
            "requested_amount": wanted.amount,
            "salvage_value": None,
            "shipment_id": self.insurance.shipment_id,
            "status": last.status,
            "status_detail": last.detail,
            "status_timestamp": moment(last.at),
            "tracking_code": self.insurance.tracker.parcel.code,
            "type": wanted.type,
            "updated_at": moment(last.at),
        }

    def message(self, text: str, direction: str, now: datetime) -> dict[str, Any]:
        """What was written about it, as EasyPost writes that; its own people are `outbound`."""
        return {
            "id": f"cmsg_{uuid.uuid4().hex}",
            "object": "ClaimMessage",
            "mode": self.account.mode,
            "claim_id": self.id,
            "direction": direction,
            "body": text,
            "created_at": moment(now),
        }


class Claims:
    """All claims of all accounts."""

    def __init__(self) -> None:
        self._by_id: dict[str, Claim] = {}

    def file(self, insurance: Insurance, wanted: ClaimWanted, attachments: list[str], now: datetime) -> Claim:
        """A new claim, however many there are for the parcel. Raises `Full`."""
        if len(self._by_id) >= MOST_CLAIMS:
            raise Full(f"the sandbox keeps {MOST_CLAIMS} claims and no more")
        step = Step("submitted", "Claim was created.", now)
        claim = Claim(f"clm_{uuid.uuid4().hex}", insurance, wanted, attachments, [step])
        self._by_id[claim.id] = claim
        return claim

    def find(self, id: str) -> Claim | None:  # noqa: A002 - EasyPost's word
        """Anybody's claim."""
        return self._by_id.get(id)

    def all(self) -> list[Claim]:
        """Everybody's claims, newest first."""
        return list(reversed(self._by_id.values()))

    def of(self, account: Account) -> list[Claim]:
        """The account's claims, newest first."""
        return [claim for claim in self.all() if claim.account.key == account.key]

    def forget(self) -> None:
        """Drop all of them."""
        self._by_id.clear()
