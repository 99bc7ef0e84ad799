"""The sandbox's HTTP interface: each company under its root, the control API, and a sign of life."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route

from services.sandbox.box import Box
from services.sandbox.company import Steered
from services.sandbox.control import Control
from services.sandbox.demo.routes import Demo
from services.sandbox.gate import Gate
from services.sandbox.mail.pages import Pages
from services.sandbox.mail.server import catching
from services.sandbox.shopify.control.routes import ShopifyControl
from services.sandbox.shopify.page.routes import Page
from services.sandbox.steering import Wrong, wrong


def make_app(box: Box) -> Starlette:
    """The application around a box; closing it closes the box."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(box.close)
            stack.push_async_callback(demo.close)
            if box.settings.smtp_port is not None:
                await stack.enter_async_context(
                    catching(box.mailbox, box.settings.host, box.settings.smtp_port, box.clock)
                )
            yield

    pages = Pages(box.mailbox)
    demo = Demo(box)
    routes: list[BaseRoute] = [
        Mount(company.root, Gate(company, box.calls, box.faults, box.clock, box.closing, box.replay))
        for company in box.companies
    ]
    return Starlette(
        routes=[
            *Page(box.shopify, box.calls).routes(),
            *routes,
            Route("/control/mails", pages.mails),
            *(
                Mount(f"/control/{company.name}", routes=company.control)
                for company in box.companies
                if isinstance(company, Steered)
            ),
            Mount("/control/shopify", routes=ShopifyControl(box.shopify, box.deliveries).routes()),
            Mount("/control", routes=Control(box).routes()),
            Mount("/mail", routes=pages.routes()),
            demo.mount(),
            Route("/healthz", _alive),
        ],
        exception_handlers={Wrong: wrong},
        lifespan=lifespan,
    )


async def _alive(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})
