"""What the app asks a shop's owner for, and what of it was not granted."""

from collections.abc import Iterable

SCOPES = (
    "write_customers",
    "write_draft_orders",
    "write_fulfillments",
    "write_gift_cards",
    "read_inventory",
    "write_orders",
    "read_products",
    "read_returns",
    "read_shopify_payments_disputes",
    "read_store_credit_accounts",
    "write_store_credit_account_transactions",
)
"""Each `write_…` also lets us read: https://shopify.dev/docs/api/usage/access-scopes."""


def allowed(granted: Iterable[str]) -> frozenset[str]:
    """All that these scopes let us do, with the reading that each writing brings along."""
    names = set(granted)
    return frozenset(names | {f"read_{name.removeprefix('write_')}" for name in names if name.startswith("write_")})


def missing(wanted: Iterable[str], granted: Iterable[str]) -> tuple[str, ...]:
    """The scopes that were wanted and not granted, in the order in which they were wanted."""
    have = allowed(granted)
    return tuple(name for name in wanted if name not in have)
