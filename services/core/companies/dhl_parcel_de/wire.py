"""DHL Paket's XML: what is asked, and how nested `data` elements are read into a `Tracking`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, tostring
from zoneinfo import ZoneInfo

import filetype
from prometheus_client import Counter

from services.core.companies.dhl_parcel_de.words import Said, normalize
from services.core.outside.reading import decode_xml, instant, text
from services.core.ports import Parcel, Rejected, Unintelligible
from services.core.shipments.model import (
    ProofFile,
    ProofKind,
    ProofOfDelivery,
    Scan,
    Tracking,
    TrackingStatus,
)

MOST_SCANS = 1000  # of one parcel
BERLIN = ZoneInfo("Europe/Berlin")

OK, NO_DATA = "0", "100"
NOT_LET_IN = frozenset({"5", "6"})
"""Codes of a login that failed, and of one that failed too often; they come with HTTP 200."""

SKIPPED = Counter("makegood_dhl_parcel_de_skipped", "Parts of answers left out as they cannot be read.", ["part"])

KEPT = (
    "event-timestamp",
    "event-status",
    "event-short-status",
    "ice",
    "ric",
    "standard-event-code",
    "event-location",
    "event-country",
    "ruecksendung",
)
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")


def question(request: str, user: str, password: str, numbers: Iterable[str]) -> str:
    """What is asked, with the login inside it; it is never to be told to anybody else.

    `request` is `d-get-piece-detail` or `d-get-signature`.
    """
    attributes = {
        "appname": user,
        "language-code": "en",
        "password": password,
        "piece-code": ";".join(numbers),
        "request": request,
    }
    return '<?xml version="1.0" encoding="UTF-8" standalone="no"?>' + tostring(Element("data", attributes), "unicode")


def bare(number: str) -> str:
    """A number as it may stand between others: letters and digits alone."""
    return "".join(filter(str.isalnum, number)).upper()


def document(body: bytes) -> Element:
    """The root of an answer that was given.

    Raises:
        Rejected: the login failed, or DHL's code (`DHL_…`) for why it says nothing.
        Unintelligible: this is no answer.
    """
    try:
        root = decode_xml("dhl_parcel_de", body)
    except Unintelligible:
        # some answers claim to be UTF-8 and are not
        root = decode_xml("dhl_parcel_de", _DECLARATION.sub(b"", body).decode("latin-1").encode())
    code = text(root.get("code"), 20)
    if root.tag != "data" or not code:
        raise Unintelligible("dhl_parcel_de: This is no answer.")
    if code in NOT_LET_IN:
        # their own words may repeat what we sent
        raise Rejected("LOGIN_FAILED", "DHL does not take this user and password.", status=401)
    if code not in {OK, NO_DATA}:
        raise Rejected(f"DHL_{code}", "DHL does not answer this.")
    return root


def read_pieces(body: bytes, parcels: Sequence[Parcel]) -> dict[Parcel, Tracking]:
    """The answer about several parcels; those of which it says nothing are left out. Raises as `document`."""
    root = document(body)
    pieces = [element for element in root.iter("data") if element.get("name") == "piece-shipment"]
    told: dict[Parcel, Tracking] = {}
    for parcel in parcels:
        mine = [piece for piece in pieces if _is_of(piece, parcel)]
        if mine:
            told[parcel] = _choose(mine, parcel)
        elif root.get("code") == NO_DATA:
            told[parcel] = Tracking((), trouble="NOT_FOUND")
    return told


def read_signature(body: bytes) -> Tracking:
    """The picture of a signature, in hexadecimal digits; no scans. Raises as `document`."""
    root = document(body)
    image = next((found for element in root.iter("data") if (found := element.get("image"))), None)
    if image is None:
        return Tracking((), trouble="NOT_FOUND")
    try:
        content = bytes.fromhex(image)
    except ValueError:
        content = b""
    kind = filetype.guess_mime(content) if content else None
    if kind is None or not kind.startswith("image/"):
        raise Unintelligible("dhl_parcel_de: The signature is no picture.")
    return Tracking((), proof=ProofOfDelivery(files=(ProofFile(ProofKind.SIGNATURE, kind, content),)))


def _is_of(piece: Element, parcel: Parcel) -> bool:
    asked = bare(parcel.tracking_number).lstrip("0")
    names = ("searched-piece-code", "piece-code", "piece-identifier")
    return bool(asked) and any(bare(piece.get(name, "")).lstrip("0") == asked for name in names)


def _choose(pieces: list[Element], parcel: Parcel) -> Tracking:
    """Numbers are given out again after some months: the postal code tells the parcels apart, or nothing does."""
    if len(pieces) > 1 and parcel.postal_code:
        pieces = [piece for piece in pieces if piece.get("pan-recipient-postalcode") == parcel.postal_code] or pieces
    return _tracking(pieces[0]) if len(pieces) == 1 else Tracking((), trouble="AMBIGUOUS")


def _tracking(piece: Element) -> Tracking:
    failed = text(piece.get("piece-status") or piece.get("error-status"), 20)
    scans: dict[tuple[datetime, str, str], tuple[Scan, Said]] = {}
    for event in _events(piece):
        read = _scan(event)
        if read is None:
            SKIPPED.labels("scan").inc()
        else:
            scans.setdefault((read[0].occurred_at, read[0].code, read[0].location), read)
    if not scans and failed not in {"", OK}:
        return Tracking((), trouble="NOT_FOUND" if failed == NO_DATA else f"DHL_{failed}")
    told = sorted(scans.values(), key=lambda pair: (pair[0].occurred_at, pair[0].code))
    last = told[-1] if told else None
    delivered = last is not None and last[0].status is TrackingStatus.DELIVERED
    signed_by = text(piece.get("recipient-name"), 200) or None if delivered else None
    place = text(piece.get("recipient-id-text"), 200) or None
    return Tracking(
        scans=tuple(scan for scan, _ in told),
        signed_by=signed_by,
        service=text(piece.get("product-name"), 200) or None,
        proof=ProofOfDelivery(signed_by, last[1].handover, place) if last is not None and delivered else None,
    )


def _events(piece: Element) -> Iterator[Mapping[str, str]]:
    """Its events; an answer without them has the newest one's words at the piece itself."""
    found = [element.attrib for element in piece.iter("data") if element.get("name") == "piece-event"]
    yield from found[-MOST_SCANS:]
    if not found and piece.get("status-timestamp"):
        own = {"event-timestamp": piece.get("status-timestamp", ""), "event-status": piece.get("status", "")}
        yield {**piece.attrib, **own, "event-short-status": piece.get("short-status", "")}


