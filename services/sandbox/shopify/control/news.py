"""Webhooks: those sent, sending them again, and those that Shopify sends of privacy and of a removed app."""

from enum import StrEnum
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.deliveries import Deliveries
from services.sandbox.shopify.company import Shopify
from services.sandbox.shopify.control import told
from services.sandbox.shopify.control.finding import shop_of
from services.sandbox.shopify.shops import Open
from services.sandbox.steering import Wrong, answered, decoded

LONGEST = 500


class Sequence(StrEnum):
    """In which order webhooks are sent again."""

    FORWARD = "forward"
    REVERSE = "reverse"
    SHUFFLE = "shuffle"


class Again(msgspec.Struct, forbid_unknown_fields=True):
    """Which webhooks are sent again, and how often: all that are remembered, unless a topic or an id is given."""

    topic: str | None = None
    id: str | None = None
    times: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 1
    order: Sequence = Sequence.FORWARD


class PrivacyTopic(StrEnum):
    """What Shopify asks of every app."""

    DATA_REQUEST = "customers/data_request"
    CUSTOMER_REDACT = "customers/redact"
    SHOP_REDACT = "shop/redact"


class Privacy(msgspec.Struct, forbid_unknown_fields=True):
    """A privacy webhook; `orders` of null is all orders of the customer."""

    topic: PrivacyTopic
    email: str = "robin@example.com"
    orders: list[int] | None = None


class AppChange(msgspec.Struct, forbid_unknown_fields=True):
    """What changes about the app; null leaves it. A `signing_secret` of "" ends a rotation."""

    client_secret: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)] | None = None
    signing_secret: Annotated[str, msgspec.Meta(max_length=LONGEST)] | None = None
    privacy_url: Annotated[str, msgspec.Meta(max_length=LONGEST)] | None = None
    scopes: list[str] | None = None


class NewsControl:
    """Webhooks."""

    def __init__(self, shopify: Shopify, deliveries: Deliveries) -> None:
        self._shopify = shopify
        self._deliveries = deliveries

    async def sent(self, request: Request) -> Response:
        """Tell of those sent."""
        opened = shop_of(self._shopify, request)
        return answered({"waiting": self._deliveries.waiting, "sent": [told.sent(one) for one in opened.webhooks.sent]})

    async def again(self, request: Request) -> Response:
        """Send some again."""
        opened, wanted = shop_of(self._shopify, request), await decoded(request, Again)
        count = opened.webhooks.again(
            lambda sent: wanted.topic in {None, sent.topic} and wanted.id in {None, sent.id},
            wanted.times,
            wanted.order.value,
        )
        return answered({"sent": count})

    async def privacy(self, request: Request) -> Response:
        """Send what Shopify sends when somebody asks about their data."""
        opened, asked = shop_of(self._shopify, request), await decoded(request, Privacy)
        url = self._shopify.settings.privacy_url
        urls = [url] if url else opened.webhooks.urls()
        if not urls:
            raise Wrong("nobody would be told; PATCH /control/shopify/app with a privacy_url, or subscribe first")
        opened.webhooks.post(asked.topic.value, _privacy_body(opened, asked), urls)
        return answered({"sent": len(urls)})

    async def uninstall(self, request: Request) -> Response:
        """Remove the app: its tokens end, its subscriptions too, after they were told."""
        opened = shop_of(self._shopify, request)
        opened.shop.tell("app/uninstalled", opened.shop)
        opened.shop.access.tokens.clear()
        opened.webhooks.clear()
        return answered(told.shop(opened))

    async def app(self, request: Request) -> Response:
        """Change the app's settings."""
        change, app = await decoded(request, AppChange), self._shopify.settings
        if change.client_secret is not None:
            app.client_secret = change.client_secret
        if change.signing_secret is not None:
            app.signing_secret = change.signing_secret or None
        if change.privacy_url is not None:
            app.privacy_url = change.privacy_url or None
        if change.scopes is not None:
            app.scopes = tuple(change.scopes)
        return answered({"client_id": app.client_id, "privacy_url": app.privacy_url, "scopes": app.scopes})


def _privacy_body(opened: Open, asked: Privacy) -> dict[str, object]:
    shop = opened.shop
    about: dict[str, object] = {"shop_id": shop.id, "shop_domain": shop.domain}
    if asked.topic is PrivacyTopic.SHOP_REDACT:
        return about
    customer = next((one for one in shop.customers.values() if one.email == asked.email), None)
    if customer is None:
        raise Wrong("the shop has no customer with this e-mail address")
    mine = [order.id for order in shop.orders.values() if order.customer is customer]
    about["customer"] = {"id": customer.id, "email": customer.email, "phone": customer.phone}
    wanted = mine if asked.orders is None else asked.orders
    if asked.topic is PrivacyTopic.DATA_REQUEST:
        return about | {"orders_requested": wanted, "data_request": {"id": shop.next_id()}}
    return about | {"orders_to_redact": wanted}
