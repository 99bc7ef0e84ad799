"""UPS's words for where a parcel is and what went wrong, in ours: three vocabularies that speak at once.

`words.txt` has them all: under each `[table]` lines of `status incident: codes`, where `-` is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from services.core.outside import Meaning, Vocabulary
from services.core.shipments.model import Handover, ProgressStep
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

Key = tuple[str, str]
"""A table and one of its codes: the same two letters mean different things in two tables."""


def _rows() -> Iterator[tuple[Key, Meaning]]:
    table = ""
    for line in Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = line[1:].partition("]")[0]
            continue
        said, _, codes = line.partition(": ")
        status, incident = (None if word == "-" else word for word in said.split())
        meaning = Meaning(Status(status) if status else None, Reason(incident) if incident else None)
        for code in codes.split():
            yield (table, code), meaning


WORDS: Vocabulary[Key] = Vocabulary(
    "ups",
    "activity",
    # `type P` and `D FS` stand in UPS's examples only
    "developer.ups.com, Tracking, appendix: activity types, status description codes and status codes",
    dict(_rows()),
)

TABLES = {
    "D": ("D", "X", "I", "MI"),
    "I": ("I", "X", "D", "MI"),
    "P": ("I", "X", "D", "MI"),
    "M": ("M", "I", "X", "MI"),
    "MV": ("M", "I", "X", "MI"),
    "U": ("U",),
    "DO": ("F",),
    "DD": ("F",),
    "W": ("F",),
}
USUAL = ("X", "D", "I", "MI")
"""Where a code is looked for, by the activity's type: the type's own table first, as its own words count."""

COARSE = frozenset({"0", "11", "13", "46", "48", "86", "90", "148", "163"})
"""Numbers that say so little that a code beside them decides: delivered (to whom?), exception, delay, not available."""

GRAVE = frozenset({Status.DAMAGED, Status.LOST})

# What UPS tells of a claim that was filed on ups.com, by number and by exception code.
PROGRESS: dict[Key, ProgressStep] = {
    ("number", "127"): ProgressStep.CLOSED,
    ("number", "128"): ProgressStep.WITHDRAWN,
    ("number", "129"): ProgressStep.OPENED,
    ("number", "130"): ProgressStep.UNDER_REVIEW,
    ("number", "140"): ProgressStep.PAID,
    ("number", "141"): ProgressStep.INFORMATION_REQUESTED,
    ("number", "142"): ProgressStep.WITHDRAWN,
    ("X", "2G"): ProgressStep.REJECTED,  # the liability period has passed
    ("X", "3Z"): ProgressStep.REJECTED,  # by contract
    ("X", "5A"): ProgressStep.CLOSED,  # processed; the sender is told how
    ("X", "5B"): ProgressStep.INFORMATION_REQUESTED,
    ("X", "6W"): ProgressStep.WITHDRAWN,
    ("X", "6X"): ProgressStep.UNDER_REVIEW,
    ("X", "GN"): ProgressStep.REJECTED,  # closed with a proof of delivery
    ("X", "GO"): ProgressStep.INFORMATION_REQUESTED,
    ("X", "GQ"): ProgressStep.CLOSED,
    ("X", "GR"): ProgressStep.WITHDRAWN,
    ("X", "I9"): ProgressStep.CLOSED,  # as the account's own instructions say
    ("X", "LN"): ProgressStep.UNDER_REVIEW,
    ("X", "LO"): ProgressStep.UNDER_REVIEW,
    ("X", "LQ"): ProgressStep.UNDER_REVIEW,
    ("X", "UL"): ProgressStep.APPROVED,  # issued
    ("X", "UO"): ProgressStep.OPENED,
    ("X", "UX"): ProgressStep.OPENED,
}

# Where a parcel was left, by delivery code.
HANDOVERS = {
    code: handover
    for handover, codes in {
        Handover.RECIPIENT: "2W A0 FI M7 MG MH MJ MK PF",
        Handover.HOUSEHOLD: "3G",
        Handover.NEIGHBOR: "3H",
        Handover.RECEPTION: "8O M3 M4 M5 M6 M8 M9 MA MB ME OZ ZG ZH",
        Handover.MAILBOX: "MU",
        Handover.SAFE_PLACE: "3F AI ML MM MN MP MQ MR MS MW MX NL NT ZE ZF",
        Handover.PARCEL_SHOP: "1N 2Q P5 ZI",
    }.items()
    for code in codes.split()
}


@dataclass(frozen=True, slots=True)
class Said:
    """What an activity says; one that tells of a claim or is a mere note moves no parcel and is UNKNOWN."""

    status: Status
    incident: Reason | None = None
    progress: ProgressStep | None = None
    handover: Handover | None = None


def normalize(kind: str, code: str, number: str, service: str = "") -> Said:
    """What an activity says, from `status.type`, `status.code` and `status.statusCode`, each of which may be empty.

    The number decides, unless it is `COARSE` or the code tells of damage or loss; the type counts where neither is
    known. Mail Innovations (told by the service) has codes of its own. Words that are in no table are counted.
    """
    tables = TABLES.get(kind, USUAL)
    first = ("MI",) if "mail innovations" in service.lower() else ()
    key = _find((*first, *tables), code)
    numbered = ("number", number.lstrip("0") or "0") if number else None
    step = _step(numbered, key)
    if step is not None:
        return Said(Status.UNKNOWN, progress=step)
    if code and key is None:
        WORDS.read((tables[0], code))
    broad, fine = _known(numbered), _known(key)
    handover = HANDOVERS.get(key[1]) if key and key[0] == "D" else None
    meaning = _decide(numbered, broad, fine) or (WORDS.read(("type", kind)) if kind else Meaning(None))
    status = meaning.status or Status.UNKNOWN
    return Said(status, meaning.incident if meaning.status else None, handover=handover)


def _known(word: Key | None) -> Meaning | None:
    """What the word says; nothing if it is in no table, which is counted."""
    if word is None:
        return None
    meaning = WORDS.read(word)
    return meaning if word in WORDS else None


def _find(tables: tuple[str, ...], code: str) -> Key | None:
    """The code as it is written, or without the zeros in front that the published tables leave out."""
    spellings = dict.fromkeys((code, code.lstrip("0") or "0")) if code else ()
    return next(((table, word) for table in tables for word in spellings if (table, word) in WORDS), None)


def _step(number: Key | None, code: Key | None) -> ProgressStep | None:
    """A step of a claim; why an investigation was closed stands in the code alone."""
    by_number = PROGRESS.get(number) if number else None
    by_code = PROGRESS.get(code) if code else None
    return (by_code or by_number) if by_number in (None, ProgressStep.CLOSED) else by_number


def _decide(number: Key | None, broad: Meaning | None, fine: Meaning | None) -> Meaning | None:
    if broad is None or number is None or fine is None:
        return broad or fine
    if fine.status in GRAVE:
        return fine
    if number[1] in COARSE and fine.status is not None:
        return fine
    told = fine.incident if fine.incident is not Reason.UNKNOWN else None
    return Meaning(broad.status, told or broad.incident or fine.incident)
