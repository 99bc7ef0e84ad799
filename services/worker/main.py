"""The worker process: relay, queue and runner under one roof, and how they start and stop."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import structlog
from arq.connections import ArqRedis
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.core import feed
from services.core.clock import system_clock
from services.core.companies import carriers, platforms
from services.core.companies.shopify import App
from services.core.database import APP, RELAY, open_pool
from services.core.mail import open_mailer
from services.core.outside import Outside, Shared
from services.core.settings import Settings
from services.core.storage import open_storage
from services.core.vault import open_vault
from services.worker.apart import Apart
from services.worker.checks import Checks
from services.worker.health import answering
from services.worker.job import Process
from services.worker.jobs import JOBS
from services.worker.queue import make_worker, open_queue
from services.worker.relay import Relay
from services.worker.run import Handler, Runner

BELL_SECONDS = 0.01
RESTART_SECONDS = 0.5
GOODBYE_SECONDS = 2.0
LOOK_SECONDS = 0.2

log = structlog.get_logger()


class Bell:
    """Rings the outbox after finished work, once for many: freed places and new events wake the relay."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._wanted = asyncio.Event()

    def ring(self) -> None:
        """Ring soon; costs nothing."""
        self._wanted.set()

    async def run(self) -> None:
        """Ring when wanted, until cancelled."""
        while True:
            await self._wanted.wait()
            await asyncio.sleep(BELL_SECONDS)
            self._wanted.clear()
            await feed.ring(self._redis, feed.OUTBOX, "")


@asynccontextmanager
async def wiring(settings: Settings) -> AsyncIterator[Process]:
    """Everything that jobs use, opened and closed together."""
    url = settings.database_url.get_secret_value()
    app = await open_pool(url, APP, size=settings.database_pool)
    relay = await open_pool(url, RELAY, size=max(4, settings.database_pool // 2))
    redis = feed.open_redis(settings.redis_url.get_secret_value())
    async with Outside(shared=Shared(redis, settings.outside_local_share)) as outside:
        tracking = carriers(outside, settings.urls)
        app_at_shopify = App(settings.shopify_client_id, settings.shopify_client_secret.get_secret_value())
        selling = platforms(
            outside, settings.private_hosts, shopify_url=settings.shopify_url, shopify_app=app_at_shopify
        )
        storage = open_storage(settings.storage_url, settings.storage_options.get_secret_value())
        vault = open_vault(settings.vault_keys.get_secret_value())
        mailer = open_mailer(settings.smtp_url.get_secret_value())
        try:
            yield Process(
                settings, app, relay, vault, tracking, selling, mailer, system_clock, storage, Apart(), Checks()
            )
        finally:
            await app.close()
            await relay.close()
            await _leave(redis)


Wiring = Callable[[Settings], AbstractAsyncContextManager[Process]]
"""Opens what jobs use."""


async def work(
    settings: Settings, stop: asyncio.Event, jobs: Mapping[str, Handler] = JOBS, wired: Wiring = wiring
) -> None:
    """Run until `stop` is set, then let running tasks finish for as long as the settings allow."""
    redis = feed.open_redis(settings.redis_url.get_secret_value())
    queue = open_queue(settings.redis_url.get_secret_value())
    bell = Bell(redis)
    async with wired(settings) as process:
        runner = Runner(process, jobs, bell.ring)
        async with asyncio.TaskGroup() as group:
            relay = group.create_task(Relay(settings, redis, queue).run())
            aside = [group.create_task(bell.run()), group.create_task(runner.renew())]
            await _serve(settings, queue, runner, stop)
            await _end({relay, *aside})
    await _leave(redis)
    with contextlib.suppress(RedisError, OSError, TimeoutError):
        await queue.connection_pool.disconnect()


async def _leave(redis: Redis) -> None:
    with contextlib.suppress(RedisError, OSError, TimeoutError):
        await redis.aclose()


async def _serve(settings: Settings, queue: ArqRedis, runner: Runner, stop: asyncio.Event) -> None:
    """Run arq; it ends whenever Redis is away for long, so it is started again until `stop`.

    Runs outlive the arq that began them: they need PostgreSQL alone, and `Runner.drain` knows all of them.
    """
    stopping = asyncio.create_task(stop.wait())
    begun: set[asyncio.Task[Any]] = set()
    try:
        while not stop.is_set():
            worker = make_worker(queue, settings, runner.run)
            serving = asyncio.create_task(worker.async_run())
            try:
                await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if serving.done():
                    _judge(serving)
                    await asyncio.wait({stopping}, timeout=RESTART_SECONDS)
                if stop.is_set():
                    worker.allow_pick_jobs, worker.max_jobs = False, 0
                    await runner.drain(settings.drain_seconds)
                    # a look at the queue that had begun ends by itself, with its connection in order
                    await asyncio.wait({serving}, timeout=LOOK_SECONDS)
            finally:
                serving.cancel()
                begun = {task for task in begun if not task.done()} | {serving, *worker.tasks.values()}
                for task in (serving, *worker.tasks.values()):
                    task.add_done_callback(_swallow)
        # each run's last word to Redis takes its ring away
        if begun:
            await asyncio.wait(begun, timeout=GOODBYE_SECONDS)
    finally:
        stopping.cancel()


async def _end(running: set[asyncio.Task[None]]) -> None:
    """Cancel until all have ended: one that is just in a failing statement may take its cancellation for an outage."""
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=GOODBYE_SECONDS)


def _judge(serving: asyncio.Task[None]) -> None:
    """Redis away is a bad day; anything else that ends arq is an error of ours. Raises it."""
    error = serving.exception()
    log.warning("queue.away", error=type(error).__name__)
    if not isinstance(error, RedisError | OSError | TimeoutError):
        raise error or RuntimeError("the queue's runner ended by itself")


def _swallow(task: asyncio.Task[Any]) -> None:
    """A run whose queue went away could not say so to Redis; the task itself was written to PostgreSQL."""
    if not task.cancelled():
        task.exception()


async def main(settings: Settings) -> None:
    """The process: serve metrics, work until SIGTERM or SIGINT."""
    logging.getLogger("arq").setLevel(logging.CRITICAL)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with answering(settings.host, settings.worker_port):
        log.info("worker.started")
        await work(settings, stop)
    log.info("worker.stopped")
