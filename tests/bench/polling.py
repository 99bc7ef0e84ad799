"""Parcels polled by one worker process, asked for together and each alone: how many a second, calls, and memory."""

import os
from collections import Counter
from dataclasses import dataclass

import asyncpg

from services.core.outside import Limits
from tests.bench.ground import Ground, ground
from tests.bench.parcels import Followed, companies, follow, looked_at, looking, make_due, ready, rest, ring, rows
from tests.bench.report import Row, alone, compared, publish
from tests.processes import Sandbox, a_sandbox

PARCELS = int(os.environ.get("PARCELS", "5000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
ACCOUNTS = 4
MOST_SECONDS = 1200.0
APART = "each alone"


@dataclass
class Figures:
    """What one way of asking came to, a figure for each round."""

    parcels: list[float]
    calls: list[float]
    busiest: list[float]
    memory: list[float]


async def once(
    where: Ground, sandbox: Sandbox, database: asyncpg.Connection, followed: list[Followed], kind: str, figures: Figures
) -> None:
    """Have all parcels looked at by a fresh worker, and note how it went."""
    every = [shipment for account in followed for shipment in account.shipments]
    async with looking(where, sandbox, kind) as worker:
        await ready(where, database, followed)
        before = await _called(sandbox)
        await make_due(database, every)
        await ring(where)
        seconds = await looked_at(database, every, MOST_SECONDS)
        calls = await _called(sandbox) - before
        figures.memory.append(worker.megabytes())
    await rest(database)
    figures.parcels.append(len(every) / seconds)
    figures.calls.append(sum(calls.values()) / seconds)
    figures.busiest.append(max(calls.values()) / seconds)


async def _called(sandbox: Sandbox) -> Counter[str]:
    answer = await sandbox.control.get("/accounts")
    answer.raise_for_status()
    return Counter(answer.json()["calls"])


async def measure() -> None:
    """Both ways in turns, after one pass in which every parcel is asked for first."""
    together, apart = Figures([], [], [], []), Figures([], [], [], [])
    async with ground(storefronts=0) as where, a_sandbox("--step-seconds", "86400") as sandbox, rows(where) as database:
        kinds = companies(ACCOUNTS)
        followed = [await follow(where, company, number, PARCELS // len(kinds)) for company, number in kinds]
        await once(where, sandbox, database, followed, "whole", Figures([], [], [], []))
        for turn in range(ROUNDS):
            await once(where, sandbox, database, followed, "whole", together)
            await once(where, sandbox, database, followed, "alone", apart)
            print(
                f"round {turn + 1}: {together.parcels[-1]:,.0f} parcels/s together, "
                f"{apart.parcels[-1]:,.0f} each alone",
                flush=True,
            )
    budget = f"a budget of {Limits().per_second:g}/s"
    rows_told: list[Row] = [
        compared("parcels/s", "1/s", together.parcels, APART, apart.parcels),
        alone(f"{APART}, parcels/s", "1/s", apart.parcels),
        compared("calls/s, all accounts", "1/s", together.calls, APART, apart.calls),
        alone(f"{APART}, calls/s, all accounts", "1/s", apart.calls),
        compared("calls/s, busiest account", "1/s", together.busiest, budget, [Limits().per_second] * ROUNDS),
        compared(f"{APART}, calls/s, busiest", "1/s", apart.busiest, budget, [Limits().per_second] * ROUNDS),
        compared("worker's memory", "MiB", together.memory, APART, apart.memory),
        alone(f"{APART}, worker's memory", "MiB", apart.memory),
    ]
    publish("polling", rows_told)
