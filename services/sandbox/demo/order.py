"""What the page of one order asks of its shop's server."""

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.sandbox.demo.guard import session_of
from services.sandbox.demo.insurer import INSURED
from services.sandbox.demo.makegood import Makegood, Unanswered
from services.sandbox.demo.outside import Outside
from services.sandbox.demo.sales import Sale, Sales
from services.sandbox.demo.storefronts import Storefront, Storefronts
from services.sandbox.steering import Wrong, answered, decoded

CLERK = "demo-clerk"
"""Who sits at the shop's desk."""

Serve = Callable[[Request, Sale], Awaitable[Response]]


class Move(msgspec.Struct, forbid_unknown_fields=True):
    """Which parcel, and what becomes of it."""

    parcel: str
    to: str


class BadDay(msgspec.Struct, forbid_unknown_fields=True):
    """What goes wrong."""

    name: str


class Again(msgspec.Struct, forbid_unknown_fields=True):
    """A replacement."""

    id: int


class Verdict(msgspec.Struct, forbid_unknown_fields=True):
    """What was filed with the insurer, and what becomes of it."""

    claim: str
    to: str


class OrderDoor:
    """The endpoints of one order; each begins with the question whose it is."""

    def __init__(self, sales: Sales, storefronts: Storefronts, makegood: Makegood, outside: Outside) -> None:
        self._sales = sales
        self._storefronts = storefronts
        self._makegood = makegood
        self._outside = outside

    def serving(self, serve: Serve) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that serves only who bought the order."""

        async def endpoint(request: Request) -> Response:
            sale = self._sales.find(request.path_params["id"], session_of(request))
            if sale is None:
                return JSONResponse({"error": "this browser has bought no such order"}, 404)
            try:
                return await serve(request, sale)
            except Unanswered as no:
                return JSONResponse({"error": str(no)}, 502)

        return endpoint

    async def outside(self, _request: Request, sale: Sale) -> Response:
        """What happens outside, and whether Makegood knows the order by now."""
        if sale.known_as is None:
            sale.known_as = await self._makegood.order_id(self._storefront(sale).secret_key, sale.gid)
        if sale.story.insured and sale.known_as and not sale.covered:
            sale.covered = await self._cover(sale, sale.known_as)
        return answered(self._outside.view(sale))

    async def token(self, _request: Request, sale: Sale) -> Response:
        """A fresh token for the order's customer, whose session was just looked at."""
        return answered(await self._makegood.customer_token(self._storefront(sale).secret_key, _known(sale)))

    async def staff_token(self, _request: Request, sale: Sale) -> Response:
        """A token for the shop's desk. A shop looks at its staff's session here; in the demo one person is both."""
        return answered(await self._makegood.staff_token(self._storefront(sale).secret_key, CLERK))

    async def move(self, request: Request, sale: Sale) -> Response:
        """Another fate for a parcel."""
        move = await decoded(request, Move)
        self._outside.move(sale, move.parcel, move.to)
        return answered(self._outside.view(sale))

    async def bad_day(self, request: Request, sale: Sale) -> Response:
        """Half a minute in which something goes wrong."""
        self._outside.bad_days.begin((await decoded(request, BadDay)).name)
        return answered(self._outside.view(sale))

    async def send_again(self, request: Request, sale: Sale) -> Response:
        """Have the shop send a replacement."""
        wanted = (await decoded(request, Again)).id
        replacement = next((order for order in sale.replacements if order.id == wanted), None)
        if replacement is None or replacement.fulfillments:
            raise Wrong("there is no such replacement that waits to be sent")
        self._sales.send_again(replacement, sale)
        return answered(self._outside.view(sale))

    async def insurer(self, request: Request, sale: Sale) -> Response:
        """What the insurer does."""
        verdict = await decoded(request, Verdict)
        self._outside.insurer.act(sale.codes, verdict.claim, verdict.to)
        return answered(self._outside.view(sale))

    async def _cover(self, sale: Sale, order_id: str) -> bool:
        """Have the parcel insured and tell Makegood so; only then is it lost. False while it is too early."""
        (code, *_), key = sale.codes, self._storefront(sale).secret_key
        if not self._outside.insurer.cover(code):
            return False
        if not await self._makegood.cover(key, order_id, f"{INSURED}", sale.order.created_at):
            return False
        for to in ("transit", "lost"):
            self._outside.move(sale, code, to)
        return True

    def _storefront(self, sale: Sale) -> Storefront:
        storefront = self._storefronts.find(sale.shop.domain)
        if storefront is None:
            raise Wrong("the shop has no keys any more; start `make run` again")
        return storefront


def _known(sale: Sale) -> str:
    if sale.known_as is None:
        raise Wrong("Makegood does not know the order yet")
    return sale.known_as
