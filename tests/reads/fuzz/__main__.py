"""`make fuzz`: thousands of documents of a fresh seed, or of the one that SEED names."""

import asyncio
import os
import secrets
import sys
import time

from services.api.app import open_process
from services.api.schema import make_schema
from tests.bench.ground import ground
from tests.bench.report import Row, publish
from tests.reads.fuzz.callers import both_sides
from tests.reads.fuzz.compare import AGREEING, BOTH_ERRORS, EARLIER, EQUAL, TOO_LARGE, Comparison
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.reference import make_reference
from tests.reads.fuzz.run import Difference, Tally, run
from tests.reads.fuzz.shrink import shrunk

SHOWN = 5


async def main(seed: int, documents: int) -> int:
    """Run them; the exit status tells whether the two sides agree."""
    say(f"SEED={seed} DOCUMENTS={documents}")
    reference = make_reference()
    comparison = Comparison(make_schema(), reference)
    async with ground(0) as place, open_process(place.settings) as process:
        database = place.settings.database_url.get_secret_value()
        sides = await both_sides(process, comparison, database)
        began = time.monotonic()
        tally = await run(comparison, sides, seed, documents)
        seconds = time.monotonic() - began
        shown: set[str] = set()
        for one in tally.differences:
            if one.verdict.shape not in shown and len(shown) < SHOWN:
                shown.add(one.verdict.shape)
                say(await _told(one, comparison))
    publish("fuzz", _rows(tally, seconds))
    return 1 if tally.different else 0


async def _told(one: Difference, comparison: Comparison) -> str:
    """The smallest document found that shows the same kind of difference."""

    async def still(document: Document) -> bool:
        return (await comparison.verdict(document, one.caller)).kind == one.verdict.kind

    document = await shrunk(one.document, comparison.reference, still)
    verdict = await comparison.verdict(document, one.caller)
    return (
        f"\n{one.caller.name} in {one.caller.asking.caller.storefront_id}: {verdict.kind}\n{verdict.detail}\n"
        f"{document.text}\nvariables: {document.variables}"
    )


def _rows(tally: Tally, seconds: float) -> list[Row]:
    counted = {
        "answers compared": tally.compared,
        "equal": tally.counts[EQUAL],
        "both errors": tally.counts[BOTH_ERRORS],
        "errors that ours tells earlier": tally.counts[EARLIER],
        "of too many objects": tally.counts[TOO_LARGE],
        "different": tally.different,
        **{f"different: {kind}": count for kind, count in tally.counts.items() if kind not in AGREEING},
        **{f"discarded: {kind}": count for kind, count in tally.discarded.items()},
        "seconds": round(seconds, 1),
    }
    return [
        Row(name, value, "s" if name == "seconds" else "", "graphql-core", None, 1) for name, value in counted.items()
    ]


def say(text: str) -> None:
    """Print, whatever the text holds."""
    sys.stdout.write(text.encode(errors="backslashreplace").decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    chosen = int(os.environ.get("SEED") or secrets.randbelow(10**9))
    sys.exit(asyncio.run(main(chosen, int(os.environ.get("DOCUMENTS") or 2000))))
