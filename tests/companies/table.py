"""`make carriers`: what we can do at each company, told by the adapters themselves; RECORDED names answers to read."""

import asyncio
import json
import logging
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

import structlog

from services.core import ports
from services.core.companies import CARRIERS, HOOKS, Listed
from services.core.outside import Outside
from services.core.ports import Carrier, ChecksMany, Listens, Proves, Registers, Rejected, Unavailable
from tests.bench.report import FOLDER
from tests.companies.playing import MEDIA_TYPES, Played, account, adapter, faults, folder, media_type, parcel, playing
from tests.companies.vocabularies import published, unmapped

NONE = "-"
NUMBER = re.compile(rb"(?<![A-Za-z0-9])(?=[A-Z0-9]*\d{4})[A-Z0-9]{8,35}(?![A-Za-z0-9])")
MOST_NUMBERS = 20

BELONGS: Sequence[tuple[str, Sequence[str]]] = (
    ("dhl/parcel_de*", ("dhl_parcel_de",)),
    ("dhl/mydhl*", ("mydhl", "dhl_express")),
    ("dhl/express*", ("mydhl", "dhl_express")),
    ("dhl/*", ("dhl", "dhl_unified")),
)
"""Whose a recorded answer is, where its folder is not called like the company; the first line that fits counts."""


@dataclass(frozen=True)
class Row:
    """One company. Empty where it has nothing of the kind."""

    company: str
    tracking: str
    push_verified: str
    proof_of_delivery: str
    filing_route: str
    codes_mapped: str
    recorded_read: str


def owner(folder_name: str, file: Path) -> Listed | None:
    """The company that a recorded file is an answer of."""
    named = f"{folder_name}/{file.name}"
    names = next((names for pattern, names in BELONGS if fnmatch(named, pattern)), (folder_name,))
    return next((company for company in CARRIERS if company.name in names), None)


def owned(recorded: Path) -> dict[str, list[Path]]:
    """The recorded answers of each company, by its name."""
    files: dict[str, list[Path]] = {}
    for file in sorted(recorded.glob("*/*")):
        company = owner(file.parent.name, file)
        if company is not None and file.suffix in MEDIA_TYPES:
            files.setdefault(company.name, []).append(file)
    return files


async def row(company: Listed, recorded: Sequence[Path]) -> tuple[Row, list[str]]:
    """The company's line, and what is wrong with its recorded answers."""
    async with playing() as played, Outside() as outside:
        carrier = adapter(company, outside, played.url)
        proof = await _proof(company, carrier, played)
        wrong = [fault for file in recorded for fault in await taken(company, carrier, played, file)]
    words, unknown = published(company), unmapped(company)
    bad = {fault.partition(":")[0] for fault in wrong}
    line = Row(
        company.name,
        _tracking(carrier),
        _push(company),
        proof,
        _filing(carrier),
        f"{len(words) - len(unknown)} of {len(words)}" if words else NONE,
        f"{len(recorded) - len(bad)} of {len(recorded)}" if recorded else NONE,
    )
    return line, [*wrong, *(f"{company.name}: {word!r} is published and not mapped" for word in unknown)]


async def taken(company: Listed, carrier: Carrier, played: Played, file: Path) -> list[str]:
    """What is wrong with how the adapter takes the file as its company's answer, with each status it may have had."""
    played.body, played.media_type = file.read_bytes(), media_type(file)
    found: list[str] = []
    for played.status in dict.fromkeys([200, *map(int, re.findall(r"(?<!\d)[45]\d\d(?!\d)", file.stem))]):
        for number in _numbers(played.body):
            try:
                asked = parcel(company, number, datetime.now(UTC) - timedelta(days=30))
                told = await carrier.check(account(company), asked)
            except (Unavailable, Rejected):
                break
            except Exception as error:  # noqa: BLE001 - that there is none is what is shown
                found.append(f"{file.parent.name}/{file.name}: {type(error).__name__} with {played.status}")
                break
            found += [f"{file.parent.name}/{file.name}: {fault}" for fault in faults(told)]
            if told.scans:
                break
    played.status = 200
    return found


def _numbers(body: bytes) -> list[str]:
    """What may be the parcel's number in it, as an answer about another parcel is not taken."""
    found = dict.fromkeys(number.decode() for number in NUMBER.findall(body))
    return [*found][:MOST_NUMBERS] or ["MG-TRANSIT-0000"]


def _tracking(carrier: Carrier) -> str:
    many = f"pull, {carrier.most_parcels} in a call" if isinstance(carrier, ChecksMany) else "pull"
    said = [many]
    if isinstance(carrier, Registers):
        said.append("registered")
    if carrier.name in HOOKS:
        said.append("push" if isinstance(carrier, Listens) else "push set up by hand")
    return ", ".join(said)


def _push(company: Listed) -> str:
    """Proved by a message that the company signed, whole and altered."""
    kept = folder(company) / "hook.json"
    if company.name not in HOOKS or not kept.exists():
        return NONE
    told = json.loads(kept.read_bytes())
    verify, body, secrets = HOOKS[company.name].verify, told["body"].encode(), (told["secret"],)
    if not verify(told["headers"], body, secrets) or verify(told["headers"], body, ("another",)):
        return "NOT VERIFIED"
    return "shared secret" if verify(told["headers"], body + b" ", secrets) else "signature over the body"


async def _proof(company: Listed, carrier: Carrier, played: Played) -> str:
    said = ["asked apart"] if isinstance(carrier, Proves) else []
    for file in sorted((folder(company) / "answers").glob("*.*")):
        played.body, played.media_type = file.read_bytes(), media_type(file)
        for number in _numbers(played.body):
            try:
                told = await carrier.check(account(company), parcel(company, number, datetime.now(UTC)))
            except (Unavailable, Rejected):
                break
            if told.proof or told.signed_by:
                return ", ".join(["in tracking" if told.proof else "signature's name", *said])
    return ", ".join(said) or NONE


def _filing(carrier: Carrier) -> str:
    filer = getattr(ports, "Filer", None)
    return "API" if filer is not None and isinstance(carrier, filer) else "prepared packet"


async def main(recorded: Path | None) -> int:
    """Print the table and write build/reports/carriers.json; the status tells whether anything is wrong."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    files = owned(recorded) if recorded else {}
    told = [await row(company, files.get(company.name, [])) for company in CARRIERS]
    rows = [asdict(line) for line, _ in told]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "carriers.json").write_text(json.dumps(rows, indent=2) + "\n")
    titles = {field.name: field.name.replace("_", " ") for field in fields(Row)}
    widths = {name: max(len(str(line[name])) for line in [titles, *rows]) for name in titles}
    for line in [titles, *rows]:
        print("  ".join(str(line[name]).ljust(widths[name]) for name in titles).rstrip())
    wrong = [fault for _, faults_of in told for fault in faults_of]
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    folder_named = os.environ.get("RECORDED", "")
    if folder_named and not Path(folder_named).is_dir():
        sys.exit(f"RECORDED={folder_named}: there is no such folder.")
    sys.exit(asyncio.run(main(Path(folder_named) if folder_named else None)))
