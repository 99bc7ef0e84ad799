"""Finding what a control request is about, and following it in a shop that may say no."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request

from services.sandbox.parcels import Full
from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shops import Open
from services.sandbox.steering import Wrong


def shop_of(shopify: Shopify, request: Request) -> Open:
    """The shop in the path. Raises `Wrong`."""
    opened = shopify.shops.find(request.path_params["shop"])
    if opened is None:
        raise Wrong("there is no such shop; POST /control/shopify/shops makes one")
    return opened


def order_of(opened: Open, request: Request) -> Order:
    """The order in the path, by its number or its id. Raises `Wrong`."""
    name = request.path_params["order"]
    for order in opened.shop.orders.values():
        if name in {str(order.id), str(order.number)}:
            return order
    raise Wrong("the shop has no such order; POST …/orders places one")


@contextmanager
def following() -> Iterator[None]:
    """Tell what a shop refuses as a `Wrong`."""
    try:
        yield
    except Refused as refusal:
        where = ".".join(refusal.field or ())
        raise Wrong(f"{where}: {refusal.message}" if where else refusal.message) from refusal
    except Full as full:
        raise Wrong(f"{full}: POST /control/reset") from full
