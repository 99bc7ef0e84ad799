"""What Shopify posts, topic by topic, in our words; pure. Its bodies are the REST shapes."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.core.companies.shopify.news import disputes, fulfillments, orders, privacy, refunds
from services.core.ports import News, Nothing, Uninstalled

TOPICS: Mapping[str, Callable[[bytes], tuple[News, ...]]] = {
    "orders/create": orders.order,
    "orders/updated": orders.order,
    "orders/cancelled": orders.order,
    "fulfillments/create": fulfillments.fulfillment,
    "fulfillments/update": fulfillments.fulfillment,
    "fulfillment_events/create": fulfillments.event,
    "refunds/create": refunds.refund,
    "returns/request": refunds.returned,
    "returns/approve": refunds.returned,
    "returns/close": refunds.returned,
    "returns/reopen": refunds.returned,
    "returns/decline": refunds.returned,
    "returns/cancel": refunds.returned,
    "customers/data_request": privacy.data_request,
    "customers/redact": privacy.redact,
    "shop/redact": privacy.redact_shop,
}


def news(topic: str, body: bytes, triggered_at: datetime | None) -> tuple[News, ...]:
    """The message in our words. Raises `Unintelligible`, which quotes no value of the body."""
    if topic in ("disputes/create", "disputes/update"):
        return disputes.dispute(body, triggered_at)
    if topic == "app/uninstalled":
        return (Uninstalled(triggered_at),)
    read = TOPICS.get(topic)
    return read(body) if read else (Nothing(topic),)
