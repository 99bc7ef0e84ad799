"""The news that a shop is asked to post to us."""

TOPICS = (
    "APP_UNINSTALLED",
    "DISPUTES_CREATE",
    "DISPUTES_UPDATE",
    "FULFILLMENTS_CREATE",
    "FULFILLMENTS_UPDATE",
    "FULFILLMENT_EVENTS_CREATE",
    "ORDERS_CANCELLED",
    "ORDERS_CREATE",
    "ORDERS_EDITED",
    "ORDERS_UPDATED",
    "REFUNDS_CREATE",
    "RETURNS_APPROVE",
    "RETURNS_CANCEL",
    "RETURNS_CLOSE",
    "RETURNS_DECLINE",
    "RETURNS_REOPEN",
    "RETURNS_REQUEST",
    "RETURNS_UPDATE",
)
"""As Shopify's `WebhookSubscriptionTopic` names them. The three privacy topics are none of these: they stand in the
app's own configuration."""
