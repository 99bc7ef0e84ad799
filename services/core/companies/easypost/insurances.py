"""EasyPost's insurances: what is asked, and how the answer is read.

https://docs.easypost.com/docs/insurance
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from services.core.companies.easypost.claims import CURRENCY
from services.core.companies.easypost.trackers import SKIPPED, read_time
from services.core.companies.easypost.wire import decode
from services.core.outside import Request
from services.core.outside.reading import amount, text
from services.core.outside.vocabulary import known
from services.core.ports import Cover, Covered, CoverStatus, Rejected, Unintelligible

PAGE = 25  # each has its parcel's scans, and an answer has a bound

SHIPMENT = "shp_"
"""How EasyPost's ids of parcels begin whose labels it sold; their insurance is asked for by these."""

STATUSES: Mapping[str, CoverStatus] = {
    "new": CoverStatus.PENDING,
    "pending": CoverStatus.PENDING,
    "purchased": CoverStatus.ACTIVE,
    "failed": CoverStatus.FAILED,
    "cancelled": CoverStatus.VOID,
    "canceled": CoverStatus.VOID,
}


class _Fee(msgspec.Struct):
    type: str | None = None
    amount: object = None


class _Insurance(msgspec.Struct):
    id: str
    kind: str = msgspec.field(default="Insurance", name="object")
    status: str | None = None
    reference: object = None
    amount: object = None
    tracking_code: object = None
    shipment_id: object = None
    fee: _Fee | None = None
    created_at: str | None = None


class _Insurances(msgspec.Struct):
    insurances: list[msgspec.Raw]
    has_more: bool = False


class _Shipment(msgspec.Struct):
    id: str
    kind: str = msgspec.field(default="Shipment", name="object")
    insurance: object = None
    fees: list[_Fee] | None = None


@dataclass(frozen=True, slots=True)
class Insurance:
    """One insurance of EasyPost's, read. `reference` is the name that we gave it."""

    tracking_code: str
    shipment_id: str
    reference: str
    covered: Covered


def create(cover: Cover) -> Request:
    """Insure a parcel; EasyPost knows no key, so a repetition may insure it twice.

    Raises:
        Rejected: `CURRENCY_NOT_SUPPORTED`.
    """
    if cover.currency_code != CURRENCY:
        raise Rejected("CURRENCY_NOT_SUPPORTED", f"EasyPost insures in {CURRENCY} only.")
    if cover.shipment_reference:
        path = "/shipments/{id}/insure"
        return Request("POST", path, values={"id": cover.shipment_reference}, json={"amount": str(cover.amount)})
    insurance = {
        "from_address": dict(cover.from_address),
        "to_address": dict(cover.to_address),
        "tracking_code": cover.tracking_number,
        "carrier": cover.carrier,
        "amount": str(cover.amount),
        "reference": cover.reference,
    }
    return Request("POST", "/insurances", json={"insurance": insurance})


def retrieve(reference: str) -> Request:
    """Read one insurance by its `ins_…`, or that of a shipment by its `shp_…`."""
    path = "/shipments/{id}" if reference.startswith(SHIPMENT) else "/insurances/{id}"
    return Request("GET", path, values={"id": reference}, idempotent=True)


def page(before: str | None) -> Request:
    """Read insurances, newest first, `PAGE` of them older than `before`."""
    query = {"page_size": str(PAGE)} | ({"before_id": before} if before else {})
    return Request("GET", "/insurances", query=query, idempotent=True)


def refund(reference: str) -> Request:
    """Give an insurance back."""
    return Request("POST", "/insurances/{id}/refund", values={"id": reference}, json={})


def read_page(body: bytes) -> tuple[list[Insurance], str | None]:
    """Some insurances, and the id to read on from; nothing where this is all. One that cannot be read is left out.

    Raises:
        Unintelligible: this is no list of insurances.
    """
    told = decode(body, _Insurances)
    insurances = []
    for raw in told.insurances:
        try:
            insurances.append(read_insurance(raw))
        except Unintelligible:
            SKIPPED.labels("insurance").inc()
    return insurances, insurances[-1].covered.reference if told.has_more and insurances else None


def read_insurance(body: bytes | msgspec.Raw) -> Insurance:
    """One insurance. Raises `Unintelligible`, also for a status that this version does not know."""
    wire = decode(body, _Insurance)
    reference, status = text(wire.id, 200), known("easypost", "insurance.status", STATUSES, wire.status)
    if wire.kind != "Insurance" or not reference or status is None:
        raise Unintelligible("easypost: This is no insurance.")
    covered = Covered(
        reference=reference,
        status=status,
        insured_amount=amount(wire.amount, CURRENCY),
        fee=amount(wire.fee.amount, CURRENCY) if wire.fee else None,
        currency_code=CURRENCY,
        effective_at=read_time(wire.created_at),
    )
    return Insurance(text(wire.tracking_code, 200), text(wire.shipment_id, 200), text(wire.reference, 200), covered)


def read_shipment(body: bytes | msgspec.Raw) -> Covered | None:
    """The insurance of a shipment, which begins at once; nothing where it has none. Raises `Unintelligible`."""
    wire = decode(body, _Shipment)
    reference, insured = text(wire.id, 200), amount(wire.insurance, CURRENCY)
    if wire.kind != "Shipment" or not reference:
        raise Unintelligible("easypost: This is no shipment.")
    if not insured:
        return None
    fee = next((fee for fee in wire.fees or [] if fee.type == "InsuranceFee"), None)
    return Covered(reference, CoverStatus.ACTIVE, insured, amount(fee.amount, CURRENCY) if fee else None, CURRENCY)
