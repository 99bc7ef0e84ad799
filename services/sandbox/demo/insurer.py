"""The demo's insurer: covers the parcels of one story, and decides and pays as a person has it do."""

from collections.abc import Collection
from decimal import Decimal

import msgspec

from services.sandbox.easypost.claims import Claim
from services.sandbox.easypost.company import EasyPost
from services.sandbox.steering import Wrong

INSURED = Decimal("500.00")
"""US dollars, in which EasyPost insures."""
DECISIONS = {
    "approved": "The loss is covered.",
    "rejected": "The parcel was handed over, the carrier says.",
}
PAY = "pay"


class Case(msgspec.Struct, rename="camel"):
    """What was filed with the insurer, in US dollars. `paid` is empty until it pays."""

    id: str
    type: str
    amount: str
    status: str
    paid: str


class Insurer:
    """EasyPost, as far as it insures."""

    def __init__(self, easypost: EasyPost) -> None:
        self._easypost = easypost

    def cover(self, code: str) -> bool:
        """Insure a parcel once, as if its label had been bought so; false while nobody follows it."""
        tracker = next(self._easypost.trackers.following(code), None)
        if tracker is None:
            return False
        if self._easypost.insured.insurances.eligible(tracker.account, code) is None:
            self._easypost.insured.cover(tracker, INSURED)
        return True

    def cases(self, codes: Collection[str]) -> list[Case]:
        """All that was filed for these parcels, newest first."""
        return [
            Case(
                claim.id,
                claim.wanted.type or "",
                f"{claim.wanted.amount}",
                claim.status,
                f"{sum(Decimal(amount) for amount, _ in claim.payouts):.2f}" if claim.payouts else "",
            )
            for claim in self._of(codes)
        ]

    def act(self, codes: Collection[str], claim_id: str, what: str) -> None:
        """Decide about what was filed for these parcels, or pay for it. Raises `Wrong`."""
        claim = next((claim for claim in self._of(codes) if claim.id == claim_id), None)
        if claim is None:
            raise Wrong("nothing of the kind was filed for this order")
        asked = Decimal(claim.wanted.amount or 0)
        if what in DECISIONS:
            claim.approved_amount = asked if what == "approved" else None
            self._easypost.insured.move(claim, what, DECISIONS[what])
        elif what == PAY and claim.status == "approved" and not claim.payouts:
            # of which EasyPost tells nobody
            claim.payouts.append((f"{claim.approved_amount or asked:.2f}", "USD"))
        else:
            raise Wrong("the insurer approves or rejects, and pays once what it approved")

    def _of(self, codes: Collection[str]) -> list[Claim]:
        return [one for one in self._easypost.insured.claims.all() if one.insurance.tracker.parcel.code in codes]
