"""What UPS shows for a delivery: who took the parcel and where, the signature, the photo and the document."""

import base64
import binascii
import re

import filetype
from prometheus_client import Counter

from services.core.companies.ups.wire import part
from services.core.outside.reading import text
from services.core.shipments.model import Handover, ProofFile, ProofKind, ProofOfDelivery

LARGEST_FILE = 1024 * 1024  # bytes
MOST_TEXT = LARGEST_FILE * 4 // 3 + 1024

SKIPPED = Counter("makegood_ups_skipped", "Parts of answers left out as they cannot be read.", ["part"])

# `deliveryInformation.location` is a text; the first line that fits counts
PLACES = tuple(
    (re.compile(pattern, re.IGNORECASE), handover)
    for pattern, handover in (
        (r"access point|retail|ups store|locker|post office|customer cent(?:er|re)", Handover.PARCEL_SHOP),
        (r"neighbou?r", Handover.NEIGHBOR),
        (r"mail ?box|letter ?box", Handover.MAILBOX),
        (r"front desk|reception|concierge|mail ?room|guard|security", Handover.RECEPTION),
        (r"office|management|superintendent|janitor|door ?person|hostess|receiving", Handover.RECEPTION),
        (
            r"door|porch|deck|patio|garage|carport|shed|dock|meter box|delivery bag|yard|released|other location",
            Handover.SAFE_PLACE,
        ),
        (r"left with individual|household|family", Handover.HOUSEHOLD),
        (r"met customer|receiver|recipient|consignee|inside delivery", Handover.RECIPIENT),
    )
)


def read(information: object, handover: Handover | None = None) -> ProofOfDelivery | None:
    """`deliveryInformation`; `handover` is what the delivery's own code says, if its place does not."""
    place = text(part(information, "location"), 200)
    photo = part(information, "deliveryPhoto")
    files = [
        file(ProofKind.SIGNATURE, part(information, "signature", "image")),
        file(ProofKind.DOCUMENT, part(information, "pod", "content")),
        # N and U are pictures that UPS itself finds unusable
        file(ProofKind.PHOTO, part(photo, "photo")) if _is_viable(photo) else None,
    ]
    proof = ProofOfDelivery(
        signed_by=text(part(information, "receivedBy"), 200) or None,
        handover=handover_of(place) or handover,
        place=place or None,
        files=tuple(filter(None, files)),
    )
    return proof if proof != ProofOfDelivery() else None


def handover_of(place: str) -> Handover | None:
    """What UPS's words for a place mean."""
    return next((handover for pattern, handover in PLACES if pattern.search(place)), None)


def file(kind: ProofKind, encoded: object) -> ProofFile | None:
    """A picture or paper in Base64; one that is none, or over `LARGEST_FILE`, is left out and counted."""
    if not isinstance(encoded, str) or not encoded.strip():
        return None
    content = _decoded(encoded)
    media_type = _media_type(content)
    if not 0 < len(content) <= LARGEST_FILE or media_type is None:
        SKIPPED.labels(kind.lower()).inc()
        return None
    return ProofFile(kind, media_type, content)


def _decoded(encoded: str) -> bytes:
    if len(encoded) > MOST_TEXT:
        return b""
    bare = re.sub(r"\s", "", encoded)
    try:
        return base64.b64decode(bare.partition("base64,")[2] or bare, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _media_type(content: bytes) -> str | None:
    """What it is by its own first bytes; UPS writes its document as a page."""
    guess = filetype.guess(content[:8192]) if content else None
    if guess is not None:
        return str(guess.mime) if guess.mime.startswith("image/") or guess.mime == "application/pdf" else None
    return "text/html" if content.lstrip()[:1] == b"<" else None


def _is_viable(photo: object) -> bool:
    return text(part(photo, "photoDispositionCode"), 10).upper() not in {"N", "U"}
