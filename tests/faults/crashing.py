"""Kills a job's process at each place where the job waits, has another one finish the work, and says how it went.

The process that dies is forked from one that has everything imported, runs the job's own coroutine on real connections
and ends with `os._exit` in the middle of it: nothing is closed, rolled back or told. Whoever goes on knows only what
PostgreSQL and the outside know. What was done is for the test to judge.
"""

import asyncio
import gc
import logging
import multiprocessing
import os
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any

import structlog

from services.core import tasks
from services.core.ids import new_id
from services.core.ports import Unavailable
from services.core.settings import Settings
from services.core.tasks import Lease
from services.worker.job import Again, Job, Process
from services.worker.run import Handler
from tests.bench.report import alone, publish

KILLED = 137
AT_ONCE = 20
MOST_RUNS = 40
LEASE_SECONDS = 60.0
LAZY = ("anyio._backends._asyncio", "concurrent.futures.thread", "encodings.idna")
"""What libraries import at their first call, which would be in each process that dies."""


@dataclass(frozen=True)
class Seeded:
    """What one point's job is about."""

    subject: str
    account_id: str | None


@dataclass(frozen=True)
class Play:
    """One job in one setting. All of it is pickled by name, so that functions stand in modules.

    `opened` gives a process what a worker has. `seed` makes what one run of the job needs; it is handed a name that no
    other run has. `person` is asked after the job has ended, and says whether they decided something, so that it has
    to run again. `speed` is how much faster than the world the clock runs that the job and its waits go by; `given` is
    whatever the functions want to know.
    """

    name: str
    settings: Settings
    storefront_id: str
    job: Handler
    opened: Callable[["Play"], AbstractAsyncContextManager[Process]]
    seed: Callable[["Play", Process, str], Awaitable[Seeded]]
    person: Callable[["Play", Process, str], Awaitable[bool]] | None = None
    speed: float = 1.0
    began: float = field(default_factory=time.time)
    given: Any = None

    def clock(self) -> datetime:
        """A time that passes faster, the same in all processes of the play."""
        return datetime.fromtimestamp(self.began, UTC) + timedelta(seconds=(time.time() - self.began) * self.speed)


@dataclass(frozen=True)
class Fate:
    """What became of one point; 0 is the run that nobody killed. `subject` is what the job was about."""

    point: int
    killed: bool
    subject: str


@dataclass
class Points:
    """Counts the suspensions and resumptions of a job, and ends the process at one of them.

    `before_last` counts those before the job's last run.
    """

    fatal: int
    seen: int = 0
    before_last: int = 0

    def pass_one(self) -> None:
        """Die, or go on."""
        self.seen += 1
        if self.seen == self.fatal:
            os._exit(KILLED)


class Mortal(Coroutine[Any, Any, Again | None]):
    """A job's coroutine, which may die wherever it is resumed or suspended."""

    def __init__(self, inner: Coroutine[Any, Any, Again | None], points: Points) -> None:
        self._inner = inner
        self._points = points

    def send(self, value: Any) -> Any:
        """Resume, and be suspended again or end."""
        self._points.pass_one()
        try:
            return self._inner.send(value)
        finally:
            self._points.pass_one()

    def throw(self, *error: Any) -> Any:
        """Resume with an error."""
        self._points.pass_one()
        try:
            return self._inner.throw(*error)
        finally:
            self._points.pass_one()

    def close(self) -> None:
        """End."""
        self._inner.close()

    def __await__(self) -> Generator[Any, Any, Again | None]:
        raise TypeError("it is run as a task of its own")


