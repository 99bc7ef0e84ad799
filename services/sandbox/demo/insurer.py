"""The demo's insurer: covers the parcels of one story, and decides and pays as a person has it do."""

from collections.abc import Collection
from decimal import Decimal

import msgspec

from services.sandbox.easypost.claims import Claim
from services.sandbox.easypost.company import EasyPost
from services.sandbox.parcels import Full
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
        self._trackers, self._insured = easypost.trackers, easypost.insured

    def cover(self, code: str) -> bool:
        """Insure a parcel once, as with its label; false while nobody follows it. Raises `Full`."""
        tracker = next(self._trackers.following(code), None)
        if tracker is None:
            return False
        if self._insured.insurances.eligible(tracker.account, code) is None:
            self._insured.cover(tracker, INSURED)
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
        try:
            if what in DECISIONS:
                self._insured.decide(claim, what, DECISIONS[what])
            elif what == PAY and claim.status == "approved" and claim.approved_amount and not claim.payouts:
                self._insured.pay(claim, claim.approved_amount)
            else:
                raise Wrong("the insurer approves or rejects, and pays once what it approved")
        except Full as full:
            raise Wrong(f"{full}: POST /control/reset") from full

    def _of(self, codes: Collection[str]) -> list[Claim]:
        return [one for one in self._insured.claims.all() if one.insurance.tracker.parcel.code in codes]
