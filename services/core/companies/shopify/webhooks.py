"""Where Shopify posts a shop's news to."""

from collections.abc import Sequence

from services.core.companies.shopify.admin import Admin
from services.core.companies.shopify.refusals import UserError, check
from services.core.companies.shopify.topics import TOPICS
from services.core.companies.shopify.wire import Wire
from services.core.ports import Credentials, Rejected

OUT = {"ACCESS_REVOKED", "SHOP_INACTIVE", "UNKNOWN_SHOP"}
"""Codes after which no topic will be granted."""


class _Subscription(Wire):
    id: str
    topic: str
    uri: str


class _Page(Wire):
    has_next_page: bool = False
    end_cursor: str | None = None


class _Subscriptions(Wire):
    nodes: list[_Subscription]
    page_info: _Page


class Known(Wire):
    """The answer to `webhookSubscriptions`."""

    webhook_subscriptions: _Subscriptions


class _Payload(Wire):
    webhook_subscription: _Subscription | None
    user_errors: list[UserError]


class Created(Wire):
    """The answer to `webhookSubscriptionCreate`."""

    webhook_subscription_create: _Payload


async def listen(admin: Admin, credentials: Credentials, url: str) -> Sequence[str]:
    """Have every topic posted to the URL that the shop lets us have, and return these. Safe to repeat."""
    told = await _told(admin, credentials, url)
    for topic in TOPICS:
        if topic in told:
            continue
        given = {"topic": topic, "input": {"uri": url, "format": "JSON"}}
        try:
            answer = await admin.mutate(credentials, "webhookSubscriptionCreate", given, Created)
            payload = answer.webhook_subscription_create
            check(payload.user_errors, payload.webhook_subscription)
        except Rejected as error:
            # one that the owner did not grant keeps no other from us
            if error.code in OUT:
                raise
            continue
        told.add(topic)
    return [topic for topic in TOPICS if topic in told]


async def _told(admin: Admin, credentials: Credentials, url: str) -> set[str]:
    """The topics that are posted to the URL already."""
    told: set[str] = set()
    after: str | None = None
    while True:
        known = await admin.query(credentials, "webhookSubscriptions", {"after": after}, Known)
        page = known.webhook_subscriptions
        told |= {one.topic for one in page.nodes if one.uri == url}
        after = page.page_info.end_cursor
        if not page.page_info.has_next_page or after is None:
            return told
