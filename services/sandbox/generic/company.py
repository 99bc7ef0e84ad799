"""All generic shops as one company of the sandbox: the endpoints that each of them serves."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, ClassVar, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.generic.answers import BY_STATUS, Refusal, answer, refused
from services.sandbox.generic.shop import MOST_ORDERS, Asked, Line, Order, Shop, Ways
from services.sandbox.generic.signature import is_signed, key_of
from services.sandbox.journeys import Journey
from services.sandbox.parcels import Clock, Full, Parcels

TYPES = {"refunds": "refund", "credits": "credit", "gift-cards": "gift_card", "reshipments": "reshipment"}
MOST_SHOPS = 2_000
_NAME = re.compile(r"[a-z0-9-]{1,60}")

T = TypeVar("T")


class _StockAsked(msgspec.Struct, rename="camel"):
    """`POST /stock`."""

    type: str
    order_id: str
    lines: tuple[Line, ...]


class _NewsAsked(msgspec.Struct):
    """`POST /news`."""

    type: str
    since: Annotated[datetime, msgspec.Meta(tz=True)]
    after: str | None


class Generic:
    """The company; a shop is there from the first call that names it."""

    name: ClassVar[str] = "generic"
    root: ClassVar[str] = "/generic"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, _parcels: Parcels, _deliveries: Deliveries, clock: Clock) -> None:
        self._clock = clock
        self._shops: dict[str, Shop] = {}
        self.app = Starlette(
            routes=[
                Route("/{shop}", self._tell),
                Route("/{shop}/ways", self._behave, methods=["PUT"]),
                Route("/{shop}/orders/{id:path}", self._keep_order, methods=["PUT"]),
                Route("/{shop}/stock", self._stock, methods=["POST"]),
                Route("/{shop}/news", self._news, methods=["POST"]),
                Route("/{shop}/{what}", self._carry_out, methods=["POST"]),
                Route("/{shop}/{what}/{key}", self._find),
            ],
            exception_handlers={Refusal: refused, Full: _full},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The shop is what faults are matched against, as `api_key`."""
        return Caller(request.url.path.removeprefix(self.root).strip("/").partition("/")[0] or None)

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """A shop's no; the first of the details is its error."""
        known = BY_STATUS.get(status)
        if known is None:
            return None
        return answer({"error": details[0]}, status) if details else known.response()

    def forget(self) -> None:
        """Drop all shops."""
        self._shops.clear()

    async def _carry_out(self, request: Request) -> Response:
        shop, body = await self._signed(request)
        asked = _decode(body, Asked)
        if TYPES.get(request.path_params["what"]) != asked.type or asked.key != request.headers["webhook-id"]:
            raise BY_STATUS[422]
        if (asked.amount is None) != (asked.type == "reshipment"):
            raise BY_STATUS[422]
        return answer((await shop.carry_out(asked, self._clock)).wire())

    async def _find(self, request: Request) -> Response:
        shop, _ = await self._signed(request)
        kind, key = TYPES.get(request.path_params["what"]), request.path_params["key"]
        if kind is None or key != request.headers["webhook-id"]:
            raise BY_STATUS[422]
        deed = shop.find(kind, key)
        if deed is None:
            raise BY_STATUS[404]
        return answer(deed.wire())

    async def _stock(self, request: Request) -> Response:
        shop, body = await self._signed(request)
        question = _decode(body, _StockAsked)
        if question.type != "stock":
            raise BY_STATUS[422]
        return answer({"lines": shop.stock(question.order_id, question.lines)})

    async def _news(self, request: Request) -> Response:
        shop, body = await self._signed(request)
        question = _decode(body, _NewsAsked)
        if question.type != "news":
            raise BY_STATUS[422]
        return answer({"messages": shop.news(question.since), "after": None})

    async def _tell(self, request: Request) -> Response:
        shop = self._shop(request)
        ways = {"idempotent": shop.ways.idempotent, "seconds": shop.ways.seconds, "first": shop.ways.first}
        return answer({"ways": ways, "orders": shop.orders, "done": shop.deeds, "posted": shop.posted})

    async def _behave(self, request: Request) -> Response:
        ways = _decode(await request.body(), Ways)
        try:
            key_of(ways.secret)
        except ValueError as wrong:
            raise Refusal(422, "INVALID", str(wrong)) from wrong
        self._shop(request).ways = ways
        return answer({"kept": True})

    async def _keep_order(self, request: Request) -> Response:
        shop = self._shop(request)
        if len(shop.orders) >= MOST_ORDERS:
            raise Full(f"a shop of the sandbox keeps {MOST_ORDERS} orders and no more")
        shop.orders[request.path_params["id"]] = _decode(await request.body(), Order)
        return answer({"kept": True})

    async def _signed(self, request: Request) -> tuple[Shop, bytes]:
        shop, body = self._shop(request), await request.body()
        if not is_signed(request.headers, body, shop.ways.secret, self._clock()):
            raise BY_STATUS[401]
        return shop, body

    def _shop(self, request: Request) -> Shop:
        name = request.path_params["shop"]
        if not _NAME.fullmatch(name):
            raise BY_STATUS[404]
        if name not in self._shops and len(self._shops) >= MOST_SHOPS:
            raise Full(f"the sandbox keeps {MOST_SHOPS} generic shops and no more")
        return self._shops.setdefault(name, Shop())


def _decode(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise BY_STATUS[400] from wrong


async def _full(_request: Request, full: Exception) -> Response:
    return Refusal(429, "RATE_LIMITED", f"{full}; POST /control/reset empties it").response()
