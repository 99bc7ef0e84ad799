"""`make fuzz`: thousands of documents of a fresh seed, or of the one named by SEED."""

import asyncio
import os
import secrets
import sys
import time

from services.api.app import open_process
from services.api.schema import make_schema
from tests.bench.ground import ground
from tests.bench.report import Row, publish
from tests.reads.fuzz.asking import BY_PLANS, BY_RESOLVERS
from tests.reads.fuzz.callers import both_sides
from tests.reads.fuzz.compare import Comparison
from tests.reads.fuzz.reference import SDL, make_reference
from tests.reads.fuzz.run import run

say = sys.stdout.write


async def main(seed: int, documents: int) -> int:
    say(f"SEED={seed} DOCUMENTS={documents}\n")
    reference = make_reference(SDL.read_text())
    choices = BY_PLANS if "totalCount" in SDL.read_text() else BY_RESOLVERS
    schema = make_schema()
    async with ground(0) as place, open_process(place.settings) as process:
        database = place.settings.database_url.get_secret_value()
        comparison = Comparison(schema, reference)
        sides = await both_sides(process, schema, reference, database, choices)
        began = time.monotonic()
        tally = await run(comparison, sides, reference, seed, documents)
        seconds = time.monotonic() - began
        for difference in tally.differences[:5]:
            say(f"\n{difference.caller.name}: {difference.verdict}\n{difference.document.text}\n{difference.document.variables}\n{difference.document.operation_name}\n")
    say(f"{dict(tally.counts)} {tally.compared=} {tally.different=} {tally.discarded} {seconds}\n")
    return 1 if tally.different else 0


if __name__ == "__main__":
    seed = int(os.environ.get("SEED") or secrets.randbelow(10**9))
    sys.exit(asyncio.run(main(seed, int(os.environ.get("DOCUMENTS") or 2000))))
