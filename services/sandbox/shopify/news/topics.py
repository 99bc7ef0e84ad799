"""The topics that a shop tells of, in both of Shopify's spellings."""

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
# set in an app's configuration, never through the API
PRIVACY = ("customers/data_request", "customers/redact", "shop/redact")

BY_ENUM = {topic.replace("/", "_").upper(): topic for topic in TOLD}
