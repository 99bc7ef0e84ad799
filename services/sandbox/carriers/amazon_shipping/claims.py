"""Claims at Amazon: one for a parcel, whoever files it again; what comes of it is told by no call."""

import itertools
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from services.sandbox.carriers.amazon_shipping.answers import Refusal, invalid
from services.sandbox.parcels import Full

MOST_CLAIMS = 20_000
FIRST_NUMBER = 1_318_160_970_000

REASONS = frozenset(
    {"LOST_IN_TRANSIT", "DAMAGED_IN_TRANSIT", "DELIVERED_NOT_RECEIVED", "ITEM_MISSING_SWITCHEROO", "COD_ABUSE"}
)
SETTLEMENTS = frozenset({"REFUND", "CERTIFICATE_OF_FACT"})


class Value(msgspec.Struct):
    """What the goods are worth."""

    value: float
    unit: str


class Wanted(msgspec.Struct):
    """`POST /shipping/v2/claims`."""

    trackingId: str | None = None  # noqa: N815 - Amazon's word
    claimReason: str | None = None  # noqa: N815 - Amazon's word
    settlementType: str | None = None  # noqa: N815 - Amazon's word
    declaredValue: Value | None = None  # noqa: N815 - Amazon's word
    isReplacementPackageSent: bool | None = None  # noqa: N815 - Amazon's word
    proofs: list[str] = []


class Claim(msgspec.Struct):
    """One claim."""

    claim_id: str
    wanted: Wanted
    filed_at: datetime


class Claims:
    """All claims by the parcel's number."""

    def __init__(self) -> None:
        self._by_parcel: dict[str, Claim] = {}
        self._numbers = itertools.count(FIRST_NUMBER)

    def file(self, wanted: Wanted, now: datetime) -> Claim:
        """A new claim. Raises `Refusal`, when there is one for the parcel, and `Full`."""
        code = wanted.trackingId or ""
        if code in self._by_parcel:
            raise invalid("Claim already exists for the trackingId", "InvalidInputException")
        if len(self._by_parcel) >= MOST_CLAIMS:
            raise Full(f"the sandbox keeps {MOST_CLAIMS} claims and no more")
        claim = self._by_parcel[code] = Claim(str(next(self._numbers)), wanted, now)
        return claim

    def all(self) -> list[Claim]:
        """All of them, newest first."""
        return list(reversed(self._by_parcel.values()))

    def forget(self) -> None:
        """Drop all of them."""
        self._by_parcel.clear()


def check(wanted: Wanted) -> None:
    """Refuse what makes no sense. Raises `Refusal`."""
    if not wanted.trackingId:
        raise _wrong("trackingId is missing in the request")
    if wanted.claimReason not in REASONS:
        raise _wrong("claimReason is invalid")
    if wanted.settlementType not in SETTLEMENTS:
        raise _wrong("settlementType is invalid")
    if wanted.declaredValue is None or wanted.declaredValue.value <= 0:
        raise _wrong("declaredValue is required for off-Amazon shipments")
    if not all(urlsplit(proof).scheme in {"http", "https"} for proof in wanted.proofs):
        raise _wrong("proofs must be URLs")


def _wrong(details: str) -> Refusal:
    return invalid(details, "InvalidInputException")
