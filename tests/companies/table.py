"""`make carriers`: what we can do at each company, told by the adapters themselves; RECORDED names answers to read.

Without RECORDED the table is also written into `deploy/carriers.md`.
"""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from structlog.testing import capture_logs

from services.core.companies import CARRIERS, HOOKS, Listed
from services.core.ports import (
    Carrier,
    ChecksMany,
    Confirms,
    Filer,
    Listens,
    Proves,
    Registers,
    Rejected,
    Tells,
    Unavailable,
)
from services.core.shipments.model import Tracking
from tests.bench.report import FOLDER
from tests.companies.playing import (
    MEDIA_TYPES,
    Played,
    account,
    adapter,
    faults,
    folder,
    media_type,
    parcel,
    playing,
    waiting_for_nothing,
)
from tests.companies.vocabularies import published, unmapped

NONE = "-"
DOCUMENT = Path(__file__).parents[2] / "deploy" / "carriers.md"
NUMBER = re.compile(rb"(?<![A-Za-z0-9])(?=[A-Z0-9]*\d{4})[A-Z0-9]{8,35}(?![A-Za-z0-9])")
NAMED = re.compile(
    rb'"\w*(?:track|number|barcode|stregkode|consignment|ring)\w*"\s*:\s*"?([\w -]{1,50})', re.IGNORECASE
)
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
    recorded_survived: str
    with_scans: str


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
    async with playing() as played, waiting_for_nothing(datetime.now(UTC)) as outside:
        carrier = adapter(company, outside, played.url)
        proof = await _proof(company, carrier, played)
        taken = [await take(company, carrier, played, file) for file in recorded]
    wrong = [fault for _, faults_of in taken for fault in faults_of]
    words, unknown = published(company), unmapped(company)
    line = Row(
        company.name,
        _tracking(carrier),
        _push(company),
        proof,
        _filing(carrier),
        f"{len(words) - len(unknown)} of {len(words)}" if words else NONE,
        f"{sum(not faults_of for _, faults_of in taken)} of {len(taken)}" if taken else NONE,
        str(sum(scans for scans, _ in taken)) if taken else NONE,
    )
    return line, [*wrong, *(f"{company.name}: {word!r} is published and not mapped" for word in unknown)]


async def take(company: Listed, carrier: Carrier, played: Played, file: Path) -> tuple[bool, list[str]]:
    """How the adapter takes the file as its company's answer: whether it found scans, and what is wrong.

    It is answered with each status that its name tells, and once more without what its recorder wrote around it.
    """
    found: list[str] = []
    scans = False
    whole = file.read_bytes()
    for played.body in dict.fromkeys([whole, _unwrapped(whole)]):
        played.media_type = media_type(file)
        for played.status in dict.fromkeys([200, *map(int, re.findall(r"(?<!\d)[45]\d\d(?!\d)", file.stem))]):
            try:
                async for told in _answers(company, carrier, played.body):
                    found += [f"{file.parent.name}/{file.name}: {fault}" for fault in faults(told)]
                    scans = scans or bool(told.scans)
            except Exception as error:  # noqa: BLE001 - that there is none is what is shown
                found.append(f"{file.parent.name}/{file.name}: {type(error).__name__} with {played.status}")
    played.status = 200
    return scans, found


async def _answers(company: Listed, carrier: Carrier, body: bytes) -> AsyncIterator[Tracking]:
    """What the adapter tells of each parcel that the answer may be about, until it found scans or a no to all."""
    for number in _numbers(body):
        asked = replace(parcel(company, number, datetime.now(UTC)), shipped_at=None)
        for reference in (None, "reference") if isinstance(carrier, Registers) else (None,):
            try:
                told = await carrier.check(account(company), replace(asked, reference=reference))
            except (Unavailable, Rejected):
                return
            yield told
            if told.scans:
                return


def _unwrapped(body: bytes) -> bytes:
    """The answer alone, where a recorder kept it with its request or under its media type."""
    try:
        told = json.loads(body)
    except ValueError:
        return body
    match told:
        case {"response": {"body": inner}} | {"application/json": inner}:
            return json.dumps(inner).encode()
    return body


def _numbers(body: bytes) -> list[str]:
    """What may be the parcel's number in it, as an answer about another parcel is not taken."""
    found = dict.fromkeys(number.decode().strip() for number in (*NAMED.findall(body), *NUMBER.findall(body)))
    return [*found][:MOST_NUMBERS] or ["MG-TRANSIT-0000"]


def _tracking(carrier: Carrier) -> str:
    many = f"pull, {carrier.most_parcels} in a call" if isinstance(carrier, ChecksMany) else "pull"
    said = [many]
    if isinstance(carrier, Registers):
        said.append("registered")
    if carrier.name in HOOKS:
        said.append("push" if isinstance(carrier, Listens) else "push set up by hand")
    if isinstance(carrier, Confirms):
        said.append("confirmed by a call")
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
    found: set[str] = set()
    for file in sorted((folder(company) / "answers").glob("*.*")):
        played.body, played.media_type = file.read_bytes(), media_type(file)
        async for told in _answers(company, carrier, played.body):
            found |= {"in tracking"} if told.proof else {"signature's name"} if told.signed_by else set()
    said = ["in tracking" if "in tracking" in found else "signature's name"] if found else []
    return ", ".join([*said, *(["asked apart"] if isinstance(carrier, Proves) else [])]) or NONE


def _filing(carrier: Carrier) -> str:
    if isinstance(carrier, Filer):
        return "API"
    return "pages; read by API" if isinstance(carrier, Tells) else "prepared packet"


def documented(lines: Sequence[Row]) -> str:
    """The table as `deploy/carriers.md` has it, with what each company is told of an account."""
    titles = [
        "Company",
        "Logs in with",
        "Hook secret",
        "Tracking",
        "Pushes are proved by",
        "Proof of delivery",
        "Claims",
    ]
    rows = [titles, ["---"] * len(titles)]
    for company, line in zip(CARRIERS, lines, strict=True):
        told = (company.credential_names, company.hook_secret_names)
        names = [", ".join(f"`{name}`" for name in each) or NONE for each in told]
        rows.append(
            [f"`{company.name}`", *names, line.tracking, line.push_verified, line.proof_of_delivery, line.filing_route]
        )
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def parted(document: str) -> tuple[str, str, str]:
    """What stands before the document's table, the table, and what stands behind it."""
    before, first, rest = document.partition("| Company |")
    table, last, after = (first + rest).partition("|\n\n")
    return before, table + last[:2], last[2:] + after


async def main(recorded: Path | None) -> int:
    """Print the table and write build/reports/carriers.json; the status tells whether anything is wrong."""
    files = owned(recorded) if recorded else {}
    with capture_logs():  # what broken answers make the adapters log is expected here
        told = [await row(company, files.get(company.name, [])) for company in CARRIERS]
    if recorded is None:
        before, old, after = parted(DOCUMENT.read_text())
        table = documented([line for line, _ in told])
        if table != old:
            DOCUMENT.write_text(before + table + after)
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
