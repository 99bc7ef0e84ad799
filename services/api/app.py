"""The API process put together: its routes, and what they all use."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import strawberry
import structlog
from redis.exceptions import RedisError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from services.api import files, health, hooks, installs, widget
from services.api.graphiql import Graphiql
from services.api.hub import Hub
from services.api.process import Process
from services.api.protocol import EXTENSIONS
from services.api.protocol.budget import Budgets
from services.api.protocol.endpoint import Endpoint
from services.api.request_log import RequestLog
from services.api.schema import make_schema
from services.core import feed
from services.core.clock import Clock, system_clock
from services.core.cursors import Cursors
from services.core.database import APP, DOOR, open_pool, open_read_pool
from services.core.settings import Settings
from services.core.storage import Links, open_storage
from services.core.tokens import open_tokens
from services.core.vault import open_vault, read_keys

DOOR_CONNECTIONS = 4

log = structlog.get_logger()


class BadSetting(ValueError):
    """A setting cannot be used; the message says which and never shows its value."""


def make_app(
    settings: Settings,
    clock: Clock = system_clock,
    schema: strawberry.Schema | None = None,
    widget_folder: Path = widget.FOLDER,
) -> Starlette:
    """The application. It starts while PostgreSQL and Redis are away, and serves once they are there.

    Raises:
        BadSetting: a setting cannot be used.
        ValueError: what lies in the widget's folder cannot be.
    """
    _check(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_process(settings, clock) as process:
            app.state.process = process
            log.info("api.started")
            yield
        log.info("api.stopped")

    schema = schema or make_schema(EXTENSIONS)
    graphiql = Graphiql(Path(settings.graphiql_folder)) if settings.graphiql_folder else None
    app = Api(
        Endpoint(schema),
        graphiql,
        routes=[
            Route("/hooks/{company}", hooks.receive_platform, methods=["POST"]),
            Route("/hooks/{company}/{account}", hooks.receive, methods=["POST"]),
            Route("/files/{key:path}", files.serve, methods=["GET", "HEAD", "PUT", "OPTIONS"]),
            Route("/widget/{path:path}", widget.Widget(widget_folder, settings.public_url).serve),
            Route("/shopify/install", installs.begin),
            Route(installs.CALLBACK, installs.come_back),
            Route("/healthz", health.live),
            Route("/readyz", health.ready),
            Route("/metrics", health.numbers),
            *([graphiql.files] if graphiql else []),
        ],
        middleware=[Middleware(RequestLog)],
        lifespan=lifespan,
    )
    app.state.schema = schema._schema  # noqa: SLF001 - Strawberry has no other name for graphql-core's
    return app


class Api(Starlette):
    """Starlette's routes, and /graphql before them: it answers every error itself, so it needs no more layers."""

    def __init__(self, graphql: ASGIApp, graphiql: Graphiql | None, **options: Any) -> None:
        super().__init__(**options)
        self._graphql = RequestLog(graphql)
        self._graphiql = graphiql

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan" or scope["path"] != "/graphql":
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        if self._graphiql is not None and self._graphiql.is_wanted(scope):
            await self._graphiql(scope, receive, send)
            return
        await self._graphql(scope, receive, send)


@asynccontextmanager
async def open_process(settings: Settings, clock: Clock = system_clock) -> AsyncIterator[Process]:
    """Everything that requests use, opened and closed together; nothing is connected before it is needed."""
    url, token_keys = settings.database_url.get_secret_value(), settings.token_keys.get_secret_value()
    app = await open_pool(url, APP, size=settings.database_pool)
    door = await open_pool(url, DOOR, size=DOOR_CONNECTIONS)
    present = await open_read_pool(url, size=settings.database_pool)
    replica = settings.database_read_url.get_secret_value()
    reads = await open_read_pool(replica, size=settings.database_pool) if replica else present
    redis = feed.open_redis(settings.redis_url.get_secret_value())
    cursors = Cursors(*read_keys(token_keys).values())
    hub = Hub(app, door, redis, cursors, settings, clock)
    budgets = Budgets(redis, settings)
    hub.start()
    budgets.start()
    process = Process(
        settings=settings,
        app=app,
        door=door,
        present=present,
        reads=reads,
        redis=redis,
        tokens=open_tokens(token_keys),
        vault=open_vault(settings.vault_keys.get_secret_value()),
        cursors=cursors,
        hub=hub,
        budgets=budgets,
        storage=open_storage(settings.storage_url, settings.storage_options.get_secret_value()),
        links=Links(settings.public_url, *read_keys(token_keys).values()),
        clock=clock,
    )
    process.heartbeats.start()
    try:
        yield process
    finally:
        process.heartbeats.close()
        await hub.close()
        await budgets.close()
        with suppress(RedisError, OSError, TimeoutError):
            await redis.aclose()
        await asyncio.gather(app.close(), door.close(), present.close(), reads.close())


def drain(app: Starlette) -> None:
    """Take no more work: not ready any more, and every stream is told to come back to another process."""
    process: Process | None = getattr(app.state, "process", None)
    if process is not None:
        process.stopping.set()
        process.hub.drain()


def _check(settings: Settings) -> None:
    if settings.database_url.get_secret_value().partition("://")[0] not in {"postgres", "postgresql"}:
        raise BadSetting("DATABASE_URL must begin with postgresql://")
    try:
        feed.open_redis(settings.redis_url.get_secret_value())
    except ValueError:
        raise BadSetting("REDIS_URL must begin with redis://, rediss:// or unix://") from None
    try:
        open_storage(settings.storage_url, settings.storage_options.get_secret_value())
    except ValueError as error:
        raise BadSetting(str(error)) from None
    for name, keys, form in (
        ("TOKEN_KEYS", settings.token_keys, "kid:base64 of a 32-byte Ed25519 seed"),
        ("VAULT_KEYS", settings.vault_keys, "version:base64 of 32 bytes"),
    ):
        try:
            found = read_keys(keys.get_secret_value())
        except ValueError:
            raise BadSetting(f"{name} must be written `{form}`, comma separated, newest first") from None
        if not found:
            raise BadSetting(f"{name} is empty; set it to `{form}`")
        if name == "VAULT_KEYS" and not all(version.isdecimal() for version in found):
            raise BadSetting("VAULT_KEYS must be named by whole numbers, such as `1:…`")
