"""arq as doorbell and runner: how tasks are rung into it and how it is set up."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, cast

import msgspec
from arq.connections import ArqRedis
from arq.constants import default_queue_name, job_key_prefix
from arq.jobs import serialize_job
from arq.utils import timestamp_ms
from arq.worker import Worker, func
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from services.core.settings import Settings
from services.core.tasks import Ring

if TYPE_CHECKING:
    from arq.typing import WorkerCoroutine

RING_LIFE_SECONDS = 3600
SHARES = 8
MOST_TOGETHER = 25
JOB_SECONDS = 120.0
"""The longest that a group of tasks may take, its wait for a place included; each task has a shorter deadline."""

Run = Callable[..., Coroutine[Any, Any, None]]


def open_queue(url: str) -> ArqRedis:
    """The client of arq with an end to every wait; `OSError` is retried too, as connecting raises it."""
    pool = ConnectionPool.from_url(
        url,
        socket_timeout=5,
        socket_connect_timeout=1,
        health_check_interval=15,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), 3),
        retry_on_error=[RedisConnectionError, RedisTimeoutError, OSError],
        max_connections=200,
    )
    return ArqRedis(pool, job_serializer=msgspec.json.encode, job_deserializer=msgspec.json.decode)


async def enqueue(queue: ArqRedis, rings: list[Ring]) -> None:
    """Ring the tasks in, all in one round trip. A ring that stands already, or runs, stays as it is."""
    now = timestamp_ms()
    pipeline = queue.pipeline(transaction=False)
    for group in grouped(rings):
        job_id = job_id_of(group)
        tasks = [(ring.storefront_id, ring.task_id, ring.attempt) for ring in group]
        job = serialize_job("run", (tasks,), {}, None, now, serializer=msgspec.json.encode)
        pipeline.set(job_key_prefix + job_id, job, px=RING_LIFE_SECONDS * 1000, nx=True)
        pipeline.zadd(default_queue_name, {job_id: now}, nx=True)
    await pipeline.execute()


def grouped(rings: list[Ring]) -> list[list[Ring]]:
    """The rings by the job that carries them: a few go alone, a crowd in groups, so that arq's cost is shared.

    Groups stay small beside the crowd, so that several workers share it. The same rings make the same groups.
    """
    size = min(max(len(rings) // SHARES, 1), MOST_TOGETHER)
    ordered = sorted(rings, key=lambda ring: (ring.task_id, ring.attempt))
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]


def job_id_of(group: list[Ring]) -> str:
    """The queue's id of a group; one with another attempt of any task is another job."""
    names = [f"{ring.task_id}:{ring.attempt}" for ring in group]
    return names[0] if len(names) == 1 else f"{names[0]}+{hashlib.sha256(' '.join(names).encode()).hexdigest()[:16]}"


def make_worker(queue: ArqRedis, settings: Settings, run: Run) -> Worker:
    """The worker of arq with all its own recovery off: attempts, leases and results live in PostgreSQL."""
    return Worker(
        functions=[func(cast("WorkerCoroutine", run), name="run", timeout=JOB_SECONDS, keep_result=0, max_tries=1)],
        redis_pool=queue,
        handle_signals=False,
        max_jobs=settings.max_jobs,
        max_tries=1,
        keep_result=0,
        poll_delay=0.05,
        queue_read_limit=settings.tasks_in_flight + 2 * settings.max_jobs,
        retry_jobs=False,
        health_check_interval=60,
        job_serializer=msgspec.json.encode,
        job_deserializer=_decode,
        log_results=False,
    )


def _decode(data: bytes) -> dict[str, Any]:
    decoded: dict[str, Any] = msgspec.json.decode(data)
    return decoded
