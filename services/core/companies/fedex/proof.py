"""To whom and where FedEx delivered a parcel."""

import re

from services.core.outside.reading import record, text
from services.core.shipments.model import Handover, ProofOfDelivery

Json = dict[str, object]

# `deliveryDetails.locationType` in the Track API. At a residence it was whoever opened, whose name stands beside.
PLACES = {
    "APARTMENT_OFFICE": Handover.RECEPTION,
    "FEDEX_LOCATION": Handover.PARCEL_SHOP,
    "GATE_HOUSE": Handover.RECEPTION,
    "GUARD_OR_SECURITY_STATION": Handover.RECEPTION,
    "IN_BOND_OR_CAGE": Handover.OTHER,
    "LEASING_OFFICE": Handover.RECEPTION,
    "MAILROOM": Handover.RECEPTION,
    "MAIN_OFFICE": Handover.RECEPTION,
    "MANAGER_OFFICE": Handover.RECEPTION,
    "OTHER": Handover.OTHER,
    "PHARMACY": Handover.PARCEL_SHOP,
    "RECEPTIONIST_OR_FRONT_DESK": Handover.RECEPTION,
    "RENTAL_OFFICE": Handover.RECEPTION,
    "RESIDENCE": Handover.HOUSEHOLD,
    "SHIPPING_RECEIVING": Handover.RECEPTION,
}

# only where `locationType` says nothing finer; the gravest is first
HANDOVERS: tuple[tuple[str, Handover], ...] = (
    (r"\bneighbou?r", Handover.NEIGHBOR),
    (r"\b(?:front|back|side|other) door\b|\bporch\b|\bgarage\b|\bcarport\b|\bdeck\b|\bpatio\b", Handover.SAFE_PLACE),
    (r"\bmail ?box\b", Handover.MAILBOX),
    (r"\bfront desk\b|\breception|\bmail ?room\b|\bguard\b|\boffice\b|\bshipping\b|\breceiving\b", Handover.RECEPTION),
    (r"\bfedex\b|\blocker\b|\bstore\b|\bpharmacy\b", Handover.PARCEL_SHOP),
)  # fmt: skip
_HANDOVERS = [(re.compile(pattern, re.IGNORECASE), handover) for pattern, handover in HANDOVERS]

# FedEx writes it where a name would stand
UNSIGNED = re.compile(r"\bsignature\b|\bnot required\b|\breleased?\b|\bleft at\b", re.IGNORECASE)


def proof_of(told: Json) -> ProofOfDelivery | None:
    """Who took a parcel that was delivered, and where, if FedEx says anything of it."""
    details = record(told.get("deliveryDetails"))
    names = [text(details.get(name), 200) for name in ("signedByName", "receivedByName")]
    signed_by = next((name for name in names if name and not UNSIGNED.search(name)), None)
    kind, place = text(details.get("locationType"), 50).upper(), text(details.get("locationDescription"), 200)
    finer = next((handover for pattern, handover in _HANDOVERS if pattern.search(place)), None)
    handover = PLACES.get(kind)
    if handover in {None, Handover.OTHER, Handover.HOUSEHOLD}:
        handover = finer or handover
    if handover is Handover.HOUSEHOLD and signed_by is None and any(names):
        handover = Handover.SAFE_PLACE
    if not (signed_by or handover or place):
        return None
    return ProofOfDelivery(signed_by=signed_by, handover=handover, place=place or None)
