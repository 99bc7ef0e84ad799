"""A worker with jobs that leave proof of each run: `python -m tests.faults.proving`."""

import asyncio
import os
import signal
from collections.abc import Mapping

import asyncpg
import uvloop

from services.core.settings import Settings
from services.worker.job import Job
from services.worker.main import work
from services.worker.run import Handler

PROOFS = """
create table makegood.proofs (task_id text not null, worker integer not null);
grant insert on makegood.proofs to makegood_app;
"""


async def write(job: Job) -> None:
    """Leave proof, in the transaction that also proves the lease."""
    async with job.write() as tx:
        await tx.execute("insert into proofs values ($1, $2)", job.lease.task_id, os.getpid())


async def die(_: Job) -> None:
    """Take the process down as a crash does."""
    os._exit(139)


JOBS: Mapping[str, Handler] = {"proof.write": write, "proof.die": die}


async def prepare(rows: asyncpg.Connection) -> None:
    """Make room for proofs."""
    await rows.execute(PROOFS)


async def proofs(rows: asyncpg.Connection) -> dict[str, int]:
    """How often each task ran to its end."""
    found = await rows.fetch("select task_id, count(*) as times from makegood.proofs group by 1")
    return {row["task_id"]: row["times"] for row in found}


async def main(settings: Settings) -> None:
    """The worker process, with these jobs."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await work(settings, stop, JOBS)


if __name__ == "__main__":
    uvloop.run(main(Settings()))
