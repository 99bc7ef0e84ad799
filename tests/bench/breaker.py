"""Three carriers' parcels beside a fourth carrier that hangs: how much later they are looked at."""

import asyncio
import os
import time

import asyncpg

from tests.bench.ground import Ground, ground
from tests.bench.parcels import Followed, companies, follow, looked_at, looking, make_due, ready, rest, ring, rows
from tests.bench.report import alone, compared, percentile, publish
from tests.processes import Sandbox, a_sandbox

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "60"))
"""How long the carrier hangs in each round, and how long all are well beside it."""
EVERY_SECONDS = 0.1
"""How often one parcel of each of the others is due: half of an account's budget."""
WELL = "all well"


async def latenesses(
    where: Ground,
    sandbox: Sandbox,
    database: asyncpg.Connection,
    others: list[Followed],
    fourth: Followed,
    hangs: bool,
) -> list[float]:
    """Milliseconds from due to looked at, of each of the others' parcels."""
    if hangs:
        await sandbox.fault("hang", times=None, match={"api_key": fourth.key})
    due_at: dict[str, float] = {}
    async with looking(where, sandbox):
        await ready(where, database, others)
        # all of its parcels, at once and for as long as it hangs
        await make_due(database, fourth.shipments)
        await ring(where)
        turns = int(SECONDS / EVERY_SECONDS)
        began = time.monotonic()
        for turn in range(turns):
            due = [account.shipments[turn % len(account.shipments)] for account in others]
            if turn >= len(others[0].shipments):
                break
            await make_due(database, due)
            due_at |= dict.fromkeys(due, time.time())
            await ring(where)
            await asyncio.sleep(max(0.0, began + (turn + 1) * EVERY_SECONDS - time.monotonic()))
        await looked_at(database, list(due_at), SECONDS + 60)
        told = await database.fetch(
            "select id, extract(epoch from last_checked_at)::float8 as at from shipments where id = any($1)",
            list(due_at),
        )
    if hangs:
        (await sandbox.control.delete("/faults")).raise_for_status()
    await rest(database)
    return [(row["at"] - due_at[row["id"]]) * 1000 for row in told]


async def measure() -> None:
    """Both in turns, each with a fresh worker; the one that begins changes."""
    parcels = int(SECONDS / EVERY_SECONDS)
    with_one: list[float] = []
    without: list[float] = []
    async with ground(storefronts=0) as where, a_sandbox("--step-seconds", "86400") as sandbox, rows(where) as database:
        kinds = companies(4)
        # the one that hangs is reached by its key, which EasyPost's sandbox tells apart
        *others, fourth = [
            await follow(where, company, number, parcels) for company, number in [*kinds[1:], (kinds[0][0], 9)]
        ]
        await _first_look(where, sandbox, database, [*others, fourth])
        for turn in range(ROUNDS):
            for hangs in (True, False) if turn % 2 else (False, True):
                late = await latenesses(where, sandbox, database, others, fourth, hangs)
                (with_one if hangs else without).append(percentile(late, 0.99))
            print(
                f"round {turn + 1}: p99 {with_one[-1]:,.0f} ms beside a hanging carrier, {without[-1]:,.0f} ms without"
            )
    publish(
        "breaker",
        [
            compared("others' p99 beside a hanging carrier", "ms", with_one, WELL, without),
            alone(f"{WELL}, p99", "ms", without),
        ],
    )


async def _first_look(where: Ground, sandbox: Sandbox, database: asyncpg.Connection, followed: list[Followed]) -> None:
    """Have every parcel asked for once, so that all are known there."""
    every = [shipment for account in followed for shipment in account.shipments]
    async with looking(where, sandbox):
        await make_due(database, every)
        await ring(where)
        await looked_at(database, every, 600)
    await rest(database)
