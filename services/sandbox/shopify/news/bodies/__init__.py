"""The bodies of webhooks: what the REST API would answer, with numbers for ids and text for amounts."""

from services.sandbox.shopify.news.bodies.money import dispute_body, refund_body
from services.sandbox.shopify.news.bodies.orders import order_body
from services.sandbox.shopify.news.bodies.parcels import fulfillment_body, return_body, scan_body
from services.sandbox.shopify.news.bodies.values import Body, moment
from services.sandbox.shopify.shop.model import Dispute, Order, Refund
from services.sandbox.shopify.shop.parcels import Fulfillment, Return, Scan
from services.sandbox.shopify.shop.shop import Shop


def body(shop: Shop, subject: object) -> Body:
    """What a webhook says about its subject."""
    match subject:
        case Order():
            return order_body(subject)
        case Refund():
            return refund_body(subject)
        case Fulfillment():
            return fulfillment_body(subject)
        case (Fulfillment() as parcel, Scan() as scan):
            return scan_body(shop, parcel, scan)
        case Dispute():
            return dispute_body(subject)
        case Return():
            return return_body(subject)
        case Shop():
            return shop_body(subject)
        case dict():
            return subject
        case _:
            raise TypeError(type(subject).__name__)


def shop_body(shop: Shop) -> Body:
    """The shop itself, for `app/uninstalled`."""
    return {
        "id": shop.id,
        "name": shop.name,
        "domain": shop.domain,
        "myshopify_domain": shop.domain,
        "currency": shop.currency,
        "created_at": moment(shop.created_at),
    }
