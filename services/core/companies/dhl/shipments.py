"""DHL's shipments, pulled or pushed: which one is meant, and how it is read into a `Tracking`."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from prometheus_client import Counter

from services.core.companies.dhl.parts import part
from services.core.companies.dhl.problems import inside
from services.core.companies.dhl.words import STATUS_CODES, Said, normalize
from services.core.outside import UNKNOWN
from services.core.outside.reading import decode, instant, storable, text
from services.core.ports import Parcel, Unintelligible
from services.core.shipments.model import ProofOfDelivery, Scan, Tracking, TrackingStatus

Json = dict[str, Any]

MOST_SCANS = 1000  # of one parcel
MOST_SHIPMENTS = 100  # of one answer

SKIPPED = Counter("makegood_dhl_skipped", "Parts of answers left out as they cannot be read.", ["part"])

# times without offset are local ones; divisions that stay in one country tell which
ZONES: dict[str, tzinfo] = {
    "parcel-de": ZoneInfo("Europe/Berlin"),
    "post-de": ZoneInfo("Europe/Berlin"),
    "svb": ZoneInfo("Europe/Berlin"),
    "parcel-nl": ZoneInfo("Europe/Amsterdam"),
    "parcel-pl": ZoneInfo("Europe/Warsaw"),
    "parcel-uk": ZoneInfo("Europe/London"),
    "ecommerce-ppl": ZoneInfo("Europe/Prague"),
}

KEPT = ("timestamp", "statusCode", "statusDetailed", "status", "description", "remark", "nextSteps")
"""What is kept of an event for evidence: not its place, which may be somebody's address."""


def shipments_of(body: bytes) -> list[Json]:
    """The shipments of an answer or of a message, whose structure differs by division. Raises `Unintelligible`."""
    document = decode("dhl", body, object)
    if isinstance(document, dict):
        document = document.get("shipments", document.get("shipment", [document] if "status" in document else None))
    if isinstance(document, dict):
        document = [document]
    if not isinstance(document, list):
        raise Unintelligible("dhl: There are no shipments in this.")
    return [shipment for shipment in document[:MOST_SHIPMENTS] if isinstance(shipment, dict)]


def read(body: bytes, parcel: Parcel, hint: str) -> Tracking:
    """The answer about one parcel; `hint` names the division, in which of several it is looked for.

    Raises:
        Rejected: it holds a refusal.
        Unintelligible: this is no answer, or one about another parcel.
    """
    no = inside(body)
    if no is not None:
        raise no
    shipments = shipments_of(body)
    if not shipments:
        return Tracking((), trouble="NOT_FOUND")
    found = [shipment for shipment in shipments if same(parcel.tracking_number, number_of(shipment))]
    if not found:
        raise Unintelligible("dhl: The answer is about another parcel.")
    wanted = choose(found, parcel, hint)
    return Tracking((), trouble="AMBIGUOUS") if wanted is None else read_shipment(wanted)


def choose(shipments: list[Json], parcel: Parcel, hint: str) -> Json | None:
    """The one of the division that it was given to, on its way to the parcel's address; none where several may be."""
    wishes: tuple[tuple[tuple[str, ...], list[str | None]], ...] = (
        (("service",), [hint, *services_of(hint)]),
        (("destination", "address", "postalCode"), [parcel.postal_code]),
        (("destination", "address", "countryCode"), [parcel.country]),
    )
    for path, values in wishes:
        if len(shipments) > 1:
            wanted = {_bare(value) for value in values if value}
            shipments = [one for one in shipments if _bare(text(part(one, *path), 50)) in wanted] or shipments
    return shipments[0] if len(shipments) == 1 else None


def services_of(carrier: str) -> list[str]:
    """The divisions that a carrier's name may mean: `DHL Parcel NL` is `parcel-nl`."""
    words = set(carrier.lower().replace("-", " ").replace("_", " ").split())
    named = ("ecommerce-europe", "ecommerce-ppl", "parcel-de", "parcel-nl", "parcel-pl", "parcel-uk", "post-de")
    broad = ("express", "freight", "dgf", "ecommerce", "svb", "sameday")
    return next(([name] for name in (*named, *broad) if set(name.split("-")) <= words), [])


def number_of(shipment: Json) -> str:
    """Its number; some divisions write it without quotes."""
    return text(shipment.get("id", shipment.get("trackingNumber")), 100)


