"""DHL Paket's events in our words: pairs of an ICE event and its reason (RIC), beside the older standard event."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.core.outside import Meaning, Vocabulary
from services.core.shipments.model import Handover
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

Key = tuple[str, str, str]
"""ICE, RIC and the standard event. Only all three tell a delivery (`ZU`) from the money for it (`GT`)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an event says, and to whom a delivery went."""

    meaning: Meaning
    handover: Handover | None = None


def _load() -> dict[Key, Said]:
    """`events.txt`: ICE, RIC, standard event, status, incident, handover; an event without status moves no parcel."""
    said = {}
    for line in Path(__file__).with_name("events.txt").read_text(encoding="utf-8").splitlines():
        ice, ric, standard, status, incident, handover = (None if word == "-" else word for word in line.split())
        meaning = Meaning(Status(status) if status else None, Reason(incident) if incident else None)
        said[ice or "", ric or "", standard or ""] = Said(meaning, Handover(handover) if handover else None)
    return said


_EVENTS = _load()
EVENTS: Vocabulary[Key] = Vocabulary(
    "dhl_parcel_de",
    "event",
    "developer.dhl.com, Parcel DE Tracking, combinations of ICE event and RIC (July 2024)",
    {key: said.meaning for key, said in _EVENTS.items()},
)

# the same page, "TTpro event"; what an unknown pair falls back to
STANDARDS: Mapping[str, Meaning] = {
    "AA": Meaning(Status.IN_TRANSIT),
    "AE": Meaning(Status.IN_TRANSIT),
    "AN": Meaning(Status.PRE_TRANSIT),
    "BV": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
    "DD": Meaning(None),
    "EE": Meaning(Status.IN_TRANSIT),
    "ES": Meaning(Status.IN_TRANSIT),
    "GT": Meaning(None),
    "LA": Meaning(Status.IN_TRANSIT),
    "NB": Meaning(Status.IN_TRANSIT),
    "PO": Meaning(Status.OUT_FOR_DELIVERY),
    "VA": Meaning(Status.PRE_TRANSIT),
    "ZF": Meaning(Status.AVAILABLE_FOR_PICKUP),
    "ZN": Meaning(Status.DELIVERY_ATTEMPTED),
    "ZO": Meaning(Status.IN_TRANSIT),
    # not every ZU is a delivery: parcels that were disposed of have it too
    "ZU": Meaning(Status.DELIVERED),
}


def _pairs() -> dict[tuple[str, str], Said]:
    """Pairs that mean the same with each of their standard events."""
    found: defaultdict[tuple[str, str], set[Said]] = defaultdict(set)
    for (ice, ric, _), said in _EVENTS.items():
        found[ice, ric].add(said)
    return {pair: next(iter(same)) for pair, same in found.items() if len(same) == 1}


_PAIRS = _pairs()


def normalize(ice: str, ric: str, standard: str) -> Said:
    """What an event says: the three words together, else the pair, else the standard event, which is counted."""
    key = (ice.upper(), ric.upper(), standard.upper())
    known = _EVENTS.get(key) or _PAIRS.get(key[:2])
    if known is not None:
        return known
    unknown = EVENTS.read(key)
    return Said(STANDARDS.get(key[2], unknown))