def _scan(event: Mapping[str, str]) -> tuple[Scan, Said] | None:
    occurred_at = _moment(event.get("event-timestamp", ""))
    if occurred_at is None:
        return None
    ice, ric, standard = (text(event.get(name), 20) for name in ("ice", "ric", "standard-event-code"))
    said = normalize(ice, ric, standard)
    status = said.meaning.status or TrackingStatus.UNKNOWN
    texts = [text(event.get(name), 500) for name in ("event-status", "event-text", "event-short-status")]
    place = (text(event.get(name), 100) for name in ("event-location", "event-country"))
    scan = Scan(
        occurred_at=occurred_at,
        status=_homeward(status) if event.get("ruecksendung", "").lower() == "true" else status,
        code=" ".join(filter(None, (ice, ric, standard))) or texts[0][:100],
        description=next(filter(None, texts), ""),
        location=", ".join(filter(None, place)),
        detail=standard or None,
        incident=said.meaning.incident,
        raw={name: text(event[name], 500) for name in KEPT if name in event},
    )
    return scan, said


def _homeward(status: TrackingStatus) -> TrackingStatus:
    """What a status says of a parcel that is marked as a return (`ruecksendung`)."""
    if status is TrackingStatus.DELIVERED:
        return TrackingStatus.RETURNED
    under_way = {
        TrackingStatus.IN_TRANSIT,
        TrackingStatus.OUT_FOR_DELIVERY,
        TrackingStatus.DELIVERY_ATTEMPTED,
        TrackingStatus.AVAILABLE_FOR_PICKUP,
    }
    return TrackingStatus.RETURN_TO_SENDER if status in under_way else status


def _moment(value: str) -> datetime | None:
    """`18.03.2016 10:02` on the clocks of Germany, or ISO 8601."""
    day, _, time = value.strip().partition(" ")
    parts = day.split(".")
    return instant("-".join(reversed(parts)) + (f"T{time}" if time else "") if len(parts) == 3 else value, BERLIN)
