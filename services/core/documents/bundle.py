"""The archive of a case: its PDF, the files of its evidence, its timeline as data, and a manifest of them all."""

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from services.core.documents.building import PDF, ZIP, Given, Made
from services.core.documents.case import WRITTEN, Case, Money
from services.core.documents.report import Report

CHUNK = 1024 * 1024


def build(given: bytes) -> bytes:
    """Write both files into the folder; in and out are `Given` and `Made` as MessagePack. Runs apart."""
    asked = msgspec.msgpack.decode(given, type=Given)
    folder, case = Path(asked.folder), asked.case
    (folder / PDF).write_bytes(Report(case, folder).pdf())
    (folder / "timeline.json").write_bytes(in_json(timeline(case)))
    names = [PDF, "timeline.json", *(file.path for file in case.evidence if file.path)]
    (folder / "manifest.json").write_bytes(in_json(manifest(case, folder, names)))
    archive(folder, ZIP, ["manifest.json", *names], case.made_at)
    return msgspec.msgpack.encode(Made(*measured(folder / ZIP)))


def archive(folder: Path, target: str, names: list[str], made_at: datetime) -> None:
    """Pack files of a folder; the same files and moment make the same bytes. What people sent is packed already."""
    with zipfile.ZipFile(folder / target, "w") as packed:
        for name in names:
            entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            is_file = name.startswith(("evidence/", "enclosures/"))
            entry.compress_type = zipfile.ZIP_STORED if is_file else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with (folder / name).open("rb") as source, packed.open(entry, "w") as opened:
                while chunk := source.read(CHUNK):
                    opened.write(chunk)


def timeline(case: Case) -> dict[str, Any]:
    """What happened to the claim and its parcels, what was written, given and booked, oldest first."""
    claim = [
        {"occurredAt": one.occurred_at, "subject": case.claim.number, "type": one.type, "actor": one.actor}
        | ({"actorId": one.actor_id} if one.actor_id else {})
        | ({"status": one.status} if one.status else {})
        for one in case.happenings
        if one.type != WRITTEN
    ]
    parcels = [
        {
            "occurredAt": scan.occurred_at,
            "subject": f"{parcel.carrier} {parcel.tracking_number}",
            "type": "shipment.scan",
            "actor": "CARRIER",
            "status": scan.status,
            "description": scan.description,
            "location": scan.location,
        }
        for parcel in case.parcels
        for scan in parcel.scans
    ]
    events = sorted(claim + parcels + _dealings(case), key=lambda one: one["occurredAt"])
    return {"claim": case.claim.number, "events": events}


def _dealings(case: Case) -> list[dict[str, Any]]:
    letters = [
        {
            "occurredAt": one.sent_at,
            "subject": case.claim.number,
            "type": "message",
            "actor": one.author,
            "channel": one.channel,
            "title": one.subject,
            "body": one.body,
        }
        | ({"internal": True} if one.internal else {})
        for one in case.letters
    ]
    resolutions = [
        {
            "occurredAt": one.decided_at,
            "subject": case.claim.number,
            "type": "resolution",
            "resolution": one.type,
            "goodwill": one.goodwill,
            "status": one.status,
            "amount": _amount(one.amount),
            "reference": one.reference,
        }
        for one in case.resolutions
    ]
    entries = [
        {
            "occurredAt": one.occurred_at,
            "subject": case.claim.number,
            "type": "ledger.entry",
            "entry": one.type,
            "side": one.side,
            "amount": _amount(one.amount),
            "settled": _amount(one.settled),
            "expected": one.expected,
            "reverses": one.reverses,
            "reference": one.reference,
        }
        for one in case.ledger
    ]
    return letters + resolutions + entries


def _amount(money: Money | None) -> dict[str, str] | None:
    return {"amount": money.amount, "currencyCode": money.currency_code} if money else None


def manifest(case: Case, folder: Path, names: list[str]) -> dict[str, Any]:
    """Each file of the archive with its size and hash, so that anybody can see that none was changed."""
    files = []
    known = {file.path: file for file in case.evidence}
    for name in names:
        size, sha256 = measured(folder / name)
        entry: dict[str, Any] = {"path": name, "size": size, "sha256": sha256}
        if (file := known.get(name)) is not None:
            entry |= {"evidence": file.id, "kind": file.kind, "originalSha256": file.original_sha256}
        files.append(entry)
    return {
        "claim": case.claim.number,
        "order": case.order.number,
        "audience": case.audience,
        "language": case.language,
        "madeAt": case.made_at,
        "files": files,
    }


def measured(file: Path) -> tuple[int, str]:
    """A file's size in bytes and its SHA-256 in hex."""
    with file.open("rb") as opened:
        return file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest()


def in_json(value: object) -> bytes:
    """A value as JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2)
