"""USPS's answers, read: whose they are, what they say of the whole piece, and how they say no."""

import re
from datetime import timedelta
from urllib.parse import quote

from prometheus_client import Counter

from services.core.companies.usps.events import back_at_sender, estimate, proof_of, read_event
from services.core.companies.usps.words import plain, summary
from services.core.outside.parcels import read_scans, same_number
from services.core.outside.reading import decode, instant, record, records, text
from services.core.outside.zones import EASTERN
from services.core.ports import Parcel, Rejected, Unavailable, Unintelligible
from services.core.shipments.model import Tracking

Json = dict[str, object]

PRICED = Counter(
    "makegood_usps_priced_answers",
    "Answers about pieces that others mailed, for which USPS may ask money (accessControl IP_AGREEMENT).",
)

RECYCLED = "RECYCLED"
WINDOW = timedelta(days=60)
"""How far the day of mailing may be from when the shop says that it sent the parcel; numbers come back after months."""

_DIGITS = re.compile(r"\d{3}")


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says: `{"error": {"code", "errors": [{"code"}]}}`, or that of OAuth (RFC 6749, 5.2)."""
    try:
        code = _code(decode("usps", body, dict[str, object]))
    except Unintelligible:
        code = ""
    if status == 404 or code == "404":
        return Rejected("NOT_FOUND", "USPS does not know this.")
    return Rejected(
        f"HTTP_{code}" if _DIGITS.fullmatch(code) else code or f"HTTP_{status}", f"USPS said no ({status})."
    )


def read(body: bytes, parcel: Parcel) -> Tracking:
    """The answer about one piece; a scan that cannot be read is left out and counted.

    Its trouble is `RECYCLED` where the number belongs to another piece: to one of another time than the parcel was
    sent, or not to that of the answer before.

    Raises:
        Rejected, Unavailable: a good answer holds a refusal.
        Unintelligible: this is no answer, or one about another piece.
    """
    answer = decode("usps", body, dict[str, object])
    _refuse(answer, body)
    if not same_number(parcel.tracking_number, answer.get("trackingNumber")):
        raise Unintelligible("usps: The answer is about another piece.")
    reference = _reference(answer)
    if _is_another(answer, reference, parcel):
        return Tracking((), trouble=RECYCLED)
    if text(answer.get("accessControl"), 50) == "IP_AGREEMENT":
        PRICED.inc()
    events = answer.get("trackingEvents")
    scans = back_at_sender(read_scans("usps", events if isinstance(events, list) else [], read_event), answer)
    number, proof = text(answer.get("trackingNumber"), 100), proof_of(answer, scans)
    return Tracking(
        scans=scans,
        reported=summary(plain(text(answer.get("status"), 500)), plain(text(answer.get("statusCategory"), 100))),
        reference=reference or None,
        estimated_delivery_at=estimate(answer),
        signed_by=proof.signed_by if proof else None,
        service=plain(text(answer.get("mailClass"), 500))[:200] or None,
        public_url=f"https://tools.usps.com/go/TrackConfirmAction?tLabels={quote(number, safe='')}",
        proof=proof,
    )


def _refuse(answer: Json, body: bytes) -> None:
    if not answer.get("error"):
        return
    no = rejection(200, body)
    status = text(record(answer["error"]).get("code"), 10)
    if _DIGITS.fullmatch(status):
        if status.startswith("5") or status == "429":
            raise Unavailable(f"usps: {no.code}", ambiguous=False)
        no.status = int(status)
    raise no


def _code(answer: Json) -> str:
    error = answer.get("error")
    if isinstance(error, str):
        return text(error, 100)
    inner = records(record(error).get("errors"))
    finer = text(inner[0].get("code"), 100) if inner else ""
    broad = text(record(error).get("code"), 100)
    return broad if broad == "404" else finer or broad


def _is_another(answer: Json, reference: str, parcel: Parcel) -> bool:
    if reference and parcel.reference:
        return reference != parcel.reference
    mailed = instant(answer.get("mailPieceIntakeDate"), EASTERN)
    return mailed is not None and parcel.shipped_at is not None and abs(mailed - parcel.shipped_at) > WINDOW


def _reference(answer: Json) -> str:
    """The id of one use of a number, which has had several names."""
    names = ("uniqueMailPieceID", "uniqueMailPieceId", "uniqueTrackingId")
    return next(filter(None, (text(answer.get(name), 200) for name in names)), "")