async def crash_everywhere(play: Play, *, only_last_run: bool = False, every: int = 1, after: int = 0) -> list[Fate]:
    """Run the play once in peace, then once for each point at which that could have died, some at a time.

    `only_last_run` is for a play whose earlier runs are those of another; `every` leaves points out, and `after` the
    first ones, for a play that has only to fail somewhere.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*LAZY, "tests.faults.crashing", play.job.__module__, play.opened.__module__])
    places = asyncio.Semaphore(AT_ONCE)
    async with play.opened(play) as process:

        async def one(point: int) -> tuple[Fate, Any]:
            async with places:
                lease = await _seed(play, process)
                code, told = await _child(context, play, lease, point)
                if code not in {0, KILLED}:
                    raise AssertionError(f"{play.name}, point {point}: {told or code}")
                await _until_done(play, process, await _lease(play, process, lease.task_id), Points(0))
                return Fate(point, code == KILLED, lease.subject), told

        quiet, (points, before_last) = await one(0)
        first = before_last + 1 if only_last_run else after + 1
        fates = [quiet]
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(one(point)) for point in range(first, points + 1, every)]
        return fates + [run.result()[0] for run in running]


def report(play: Play, fates: list[Fate], seconds: float) -> None:
    """Print how many points the play had, and write build/reports/crashes-….json."""
    rows = [
        alone("points", "", [float(len(fates) - 1)]),
        alone("processes killed", "", [float(sum(fate.killed for fate in fates))]),
        alone("all of it", "s", [seconds]),
    ]
    publish(f"crashes-{play.name.replace(' ', '-')}", rows)


async def _child(context: Any, play: Play, lease: Lease, point: int) -> tuple[int, Any]:
    """Have a process run the job until its point; its exit code and what it told."""
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_live, args=(play, lease, point, theirs))
    child.start()
    theirs.close()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(child.sentinel, ended.set)
    try:
        await ended.wait()
        child.join()
        try:
            told = ours.recv() if ours.poll() else 0
        except EOFError:
            told = 0
        return child.exitcode, told
    finally:
        loop.remove_reader(child.sentinel)
        if child.exitcode is None:
            child.kill()
            child.join()
        child.close()
        ours.close()


def _live(play: Play, lease: Lease, point: int, parent: Connection) -> None:
    """What the process does that is to die."""
    gc.disable()  # it would write to every page that is shared with the process that this one was forked from
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    code = 0
    try:
        parent.send(asyncio.run(_alone(play, lease, point)))
    except BaseException:  # noqa: BLE001 - the parent raises it
        parent.send(traceback.format_exc())
        code = 1
    parent.close()
    os._exit(code)


async def _alone(play: Play, lease: Lease, point: int) -> tuple[int, int]:
    points = Points(point)
    async with play.opened(play) as process:
        async with process.app.connection():
            pass  # connecting is none of the job's own waits
        await _until_done(play, process, lease, points)
    return points.seen, points.before_last


async def _until_done(play: Play, process: Process, lease: Lease, points: Points) -> None:
    """Run the job as often as it wants, each time with a new lease."""
    for _ in range(MOST_RUNS):
        points.before_last = points.seen
        try:
            wish = await asyncio.create_task(Mortal(play.job(Job(process, lease)), points))  # type: ignore[arg-type]
        except Unavailable as failure:
            wish = Again(failure.retry_after or 0)
        if wish is not None:
            await asyncio.sleep(wish.seconds / play.speed)
        elif play.person is None or not await play.person(play, process, lease.subject):
            return
        lease = await _lease(play, process, lease.task_id)
    raise AssertionError(f"not done after {MOST_RUNS} runs")


async def _seed(play: Play, process: Process) -> Lease:
    """A task of its own for one point, and the right to work on it."""
    task_id = new_id("tsk")
    seeded = await play.seed(play, process, task_id)
    async with process.relay.connection() as connection:
        await connection.execute(
            """insert into tasks (storefront_id, id, kind, subject, account_id, state, due_at, created_at)
               values ($1, $2, 'test.crash', $3, $4, 'WAITING', now(), now())""",
            play.storefront_id, task_id, seeded.subject, seeded.account_id,
        )  # fmt: skip
    return await _lease(play, process, task_id)


async def _lease(play: Play, process: Process, task_id: str) -> Lease:
    """A new lease, as a worker gets when the sweep has taken the task from a dead one."""
    async with process.relay.connection() as connection:
        attempt = await connection.fetchval(
            """update tasks set state = 'RELEASED', attempt = attempt + 1 where storefront_id = $1 and id = $2
               returning attempt""",
            play.storefront_id, task_id,
        )  # fmt: skip
        lease = await tasks.take(connection, play.storefront_id, task_id, attempt, LEASE_SECONDS)
    assert lease is not None, "nobody else leases the tasks of a play"
    return lease
