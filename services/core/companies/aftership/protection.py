"""AfterShip Protection: coverages that are bought, and claims that can only be read.

https://www.aftership.com/docs/protection
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
from babel.core import get_global

from services.core.companies.aftership.tracking import slug_of
from services.core.companies.aftership.wire import data, decode
from services.core.outside import Request
from services.core.outside.reading import amount, instant, text
from services.core.outside.vocabulary import known
from services.core.ports import Cover, Covered, CoverStatus, FilingState, FilingStatus, Rejected, Unintelligible

API = "/admin/2022-01"

CURRENCY = "USD"
"""All that AfterShip insures in."""

COVERAGES: Mapping[str, CoverStatus] = {
    "inactive": CoverStatus.PENDING,  # until the parcel is on its way
    "activated": CoverStatus.ACTIVE,
    "claimed": CoverStatus.ACTIVE,
    "expired": CoverStatus.VOID,
    "void": CoverStatus.VOID,
}

# `unsubmitted` is not with them yet, and `closed` does not tell how it ended
CLAIMS: Mapping[str, FilingStatus | None] = {
    "unsubmitted": None,
    "submitted": FilingStatus.SUBMITTED,
    "under_review": FilingStatus.UNDER_REVIEW,
    "waiting_on_documents": FilingStatus.INFORMATION_REQUESTED,
    "approved": FilingStatus.APPROVED,
    "paid": FilingStatus.PAID,
    "closed": None,
    "denied": FilingStatus.REJECTED,
}

OF_NO_COUNTRY_NOW = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}
ALPHA3: Mapping[str, str] = {
    now[0]: three
    for three, now in get_global("territory_aliases").items()
    if len(three) == 3 and three.isalpha() and len(now) == 1 and three not in OF_NO_COUNTRY_NOW
}
"""The three letters of ISO 3166 by its two."""


class _Amount(msgspec.Struct):
    amount: object = None
    currency: object = None


class _Coverage(msgspec.Struct):
    id: str
    status: str | None = None
    premium: _Amount | None = None
    subtotal: _Amount | None = None
    shipping_total: _Amount | None = None
    effective_time: object = None
    expiration_time: object = None


class _Coverages(msgspec.Struct):
    coverages: list[msgspec.Raw]


class _Claim(msgspec.Struct):
    id: str
    status: str | None = None
    issue_desc: object = None
    required_document_types: list[object] | None = None
    claim_payment_amount: _Amount | None = None
    paid_at: object = None
    created_at: object = None
    updated_at: object = None


class _Claims(msgspec.Struct):
    claims: list[msgspec.Raw]


def create(cover: Cover, now: datetime) -> Request:
    """Insure a parcel as an order of one item; AfterShip knows no key, so a repetition may insure it twice.

    Raises:
        Rejected: `CURRENCY_NOT_SUPPORTED`.
    """
    if cover.currency_code != CURRENCY:
        raise Rejected("CURRENCY_NOT_SUPPORTED", f"AfterShip insures in {CURRENCY} only.")
    value = {"amount": str(cover.amount), "currency": CURRENCY}
    shipped_on = f"{(cover.shipped_at or now).astimezone(UTC):%Y-%m-%d}"
    item = {"source_id": cover.reference, "title": "Goods", "quantity": 1, "unit_insured_amount": value}
    tracking = {
        "slug": slug_of(cover.carrier),
        "tracking_number": cover.tracking_number,
        "ship_date": shipped_on,
    }
    order = {
        "source_id": cover.reference,
        "number": cover.reference,
        "items": [item],
        "shipping_address": _address(cover.to_address),
        "sender_address": _address(cover.from_address),
        "trackings": [tracking],
        "order_date": shipped_on,
        "subtotal": value,
        "shipping_total": {"amount": "0", "currency": CURRENCY},
    }
    return Request("POST", f"{API}/coverages", json={"order": order})


def _address(told: Mapping[str, str]) -> dict[str, object]:
    first, _, last = told.get("name", "").rpartition(" ")
    country = told.get("country", "").upper()
    address: dict[str, object] = {
        "first_name": first or last,
        "last_name": last,
        "street_1": told.get("street1", ""),
        "postal_code": told.get("zip", ""),
        "city": told.get("city", ""),
        "state": {"name": told.get("state", "") or told.get("city", "")},
        "country_region": {"code": ALPHA3.get(country, country)},
    }
    more = {"street_2": told.get("street2"), "phone": told.get("phone"), "email": told.get("email")}
    return address | {name: value for name, value in more.items() if value}


def retrieve(reference: str) -> Request:
    """Read one coverage."""
    return Request("GET", f"{API}/coverages/{{id}}", values={"id": reference}, idempotent=True)


def search(reference: str) -> Request:
    """Read the coverages that we bought under a name of ours."""
    return Request("GET", f"{API}/coverages", query={"source_id": reference}, idempotent=True)


def void(reference: str) -> Request:
    """Give a coverage back, which can be done until it is active."""
    return Request("POST", f"{API}/coverages/void", query={"id": reference})


def retrieve_claim(reference: str) -> Request:
    """Read one claim."""
    return Request("GET", f"{API}/claims/{{id}}", values={"id": reference}, idempotent=True)


def claims_of(coverage_reference: str) -> Request:
    """Read the claims on a coverage."""
    return Request("GET", f"{API}/claims", query={"coverage_id": coverage_reference}, idempotent=True)


def read_coverage(body: bytes) -> Covered:
    """One coverage. Raises `Rejected` and `Unintelligible`, also for a status that this version does not know."""
    return _coverage(data(body))


def read_coverages(body: bytes) -> list[Covered]:
    """Some coverages, as AfterShip lists them. Raises `Rejected` and `Unintelligible`."""
    return [_coverage(raw) for raw in decode(data(body), _Coverages).coverages]


def _coverage(raw: msgspec.Raw) -> Covered:
    wire = decode(raw, _Coverage)
    reference, status = text(wire.id, 200), known("aftership", "coverage.status", COVERAGES, wire.status)
    if not reference or status is None:
        raise Unintelligible("aftership: This is no coverage.")
    insured = _amount(wire.subtotal)
    shipping = _amount(wire.shipping_total)
    return Covered(
        reference=reference,
        status=status,
        insured_amount=insured if insured is None or shipping is None else insured + shipping,
        fee=_amount(wire.premium),
        currency_code=CURRENCY,
        effective_at=instant(wire.effective_time, UTC),
        expires_at=instant(wire.expiration_time, UTC),
    )


def read_claim(body: bytes) -> FilingState:
    """How one claim stands. Raises `Rejected` and `Unintelligible`."""
    return _claim(data(body))[1]


def read_newest_claim(body: bytes) -> FilingState | None:
    """How the newest of some claims stands. Raises `Rejected` and `Unintelligible`."""
    found = [_claim(raw) for raw in decode(data(body), _Claims).claims]
    earliest = datetime.min.replace(tzinfo=UTC)
    return max(found, key=lambda claim: claim[0] or earliest)[1] if found else None


def _claim(raw: msgspec.Raw) -> tuple[datetime | None, FilingState]:
    wire = decode(raw, _Claim)
    reference = text(wire.id, 200)
    if not reference:
        raise Unintelligible("aftership: This is no claim.")
    status = known("aftership", "claim.status", CLAIMS, wire.status)
    paid = wire.claim_payment_amount
    currency_code = (text(paid.currency, 3) if paid else "") or CURRENCY
    sum_paid = amount(paid.amount, currency_code) if paid else None
    wanted = ", ".join(filter(None, (text(kind, 100) for kind in wire.required_document_types or [])))[:400]
    said = f"wanted: {wanted}" if wanted else ""
    if status is None:
        said = ": ".join(filter(None, (text(wire.status, 100), said)))
    settled = status in {FilingStatus.APPROVED, FilingStatus.PAID}
    state = FilingState(
        reference=reference,
        status=status,
        detail=said or None,
        approved_amount=sum_paid if settled else None,
        paid_amount=sum_paid if wire.paid_at else None,
        currency_code=currency_code,
        at=instant(wire.updated_at, UTC),
    )
    return instant(wire.created_at, UTC), state


def _amount(told: _Amount | None) -> Decimal | None:
    return amount(told.amount, CURRENCY) if told else None
