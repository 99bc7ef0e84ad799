"""Writes a sample packet for each counterparty and each thing that can happen to a parcel into a folder."""

import argparse
import tempfile
from pathlib import Path

import msgspec

from services.core.documents.packets import bundle
from services.core.documents.packets.building import PDF, ZIP, Given
from services.core.documents.packets.compose import compose
from services.core.recoveries.rules.book import counterparties
from services.dev.packets.sample import a_material, pictures

parser = argparse.ArgumentParser(prog="python -m services.dev.packets", description=__doc__)
parser.add_argument("folder", type=Path, help="where they are written")
arguments = parser.parse_args()
arguments.folder.mkdir(parents=True, exist_ok=True)
for party in counterparties():
    if party.api:
        continue
    for peril in sorted({peril for rule in party.rules for peril in rule.perils}):
        packet = compose(a_material(party, peril))
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            pictures(packet, folder)
            bundle.build(msgspec.msgpack.encode(Given(made, packet)))
            name = f"{party.key}-{peril.lower().replace('_', '-')}"
            for file in (PDF, ZIP):
                target = arguments.folder / f"{name}{Path(file).suffix}"
                target.write_bytes((folder / file).read_bytes())
            print(f"{name}: {len(packet.fields)} fields, {len(packet.papers)} documents")
