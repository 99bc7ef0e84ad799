"""Shopify as one company of the sandbox: its HTTP interface."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import ClassVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Journey
from services.sandbox.parcels import Clock, Full
from services.sandbox.shopify.admin import errors
from services.sandbox.shopify.admin.answers import VERSION, answer
from services.sandbox.shopify.admin.endpoint import names
from services.sandbox.shopify.admin.schema import schema
from services.sandbox.shopify.app import App
from services.sandbox.shopify.oauth import OAuth
from services.sandbox.shopify.shops import Open, Shops, domain_of


class Shopify:
    """The company: `/shopify/{shop}/admin/…` stands for `https://{shop}/admin/…`."""

    name: ClassVar[str] = "shopify"
    root: ClassVar[str] = "/shopify"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, app: App, token: str, deliveries: Deliveries, clock: Clock) -> None:
        # read now, so that a broken file is seen at the start
        schema()
        self.settings = app
        self._settings_at_start = replace(app)
        self.shops = Shops(app, token, deliveries, clock)
        self._oauth = OAuth(app, clock)
        self.app = Starlette(
            routes=[
                Route("/{shop}/admin/api/{version}/graphql.json", self._graphql, methods=["POST"]),
                Route("/{shop}/admin/oauth/authorize", self._authorize),
                Route("/{shop}/admin/oauth/access_token", self._exchange, methods=["POST"]),
            ],
            exception_handlers={HTTPException: _strayed, Full: _full},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The token, the shop, and which operation is called."""
        path = request.url.path.removeprefix(self.root).strip("/")
        shop, _, rest = path.partition("/")
        operations = names(body) if rest.endswith("graphql.json") else ()
        token = request.headers.get("x-shopify-access-token")
        return Caller(token, shop=domain_of(shop) if shop else None, operations=operations)

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """Shopify's words for a status; 200 is its own failure, told as a GraphQL error."""
        return errors.refusal(status, details)

    def forget(self) -> None:
        """Have only the settings and the shops of the start, as new."""
        for field in fields(self.settings):
            setattr(self.settings, field.name, getattr(self._settings_at_start, field.name))
        self.shops.forget()
        self._oauth.forget()

    async def _graphql(self, request: Request) -> Response:
        opened = self._shop(request)
        if request.path_params["version"] != VERSION:
            return answer({"errors": f"The sandbox plays the version {VERSION} and no other"}, 404)
        return await opened.endpoint.serve(request)

    async def _authorize(self, request: Request) -> Response:
        return await self._oauth.authorize(request, self._shop(request).shop)

    async def _exchange(self, request: Request) -> Response:
        return await self._oauth.exchange(request, self._shop(request).shop)

    def _shop(self, request: Request) -> Open:
        opened = self.shops.find(request.path_params["shop"])
        if opened is None:
            raise HTTPException(404)
        return opened


async def _strayed(_request: Request, stray: Exception) -> Response:
    assert isinstance(stray, HTTPException), "registered for it alone"
    return errors.refusal(stray.status_code, None) or errors.refused(404)


async def _full(_request: Request, full: Exception) -> Response:
    return answer({"errors": f"{full}; POST /control/reset empties it"}, 429)
