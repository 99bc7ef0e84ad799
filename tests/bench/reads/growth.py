"""`make bench ONLY=growth`: the same pages from our API over few claims and over a hundred times as many.

The larger database needs some 15 GB of disk for as long as it is measured.
"""

import os

from tests.bench.ground import ground
from tests.bench.reads.contenders import OURS, contenders
from tests.bench.reads.filled import fill
from tests.bench.reads.load import find_wrk
from tests.bench.reads.turns import SIZES, in_turns
from tests.bench.report import alone, compared, publish

FEW = int(os.environ.get("FEW_CLAIMS", "20000"))
MANY = int(os.environ.get("CLAIMS", "2000000"))


async def measure() -> None:
    """Two API processes on two databases of one server, in turns."""
    find_wrk()
    few, many = f"{FEW:,} claims", f"{MANY:,} claims"
    async with ground(storefronts=0) as where:
        small, large = await fill(where.settings, FEW), await fill(where.settings, MANY)
        async with contenders([OURS], small) as (on_small,), contenders([OURS], large) as (on_large,):
            on_small.name, on_large.name = few, many
            for one in (on_small, on_large):
                for first in SIZES:
                    await one.answer(first)
            rates = await in_turns([on_small, on_large])
    rows = [compared(f"first:{first}", "1/s", rates[many, first], few, rates[few, first]) for first in SIZES]
    rows += [alone(f"{few} first:{first}", "1/s", rates[few, first]) for first in SIZES]
    publish("growth", rows)
