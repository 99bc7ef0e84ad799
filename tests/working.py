"""Workers that run in a test's own process."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from services.core.settings import Settings
from services.worker.jobs import JOBS
from services.worker.main import Wiring, wiring, work
from services.worker.run import Handler

PATIENCE_SECONDS = 15


@asynccontextmanager
async def a_worker(
    settings: Settings, jobs: Mapping[str, Handler] = JOBS, wired: Wiring = wiring
) -> AsyncIterator[None]:
    """A worker, stopped at the end."""
    stop = asyncio.Event()
    running = asyncio.create_task(work(settings, stop, jobs, wired))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await running
