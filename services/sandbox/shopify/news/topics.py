"""The topics that a shop tells of, in both of Shopify's spellings; the privacy topics are never subscribed to."""

TOLD = (
    "app/uninstalled",
    "disputes/create",
    "disputes/update",
    "fulfillment_events/create",
    "fulfillments/create",
    "fulfillments/update",
    "orders/cancelled",
    "orders/create",
    "orders/updated",
    "refunds/create",
    "returns/approve",
    "returns/cancel",
    "returns/close",
    "returns/decline",
    "returns/reopen",
    "returns/request",
)
# may be subscribed to, though nothing in the sandbox brings them about
SILENT = ("orders/edited", "returns/update")

BY_ENUM = {topic.replace("/", "_").upper(): topic for topic in TOLD + SILENT}
