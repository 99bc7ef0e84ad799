"""The archive of a packet: its PDF, each paper and file under its number, the form's fields as data, a manifest."""

from pathlib import Path
from typing import Any

import msgspec

from services.core.documents.building import Made
from services.core.documents.bundle import archive, in_json, measured
from services.core.documents.case import Money
from services.core.documents.packets.building import PDF, ZIP, Given
from services.core.documents.packets.packet import Packet
from services.core.documents.packets.papers import own_papers, path_of
from services.core.documents.packets.report import Papers


def build(given: bytes) -> bytes:
    """Write both files into the folder; in and out are `Given` and `Made` as MessagePack. Runs apart."""
    asked = msgspec.msgpack.decode(given, type=Given)
    folder, packet = Path(asked.folder), asked.packet
    papers = Papers(packet, folder)
    names = [PDF, "fields.json"]
    (folder / PDF).write_bytes(papers.whole())
    (folder / "fields.json").write_bytes(in_json(fields(packet)))
    for place, name in enumerate(own_papers(declares=packet.declares), 1):
        path = path_of(packet.language, place, papers.text(f"packet.{name}"), "pdf")
        (folder / path).write_bytes(papers.paper(name))
        names.append(path)
    names += [one.path for one in packet.enclosures if one.path]
    (folder / "manifest.json").write_bytes(in_json(manifest(packet, folder, names)))
    archive(folder, ZIP, ["manifest.json", *names], packet.made_at)
    return msgspec.msgpack.encode(Made(*measured(folder / ZIP)))


def fields(packet: Packet) -> dict[str, Any]:
    """The form for programs: each field with its value or with who is asked, and each document with where it is."""
    return {
        "recovery": packet.number,
        "counterparty": packet.party.key,
        "language": packet.language,
        "madeAt": packet.made_at,
        "requested": _amount(packet.asked),
        "fields": [
            {"label": one.label, "known": one.known, "value": one.text or one.day or _amount(one.money)}
            | ({} if one.is_known else {"ask": one.ask})
            for one in packet.fields
        ],
        "documents": [
            {"document": one.document, "files": _paths(packet, one.files), "written": one.written, "ask": one.holder}
            for one in packet.papers
        ],
    }


def manifest(packet: Packet, folder: Path, names: list[str]) -> dict[str, Any]:
    """Each file of the archive with its size and hash, so that anybody can see that none was changed."""
    known = {one.path: one for one in packet.enclosures}
    files = []
    for name in names:
        size, sha256 = measured(folder / name)
        entry: dict[str, Any] = {"path": name, "size": size, "sha256": sha256}
        if (one := known.get(name)) is not None:
            entry |= {"kind": one.kind}
        files.append(entry)
    return {"recovery": packet.number, "language": packet.language, "madeAt": packet.made_at, "files": files}


def _paths(packet: Packet, places: tuple[int, ...]) -> list[str]:
    return [one.path for one in packet.enclosures if one.place in places and one.path]


def _amount(money: Money | None) -> dict[str, str] | None:
    return {"amount": money.amount, "currencyCode": money.currency_code} if money else None
