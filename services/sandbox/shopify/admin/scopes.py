"""Which scope opens which root field; a token without it is told so."""

from collections.abc import Iterable, Mapping

from services.sandbox.shopify.admin.errors import denied

NEEDED: Mapping[str, str] = {
    "draftOrderCreate": "write_draft_orders",
    "draftOrders": "read_draft_orders",
    "fulfillmentEventCreate": "write_fulfillments",
    "giftCardCreate": "write_gift_cards",
    "giftCards": "read_gift_cards",
    "order": "read_orders",
    "orderCreate": "write_orders",
    "orderUpdate": "write_orders",
    "orders": "read_orders",
    "refundCreate": "write_orders",
    "storeCreditAccountCredit": "write_store_credit_account_transactions",
    "tagsAdd": "write_orders",
}


def check(field: str, granted: Iterable[str]) -> None:
    """Raises `GraphQLError` when none of the scopes opens a root field; whoever may write may read."""
    needed = NEEDED.get(field)
    if needed is not None and not {needed, needed.replace("read_", "write_")} & set(granted):
        raise denied(field, needed)
