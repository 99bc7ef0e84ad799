"""/healthz, /readyz and /metrics: whether the process lives, whether it can serve, and what it counted."""

import asyncio
from typing import cast

import asyncpg
import msgspec
import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from services.api import metrics
from services.api.process import Process, process_of
from services.api.reads.check import find_faults
from services.core.database import AWAY
from services.migrate import MigrationError, pending, read_migrations

LOOK_SECONDS = 1.0
CHECK_SECONDS = 10.0

log = structlog.get_logger()


async def live(request: Request) -> Response:
    """The process answers."""
    return _json(200, {"ok": True})


async def ready(request: Request) -> Response:
    """200 when requests can be served; else 503, with what is missing."""
    process = process_of(request)
    found = {
        "draining": process.stopping.is_set(),
        "feed": process.hub.alive(),
    } | await _database(process)
    found["reads"] = found["migrations"] and await _reads(request, process)
    ok = found["database"] and found["migrations"] and found["feed"] and found["reads"] and not found["draining"]
    return _json(200 if ok else 503, {"ok": ok} | found)


async def numbers(request: Request) -> Response:
    """Everything counted, for Prometheus."""
    process = process_of(request)
    for role, pool in (("app", process.app), ("door", process.door), ("reads", process.reads)):
        metrics.CONNECTIONS.labels(role, "idle").set(pool.idle)
        metrics.CONNECTIONS.labels(role, "busy").set(pool.busy)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _reads(request: Request, process: Process) -> bool:
    """Whether the schema fits the database; looked at once, as neither changes while the process lives."""
    state = request.app.state
    if not hasattr(state, "fits"):
        try:
            async with asyncio.timeout(CHECK_SECONDS), process.present.connection() as connection:
                faults = await find_faults(state.schema, connection)
        except AWAY as error:
            log.warning("database.away", error=type(error).__name__)
            return False
        for fault in faults:
            log.error("reads.fault", fault=fault)
        state.fits = not faults
    fits: bool = state.fits
    return fits


async def _database(process: Process) -> dict[str, bool]:
    try:
        async with asyncio.timeout(LOOK_SECONDS), process.door.connection() as connection:
            try:
                missing = await pending(cast("asyncpg.Connection", connection), _MIGRATIONS)
            except MigrationError:
                missing = []  # newer than we are, as in a rolling deploy: migrations only add
    except AWAY as error:
        log.warning("database.away", error=type(error).__name__)
        return {"database": False, "migrations": False}
    return {"database": True, "migrations": not missing}


def _json(status: int, document: object) -> Response:
    return Response(msgspec.json.encode(document), status, media_type="application/json")


_MIGRATIONS = read_migrations()
