"""The demo under `/demo`: an ordinary customer of the API, as a headless storefront's own server is.

GET    /                   choose a shop and a story; what was bought before
POST   /orders             form: shop, story. Sells an order and sends it
GET    {o}                 the order's page; {o} is /orders/{its id at Shopify}
GET    {o}/outside         what happens outside, and the order's id at Makegood once that knows it
POST   {o}/token           a fresh token for the order's customer
POST   {o}/staff-token     one for the shop's desk
POST   {o}/moves           {"parcel", "to"}: another fate for a parcel
POST   {o}/bad-days        {"name"}: half a minute in which something goes wrong
POST   {o}/replacements    {"id"}: the shop sends a replacement
POST   {o}/insurer         {"claim", "to"}: what the insurer decides, or that it pays
GET    /lookup             ?shop=: where a guest finds an order
"""

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles

from services.sandbox.box import Box
from services.sandbox.demo.guard import Guard, begin_session, session_of
from services.sandbox.demo.makegood import Makegood
from services.sandbox.demo.order import OrderDoor
from services.sandbox.demo.outside import Outside
from services.sandbox.demo.pages import Pages
from services.sandbox.demo.sales import Sales
from services.sandbox.demo.storefronts import Storefronts
from services.sandbox.demo.stories import story
from services.sandbox.steering import Wrong

STATIC = Path(__file__).with_name("static")
HEARD_WITHIN = 10.0


class Demo:
    """All of it, around one box."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._storefronts = Storefronts(box.settings.storefronts)
        self._makegood = Makegood(box.settings.api_url)
        self._sales = Sales(box.shopify.shops)
        self._outside = Outside(box, self._sales)
        self._pages = Pages(self._makegood.url)

    def mount(self) -> Mount:
        """What the sandbox serves."""
        door = OrderDoor(self._sales, self._storefronts, self._makegood, self._outside)
        order = "/orders/{id:int}"
        doors = {
            "token": door.token,
            "staff-token": door.staff_token,
            "moves": door.move,
            "bad-days": door.bad_day,
            "replacements": door.send_again,
            "insurer": door.insurer,
        }
        router = Router(
            [
                Route("/", self._choose),
                Route("/orders", self._buy, methods=["POST"]),
                Route(order, self._order),
                Route(f"{order}/outside", door.serving(door.outside)),
                *(Route(f"{order}/{name}", door.serving(serve), methods=["POST"]) for name, serve in doors.items()),
                Route("/lookup", self._lookup),
                Mount("/static", StaticFiles(directory=STATIC)),
            ]
        )
        return Mount("/demo", Guard(router, self._makegood.url))

    async def close(self) -> None:
        """End what lasts."""
        self._outside.bad_days.close()
        await self._makegood.close()

    async def _choose(self, request: Request) -> Response:
        return self._pages.choose(self._storefronts.all(), self._sales.of(session_of(request)))

    async def _buy(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=10)
        storefront, chosen = self._storefronts.find(str(form.get("shop"))), story(str(form.get("story")))
        if storefront is None or chosen is None:
            raise Wrong("choose one of the shops and one of the stories")
        if chosen.insured and not self._sales.pays_in(storefront.shop, "USD"):
            others = (one for one in self._storefronts.all() if self._sales.pays_in(one.shop, "USD"))
            storefront = next(others, storefront)
        await self._heard(storefront.shop)
        response = RedirectResponse("/demo/", 303)
        sale = self._sales.sell(storefront.shop, chosen, session_of(request) or begin_session(response))
        if sale is None:
            raise Wrong("the sandbox has no such shop")
        response.headers["location"] = f"/demo/orders/{sale.order.id}"
        return response

    async def _heard(self, shop: str) -> None:
        """Wait a while for whoever wants the shop's webhooks: what is sold before that is told to nobody."""
        loop = asyncio.get_running_loop()
        until = loop.time() + HEARD_WITHIN
        while not (self._sales.is_heard(shop) or self._box.closing.is_set()) and loop.time() < until:
            await asyncio.sleep(0.1)

    async def _order(self, request: Request) -> Response:
        sale = self._sales.find(request.path_params["id"], session_of(request))
        return self._pages.order(sale) if sale else self._pages.gone()

    async def _lookup(self, request: Request) -> Response:
        storefronts = self._storefronts.all()
        wanted = self._storefronts.find(request.query_params.get("shop", "")) or next(iter(storefronts), None)
        sales = [sale for sale in self._sales.of(session_of(request)) if wanted and sale.shop.domain == wanted.shop]
        return self._pages.lookup(storefronts, wanted, sales)
