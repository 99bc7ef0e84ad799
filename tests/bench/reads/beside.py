"""`make bench ONLY=reads`: pages of claims from our API, beside a hand-written route and other GraphQL servers."""

import os
from collections.abc import Sequence

import asyncpg

from services.core.clock import system_clock
from services.core.database import OWNER, connect
from services.core.storefronts import operations
from services.core.storefronts.model import ClientKind, Scope
from tests.bench.ground import ground
from tests.bench.reads.contenders import EVERYBODY, OURS, SIZES, check, contenders
from tests.bench.reads.load import Contender, find_wrk
from tests.bench.reads.seed import seed
from tests.bench.report import alone, compared, publish

CLAIMS = int(os.environ.get("CLAIMS", "200000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
TURN_SECONDS = float(os.environ.get("TURN_SECONDS", "3"))
STOREFRONTS = 10
WARMING_SECONDS = 2.0

Rates = dict[tuple[str, int], list[float]]
"""Answers a second in each round, by the contender's name and the size of the page."""


async def fill(url: str, claims: int) -> tuple[str, str]:
    """Seed the database; the storefront with half of all claims, and a key that reads it."""
    print(f"Seeding {claims:,} claims …", flush=True)
    superuser = await asyncpg.connect(url)
    shops = await seed(superuser, claims, STOREFRONTS)
    await superuser.close()
    owner = await connect(url, OWNER)
    grants = {shops[0]: frozenset({Scope.READ})}
    _, key = await operations.create_client(owner, "bench", ClientKind.SECRET, grants, system_clock())
    await owner.close()
    return shops[0], key


async def in_turns(taking_part: Sequence[Contender]) -> Rates:
    """Every contender once in each round, at each size, after all are warm."""
    rates: Rates = {(one.name, first): [] for one in taking_part for first in SIZES}
    for first in SIZES:
        for one in taking_part:
            await one.rate(first, min(WARMING_SECONDS, TURN_SECONDS))
    for turn in range(ROUNDS):
        for first in SIZES:
            for one in taking_part:
                rates[one.name, first].append(await one.rate(first, TURN_SECONDS))
        told = ", ".join(f"{name} {first}: {values[-1]:,.0f}" for (name, first), values in rates.items())
        print(f"  round {turn + 1} of {ROUNDS}: {told}", flush=True)
    return rates


async def measure() -> None:
    """Ours and every neighbor in turns, in rounds."""
    find_wrk()
    async with ground(storefronts=0) as where:
        shop, key = await fill(where.settings.database_url.get_secret_value(), CLAIMS)
        async with contenders(EVERYBODY, where.settings, shop, key) as taking_part:
            await check(taking_part)
            rates = await in_turns(taking_part)
    neighbors = [name for name in EVERYBODY if name != OURS]
    rows = [
        compared(f"first:{first}", "1/s", rates[OURS, first], name, rates[name, first])
        for first in SIZES
        for name in neighbors
    ]
    rows += [alone(f"{name} first:{first}", "1/s", rates[name, first]) for first in SIZES for name in neighbors]
    publish("reads", rows)
