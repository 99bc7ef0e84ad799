"""DHL's words for where a parcel is and what went wrong, in ours: each division has its own behind one status code."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from services.core.outside import UNKNOWN, Meaning, Vocabulary
from services.core.shipments.model import Handover
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

Key = tuple[str, str]
"""A division (`service`) and its own code."""

# https://developer.dhl.com/api-reference/shipment-tracking, "statusCode"
STATUS_CODES: Vocabulary[str] = Vocabulary(
    "dhl",
    "status_code",
    "developer.dhl.com, Shipment Tracking - Unified",
    {
        "pre-transit": Meaning(Status.PRE_TRANSIT),
        "transit": Meaning(Status.IN_TRANSIT),
        "delivered": Meaning(Status.DELIVERED),
        "failure": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "unknown": UNKNOWN,
    },
)

# Only for a `failure` whose words are in no table; the gravest is first.
FAILURES: tuple[tuple[str, Meaning], ...] = (
    (r"(?<!not )\blost\b|\bmissing\b(?!.*\b(?:data|document|address))", Meaning(Status.LOST, Reason.CARRIER_LOST)),
    (r"(?<!no )\bdamaged?\b(?!.*\blabel\b)", Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED)),
    (r"\breturn(?:ed|ing)?\b.{0,30}\b(?:sender|shipper)\b", Meaning(Status.RETURN_TO_SENDER)),
    (r"\brefused\b", Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED)),
    (r"\bnot (?:at )?home\b|\bnot present\b", Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME)),
    (r"\baddress\b", Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS)),
    (r"\bcustoms\b", Meaning(Status.EXCEPTION, Reason.CUSTOMS_DELAY)),
)
_FAILURES = [(re.compile(pattern, re.IGNORECASE | re.DOTALL), meaning) for pattern, meaning in FAILURES]


@dataclass(frozen=True, slots=True)
class _Row:
    key: Key
    meaning: Meaning
    handover: Handover | None
    text: str


def _rows() -> Iterable[_Row]:
    """`statuses.txt`: under each `[division]` its `code|status|incident|handover|text`; no status moves no parcel."""
    division = ""
    for line in Path(__file__).with_name("statuses.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            division = line.strip("[]")
            continue
        code, status, incident, handover, text = line.split("|")
        meaning = Meaning(Status(status) if status else None, Reason(incident) if incident else None)
        yield _Row((division, code.upper()), meaning, Handover(handover) if handover else None, _plain(text))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _by_text(rows: Iterable[_Row]) -> dict[Key, Key]:
    """Where a text leads: in its division, and under "" in any; only where all rows with it mean the same."""
    found: defaultdict[Key, list[_Row]] = defaultdict(list)
    for row in rows:
        # some divisions have no text but the status code
        if row.text not in STATUS_CODES and row.text != "pre_transit":
            found[row.key[0], row.text].append(row)
            found["", row.text].append(row)
    return {
        place: same[0].key
        for place, same in found.items()
        if all((row.meaning, row.handover) == (same[0].meaning, same[0].handover) for row in same)
    }


_ROWS = tuple(_rows())
STATUSES: Vocabulary[Key] = Vocabulary(
    "dhl",
    "status",
    "developer.dhl.com, Shipment Tracking - Unified, status codes of all divisions (2024-06)",
    {row.key: row.meaning for row in _ROWS},
)
HANDOVERS = {row.key: row.handover for row in _ROWS if row.handover}
_TEXTS = _by_text(_ROWS)


@dataclass(frozen=True, slots=True)
class Said:
    """What a scan says. `code` is the division's own, where it is known."""

    status: Status
    incident: Reason | None = None
    handover: Handover | None = None
    code: str | None = None


def normalize(division: str, status_code: str, texts: Iterable[str]) -> Said:
    """What a scan says, from `statusCode` and the finer words beside it (`statusDetailed`, `status`, `description`).

    The finer word counts, be it the division's code or its text: a `delivered` may mean a parcel shop. But a parcel
    counts as delivered only if `statusCode` agrees. Words that are in no table are counted.
    """
    broad = STATUS_CODES.read(status_code.lower()) if status_code else UNKNOWN
    said = [text for text in texts if text and text.lower().replace("_", "-") not in STATUS_CODES]
    key = _find(division, said)
    if key is None:
        if said:
            STATUSES.read((division, said[0].upper()))
        meaning = _failure(" ".join(said)) or broad if broad.status is Status.EXCEPTION else broad
        return Said(meaning.status or Status.UNKNOWN, meaning.incident)
    fine, handover = STATUSES[key], HANDOVERS.get(key)
    if fine.status is Status.DELIVERED and broad.status not in {Status.DELIVERED, Status.UNKNOWN}:
        fine, handover = broad, None
    return Said(fine.status or Status.UNKNOWN, fine.incident, handover, key[1])


def _find(division: str, said: list[str]) -> Key | None:
    for text in said:
        if (division, text.upper()) in STATUSES:
            return division, text.upper()
    plain = [_plain(text) for text in said]
    return next((_TEXTS[place] for name in (division, "") for text in plain if (place := (name, text)) in _TEXTS), None)


def _failure(text: str) -> Meaning | None:
    return next((meaning for pattern, meaning in _FAILURES if pattern.search(text)), None)
