"""`make bench ONLY=reads`: pages of claims from our API, beside a hand-written route and other GraphQL servers.

All of them read the same rows of one PostgreSQL, each with up to 20 connections, and answer on the loopback without
writing a log of requests. Ours is `python -m services.api` as anybody runs it, with LOG_LEVEL=WARNING and a
budget that is never spent.
"""

import os

from services.dev.npm import install
from tests.bench.ground import ground
from tests.bench.reads.contenders import EVERYBODY, OURS, check, contenders
from tests.bench.reads.filled import fill
from tests.bench.reads.load import FOLDER, find_wrk
from tests.bench.reads.picture import draw
from tests.bench.reads.turns import ROUNDS, SIZES, TURN_SECONDS, in_turns
from tests.bench.report import alone, compared, publish

CLAIMS = int(os.environ.get("CLAIMS", "200000"))
NEIGHBORS = [name for name in EVERYBODY if name != OURS]


async def measure() -> None:
    """Ours and every neighbor in turns, in rounds."""
    find_wrk()
    install(FOLDER / "node")
    async with ground(storefronts=0) as where:
        filled = await fill(where.settings, CLAIMS)
        async with contenders(EVERYBODY, filled) as taking_part:
            await check(taking_part)
            rates = await in_turns(taking_part)
    rows = [
        compared(f"first:{first}", "1/s", rates[OURS, first], name, rates[name, first])
        for first in SIZES
        for name in NEIGHBORS
    ]
    rows += [alone(f"{name} first:{first}", "1/s", rates[name, first]) for first in SIZES for name in NEIGHBORS]
    publish("reads", rows)
    if CLAIMS >= 200_000 and ROUNDS >= 5:  # a run that was cut short is no picture of anything
        draw(rates, f"{CLAIMS:,} claims; median of {ROUNDS} rounds in turns, {TURN_SECONDS:g} s each, 16 connections")
