"""The sandbox's HTTP interface: each company under its root, the control API, and a sign of life."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route

from services.sandbox.box import Box
from services.sandbox.control import Control
from services.sandbox.gate import Gate
from services.sandbox.shopify.control.routes import ShopifyControl
from services.sandbox.shopify.page.routes import Page
from services.sandbox.steering import Wrong, wrong


def make_app(box: Box) -> Starlette:
    """The application around a box; closing it closes the box."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await box.close()

    routes: list[BaseRoute] = [
        Mount(company.root, Gate(company, box.calls, box.faults, box.clock, box.closing)) for company in box.companies
    ]
    return Starlette(
        routes=[
            *Page(box.shopify, box.calls).routes(),
            *routes,
            Mount("/control/shopify", routes=ShopifyControl(box.shopify, box.deliveries).routes()),
            Mount("/control", routes=Control(box).routes()),
            Route("/healthz", _alive),
        ],
        exception_handlers={Wrong: wrong},
        lifespan=lifespan,
    )


async def _alive(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})
