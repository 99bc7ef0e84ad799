"""Runs one task: takes its lease, keeps it, and writes down how it ended."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping

import structlog
from prometheus_client import Counter, Histogram

from services.core import tasks
from services.core.database import AWAY
from services.core.logging import places
from services.core.outside import Spent
from services.core.tasks import Fenced, Lease, Ring
from services.worker.job import Again, Job, Process
from services.worker.retry import OURS, GiveUp, TookTooLong, decide
from services.worker.together import Together

Handler = Callable[[Job], Awaitable[Again | None]]

UNKNOWN_KIND_SECONDS = 30.0
"""How long a kind that this version does not know waits for a newer worker."""
DEADLINE_SECONDS = 100.0
PATIENCE_SECONDS = 15.0
"""How long a task waits for a place in a full worker."""
STOP_SECONDS = 3.0
SPREAD_SECONDS = 60.0
"""Over how long tasks begin again that waited for an account's next day."""
"""How long stopped runs may take to write that they stopped."""

ENDS = Counter("makegood_task_runs_total", "Runs of tasks, by how they ended.", ["kind", "end"])
SECONDS = Histogram("makegood_task_seconds", "How long runs of tasks took.", ["kind"])

log = structlog.get_logger()


class Runner:
    """Runs the tasks of one process and renews all their leases together."""

    def __init__(self, process: Process, jobs: Mapping[str, Handler], finished: Callable[[], None]) -> None:
        self._process = process
        self._jobs = jobs
        self._finished = finished
        self._running: dict[Lease, asyncio.Task[object]] = {}
        self._rng = random.Random()
        self._stopping = False
        self._places = asyncio.Semaphore(process.settings.max_jobs)
        self._leases = Together(self._take_all)
        self._done = Together(self._finish_all)

    async def run(self, _: object, tasks: list[tuple[str, str, int]]) -> None:
        """What the queue calls, with the ids and attempts of tasks that were rung together."""
        await asyncio.gather(*(self.one(Ring(*task)) for task in tasks))

    async def one(self, ring: Ring) -> None:
        """Run one task. It never raises: whatever happens is written to the task, or left to its lease."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            return  # it stays released, and the next sweep rings it in for a worker that has room
        try:
            await self._with_place(ring)
        finally:
            self._places.release()

    async def _with_place(self, ring: Ring) -> None:
        if self._stopping:
            return
        try:
            lease = await self._leases.ask(ring)
        except AWAY as error:
            log.warning("task.not_taken", task=ring.task_id, error=type(error).__name__)
            return
        if lease is None:
            return
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(task=ring.task_id, kind=lease.kind, subject=lease.subject):
            end = await self._attempt(lease)
        known = lease.kind if lease.kind in self._jobs else "unknown"
        ENDS.labels(known, end).inc()
        SECONDS.labels(known).observe(time.perf_counter() - began)
        self._finished()

    async def drain(self, seconds: float) -> None:
        """Begin nothing more, let what runs finish for so many seconds, then stop it and give it back at once."""
        self._stopping = True
        running = list(self._running.values())
        if running:
            log.info("worker.drains", tasks=len(running), seconds=seconds)
            _, late = await asyncio.wait(running, timeout=seconds)
            for run in late:
                run.cancel("worker stops")
            if late:
                await asyncio.wait(late, timeout=STOP_SECONDS)

    async def renew(self) -> None:
        """Keep all leases of this process, three times in their length; a run that lost its own is stopped."""
        seconds = self._process.settings.lease_seconds
        while True:
            await asyncio.sleep(seconds / 3)
            held = list(self._running)
            if not held:
                continue
            try:
                async with self._process.relay.connection() as connection:
                    kept = await tasks.renew_all(connection, held, seconds)
            except AWAY as error:
                log.warning("leases.not_renewed", error=type(error).__name__, tasks=len(held))
                continue
            for lease in held:
                if lease not in kept and (run := self._running.get(lease)):
                    log.warning("lease.lost", task=lease.task_id)
                    run.cancel("lease lost")

    async def _attempt(self, lease: Lease) -> str:
        handler = self._jobs.get(lease.kind)
        if handler is None:
            return await self._write(lease, "unknown_kind", self._give_back(lease, UNKNOWN_KIND_SECONDS))
        timer = asyncio.timeout(DEADLINE_SECONDS)
        try:
            async with timer:
                again = await self._held(lease, handler)
        except Fenced:
            return "fenced"
        except Spent as spent:
            # nobody failed, so it is no try, however often it happens
            seconds = (spent.retry_after or 0) + self._rng.uniform(0, min(spent.retry_after or 0, SPREAD_SECONDS))
            log.info("task.waits", seconds=round(seconds, 1))
            return await self._write(lease, "again", self._put_back(lease, seconds, None))
        except asyncio.CancelledError:
            # the process stops, or the lease is lost; in the first case somebody else can start at once
            return await self._write(lease, "stopped", self._give_back(lease, 0))
        except TimeoutError as error:
            return await self._failed(lease, TookTooLong() if timer.expired() else error)
        except Exception as error:  # noqa: BLE001 - whatever a job raises must be written to its task
            return await self._failed(lease, error)
        if again is not None:
            return await self._write(lease, "again", self._put_back(lease, again.seconds, None))
        return await self._write(lease, "done", self._done.ask(lease))

    async def _held(self, lease: Lease, handler: Handler) -> Again | None:
        """Do the job while its lease is renewed; writing its end needs no longer lease."""
        current = asyncio.current_task()
        assert current is not None
        self._running[lease] = current
        try:
            return await handler(Job(self._process, lease))
        finally:
            del self._running[lease]

    async def _failed(self, lease: Lease, error: Exception) -> str:
        verdict = decide(error, lease.failures, self._rng)
        record: dict[str, object] = {
            "at": self._process.clock().isoformat(),
            "error": type(error).__name__,
            "message": _told(error),
        }
        if isinstance(verdict, GiveUp):
            log.error("task.dead", error=record["error"], message=record["message"], exc_info=error)
            return await self._write(lease, "dead", self._bury(lease, record))
        log.warning("task.retry", error=record["error"], message=record["message"], seconds=round(verdict.seconds, 1))
        return await self._write(lease, "retry", self._put_back(lease, verdict.seconds, record))

    async def _put_back(self, lease: Lease, seconds: float, error: dict[str, object] | None) -> bool:
        async with self._process.relay.connection() as connection:
            return await tasks.put_back(connection, lease, seconds=seconds, error=error)

    async def _give_back(self, lease: Lease, seconds: float) -> bool:
        async with self._process.relay.connection() as connection:
            return await tasks.give_back(connection, lease, seconds)

    async def _bury(self, lease: Lease, record: dict[str, object]) -> bool:
        async with self._process.relay.connection() as connection:
            return await tasks.bury(connection, lease, record)

    async def _write(self, lease: Lease, end: str, written: Awaitable[bool | None]) -> str:
        """Write the task's end, which a stop does not interrupt.

        While the database is away nothing is lost: the lease ends and the task runs again.
        """
        try:
            return end if await asyncio.shield(asyncio.ensure_future(written)) else "fenced"
        except AWAY as error:
            log.warning("task.end_not_written", task=lease.task_id, end=end, error=type(error).__name__)
            return "not_written"

    async def _take_all(self, rings: list[Ring]) -> dict[Ring, Lease]:
        async with self._process.relay.connection() as connection:
            return await tasks.take_all(connection, rings, self._process.settings.lease_seconds)

    async def _finish_all(self, leases: list[Lease]) -> dict[Lease, bool]:
        async with self._process.relay.connection() as connection:
            return await tasks.finish_all(connection, leases)


def _told(error: Exception) -> str:
    """What may be kept of an error: the text of our own ones. Others may quote rows, and with them people."""
    return str(error)[:500] if isinstance(error, OURS) else "; ".join(places(error))[-500:]
