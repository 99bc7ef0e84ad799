"""Making shops, what they sell, and how they behave."""

import re
from decimal import Decimal
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.control import told
from services.sandbox.shopify.control.finding import following, shop_of
from services.sandbox.shopify.control.orders import Amounts
from services.sandbox.shopify.money import is_currency
from services.sandbox.shopify.shop.shop import Conduct
from services.sandbox.shopify.shops import domain_of
from services.sandbox.steering import Wrong, answered, decoded

DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com")
MOST_CURRENCIES = 20


class Made(msgspec.Struct, forbid_unknown_fields=True):
    """A shop to be. `currencies`: what customers can pay in and store credit can be in, beside its own.

    A shop that is not `installed` has to be gone through OAuth for a token.
    """

    domain: str
    name: str = "Sample shop"
    currency: str = "DKK"
    currencies: list[str] = []
    installed: bool = True
    token: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] | None = None


class Goods(Amounts, forbid_unknown_fields=True):
    """Something to sell."""

    product: str
    price: Decimal
    title: str = "Default Title"
    sku: str = ""
    stock: int = 10
    oversell: bool = False


class Stock(msgspec.Struct, forbid_unknown_fields=True):
    """How many there are of something; null is not counted."""

    sku: str
    stock: int | None
    oversell: bool = False


class Points(msgspec.Struct, forbid_unknown_fields=True):
    """What is left in a bucket."""

    left: Annotated[float, msgspec.Meta(ge=0, le=1_000_000)] = 0.0


class ShopsControl:
    """Shops."""

    def __init__(self, shopify: Shopify) -> None:
        self._shopify = shopify

    async def all(self, _request: Request) -> Response:
        """List them."""
        return answered({"shops": [told.shop(opened) for opened in self._shopify.shops.all()]})

    async def make(self, request: Request) -> Response:
        """Make one."""
        made = await decoded(request, Made)
        domain = domain_of(made.domain)
        if not DOMAIN.fullmatch(domain):
            raise Wrong("a domain is letters, digits and hyphens, with or without .myshopify.com")
        if self._shopify.shops.find(domain) is not None:
            raise Wrong("there is such a shop already")
        currencies = {made.currency, *made.currencies}
        if len(currencies) > MOST_CURRENCIES or not all(is_currency(one) for one in currencies):
            raise Wrong("currencies are a few ISO 4217 codes")
        with following():
            opened = self._shopify.shops.open(domain, made.name, made.currency, made.token)
        opened.shop.currencies = currencies
        if not made.installed:
            opened.shop.access.tokens.clear()
        return answered(told.shop(opened), 201)

    async def one(self, request: Request) -> Response:
        """Tell of one."""
        return answered(told.shop(shop_of(self._shopify, request)))

    async def change(self, request: Request) -> Response:
        """Change how one behaves; what is not given stays."""
        opened = shop_of(self._shopify, request)
        given = await decoded(request, dict[str, object])
        try:
            wanted = msgspec.to_builtins(opened.shop.conduct) | given
            opened.shop.conduct = msgspec.convert(wanted, Conduct, strict=False)
        except msgspec.ValidationError as wrong:
            raise Wrong(str(wrong)) from wrong
        return answered(told.shop(opened))

    async def points(self, request: Request) -> Response:
        """Leave so many points in the bucket."""
        opened = shop_of(self._shopify, request)
        shop = opened.shop
        opened.endpoint.bucket.drain(shop.conduct, shop.clock(), (await decoded(request, Points)).left)
        return answered(told.shop(opened))

    async def variant(self, request: Request) -> Response:
        """Sell something."""
        opened = shop_of(self._shopify, request)
        goods = await decoded(request, Goods)
        with following():
            made = opened.shop.add_variant(
                goods.product, goods.title, goods.sku, goods.price, goods.stock, goods.oversell
            )
        return answered(told.variant(made), 201)

    async def stock(self, request: Request) -> Response:
        """Set how many there are."""
        opened = shop_of(self._shopify, request)
        wanted = await decoded(request, Stock)
        found = [one for one in opened.shop.variants.values() if one.sku == wanted.sku]
        if not found:
            raise Wrong("the shop sells nothing with this sku; POST …/variants")
        for variant in found:
            variant.tracked = wanted.stock is not None
            variant.stock = wanted.stock or 0
            variant.oversell = wanted.oversell
            variant.updated_at = opened.shop.clock()
        return answered({"variants": [told.variant(one) for one in found]})

    async def credits(self, request: Request) -> Response:
        """Store credit and gift cards."""
        shop = shop_of(self._shopify, request).shop
        return answered(
            {
                "accounts": [told.account(one) for one in shop.credit_accounts.values()],
                "gift_cards": [told.gift_card(one) for one in shop.gift_cards.values()],
            }
        )