def same(asked: str, answered: str) -> bool:
    """Whether two spellings are one number: divisions differ in blanks, case and leading zeros."""
    ours, theirs = (_bare(code).lstrip("0") for code in (asked, answered))
    return bool(theirs) and ours == theirs


def _bare(word: str) -> str:
    return "".join(filter(str.isalnum, word)).upper()


def read_shipment(shipment: Json) -> Tracking:
    """One shipment; an event that cannot be read is left out and counted."""
    service = text(shipment.get("service"), 50).lower()
    events = shipment.get("events")
    scans: dict[tuple[datetime, str, str], tuple[Scan, Said]] = {}
    seen: set[tuple[datetime, str]] = set()
    listed = events[:MOST_SCANS] if isinstance(events, list) else []
    summary = [shipment["status"]] if isinstance(shipment.get("status"), dict) else []
    for event in [*listed, *summary]:
        read = _scan(event, service)
        if read is None:
            SKIPPED.labels("scan").inc()
            continue
        # the summary repeats the newest event, sometimes without its place
        named = (read[0].occurred_at, read[0].code)
        if event not in summary or named not in seen:
            scans.setdefault((*named, read[0].location), read)
        seen.add(named)
    told = sorted(scans.values(), key=lambda pair: (pair[0].occurred_at, pair[0].code))
    proof, signed_by = _proof(shipment, told)
    code = text(part(shipment, "status", "statusCode"), 50).lower()
    url = text(shipment.get("serviceUrl"), 2000)
    return Tracking(
        scans=tuple(scan for scan, _ in told),
        reported=STATUS_CODES.get(code, UNKNOWN).status or TrackingStatus.UNKNOWN,
        estimated_delivery_at=_estimate(shipment, service),
        signed_by=signed_by,
        service=text(part(shipment, "details", "product", "productName"), 200) or service or None,
        # it becomes a link on a page
        public_url=url if url.startswith(("https://", "http://")) else None,
        proof=proof,
    )


def _scan(event: object, service: str) -> tuple[Scan, Said] | None:
    if not isinstance(event, dict):
        return None
    occurred_at = instant(event.get("timestamp"), ZONES.get(service, UTC))
    code = text(event.get("statusCode"), 50)
    texts = [text(event.get(name), 500) for name in ("statusDetailed", "status", "description")]
    if occurred_at is None or not any((code, *texts)):
        return None
    said = normalize(service, code, texts)
    own = said.code or next(filter(None, texts[:2]), code)
    kept = storable({name: event[name] for name in KEPT if name in event})
    assert isinstance(kept, dict)
    scan = Scan(
        occurred_at=occurred_at,
        status=said.status,
        code=own[:100],
        description=texts[2] or texts[1] or texts[0] or code,
        location=", ".join(filter(None, _place(event))),
        detail=code[:100] or None,
        incident=said.incident,
        raw=kept,
    )
    return scan, said


def _place(event: Json) -> Iterator[str]:
    address = part(event, "location", "address")
    # some divisions write the street before the town
    yield text(part(address, "addressLocality"), 200).rpartition(",")[2].strip()[:100]
    yield text(part(address, "countryCode"), 3)


def _proof(shipment: Json, told: list[tuple[Scan, Said]]) -> tuple[ProofOfDelivery | None, str | None]:
    """What is told of the delivery. Its papers lie at addresses of other hosts, which are kept and never called."""
    last = next((pair for pair in reversed(told) if pair[0].status is TrackingStatus.DELIVERED), None)
    if last is None:
        return None, None
    shown, (scan, said) = part(shipment, "details", "proofOfDelivery"), last
    papers = {name: text(part(shown, name), 2000) for name in ("documentUrl", "signatureUrl")}
    if scan.raw is not None and any(papers.values()):
        scan.raw["proofOfDelivery"] = {name: url for name, url in papers.items() if url}
    signer = part(shown, "signed")
    names = (text(part(signer, "givenName"), 100), text(part(signer, "familyName"), 100))
    signed_by = (" ".join(filter(None, names)) or text(part(signer, "name"), 200))[:200] or None
    if not any((signed_by, said.handover, *papers.values())):
        return None, None
    return ProofOfDelivery(signed_by=signed_by, handover=said.handover, place=scan.description or None), signed_by


def _estimate(shipment: Json, service: str) -> datetime | None:
    through = part(shipment, "estimatedDeliveryTimeFrame", "estimatedThrough")
    return instant(shipment.get("estimatedTimeOfDelivery") or through, ZONES.get(service, UTC))
