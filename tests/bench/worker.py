"""The workers that are measured: ours with all jobs or with ones that do nothing, and a bare one of arq's."""

import asyncio
import json
import logging
import signal
import sys
import time

import uvloop
from arq.worker import Worker, func

from services.core import logging as logs
from services.core.ports import Carrier, Credentials, Parcel
from services.core.settings import Settings
from services.core.shipments.model import Tracking
from services.worker.checks import Checks
from services.worker.job import Job
from services.worker.main import work
from services.worker.queue import JOB_SECONDS, open_queue

RUNS: list[tuple[str, float]] = []


async def note(job: Job) -> None:
    """Do nothing but note when."""
    RUNS.append((job.subject, time.time()))


async def bare(_: object, subject: str, *__: object) -> None:
    """The same for arq alone."""
    RUNS.append((subject, time.time()))


def tell(stop: asyncio.Event) -> None:
    """Print what was noted, after each line of standard input; end with it."""

    def on_line() -> None:
        if not sys.stdin.readline():
            stop.set()
            return
        print(json.dumps(RUNS), flush=True)
        RUNS.clear()

    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), on_line)


async def ours(settings: Settings, stop: asyncio.Event) -> None:
    """The product's worker, with nothing to do in its jobs."""
    await work(settings, stop, {"claim.acknowledge": note, "claim.verify": note})


async def whole(settings: Settings, stop: asyncio.Event) -> None:
    """The product's worker as it is."""
    await work(settings, stop)


async def alone(settings: Settings, stop: asyncio.Event) -> None:
    """The product's worker, but with each parcel asked for in a call of its own."""

    async def ask(self: Checks, carrier: Carrier, credentials: Credentials, parcel: Parcel) -> Tracking:
        return await carrier.check(credentials, parcel)

    Checks.ask = ask  # type: ignore[method-assign] # this process is the one that is measured
    await work(settings, stop)


async def arq(settings: Settings, stop: asyncio.Event) -> None:
    """arq with the same concurrency, poll and serializer, and nothing behind it."""
    queue = open_queue(settings.redis_url.get_secret_value())
    worker = Worker(
        functions=[func(bare, name="run", timeout=JOB_SECONDS, keep_result=0)],  # type: ignore[arg-type]
        redis_pool=queue,
        handle_signals=False,
        max_jobs=settings.max_jobs,
        keep_result=0,
        poll_delay=0.05,
        queue_read_limit=settings.tasks_in_flight + 2 * settings.max_jobs,
        job_serializer=queue.job_serializer,
        job_deserializer=queue.job_deserializer,
        log_results=False,
    )
    serving = asyncio.create_task(worker.async_run())
    await stop.wait()
    serving.cancel()
    await queue.connection_pool.disconnect()


async def main(kind: str) -> None:
    """Work until standard input ends."""
    logging.getLogger("arq").setLevel(logging.ERROR)
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    tell(stop)
    await {"ours": ours, "whole": whole, "alone": alone, "arq": arq}[kind](settings, stop)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
