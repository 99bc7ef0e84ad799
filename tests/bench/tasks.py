"""Durable tasks beside bare arq jobs: how many a second, how soon one starts, and what waiting costs."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psutil
from arq.connections import ArqRedis
from arq.constants import default_queue_name, job_key_prefix
from arq.jobs import serialize_job
from arq.utils import timestamp_ms

from services.core import feed, outbox
from services.core.clock import system_clock
from services.core.events import Actor, ActorKind, Event
from services.core.ids import new_id
from services.worker.queue import open_queue
from tests.bench.ground import Ground, ground
from tests.bench.report import Row, alone, compared, percentile, publish
from tests.processes import environment

ROUNDS = 5
TASKS = 4000
PICKUPS = 100
IDLE_SECONDS = 10
BARE = "bare arq"


class Measured:
    """A worker process, with the runs that it noted."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.usage = psutil.Process(process.pid)

    async def noted(self) -> list[tuple[str, float]]:
        """The runs since the last look."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"\n")
        return [(subject, at) for subject, at in json.loads(await self.process.stdout.readline())]

    def seconds(self) -> float:
        """The processor time that the process took so far."""
        used = self.usage.cpu_times()
        return used.user + used.system

    async def all_of(self, count: int) -> list[float]:
        """When so many runs happened."""
        times: list[float] = []
        async with asyncio.timeout(120):
            while len(times) < count:
                await asyncio.sleep(0.1)
                times += [at for _, at in await self.noted()]
        return times


@asynccontextmanager
async def worker(kind: str, where: Ground, redis_database: int) -> AsyncIterator[Measured]:
    """Start one of the two workers, each on its own Redis database."""
    env = environment(where.settings) | {"REDIS_URL": in_database(where.redis_url, redis_database)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.worker", kind,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=os.environ | env, limit=2**26,
    )  # fmt: skip
    try:
        yield Measured(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


def in_database(url: str, number: int) -> str:
    """The same Redis, another of its databases."""
    return f"{url.rstrip('/').removesuffix('/0')}/{number}"


async def submit(where: Ground, count: int) -> None:
    """Commit so many events of new claims, each of which asks for two tasks."""
    for shop in where.storefronts:
        async with where.app.write(shop) as tx:
            for _ in range(count // len(where.storefronts)):
                await outbox.append(tx, a_submission())


def a_submission() -> Event:
    """The event of a new claim."""
    return Event("claim.submitted", new_id("clm"), 1, Actor(ActorKind.SYSTEM), system_clock())


async def durable_rate(where: Ground, ours: Measured) -> float:
    """Tasks a second from the first commit's ring to the last run, with everything written to disk."""
    await submit(where, TASKS // 2)
    redis = feed.open_redis(in_database(where.redis_url, 1))
    began = time.time()
    await feed.ring(redis, feed.OUTBOX, "")
    times = await ours.all_of(TASKS)
    await redis.aclose()
    return TASKS / (max(times) - began)


async def bare_rate(theirs: Measured, queue: ArqRedis) -> float:
    """Bare jobs a second, rung in the same way."""
    began = time.time()
    for _ in range(TASKS // 500):
        await ring_bare(queue, 500)
    times = await theirs.all_of(TASKS)
    return TASKS / (max(times) - began)


async def ring_bare(queue: ArqRedis, count: int) -> None:
    """Ring bare jobs, one for each piece of work as with arq's own `enqueue_job`, but in one round trip."""
    now = timestamp_ms()
    pipeline = queue.pipeline(transaction=False)
    for _ in range(count):
        job_id = new_id("job")
        job = serialize_job("run", (job_id,), {}, None, now, serializer=queue.job_serializer)
        pipeline.set(job_key_prefix + job_id, job, px=3_600_000)
        pipeline.zadd(default_queue_name, {job_id: now})
    await pipeline.execute()


async def pickups(where: Ground, ours: Measured, queue: ArqRedis, theirs: Measured) -> tuple[list[float], list[float]]:
    """Milliseconds from commit, and from a bare ring, to the start of the job; one at a time, in turns."""
    redis = feed.open_redis(in_database(where.redis_url, 1))
    durable, bare = [], []
    for turn in range(PICKUPS):
        event = a_submission()
        async with where.app.write(where.storefronts[turn % len(where.storefronts)]) as tx:
            await outbox.append(tx, event)
        committed = time.time()
        await feed.ring(redis, feed.OUTBOX, "")
        durable.append((min(await ours.all_of(2)) - committed) * 1000)
        rung = time.time()
        await ring_bare(queue, 1)
        bare.append((min(await theirs.all_of(1)) - rung) * 1000)
        await asyncio.sleep(0.013 * (turn % 7))  # never in step with a poll
    await redis.aclose()
    return durable, bare


async def idle(measured: Measured) -> float:
    """The share of one core that a worker with nothing to do takes, in percent."""
    before = measured.seconds()
    await asyncio.sleep(IDLE_SECONDS)
    return 100 * (measured.seconds() - before) / IDLE_SECONDS


async def measure() -> None:
    """All of it, in turns."""
    async with ground(storefronts=20) as where, worker("ours", where, 1) as ours, worker("arq", where, 2) as theirs:
        queue = open_queue(in_database(where.redis_url, 2))
        await durable_rate(where, ours)
        await bare_rate(theirs, queue)
        durable, bare, costs, bare_costs = [], [], [], []
        for turn in range(ROUNDS):
            before = ours.seconds()
            durable.append(await durable_rate(where, ours))
            costs.append((ours.seconds() - before) / TASKS * 1000)
            before = theirs.seconds()
            bare.append(await bare_rate(theirs, queue))
            bare_costs.append((theirs.seconds() - before) / TASKS * 1000)
            print(f"round {turn + 1}: {durable[-1]:,.0f} durable tasks/s, {bare[-1]:,.0f} bare jobs/s", flush=True)
        soon, bare_soon = await pickups(where, ours, queue, theirs)
        waiting = await idle(ours)
        bare_waiting = await idle(theirs)
        await queue.connection_pool.disconnect()
    rows: list[Row] = [
        compared("tasks/s", "1/s", durable, BARE, bare),
        alone(f"{BARE}, jobs/s", "1/s", bare),
        compared("processor time of a task", "ms", costs, BARE, bare_costs),
        alone(f"{BARE}, processor time of a job", "ms", bare_costs),
    ]
    for share in (0.5, 0.99):
        name = f"pick-up p{share * 100:.0f}"
        mine, other = percentile(soon, share), percentile(bare_soon, share)
        rows += [compared(name, "ms", [mine], BARE, [other]), alone(f"{BARE}, {name}", "ms", [other])]
    rows += [
        compared("idle worker", "% core", [waiting], BARE, [bare_waiting]),
        alone(f"{BARE}, idle", "% core", [bare_waiting]),
    ]
    publish("tasks", rows)
