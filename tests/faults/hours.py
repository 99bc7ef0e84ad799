"""A worker whose hours pass when a test says so: its clock, its breakers and pauses, and when its tasks are due."""

import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import asyncpg

from services.core.clock import system_clock
from services.core.companies import carriers
from services.core.outside import Outside
from services.core.settings import Settings
from services.worker.job import Process
from services.worker.main import wiring
from tests.watching import until
from tests.working import a_worker


@dataclass
class Hours:
    """How far ahead of the world the worker is, in seconds."""

    rows: asyncpg.Connection
    ahead: float = 0.0

    def clock(self) -> datetime:
        """What time it is there."""
        return system_clock() + timedelta(seconds=self.ahead)

    def monotonic(self) -> float:
        """The same for breakers and pauses."""
        return time.monotonic() + self.ahead

    async def pass_by(self, seconds: float) -> None:
        """Let so many seconds pass, and all be done that they make due."""
        self.ahead += seconds
        await self.rows.execute(
            "update tasks set due_at = due_at - make_interval(secs => $1) where state = 'WAITING'", seconds
        )
        await self.rest()

    async def rest(self) -> None:
        """Wait until everything that is due was done."""

        async def resting() -> bool:
            busy = """select (select count(*) from tasks where state in ('RELEASED', 'RUNNING')
                or (state = 'WAITING' and due_at <= now())) + (select count(*) from events where position is null)"""
            return bool(await self.rows.fetchval(busy) == 0)

        await until(resting, 60)

    @asynccontextmanager
    async def wired(self, settings: Settings) -> AsyncIterator[Process]:
        """What jobs use, in these hours."""
        async with wiring(settings) as process, Outside(self.clock, monotonic=self.monotonic) as outside:
            yield replace(process, carriers=carriers(outside, settings.urls), clock=self.clock)

    def worker(self, settings: Settings) -> AbstractAsyncContextManager[None]:
        """A worker that lives in them."""
        return a_worker(settings, wired=self.wired)
