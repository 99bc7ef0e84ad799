"""How the neighbors in Python are served: by the same uvicorn, set in the same way, as our own API."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute

from services.api.__main__ import Server, listen
from services.core.database import Pool, open_pool
from services.core.settings import read_settings

STOREFRONT = os.environ.get("STOREFRONT", "")
"""Whose claims are read."""


def serve(routes: Sequence[BaseRoute], role: str, **session: str) -> None:
    """Run until stopped, with a pool of as many connections as ours; `session` are settings of PostgreSQL's."""
    settings = read_settings("neighbor")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        url = settings.database_url.get_secret_value()
        app.state.pool = await open_pool(url, role, size=settings.database_pool, **session)
        yield
        await app.state.pool.close()

    app = Starlette(routes=routes, lifespan=lifespan)
    Server(app, settings).run(sockets=[listen(settings.host, settings.port)])


def pool_of(request: Request | Any) -> Pool:
    """The connections of the application that got this request."""
    pool: Pool = request.app.state.pool
    return pool
